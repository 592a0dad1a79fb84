//! Whether someone may see now what a notice tells of.

use access::{Action, Actor, authorize};
use kernel::{Language, Moment, TicketNumber, Uuid};
use notice::{Words, hidden};
use persistence::{
    Failure,
    notice::NoticeRow,
    place::residency_by_id,
    ticket::{load_many, settle},
};
use ticket::Ticket;

use crate::app::App;

/// What those of some notices are about whose receiver may see it.
#[derive(Debug, Default)]
pub(super) struct Seen {
    tickets: Vec<Uuid>,
    residencies: Vec<Uuid>,
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
        let mut residencies = Vec::new();
        for id in of("residency") {
            let found = residency_by_id(reader, id.into()).await?;
            let seen = |one: &place::Residency| {
                authorize(actor, Action::ResidencyRead, &one.subject()).is_ok()
            };
            residencies.extend(found.filter(seen).map(|_| id));
        }
        let tickets = tickets.into_iter().map(|ticket| ticket.id.0).collect();
        Ok(Self { tickets, residencies })
    }

    pub(super) fn shows(&self, row: &NoticeRow) -> bool {
        self.tickets.contains(&row.subject_id) || self.residencies.contains(&row.subject_id)
    }
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
