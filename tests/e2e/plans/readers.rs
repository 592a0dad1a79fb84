//! Who reads lists, and the filters that each list is read with.

use access::Actor;
use chrono::TimeDelta;
use kernel::{AccountId, ClientId, Moment};
use persistence::{
    identity::{Standing, actor_of_account, actor_of_client},
    ticket::{Filter, Place},
};
use tests::{Service, world};
use ticket::{Kind, Priority, State};

/// One person of each sort of scope, and the system client.
pub(super) const READERS: &[&str] = &[
    "district",
    "street",
    "community",
    "secretary",
    "specialist",
    "grid",
    "hotline",
    "branch",
    "dispatcher",
    "manager",
    "worker",
    "department",
    "resident",
    "volunteer",
    "committee",
    "auditor",
    "client",
];

/// Those who may hold tickets.
pub(super) const HANDLERS: &[&str] = &["worker", "manager", "volunteer", "department"];

pub(super) async fn actor(service: &Service, name: &str) -> Actor {
    let (now, reader) = (service.now(), service.app.store.reader());
    let standing = if name == "client" {
        actor_of_client(reader, ClientId(world::client()), now).await
    } else {
        let id = AccountId(world::person(name));
        actor_of_account(reader, id, now, service.app.today(now)).await
    };
    match standing.unwrap() {
        Standing::Active(actor) => actor,
        other => panic!("{name}: {other:?}"),
    }
}

pub(super) fn filters(place: Option<Place>, now: Moment) -> Vec<Filter> {
    let plain = Filter { place, ..Filter::default() };
    let states = |states: &[State]| Filter { states: states.to_vec(), ..plain.clone() };
    vec![
        states(&[State::Submitted]),
        states(&[State::Accepted, State::Closed]),
        Filter { open: Some(true), ..plain.clone() },
        Filter { stuck: true, ..plain.clone() },
        Filter { kind: Some(Kind::Repair), ..plain.clone() },
        Filter { category: Some(world::category("lift").into()), ..plain.clone() },
        Filter { priority: Some(Priority::Urgent), ..plain.clone() },
        Filter {
            category: Some(world::category("noise").into()),
            priority: Some(Priority::Normal),
            open: Some(false),
            ..plain.clone()
        },
        Filter {
            created_from: Some(now - TimeDelta::days(9)),
            created_to: Some(now),
            ..plain.clone()
        },
        plain,
    ]
}
