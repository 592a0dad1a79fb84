//! Saving schemes: a new draft, and those that come into force and out of it, each with its journal entry.

use ::rating::{Scheme, SchemeChange};
use sea_orm::Value;
use serde_json::{Value as Json, json};

use super::{
    Summary,
    read::{STAND, SUMMARY},
};
use crate::{
    Entry, StoreError, Tx,
    sql::{change, execute, places, written},
};

impl Tx {
    /// Adds a draft. `Stale` where the district got another of this number meanwhile.
    pub async fn create_scheme(
        &self,
        made: &SchemeChange,
        scheme: &Scheme,
    ) -> Result<(), StoreError> {
        let (after, summary) = (&made.after, Summary::of(scheme));
        let document = written(scheme)?;
        let values: Vec<Value> = vec![
            after.id.0.into(),
            after.path.district.into(),
            after.edition.into(),
            after.state.as_str().into(),
            after.drafted_by.map(|id| id.0).into(),
            after.drafted_at.timestamp_millis().into(),
            after.adopted_by.map(|id| id.0).into(),
            after.adopted_at.map(|at| at.timestamp_millis()).into(),
            after.replaced_at.map(|at| at.timestamp_millis()).into(),
            after.version.into(),
            summary.code.clone().into(),
            summary.name_zh.into(),
            summary.name_en.into(),
            summary.status.as_str().into(),
            summary.aspects.into(),
            summary.indicators.into(),
            document.into(),
        ];
        let places = places(1, values.len());
        let sql =
            format!("INSERT INTO rating_scheme ({STAND}, {SUMMARY}, document) VALUES ({places})");
        execute(self, &sql, values).await.map_err(meanwhile)?;
        let detail = json!({ "code": summary.code, "edition": after.edition, "indicators": summary.indicators });
        self.journal(&entry(made, detail)).await
    }

    /// Saves a step. `Stale` where the scheme, or what is in force in the district, changed meanwhile.
    pub async fn put_scheme(&self, done: &SchemeChange) -> Result<(), StoreError> {
        let after = &done.after;
        let sql = "UPDATE rating_scheme SET state = $2, adopted_by = $3, adopted_at = $4, replaced_at = $5, \
            version = $6 WHERE id = $1 AND version = $6 - 1";
        let values: [Value; 6] = [
            after.id.0.into(),
            after.state.as_str().into(),
            after.adopted_by.map(|id| id.0).into(),
            after.adopted_at.map(|at| at.timestamp_millis()).into(),
            after.replaced_at.map(|at| at.timestamp_millis()).into(),
            after.version.into(),
        ];
        change(self, sql, values).await.map_err(meanwhile)?;
        self.journal(&entry(done, json!({ "edition": after.edition }))).await
    }
}

/// Another draft or another scheme in force came first: the work begins again.
fn meanwhile(error: StoreError) -> StoreError {
    match error {
        StoreError::Taken(_) => StoreError::Stale,
        other => other,
    }
}

fn entry(done: &SchemeChange, detail: Json) -> Entry {
    let after = &done.after;
    let entry = Entry::of(&done.permit, after.id, after.version, done.at, after.path);
    let from = done.before.map(|state| state.as_str());
    Entry { from, to: Some(after.state.as_str()), detail, ..entry }
}
