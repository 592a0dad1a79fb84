//! What is filed: of which indicator of the scheme, by whom, and by when it is to be put right.

use access::{Action, Actor, Duty, Relation, ScopePath, Subject};
use calendar::Calendar;
use chrono::{NaiveDate, TimeDelta};
use kernel::{Fault, FindingId, Hundredths, Moment, OrganizationId, Refusal, Refused, SchemeId};

use crate::{Evaluator, Evidence, Indicator, Method, Scheme, evidence::said};

/// Working days for putting right what names no day: house default.
pub const DUE_WORKDAYS: usize = 7;
/// Units of one finding at most: house default.
pub const MOST_UNITS: u32 = 100;
/// How far back it was found, and how far ahead it is due: house default.
const AROUND: TimeDelta = TimeDelta::days(366);

/// An indicator that findings are filed of, as the scheme has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingItem {
    pub scheme: SchemeId,
    pub indicator: String,
    pub name_zh: String,
    pub name_en: String,
    /// Points that one unit takes off.
    pub each: Hundredths,
    /// Who scores it, and who does where its condition does not hold.
    pub evaluators: Vec<Evaluator>,
}

/// The indicator of a code that findings are filed of.
///
/// # Errors
/// `validation_failed` at `indicator` where the scheme has none of the code, or findings do not make its score.
pub fn of_scheme(id: SchemeId, scheme: &Scheme, code: &str) -> Refused<FindingItem> {
    let known = scheme.indicators().find(|(_, one)| one.code == code);
    let (_, found) = known.ok_or_else(|| Refusal::field("indicator", Fault::NotFound))?;
    let Method::Deduction { each, figure: None, .. } = &found.method else {
        return Err(Refusal::field("indicator", Fault::NotAllowed));
    };
    Ok(FindingItem {
        scheme: id,
        indicator: found.code.clone(),
        name_zh: found.name_zh.clone(),
        name_en: found.name_en.clone(),
        each: *each,
        evaluators: evaluators(found),
    })
}

fn evaluators(indicator: &Indicator) -> Vec<Evaluator> {
    let stand_in = indicator.when.and_then(|when| when.otherwise);
    std::iter::once(indicator.evaluator).chain(stand_in).collect()
}

/// Where a finding would be filed, and of what; without evaluators while the indicator is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingDesk {
    pub path: ScopePath,
    pub enterprise: Option<OrganizationId>,
    pub evaluators: Option<Vec<Evaluator>>,
}

impl Subject for FindingDesk {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        let side = Evaluator::of_role(duty.role);
        let scores = |known: &Vec<Evaluator>| side.is_some_and(|side| known.contains(&side));
        match relation {
            Relation::Evaluator => {
                duty.covers(&self.path) && self.evaluators.as_ref().is_none_or(scores)
            }
            _ => false,
        }
    }

    /// Nobody inspects their own employer.
    fn bars(&self, actor: &Actor, action: Action) -> bool {
        action == Action::FindingFile && self.enterprise.is_some_and(|of| actor.works_for(of))
    }

    fn reading(&self) -> Option<Action> {
        None
    }
}

/// What someone files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    pub id: FindingId,
    /// Of the estate.
    pub path: ScopePath,
    /// Whose contract holds on the day.
    pub enterprise: OrganizationId,
    pub item: FindingItem,
    pub units: u32,
    pub place: String,
    /// WGS-84 degrees of six places.
    pub latitude: Option<String>,
    pub longitude: Option<String>,
    pub found_at: Moment,
    /// The day of that, at the place.
    pub found_on: NaiveDate,
    pub note: String,
    pub evidence: Evidence,
    /// By when it is to be put right; the house default where none is given.
    pub due_on: Option<NaiveDate>,
}

impl Filing {
    /// By when it is to be put right. `validation_failed` at what makes no sense.
    pub(super) fn checked(
        &self,
        calendar: Option<&Calendar>,
        (now, today): (Moment, NaiveDate),
    ) -> Refused<NaiveDate> {
        for (text, field) in [(&self.place, "place"), (&self.note, "note")] {
            said(text, field)?;
        }
        self.evidence.check()?;
        if !(1..=MOST_UNITS).contains(&self.units) {
            return Err(Refusal::field("units", Fault::Range));
        }
        if self.latitude.is_some() != self.longitude.is_some() {
            let missing = if self.latitude.is_some() { "longitude" } else { "latitude" };
            return Err(Refusal::field(missing, Fault::Required));
        }
        if self.found_at > now || today - self.found_on > AROUND {
            return Err(Refusal::field("found_at", Fault::Range));
        }
        match self.due_on {
            Some(due) if due < today || due - today > AROUND => {
                Err(Refusal::field("due_on", Fault::Range))
            }
            Some(due) => Ok(due),
            None => calendar
                .and_then(|calendar| by_default(calendar, today))
                .ok_or_else(|| Refusal::field("due_on", Fault::Required)),
        }
    }
}

/// The house default: so many open days on, today not counted.
fn by_default(calendar: &Calendar, today: NaiveDate) -> Option<NaiveDate> {
    let days = today.iter_days().skip(1).take_while(|day| *day - today <= AROUND);
    days.filter(|day| calendar.is_open(*day)).nth(DUE_WORKDAYS - 1)
}
