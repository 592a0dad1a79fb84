//! What the system measures by itself as of the end of a period, of an estate and the enterprise that serves it.

mod definition;
mod fate;

pub use definition::{DEFINITIONS, Definition, definition_of};
pub use fate::{Fate, REPLY_WITHIN, Share, TicketSums};

use std::collections::BTreeMap;

use crate::Input;

/// The records of one estate and enterprise, summed up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Measured {
    pub tickets: TicketSums,
    /// Acceptances by party volunteers on the estate.
    pub volunteers: Share,
    /// Reopenings and renewals in the period.
    pub repeats: u32,
    /// Returns that were asked for and refused in the period.
    pub improper_returns: u32,
    /// Bad records of the enterprise that count on the last day.
    pub bad_records: u32,
    /// Findings due in the period, and those of them that were put right in time.
    pub rectified: Share,
    /// What was reported from outside and verified, by the names of the figures.
    pub reported: BTreeMap<String, Input>,
    /// The enterprise's own reports that were due, and those of them that were signed in time.
    pub reports: Share,
}

impl Measured {
    /// The figure of this name; `None` where what it is measured from is not kept here, or nobody reported it.
    pub fn figure(&self, name: &str) -> Option<Input> {
        let tickets = &self.tickets;
        let share = match name {
            "ticket.party_member_accept_on_time_rate" => self.volunteers,
            "ticket.response_rate" => tickets.response,
            "ticket.resolution_rate" => tickets.resolution,
            "ticket.satisfaction_rate" => tickets.satisfaction,
            "ticket.on_time_completion_rate" => tickets.completion,
            "ticket.callback_coverage_rate" => tickets.callback,
            "ticket.complaint_reply_within_2d_rate" => tickets.reply,
            "repair.on_time_completion_rate" => tickets.repair,
            "rectification.closed_on_time_rate" => self.rectified,
            "report.on_time_rate" => self.reports,
            "ticket.valid_repeat_or_improper_return_count" => {
                return Some(Input::Count(self.repeats.saturating_add(self.improper_returns)));
            }
            "credit.effective_bad_record_count" => return Some(Input::Count(self.bad_records)),
            reported => return self.reported.get(reported).copied(),
        };
        Some(Input::Share { part: share.part, whole: share.whole, limiting: None })
    }
}
