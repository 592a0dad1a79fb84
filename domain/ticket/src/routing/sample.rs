//! Tickets that rules are tried on: such as might come in, and known ones as they came in.

use access::Permit;
use kernel::{Fault, Moment, Refusal, Refused, TicketId};

use crate::{
    Category, Channel, Contact, Course, Facts, Kind, Location, Part, Priority, Site, State,
    Submission, Ticket, submit::begin,
};

/// A ticket that might come in.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    pub site: Site,
    pub category: Category,
    pub kind: Option<Kind>,
    pub priority: Option<Priority>,
    pub channel: Channel,
    pub description: String,
}

impl Sample {
    /// The ticket that it would be. Whatever else its category needs is not asked for.
    pub fn ticket(self, permit: &Permit, id: TicketId, now: Moment) -> Refused<Ticket> {
        if !self.category.active {
            return Err(Refusal::field("category_id", Fault::NotAllowed));
        }
        if !self.site.building_known {
            return Err(Refusal::field("building_id", Fault::NotFound));
        }
        let channel = self.channel;
        let told = Submission {
            id,
            site: self.site,
            category: self.category,
            kind: self.kind,
            priority: self.priority,
            visibility: None,
            description: self.description,
            location: Location::default(),
            contact: Contact::default(),
            on_behalf: false,
            channel: None,
            imported: false,
            meeting: None,
            today: now.date_naive(),
            client_ref: None,
            client_body: None,
            origin: None,
        };
        Ok(begin(permit, told, channel, now))
    }
}

/// The ticket as if it came in anew, under the heading that it has now.
#[must_use]
pub fn as_new(known: &Ticket) -> Ticket {
    let mut parties = known.parties.clone();
    parties.retain(|party| matches!(party.part, Part::Reporter | Part::Filer));
    Ticket {
        state: State::Submitted,
        version: 1,
        course: Course::default(),
        parties,
        open_supervisions: Vec::new(),
        open_requests: Vec::new(),
        whistles: Vec::new(),
        facts: Facts { main: None, open_parts: 0, ..known.facts },
        ..known.clone()
    }
}
