//! How a listing is shown.

use access::{Role, SubjectKind};
use kernel::{Hundredths, Uuid};
use persistence::{Conn, Failure, StoreError, rating::evidence_counts};
use rating::{
    EvidenceLink,
    listing::{
        ListKind, ListRule, ListState, Listing, ListingDecision, ListingObjection, ListingState,
        NO_PENALTY,
    },
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Versioned},
    place::Lookup,
};

/// What was objected to a listing.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ListingObjection, example = json!({
    "grounds": "扣分事项已整改并通过复核", "evidence": "复核记录2026-31", "links": [],
    "by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "role": "manager", "at": "2027-03-02T09:30:00.000+08:00",
    "due_at": "2027-03-04T09:30:00.000+08:00", "overdue": false
}))]
struct ListingObjectionView {
    #[schema(max_length = 2000)]
    grounds: String,
    #[schema(max_length = 2000)]
    evidence: String,
    #[schema(max_items = 10)]
    links: Vec<EvidenceLink>,
    #[schema(format = "uuid", max_length = 36)]
    by: Uuid,
    role: Role,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
    /// By when it is to be decided, by the calendar of the place.
    #[schema(format = "date-time", max_length = 40)]
    due_at: String,
    /// Whether it waits still, and that time is over.
    overdue: bool,
}

/// What was decided of the objection.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ListingDecision, example = json!({
    "upheld": false, "words": "经复核,评价结果无误", "by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "role": "street_officer",
    "at": "2027-03-03T15:00:00.000+08:00"
}))]
struct ListingDecisionView {
    /// Whether the objection is right, so that the result is not on the list.
    upheld: bool,
    #[schema(max_length = 2000)]
    words: String,
    #[schema(format = "uuid", max_length = 36)]
    by: Uuid,
    role: Role,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
}

/// A result on a red or black list (列入事项).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Listing, example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "list_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "kind": "black",
    "kind_label": "黑榜", "list_state": "proposed",
    "rule": {"stars": 0, "clean": false, "vetoed": true}, "withdraw_reason": null, "score_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40",
    "total": "52.30", "stars": 0, "vetoes": [], "bad_records": 1, "state": "noticed", "state_label": "已告知",
    "objections_until": "2027-03-10T09:30:00.000+08:00", "objection": null, "decision": null,
    "effect": "红榜、黑榜只是评价结果的公布", "evidence_files": 0, "allowed_actions": ["object"], "version": 1,
    "created_at": "2027-03-01T09:30:00.000+08:00", "updated_at": "2027-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct ListingView {
    #[schema(format = "uuid", max_length = 36)]
    pub(super) id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    list_id: Uuid,
    kind: ListKind,
    #[schema(max_length = 40)]
    kind_label: &'static str,
    list_state: ListState,
    /// By which it came onto the list.
    rule: ListRule,
    /// Why its list was withdrawn.
    #[schema(max_length = 1000)]
    withdraw_reason: Option<String>,
    /// The final score that it rests on.
    #[schema(format = "uuid", max_length = 36)]
    score_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Uuid,
    total: Hundredths,
    #[schema(maximum = 5)]
    stars: u8,
    /// Codes of the vetoes that were found.
    #[schema(value_type = Vec<::rating::ItemCode>, max_items = 30)]
    vetoes: Vec<String>,
    /// Bad records of the enterprise that were in effect when the list was proposed.
    #[schema(minimum = 0)]
    bad_records: i32,
    state: ListingState,
    #[schema(max_length = 40)]
    state_label: &'static str,
    #[schema(format = "date-time", max_length = 40)]
    objections_until: String,
    objection: Option<ListingObjectionView>,
    /// Null while it waits, and where nobody objected.
    decision: Option<ListingDecisionView>,
    /// What a listing does, and does not.
    #[schema(max_length = 400)]
    effect: &'static str,
    /// Photos and papers that are attached to it.
    #[schema(minimum = 0)]
    evidence_files: u32,
    #[schema(max_items = 10, max_length = 40)]
    allowed_actions: Vec<&'static str>,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

pub(super) async fn views(
    ctx: &Ctx,
    db: &impl Conn,
    listings: &[Listing],
) -> Result<Vec<ListingView>, StoreError> {
    let ids = listings.iter().map(|one| one.id.0);
    let files = evidence_counts(db, SubjectKind::Listing, ids).await?;
    let (mut views, mut known) = (Vec::with_capacity(listings.len()), Lookup::default());
    for one in listings {
        let files = files.get(&one.id.0).copied().unwrap_or_default();
        let key = one.path.estate.ok_or(StoreError::Corrupt("rating_listing.estate"))?;
        views.push(view(ctx, one, (known.estate(db, key).await?, files)));
    }
    Ok(views)
}

fn view(ctx: &Ctx, one: &Listing, (estate_id, files): (Uuid, u32)) -> ListingView {
    let language = ctx.language();
    ListingView {
        id: one.id.0,
        list_id: one.list.0,
        kind: one.kind,
        kind_label: one.kind.label().in_language(language),
        list_state: one.list_state,
        rule: one.rule,
        withdraw_reason: one.withdraw_reason.clone(),
        score_id: one.score,
        estate_id,
        enterprise_id: one.enterprise.0,
        total: one.total,
        stars: one.stars,
        vetoes: one.vetoes.clone(),
        bad_records: one.bad_records,
        state: one.state,
        state_label: one.state.label().in_language(language),
        objections_until: ctx.time(one.objections_until),
        objection: one.objection.as_ref().map(|told| objection(ctx, one, told)),
        decision: one.decision.as_ref().map(|made| decision(ctx, one, made)),
        effect: NO_PENALTY.in_language(language),
        evidence_files: files,
        allowed_actions: allowed(ctx, one),
        version: one.version,
        created_at: ctx.time(one.created_at),
        updated_at: ctx.time(one.updated_at),
    }
}

fn objection(ctx: &Ctx, one: &Listing, told: &ListingObjection) -> ListingObjectionView {
    ListingObjectionView {
        grounds: told.grounds.clone(),
        evidence: told.evidence.clone(),
        links: told.links.clone(),
        by: told.by,
        role: told.role,
        at: ctx.time(told.at),
        due_at: ctx.time(told.due),
        overdue: one.state == ListingState::Disputed && told.due < ctx.now,
    }
}

fn decision(ctx: &Ctx, one: &Listing, made: &ListingDecision) -> ListingDecisionView {
    ListingDecisionView {
        upheld: one.state == ListingState::Struck,
        words: made.words.clone(),
        by: made.by,
        role: made.role,
        at: ctx.time(made.at),
    }
}

/// What the caller may do to it now.
pub(super) fn allowed(ctx: &Ctx, one: &Listing) -> Vec<&'static str> {
    ctx.permitted(one.legal(ctx.now), one)
}

pub(super) async fn answer(
    ctx: &Ctx,
    db: &impl Conn,
    listing: &Listing,
) -> Result<Answer, Failure> {
    let shown = views(ctx, db, std::slice::from_ref(listing)).await?.pop();
    let what = Versioned { kind: SubjectKind::Listing, id: listing.id.0, version: listing.version };
    Ok(Answer::ok(&shown)?.of(what))
}
