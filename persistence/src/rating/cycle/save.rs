//! Saving steps of cycles and sheets, each with its journal entry.

use ::rating::cycle::{Cycle, CycleChange, CycleState, SheetChange, SheetState};
use sea_orm::Value;
use serde_json::json;

use super::row::CYCLE;
use crate::{
    Entry, StoreError, Tx,
    sql::{change, execute, places, written},
};

impl Tx {
    /// Adds a cycle that was planned.
    pub async fn plan_cycle(&self, made: &CycleChange) -> Result<(), StoreError> {
        let sql = format!("INSERT INTO rating_cycle ({CYCLE}) VALUES ({})", places(1, 29));
        execute(self, &sql, cycle_values(&made.after)).await?;
        self.journal(&cycle_entry(made)).await
    }

    /// Saves a step of a cycle. `Stale` where someone else was faster.
    pub async fn save_cycle(&self, done: &CycleChange) -> Result<(), StoreError> {
        let after = &done.after;
        let sql = "UPDATE rating_cycle SET scheme_id = $2, state = $3, opened_by = $4, opened_at = $5, scoring_at = $6, \
            cancelled_by = $7, cancelled_at = $8, cancel_reason = $9, rated = $10, unrated = $11, sheets = $12, \
            version = $13, updated_at = $14, disclosed_by = $15, disclosed_at = $16, objections_until = $17, \
            finalized_by = $18, finalized_at = $19 WHERE id = $1 AND version = $13 - 1";
        let values: [Value; 19] = [
            after.id.0.into(),
            after.scheme.map(|id| id.0).into(),
            after.state.as_str().into(),
            after.opened_by.into(),
            after.opened_at.map(|at| at.timestamp_millis()).into(),
            after.scoring_at.map(|at| at.timestamp_millis()).into(),
            after.cancelled_by.into(),
            after.cancelled_at.map(|at| at.timestamp_millis()).into(),
            after.cancel_reason.clone().into(),
            after.rated.into(),
            after.unrated.into(),
            after.sheets.into(),
            after.version.into(),
            after.updated_at.timestamp_millis().into(),
            after.disclosed_by.into(),
            after.disclosed_at.map(|at| at.timestamp_millis()).into(),
            after.objections_until.map(|at| at.timestamp_millis()).into(),
            after.finalized_by.into(),
            after.finalized_at.map(|at| at.timestamp_millis()).into(),
        ];
        change(self, sql, values).await?;
        self.journal(&cycle_entry(done)).await
    }

    /// Saves a step of a sheet. `Stale` where someone else was faster.
    pub async fn save_sheet(&self, done: &SheetChange) -> Result<(), StoreError> {
        let after = &done.after;
        let document = written(&after.document)?;
        let (signed, ruled) = (after.signed, after.ruled.as_ref());
        let sql = "UPDATE rating_sheet SET state = $2, document = $3, due = $4, reminded_at = $5, late_at = $6, \
            filled_by = $7, signed_by = $8, signed_role = $9, signed_at = $10, ruling = $11, ruling_reason = $12, \
            ruled_by = $13, ruled_role = $14, ruled_at = $15, version = $16, updated_at = $17 \
            WHERE id = $1 AND version = $16 - 1";
        let values: [Value; 17] = [
            after.id.0.into(),
            after.state.as_str().into(),
            document.into(),
            after.due.timestamp_millis().into(),
            after.reminded_at.map(|at| at.timestamp_millis()).into(),
            after.late_at.map(|at| at.timestamp_millis()).into(),
            after.filled_by.into(),
            signed.map(|one| one.by).into(),
            signed.map(|one| one.role.as_str()).into(),
            signed.map(|one| one.at.timestamp_millis()).into(),
            ruled.map(|one| one.ruling.as_str()).into(),
            ruled.map(|one| one.reason.clone()).into(),
            ruled.map(|one| one.by).into(),
            ruled.map(|one| one.role.as_str()).into(),
            ruled.map(|one| one.at.timestamp_millis()).into(),
            after.version.into(),
            after.updated_at.timestamp_millis().into(),
        ];
        change(self, sql, values).await?;
        self.journal(&sheet_entry(done)).await
    }
}

fn cycle_values(cycle: &Cycle) -> Vec<Value> {
    let millis = |at: kernel::Moment| at.timestamp_millis();
    vec![
        cycle.id.0.into(),
        cycle.name.clone().into(),
        cycle.kind.as_str().into(),
        cycle.first_on.to_string().into(),
        cycle.last_on.to_string().into(),
        cycle.path.district.into(),
        cycle.path.street.into(),
        cycle.path.community.into(),
        cycle.scheme.map(|id| id.0).into(),
        cycle.state.as_str().into(),
        millis(cycle.sheets_due).into(),
        cycle.planned_by.into(),
        millis(cycle.planned_at).into(),
        cycle.opened_by.into(),
        cycle.opened_at.map(millis).into(),
        cycle.scoring_at.map(millis).into(),
        cycle.cancelled_by.into(),
        cycle.cancelled_at.map(millis).into(),
        cycle.cancel_reason.clone().into(),
        cycle.rated.into(),
        cycle.unrated.into(),
        cycle.sheets.into(),
        cycle.version.into(),
        millis(cycle.updated_at).into(),
        cycle.disclosed_by.into(),
        cycle.disclosed_at.map(millis).into(),
        cycle.objections_until.map(millis).into(),
        cycle.finalized_by.into(),
        cycle.finalized_at.map(millis).into(),
    ]
}

fn cycle_entry(done: &CycleChange) -> Entry {
    let after = &done.after;
    let detail = json!({
        "kind": after.kind, "first_on": after.first_on, "last_on": after.last_on, "scheme_id": after.scheme,
        "rated": after.rated, "unrated": after.unrated, "sheets": after.sheets, "reason": after.cancel_reason,
        "objections_until": after.objections_until.map(|at| at.timestamp_millis()),
        "without_source": done.without_source,
    });
    let entry = Entry::of(&done.permit, after.id, after.version, after.updated_at, after.path);
    Entry {
        from: done.before.map(CycleState::as_str),
        to: Some(after.state.as_str()),
        detail,
        ..entry
    }
}

fn sheet_entry(done: &SheetChange) -> Entry {
    let after = &done.after;
    let ruled = after.ruled.as_ref().filter(|ruled| ruled.at == after.updated_at);
    let detail = json!({
        "cycle_id": after.cycle, "enterprise_id": after.enterprise, "evaluator": after.evaluator,
        "entries": after.document.entries.len(), "due": after.due.timestamp_millis(),
        "ruling": ruled.map(|one| one.ruling), "reason": ruled.map(|one| one.reason.clone()),
    });
    let entry = Entry::of(&done.permit, after.id, after.version, after.updated_at, after.path);
    let from = Some(SheetState::as_str(done.before));
    Entry { from, to: Some(after.state.as_str()), detail, ..entry }
}
