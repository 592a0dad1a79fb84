//! The evidence files of one thing that is recorded or rated.

use access::SubjectKind;
use kernel::Uuid;
use persistence::rating::evidence_of;

use super::view::view;
use crate::{
    ctx::Ctx,
    http::{Answer, PageParams, Problem, page},
    rating::see,
};

pub(super) async fn listed(
    ctx: &Ctx,
    of: (SubjectKind, Uuid),
    part: &PageParams,
) -> Result<Answer, Problem> {
    see(ctx.reader(), &ctx.actor, of.0, of.1).await?;
    let mut paging = part.paging(ctx)?;
    let after = paging.after_number()?;
    let read = async |after, limit| evidence_of(ctx.reader(), of, (after, limit)).await;
    let rows = paging.rows(after, read).await?;
    page(ctx, &paging, &rows, |row| row.number.to_be_bytes().to_vec(), |row| view(ctx, row))
}
