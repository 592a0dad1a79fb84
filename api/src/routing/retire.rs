//! `retireRoutingRule` 废止派单规则.

use access::Action;
use actix_web::post;
use kernel::RoutingRuleId;

use super::{
    record::seen,
    view::{RuleView, answer},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Empty, Id, IdPath, Late, Problem},
};

/// Retire a routing rule: it is never asked again, and stays on record.
#[utoipa::path(tag = "routing", operation_id = "retireRoutingRule", params(IdPath), request_body = Empty,
    responses((status = 200, body = RuleView, headers(("ETag" = String)))))]
#[post("/v1/routing-rules/{id}/retire")]
pub(crate) async fn retire(
    ctx: Ctx,
    id: Id<RoutingRuleId>,
    body: Late<Empty>,
) -> Result<Answer, Problem> {
    let answer = ctx
        .write(async |tx| {
            let (rule, area, permit) = seen(&ctx, tx, id.0, Action::RoutingRetire).await?;
            ctx.match_version(rule.version, false)?;
            body.get()?;
            let done = rule.retire(&permit, ctx.now)?;
            tx.save_rule(&done, area.path).await?;
            Ok(answer(&ctx, tx, (&done.after, &area)).await?)
        })
        .await?;
    ctx.app.load_routing().await?;
    Ok(answer)
}
