//! A survey of one estate in one cycle: how it is drawn, when answers are taken, and how it is taken back.

use access::{Action, Permit, Role, ScopePath};
use chrono::TimeDelta;
use kernel::{
    CycleId, Fault, Hundredths, Moment, OrganizationId, PremisesId, Refusal, Refused, SurveyId,
    Uuid,
};
use process::{Lifecycle, Step};

use super::{
    SurveyStage,
    SurveyState::{self, Cancelled, Drawn},
    draw, frame_digest, least_drawn, usual_size,
};
use crate::Survey;

/// How long a survey takes answers at most (house default).
const LONGEST: TimeDelta = TimeDelta::days(90);
/// How far ahead it may open (house default).
const AHEAD: TimeDelta = TimeDelta::days(180);

/// What can be done with a survey; that it opens and closes follows from the time.
#[rustfmt::skip]
pub const SURVEY: Lifecycle<Action, SurveyState> = Lifecycle {
    steps: &[
        Step::begin(Action::SurveySample, Drawn, "the share of the scheme at least"),
        Step::stay(Action::SurveyLink, &[Drawn], "until it closes"),
        Step::stay(Action::SurveyAnswer, &[Drawn], "while it is open; once for each premises"),
        Step::stay(Action::SurveyNote, &[Drawn], "while it is open; once for each premises"),
        Step::stay(Action::SurveyReply, &[Drawn], "while it is open; once for each premises"),
        Step::to(Action::SurveyCancel, &[Drawn], Cancelled, "a reason, until it closes"),
    ],
    states: &[Drawn, Cancelled],
    ends: &[Cancelled],
};

/// A survey with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EstateSurvey {
    pub id: SurveyId,
    pub cycle: CycleId,
    /// Whom it is about.
    pub enterprise: OrganizationId,
    pub path: ScopePath,
    pub state: SurveyState,
    pub seed: String,
    /// Whether who drew it chose the seed.
    pub seed_given: bool,
    /// How many there were to draw from.
    pub households: u32,
    /// [`frame_digest`] of those.
    pub frame: String,
    /// The fewest that might have been drawn.
    pub least: u32,
    pub drawn: u32,
    /// The scheme's share of the households.
    pub share: Hundredths,
    /// The scheme's number of valid answers.
    pub valid_needed: u32,
    pub opens_at: Moment,
    /// Answers are taken before this moment.
    pub closes_at: Moment,
    pub drawn_by: Uuid,
    pub drawn_role: Role,
    /// Why it was cancelled.
    pub reason: Option<String>,
    pub version: i32,
    pub updated_at: Moment,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sampling {
    pub id: SurveyId,
    pub cycle: CycleId,
    pub enterprise: OrganizationId,
    pub path: ScopePath,
    pub seed: String,
    pub seed_given: bool,
    /// How many; twice the least where none is named.
    pub size: Option<u32>,
    pub opens_at: Moment,
    pub closes_at: Moment,
}

/// A step of a survey, done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyChange {
    pub before: Option<SurveyState>,
    pub after: EstateSurvey,
    pub permit: Permit,
}

/// A new survey, and whom it asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sampled {
    pub change: SurveyChange,
    pub premises: Vec<PremisesId>,
}

impl Sampling {
    fn checked(&self, now: Moment) -> Refused<()> {
        if !self.seed.bytes().all(|byte| byte.is_ascii_graphic()) || self.seed.is_empty() {
            return Err(Refusal::field("seed", Fault::Format));
        }
        if self.opens_at > now + AHEAD {
            return Err(Refusal::field("opens_at", Fault::Range));
        }
        let after = self.closes_at > self.opens_at.max(now);
        if !after || self.closes_at > self.opens_at.max(now) + LONGEST {
            return Err(Refusal::field("closes_at", Fault::Range));
        }
        Ok(())
    }

    /// How few may be drawn, and how many are.
    fn size(&self, rule: &Survey, households: u32) -> Refused<(u32, u32)> {
        let least = least_drawn(rule, households);
        let size = self.size.unwrap_or_else(|| usual_size(least, households));
        if size < least {
            return Err(Refusal::field("size", Fault::Range));
        }
        Ok((least, size.min(households)))
    }
}

impl EstateSurvey {
    /// Draws from the households of the estate by the rule of the cycle's scheme.
    ///
    /// # Errors
    /// `validation_failed` at times that make no sense, at an estate without households, and at fewer than the least.
    pub fn sample(
        permit: &Permit,
        told: Sampling,
        (rule, frame): (&Survey, &[PremisesId]),
        now: Moment,
    ) -> Refused<Sampled> {
        permit.ensure(Action::SurveySample)?;
        told.checked(now)?;
        let households = u32::try_from(frame.len()).unwrap_or(u32::MAX);
        if households == 0 {
            return Err(Refusal::field("estate_id", Fault::NotAllowed));
        }
        let (least, size) = told.size(rule, households)?;
        let premises = draw(&told.seed, frame, size);
        let after = Self {
            id: told.id,
            cycle: told.cycle,
            enterprise: told.enterprise,
            path: told.path,
            state: Drawn,
            frame: frame_digest(frame),
            seed: told.seed,
            seed_given: told.seed_given,
            households,
            least,
            drawn: size,
            share: rule.sample_share,
            valid_needed: rule.valid_answers,
            opens_at: told.opens_at,
            closes_at: told.closes_at,
            drawn_by: permit.who().id(),
            drawn_role: permit.role(),
            reason: None,
            version: 1,
            updated_at: now,
        };
        let change = SurveyChange { before: None, after, permit: permit.clone() };
        Ok(Sampled { change, premises })
    }

    pub fn stage(&self, now: Moment) -> SurveyStage {
        match self.state {
            Cancelled => SurveyStage::Cancelled,
            Drawn if now < self.opens_at => SurveyStage::Scheduled,
            Drawn if now < self.closes_at => SurveyStage::Open,
            Drawn => SurveyStage::Closed,
        }
    }

    /// What the state and the time allow, whoever asks.
    pub fn legal(&self, now: Moment) -> impl Iterator<Item = Action> {
        let stage = self.stage(now);
        SURVEY.legal(self.state).filter(move |action| match action {
            Action::SurveyLink | Action::SurveyCancel => {
                matches!(stage, SurveyStage::Scheduled | SurveyStage::Open)
            }
            _ => stage == SurveyStage::Open,
        })
    }

    /// # Errors
    /// `not_allowed_now` unless the time allows it.
    pub fn legally(&self, action: Action, now: Moment) -> Refused<()> {
        if self.legal(now).any(|legal| legal == action) {
            return Ok(());
        }
        Err(Refusal::not_now(self.stage(now).as_str()))
    }

    /// New links for some of the premises.
    ///
    /// # Errors
    /// `not_allowed_now` once it is closed.
    pub fn link(&self, permit: &Permit, now: Moment) -> Refused<SurveyChange> {
        permit.ensure(Action::SurveyLink)?;
        self.legally(Action::SurveyLink, now)?;
        Ok(self.moved(permit, self.state, now))
    }

    /// # Errors
    /// `not_allowed_now` once it is closed: nobody takes back what came out otherwise than they liked.
    pub fn cancel(&self, permit: &Permit, reason: &str, now: Moment) -> Refused<SurveyChange> {
        permit.ensure(Action::SurveyCancel)?;
        self.legally(Action::SurveyCancel, now)?;
        if reason.trim().is_empty() {
            return Err(Refusal::field("reason", Fault::Required));
        }
        let mut change = self.moved(permit, Cancelled, now);
        change.after.reason = Some(reason.to_owned());
        Ok(change)
    }

    fn moved(&self, permit: &Permit, state: SurveyState, now: Moment) -> SurveyChange {
        let version = self.version + 1;
        let after = Self { state, version, updated_at: now, ..self.clone() };
        SurveyChange { before: Some(self.state), after, permit: permit.clone() }
    }
}
