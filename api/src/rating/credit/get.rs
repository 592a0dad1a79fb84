//! `getCreditEntry`: one record with everything that was asked and decided.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, CreditEntryId};
use persistence::rating::credit_record;

use super::view::{CreditEntryView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Get a record of the credit ledger.
#[utoipa::path(tag = "ratings", operation_id = "getCreditEntry", params(IdPath),
    responses((status = 200, body = CreditEntryView, headers(("ETag" = String)))))]
#[get("/v1/credit-entries/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<CreditEntryId>) -> Result<Answer, Problem> {
    let record = credit_record(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::CreditRead, &record)?;
    Ok(answer(&ctx, ctx.reader(), &record).await?)
}
