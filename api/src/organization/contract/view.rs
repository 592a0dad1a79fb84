//! A contract as it is shown.

use access::{Action, SubjectKind, may};
use kernel::Uuid;
use organization::{Contract, ContractState};
use persistence::{Conn, Failure, StoreError, place::estate_by_key};
use place::Estate;
use serde::Serialize;
use utoipa::ToSchema;

use super::subject;
use crate::{
    ctx::Ctx,
    http::{Answer, Versioned, created_at},
};

/// A service contract (物业服务合同): an enterprise, an estate and the days of service.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "from": "2026-01-01", "to": "2028-12-31", "ended_on": null,
    "end_reason": null, "state": "in_force", "state_label": "履行中", "allowed_actions": ["end"], "version": 1,
    "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct ContractView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    /// The first day of service.
    #[schema(format = "date", max_length = 10)]
    from: String,
    /// The last day of service; null where the contract runs on.
    #[schema(format = "date", max_length = 10)]
    to: Option<String>,
    /// The first day without service, where it was ended before its time.
    #[schema(format = "date", max_length = 10)]
    ended_on: Option<String>,
    /// Only for those who may end contracts there.
    #[schema(max_length = 500)]
    end_reason: Option<String>,
    state: ContractState,
    #[schema(max_length = 60)]
    state_label: &'static str,
    #[schema(max_items = 10, max_length = 40)]
    allowed_actions: Vec<&'static str>,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

fn view(ctx: &Ctx, contract: &Contract, estate: &Estate) -> ContractView {
    let state = contract.state(ctx.today());
    let mine = may(&ctx.actor, Action::ContractEnd, &subject(estate));
    let open = (mine && state != ContractState::Ended).then(|| Action::ContractEnd.as_str());
    ContractView {
        id: contract.id.0,
        enterprise_id: contract.organization.0,
        estate_id: estate.id.0,
        from: contract.from.to_string(),
        to: contract.to.map(|day| day.to_string()),
        ended_on: contract.ended_on.map(|day| day.to_string()),
        end_reason: contract.end_reason.clone().filter(|_| mine),
        state,
        state_label: state.label().in_language(ctx.language()),
        allowed_actions: open.into_iter().collect(),
        version: contract.version,
        created_at: created_at(ctx, contract.id.0),
        updated_at: ctx.time(contract.updated_at),
    }
}

/// Views of the contracts of one enterprise.
pub(in crate::organization) async fn views(
    ctx: &Ctx,
    db: &impl Conn,
    contracts: &[Contract],
) -> Result<Vec<ContractView>, StoreError> {
    let mut views = Vec::with_capacity(contracts.len());
    for contract in contracts {
        let estate = estate_by_key(db, contract.estate).await?;
        views.push(view(ctx, contract, &estate.ok_or(StoreError::Corrupt("contract.estate"))?));
    }
    Ok(views)
}

pub(super) fn answer(ctx: &Ctx, contract: &Contract, estate: &Estate) -> Result<Answer, Failure> {
    let what =
        Versioned { kind: SubjectKind::Contract, id: contract.id.0, version: contract.version };
    Ok(Answer::ok(&view(ctx, contract, estate))?.of(what))
}
