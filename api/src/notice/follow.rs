//! Follows the journal, and puts what people are told of into their inboxes: each entry once, whatever stops in between.

use std::{collections::HashSet, time::Duration};

use kernel::{AccountId, Moment, Uuid};
use notice::{Receiver, Row, rows};
use persistence::{
    Failure, StoreError,
    message::MessageRow,
    notice::{
        Happened, NoticeRow, PreferenceRow, Receivers, Telling, happened, notice_position,
        preferences_of,
    },
};

use super::{preference::messages, spread::spread, subjects::Subjects};
use crate::{app::App, feed::place, rounds};

/// Positions that are looked at in one unit of work.
const WINDOW: i64 = 100;
/// Notices that one unit of work writes before it leaves the rest to the next: the writer has others to serve.
const MOST: usize = 500;
/// Nobody is told of what is older.
const OLD: chrono::Duration = chrono::Duration::days(7);
const LOOK: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(100);

/// Follows for ever.
pub(crate) async fn serve(app: App) {
    let round = async |_| {
        tell(&app).await?;
        spread(&app).await.map(|_| ())
    };
    rounds::follow(&app, (LOOK, PAUSE), "notices", round).await;
}

/// Makes the notices of everything that has happened. They and the new position are one unit of work, and whoever
/// comes second writes nothing.
pub async fn tell(app: &App) -> Result<(), Failure> {
    place(app).await?;
    loop {
        let from = notice_position(app.store.reader()).await?;
        let (entries, until) = happened(app.store.reader(), from, WINDOW).await?;
        if until == from {
            return Ok(());
        }
        let made = Made::of(app, &entries, until, app.clock.now()).await?;
        let told = app.store.write(async |tx| {
            if tx.move_notices(from, made.until).await? {
                tx.put_notices(&made.notices).await?;
                tx.put_messages(&made.messages).await?;
                tx.begin_tellings(&made.tellings).await?;
            }
            Ok(())
        });
        told.await?;
    }
}

fn told_of(entry: &Happened) -> impl Iterator<Item = &'static Row> {
    rows(&entry.kind, &entry.action, entry.clock.as_ref().map(|reached| reached.clock.as_str()))
}

/// What is to be written of the entries up to a position.
struct Made {
    until: i64,
    notices: Vec<NoticeRow>,
    messages: Vec<MessageRow>,
    /// Bulletins whose residents are told afterwards.
    tellings: Vec<Telling>,
}

impl Made {
    async fn of(
        app: &App,
        entries: &[Happened],
        until: i64,
        now: Moment,
    ) -> Result<Self, StoreError> {
        let new = |entry: &&Happened| entry.at > now - OLD && told_of(entry).next().is_some();
        let entries: Vec<&Happened> = entries.iter().filter(new).collect();
        let subjects = Subjects::of(app, &entries, now).await?;
        let mut receivers = Receivers::new(app.store.reader(), now);
        let (mut told, mut tellings) = (Vec::new(), Vec::new());
        let mut reached = until;
        for entry in entries {
            if told_of(entry).any(|row| row.to == Receiver::Residents) {
                tellings.push(telling(entry));
            }
            let mut known: HashSet<Uuid> = entry.by.map(|by| by.0).into_iter().collect();
            for row in told_of(entry) {
                let mut people = subjects.people(entry, row.to, &mut receivers).await?;
                people.retain(|account| known.insert(account.0));
                told.extend(people.into_iter().map(|account| (entry, row, account)));
            }
            if told.len() >= MOST {
                reached = entry.position;
                break;
            }
        }
        Ok(Self { tellings, ..Self::written(app, &told, reached, now).await? })
    }

    async fn written(
        app: &App,
        told: &[(&Happened, &Row, AccountId)],
        until: i64,
        now: Moment,
    ) -> Result<Self, StoreError> {
        let mut ids: Vec<Uuid> = told.iter().map(|(_, _, account)| account.0).collect();
        ids.sort_unstable();
        ids.dedup();
        let wishes = preferences_of(app.store.reader(), &ids).await?;
        let notices = Vec::with_capacity(told.len());
        let mut made = Self { until, notices, messages: Vec::new(), tellings: Vec::new() };
        for (entry, row, account) in told {
            made.put(app, (entry, row), *account, wishes.get(&account.0), now);
        }
        Ok(made)
    }

    /// A notice of an entry for one person, with the messages that they want.
    fn put(
        &mut self,
        app: &App,
        (entry, row): (&Happened, &Row),
        account_id: AccountId,
        wishes: Option<&PreferenceRow>,
        now: Moment,
    ) {
        let notice = NoticeRow {
            id: app.id(now),
            account_id,
            position: entry.position,
            template: row.template,
            subject_kind: entry.kind.clone(),
            subject_id: entry.subject,
            at: entry.at,
            read_at: None,
        };
        self.messages.extend(messages(app, &notice, wishes, now));
        self.notices.push(notice);
    }
}

/// From the first resident on.
fn telling(entry: &Happened) -> Telling {
    Telling {
        bulletin_id: entry.subject.into(),
        position: entry.position,
        by: entry.by,
        at: entry.at,
        mark: Uuid::nil(),
        fence: 0,
    }
}
