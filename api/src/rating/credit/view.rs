//! A record of the credit ledger as it is shown.

use access::{Role, SubjectKind};
use kernel::{Hundredths, Uuid};
use persistence::{
    Conn, Failure, StoreError,
    rating::{credit_claims, evidence_counts},
};
use rating::credit::{
    CreditCause, CreditClaim, CreditKind, CreditRecord, CreditState, NO_PENALTY, REMEDY,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::claim_view::{CreditClaimView, claim_view};
use crate::{
    ctx::Ctx,
    http::{Answer, Versioned},
    place::Lookup,
};

/// A record of the credit ledger (诚信台账).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "kind": "bad", "kind_label": "不良信息", "cause": "found",
    "cause_label": "人工记录", "state": "recorded", "state_label": "已记录", "points": "5.00", "basis": "物业服务合同第十二条第二款",
    "facts": "消防通道长期被占用,两次限期整改未完成", "evidence": "2026年2月3日、2月20日检查记录及照片", "effective_from": "2026-03-01",
    "effective_until": "2027-02-28", "effective": true, "ended_on": null, "repairable_from": "2026-05-30", "disputed": false,
    "ticket_id": null, "supervision": null, "counters": null, "counter_id": null, "claims": [],
    "recorded_by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "recorded_role": "property_office",
    "remedy": "对本记录有异议的,可以提出异议", "note": "台账记录和信用等级只是评价,本身不触发任何惩戒措施",
    "evidence_files": 0, "allowed_actions": ["reverse"], "version": 1, "created_at": "2026-03-01T09:30:00.000+08:00",
    "updated_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct CreditEntryView {
    #[schema(format = "uuid", max_length = 36)]
    pub(super) id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    kind: CreditKind,
    #[schema(max_length = 40)]
    kind_label: &'static str,
    cause: CreditCause,
    #[schema(max_length = 40)]
    cause_label: &'static str,
    state: CreditState,
    #[schema(max_length = 40)]
    state_label: &'static str,
    /// Below zero in a counter-entry.
    points: Hundredths,
    /// The article of a law or rule, or the clause of a contract.
    #[schema(max_length = 1000)]
    basis: String,
    #[schema(max_length = 2000)]
    facts: String,
    #[schema(max_length = 2000)]
    evidence: String,
    /// The first day of its effect.
    #[schema(format = "date", max_length = 10)]
    effective_from: String,
    /// The last day of its effect as recorded.
    #[schema(format = "date", max_length = 10)]
    effective_until: String,
    /// Whether it counts today.
    effective: bool,
    /// From which day on a counter-entry took it back.
    #[schema(format = "date", max_length = 10)]
    ended_on: Option<String>,
    /// From when repair of a bad record may be sought.
    #[schema(format = "date", max_length = 10)]
    repairable_from: Option<String>,
    /// Whether an objection waits to be decided.
    disputed: bool,
    /// Of the card that it stands for: the ticket, and the number of the supervision in it.
    #[schema(format = "uuid", max_length = 36)]
    ticket_id: Option<Uuid>,
    #[schema(minimum = 1)]
    supervision: Option<i32>,
    /// The entry that this counter-entry takes back.
    #[schema(format = "uuid", max_length = 36)]
    counters: Option<Uuid>,
    /// The counter-entry that takes it back.
    #[schema(format = "uuid", max_length = 36)]
    counter_id: Option<Uuid>,
    #[schema(max_items = 20)]
    claims: Vec<CreditClaimView>,
    /// Who recorded it or showed the card; null where the system showed it.
    #[schema(format = "uuid", max_length = 36)]
    recorded_by: Option<Uuid>,
    recorded_role: Role,
    /// What the enterprise can do about it.
    #[schema(max_length = 500)]
    remedy: &'static str,
    /// That it triggers no penalty by itself.
    #[schema(max_length = 500)]
    note: &'static str,
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
    records: &[CreditRecord],
) -> Result<Vec<CreditEntryView>, StoreError> {
    let asked = records.iter().filter(|record| record.claims > 0);
    let asked: Vec<_> = asked.map(|record| record.entry.id).collect();
    let claims = credit_claims(db, &asked).await?;
    let ids = records.iter().map(|one| one.entry.id.0);
    let files = evidence_counts(db, SubjectKind::CreditEntry, ids).await?;
    let (mut views, mut known) = (Vec::with_capacity(records.len()), Lookup::default());
    for record in records {
        let files = files.get(&record.entry.id.0).copied().unwrap_or_default();
        let key = record.path.estate.ok_or(StoreError::Corrupt("credit_standing.estate"))?;
        let estate = known.estate(db, key).await?;
        let own = claims.get(&record.entry.id).map(Vec::as_slice).unwrap_or_default();
        views.push(view(ctx, record, (estate, own, files)));
    }
    Ok(views)
}

fn view(ctx: &Ctx, record: &CreditRecord, own: (Uuid, &[CreditClaim], u32)) -> CreditEntryView {
    let (estate_id, claims, files) = own;
    let (entry, language) = (&record.entry, ctx.language());
    let cut = record.counter.and_then(|_| record.effective_until.succ_opt());
    CreditEntryView {
        id: entry.id.0,
        enterprise_id: entry.enterprise.0,
        estate_id,
        kind: entry.kind,
        kind_label: entry.kind.label().in_language(language),
        cause: entry.cause,
        cause_label: entry.cause.label().in_language(language),
        state: record.state,
        state_label: record.state.label().in_language(language),
        points: entry.points,
        basis: entry.basis.clone(),
        facts: entry.facts.clone(),
        evidence: entry.evidence.clone(),
        effective_from: entry.from.to_string(),
        effective_until: entry.until.to_string(),
        effective: record.is_effective(ctx.today()),
        ended_on: cut.map(|on| on.to_string()),
        repairable_from: entry.repairable_from.map(|on| on.to_string()),
        disputed: record.state == CreditState::Disputed,
        ticket_id: entry.card.map(|(ticket, _)| ticket.0),
        supervision: entry.card.map(|(_, number)| number),
        counters: entry.counters.map(|id| id.0),
        counter_id: record.counter.map(|id| id.0),
        claims: claims.iter().map(|claim| claim_view(ctx, record, claim)).collect(),
        recorded_by: Some(entry.by).filter(|_| entry.role != Role::System),
        recorded_role: entry.role,
        remedy: REMEDY.in_language(language),
        note: NO_PENALTY.in_language(language),
        evidence_files: files,
        allowed_actions: allowed(ctx, record),
        version: record.version,
        created_at: ctx.time(entry.at),
        updated_at: ctx.time(record.updated_at),
    }
}

/// What the caller may do to it now.
pub(super) fn allowed(ctx: &Ctx, record: &CreditRecord) -> Vec<&'static str> {
    ctx.permitted(record.legal(ctx.today()), record)
}

pub(super) async fn answer(
    ctx: &Ctx,
    db: &impl Conn,
    record: &CreditRecord,
) -> Result<Answer, Failure> {
    let shown = views(ctx, db, std::slice::from_ref(record)).await?.pop();
    let (id, version) = (record.entry.id.0, record.version);
    let what = Versioned { kind: SubjectKind::CreditEntry, id, version };
    Ok(Answer::ok(&shown)?.of(what))
}
