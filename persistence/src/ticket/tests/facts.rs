//! What the rules ask of other rows, and what the jobs look for.

use ::ticket::{Candidate, Detail, Outcome, Photos, Resolving, Target, Ticket};
use access::{Action, Role};
use kernel::{AccountId, OrganizationId};

use super::world::*;
use crate::ticket::{Holder, Named, due_for_closing, held, load_for};

fn named(to: Target, helpers: &[u128]) -> Named {
    let helpers = helpers.iter().map(|n| AccountId(who(*n))).collect();
    Named { to, helpers, words: None }
}

async fn resolved(world: &World, n: u128) -> Ticket {
    let ticket = world.file(n, &resident(10, 5), 0).await;
    let to = world.to(&ticket, named(Target::Account(AccountId(who(21))), &[])).await;
    let worker = staff(21, Role::Worker);
    world.step(&ticket, &staff(20, Role::Dispatcher), Detail::Dispatch(to), at(10)).await.unwrap();
    world.step(&ticket, &worker, Detail::Accept, at(11)).await.unwrap();
    let told = Resolving {
        result: "已更换".to_owned(),
        outcome: Outcome::Done,
        photos: Photos::default(),
    };
    world.step(&ticket, &worker, Detail::Resolve(told), at(12)).await.unwrap().after
}

#[tokio::test]
async fn a_dispatch_knows_who_may_be_sent() {
    let world = World::new().await;
    let ticket = world.file(1, &resident(10, 5), 0).await;
    let person = Target::Account(AccountId(who(21)));
    let told = world.to(&ticket, named(person, &[30, 40, 99])).await;
    let mut found = told.candidates;
    found.sort_by_key(|candidate| candidate.account);
    let worker = Candidate { account: AccountId(who(21)), organization: Some(ENTERPRISE) };
    let volunteer = Candidate { account: AccountId(who(30)), organization: None };
    assert_eq!(found, [worker, volunteer]);
    assert_eq!(world.to(&ticket, named(Target::Pool, &[])).await.volunteers, 1);
    let elsewhere = world.file(2, &resident(11, 6), 1).await;
    assert_eq!(world.to(&elsewhere, named(Target::Pool, &[])).await.volunteers, 0);
    let own = world.file(3, &{ resident(30, 5) }, 0).await;
    assert_eq!(world.to(&own, named(Target::Pool, &[])).await.volunteers, 0, "never the reporter");
    let department = OrganizationId(who(901));
    let sql = "INSERT INTO organization (id, kind, name, district, version, updated_at) \
        VALUES ($1, 'department', 'x', 1, 1, 0)";
    world.run(sql, vec![department.0.into()]).await;
    let told = world.to(&ticket, named(Target::Organization(department), &[])).await;
    assert!(told.department);
    let told = world.to(&ticket, named(Target::Organization(ENTERPRISE), &[])).await;
    assert!(!told.department);
}

#[tokio::test]
async fn a_place_is_known_with_its_enterprise_of_the_day() {
    let world = World::new().await;
    let served = world.site(ESTATES[0], None, today()).await.unwrap();
    assert_eq!((served.enterprise, served.path.estate), (Some(ENTERPRISE), Some(5)));
    let other = Some(kernel::PremisesId(who(4)));
    let free = world.site(ESTATES[1], other, today()).await.unwrap();
    assert_eq!((free.enterprise, free.premises_known), (None, false));
    let early = chrono::NaiveDate::from_ymd_opt(2019, 12, 31).unwrap();
    let before = world.site(ESTATES[0], None, early).await.unwrap();
    assert_eq!(before.enterprise, None);
    let nowhere = kernel::EstateId(who(1));
    assert_eq!(world.site(nowhere, None, today()).await, None);
}

#[tokio::test]
async fn the_street_learns_whether_anyone_below_is_free() {
    let world = World::new().await;
    let ticket = resolved(&world, 1).await;
    let clear = async |actor: &access::Actor| {
        let found = load_for(world.store.reader(), ticket.id, actor, today(), at(20)).await;
        let facts = found.unwrap().unwrap().facts;
        (facts.branch_clear, facts.community_clear)
    };
    assert_eq!(clear(&street()).await, (true, true));
    world.duty(40, "worker", None, None, Some(ENTERPRISE.0)).await;
    assert_eq!(clear(&street()).await, (false, true));
    world.run("UPDATE account SET state = 'disabled' WHERE id = $1", vec![who(50).into()]).await;
    assert_eq!(clear(&street()).await, (false, false));
    assert_eq!(clear(&branch()).await, (true, true), "only asked for the street");
    let found = load_for(world.store.reader(), ticket.id, &street(), today(), at(20)).await;
    assert!(access::may(&street(), Action::FollowUp, &found.unwrap().unwrap()));
}

#[tokio::test]
async fn jobs_find_what_is_due_and_what_a_holder_left() {
    let world = World::new().await;
    let reader = world.store.reader();
    let ticket = resolved(&world, 1).await;
    let end = ticket.course.rate_until.unwrap();
    let early = end - chrono::TimeDelta::milliseconds(1);
    assert_eq!(due_for_closing(reader, early, 10).await.unwrap(), []);
    assert_eq!(due_for_closing(reader, end, 10).await.unwrap(), [ticket.id]);
    let account = AccountId(who(21));
    assert_eq!(held(reader, Holder::Account(account), 10).await.unwrap(), []);

    let ticket = world.file(2, &resident(10, 5), 0).await;
    let to = world.to(&ticket, named(Target::Account(account), &[])).await;
    let by = staff(20, Role::Dispatcher);
    world.step(&ticket, &by, Detail::Dispatch(to), at(10)).await.unwrap();
    for (holder, has) in [
        (Holder::Account(account), true),
        (Holder::Staff { account, organization: ENTERPRISE }, true),
        (Holder::Volunteer { account, estate: 5 }, false),
        (Holder::Enterprise { organization: ENTERPRISE, estate: 5 }, true),
        (Holder::Enterprise { organization: ENTERPRISE, estate: 6 }, false),
    ] {
        let found = held(reader, holder, 10).await.unwrap();
        assert_eq!(found == [ticket.id], has, "{holder:?}");
    }
}
