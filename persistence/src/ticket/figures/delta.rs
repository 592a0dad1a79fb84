//! What a step adds to the figures, in the same unit of work: appended, so that no two steps wait for one counter.

use std::collections::BTreeMap;

use ::ticket::{Change, Clock, ClockKind, Counted, Counts, Heading, Marks, Measure, Tally, Ticket};
use access::Action;
use kernel::{Moment, Uuid};
use sea_orm::{DbBackend, Value};

use super::{beside::bring_beside, columns, values};
use crate::{
    batch::{Batch, Rows},
    clock::put_clocks,
};

pub(super) const HEAD: &str = "day, organization_id, category_id";
/// Everything is counted where the ticket was filed, as its first entry says, wherever its estate lies by now.
pub(super) const PLACE: &str = "COALESCE(j.district, t.district), COALESCE(j.street, t.street), \
    COALESCE(j.community, t.community), COALESCE(j.estate, t.estate)";
pub(super) const FILED: &str =
    "ticket t LEFT JOIN journal j ON j.subject_id = t.id AND j.number = 1";

/// The marks of the ticket where they changed, what the change adds, and then the clocks as they are after it: those
/// that stopped before follow their ticket from heading to heading, those that it stops count under the new one.
pub(in crate::ticket) fn put(done: &Change, batch: &mut Batch) {
    let ticket = &done.after;
    if done.marked {
        mark(ticket, batch);
    }
    let heading = Counted::from(ticket).heading();
    let new = done.entries.first().is_some_and(|entry| entry.action == Action::Submit);
    for (heading, counts) in added(done, heading) {
        let tally = Tally { heading, counts };
        if new { begin(ticket, &tally, batch) } else { append(ticket, &tally, batch) }
    }
    if let Some(old) = done.before.filter(|old| *old != heading) {
        let amended = old.category != heading.category;
        for (heading, sign) in [(old, -1), (heading, 1)] {
            bring_clocks(ticket, heading, sign, batch);
            if amended {
                bring_beside(ticket, heading, sign, batch);
            }
        }
    }
    put_clocks(ticket.id, &done.clocks, batch);
}

/// What the change adds with the clocks that it stops, each heading once.
fn added(done: &Change, heading: Heading) -> BTreeMap<Heading, Counts> {
    let clock = |clock: &Clock| Some(heading.clock(clock.kind, clock.met?, clock.unit));
    let stopped = done.clocks.iter().filter_map(clock);
    let mut sums: BTreeMap<Heading, Counts> = BTreeMap::new();
    for tally in done.figures.iter().copied().chain(stopped) {
        sums.entry(tally.heading).or_default().add(&tally.counts);
    }
    sums.retain(|_, counts| !counts.is_zero());
    sums
}

fn head(heading: &Heading) -> [Value; 3] {
    let organization = heading.organization.map_or_else(Uuid::nil, |id| id.0);
    [heading.day.into(), organization.into(), heading.category.0.into()]
}

/// Of a ticket that is being filed: one, and nothing else yet, so that filing binds no more than it must.
fn begin(ticket: &Ticket, tally: &Tally, batch: &mut Batch) {
    let numbers: Vec<String> =
        Measure::ALL.iter().map(|measure| tally.counts.get(*measure).to_string()).collect();
    let sql = format!(
        "INSERT INTO figure_delta ({HEAD}, district, street, community, estate, {}) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, {})",
        columns(str::to_owned),
        numbers.join(", ")
    );
    let path = ticket.path;
    let mut bound = head(&tally.heading).to_vec();
    bound.extend([path.district, path.street, path.community, path.estate].map(Value::from));
    batch.add(sql, bound);
}

fn append(ticket: &Ticket, tally: &Tally, batch: &mut Batch) {
    let mut bound: Vec<Value> = vec![ticket.id.0.into()];
    bound.extend(head(&tally.heading));
    bound.extend(values(&tally.counts));
    let select = |value: &dyn Fn(usize) -> String| {
        let numbers: Vec<String> = (5..5 + Measure::ALL.len()).map(value).collect();
        format!("{}, {}, {}, {PLACE}, {}", value(2), value(3), value(4), numbers.join(", "))
    };
    add_select((1, &select, ""), bound, batch);
}

/// What is selected, by how a value is named.
type Select<'a> = &'a dyn Fn(&dyn Fn(usize) -> String) -> String;

/// Adds a row for each that the ticket of the first value is joined with.
fn add_select((order, select, join): (u8, Select<'_>, &str), bound: Vec<Value>, batch: &mut Batch) {
    let into = columns(str::to_owned);
    let into = format!("figure_delta ({HEAD}, district, street, community, estate, {into})");
    if batch.engine == DbBackend::Postgres {
        let chosen = select(&|at| format!("v.column{at}"));
        let before = format!("INSERT INTO {into} SELECT {chosen} FROM (VALUES ");
        let after = format!(") AS v JOIN ({FILED}) ON t.id = v.column1{join}");
        batch.add_rows(Rows { order, before, after }, vec![bound]);
    } else {
        let chosen = select(&|at| format!("${at}"));
        let sql = format!("INSERT INTO {into} SELECT {chosen} FROM {FILED}{join} WHERE t.id = $1");
        batch.add(sql, bound);
    }
}

/// Adds the clocks that stopped before under a heading, or takes them away: they follow their ticket, but for those of
/// departments that were called, which only follow its category.
fn bring_clocks(ticket: &Ticket, heading: Heading, sign: i64, batch: &mut Batch) {
    let stopped = |word: &str, sign: &str| {
        let is = |kind: &&ClockKind| Measure::of_clock(**kind).iter().any(|m| m.as_str() == word);
        match ClockKind::ALL.iter().find(is) {
            Some(kind) => {
                let kept = word.ends_with("_kept");
                format!("CASE WHEN k.kind = '{kind}' AND k.met = {kept} THEN {sign} ELSE 0 END")
            }
            None => "0".to_owned(),
        }
    };
    let select = |value: &dyn Fn(usize) -> String| {
        let (day, unit, category, sign) = (value(2), value(3), value(4), value(5));
        let numbers = columns(|word| stopped(word, &sign));
        format!("{day}, COALESCE(k.unit_id, {unit}), {category}, {PLACE}, {numbers}")
    };
    let mut bound: Vec<Value> = vec![ticket.id.0.into()];
    bound.extend(head(&heading));
    bound.push(sign.into());
    let join = " JOIN ticket_clock k ON k.ticket_id = t.id AND k.met IS NOT NULL";
    add_select((2, &select, join), bound, batch);
}

const MARKS: [&str; 12] = [
    "dispatched_at",
    "accepted_at",
    "contacted_at",
    "finished_at",
    "closed_at",
    "organization_id",
    "followed_up",
    "reached",
    "rated_solved",
    "rated_satisfied",
    "called_solved",
    "called_satisfied",
];

fn mark(ticket: &Ticket, batch: &mut Batch) {
    let Marks { rated, called, .. } = ticket.course.marks;
    let marks = &ticket.course.marks;
    let millis = |at: Option<Moment>| Value::from(at.map(|at| at.timestamp_millis()));
    let bound: [Value; 13] = [
        ticket.id.0.into(),
        millis(marks.dispatched_at),
        millis(marks.accepted_at),
        millis(marks.contacted_at),
        millis(marks.finished_at),
        millis(marks.closed_at),
        marks.organization.map(|id| id.0).into(),
        marks.followed_up.into(),
        marks.reached.into(),
        rated.solved.into(),
        rated.satisfied.into(),
        called.solved.into(),
        called.satisfied.into(),
    ];
    let sets = MARKS.map(|column| format!("{column} = excluded.{column}")).join(", ");
    let before = format!("INSERT INTO ticket_mark (ticket_id, {}) VALUES ", MARKS.join(", "));
    let after = format!(" ON CONFLICT (ticket_id) DO UPDATE SET {sets}");
    batch.add_rows(Rows { order: 0, before, after }, vec![bound.to_vec()]);
}
