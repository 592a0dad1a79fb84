//! The way of a bulletin and of a reply.

use access::{Action, Actor, Duty, Reach, Role, ScopePath, Who, authorize, may};
use chrono::TimeDelta;
use kernel::{AccountId, BulletinId, Code, Moment, OpinionId, Uuid};

use crate::*;

fn now() -> Moment {
    chrono::DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

fn actor(n: u128, role: Role) -> Actor {
    let duty = Duty { id: None, role, reach: Reach::Estate(5), scopes: Vec::new() };
    Actor::new(Who::Account(AccountId(Uuid::from_u128(n))), vec![duty])
}

fn open() -> Bulletin {
    Bulletin {
        id: BulletinId(Uuid::from_u128(1)),
        path: ScopePath { estate: Some(5), ..ScopePath::default() },
        state: BulletinState::Open,
        title: "征求意见".to_owned(),
        body: "加装充电桩".to_owned(),
        reply_until: Some(now() + TimeDelta::days(1)),
        reason: None,
        version: 1,
        updated_at: now(),
    }
}

fn give(known: Option<&Opinion>, bulletin: &Bulletin, at: Moment) -> Result<Opinion, Code> {
    let permit = authorize(&actor(10, Role::Resident), Action::OpinionGive, bulletin).unwrap();
    let told = (OpinionId(Uuid::from_u128(2)), Opining { text: "同意".to_owned(), signed: false });
    Opinion::give(&permit, (bulletin, known), told, at).map_err(|refusal| refusal.code)
}

#[test]
fn the_table_is_sound() {
    assert_eq!(process::faults(&BULLETIN), Vec::<String>::new());
}

#[test]
fn replies_are_taken_until_the_end_and_changed_until_they_are_answered() {
    let bulletin = open();
    let first = give(None, &bulletin, now()).unwrap();
    let second = give(Some(&first), &bulletin, now()).unwrap();
    assert_eq!((second.id, second.version), (first.id, 2));
    assert_eq!(give(None, &bulletin, now() + TimeDelta::days(1)), Err(Code::NotAllowedNow));
    let branch = actor(40, Role::BranchSecretary);
    let permit = authorize(&branch, Action::OpinionAnswer, &bulletin).unwrap();
    let answered = second.answer(&permit, "谢谢".to_owned(), now()).unwrap();
    assert_eq!(give(Some(&answered), &bulletin, now()), Err(Code::NotAllowedNow));
    let again = answered.answer(&permit, "再次".to_owned(), now());
    assert_eq!(again.unwrap_err().code, Code::NotAllowedNow);
}

#[test]
fn what_was_withdrawn_is_seen_by_those_alone_who_hear_replies() {
    let withdrawn = Bulletin { state: BulletinState::Withdrawn, ..open() };
    for (role, before, after) in [
        (Role::Resident, true, false),
        (Role::Volunteer, true, false),
        (Role::BranchSecretary, true, true),
        (Role::Worker, false, false),
    ] {
        let actor = actor(10, role);
        assert_eq!(may(&actor, Action::BulletinRead, &open()), before, "{role}");
        assert_eq!(may(&actor, Action::BulletinRead, &withdrawn), after, "{role}");
    }
}
