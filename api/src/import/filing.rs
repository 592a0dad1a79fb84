//! What becomes of rows: each is checked, or filed by the same step as a ticket of its own.

use std::{cell::RefCell, time::Duration};

use access::{Action, Actor, ScopePath, authorize};
use kernel::{At, Refusal};
use persistence::{
    Entry, Failure, StoreError, Tx,
    identity::{Standing, actor_of_account},
    import::{Counts, ImportRow, Outcome, import_part},
};
use serde_json::json;
use ticket::{ImportMode, ImportState, RowOutcome};

use super::{
    columns::{Part, Row},
    incoming::{ROWS, opened},
    names::Names,
    view::Wrong,
    work::until,
};
use crate::{
    app::App,
    ctx::By,
    ticket::{NewTicket, file, filed_before, prepared},
};

/// How long the unit of work of a part may take.
const PART: Duration = Duration::from_secs(5);
/// How long the one unit of work may take that files everything.
const WHOLE: Duration = Duration::from_secs(60);

/// How often a server may try to file everything at one moment, and die or run out of time.
const CLAIMS: i32 = 10;

/// Parts that are worked on together, with what their names stand for.
type Parts = Vec<(Part, Names)>;

/// Takes a held import on by a part; by all of them where its rows are filed at one moment.
pub(super) async fn take_on(app: &App, held: ImportRow) -> Result<Option<ImportRow>, Failure> {
    let now = app.clock.now();
    let found = actor_of_account(app.store.reader(), held.account_id, now, app.today(now));
    let Standing::Active(actor) = found.await? else {
        return end(app, &held, ImportState::Cancelled).await;
    };
    let by = By { app, actor: &actor, now };
    let whole = held.state == ImportState::Filing && held.mode == ImportMode::AllOrNothing;
    if whole && held.fence > CLAIMS {
        tracing::error!(id = %held.id, "an import cannot be filed at one moment here");
        return end(app, &held, ImportState::Refused).await;
    }
    let wanted = if whole { 0..parts_of(&held) } else { held.position..held.position + 1 };
    let mut parts = Parts::new();
    for number in wanted {
        let sealed = import_part(app.store.reader(), held.id, number).await?;
        let Some(part) = sealed.and_then(|sealed| opened(app, held.id, &sealed)) else {
            tracing::error!(id = %held.id, "the rows of an import cannot be opened");
            return end(app, &held, ImportState::Refused).await;
        };
        let names = Names::of(app.store.reader(), &part, &actor).await?;
        parts.push((part, names));
    }
    match held.state {
        _ if whole => file_all(by, &held, &parts).await,
        ImportState::Checking => check(by, &held, &parts).await,
        _ => {
            let work = async |tx: &Tx| {
                let outcomes = filed(by, tx, &parts, |_| Ok(())).await?;
                Ok((after(&held, &outcomes, by), outcomes))
            };
            unit(app, &held, PART, work).await
        }
    }
}

fn parts_of(held: &ImportRow) -> i32 {
    let rows = usize::try_from(held.total).unwrap_or(0);
    i32::try_from(rows.div_ceil(ROWS)).unwrap_or(i32::MAX)
}

/// Looks at the rows without the writer, and writes down what would become of them.
async fn check(by: By<'_>, held: &ImportRow, parts: &Parts) -> Result<Option<ImportRow>, Failure> {
    let mut outcomes = Vec::with_capacity(ROWS);
    for (part, names) in parts {
        for row in &part.rows {
            outcomes.push(judged(part, row, checked(by, part.told(row, names)).await)?);
        }
    }
    let next = after(held, &outcomes, by);
    unit(by.app, held, PART, async |_| Ok((next.clone(), outcomes.clone()))).await
}

/// Files all rows, or none where one is refused by now.
async fn file_all(
    by: By<'_>,
    held: &ImportRow,
    parts: &Parts,
) -> Result<Option<ImportRow>, Failure> {
    let refused = RefCell::new(None);
    let work = async |tx: &Tx| {
        let strict = |outcome: &Outcome| match outcome.outcome {
            RowOutcome::Bad => {
                refused.replace(Some(outcome.clone()));
                Err(Refusal::forbidden())
            }
            _ => Ok(()),
        };
        let outcomes = filed(by, tx, parts, strict).await?;
        let Counts { good, bad, filed, known } = Counts::of(&outcomes);
        let next = ImportRow { good, bad, filed, known, ..ended(held, ImportState::Done, by) };
        Ok((next, outcomes))
    };
    match unit(by.app, held, WHOLE, work).await {
        Err(Failure::Refused(no)) => {
            let Some(bad) = refused.take() else { return Err(no.into()) };
            let next = ended(held, ImportState::Refused, by);
            let next = ImportRow { good: held.good - 1, bad: held.bad + 1, ..next };
            unit(by.app, held, PART, async |_| Ok((next.clone(), vec![bad.clone()]))).await
        }
        other => other,
    }
}

/// Files rows in this unit of work; `fits` is asked of each.
async fn filed(
    by: By<'_>,
    tx: &Tx,
    parts: &Parts,
    fits: impl Fn(&Outcome) -> Result<(), Refusal>,
) -> Result<Vec<Outcome>, Failure> {
    let mut outcomes = Vec::with_capacity(parts.len() * ROWS);
    for (part, names) in parts {
        for row in &part.rows {
            let outcome = judged(part, row, filed_one(by, tx, part.told(row, names)).await)?;
            fits(&outcome)?;
            outcomes.push(outcome);
        }
    }
    Ok(outcomes)
}

type Judged = Result<(RowOutcome, Option<kernel::TicketId>), Failure>;

async fn filed_one(by: By<'_>, tx: &Tx, told: Result<NewTicket, Refusal>) -> Judged {
    let told = told?;
    match filed_before(tx, by, &told).await? {
        Some(known) => Ok((RowOutcome::Known, Some(known))),
        None => Ok((RowOutcome::Filed, Some(file(by, tx, &told).await?.id))),
    }
}

async fn checked(by: By<'_>, told: Result<NewTicket, Refusal>) -> Judged {
    let (told, reader) = (told?, by.app.store.reader());
    match filed_before(reader, by, &told).await? {
        Some(known) => Ok((RowOutcome::Known, Some(known))),
        None => prepared(by, reader, &told).await.map(|_| (RowOutcome::Good, None)),
    }
}

/// What is told of the row. That the store failed is nothing about the row.
fn judged(part: &Part, row: &Row, found: Judged) -> Result<Outcome, StoreError> {
    let (outcome, ticket_id, no) = match found {
        Ok((outcome, ticket_id)) => (outcome, ticket_id, None),
        Err(Failure::Refused(no)) => (RowOutcome::Bad, None, Some(no)),
        Err(Failure::Store(error)) => return Err(error),
    };
    let errors = no.as_ref().map(|no| no.errors.as_slice()).unwrap_or_default();
    let wrong = errors.iter().map(|error| Wrong {
        pointer: match &error.at {
            At::Pointer(text) => text.clone(),
            At::Parameter(_) | At::Header(_) => "#".to_owned(),
        },
        cell: part.cell(row, error),
        code: error.fault.as_str().to_owned(),
    });
    let errors = serde_json::to_string(&wrong.collect::<Vec<_>>());
    Ok(Outcome {
        number: row.number,
        outcome,
        client_ref: Part::reference(row),
        ticket_id,
        code: no.map(|no| no.code.as_str().to_owned()),
        errors: errors.map_err(|_| StoreError::Corrupt("import_row.errors"))?,
    })
}

/// The import once its next part is done.
fn after(held: &ImportRow, outcomes: &[Outcome], by: By<'_>) -> ImportRow {
    let new = Counts::of(outcomes);
    let (position, bad) = (held.position + 1, held.bad + new.bad);
    let state = match held.state {
        state if position < parts_of(held) => state,
        ImportState::Checking => ImportState::checked(held.dry_run, bad),
        _ => ImportState::Done,
    };
    ImportRow {
        position,
        bad,
        good: held.good + new.good,
        filed: held.filed + new.filed,
        known: held.known + new.known,
        ..ended(held, state, by)
    }
}

fn ended(held: &ImportRow, state: ImportState, by: By<'_>) -> ImportRow {
    let held = held.clone();
    ImportRow { state, version: held.version + 1, updated_at: by.now, ..held }
}

async fn end(
    app: &App,
    held: &ImportRow,
    state: ImportState,
) -> Result<Option<ImportRow>, Failure> {
    let system = Actor::system();
    let next = ended(held, state, By { app, actor: &system, now: app.clock.now() });
    unit(app, held, PART, async |_| Ok((next.clone(), Vec::new()))).await
}

/// One unit of work with what it wrote down; nothing where the import was cancelled, or claimed by another meanwhile.
async fn unit(
    app: &App,
    held: &ImportRow,
    within: Duration,
    work: impl AsyncFn(&Tx) -> Result<(ImportRow, Vec<Outcome>), Failure>,
) -> Result<Option<ImportRow>, Failure> {
    let unit = async |tx: &Tx| {
        let now = app.clock.now();
        if !tx.hold_import(held, until(now)).await? {
            return Ok(None);
        }
        let (next, outcomes) = work(tx).await?;
        tx.put_outcomes(next.id, &outcomes).await?;
        tx.save_import(&next).await?;
        if !next.state.is_open() {
            let nowhere = ScopePath::default();
            let permit =
                authorize(&Actor::system(), Action::ImportFinish, &place::At::open(nowhere))?;
            let entry = Entry::of(&permit, next.id, next.version, now, nowhere);
            let detail = json!({
                "state": next.state, "good": next.good, "bad": next.bad, "filed": next.filed, "known": next.known,
            });
            tx.journal(&Entry { detail, ..entry }).await?;
        }
        Ok(Some(next))
    };
    app.store.write_within(within, unit).await
}
