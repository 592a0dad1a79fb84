//! Filing by what is known of the site: done where all of it is still so, and else nothing.

use ::ticket::{Change, Opening, submit};
use access::{Action, authorize};
use kernel::{BuildingId, PremisesId, TicketId, Uuid};

use super::world::{ENTERPRISE, ESTATES, World, at, category, resident, submission, today, who};
use crate::{
    Kept, Remembered,
    sql::one,
    ticket::{Filing, Known, KnownSite, site},
};

const PREMISES: PremisesId = PremisesId(Uuid::from_u128(801));
const BUILDING: BuildingId = BuildingId(Uuid::from_u128(802));

async fn world() -> World {
    let world = World::new().await;
    let sql = "INSERT INTO category (id, code, name_zh, name_en, default_kind, needs_premises, needs_contact, \
        active, rank, version, updated_at, needs_before_photo, needs_after_photo, allows_anonymous) \
        VALUES ($1, 'lift', '电梯', 'Lift', 'repair', false, false, true, 1, 1, 0, false, false, false)";
    world.run(sql, vec![category().id.0.into()]).await;
    let sql = "INSERT INTO building (id, estate, name, district, street, community, version) \
        VALUES ($1, 5, '1', 1, 2, 3, 1)";
    world.run(sql, vec![BUILDING.0.into()]).await;
    let sql = "INSERT INTO premises (id, estate, building_id, label, usage, exclusive_area, district, street, \
        community, version) VALUES ($1, 5, $2, '101', 'residential', 1, 1, 2, 3, 1)";
    world.run(sql, vec![PREMISES.0.into(), BUILDING.0.into()]).await;
    world
}

async fn look(world: &World) -> (Known, KnownSite) {
    let filing = Filing {
        estate: ESTATES[0],
        category: category().id,
        premises: Some(PREMISES),
        building: Some(BUILDING),
    };
    let found = site(world.store.reader(), filing, (today(), at(0))).await.unwrap().unwrap();
    let kept = KnownSite::of(filing, today(), &found).unwrap();
    assert_eq!(kept.clone().on(today()).as_ref(), Some(&found));
    assert_eq!(kept.clone().on(today().succ_opt().unwrap()), None);
    (found, kept)
}

fn new(known: &Known, n: u128) -> Change {
    let opening = Opening { path: known.site.path, on_behalf: false };
    let permit = authorize(&resident(10, 5), Action::Submit, &opening).unwrap();
    let millis = u128::try_from(at(n as i64).timestamp_millis()).unwrap();
    let id = TicketId(Uuid::from_u128((millis << 80) | (7 << 76) | (2 << 62) | n));
    submit(&permit, submission(id, known.site), at(n as i64)).unwrap()
}

async fn count(world: &World, table: &str) -> i64 {
    let sql = format!("SELECT count(*) AS n FROM {table}");
    one(world.store.reader(), &sql, []).await.unwrap().unwrap().try_get("", "n").unwrap()
}

#[tokio::test]
async fn whatever_changed_of_the_site_nothing_is_filed() {
    let uuid = |id: Uuid| id.simple().to_string();
    let (premises, building) = (uuid(PREMISES.0), uuid(BUILDING.0));
    let lift = uuid(category().id.0);
    for change in [
        "UPDATE estate SET street = 7 WHERE key = 5".to_owned(),
        "UPDATE estate SET district = 7 WHERE key = 5".to_owned(),
        "UPDATE estate SET community = 2 WHERE key = 5".to_owned(),
        "UPDATE building SET grid = 9".to_owned(),
        "UPDATE estate SET id = x'00' WHERE key = 5".to_owned(),
        "UPDATE category SET version = 2".to_owned(),
        "DELETE FROM category".to_owned(),
        "UPDATE contract SET ended_on = '2020-02-01'".to_owned(),
        format!(
            "INSERT INTO outage (id, category_id, state, title, note, from_at, until_at, district, street, \
            community, estate, version, updated_at) VALUES (x'01', x'{lift}', 'announced', 'x', 'x', 0, \
            9000000000000, 1, 2, 3, 5, 1, 0)"
        ),
        format!("UPDATE premises SET estate = 6 WHERE id = x'{premises}'"),
        format!(
            "UPDATE premises SET building_id = NULL; UPDATE building SET estate = 6 WHERE id = x'{building}'"
        ),
    ] {
        let world = world().await;
        let (known, site) = look(&world).await;
        assert_eq!(known.site.enterprise, Some(ENTERPRISE));
        let first = world.store.create_ticket_as_known(&new(&known, 1), &site, None).await;
        assert!(first.unwrap());
        for statement in change.split("; ") {
            world.run(statement, vec![]).await;
        }
        let second = world.store.create_ticket_as_known(&new(&known, 2), &site, None).await;
        assert!(!second.unwrap(), "{change}");
        for table in ["ticket", "journal", "journal_position", "ticket_search_key"] {
            assert_eq!(count(&world, table).await, 1, "{change}: {table}");
        }
    }
}

#[tokio::test]
async fn an_answer_is_kept_with_the_ticket_and_a_used_key_files_nothing() {
    let world = world().await;
    let (known, site) = look(&world).await;
    let answer =
        Remembered { fingerprint: vec![1], status: 201, headers: "{}".to_owned(), body: vec![2] };
    let kept = || Some(Kept { caller: who(10), key: "k", at: at(0), answer: &answer });
    let file = async |n: u128| {
        world.store.create_ticket_as_known(&new(&known, n), &site, kept()).await.unwrap()
    };
    assert!(file(1).await);
    assert!(!file(2).await);
    assert_eq!(count(&world, "ticket").await, 1);
    let sql = "SELECT status FROM idempotency WHERE key = 'k'";
    let row = one(world.store.reader(), sql, []).await.unwrap().unwrap();
    assert_eq!(row.try_get::<i32>("", "status").unwrap(), 201);
}
