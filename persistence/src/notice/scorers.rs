//! Who stands to a rating sheet, a cycle, or an objection to a score, a list or a listing as a receiver of notices.

use ::rating::{
    cycle::{Sheet, SheetEvaluator},
    listing::Listing,
    objection::{Objection, ObjectionState},
};
use kernel::{AccountId, CycleId, ListId, OrganizationId, Uuid};
use notice::Receiver;

use super::{Receivers, holders::Place};
use crate::{Conn, StoreError, sql::all};

const MANAGERS: &str = "'manager'";
const JUDGES: &str = "'property_office', 'street_officer'";

impl<C: Conn> Receivers<'_, C> {
    /// Those who are to fill the sheet, or to rule on it.
    pub async fn of_sheet(
        &mut self,
        sheet: &Sheet,
        receiver: Receiver,
    ) -> Result<Vec<AccountId>, StoreError> {
        let path = sheet.path;
        let (place, roles) = match (receiver, sheet.evaluator) {
            (Receiver::SheetRulers, _) => (path.street.map(Place::Area), "'street_officer'"),
            (Receiver::Scorers, SheetEvaluator::Enterprise) => {
                (Some(Place::Organization(sheet.enterprise.0)), "'manager'")
            }
            (Receiver::Scorers, SheetEvaluator::PropertyOffice) => {
                (path.street.map(Place::Area), "'property_office'")
            }
            (Receiver::Scorers, SheetEvaluator::CommunityParty) => {
                (path.community.map(Place::Area), "'community_secretary'")
            }
            (Receiver::Scorers, SheetEvaluator::EstateBranch) => {
                (path.estate.map(Place::Estate), "'branch_secretary'")
            }
            (Receiver::Scorers, SheetEvaluator::OwnersCommittee) if sheet.acting => {
                (path.community.map(Place::Area), "'community_officer'")
            }
            (Receiver::Scorers, SheetEvaluator::OwnersCommittee) => {
                (path.estate.map(Place::Estate), "'committee_member'")
            }
            _ => (None, "'manager'"),
        };
        self.holders.at(place, roles).await
    }

    /// Those who answer for the enterprises that are rated in a cycle.
    pub async fn of_cycle(&mut self, id: CycleId) -> Result<Vec<AccountId>, StoreError> {
        let sql = "SELECT DISTINCT enterprise_id FROM rating_subject WHERE cycle_id = $1 AND standing = 'rated' \
            ORDER BY enterprise_id";
        self.answering(sql, id.0).await
    }

    /// Those who answer for the enterprises that are on a list.
    pub async fn of_list(&mut self, id: ListId) -> Result<Vec<AccountId>, StoreError> {
        let sql = "SELECT DISTINCT enterprise_id FROM rating_listing WHERE list_id = $1 \
            AND state NOT IN ('struck', 'dropped') ORDER BY enterprise_id";
        self.answering(sql, id.0).await
    }

    async fn answering(&mut self, sql: &str, id: Uuid) -> Result<Vec<AccountId>, StoreError> {
        let mut found = Vec::new();
        for row in all(self.db, sql, [id.into()]).await? {
            let enterprise: Uuid = row.try_get("", "enterprise_id")?;
            found.extend(self.holders.at(Some(Place::Organization(enterprise)), MANAGERS).await?);
        }
        Ok(found)
    }

    /// Those who decide on a listing that is disputed, or whom it is about.
    pub async fn of_listing(
        &mut self,
        listing: &Listing,
        receiver: Receiver,
    ) -> Result<Vec<AccountId>, StoreError> {
        let OrganizationId(enterprise) = listing.enterprise;
        match receiver {
            Receiver::Owner => Ok(listing.objection.iter().map(|one| AccountId(one.by)).collect()),
            Receiver::Judges => self.holders.at(listing.path.street.map(Place::Area), JUDGES).await,
            _ => self.holders.at(Some(Place::Organization(enterprise)), MANAGERS).await,
        }
    }

    /// Those who decide on an objection as it stands, who raised it, or whom it is about.
    pub async fn of_objection(
        &mut self,
        objection: &Objection,
        receiver: Receiver,
    ) -> Result<Vec<AccountId>, StoreError> {
        let (path, checked) = (objection.path, objection.state == ObjectionState::Rechecking);
        let OrganizationId(enterprise) = objection.enterprise;
        match receiver {
            Receiver::Owner => Ok(vec![AccountId(objection.by)]),
            Receiver::Judges if checked => {
                self.holders.at(path.district.map(Place::Area), "'district_officer'").await
            }
            Receiver::Judges => self.holders.at(path.street.map(Place::Area), JUDGES).await,
            _ => self.holders.at(Some(Place::Organization(enterprise)), MANAGERS).await,
        }
    }
}
