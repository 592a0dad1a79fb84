//! A survey from its draw to its result.

mod drawing;
mod steps;

use access::{Action, Actor, Duty, Level, Permit, Reach, Role, ScopePath, Who, authorize};
use chrono::TimeDelta;
use kernel::{AccountId, Hundredths, Moment, OrganizationId, PremisesId, Uuid};

use super::*;
use crate::Survey;

const HERE: ScopePath = ScopePath {
    district: Some(1),
    street: Some(2),
    community: Some(3),
    grid: None,
    estate: Some(7),
};
/// What the template says: a tenth of the households, and fifty answers.
const RULE: Survey = Survey { sample_share: Hundredths(10), valid_answers: 50 };

fn now() -> Moment {
    chrono::DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

fn premises(n: usize) -> Vec<PremisesId> {
    (0..n).map(|n| PremisesId(Uuid::from_u128(u128::try_from(n).unwrap() + 1))).collect()
}

fn enterprise() -> OrganizationId {
    OrganizationId(Uuid::from_u128(900))
}

fn officer() -> Actor {
    let reach = Reach::Area { level: Level::Street, key: 2 };
    let duty = Duty { id: None, role: Role::StreetOfficer, reach, scopes: Vec::new() };
    Actor::new(Who::Account(AccountId(Uuid::from_u128(5))), vec![duty])
}

fn permit() -> Permit {
    let desk = SurveyDesk { path: HERE, enterprise: Some(enterprise()) };
    authorize(&officer(), Action::SurveySample, &desk).unwrap()
}

fn told() -> Sampling {
    Sampling {
        id: Uuid::from_u128(1).into(),
        cycle: Uuid::from_u128(2).into(),
        enterprise: enterprise(),
        path: HERE,
        seed: "2026-Q3".to_owned(),
        seed_given: true,
        size: None,
        opens_at: now() + TimeDelta::days(1),
        closes_at: now() + TimeDelta::days(15),
    }
}

/// The survey of an estate of so many households.
fn survey(households: usize) -> EstateSurvey {
    let frame = premises(households);
    EstateSurvey::sample(&permit(), told(), (&RULE, &frame), now()).unwrap().change.after
}

fn answers(overall: u8) -> SurveyAnswers {
    SurveyAnswers::of(overall, []).unwrap()
}

fn tally(of: &[(u8, u32)]) -> Tally {
    let each = of.iter().flat_map(|(choice, many)| (0..*many).map(|_| *choice));
    each.fold(Tally::default(), |tally, choice| tally.with(&answers(choice)))
}
