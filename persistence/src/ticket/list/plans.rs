//! No list sorts or scans a whole table.

use access::{Action, Actor, Role, ScopePath, scope};
use kernel::Uuid;

use super::{Order, arm::arms, query};
use crate::ticket::{Filter, Place, tests::world::*};

async fn plan(actor: &Actor, filter: &Filter, order: Order) -> Vec<String> {
    let world = World::new().await;
    let arms = arms(&scope(actor, Action::TicketRead), filter);
    let after = Some(query::Key { at: 5, id: Uuid::max() });
    let (sql, values) = query::page(world.store.reader(), &arms, filter, order, after, 21);
    world.explain(&sql, values).await
}

fn orderly(plan: &[String]) {
    for line in plan {
        let sorts = line.contains("TEMP B-TREE");
        let scans = line.starts_with("SCAN t") || line.starts_with("SCAN p");
        assert!(!sorts && !scans, "{plan:#?}");
    }
}

#[tokio::test]
async fn lists_are_merged_from_ordered_scans() {
    let path = ScopePath {
        district: Some(1),
        street: Some(2),
        community: Some(3),
        grid: None,
        estate: Some(5),
    };
    let place = Some(Place::Estate { key: 5, path });
    let plain = Filter::default();
    let on_estate = Filter { place, ..Filter::default() };
    let mine = Filter { mine: Some(who(10)), ..Filter::default() };
    let open = Filter { open: Some(true), ..mine.clone() };
    let mut all_round = street();
    all_round.duties.extend(volunteer().duties);
    all_round.duties.extend(staff(60, Role::Worker).duties);
    for actor in [street(), community(), resident(10, 5), volunteer(), all_round] {
        for (filter, order) in [
            (&plain, Order::Newest),
            (&on_estate, Order::Newest),
            (&mine, Order::Newest),
            (&open, Order::Newest),
            (&on_estate, Order::Updated),
            (&mine, Order::Updated),
            (&open, Order::Updated),
        ] {
            orderly(&plan(&actor, filter, order).await);
        }
    }
}

#[tokio::test]
async fn an_area_is_scanned_by_its_own_index() {
    let plan = plan(&street(), &Filter::default(), Order::Newest).await;
    let scans =
        plan.iter().filter(|line| line.contains("ticket_street (street=? AND state=? AND id<?)"));
    assert_eq!(scans.count(), ::ticket::State::ALL.len(), "{plan:#?}");
}
