//! A bulletin is told to the residents of its estate: each once, in batches, whatever stops in between.

use api::notice::{spread, tell};
use chrono::TimeDelta;
use kernel::{BulletinId, Uuid};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement};
use serde_json::{Value, json};
use tests::{Database, Kind, Process, Service, served_by_both, under_test, world};

use super::{inbox, log, prefers, told};

served_by_both!(
    residents_are_told_once_and_nobody_else,
    other_ways_are_for_those_who_chose_them,
    a_round_ends_before_the_crowd_does,
    what_was_withdrawn_is_told_no_further,
    three_servers_tell_each_once,
    who_was_overtaken_writes_nothing,
);

const PATH: &str = "/v1/bulletins";
const TOLD: &str = "SELECT COUNT(*) FROM notice WHERE template = 'bulletin_published'";
const PEOPLE: &str =
    "SELECT COUNT(DISTINCT account_id) FROM notice WHERE template = 'bulletin_published'";
const WAITING: &str = "SELECT COUNT(*) FROM bulletin_telling";
/// Those of the estate in the world of the tests.
const HERE: i64 = 3;

fn news() -> Value {
    json!({ "estate_id": world::estate("estate"), "title": "加装充电桩", "body": "请说说您的看法。" })
}

async fn published(service: &Service) -> Uuid {
    let made = service.as_("branch").post(PATH, news()).await.expect(201);
    made["id"].as_str().unwrap().parse().unwrap()
}

async fn withdrawn(service: &Service, id: Uuid) {
    let path = format!("{PATH}/{id}/withdraw");
    service.as_("branch").post(&path, json!({ "reason": "数据有误" })).await.expect(200);
}

/// Further residents of the estate, in the words of SQL: their accounts, and where they live.
fn crowd(kind: Kind, number: u32) -> [String; 2] {
    let id = if kind == Kind::Sqlite { "randomblob(16)" } else { "gen_random_uuid()" };
    let place = "district, street, community, grid, estate";
    [
        format!(
            "INSERT INTO account (id, name, display_name, state, failures, version, updated_at) \
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {number}) \
             SELECT {id}, 'crowd-' || i, '居民', 'active', 0, 1, 0 FROM n"
        ),
        format!(
            "INSERT INTO residency (id, account_id, premises_id, relation, state, {place}, version, updated_at) \
             SELECT {id}, a.id, p.id, 'tenant', 'approved', e.district, e.street, e.community, e.grid, e.key, 1, 0 \
             FROM account a, premises p JOIN estate e ON e.key = p.estate \
             WHERE a.name LIKE 'crowd-%' AND p.id = $1"
        ),
    ]
}

async fn crowded(service: &Service, number: u32) {
    let [accounts, homes] = crowd(service.database.kind, number);
    service.force(&accounts, Vec::new()).await;
    let home = world::premises("free-premises");
    assert_eq!(service.force(&homes, vec![home.into()]).await, u64::from(number));
}

async fn residents_are_told_once_and_nobody_else(service: Service) {
    let second = json!({ "premises_id": world::premises("free-premises"), "relation": "owner" });
    let asked = service.as_("neighbour").post("/v1/residencies", second).await.expect(201);
    let path = format!("/v1/residencies/{}/approve", asked["id"].as_str().unwrap());
    service.as_("community").post(&path, json!({})).await.expect(200);
    service.tell().await;
    let id = published(&service).await;
    service.tell().await;
    service.tell().await;
    for name in ["resident", "both"] {
        assert_eq!(told(&service, name).await, ["bulletin_published"], "{name}");
    }
    assert_eq!(told(&service, "neighbour").await, ["residency_approved", "bulletin_published"]);
    for name in ["branch", "volunteer", "worker", "bare-resident", "other-resident", "nobody"] {
        assert_eq!(told(&service, name).await, [""; 0], "{name}");
    }
    let seen = inbox(&service, "resident").await;
    assert_eq!((&seen[0]["bulletin_id"], &seen[0]["number"]), (&json!(id), &Value::Null));
    assert!(!seen[0].to_string().contains("充电桩"), "it is read where it is");
    assert_eq!((service.count(TOLD).await, service.count(WAITING).await), (HERE, 0));
    withdrawn(&service, id).await;
    let seen = inbox(&service, "resident").await;
    assert_eq!((&seen[0]["bulletin_id"], &seen[0]["template"]), (&Value::Null, &Value::Null));
}

async fn other_ways_are_for_those_who_chose_them(service: Service) {
    prefers(&service, "resident", json!(["mail"])).await;
    prefers(&service, "neighbour", json!([])).await;
    service.pass(TimeDelta::hours(14));
    published(&service).await;
    service.tell().await;
    let waiting = log(&service, "&state=waiting").await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0]["account_id"], json!(world::person("resident")));
    assert_eq!(waiting[0]["next_at"], "2026-03-03T08:00:00.000+08:00", "nobody is woken by it");
}

async fn a_round_ends_before_the_crowd_does(service: Service) {
    crowded(&service, 1_500).await;
    published(&service).await;
    tell(&service.app).await.unwrap();
    assert_eq!(service.count(TOLD).await, 0);
    assert!(spread(&service.app).await.unwrap());
    assert_eq!(service.count(TOLD).await, 1_000);
    let case = service.submit("resident", json!({})).await;
    tell(&service.app).await.unwrap();
    assert_eq!(inbox(&service, "dispatcher").await[0]["ticket_id"], json!(case.id));
    assert!(spread(&service.app).await.unwrap());
    assert!(!spread(&service.app).await.unwrap());
    assert_eq!(
        (service.count(TOLD).await, service.count(PEOPLE).await),
        (1_500 + HERE, 1_500 + HERE)
    );
}

async fn what_was_withdrawn_is_told_no_further(service: Service) {
    crowded(&service, 1_500).await;
    let id = published(&service).await;
    tell(&service.app).await.unwrap();
    assert!(spread(&service.app).await.unwrap());
    withdrawn(&service, id).await;
    service.tell().await;
    assert_eq!((service.count(TOLD).await, service.count(WAITING).await), (1_000, 0));
    let at_once = published(&service).await;
    withdrawn(&service, at_once).await;
    service.tell().await;
    assert_eq!((service.count(TOLD).await, service.count(WAITING).await), (1_000, 0));
}

async fn three_servers_tell_each_once(service: Service) {
    crowded(&service, 700).await;
    published(&service).await;
    tell(&service.app).await.unwrap();
    let round = async || spread(&service.app).await.unwrap();
    tokio::join!(round(), round(), round());
    service.tell().await;
    assert_eq!((service.count(TOLD).await, service.count(PEOPLE).await), (700 + HERE, 700 + HERE));
}

/// A server claims it, and stands still; when it comes back another has taken over.
async fn who_was_overtaken_writes_nothing(service: Service) {
    let id = BulletinId(published(&service).await);
    tell(&service.app).await.unwrap();
    let (now, store) = (service.now(), &service.app.store);
    let until = now + TimeDelta::seconds(30);
    let claim = async || store.write(async |tx| Ok(tx.claim_telling(id, now, until).await?)).await;
    let first = claim().await.unwrap().unwrap();
    assert_eq!(claim().await.unwrap(), None);
    assert!(!spread(&service.app).await.unwrap(), "it is claimed");
    service.pass(TimeDelta::seconds(30));
    let (now, until) = (service.now(), service.now() + TimeDelta::seconds(30));
    let again = store.write(async |tx| Ok(tx.claim_telling(id, now, until).await?)).await;
    let second = again.unwrap().unwrap();
    assert_eq!(second.fence, first.fence + 1);
    let moves = async |held| {
        let mark = Uuid::from_u128(7);
        store.write(async |tx| Ok(tx.move_telling(held, mark, None).await?)).await.unwrap()
    };
    assert!(!moves(&first).await);
    assert!(moves(&second).await);
    service.tell().await;
    assert_eq!(service.count(TOLD).await, HERE);
}

async fn number(db: &DatabaseConnection, sql: &str) -> i64 {
    let asked = Statement::from_string(db.get_database_backend(), sql);
    db.query_one_raw(asked).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

async fn killed(kind: Kind) {
    if tests::left_out(kind) {
        return;
    }
    let crowded: u32 = 4_000;
    let database = Database::inhabited(kind, false).await;
    let db = sea_orm::Database::connect(&database.url).await.unwrap();
    let home = world::premises("free-premises");
    let [accounts, homes] = crowd(kind, crowded);
    for (sql, values) in [(accounts, Vec::new()), (homes, vec![home.into()])] {
        let asked = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
        db.execute_raw(asked).await.unwrap();
    }
    let first = Process::start(under_test!(), &database.url, &[]).await;
    first.sign_in("branch").await.post(PATH, news()).await.expect(201);
    while number(&db, TOLD).await < 1_000 {}
    first.kill();
    let before = number(&db, TOLD).await;
    let all = i64::from(crowded) + HERE;
    assert!(before < all, "it was killed in the middle");
    let _second = Process::start(under_test!(), &database.url, &[]).await;
    while number(&db, WAITING).await > 0 {}
    assert_eq!((number(&db, TOLD).await, number(&db, PEOPLE).await), (all, all));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_leaves_the_rest_to_the_next_on_sqlite() {
    killed(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_leaves_the_rest_to_the_next_on_postgres() {
    killed(Kind::Postgres).await;
}
