//! `getEnterprise`: one property enterprise with its contracts.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, OrganizationId};
use organization::OrganizationKind;
use persistence::organization::organization_by_id;
use place::At;

use super::{EnterpriseDetail, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Read a property enterprise with its contracts.
#[utoipa::path(tag = "organizations", operation_id = "getEnterprise", params(IdPath),
    responses((status = 200, body = EnterpriseDetail, headers(("ETag" = String)))))]
#[get("/v1/enterprises/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<OrganizationId>) -> Result<Answer, Problem> {
    let found = organization_by_id(ctx.reader(), id.0).await?;
    let enterprise =
        found.filter(|row| row.kind == OrganizationKind::Enterprise).ok_or(Code::NotFound)?;
    let subject = At::hidden(enterprise.path, Action::EnterpriseRead);
    authorize(&ctx.actor, Action::EnterpriseRead, &subject)?;
    Ok(answer(&ctx, ctx.reader(), &enterprise).await?)
}
