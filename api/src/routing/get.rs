//! `getRoutingRule`: one rule, retired ones too.

use access::Action;
use actix_web::get;
use kernel::RoutingRuleId;

use super::{
    record::seen,
    view::{RuleView, answer},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Get a routing rule.
#[utoipa::path(tag = "routing", operation_id = "getRoutingRule", params(IdPath),
    responses((status = 200, body = RuleView, headers(("ETag" = String)))))]
#[get("/v1/routing-rules/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<RoutingRuleId>) -> Result<Answer, Problem> {
    let (rule, area, _) = seen(&ctx, ctx.reader(), id.0, Action::RoutingRead).await?;
    answer(&ctx, ctx.reader(), (&rule, &area)).await
}
