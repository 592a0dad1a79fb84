//! Writing findings, and what is done about them.

use ::rating::finding::{Finding, FindingChange, FindingState, Rectification};
use kernel::FindingId;
use sea_orm::Value;
use serde_json::json;

use super::row::RECTIFICATION;
use crate::{
    Entry, StoreError, Tx,
    rating::evidence::links,
    sql::{change, execute, places},
};

/// What is written when it is filed: all but its withdrawal.
const FILED: &str = "id, enterprise_id, scheme_id, indicator, name_zh, name_en, each_points, evaluator, units, place, \
    latitude, longitude, found_at, found_on, note, evidence, links, filed_by, filed_role, filed_at, due_on, due_by_default, \
    state, rectifications, rejections, district, street, community, grid, estate, version, updated_at";

impl Tx {
    /// Saves a step of a finding. `Stale` where someone else was faster.
    pub async fn save_finding(&self, done: &FindingChange) -> Result<(), StoreError> {
        let after = &done.after;
        if done.before.is_none() {
            self.add_finding(after).await?;
        } else {
            let sql = "UPDATE rating_finding SET state = $2, rectifications = $3, rejections = $4, withdrawn_reason = $5, \
                withdrawn_by = $6, withdrawn_role = $7, withdrawn_at = $8, version = $9, updated_at = $10 \
                WHERE id = $1 AND version = $9 - 1";
            let gone = after.withdrawn.as_ref();
            let values: [Value; 10] = [
                after.id.0.into(),
                after.state.as_str().into(),
                after.rectifications.into(),
                after.rejections.into(),
                gone.map(|gone| gone.reason.clone()).into(),
                gone.map(|gone| gone.by).into(),
                gone.map(|gone| gone.role.as_str()).into(),
                gone.map(|gone| gone.at.timestamp_millis()).into(),
                after.version.into(),
                after.updated_at.timestamp_millis().into(),
            ];
            change(self, sql, values).await?;
        }
        if let Some(rectification) = &done.rectification {
            self.put_rectification(after.id, rectification).await?;
        }
        self.journal(&entry(done)).await
    }

    async fn add_finding(&self, finding: &Finding) -> Result<(), StoreError> {
        let (item, path) = (&finding.item, finding.path);
        let values: [Value; 32] = [
            finding.id.0.into(),
            finding.enterprise.0.into(),
            item.scheme.0.into(),
            item.indicator.clone().into(),
            item.name_zh.clone().into(),
            item.name_en.clone().into(),
            item.each.0.into(),
            finding.evaluator.as_str().into(),
            i32::try_from(finding.units).unwrap_or(i32::MAX).into(),
            finding.place.clone().into(),
            finding.latitude.clone().into(),
            finding.longitude.clone().into(),
            finding.found_at.timestamp_millis().into(),
            finding.found_on.to_string().into(),
            finding.note.clone().into(),
            finding.evidence.words.clone().into(),
            links(&finding.evidence)?.into(),
            finding.filed_by.into(),
            finding.filed_role.as_str().into(),
            finding.filed_at.timestamp_millis().into(),
            finding.due_on.to_string().into(),
            finding.due_by_default.into(),
            finding.state.as_str().into(),
            finding.rectifications.into(),
            finding.rejections.into(),
            path.district.into(),
            path.street.into(),
            path.community.into(),
            path.grid.into(),
            path.estate.into(),
            finding.version.into(),
            finding.updated_at.timestamp_millis().into(),
        ];
        let sql = format!("INSERT INTO rating_finding ({FILED}) VALUES ({})", places(1, 32));
        execute(self, &sql, values).await.map(|_| ())
    }

    async fn put_rectification(
        &self,
        of: FindingId,
        done: &Rectification,
    ) -> Result<(), StoreError> {
        let judged = done.judged.as_ref();
        let values: [Value; 14] = [
            of.0.into(),
            done.number.into(),
            done.note.clone().into(),
            done.evidence.words.clone().into(),
            links(&done.evidence)?.into(),
            done.by.into(),
            done.role.as_str().into(),
            done.at.timestamp_millis().into(),
            done.on.to_string().into(),
            judged.map(|judged| judged.accepted).into(),
            judged.map(|judged| judged.words.clone()).into(),
            judged.map(|judged| judged.by).into(),
            judged.map(|judged| judged.role.as_str()).into(),
            judged.map(|judged| judged.at.timestamp_millis()).into(),
        ];
        let sql = format!(
            "INSERT INTO rating_rectification ({RECTIFICATION}) VALUES ({}) ON CONFLICT (finding_id, number) DO UPDATE \
             SET accepted = excluded.accepted, words = excluded.words, judged_by = excluded.judged_by, \
             judged_role = excluded.judged_role, judged_at = excluded.judged_at",
            places(1, 14)
        );
        execute(self, &sql, values).await.map(|_| ())
    }
}

fn entry(done: &FindingChange) -> Entry {
    let after = &done.after;
    let gone = after.withdrawn.as_ref();
    let detail = json!({
        "enterprise_id": after.enterprise, "indicator": after.item.indicator, "units": after.units,
        "points": after.points(), "due_on": after.due_on.to_string(), "found_on": after.found_on.to_string(),
        "rectification": done.rectification.as_ref().map(|one| one.number),
        "reason": gone.map(|gone| gone.reason.as_str()),
    });
    let entry = Entry::of(&done.permit, after.id, after.version, after.updated_at, after.path);
    let from = done.before.map(FindingState::as_str);
    Entry { from, to: Some(after.state.as_str()), detail, ..entry }
}
