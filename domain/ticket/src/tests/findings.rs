//! What officers found themselves: it counts as work, and never as somebody's satisfaction.

use super::fixture::*;
use crate::*;

/// Resolved, and followed up with an answer to everything.
fn praised(ticket: &Ticket) -> Counts {
    let sent = done(ticket, &dispatcher(), Detail::Dispatch(to(Target::Organization(ENTERPRISE))));
    let resolved = done(&done(&sent, &worker(), Detail::Accept), &worker(), resolving());
    let yes = Call { reached: true, solved: Some(true), satisfied: Some(true), note: None };
    Counted::from(&done(&resolved, &branch(), Detail::FollowUp(yes))).tally().counts
}

fn parts(rate: Rate) -> (i64, i64) {
    (rate.numerator, rate.denominator)
}

#[test]
fn an_officers_own_finding_is_in_no_side_of_the_satisfaction_rate() {
    for officer in [grid(), community()] {
        let own = praised(&filed(&officer, false));
        assert_eq!(parts(own.satisfaction()), (0, 0), "{officer:?}");
        assert_eq!((parts(own.resolution()), parts(own.follow_up())), ((1, 1), (1, 1)));
        assert_eq!(parts(praised(&filed(&officer, true)).satisfaction()), (1, 1), "on behalf");
    }
    assert_eq!(parts(praised(&submitted()).satisfaction()), (1, 1), "a reporter's own");
}

#[test]
fn who_leaves_out_a_name_is_concerned_all_the_same() {
    let unnamed = Ticket { reporter_id: None, filed_by: access::Who::System, ..submitted() };
    assert_eq!(parts(praised(&unnamed).satisfaction()), (1, 1));
}
