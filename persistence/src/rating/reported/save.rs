//! Writing reported figures.

use ::rating::reported::{ReportedChange, ReportedFigure, ReportedState};
use sea_orm::Value;
use serde_json::json;

use super::row::COLUMNS;
use crate::{
    Entry, StoreError, Tx,
    rating::evidence::links,
    sql::{change, execute, places},
};

impl Tx {
    /// Saves a step of a reported figure. `Stale` where someone else was faster.
    pub async fn save_reported(&self, done: &ReportedChange) -> Result<(), StoreError> {
        let after = &done.after;
        if done.before.is_none() {
            self.add_reported(after).await?;
        } else {
            let sql = "UPDATE reported_figure SET state = $2, words = $3, judged_by = $4, judged_role = $5, judged_at = $6, \
                replaced_by = $7, replaced_at = $8, version = $9, updated_at = $10 WHERE id = $1 AND version = $9 - 1";
            let judged = after.judged.as_ref();
            let values: [Value; 10] = [
                after.id.0.into(),
                after.state.as_str().into(),
                judged.map(|judged| judged.words.clone()).into(),
                judged.map(|judged| judged.by).into(),
                judged.map(|judged| judged.role.as_str()).into(),
                judged.map(|judged| judged.at.timestamp_millis()).into(),
                after.replaced.map(|(_, by)| by.0).into(),
                after.replaced.map(|(at, _)| at.timestamp_millis()).into(),
                after.version.into(),
                after.updated_at.timestamp_millis().into(),
            ];
            change(self, sql, values).await?;
        }
        self.journal(&entry(done)).await
    }

    async fn add_reported(&self, new: &ReportedFigure) -> Result<(), StoreError> {
        let path = new.path;
        let number = |value: Option<u32>| value.and_then(|value| i32::try_from(value).ok());
        let [part, whole, counted] = new.value.written().map(number);
        let values: [Value; 27] = [
            new.id.0.into(),
            new.enterprise.0.into(),
            new.figure.clone().into(),
            new.period.first.to_string().into(),
            new.period.last.to_string().into(),
            part.into(),
            whole.into(),
            counted.into(),
            new.evidence.words.clone().into(),
            links(&new.evidence)?.into(),
            new.reported_by.into(),
            new.reported_role.as_str().into(),
            new.reported_at.timestamp_millis().into(),
            new.state.as_str().into(),
            None::<String>.into(),
            None::<kernel::Uuid>.into(),
            None::<String>.into(),
            None::<i64>.into(),
            None::<kernel::Uuid>.into(),
            None::<i64>.into(),
            path.district.into(),
            path.street.into(),
            path.community.into(),
            path.grid.into(),
            path.estate.into(),
            new.version.into(),
            new.updated_at.timestamp_millis().into(),
        ];
        let sql = format!("INSERT INTO reported_figure ({COLUMNS}) VALUES ({})", places(1, 27));
        execute(self, &sql, values).await.map(|_| ())
    }
}

fn entry(done: &ReportedChange) -> Entry {
    let after = &done.after;
    let [part, whole, count] = after.value.written();
    let detail = json!({
        "enterprise_id": after.enterprise, "figure": after.figure, "first_on": after.period.first.to_string(),
        "last_on": after.period.last.to_string(), "part": part, "whole": whole, "count": count,
        "replaced_by": after.replaced.map(|(_, by)| by),
    });
    let entry = Entry::of(&done.permit, after.id, after.version, after.updated_at, after.path);
    let from = done.before.map(ReportedState::as_str);
    Entry { from, to: Some(after.state.as_str()), detail, ..entry }
}
