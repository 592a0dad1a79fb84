//! Of which time and which level figures can be asked: as counters are kept.

use access::Level;
use chrono::{Datelike as _, Days, NaiveDate};
use kernel::{Fault, Refusal};
use ticket::{Whole, date_of, day_of};

use crate::{ctx::Ctx, http::Problem};

/// How long the time asked about can be: ten years.
pub(super) const LONGEST: i32 = 3_660;

pub(super) fn wrong(parameter: &str, fault: Fault) -> Problem {
    Refusal::malformed(parameter, fault).into()
}

/// First and last day; the last twelve months where nothing is said.
pub(super) fn days(
    ctx: &Ctx,
    (from, to): (Option<NaiveDate>, Option<NaiveDate>),
    most: i32,
) -> Result<(i32, i32), Problem> {
    let today = day_of(ctx.now);
    let year =
        date_of(today).with_day(1).and_then(|day| day.checked_sub_months(chrono::Months::new(11)));
    let from = from.or(year).map_or(Ok(today), |date| number("from", date))?;
    let to = to.map_or(Ok(today), |date| number("to", date))?;
    if to < from {
        return Err(wrong("to", Fault::Order));
    }
    if to - from >= most {
        return Err(wrong("from", Fault::Range));
    }
    Ok((from, to))
}

/// First and last day of the months asked about.
pub(crate) fn months(
    ctx: &Ctx,
    asked: (Option<NaiveDate>, Option<NaiveDate>),
) -> Result<(i32, i32), Problem> {
    let days = days(ctx, asked, LONGEST)?;
    whole_months(ctx, days)?;
    Ok(days)
}

pub(super) fn whole_months(ctx: &Ctx, (from, to): (i32, i32)) -> Result<(), Problem> {
    let next = date_of(to).checked_add_days(Days::new(1)).unwrap_or_default();
    if date_of(from).day() != 1 {
        return Err(wrong("from", Fault::NotAllowed));
    }
    if next.day() != 1 && to < day_of(ctx.now) {
        return Err(wrong("to", Fault::NotAllowed));
    }
    Ok(())
}

fn number(parameter: &str, date: NaiveDate) -> Result<i32, Problem> {
    if !(2000..=2199).contains(&date.year()) {
        return Err(wrong(parameter, Fault::Range));
    }
    let days = (date - NaiveDate::default()).num_days();
    i32::try_from(days).map_err(|_| wrong(parameter, Fault::Range))
}

/// What counters are kept of at a level.
pub(crate) const fn whole_at(level: Level) -> Option<Whole> {
    match level {
        Level::District => Some(Whole::District),
        Level::Street => Some(Whole::Street),
        Level::Community => Some(Whole::Community),
        Level::Grid => None,
    }
}
