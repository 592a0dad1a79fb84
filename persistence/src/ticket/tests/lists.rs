//! Lists: each ticket once, in order, page by page, and nothing but what terms and filters let through.

use ::ticket::{Detail, State, Target, Ticket};
use access::{Action, Actor, Level, Role, ScopePath, Term, View, scope};
use kernel::{Code, PageSize, TicketId, TicketNumber};

use super::world::*;
use crate::{
    Failure,
    ticket::{After, Filter, Named, Order, Page, Place, list},
};

fn path() -> ScopePath {
    ScopePath { district: Some(1), street: Some(2), community: Some(3), ..ScopePath::default() }
}

fn estate(key: i32) -> Option<Place> {
    Some(Place::Estate { key, path: ScopePath { estate: Some(key), ..path() } })
}

/// Twelve tickets, those of even number on the first estate; every third is withdrawn, two are in hand.
async fn twelve(world: &World) -> Vec<Ticket> {
    let mut tickets = Vec::new();
    for n in 0..12_u128 {
        let (who, place) = (resident(10 + n % 2, 5 + (n % 2) as i32), (n % 2) as usize);
        let ticket = world.file(n, &who, place).await;
        if n % 3 == 0 {
            let withdraw = Detail::Withdraw { reason: None };
            world.step(&ticket, &who, withdraw, at(100 - n as i64)).await.unwrap();
        }
        tickets.push(ticket);
    }
    for n in [2, 4] {
        let named = Named { to: Target::Pool, helpers: Vec::new(), words: None };
        let to = world.to(&tickets[n], named).await;
        let by = staff(20, Role::Dispatcher);
        let when = at(200 + n as i64);
        world.step(&tickets[n], &by, Detail::Dispatch(to), when).await.unwrap();
        world.step(&tickets[n], &volunteer(), Detail::Accept, when).await.unwrap();
    }
    tickets
}

async fn all(world: &World, actor: &Actor, filter: &Filter, order: Order) -> Vec<usize> {
    let terms = scope(actor, Action::TicketRead);
    let mut page = Page { order, size: PageSize::new(2).unwrap(), ..Page::default() };
    let mut seen = Vec::new();
    loop {
        let found = list(world.store.reader(), &terms, filter, page, today()).await.unwrap();
        assert!(found.tickets.len() <= 2);
        seen.extend(found.tickets.iter().map(|t| (t.id.0.as_u128() & 0xFF) as usize));
        match found.next {
            Some(next) => page.after = Some(next),
            None => return seen,
        }
    }
}

#[tokio::test]
async fn each_duty_lists_what_it_may_read_once_and_newest_first() {
    let world = World::new().await;
    twelve(&world).await;
    let every: Vec<usize> = (0..12).rev().collect();
    let even: Vec<usize> = every.iter().copied().filter(|n| n % 2 == 0).collect();
    let mut both = community();
    both.duties.extend(branch().duties);
    both.duties.extend(volunteer().duties);
    let nobody = super::world::actor(77, Role::Resident, access::Reach::Estate(9));
    for (actor, expected) in [
        (community(), every.clone()),
        (street(), every.clone()),
        (both, every),
        (branch(), even.clone()),
        (staff(20, Role::Dispatcher), even.clone()),
        (resident(10, 5), even),
        (volunteer(), vec![4, 2]),
        (nobody, vec![]),
    ] {
        let seen = all(&world, &actor, &Filter::default(), Order::Newest).await;
        assert_eq!(seen, expected, "{:?}", actor.duties);
    }
}

#[tokio::test]
async fn filters_narrow() {
    let world = World::new().await;
    let tickets = twelve(&world).await;
    let of = async |filter| all(&world, &community(), &filter, Order::Newest).await;
    let plain = Filter::default;
    assert_eq!(of(Filter { place: estate(6), ..plain() }).await, [11, 9, 7, 5, 3, 1]);
    let elsewhere = Place::Area {
        level: Level::Community,
        key: 4,
        path: ScopePath { community: Some(4), ..path() },
    };
    assert_eq!(of(Filter { place: Some(elsewhere), ..plain() }).await, [] as [usize; 0]);
    assert_eq!(of(Filter { states: vec![State::Withdrawn], ..plain() }).await, [9, 6, 3, 0]);
    assert_eq!(of(Filter { open: Some(false), ..plain() }).await, [9, 6, 3, 0]);
    let both = Filter { states: vec![State::Withdrawn], open: Some(true), ..plain() };
    assert_eq!(of(both).await, [] as [usize; 0]);
    let (from, to) = (Some(at(3)), Some(at(6)));
    assert_eq!(of(Filter { created_from: from, created_to: to, ..plain() }).await, [5, 4, 3]);
    let number = TicketNumber::of(tickets[7].id.0, 28800).as_str().to_lowercase();
    assert_eq!(of(Filter { number: Some((number, 28800)), ..plain() }).await, [7]);
    assert_eq!(of(Filter { number: Some(("x".into(), 0)), ..plain() }).await, [] as [usize; 0]);
    let other = kernel::CategoryId(who(1));
    assert_eq!(of(Filter { category: Some(other), ..plain() }).await, [] as [usize; 0]);
    let kind = Some(::ticket::Kind::Repair);
    assert_eq!(of(Filter { kind, place: estate(5), ..plain() }).await.len(), 6);
}

#[tokio::test]
async fn ones_own_and_what_is_assigned() {
    let world = World::new().await;
    twelve(&world).await;
    let mine = |n| Filter { mine: Some(who(n)), ..Filter::default() };
    let seen = all(&world, &resident(10, 5), &mine(10), Order::Newest).await;
    assert_eq!(seen, [10, 8, 6, 4, 2, 0]);
    let assigned = Filter { assigned: true, ..Filter::default() };
    assert_eq!(all(&world, &volunteer(), &assigned, Order::Newest).await, [4, 2]);
    let open = Filter { open: Some(true), ..mine(10) };
    assert_eq!(all(&world, &resident(10, 5), &open, Order::Newest).await, [10, 8, 4, 2]);
    let both = Filter { assigned: true, ..mine(30) };
    assert_eq!(all(&world, &volunteer(), &both, Order::Newest).await, [] as [usize; 0]);
    let seen = all(&world, &resident(10, 5), &mine(10), Order::Updated).await;
    assert_eq!(seen, [4, 2, 0, 6, 10, 8]);
}

#[tokio::test]
async fn the_last_change_orders_an_estate() {
    let world = World::new().await;
    twelve(&world).await;
    let filter = Filter { place: estate(5), ..Filter::default() };
    for actor in [community(), branch(), resident(10, 5)] {
        assert_eq!(all(&world, &actor, &filter, Order::Updated).await, [4, 2, 0, 6, 10, 8]);
    }
    let terms = scope(&community(), Action::TicketRead);
    let page = Page { order: Order::Updated, ..Page::default() };
    let wide = list(world.store.reader(), &terms, &Filter::default(), page, today()).await;
    let Err(Failure::Refused(refusal)) = wide else { panic!("{wide:?}") };
    assert_eq!(refusal.errors[0].at, kernel::At::Parameter("order".to_owned()));
}

#[tokio::test]
async fn counts_and_too_many_places() {
    let world = World::new().await;
    twelve(&world).await;
    let reader = world.store.reader();
    let page = Page { count: true, ..Page::default() };
    let mut both = community();
    both.duties.extend(branch().duties);
    let terms = scope(&both, Action::TicketRead);
    let found = list(reader, &terms, &Filter::default(), page, today()).await.unwrap();
    assert_eq!(found.count.map(|count| (count.number, count.capped)), Some((12, false)));
    let everything = [Term::Everything];
    let found = list(reader, &everything, &Filter::default(), page, today()).await.unwrap();
    assert_eq!(found.tickets.len(), 12);
    let many: Vec<Term> = (0..33).map(|key| Term::Estate { key, view: View::All }).collect();
    let refused = list(reader, &many, &Filter::default(), page, today()).await;
    let Err(Failure::Refused(refusal)) = refused else { panic!("{refused:?}") };
    assert_eq!(refusal.code, Code::FilterNeeded);
    let narrow = Filter { place: estate(5), ..Filter::default() };
    assert!(list(reader, &many, &narrow, page, today()).await.is_ok());
    let after = After { at: None, id: TicketId(kernel::Uuid::nil()) };
    let page = Page { after: Some(after), ..Page::default() };
    let found = list(reader, &terms, &Filter::default(), page, today()).await.unwrap();
    assert!(found.tickets.is_empty() && found.next.is_none());
}
