//! What entries of the journal are about, and who stands to it in such a way as to be told.

use std::collections::HashMap;

use kernel::{AccountId, Moment, Uuid};
use notice::Receiver;
use persistence::{
    Reader, StoreError,
    bulletin::opinion_by_id,
    notice::{Happened, Receivers},
    place::residency_by_id,
    rating::{credit_record, finding_by_id, listing_by_id, objection_by_id, sheet_by_id},
    routing::rule,
    ticket::load_many,
};
use rating::{
    credit::CreditRecord, cycle::Sheet, finding::Finding, listing::Listing, objection::Objection,
};
use ticket::Ticket;

use crate::app::App;

/// What entries are about, as it is now.
#[derive(Default)]
pub(super) struct Subjects {
    tickets: HashMap<Uuid, Ticket>,
    owners: HashMap<Uuid, AccountId>,
    /// The areas of routing rules, by their keys.
    rules: HashMap<Uuid, i32>,
    credits: HashMap<Uuid, CreditRecord>,
    findings: HashMap<Uuid, Finding>,
    sheets: HashMap<Uuid, Sheet>,
    objections: HashMap<Uuid, Objection>,
    listings: HashMap<Uuid, Listing>,
}

impl Subjects {
    pub(super) async fn of(
        app: &App,
        entries: &[&Happened],
        now: Moment,
    ) -> Result<Self, StoreError> {
        let reader = app.store.reader();
        let (tickets, others): (Vec<_>, Vec<_>) =
            entries.iter().copied().partition(|entry| entry.kind == "ticket");
        let mut ids: Vec<Uuid> = tickets.iter().map(|entry: &&Happened| entry.subject).collect();
        ids.sort_unstable();
        ids.dedup();
        let ids: Vec<_> = ids.into_iter().map(Into::into).collect();
        let tickets = load_many(reader, &ids, app.today(now)).await?;
        let tickets = tickets.into_iter().map(|one| (one.id.0, one)).collect();
        let mut found = Self { tickets, ..Self::default() };
        for entry in others {
            found.meet(reader, entry).await?;
        }
        Ok(found)
    }

    async fn meet(&mut self, reader: &Reader, entry: &Happened) -> Result<(), StoreError> {
        let id = entry.subject;
        let owner = match entry.kind.as_str() {
            "routing_rule" => {
                let rule = rule(reader, id.into()).await?;
                self.rules.extend(rule.map(|rule| (id, rule.area)));
                None
            }
            "credit_entry" | "finding" | "rating_sheet" | "rating_objection" | "rating_listing" => {
                self.meet_rated(reader, entry).await?
            }
            "bulletin" | "rating_cycle" | "rating_list" => None,
            "opinion" => opinion_by_id(reader, id.into()).await?.map(|one| one.account),
            _ => residency_by_id(reader, id.into()).await?.map(|one| one.account),
        };
        self.owners.extend(owner.map(|owner| (id, owner)));
        Ok(())
    }

    /// The same of what is recorded or rated; with who filed it, where they are told.
    async fn meet_rated(
        &mut self,
        reader: &Reader,
        entry: &Happened,
    ) -> Result<Option<AccountId>, StoreError> {
        let id = entry.subject;
        match entry.kind.as_str() {
            "credit_entry" => {
                let record = credit_record(reader, id.into()).await?;
                self.credits.extend(record.map(|record| (id, record)));
            }
            "finding" => {
                let finding = finding_by_id(reader, id.into()).await?;
                let filer = finding.as_ref().map(|one| AccountId(one.filed_by));
                self.findings.extend(finding.map(|finding| (id, finding)));
                return Ok(filer);
            }
            "rating_sheet" => {
                let sheet = sheet_by_id(reader, id.into()).await?;
                self.sheets.extend(sheet.map(|sheet| (id, sheet)));
            }
            "rating_objection" => {
                let objection = objection_by_id(reader, id.into()).await?;
                self.objections.extend(objection.map(|objection| (id, objection)));
            }
            _ => {
                let listing = listing_by_id(reader, id.into()).await?;
                self.listings.extend(listing.map(|listing| (id, listing)));
            }
        }
        Ok(None)
    }

    pub(super) async fn people(
        &self,
        entry: &Happened,
        to: Receiver,
        receivers: &mut Receivers<'_, Reader>,
    ) -> Result<Vec<AccountId>, StoreError> {
        if let Some(ticket) = self.tickets.get(&entry.subject) {
            return receivers.of(ticket, to, entry).await;
        }
        if let Some(area) = self.rules.get(&entry.subject) {
            return receivers.keepers(*area).await;
        }
        if let Some(record) = self.credits.get(&entry.subject) {
            return receivers.of_rated((record.entry.enterprise, &record.path), to).await;
        }
        if let Some(finding) = self.findings.get(&entry.subject).filter(|_| to != Receiver::Owner) {
            return receivers.of_rated((finding.enterprise, &finding.path), to).await;
        }
        if let Some(sheet) = self.sheets.get(&entry.subject) {
            return receivers.of_sheet(sheet, to).await;
        }
        if let Some(objection) = self.objections.get(&entry.subject) {
            return receivers.of_objection(objection, to).await;
        }
        if let Some(listing) = self.listings.get(&entry.subject) {
            return receivers.of_listing(listing, to).await;
        }
        if to == Receiver::Listed {
            return receivers.of_list(entry.subject.into()).await;
        }
        if to == Receiver::Participants {
            return receivers.of_cycle(entry.subject.into()).await;
        }
        Ok(self.owners.get(&entry.subject).copied().into_iter().collect())
    }
}
