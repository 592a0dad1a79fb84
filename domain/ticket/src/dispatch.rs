//! Dispatch and redispatch (下单、改派): to a person, an organisation or the volunteers' pool.

use access::{Action, Role};
use kernel::{AccountId, Code, Fault, OrganizationId, Refusal, Refused};
use serde_json::{Value, json};

use crate::{
    ByRule, Part, Raised, Target, Unit, UnitKind,
    change::{Draft, said},
};

/// The most helpers that one dispatch names.
pub const MAX_HELPERS: usize = 5;

/// Someone who may be sent to this ticket today: a worker or manager of the enterprise under contract,
/// or a volunteer of the estate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    pub account: AccountId,
    /// The enterprise; `None` for a volunteer.
    pub organization: Option<OrganizationId>,
}

/// Where the ticket shall go, with what the database knows of those who were named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    pub to: Target,
    pub helpers: Vec<AccountId>,
    /// The note of a dispatch, the reason of a redispatch.
    pub words: Option<String>,
    /// Those of the named accounts who may be sent.
    pub candidates: Vec<Candidate>,
    /// Whether the named organisation is a department that serves here.
    pub department: bool,
    /// Volunteers of the estate other than the reporter.
    pub volunteers: u64,
    /// The rule that sends it there.
    pub rule: Option<ByRule>,
}

impl Assignment {
    fn candidate(&self, account: AccountId, field: &str) -> Refused<Candidate> {
        self.candidates
            .iter()
            .find(|candidate| candidate.account == account)
            .copied()
            .ok_or_else(|| Refusal::field(field, Fault::NotAllowed))
    }

    fn detail(&self, words: &str) -> Value {
        let to = match self.to {
            Target::Pool => json!({ "pool": true }),
            Target::Account(id) => json!({ "account_id": id }),
            Target::Organization(id) => json!({ "organization_id": id }),
        };
        let mut detail = json!({ "to": to, "helpers": self.helpers, words: self.words });
        if let (Some(rule), Some(detail)) = (self.rule, detail.as_object_mut()) {
            let rule = json!({ "id": rule.id, "version": rule.version });
            detail.insert("rule".to_owned(), rule);
        }
        detail
    }
}

impl Draft<'_> {
    pub(crate) fn dispatch(&mut self, to: Assignment) -> Refused<()> {
        self.step(Action::Dispatch, to.detail("note"))?;
        self.assign(&to)
    }

    pub(crate) fn redispatch(&mut self, to: Assignment) -> Refused<()> {
        said(to.words.as_deref().unwrap_or_default(), "reason")?;
        self.step(Action::Redispatch, to.detail("reason"))?;
        self.assign(&to)
    }

    fn assign(&mut self, to: &Assignment) -> Refused<()> {
        let by = self.dispatcher();
        self.after.let_go();
        match to.to {
            Target::Pool => self.pool(to)?,
            Target::Account(id) => self.send(id, to)?,
            Target::Organization(id) => self.entrust(id, to.department)?,
        }
        self.help(to)?;
        self.after.course.target = Some(to.to);
        self.after.course.dispatched_by = Some(by);
        Ok(())
    }

    /// The unit that dispatches; a branch secretary's redispatch leaves it with whom it was.
    fn dispatcher(&self) -> Unit {
        match (self.permit.role(), self.permit.organization()) {
            (_, Some(id)) => Unit { kind: UnitKind::Organization, id: id.0 },
            (Role::CommunityOfficer, None) => self.after.level(Raised::Community),
            (Role::StreetOfficer, None) => self.after.level(Raised::Street),
            (Role::DistrictOfficer, None) => self.after.level(Raised::District),
            (_, None) => {
                self.after.course.dispatched_by.unwrap_or_else(|| self.after.dispatching_unit())
            }
        }
    }

    fn pool(&mut self, to: &Assignment) -> Refused<()> {
        if to.volunteers == 0 {
            return Err(Refusal::new(Code::PoolEmpty));
        }
        self.after.course.pooled = true;
        Ok(())
    }

    fn send(&mut self, account: AccountId, to: &Assignment) -> Refused<()> {
        let field = "to/account_id";
        if self.after.reporter_id == Some(account) {
            return Err(Refusal::field(field, Fault::NotAllowed));
        }
        let lead = to.candidate(account, field)?;
        self.after.course.organization_id = lead.organization;
        self.after.take(account.0, Part::Target, lead.organization);
        Ok(())
    }

    fn entrust(&mut self, id: OrganizationId, department: bool) -> Refused<()> {
        // A rule does what whoever is to dispatch may do.
        let by_area = match self.permit.role() {
            Role::System => self.after.dispatching_unit().kind != UnitKind::Organization,
            Role::CommunityOfficer | Role::StreetOfficer | Role::DistrictOfficer => true,
            _ => false,
        };
        if self.after.facts.enterprise != Some(id) && !(department && by_area) {
            return Err(Refusal::field("to/organization_id", Fault::NotAllowed));
        }
        self.after.course.organization_id = Some(id);
        self.after.take(id.0, Part::Unit, Some(id));
        Ok(())
    }

    fn help(&mut self, to: &Assignment) -> Refused<()> {
        if to.helpers.len() > MAX_HELPERS {
            return Err(Refusal::field("helpers", Fault::Length));
        }
        for (at, helper) in to.helpers.iter().enumerate() {
            let field = format!("helpers/{at}");
            let lead = to.to == Target::Account(*helper);
            if lead || self.after.reporter_id == Some(*helper) {
                return Err(Refusal::field(field, Fault::NotAllowed));
            }
            if to.helpers.iter().take(at).any(|other| other == helper) {
                return Err(Refusal::field(field, Fault::Taken));
            }
            let helper = to.candidate(*helper, &field)?;
            self.after.take(helper.account.0, Part::Helper, helper.organization);
        }
        Ok(())
    }
}
