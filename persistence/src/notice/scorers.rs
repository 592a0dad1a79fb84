//! Who stands to a rating sheet as a receiver of notices.

use ::rating::cycle::{Sheet, SheetEvaluator};
use kernel::AccountId;
use notice::Receiver;

use super::{Receivers, holders::Place};
use crate::{Conn, StoreError};

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
}
