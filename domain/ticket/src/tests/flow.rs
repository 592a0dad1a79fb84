//! Point-order, dispatch, accept, refuse, redispatch: who gets it, and what is refused.

use access::{Action, Actor, authorize};
use kernel::Code;

use super::{deeds::declining, fixture::*};
use crate::*;

#[test]
fn a_resident_is_the_reporter_and_an_officer_only_files() {
    let own = submitted();
    assert_eq!((own.reporter_id, own.kind), (Some(account(10)), Kind::Repair));
    assert_eq!((own.priority, own.visibility), (Priority::Normal, Visibility::Private));
    let other = filed(&grid(), true);
    assert_eq!((other.reporter_id, other.on_behalf), (None, true));
    assert!(allowed_actions(&other, &grid(), at(0)).contains(&Action::Withdraw));
    let opening = Opening { path: path(), on_behalf: true };
    assert!(authorize(&resident(), Action::Submit, &opening).is_err());
}

#[test]
fn a_submission_is_checked_against_its_category_and_place() {
    let opening = Opening { path: path(), on_behalf: false };
    let permit = authorize(&resident(), Action::Submit, &opening).unwrap();
    let mut told = submission(false);
    told.category = Category { needs_premises: true, active: false, ..category() };
    told.site.building_known = false;
    let refusal = submit(&permit, told, at(0)).unwrap_err();
    assert_eq!((refusal.code, refusal.errors.len()), (Code::ValidationFailed, 3));
}

#[test]
fn the_pool_takes_the_first_volunteer_and_never_the_reporter() {
    let pooled = done(&submitted(), &dispatcher(), Detail::Dispatch(to(Target::Pool)));
    let taken = done(&pooled, &volunteer(30), Detail::Accept);
    assert_eq!(taken.course.handler_id, Some(account(30)));
    assert_eq!(taken.course.organization_id, None);
    assert_eq!(code(act(&taken, &volunteer(31), Detail::Accept, at(0))), Code::NotAllowedNow);
    let refused = act(&pooled, &volunteer(30), Detail::Refuse { reason: why() }, at(0));
    assert_eq!(code(refused), Code::NotAllowedNow);
    let mut reporter = volunteer(10);
    reporter.duties.extend(resident().duties);
    assert_eq!(code(act(&pooled, &reporter, Detail::Accept, at(0))), Code::Forbidden);
    let empty = Assignment { volunteers: 0, ..to(Target::Pool) };
    let nobody = act(&submitted(), &dispatcher(), Detail::Dispatch(empty), at(0));
    assert_eq!(code(nobody), Code::PoolEmpty);
}

#[test]
fn a_ticket_once_pooled_is_not_taken_from_who_has_it_now() {
    let pooled = done(&submitted(), &dispatcher(), Detail::Dispatch(to(Target::Pool)));
    let again = Detail::Redispatch(to(Target::Account(account(21))));
    let sent = done(&pooled, &branch(), again.clone());
    assert_eq!(code(act(&sent, &volunteer(30), Detail::Accept, at(0))), Code::NotAllowedNow);
    let taken = done(&pooled, &volunteer(30), Detail::Accept);
    let moved = done(&taken, &branch(), again);
    assert_eq!(code(act(&moved, &volunteer(31), Detail::Accept, at(0))), Code::NotAllowedNow);
    let mine = done(&moved, &worker(), Detail::Accept);
    assert_eq!(mine.course.organization_id, Some(ENTERPRISE));
    assert_eq!(code(act(&mine, &volunteer(30), resolving(), at(0))), Code::Forbidden);
    assert_eq!(code(act(&mine, &worker(), Detail::Accept, at(0))), Code::NotAllowedNow);
}

#[test]
fn a_dispatch_goes_only_to_those_who_may_have_it() {
    let send = |actor: &Actor, target, helpers: &[u128]| {
        let helpers = helpers.iter().map(|n| account(*n)).collect();
        let to = Assignment { helpers, ..to(target) };
        let pointer = act(&submitted(), actor, Detail::Dispatch(to), at(0));
        pointer.map(|_| ()).map_err(|refusal| format!("{:?}", refusal.errors))
    };
    let person = Target::Account(account(21));
    assert!(send(&dispatcher(), person, &[22, 30]).is_ok());
    for (target, helpers, pointer) in [
        (Target::Account(account(10)), &[][..], "#/to/account_id"),
        (Target::Account(account(99)), &[], "#/to/account_id"),
        (Target::Organization(DEPARTMENT), &[], "#/to/organization_id"),
        (person, &[21], "#/helpers/0"),
        (person, &[22, 22], "#/helpers/1"),
        (person, &[30, 10], "#/helpers/1"),
        (person, &[1, 2, 3, 4, 5, 6], "#/helpers\""),
    ] {
        assert!(send(&dispatcher(), target, helpers).unwrap_err().contains(pointer), "{pointer}");
    }
}

#[test]
fn the_community_dispatches_where_no_enterprise_serves_also_to_a_department() {
    let mut ticket = submitted();
    ticket.facts.enterprise = None;
    let to = Detail::Dispatch(to(Target::Organization(DEPARTMENT)));
    let sent = done(&ticket, &community(), to);
    assert_eq!(sent.course.dispatched_by.map(|unit| unit.kind), Some(UnitKind::Community));
    let taken = done(&sent, &department(), Detail::Accept);
    assert_eq!(taken.course.organization_id, Some(DEPARTMENT));
    let back = done(&sent, &department(), Detail::Refuse { reason: why() });
    assert_eq!((back.state, back.course.target), (State::Submitted, None));
    assert_eq!(code(act(&back, &department(), Detail::Accept, at(0))), Code::NotFound);
}

#[test]
fn helpers_log_but_do_not_resolve() {
    let helpers = vec![account(30)];
    let send = Detail::Dispatch(Assignment { helpers, ..to(Target::Account(account(21))) });
    let ticket = done(&done(&submitted(), &dispatcher(), send), &worker(), Detail::Accept);
    let helper = volunteer(30);
    done(&ticket, &helper, Detail::Progress { note: why() });
    assert_eq!(code(act(&ticket, &helper, resolving(), at(0))), Code::Forbidden);
    let released = done(&ticket, &Actor::system(), Detail::Release { reason: why() });
    assert_eq!((released.helpers().count(), released.course.handler_id), (0, None));
}

#[test]
fn an_objection_raises_to_the_street_which_declines_for_good() {
    let declined = done(&submitted(), &community(), declining());
    let raised = done(&declined, &resident(), Detail::Object { reason: why() });
    assert_eq!(raised.course.raised, Some(Raised::Street));
    let again = |actor: &Actor| act(&raised, actor, declining(), at(0));
    assert_eq!(code(again(&community())), Code::NotAllowedNow);
    let closed = again(&street()).unwrap().after;
    let objected = act(&closed, &resident(), Detail::Object { reason: why() }, at(0));
    assert_eq!(code(objected), Code::NotAllowedNow);
    let by_enterprise = Detail::Dispatch(to(Target::Pool));
    assert_eq!(code(act(&raised, &dispatcher(), by_enterprise.clone(), at(0))), Code::Forbidden);
    let by_street = done(&raised, &street(), by_enterprise);
    assert_eq!(by_street.course.dispatched_by.map(|unit| unit.kind), Some(UnitKind::Street));
}
