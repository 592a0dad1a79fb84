//! What is done with a whistle: blown, ruled on by the principal, reported in, finished, rated.

use access::Action;
use kernel::{Fault, OrganizationId, Refusal, Refused};
use serde_json::{Value, json};

use crate::{
    Part, Task, Whistle, WhistleKind, WhistleState,
    change::{Draft, said},
};

/// The most departments that assist.
pub const MAX_ASSISTING: usize = 8;

/// Who is called, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blowing {
    pub kind: WhistleKind,
    pub reason: String,
    pub lead: OrganizationId,
    pub assisting: Vec<OrganizationId>,
    /// Those of the named that are departments which serve here.
    pub departments: Vec<OrganizationId>,
}

/// What is done about a whistle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whistling {
    Approve { granted: bool, words: Option<String> },
    ReportIn { on_site: bool, note: Option<String> },
    Finish { result: String },
    Rate { organization: OrganizationId, stars: i32, comment: Option<String> },
    Stick,
}

impl Whistling {
    pub const fn action(&self) -> Action {
        match self {
            Self::Approve { .. } => Action::ApproveWhistle,
            Self::ReportIn { .. } => Action::ReportIn,
            Self::Finish { .. } => Action::FinishTask,
            Self::Rate { .. } => Action::RateDepartment,
            Self::Stick => Action::WhistleStuck,
        }
    }
}

impl Draft<'_> {
    pub(crate) fn blow(&mut self, told: Blowing) -> Refused<()> {
        said(&told.reason, "reason")?;
        let named = check(&told)?;
        let number = self.after.course.whistle_count + 1;
        let detail = json!({
            "number": number, "kind": told.kind, "reason": told.reason, "lead": told.lead,
            "assisting": told.assisting,
        });
        self.step(Action::BlowWhistle, detail)?;
        self.after.course.whistle_count = number;
        let tasks = named.into_iter().map(|id| Task::called(id, id == told.lead)).collect();
        let mut whistle = Whistle {
            number,
            kind: told.kind,
            state: WhistleState::Blown,
            reason: told.reason,
            by: self.permit.who().id(),
            at: self.now,
            ruled_by: None,
            ruled_at: None,
            words: None,
            due_at: None,
            stuck_at: None,
            tasks,
        };
        whistle.reckon();
        self.put(whistle);
        Ok(())
    }

    /// `not_found` for a number that was not blown, `not_allowed_now` where nothing of the kind can be done about it.
    pub(crate) fn whistle(&mut self, number: i32, told: Whistling) -> Refused<()> {
        let known = self.after.whistles.iter().find(|whistle| whistle.number == number);
        let mut whistle = known.cloned().ok_or_else(Refusal::missing)?;
        if !whistle.allows(self.permit, self.now) {
            return Err(Refusal::not_now(self.after.state.as_str()));
        }
        let mut detail = self.about(&mut whistle, &told)?;
        detail["number"] = number.into();
        self.step(told.action(), detail)?;
        whistle.reckon();
        if told == Whistling::Stick {
            whistle.stuck_at = Some(self.now);
        }
        self.put(whistle);
        Ok(())
    }

    fn about(&mut self, whistle: &mut Whistle, told: &Whistling) -> Refused<Value> {
        let now = self.now;
        match told {
            Whistling::Approve { granted, words } => {
                if !granted {
                    said(words.as_deref().unwrap_or_default(), "words")?;
                }
                self.ruled(whistle, *granted, words.clone());
                Ok(json!({ "granted": granted, "words": words }))
            }
            Whistling::ReportIn { on_site, note } => {
                let task = whistle.own_mut(self.permit)?;
                if task.reported_at.is_some() && !on_site {
                    return Err(Refusal::field("on_site", Fault::Required));
                }
                task.reported_by = task.reported_by.or(Some(self.permit.who().id()));
                task.reported_at = task.reported_at.or(Some(now));
                task.on_site_at = on_site.then_some(now);
                Ok(
                    json!({ "organization_id": task.organization, "on_site": on_site, "note": note }),
                )
            }
            Whistling::Finish { result } => {
                said(result, "result")?;
                let task = whistle.own_mut(self.permit)?;
                (task.finished_at, task.result) = (Some(now), Some(result.clone()));
                let organization = task.organization;
                if whistle.tasks.iter().all(|task| task.finished_at.is_some()) {
                    whistle.state = WhistleState::Finished;
                }
                Ok(json!({ "organization_id": organization, "result": result }))
            }
            Whistling::Rate { organization, stars, comment } => {
                self.rated(whistle, *organization, *stars, comment.clone())?;
                Ok(json!({ "organization_id": organization, "stars": stars, "comment": comment }))
            }
            Whistling::Stick => Ok(json!({ "due_at": whistle.due_at })),
        }
    }

    /// From now on the departments see the ticket.
    fn ruled(&mut self, whistle: &mut Whistle, granted: bool, words: Option<String>) {
        whistle.state = if granted { WhistleState::Approved } else { WhistleState::Rejected };
        whistle.ruled_by = Some(self.permit.who().id());
        whistle.ruled_at = Some(self.now);
        whistle.words = words;
        for task in whistle.tasks.iter().filter(|_| granted) {
            self.after.take(task.organization.0, Part::Called, Some(task.organization));
        }
    }

    /// What was rated is over: the department no longer sees the ticket.
    fn rated(
        &mut self,
        whistle: &mut Whistle,
        organization: OrganizationId,
        stars: i32,
        comment: Option<String>,
    ) -> Refused<()> {
        if !(1..=5).contains(&stars) {
            return Err(Refusal::field("stars", Fault::Range));
        }
        let mut tasks = whistle.tasks.iter_mut();
        let task = tasks.find(|task| task.organization == organization);
        let task = task.ok_or_else(|| Refusal::field("organization_id", Fault::NotFound))?;
        if task.finished_at.is_none() || task.stars.is_some() {
            return Err(Refusal::field("organization_id", Fault::NotAllowed));
        }
        (task.stars, task.comment) = (Some(stars), comment);
        for party in &mut self.after.parties {
            party.ended |= party.part == Part::Called && party.party == organization.0;
        }
        Ok(())
    }

    fn put(&mut self, whistle: Whistle) {
        let known = self.after.whistles.iter().position(|known| known.number == whistle.number);
        let before = known.map(|at| self.after.whistles.remove(at));
        self.beside.whistles.push((before, whistle.clone()));
        self.whistles.push(whistle.clone());
        self.after.whistles.push(whistle);
    }

    /// The ticket came to its end before the departments did.
    pub(crate) fn end_whistles(&mut self) {
        self.after.end(&[Part::Called]);
        let open: Vec<Whistle> =
            self.after.whistles.iter().filter(|whistle| whistle.is_open()).cloned().collect();
        for mut whistle in open {
            whistle.state = WhistleState::Lapsed;
            whistle.reckon();
            self.put(whistle);
        }
    }
}

/// The departments called, the leading one first.
fn check(told: &Blowing) -> Refused<Vec<OrganizationId>> {
    if told.assisting.len() > MAX_ASSISTING {
        return Err(Refusal::field("assisting", Fault::Length));
    }
    if !told.departments.contains(&told.lead) {
        return Err(Refusal::field("lead", Fault::NotAllowed));
    }
    let mut named = vec![told.lead];
    for (at, id) in told.assisting.iter().enumerate() {
        if named.contains(id) {
            return Err(Refusal::field(format!("assisting/{at}"), Fault::Taken));
        }
        if !told.departments.contains(id) {
            return Err(Refusal::field(format!("assisting/{at}"), Fault::NotAllowed));
        }
        named.push(*id);
    }
    Ok(named)
}
