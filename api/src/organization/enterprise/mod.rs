//! Property enterprises 物业服务企业.

mod create;
mod get;
mod list;

use organization::Organization;
use persistence::{Conn, Failure, organization::contracts_of_organization};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    contract::{ContractView, views},
    view::{OrganizationView, versioned, view},
};
use crate::{ctx::Ctx, http::Answer, place::Lookup, routes::Registry};

pub(super) fn operations(config: &mut impl Registry) {
    config.service(create::create).service(list::list).service(get::get);
}

/// A property enterprise with its service contracts.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "kind": "enterprise", "kind_label": "物业服务企业",
    "name": "安居物业服务有限公司", "credit_code": "91350100M000100Y43", "phone": "0755-28000000",
    "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "version": 1,
    "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:00.000+08:00",
    "contracts": [{
        "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c",
        "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "from": "2026-01-01", "to": "2028-12-31", "ended_on": null,
        "end_reason": null, "state": "in_force", "state_label": "履行中", "allowed_actions": ["end"], "version": 1,
        "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:00.000+08:00"
    }]
}))]
pub(crate) struct EnterpriseDetail {
    #[serde(flatten)]
    enterprise: OrganizationView,
    /// The last hundred, the latest first.
    #[schema(max_items = 100)]
    contracts: Vec<ContractView>,
}

/// Contracts shown with an enterprise.
const CONTRACTS: u64 = 100;

async fn answer(ctx: &Ctx, db: &impl Conn, row: &Organization) -> Result<Answer, Failure> {
    let contracts = contracts_of_organization(db, row.id, CONTRACTS).await?;
    let shown = EnterpriseDetail {
        enterprise: view(ctx, db, row, &mut Lookup::default()).await?,
        contracts: views(ctx, db, &contracts).await?,
    };
    Ok(Answer::ok(&shown)?.of(versioned(row)))
}
