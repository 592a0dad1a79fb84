//! Whether someone may see now what a notice tells of.

use std::collections::HashMap;

use access::{Action, Actor, SubjectKind, authorize, may};
use kernel::{Language, Moment, TicketNumber, Uuid};
use notice::{Words, hidden};
use persistence::{
    Failure, Reader, StoreError,
    bulletin::{bulletin_by_id, opinion_by_id},
    notice::NoticeRow,
    place::{path_of, residency_by_id},
    rating::{credit_record, finding_by_id, listing_by_id, objection_by_id, sheet_by_id},
    routing::rule,
    ticket::{load_many, settle},
};
use place::At;
use ticket::Ticket;

use crate::app::App;

/// What those of some notices are about whose receiver may see it.
#[derive(Debug, Default)]
pub(super) struct Seen {
    tickets: Vec<Uuid>,
    residencies: Vec<Uuid>,
    /// The bulletins, by themselves and by one's replies to them.
    bulletins: HashMap<Uuid, Uuid>,
    rules: Vec<Uuid>,
    credits: Vec<Uuid>,
    findings: Vec<Uuid>,
    sheets: Vec<Uuid>,
    objections: Vec<Uuid>,
    listings: Vec<Uuid>,
}

impl Seen {
    pub(super) async fn of(
        app: &App,
        actor: &Actor,
        rows: &[NoticeRow],
        now: Moment,
    ) -> Result<Self, Failure> {
        let reader = app.store.reader();
        let of = |kind: &str| {
            let mut ids: Vec<Uuid> = rows
                .iter()
                .filter(|row| row.subject_kind == kind)
                .map(|row| row.subject_id)
                .collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let ids: Vec<_> = of("ticket").into_iter().map(Into::into).collect();
        let mut tickets: Vec<Ticket> = load_many(reader, &ids, app.today(now)).await?;
        settle(reader, &mut tickets, actor, now).await?;
        tickets.retain(|ticket| authorize(actor, Action::TicketRead, ticket).is_ok());
        let residencies =
            those(of("residency"), async |id| reads_residency(reader, actor, id).await).await?;
        let rules = of(SubjectKind::RoutingRule.as_str());
        let rules = those(rules, async |id| reads_rule(reader, actor, id).await).await?;
        let tickets = tickets.into_iter().map(|ticket| ticket.id.0).collect();
        let bulletins = readable(reader, actor, (of("bulletin"), of("opinion"))).await?;
        let credits = of(SubjectKind::CreditEntry.as_str());
        let credits = those(credits, async |id| reads_credit(reader, actor, id).await).await?;
        let findings = of(SubjectKind::Finding.as_str());
        let findings = those(findings, async |id| reads_finding(reader, actor, id).await).await?;
        let sheets = of(SubjectKind::Sheet.as_str());
        let sheets = those(sheets, async |id| reads_sheet(reader, actor, id).await).await?;
        let objections = of(SubjectKind::Objection.as_str());
        let read = async |id| reads_objection(reader, actor, id).await;
        let objections = those(objections, read).await?;
        let listings = of(SubjectKind::Listing.as_str());
        let listings = those(listings, async |id| reads_listing(reader, actor, id).await).await?;
        #[rustfmt::skip]
        let seen = Self { tickets, residencies, bulletins, rules, credits, findings, sheets, objections, listings };
        Ok(seen)
    }

    pub(super) fn shows(&self, row: &NoticeRow) -> bool {
        let rated = [&self.credits, &self.findings, &self.sheets, &self.objections, &self.listings];
        let known = [&self.tickets, &self.residencies, &self.rules].into_iter().chain(rated);
        // Cycles are no secret; of a list nothing but its id is told.
        let open = [SubjectKind::Cycle, SubjectKind::List]
            .iter()
            .any(|kind| row.subject_kind == kind.as_str());
        let mut known = known.into_iter();
        open || known.any(|ids| ids.contains(&row.subject_id)) || self.bulletin(row).is_some()
    }

    /// The bulletin that a notice is about, or a reply to it.
    pub(super) fn bulletin(&self, row: &NoticeRow) -> Option<Uuid> {
        self.bulletins.get(&row.subject_id).copied()
    }
}

/// Those of the bulletins that the actor may read, by themselves and by one's replies to them.
async fn readable(
    db: &Reader,
    actor: &Actor,
    (published, replies): (Vec<Uuid>, Vec<Uuid>),
) -> Result<HashMap<Uuid, Uuid>, Failure> {
    let mut seen = HashMap::new();
    for id in published {
        let found = bulletin_by_id(db, id.into()).await?;
        let readable = found.is_some_and(|one| may(actor, Action::BulletinRead, &one));
        seen.extend(readable.then_some((id, id)));
    }
    for id in replies {
        seen.extend(replied_to(db, actor, id).await?.map(|bulletin| (id, bulletin)));
    }
    Ok(seen)
}

/// The bulletin that someone has replied to, where they may still see it.
async fn replied_to(db: &Reader, actor: &Actor, id: Uuid) -> Result<Option<Uuid>, Failure> {
    let found = opinion_by_id(db, id.into()).await?;
    let own = found.filter(|one| Some(one.account) == actor.who.account());
    let Some(opinion) = own else { return Ok(None) };
    let bulletin = bulletin_by_id(db, opinion.bulletin_id).await?;
    Ok(bulletin.filter(|one| may(actor, Action::BulletinRead, one)).map(|one| one.id.0))
}

/// Those of the ids whose subject may be read.
async fn those(
    ids: Vec<Uuid>,
    readable: impl AsyncFn(Uuid) -> Result<bool, StoreError>,
) -> Result<Vec<Uuid>, StoreError> {
    let mut seen = Vec::with_capacity(ids.len());
    for id in ids {
        seen.extend(readable(id).await?.then_some(id));
    }
    Ok(seen)
}

async fn reads_residency(db: &Reader, actor: &Actor, id: Uuid) -> Result<bool, StoreError> {
    let found = residency_by_id(db, id.into()).await?;
    Ok(found.is_some_and(|one| may(actor, Action::ResidencyRead, &one.subject())))
}

async fn reads_credit(db: &Reader, actor: &Actor, id: Uuid) -> Result<bool, StoreError> {
    let found = credit_record(db, id.into()).await?;
    Ok(found.is_some_and(|one| may(actor, Action::CreditRead, &one)))
}

async fn reads_finding(db: &Reader, actor: &Actor, id: Uuid) -> Result<bool, StoreError> {
    let found = finding_by_id(db, id.into()).await?;
    Ok(found.is_some_and(|one| may(actor, Action::FindingRead, &one)))
}

async fn reads_objection(db: &Reader, actor: &Actor, id: Uuid) -> Result<bool, StoreError> {
    let found = objection_by_id(db, id.into()).await?;
    Ok(found.is_some_and(|one| may(actor, Action::ObjectionRead, &one)))
}

async fn reads_listing(db: &Reader, actor: &Actor, id: Uuid) -> Result<bool, StoreError> {
    let found = listing_by_id(db, id.into()).await?;
    Ok(found.is_some_and(|one| may(actor, Action::ListingRead, &one)))
}

async fn reads_sheet(db: &Reader, actor: &Actor, id: Uuid) -> Result<bool, StoreError> {
    let found = sheet_by_id(db, id.into()).await?;
    Ok(found.is_some_and(|one| may(actor, Action::SheetRead, &one)))
}

async fn reads_rule(db: &Reader, actor: &Actor, id: Uuid) -> Result<bool, StoreError> {
    let Some(found) = rule(db, id.into()).await? else { return Ok(false) };
    let at = At::open(path_of(db, found.area).await?.unwrap_or_default());
    Ok(may(actor, Action::RoutingRead, &at))
}

/// The number of the ticket that a notice is about.
pub(super) fn number(app: &App, row: &NoticeRow) -> Option<String> {
    let about_ticket = row.subject_kind == "ticket";
    let offset = app.offset.local_minus_utc();
    about_ticket.then(|| TicketNumber::of(row.subject_id, offset).to_string())
}

/// The notice in words, as far as its receiver may see it.
pub(super) fn words(app: &App, row: &NoticeRow, seen: bool, language: Language) -> Words {
    if seen { row.template.words(number(app, row).as_deref(), language) } else { hidden(language) }
}
