//! Tells residents of a bulletin, batch by batch: each of them once, whatever server stops in between.

use bulletin::BulletinState;
use chrono::Duration;
use kernel::{AccountId, Moment, Uuid};
use notice::Template;
use persistence::{
    Failure, Tx,
    bulletin::bulletin_by_id,
    message::MessageRow,
    notice::{NoticeRow, Telling, preferences_of, residents, waiting_telling},
};

use super::preference::messages;
use crate::app::App;

/// Residencies of one unit of work: the one writer has others to serve.
const BATCH: usize = 200;
/// Units of work of one round, before other notices have their turn.
const BATCHES: usize = 5;
/// How long a claim holds.
const HELD: Duration = Duration::seconds(30);

/// Tells some of those who wait to be told of the oldest bulletin; whether there were any.
pub async fn spread(app: &App) -> Result<bool, Failure> {
    let now = app.clock.now();
    let until = now + HELD;
    let Some(id) = waiting_telling(app.store.reader(), now).await? else { return Ok(false) };
    let claim = app.store.write(async |tx| Ok(tx.claim_telling(id, now, until).await?));
    let Some(mut held) = claim.await? else { return Ok(false) };
    for left in (0..BATCHES).rev() {
        let kept = (left > 0).then_some(until);
        match batch(app, &held, kept, now).await? {
            Some(mark) => held.mark = mark,
            None => break,
        }
    }
    Ok(true)
}

/// The notices of a batch and the new mark are one unit of work. The mark; `None` where the claim was lost, or nobody is
/// left to be told, such as of what was withdrawn.
async fn batch(
    app: &App,
    held: &Telling,
    until: Option<Moment>,
    now: Moment,
) -> Result<Option<Uuid>, Failure> {
    let reader = app.store.reader();
    let found = bulletin_by_id(reader, held.bulletin_id).await?;
    let homes = match found.and_then(|bulletin| bulletin.path.estate) {
        Some(estate) => residents(reader, estate, held.mark, BATCH).await?,
        None => Vec::new(),
    };
    let mut people: Vec<Uuid> = homes.iter().map(|(_, account)| account.0).collect();
    people.sort_unstable();
    people.dedup();
    people.retain(|id| held.by.is_none_or(|by| by.0 != *id));
    let last = homes.last().map(|(id, _)| *id);
    let work = app.store.write(async |tx| {
        let shown = tx.hold_bulletin(held.bulletin_id).await?;
        let shown = shown.is_some_and(|bulletin| bulletin.state != BulletinState::Withdrawn);
        let Some(mark) = last.filter(|_| shown) else {
            tx.end_telling(held).await?;
            return Ok(None);
        };
        if !tx.move_telling(held, mark, until).await? {
            return Ok(None);
        }
        put(app, tx, held, &people, now).await?;
        Ok(Some(mark))
    });
    work.await
}

/// The notices of those of the people who were not told yet, with the messages that they want.
async fn put(
    app: &App,
    tx: &Tx,
    held: &Telling,
    people: &[Uuid],
    now: Moment,
) -> Result<(), Failure> {
    if people.is_empty() {
        return Ok(());
    }
    let untold = tx.untold(held.position, people).await?;
    let wishes = preferences_of(tx, people).await?;
    let (mut notices, mut letters): (Vec<NoticeRow>, Vec<MessageRow>) = (Vec::new(), Vec::new());
    for id in people.iter().filter(|id| untold.contains(id)) {
        let notice = NoticeRow {
            id: app.id(now),
            account_id: AccountId(*id),
            position: held.position,
            template: Template::BulletinPublished,
            subject_kind: "bulletin".to_owned(),
            subject_id: held.bulletin_id.0,
            at: held.at,
            read_at: None,
        };
        letters.extend(messages(app, &notice, wishes.get(id), now));
        notices.push(notice);
    }
    tx.put_notices(&notices).await?;
    Ok(tx.put_messages(&letters).await?)
}
