//! The lifecycle of a ticket: point-order → dispatch → accept → supervise, as one table.

use access::Action::{self, *};
use process::{Lifecycle, Step};

use crate::State::{self, *};

const OPEN: &[State] = &[Submitted, Dispatched, Accepted, Suspended, Resolved];
/// What a department has done is rated once it is done, also when the ticket is closed by then.
const RATEABLE: &[State] = &[Submitted, Dispatched, Accepted, Suspended, Resolved, Closed];
const GIVEN: &[State] = &[Dispatched, Accepted, Suspended];

/// Legality, `allowed_actions`, the diagram and the tests all read this table.
#[rustfmt::skip]
pub const LIFECYCLE: Lifecycle<Action, State> = Lifecycle {
    steps: &[
        Step::begin(Submit, Submitted, "an estate, a category and a description"),
        Step::begin(RegisterCall, Submitted, "a call at the hotline; as `submit`, for the caller"),
        Step::to(Dispatch, &[Submitted], Dispatched, "a person, an organisation or the pool"),
        Step::to(Redispatch, &[Dispatched, Accepted], Dispatched, "a reason"),
        Step::to(Accept, &[Dispatched], Accepted, "exactly one wins"),
        Step::to(Refuse, &[Dispatched], Submitted, "a reason; never in the pool"),
        Step::stay(Progress, &[Accepted, Suspended], "a note"),
        Step::to(Resolve, &[Accepted], Resolved, "a result and an outcome"),
        Step::stay(Rate, &[Resolved], "once for each resolution, inside the window"),
        Step::stay(FollowUp, &[Resolved], "whether the caller was reached"),
        Step::to(Reopen, &[Resolved], Submitted, "once for each resolution, never a final one"),
        Step::to(Close, &[Resolved, Merged, State::Split], Closed, "the end of the window or a \"solved\"; nothing unanswered"),
        Step::to(Withdraw, &[Submitted, Dispatched, Accepted, Suspended, Merged], Withdrawn, ""),
        Step::to(Decline, &[Submitted], Declined, "a ground from the list"),
        Step::to(Object, &[Declined], Submitted, "once; raises to the street"),
        Step::stay(Supervise, OPEN, "an answer is expected in time"),
        Step::stay(Card, OPEN, "a date; never to a volunteer"),
        Step::stay(Answer, OPEN, "an unanswered supervision"),
        Step::stay(Amend, OPEN, "a reason"),
        Step::stay(ClockReach, OPEN, "a level of a clock; by the system"),
        Step::to(Release, GIVEN, Submitted, "whoever held it left, or a return was granted"),
        Step::stay(Raise, OPEN, "a reason; one level above whoever raises, which answers in time"),
        Step::stay(Span, OPEN, "communities or streets of the district; raised to the level above them all"),
        Step::stay(Unspan, OPEN, "one that was named; a reason"),
        Step::stay(ReportPart, OPEN, "a note, from an area that was named"),
        Step::stay(Revoke, OPEN, "who asked, or the level above; a reason"),
        Step::stay(AskSuspension, &[Accepted], "measures, and a review date within 365 days"),
        Step::stay(AskExtension, &[Accepted], "a new date, before the old one is over"),
        Step::stay(AskReturn, &[Submitted, Dispatched, Accepted], "a reason"),
        Step::stay(Dispute, &[Submitted, Dispatched, Accepted], "a reason; the first receiver leads until it is ruled on"),
        Step::stay(Rule, &[Submitted, Dispatched, Accepted], "never who asked"),
        Step::to(Suspend, &[Accepted], Suspended, "a suspension that was granted"),
        Step::to(Resume, &[Suspended], Accepted, "by itself at the review date"),
        Step::stay(Ask, &[Accepted], "three times at most, for five days each"),
        Step::stay(Reply, &[Accepted], "an open question"),
        Step::stay(Lapse, &[Accepted], "no reply in time"),
        Step::to(Merge, &[Submitted, Dispatched], Merged, "an open ticket of the estate, which it follows to its end"),
        Step::to(Unmerge, &[Merged], Submitted, "a reason, or the other was withdrawn or declined"),
        Step::to(Action::Split, &[Submitted, Dispatched], State::Split, "two to ten parts, which end it; never a part itself"),
        Step::stay(Support, OPEN, "once a resident; never the reporter"),
        Step::stay(Renew, &[Closed], "once; a new ticket that names this one"),
        Step::stay(BlowWhistle, OPEN, "departments that serve here; one whistle at a time"),
        Step::stay(ApproveWhistle, OPEN, "never who blew"),
        Step::stay(ReportIn, OPEN, "the department was called"),
        Step::stay(FinishTask, OPEN, "the department has reported in"),
        Step::stay(RateDepartment, RATEABLE, "the department has finished"),
        Step::stay(Claim, State::ALL, "filed for a caller, whose phone an account has proved"),
        Step::stay(WhistleStuck, OPEN, "a hand-over that is overdue"),
        Step::stay(ShareStatus, State::ALL, "a new secret; the one before is good no longer"),
        Step::stay(Inform, OPEN, "an announced outage that it is about, and its end; by the system"),
        Step::stay(Attach, OPEN, "a photo or a PDF; fifty at most"),
        Step::stay(Detach, OPEN, "by who added it, or an officer; a reason"),
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
            submitted decline declined, submitted merge merged, submitted split split, dispatched accept accepted, dispatched refuse submitted, \
            dispatched withdraw withdrawn, dispatched release submitted, \
            dispatched merge merged, dispatched split split, accepted redispatch dispatched, accepted resolve resolved, accepted withdraw withdrawn, \
            accepted release submitted, accepted suspend suspended, suspended withdraw withdrawn, \
            suspended release submitted, suspended resume accepted, resolved reopen submitted, resolved close closed, \
            merged close closed, merged withdraw withdrawn, merged unmerge submitted, \
            split close closed, declined object submitted";
        assert_eq!(seen.join(", "), expected);
        assert_eq!(LIFECYCLE.target(Dispatched, Redispatch), Some(Dispatched));
        assert_eq!(LIFECYCLE.legal(Closed).count() + LIFECYCLE.legal(Withdrawn).count(), 6);
    }
}
