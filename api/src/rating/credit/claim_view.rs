//! What an enterprise asked of a record, as it is shown.

use access::Role;
use kernel::Uuid;
use rating::credit::{ClaimKind, CreditClaim, CreditRecord};
use serde::Serialize;
use utoipa::ToSchema;

use crate::ctx::Ctx;

/// An objection or a request for repair, with what was decided.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "number": 1, "kind": "objection", "kind_label": "异议申请", "reason": "通道在检查前已清空", "evidence": "当日监控录像",
    "by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "at": "2026-03-02T09:30:00.000+08:00", "due_at": "2026-03-04T09:30:00.000+08:00",
    "provisional": false, "overdue": false, "extended_by": null, "extended_at": null, "extension_reason": null, "upheld": null,
    "words": null, "decided_by": null, "decided_role": null, "decided_at": null
}))]
pub(crate) struct CreditClaimView {
    #[schema(minimum = 1)]
    number: i32,
    kind: ClaimKind,
    #[schema(max_length = 40)]
    kind_label: &'static str,
    #[schema(max_length = 1000)]
    reason: String,
    #[schema(max_length = 2000)]
    evidence: String,
    #[schema(format = "uuid", max_length = 36)]
    by: Uuid,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
    /// By when it is to be decided, by the calendar of the place.
    #[schema(format = "date-time", max_length = 40)]
    due_at: Option<String>,
    /// Whether a year is touched whose holidays are not in the calendar.
    provisional: bool,
    /// Whether it was not decided in time.
    overdue: bool,
    /// Who approved more time.
    #[schema(format = "uuid", max_length = 36)]
    extended_by: Option<Uuid>,
    #[schema(format = "date-time", max_length = 40)]
    extended_at: Option<String>,
    #[schema(max_length = 1000)]
    extension_reason: Option<String>,
    /// Null while it waits, and where the record was taken back for another reason.
    upheld: Option<bool>,
    #[schema(max_length = 1000)]
    words: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    decided_by: Option<Uuid>,
    decided_role: Option<Role>,
    #[schema(format = "date-time", max_length = 40)]
    decided_at: Option<String>,
}

pub(super) fn claim_view(ctx: &Ctx, record: &CreditRecord, claim: &CreditClaim) -> CreditClaimView {
    let clockwork = ctx.app.clockwork();
    let calendar = clockwork.calendar(&record.path).map(|placed| &placed.calendar);
    let due = calendar.and_then(|calendar| claim.due(calendar));
    let unknown = calendar.zip(due).map(|(known, due)| known.unknown_years(claim.at, due));
    let extended = claim.extended.as_ref();
    CreditClaimView {
        number: claim.number,
        kind: claim.kind,
        kind_label: claim.kind.label().in_language(ctx.language()),
        reason: claim.reason.clone(),
        evidence: claim.evidence.clone(),
        by: claim.by,
        at: ctx.time(claim.at),
        due_at: due.map(|at| ctx.time(at)),
        provisional: unknown.is_some_and(|years| !years.is_empty()),
        overdue: due.is_some_and(|due| due < claim.decided_at.unwrap_or(ctx.now)),
        extended_by: extended.map(|more| more.by),
        extended_at: extended.map(|more| ctx.time(more.at)),
        extension_reason: extended.map(|more| more.reason.clone()),
        upheld: claim.upheld,
        words: claim.words.clone(),
        decided_by: claim.decided_by.filter(|by| !by.is_nil()),
        decided_role: claim.decided_role,
        decided_at: claim.decided_at.map(|at| ctx.time(at)),
    }
}
