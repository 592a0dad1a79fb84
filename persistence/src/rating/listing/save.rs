//! Saving steps of lists and of listings, each with its journal entry.

use ::rating::listing::{ListChange, ListState, Listing, ListingChange, RatingList};
use kernel::Moment;
use sea_orm::Value;
use serde_json::json;

use super::row::LIST;
use crate::{
    Entry, StoreError, Tx,
    sql::{change, execute, places, written},
};

/// What is written when it is proposed.
const LISTED: &str = "id, list_id, score_id, enterprise_id, district, street, community, grid, estate, total, stars, \
    vetoes, bad_records, state, version, created_at, updated_at";
const LISTED_COLUMNS: usize = 17;
/// Listings of one statement: few, so that the statements stay known and their values few.
const AT_ONCE: usize = 8;

fn millis(at: Moment) -> i64 {
    at.timestamp_millis()
}

impl Tx {
    /// Adds a list that was proposed, with what is on it.
    pub async fn propose_list(
        &self,
        made: &ListChange,
        listings: &[Listing],
    ) -> Result<(), StoreError> {
        let sql = format!("INSERT INTO rating_list ({LIST}) VALUES ({})", places(1, 19));
        execute(self, &sql, values(&made.after)?).await?;
        for some in listings.chunks(AT_ONCE) {
            let rows = (0..some.len())
                .map(|at| format!("({})", places(at * LISTED_COLUMNS + 1, LISTED_COLUMNS)));
            let rows = rows.collect::<Vec<_>>().join(", ");
            let sql = format!("INSERT INTO rating_listing ({LISTED}) VALUES {rows}");
            execute(self, &sql, some.iter().flat_map(listed)).await?;
        }
        self.journal(&list_entry(made)).await
    }

    /// Saves a step of a list. `Stale` where someone else was faster.
    pub async fn save_list(&self, done: &ListChange) -> Result<(), StoreError> {
        let after = &done.after;
        let sql = "UPDATE rating_list SET state = $2, published_by = $3, published_at = $4, withdrawn_by = $5, \
            withdrawn_at = $6, withdraw_reason = $7, listings = $8, version = $9, updated_at = $10 \
            WHERE id = $1 AND version = $9 - 1";
        let values: [Value; 10] = [
            after.id.0.into(),
            after.state.as_str().into(),
            after.published_by.into(),
            after.published_at.map(millis).into(),
            after.withdrawn_by.into(),
            after.withdrawn_at.map(millis).into(),
            after.withdraw_reason.clone().into(),
            after.listings.into(),
            after.version.into(),
            millis(after.updated_at).into(),
        ];
        change(self, sql, values).await?;
        self.journal(&list_entry(done)).await
    }

    /// Saves a step of a listing. `Stale` where someone else was faster.
    pub async fn save_listing(&self, done: &ListingChange) -> Result<(), StoreError> {
        let after = &done.after;
        let sql = "UPDATE rating_listing SET objection = $2, decision = $3, state = $4, version = $5, updated_at = $6 \
            WHERE id = $1 AND version = $5 - 1";
        let values: [Value; 6] = [
            after.id.0.into(),
            after.objection.as_ref().map(written).transpose()?.into(),
            after.decision.as_ref().map(written).transpose()?.into(),
            after.state.as_str().into(),
            after.version.into(),
            millis(after.updated_at).into(),
        ];
        change(self, sql, values).await?;
        let detail = json!({
            "list_id": after.list, "kind": after.kind, "enterprise_id": after.enterprise, "score_id": after.score,
        });
        let entry = Entry::of(&done.permit, after.id, after.version, after.updated_at, after.path);
        let (from, to) = (Some(done.before.as_str()), Some(after.state.as_str()));
        self.journal(&Entry { from, to, detail, ..entry }).await
    }
}

fn values(list: &RatingList) -> Result<[Value; 19], StoreError> {
    Ok([
        list.id.0.into(),
        list.kind.as_str().into(),
        list.cycle.0.into(),
        list.path.district.into(),
        list.path.street.into(),
        list.path.community.into(),
        written(&list.rule)?.into(),
        list.state.as_str().into(),
        list.proposed_by.into(),
        millis(list.proposed_at).into(),
        millis(list.objections_until).into(),
        list.published_by.into(),
        list.published_at.map(millis).into(),
        list.withdrawn_by.into(),
        list.withdrawn_at.map(millis).into(),
        list.withdraw_reason.clone().into(),
        list.listings.into(),
        list.version.into(),
        millis(list.updated_at).into(),
    ])
}

fn listed(one: &Listing) -> [Value; LISTED_COLUMNS] {
    [
        one.id.0.into(),
        one.list.0.into(),
        one.score.into(),
        one.enterprise.0.into(),
        one.path.district.into(),
        one.path.street.into(),
        one.path.community.into(),
        one.path.grid.into(),
        one.path.estate.into(),
        one.total.0.into(),
        i32::from(one.stars).into(),
        one.vetoes.join(" ").into(),
        one.bad_records.into(),
        one.state.as_str().into(),
        one.version.into(),
        millis(one.created_at).into(),
        millis(one.updated_at).into(),
    ]
}

fn list_entry(done: &ListChange) -> Entry {
    let after = &done.after;
    let detail = json!({
        "kind": after.kind, "cycle_id": after.cycle, "rule": after.rule, "listings": after.listings,
        "objections_until": millis(after.objections_until), "reason": after.withdraw_reason,
    });
    let entry = Entry::of(&done.permit, after.id, after.version, after.updated_at, after.path);
    let from = done.before.map(ListState::as_str);
    Entry { from, to: Some(after.state.as_str()), detail, ..entry }
}
