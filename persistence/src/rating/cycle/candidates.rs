//! What an opening has to know of the estates of an area: how they are served, and what is known of them.

use std::collections::{BTreeMap, BTreeSet};

use ::place::Management;
use ::rating::{
    Fact,
    cycle::{Candidate, Cycle, Service},
};
use chrono::NaiveDate;
use kernel::{ContractId, Moment, OrganizationId};
use sea_orm::QueryResult;

use crate::{
    StoreError, Tx,
    place::{date, date_or_none},
    sql::{all, path, word},
};

impl Tx {
    /// Every estate of a cycle's area, without land outside estates, by its key.
    pub async fn rating_candidates(
        &self,
        cycle: &Cycle,
        now: Moment,
    ) -> Result<Vec<Candidate>, StoreError> {
        let level = cycle.level();
        let area = cycle.path.at(level);
        let mut services = self.services(&format!("e.{level} = $1"), area).await?;
        let sql = format!(
            "SELECT key AS estate, management, district, street, community, grid FROM estate \
             WHERE {level} = $1 AND commons = false ORDER BY key"
        );
        let known = self.estates_with_duties(&format!("e.{level} = $1"), area, now).await?;
        let rows = all(self, &sql, [area.into()]).await?;
        let candidate = |row: &QueryResult| {
            let key: i32 = row.try_get("", "estate")?;
            let acting = word::<Management>(row, "management")? == Management::ActingCommittee;
            let holds = |role: &str| known.contains(&(key, role.to_owned()));
            let has_members = holds("committee_member");
            let mut facts = BTreeSet::new();
            facts.extend((has_members || acting).then_some(Fact::HasCommittee));
            facts.extend(holds("branch_secretary").then_some(Fact::HasBranch));
            let services = services.remove(&key).unwrap_or_default();
            Ok(Candidate { path: path(row)?, services, facts, has_members })
        };
        rows.iter().map(candidate).collect()
    }

    async fn services(
        &self,
        place: &str,
        area: Option<i32>,
    ) -> Result<BTreeMap<i32, Vec<Service>>, StoreError> {
        let sql = format!(
            "SELECT c.id, c.organization_id, c.estate, c.from_date, c.to_date, c.ended_on FROM contract c \
             JOIN estate e ON e.key = c.estate WHERE {place} ORDER BY c.estate, c.from_date, c.id"
        );
        let mut found: BTreeMap<i32, Vec<Service>> = BTreeMap::new();
        for row in all(self, &sql, [area.into()]).await? {
            found.entry(row.try_get("", "estate")?).or_default().push(service(&row)?);
        }
        Ok(found)
    }

    /// Estates with a branch secretary, and with members of an owners' committee.
    async fn estates_with_duties(
        &self,
        place: &str,
        area: Option<i32>,
        now: Moment,
    ) -> Result<BTreeSet<(i32, String)>, StoreError> {
        let sql = format!(
            "SELECT DISTINCT d.estate_key, d.role FROM estate e JOIN duty d ON d.estate_key = e.key WHERE {place} \
             AND d.role IN ('branch_secretary', 'committee_member') AND d.ended_at IS NULL AND d.from_at <= $2 \
             AND (d.until_at IS NULL OR d.until_at > $2)"
        );
        let rows = all(self, &sql, [area.into(), now.timestamp_millis().into()]).await?;
        rows.iter()
            .map(|row| Ok((row.try_get("", "estate_key")?, row.try_get("", "role")?)))
            .collect()
    }
}

fn service(row: &QueryResult) -> Result<Service, StoreError> {
    let ended = date_or_none(row, "ended_on")?.and_then(|on: NaiveDate| on.pred_opt());
    let to = date_or_none(row, "to_date")?;
    Ok(Service {
        contract: ContractId(row.try_get("", "id")?),
        enterprise: OrganizationId(row.try_get("", "organization_id")?),
        from: date(row, "from_date")?,
        last: [ended, to].into_iter().flatten().min(),
    })
}
