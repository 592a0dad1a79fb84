//! `endDuty`: the end of a duty, from the next request on.

use access::{Action, Actor, Role, authorize};
use actix_web::post;
use kernel::{DutyId, Refusal};
use persistence::{
    Failure, Tx,
    identity::{DutyRow, duty_by_id},
    place::residencies_of_duty,
};
use place::At;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{DutyView, answer, entry, tenure};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Id, IdPath, Problem},
    jobs::hand_back_now,
};

/// Why a duty ends.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "调岗"}))]
pub(crate) struct EndBody {
    #[serde(default)]
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    reason: Option<String>,
}

/// End a duty now.
///
/// What it opened is closed from the next request on; open tickets held through it go back to be dispatched.
#[utoipa::path(tag = "identity", operation_id = "endDuty", params(IdPath), request_body = EndBody,
    responses((status = 200, body = DutyView, headers(("ETag" = String)))))]
#[post("/v1/duties/{id}/end")]
pub(crate) async fn end(ctx: Ctx, id: Id<DutyId>, body: Body<EndBody>) -> Result<Answer, Problem> {
    let answer = ctx.write(async |tx| {
        let row = duty_by_id(tx, id.0).await?.ok_or_else(Refusal::missing)?;
        let subject = At::hidden(row.path, Action::DutyRead);
        let permit = authorize(&ctx.actor, Action::DutyEnd, &subject)?;
        ctx.match_version(row.version, false)?;
        tx.hold_account(row.account_id).await?;
        let ended = tenure(&row).end(ctx.now)?;
        let row = DutyRow {
            ended_at: ended.ended_at,
            end_reason: body.0.reason.clone(),
            version: row.version + 1,
            ..row
        };
        tx.end_duty(&row).await?;
        tx.journal(&entry(ctx.now, &row, &permit, Action::DutyEnd)).await?;
        end_residencies(&ctx, tx, &row).await?;
        answer(&ctx, tx, &row).await
    });
    let answer = answer.await?;
    hand_back_now(&ctx.app).await;
    Ok(answer)
}

/// Whoever is no longer a resident no longer lives there.
async fn end_residencies(ctx: &Ctx, tx: &Tx, duty: &DutyRow) -> Result<(), Failure> {
    if duty.role != Role::Resident {
        return Ok(());
    }
    let permit = authorize(&Actor::system(), Action::ResidencyEnd, &At::open(duty.path))?;
    for residency in residencies_of_duty(tx, duty.account_id, duty.id).await? {
        let ended = residency.end(&permit, ctx.now)?;
        tx.save_residency(&permit, residency.state, &ended).await?;
    }
    Ok(())
}
