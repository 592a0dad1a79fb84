//! How a list is shown to those who make it.

use access::SubjectKind;
use kernel::Uuid;
use persistence::{Conn, Failure};
use rating::listing::{ListKind, ListRule, ListState, NO_PENALTY, RatingList};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Versioned},
    place::Lookup,
};

/// A red or black list (红榜、黑榜).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = RatingList, example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "kind": "red", "kind_label": "红榜",
    "cycle_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
    "rule": {"stars": 5, "clean": true, "vetoed": false}, "state": "proposed", "state_label": "拟公布", "listings": 12,
    "objections_until": "2027-03-10T09:30:00.000+08:00", "proposed_by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f",
    "published_by": null, "published_at": null, "withdrawn_at": null, "withdraw_reason": null,
    "effect": "红榜、黑榜只是评价结果的公布", "allowed_actions": ["withdraw"], "version": 1,
    "created_at": "2027-03-01T09:30:00.000+08:00", "updated_at": "2027-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct ListView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    kind: ListKind,
    #[schema(max_length = 40)]
    kind_label: &'static str,
    #[schema(format = "uuid", max_length = 36)]
    cycle_id: Uuid,
    /// The area of the cycle: a district, or a street of it.
    #[schema(format = "uuid", max_length = 36)]
    area_id: Uuid,
    rule: ListRule,
    state: ListState,
    #[schema(max_length = 40)]
    state_label: &'static str,
    /// Results that are on it; until it is published those that were proposed.
    #[schema(minimum = 1, maximum = 2000)]
    listings: i32,
    /// Until when the listings can be objected to, and before which it is not published.
    #[schema(format = "date-time", max_length = 40)]
    objections_until: String,
    #[schema(format = "uuid", max_length = 36)]
    proposed_by: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    published_by: Option<Uuid>,
    #[schema(format = "date-time", max_length = 40)]
    published_at: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    withdrawn_at: Option<String>,
    #[schema(max_length = 1000)]
    withdraw_reason: Option<String>,
    /// What a listing does, and does not.
    #[schema(max_length = 400)]
    effect: &'static str,
    #[schema(max_items = 10, max_length = 40)]
    allowed_actions: Vec<&'static str>,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

fn view(ctx: &Ctx, list: &RatingList, area_id: Uuid) -> ListView {
    let language = ctx.language();
    ListView {
        id: list.id.0,
        kind: list.kind,
        kind_label: list.kind.label().in_language(language),
        cycle_id: list.cycle.0,
        area_id,
        rule: list.rule,
        state: list.state,
        state_label: list.state.label().in_language(language),
        listings: list.listings,
        objections_until: ctx.time(list.objections_until),
        proposed_by: list.proposed_by,
        published_by: list.published_by,
        published_at: list.published_at.map(|at| ctx.time(at)),
        withdrawn_at: list.withdrawn_at.map(|at| ctx.time(at)),
        withdraw_reason: list.withdraw_reason.clone(),
        effect: NO_PENALTY.in_language(language),
        allowed_actions: allowed(ctx, list),
        version: list.version,
        created_at: ctx.time(list.proposed_at),
        updated_at: ctx.time(list.updated_at),
    }
}

/// What the caller may do to it now.
pub(super) fn allowed(ctx: &Ctx, list: &RatingList) -> Vec<&'static str> {
    ctx.permitted(list.legal(ctx.now), list)
}

pub(super) async fn answer(
    ctx: &Ctx,
    db: &impl Conn,
    list: &RatingList,
) -> Result<Answer, Failure> {
    let area_id = Lookup::default().narrowest(db, list.path).await?;
    let what = Versioned { kind: SubjectKind::List, id: list.id.0, version: list.version };
    Ok(Answer::ok(&view(ctx, list, area_id))?.of(what))
}
