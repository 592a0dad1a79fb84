//! A question to a calendar (期限试算), and its answer.

use chrono::TimeDelta;
use kernel::{Fault, Moment, Refusal, Refused};

use crate::{Calendar, MAX_YEARS, Pauses, Span, in_reach};

/// The most pauses of one question.
pub const MAX_PAUSES: usize = 100;
/// The most that is added or subtracted, in seconds.
const MAX_SECONDS: i64 = 366 * 86_400 * MAX_YEARS as i64;
/// The most workdays that are added.
const MAX_WORKDAYS: i64 = 366 * MAX_YEARS as i64;

kernel::words! {
    /// What a calendar can be asked.
    Op {
        AddBusinessSeconds = "add_business_seconds", "加工作时间", "add working time";
        SubBusinessSeconds = "sub_business_seconds", "减工作时间", "subtract working time";
        BusinessBetween = "business_between", "两时刻之间的工作时间", "working time between two moments";
        AddWorkdays = "add_workdays", "加工作日", "add workdays";
        AddWorkdaysThenPauses = "add_workdays_then_pauses", "加工作日并顺延暂停", "add workdays, then the pauses";
    }
}

/// A question in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub op: Op,
    pub start: Moment,
    /// Of `business_between` alone.
    pub end: Option<Moment>,
    /// Seconds or workdays, of all the others.
    pub amount: Option<i64>,
    pub pauses: Vec<Span>,
}

/// A moment, or working time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    At(Moment),
    Lasts(TimeDelta),
}

impl Calendar {
    /// The answer, and the years it touches whose holidays are not known. Refused where the question makes no sense
    /// or its answer lies farther away than [`MAX_YEARS`].
    pub fn ask(&self, asked: &Asked) -> Refused<(Told, Vec<i32>)> {
        let (start, pauses) = (within_reach(asked.start, "start")?, asked.pauses()?);
        let far = || Refusal::field("amount", Fault::Range);
        let seconds = || asked.amount(MAX_SECONDS).map(TimeDelta::seconds);
        let days = || asked.amount(MAX_WORKDAYS).map(|days| u32::try_from(days).unwrap_or(0));
        let at = match asked.op {
            Op::AddBusinessSeconds => self.add(start, seconds()?, &pauses),
            Op::SubBusinessSeconds => self.subtract(start, seconds()?, &pauses),
            Op::AddWorkdays if !asked.pauses.is_empty() => {
                return Err(Refusal::field("pauses", Fault::NotAllowed));
            }
            Op::AddWorkdays => self.add_workdays(start, days()?),
            Op::AddWorkdaysThenPauses => self.add_workdays_then_pauses(start, days()?, &pauses),
            Op::BusinessBetween => {
                let end = asked.end(start)?;
                let between = self.between(start, end, &pauses);
                let between = between.ok_or_else(|| Refusal::field("end", Fault::Range))?;
                return Ok((Told::Lasts(between), self.unknown_years(start, end)));
            }
        };
        let at = at.ok_or_else(far)?;
        if asked.end.is_some() {
            return Err(Refusal::field("end", Fault::NotAllowed));
        }
        Ok((Told::At(at), self.unknown_years(start, at)))
    }
}

impl Asked {
    fn amount(&self, most: i64) -> Refused<i64> {
        let amount = self.amount.ok_or_else(|| Refusal::field("amount", Fault::Required))?;
        let fine = (0..=most).contains(&amount);
        if fine { Ok(amount) } else { Err(Refusal::field("amount", Fault::Range)) }
    }

    fn end(&self, start: Moment) -> Refused<Moment> {
        if self.amount.is_some() {
            return Err(Refusal::field("amount", Fault::NotAllowed));
        }
        let end = self.end.ok_or_else(|| Refusal::field("end", Fault::Required))?;
        if end < start {
            return Err(Refusal::field("end", Fault::Order));
        }
        within_reach(end, "end")
    }

    fn pauses(&self) -> Refused<Pauses> {
        if self.pauses.len() > MAX_PAUSES {
            return Err(Refusal::field("pauses", Fault::Length));
        }
        for (number, Span { from, to }) in self.pauses.iter().enumerate() {
            if to < from {
                return Err(Refusal::field(format!("pauses/{number}/to"), Fault::Order));
            }
            within_reach(*from, &format!("pauses/{number}/from"))?;
            within_reach(*to, &format!("pauses/{number}/to"))?;
        }
        Ok(self.pauses.iter().copied().collect())
    }
}

fn within_reach(at: Moment, field: &str) -> Refused<Moment> {
    if in_reach(at) { Ok(at) } else { Err(Refusal::field(field, Fault::Range)) }
}
