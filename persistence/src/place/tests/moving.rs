//! A moved area takes everything in it along, however often the job is stopped.

use chrono::Duration;
use place::{MoveStage, Relocation};

use super::*;
use crate::{
    place::*,
    sql::{all, execute},
};

/// Every table that carries levels and has an id of its own.
const TABLES: [&str; 11] = [
    "estate",
    "building",
    "premises",
    "residency",
    "outage",
    "bulletin",
    "organization",
    "account",
    "duty",
    "client",
    "ticket",
];

/// What is made known on the estate.
const NEWS: [&str; 2] = [
    "INSERT INTO outage (id, category_id, state, title, note, from_at, until_at, district, street, community, grid, \
     estate, version, updated_at) VALUES ($1, $2, 'announced', '', '', 0, 1, $3, $4, $5, $6, $7, 1, 0)",
    "INSERT INTO bulletin (id, reason, state, title, body, district, street, community, grid, estate, version, \
     updated_at) VALUES ($1, CAST($2 AS text), 'open', '', '', $3, $4, $5, $6, $7, 1, 0)",
];

/// One row of everything in the estate, as the other modules store it.
async fn furnish(
    tx: &Tx,
    number: u128,
    estate: &Estate,
    grid: Option<&Area>,
) -> Result<(), Failure> {
    build(tx, number, estate, grid).await?;
    let path = estate.path;
    let rows = [
        "INSERT INTO residency (id, account_id, premises_id, relation, state, district, street, community, grid, \
         estate, version, updated_at) VALUES ($1, $1, $2, 'owner', 'requested', $3, $4, $5, $6, $7, 1, 0)",
        "INSERT INTO ticket (id, state, version, category_id, kind, priority, visibility, description, district, \
         street, community, grid, estate, filed_by, filed_by_kind, on_behalf, pooled, resolution, \
         reopened_resolution, rated_resolution, reopen_count, final, objected, supervision_count, unanswered, \
         updated_at) VALUES ($1, 'submitted', 1, $2, '', '', '', '', $3, $4, $5, $6, $7, $2, '', false, false, \
         0, 0, 0, 0, false, false, 0, 0, 0)",
        "INSERT INTO account (id, name, display_name, state, failures, district, street, community, version, \
         updated_at) VALUES ($1, 'a' || $7, '', 'active', 0, $3, $4, $5, 1, 0)",
        "INSERT INTO duty (id, account_id, role, reach, estate_key, granted_by, district, street, community, grid, \
         estate, from_at, shown_as_volunteer, version) \
         VALUES ($1, $1, 'volunteer', 'estate', $7, $2, $3, $4, $5, $6, $7, 0, true, 1)",
        "INSERT INTO organization (id, kind, name, district, street, community, version, updated_at) \
         VALUES ($1, 'department', '', $3, $4, $5, 1, 0)",
        "INSERT INTO client (id, name, state, scopes, level, area, secret, district, street, community, version, \
         updated_at) VALUES ($1, '', 'active', '', 'community', $5, '', $3, $4, $5, 1, 0)",
    ];
    for sql in rows.into_iter().chain(NEWS) {
        let values = [
            id(number + 2).into(),
            id(number + 1).into(),
            path.district.into(),
            path.street.into(),
            path.community.into(),
            path.grid.into(),
            path.estate.into(),
        ];
        execute(tx, sql, values).await?;
    }
    Ok(())
}

/// Street and community of every row of a table, with how often they occur.
async fn places(store: &Store, table: &str) -> Vec<(Option<i32>, Option<i32>)> {
    let sql = format!("SELECT DISTINCT street, community FROM {table} ORDER BY street, community");
    let rows = all(store.reader(), &sql, []).await.unwrap();
    let read = |row: &sea_orm::QueryResult, column| row.try_get("", column).unwrap();
    rows.iter().map(|row| (read(row, "street"), read(row, "community"))).collect()
}

async fn relocate(store: &Store, area: &Area, to: &Area, at: Option<Moment>) {
    let may = permit(Action::AreaMove);
    let change = Relocation { parent: Some(to), effective_at: at, ..Relocation::default() };
    let change = area.relocate(&may, change, now()).unwrap();
    store.write(async |tx| tx.relocate_area(&may, &change, id(9)).await).await.unwrap();
}

async fn finish(store: &Store, n: u32, at: Moment) -> u32 {
    let mut batches = 1;
    while !store.write(async |tx| tx.move_batch(id(9), n, at).await).await.unwrap() {
        batches += 1;
    }
    batches
}

#[tokio::test]
async fn a_community_moves_with_everything_in_it() {
    for n in [1, 3, 1000] {
        let (store, _kept) = store().await;
        let w = world(&store).await;
        let fill = async |tx: &Tx| {
            furnish(tx, 1000, &w.estate, None).await?;
            furnish(tx, 2000, &w.beside, Some(&w.grid)).await
        };
        store.write(fill).await.unwrap();
        relocate(&store, &w.community, &w.other_street, None).await;
        let grid = area_by_key(store.reader(), w.grid.key).await.unwrap().unwrap();
        assert_eq!(grid.path, ScopePath { street: Some(w.other_street.key), ..w.grid.path });
        assert_eq!(active_moves(store.reader(), now()).await.unwrap().len(), 1);
        let batches = finish(&store, n, now()).await;
        assert!(n > 100 || batches > 5, "{batches}");
        for table in TABLES.into_iter().filter(|table| *table != "estate") {
            let there = [(Some(w.other_street.key), Some(w.community.key))];
            assert_eq!(places(&store, table).await, there, "{table}");
        }
        for key in [w.estate.key, w.beside.key] {
            let estate = estate_by_key(store.reader(), key).await.unwrap().unwrap();
            assert_eq!(estate.path.street, Some(w.other_street.key));
        }
        let building = building_by_id(store.reader(), id(2000).into()).await.unwrap().unwrap();
        assert_eq!(building.path.grid, Some(w.grid.key), "a grid of its own stays");
        assert!(active_moves(store.reader(), now()).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_dated_move_waits_for_its_day() {
    let (store, _kept) = store().await;
    let w = world(&store).await;
    let day = now() + Duration::days(2);
    relocate(&store, &w.community, &w.other_street, Some(day)).await;
    assert!(is_moving(store.reader(), w.community.key).await.unwrap());
    assert!(active_moves(store.reader(), now()).await.unwrap().is_empty());
    assert_eq!(finish(&store, 1, now()).await, 1);
    let read = async || area_by_key(store.reader(), w.community.key).await.unwrap().unwrap();
    assert_eq!(read().await.parent, Some(w.street.key));
    let open = active_moves(store.reader(), day).await.unwrap();
    assert_eq!(open.first().map(|open| open.stage), Some(MoveStage::Area));
    finish(&store, 1, day).await;
    let moved = read().await;
    assert_eq!((moved.parent, moved.version), (Some(w.other_street.key), 3));
    assert!(!is_moving(store.reader(), w.community.key).await.unwrap());
    let kind = access::SubjectKind::Area;
    let lines = crate::journal::lines(store.reader(), kind, moved.id.0, 0, 9).await.unwrap();
    let who: Vec<&str> = lines.iter().map(|line| line.actor_kind.as_str()).collect();
    assert_eq!(who, ["account", "account", "system"]);
}

#[tokio::test]
async fn a_grid_takes_its_estates_and_leaves_the_buildings_of_others() {
    let (store, _kept) = store().await;
    let w = world(&store).await;
    let fill = async |tx: &Tx| {
        furnish(tx, 1000, &w.estate, None).await?;
        furnish(tx, 2000, &w.beside, Some(&w.grid)).await
    };
    store.write(fill).await.unwrap();
    relocate(&store, &w.grid, &w.other_community, None).await;
    finish(&store, 2, now()).await;
    let there = (Some(w.other_street.key), Some(w.other_community.key));
    let here = (Some(w.street.key), Some(w.community.key));
    for table in ["building", "premises", "residency", "outage", "bulletin", "duty", "ticket"] {
        assert_eq!(places(&store, table).await, [here, there], "{table}");
    }
    for table in ["account", "organization", "client"] {
        assert_eq!(places(&store, table).await, [here], "{table}");
    }
    let estate = estate_by_key(store.reader(), w.estate.key).await.unwrap().unwrap();
    assert_eq!(estate.path, ScopePath { estate: Some(estate.key), ..area_path(&store, &w).await });
    let moved = building_by_id(store.reader(), id(1000).into()).await.unwrap().unwrap();
    let left = building_by_id(store.reader(), id(2000).into()).await.unwrap().unwrap();
    assert_eq!((moved.path.grid, left.path.grid), (Some(w.grid.key), None));
}

async fn area_path(store: &Store, w: &World) -> ScopePath {
    path_of(store.reader(), w.grid.key).await.unwrap().unwrap()
}
