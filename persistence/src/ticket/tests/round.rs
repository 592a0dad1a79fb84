//! A ticket from its submission to its closing: each step is loaded back as it was saved.

use ::ticket::{
    Answering, Call, Catalogue, Category, CategoryPatch, Change, Detail, Outcome, Photos, Rating,
    RatingReason, Resolving, State, Supervising, SupervisionKind, Target, Ticket,
};
use access::{Action, Actor, Reach, Role};
use kernel::{AccountId, Moment};

use super::world::*;
use crate::{
    Failure, StoreError, journal,
    ticket::{Named, by_client_ref, categories, category as one_category, load, side_records},
};

fn sorted(mut ticket: Ticket) -> Ticket {
    ticket.parties.sort_by_key(|party| (party.party, party.part));
    ticket
}

async fn same(world: &World, change: &Change) {
    let loaded = load(world.store.reader(), change.after.id, today()).await.unwrap().unwrap();
    assert_eq!(sorted(loaded), sorted(change.after.clone()));
}

async fn go(world: &World, ticket: &Ticket, actor: &Actor, detail: Detail, now: Moment) -> Ticket {
    let change = world.step(ticket, actor, detail, now).await.unwrap();
    same(world, &change).await;
    change.after
}

async fn to_worker(world: &World, ticket: &Ticket) -> Detail {
    let (to, helpers) = (Target::Account(AccountId(who(21))), vec![AccountId(who(30))]);
    Detail::Dispatch(world.to(ticket, Named { to, helpers, words: None }).await)
}

fn resolving() -> Detail {
    Detail::Resolve(Resolving {
        result: "已更换".to_owned(),
        outcome: Outcome::Done,
        photos: Photos::default(),
    })
}

#[tokio::test]
async fn every_step_is_loaded_as_it_was_saved() {
    let world = World::new().await;
    let (manager, worker) = (staff(22, Role::Manager), staff(21, Role::Worker));
    let mut ticket = world.file(1, &resident(10, 5), 0).await;
    let order = Supervising {
        kind: SupervisionKind::Order,
        note: "请尽快派单".to_owned(),
        answer_by: Some(at(9000)),
    };
    let call = Call { reached: true, solved: Some(true), satisfied: Some(true), note: None };
    let rating = Rating {
        solved: false,
        stars: 2,
        reasons: vec![RatingReason::Slow, RatingReason::CameBack],
        comment: Some("又坏了".to_owned()),
    };
    ticket = go(&world, &ticket, &branch(), Detail::Supervise(order), at(10)).await;
    let answer = Answering { number: 1, answer: "马上办".to_owned() };
    ticket = go(&world, &ticket, &manager, Detail::Answer(answer), at(11)).await;
    let send = to_worker(&world, &ticket).await;
    ticket = go(&world, &ticket, &staff(20, Role::Dispatcher), send, at(12)).await;
    ticket = go(&world, &ticket, &worker, Detail::Accept, at(13)).await;
    ticket = go(&world, &ticket, &worker, resolving(), at(14)).await;
    ticket = go(&world, &ticket, &branch(), Detail::FollowUp(call.clone()), at(15)).await;
    ticket = go(&world, &ticket, &community(), Detail::FollowUp(call), at(16)).await;
    ticket = go(&world, &ticket, &resident(10, 5), Detail::Rate(rating), at(17)).await;
    assert_eq!((ticket.state, ticket.version), (State::Submitted, 10));
    its_records_and_entries(&world, &ticket).await;
}

async fn its_records_and_entries(world: &World, ticket: &Ticket) {
    let records = side_records(world.store.reader(), ticket).await.unwrap();
    let numbers: Vec<i32> = records.follow_ups.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 2]);
    assert_eq!(records.ratings[0].reasons, [RatingReason::Slow, RatingReason::CameBack]);
    assert_eq!(records.supervisions[0].answer.as_deref(), Some("马上办"));
    assert_eq!(records.resolutions.len(), 1);
    let reader = world.store.reader();
    let kind = access::SubjectKind::Ticket;
    let lines = journal::lines(reader, kind, ticket.id.0, 0, 100).await.unwrap();
    let words: Vec<&str> = lines.iter().map(|line| line.action.as_str()).collect();
    assert_eq!(
        words.join(" "),
        "submit supervise answer dispatch accept resolve follow_up follow_up rate reopen"
    );
    assert_eq!(lines.last().map(|line| line.number), Some(10));
}

#[tokio::test]
async fn a_change_of_an_older_version_is_stale_and_leaves_nothing() {
    let world = World::new().await;
    let ticket = world.file(1, &resident(10, 5), 0).await;
    let withdraw = Detail::Withdraw { reason: None };
    let change = world.step(&ticket, &resident(10, 5), withdraw, at(5)).await.unwrap();
    let again =
        world.store.write(async |tx| Ok(tx.save_ticket(&change, ticket.version).await?)).await;
    assert!(matches!(again, Err(Failure::Store(StoreError::Stale))), "{again:?}");
    same(&world, &change).await;
}

#[tokio::test]
async fn a_reference_finds_its_ticket() {
    let world = World::new().await;
    let ticket = world.file(1, &resident(10, 5), 0).await;
    let mut other = ticket.clone();
    other.client_ref = Some("a-1".to_owned());
    other.client_body = Some(vec![1, 2]);
    for n in [77_u128, 78] {
        other.id = kernel::TicketId(who(n));
        let change = Change {
            after: other.clone(),
            entries: Vec::new(),
            adds: Vec::new(),
            whistles: Vec::new(),
            clocks: Vec::new(),
            extended: None,
            stood_until: None,
            swept_at: None,
            figures: Vec::new(),
            marked: false,
            before: None,
        };
        let made = world.store.write(async |tx| Ok(tx.create_ticket(&change).await?)).await;
        assert_eq!(made.is_ok(), n == 77, "{made:?}");
    }
    let found = by_client_ref(world.store.reader(), who(10), "a-1").await.unwrap();
    assert_eq!(found, Some((kernel::TicketId(who(77)), vec![1, 2])));
}

#[tokio::test]
async fn categories_are_added_changed_and_read_back() {
    let world = World::new().await;
    let admin = super::world::actor(90, Role::Administrator, Reach::Everywhere);
    let (create, update) = (Action::CategoryCreate, Action::CategoryUpdate);
    assert!(access::may(&admin, create, &Catalogue));
    let new = Category::create(&permit(&admin, create), category(), None, at(1)).unwrap();
    world.store.write(async |tx| Ok(tx.create_category(&new).await?)).await.unwrap();
    let patch = CategoryPatch { active: Some(false), ..CategoryPatch::default() };
    let changed = new.after.update(&permit(&admin, update), patch, at(2)).unwrap();
    world.store.write(async |tx| Ok(tx.save_category(&changed).await?)).await.unwrap();
    let stale = world.store.write(async |tx| Ok(tx.save_category(&changed).await?)).await;
    assert!(matches!(stale, Err(Failure::Store(StoreError::Stale))));
    let reader = world.store.reader();
    assert_eq!(one_category(reader, category().id).await.unwrap(), Some(changed.after.clone()));
    assert_eq!(categories(reader, None, 10).await.unwrap(), [changed.after]);
    assert_eq!(categories(reader, Some(category().id), 10).await.unwrap(), []);
}
