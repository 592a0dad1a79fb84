//! The lifecycle of a ticket: point-order → dispatch → accept → supervise, as one table.

use access::Action::{self, *};
use process::{Lifecycle, Step};

use crate::State::{self, *};

const OPEN: &[State] = &[Submitted, Dispatched, Accepted, Resolved];

/// Legality, `allowed_actions`, the diagram and the tests all read this table.
#[rustfmt::skip]
pub const LIFECYCLE: Lifecycle<Action, State> = Lifecycle {
    steps: &[
        Step::begin(Submit, Submitted, "an estate, a category and a description"),
        Step::to(Dispatch, &[Submitted], Dispatched, "a person, an organisation or the pool"),
        Step::to(Redispatch, &[Dispatched, Accepted], Dispatched, "a reason"),
        Step::to(Accept, &[Dispatched], Accepted, "exactly one wins"),
        Step::to(Refuse, &[Dispatched], Submitted, "a reason; never in the pool"),
        Step::stay(Progress, &[Accepted], "a note"),
        Step::to(Resolve, &[Accepted], Resolved, "a result and an outcome"),
        Step::stay(Rate, &[Resolved], "once for each resolution, inside the window"),
        Step::stay(FollowUp, &[Resolved], "whether the caller was reached"),
        Step::to(Reopen, &[Resolved], Submitted, "once for each resolution, never a final one"),
        Step::to(Close, &[Resolved], Closed, "the end of the window or a \"solved\"; nothing unanswered"),
        Step::to(Withdraw, &[Submitted, Dispatched, Accepted], Withdrawn, ""),
        Step::to(Decline, &[Submitted], Declined, "a ground from the list"),
        Step::to(Object, &[Declined], Submitted, "once; raises to the street"),
        Step::stay(Supervise, OPEN, "orders need a date"),
        Step::stay(Card, OPEN, "a date; never to a volunteer"),
        Step::stay(Answer, OPEN, "an unanswered supervision"),
        Step::stay(Amend, OPEN, "a reason"),
        Step::to(Release, &[Dispatched, Accepted], Submitted, "whoever held it left"),
    ],
    states: State::ALL,
    ends: &[Closed, Withdrawn, Declined],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        assert_eq!(process::faults(&LIFECYCLE), Vec::<String>::new());
    }

    #[test]
    fn every_step_has_a_policy_row_and_every_ticket_action_a_step() {
        for step in LIFECYCLE.steps {
            assert!(!access::roles_of(step.action).is_empty(), "{}", step.action);
        }
        for action in Action::ALL.iter().filter(|a| a.subject() == access::SubjectKind::Ticket) {
            let steps = LIFECYCLE.steps.iter().filter(|step| step.action == *action).count();
            assert_eq!(steps, usize::from(*action != TicketRead), "{action:?}");
        }
    }

    #[test]
    fn every_state_and_action_leads_to_one_state() {
        let mut seen = Vec::new();
        for state in State::ALL {
            for action in LIFECYCLE.legal(*state) {
                if let Some(to) = LIFECYCLE.target(*state, action).filter(|to| to != state) {
                    seen.push(format!("{state} {action} {to}"));
                }
            }
        }
        let expected = "submitted dispatch dispatched, submitted withdraw withdrawn, \
            submitted decline declined, dispatched accept accepted, dispatched refuse submitted, \
            dispatched withdraw withdrawn, dispatched release submitted, \
            accepted redispatch dispatched, accepted resolve resolved, accepted withdraw withdrawn, \
            accepted release submitted, resolved reopen submitted, resolved close closed, \
            declined object submitted";
        assert_eq!(seen.join(", "), expected);
        assert_eq!(LIFECYCLE.target(Dispatched, Redispatch), Some(Dispatched));
        assert_eq!(LIFECYCLE.legal(Closed).count() + LIFECYCLE.legal(Withdrawn).count(), 0);
    }
}
