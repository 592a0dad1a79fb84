//! Supervise (督单): reminders, orders and cards, and the answers to them.

use access::{Action, Permit, Role};
use kernel::{Fault, Moment, Refusal, Refused, Uuid};
use serde_json::{Value, json};

use crate::{
    Addition, Part, Raised, SupervisionKind, Unit, UnitKind,
    change::{Draft, said},
    guard::speaks_for,
};

/// A supervision that was not answered yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenSupervision {
    pub number: i32,
    pub kind: SupervisionKind,
    pub unit: Unit,
    pub answer_by: Option<Moment>,
    /// Who asked, and through which duty.
    pub by: Uuid,
    pub role: Role,
}

/// What is asked. The unit asked is set by the rules, not by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supervising {
    pub kind: SupervisionKind,
    pub note: String,
    /// After now.
    pub answer_by: Option<Moment>,
}

/// A matter that goes to the level above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raising {
    pub reason: String,
    /// By when that level says what becomes of it; after now.
    pub answer_by: Moment,
}

/// The answer to one supervision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answering {
    pub number: i32,
    pub answer: String,
}

impl Draft<'_> {
    pub(crate) fn supervise(&mut self, told: Supervising) -> Refused<()> {
        let unit = self.after.responsible_unit();
        self.ask_unit(told, unit)
    }

    pub(crate) fn ask_unit(&mut self, told: Supervising, unit: Unit) -> Refused<()> {
        said(&told.note, "note")?;
        let card = told.kind.is_card() && unit.kind == UnitKind::Account;
        if card || told.kind == SupervisionKind::RaisedCase {
            return Err(Refusal::field("kind", Fault::NotAllowed));
        }
        let detail = json!({ "kind": told.kind, "note": told.note });
        self.open(told.kind.action(), told, unit, detail)
    }

    /// One more supervision of a unit, by the step that asks for it.
    fn open(
        &mut self,
        action: Action,
        told: Supervising,
        unit: Unit,
        mut detail: Value,
    ) -> Refused<()> {
        let Supervising { kind, note, answer_by } = told;
        let by = answer_by.ok_or_else(|| Refusal::field("answer_by", Fault::Required))?;
        if by <= self.now {
            return Err(Refusal::field("answer_by", Fault::Range));
        }
        let number = self.after.course.supervision_count + 1;
        detail["number"] = json!(number);
        detail["answer_by"] = json!(by);
        detail["unit"] = json!(unit.kind);
        detail["unit_id"] = json!(unit.id);
        self.step(action, detail)?;
        self.after.course.supervision_count = number;
        self.after.course.unanswered += i32::from(kind.needs_answer());
        let (by, role) = (self.permit.who().id(), self.permit.role());
        let open = OpenSupervision { number, kind, unit, answer_by, by, role };
        self.after.open_supervisions.push(open);
        self.after.take(unit.id, Part::Asked, None);
        self.add(Addition::Supervision { number, kind, note, unit, answer_by });
        Ok(())
    }

    /// `not_found` where no such supervision was given, `not_allowed_now` where it was answered before,
    /// `forbidden` where another unit was asked.
    pub(crate) fn answer(&mut self, told: Answering) -> Refused<()> {
        let number = told.number;
        let open = self.unanswered(number)?;
        if !speaks_for(self.permit, open.unit) {
            return Err(Refusal::forbidden());
        }
        said(&told.answer, "answer")?;
        self.step(Action::Answer, json!({ "number": number, "answer": told.answer }))?;
        self.after.course.unanswered -= i32::from(open.kind.needs_answer());
        self.after.open_supervisions.retain(|open| open.number != number);
        self.add(Addition::Answer { number, answer: told.answer });
        Ok(())
    }

    /// Takes back what nobody answered, such as when the unit asked has no one left. `not_found`,
    /// `not_allowed_now` and `forbidden` as for [`Self::answer`].
    pub(crate) fn revoke(&mut self, number: i32, reason: &str) -> Refused<()> {
        let open = self.unanswered(number)?;
        if !may_revoke(self.permit, &open) {
            return Err(Refusal::forbidden());
        }
        said(reason, "reason")?;
        self.step(Action::Revoke, json!({ "number": number, "reason": reason }))?;
        self.after.course.unanswered -= i32::from(open.kind.needs_answer());
        self.after.open_supervisions.retain(|open| open.number != number);
        self.add(Addition::Revoked { number, reason: reason.to_owned() });
        Ok(())
    }

    fn unanswered(&self, number: i32) -> Refused<OpenSupervision> {
        if !(1..=self.after.course.supervision_count).contains(&number) {
            return Err(Refusal::missing());
        }
        let state = self.after.state.as_str();
        let open = self.after.open_supervisions.iter().find(|open| open.number == number);
        open.copied().ok_or_else(|| Refusal::not_now(state))
    }

    /// Raises the matter above whoever raises it, who then is not the one to dispatch it.
    pub(crate) fn raise(&mut self, told: Raising) -> Refused<()> {
        said(&told.reason, "reason")?;
        let to = raises_to(self.permit.role()).ok_or_else(Refusal::forbidden)?;
        self.raise_to(to, told)
    }

    /// The level has the matter from now on, and says in time what becomes of it.
    pub(crate) fn raise_to(&mut self, to: Raised, told: Raising) -> Refused<()> {
        let Raising { reason: note, answer_by } = told;
        let detail = json!({ "to": to, "reason": note });
        let kind = SupervisionKind::RaisedCase;
        let told = Supervising { kind, note, answer_by: Some(answer_by) };
        self.open(Action::Raise, told, self.after.level(to), detail)?;
        self.after.course.raised = self.after.course.raised.max(Some(to));
        Ok(())
    }
}

/// Who asked takes it back, or anyone above.
pub(crate) fn may_revoke(permit: &Permit, open: &OpenSupervision) -> bool {
    permit.who().id() == open.by || rank(permit.role()) > rank(open.role)
}

/// How high a supervising duty stands.
const fn rank(role: Role) -> u8 {
    match role {
        Role::BranchSecretary | Role::Specialist => 1,
        Role::CommunityOfficer => 2,
        Role::CommunitySecretary => 3,
        Role::StreetOfficer | Role::PropertyOffice => 4,
        Role::DistrictOfficer => 5,
        _ => 0,
    }
}

/// The level above a duty.
pub(crate) const fn raises_to(role: Role) -> Option<Raised> {
    match role {
        Role::BranchSecretary => Some(Raised::Community),
        Role::CommunityOfficer | Role::CommunitySecretary => Some(Raised::Street),
        Role::StreetOfficer => Some(Raised::District),
        _ => None,
    }
}
