//! Whether someone may see now what a notice tells of.

use std::collections::HashMap;

use access::{Action, Actor, SubjectKind, authorize, may};
use kernel::{Language, Moment, TicketNumber, Uuid};
use notice::{Words, hidden};
use persistence::{
    Failure, Reader,
    bulletin::{bulletin_by_id, opinion_by_id},
    notice::NoticeRow,
    place::{path_of, residency_by_id},
    routing::rule,
    ticket::{load_many, settle},
};
use place::At;
use ticket::Ticket;

use crate::{app::App, rating::see};

/// The kinds of what is recorded or rated.
const RATED: &[SubjectKind] = &[
    SubjectKind::CreditEntry,
    SubjectKind::Finding,
    SubjectKind::Sheet,
    SubjectKind::Objection,
    SubjectKind::Listing,
];

/// What those of some notices are about whose receiver may see it.
#[derive(Debug, Default)]
pub(super) struct Seen {
    tickets: Vec<Uuid>,
    residencies: Vec<Uuid>,
    /// The bulletins, by themselves and by one's replies to them.
    bulletins: HashMap<Uuid, Uuid>,
    rules: Vec<Uuid>,
    /// What is recorded or rated.
    rated: Vec<Uuid>,
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
        let mut rated = Vec::new();
        for kind in RATED {
            let sees = async |id| sees(see(reader, actor, *kind, id).await);
            rated.extend(those(of(kind.as_str()), sees).await?);
        }
        Ok(Self { tickets, residencies, bulletins, rules, rated })
    }

    pub(super) fn shows(&self, row: &NoticeRow) -> bool {
        let known = [&self.tickets, &self.residencies, &self.rules, &self.rated];
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
    readable: impl AsyncFn(Uuid) -> Result<bool, Failure>,
) -> Result<Vec<Uuid>, Failure> {
    let mut seen = Vec::with_capacity(ids.len());
    for id in ids {
        seen.extend(readable(id).await?.then_some(id));
    }
    Ok(seen)
}

async fn reads_residency(db: &Reader, actor: &Actor, id: Uuid) -> Result<bool, Failure> {
    let found = residency_by_id(db, id.into()).await?;
    Ok(found.is_some_and(|one| may(actor, Action::ResidencyRead, &one.subject())))
}

/// A refusal is a no.
fn sees(asked: Result<(), Failure>) -> Result<bool, Failure> {
    match asked {
        Ok(()) => Ok(true),
        Err(Failure::Refused(_)) => Ok(false),
        Err(failure) => Err(failure),
    }
}

async fn reads_rule(db: &Reader, actor: &Actor, id: Uuid) -> Result<bool, Failure> {
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
