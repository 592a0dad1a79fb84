//! Idempotency keys: one effect and one answer for a key, to those alone who may still see it.

use chrono::TimeDelta;
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection};
use serde_json::{Value, json};
use tests::{Kind, Reply, Service, minimal, served_by_both, world};

served_by_both!(
    the_same_key_gives_the_same_answer,
    a_key_stands_for_one_request,
    a_key_belongs_to_its_caller,
    a_refusal_is_not_remembered,
    a_right_that_was_lost_is_asked_for_again,
    a_key_is_kept_for_a_day_and_forgotten_after_two,
    twenty_at_once_are_one,
);

async fn post(service: &Service, name: &str, key: &str, path: &str, body: &Value) -> Reply {
    service.as_(name).request("POST", path).header("Idempotency-Key", key).json(body).send().await
}

async fn submit(service: &Service, name: &str, key: &str) -> Reply {
    post(service, name, key, "/v1/tickets", &minimal("submit")).await
}

async fn tickets(service: &Service) -> i64 {
    service.count("SELECT COUNT(*) FROM ticket").await
}

async fn the_same_key_gives_the_same_answer(service: Service) {
    let first = submit(&service, "resident", "a-key").await;
    assert_eq!(first.header("idempotency-replayed"), "");
    let journal = service.journal_length().await;
    for key in ["a-key", "\"a-key\""] {
        service.pass(TimeDelta::minutes(5));
        let again = submit(&service, "resident", key).await;
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        for name in ["etag", "location", "content-type"] {
            assert_eq!(again.header(name), first.header(name), "{name}");
        }
    }
    assert_eq!(first.expect(201)["state"], "submitted");
    assert_eq!((tickets(&service).await, service.journal_length().await), (1, journal));
    submit(&service, "resident", "another-key").await.expect(201);
    assert_eq!(tickets(&service).await, 2);
}

async fn a_key_stands_for_one_request(service: Service) {
    let case = service.ticket_in("submitted").await;
    let withdraw = case.action_path("withdraw");
    submit(&service, "resident", "k").await.expect(201);
    let mut other = minimal("submit");
    other["description"] = json!("另一件事");
    post(&service, "resident", "k", "/v1/tickets", &other).await.refused(422, "key_reused");
    post(&service, "resident", "k", "/v1/tickets?x=1", &minimal("submit"))
        .await
        .refused(422, "key_reused");
    post(&service, "resident", "k", &withdraw, &json!({})).await.refused(422, "key_reused");
    let (admin, category) =
        (service.as_("admin"), format!("/v1/categories/{}", world::category("noise")));
    for (rank, status) in [(7, 200), (8, 422)] {
        let call = admin.request("PATCH", &category).header("If-Match", "*");
        let reply = call.header("Idempotency-Key", "p").json(&json!({ "rank": rank })).send().await;
        assert_eq!(reply.status, status, "{}", reply.text());
    }
    assert_eq!(case.state().await, "submitted");
    let twice = service.as_("resident").request("POST", "/v1/tickets").json(&minimal("submit"));
    let twice = twice.header("Idempotency-Key", "a").header("Idempotency-Key", "b").send().await;
    twice.refused(400, "malformed_request");
    assert_eq!(tickets(&service).await, 2);
}

async fn a_key_belongs_to_its_caller(service: Service) {
    let one = submit(&service, "resident", "1").await.expect(201);
    let two = submit(&service, "neighbour", "1").await.expect(201);
    assert_ne!(one["id"], two["id"]);
}

async fn a_refusal_is_not_remembered(service: Service) {
    let case = service.ticket_in("submitted").await;
    let accept = case.action_path("accept");
    let try_ = async || post(&service, "worker", "k", &accept, &json!({})).await;
    try_().await.refused(403, "forbidden");
    case.step("dispatcher", "dispatch").await;
    let first = try_().await;
    assert_eq!(first.header("idempotency-replayed"), "");
    assert_eq!(first.expect(200)["state"], "accepted");
    case.step("worker", "resolve").await;
    let again = try_().await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.expect(200)["state"], "accepted", "the first answer, not the state of today");
    let mut bad = minimal("submit");
    bad["description"] = json!("");
    post(&service, "resident", "k", "/v1/tickets", &bad).await.refused(422, "validation_failed");
    submit(&service, "resident", "k").await.expect(201);
}

async fn a_right_that_was_lost_is_asked_for_again(service: Service) {
    let case = service.ticket_in("submitted").await;
    let dispatch = case.action_path("dispatch");
    let send = async || post(&service, "dispatcher", "k", &dispatch, &minimal("dispatch")).await;
    send().await.expect(200);
    assert_eq!(send().await.header("idempotency-replayed"), "true");
    let end = format!("/v1/duties/{}/end", world::duty("dispatcher", 0));
    service.as_("admin").post(&end, json!({})).await.expect(200);
    send().await.refused(404, "not_found");
    submit(&service, "resident", "k").await.expect(201);
    let resident = service.as_("resident");
    let disable = format!("/v1/accounts/{}/disable", world::person("resident"));
    service.as_("admin").post(&disable, json!({})).await.expect(200);
    let call = resident.request("POST", "/v1/tickets").header("Idempotency-Key", "k");
    call.json(&minimal("submit")).send().await.refused(401, "invalid_token");
}

async fn a_key_is_kept_for_a_day_and_forgotten_after_two(service: Service) {
    let first = submit(&service, "resident", "k").await.expect(201);
    service.pass(TimeDelta::hours(48));
    service.run_jobs().await;
    assert_eq!(submit(&service, "resident", "k").await.expect(201)["id"], first["id"]);
    service.pass(TimeDelta::milliseconds(1));
    service.run_jobs().await;
    assert_ne!(submit(&service, "resident", "k").await.expect(201)["id"], first["id"]);
}

async fn twenty_at_once_are_one(service: Service) {
    let all = (0..20).map(|_| submit(&service, "resident", "k"));
    let replies = futures_util::future::join_all(all).await;
    let fresh = replies.iter().filter(|reply| reply.header("idempotency-replayed").is_empty());
    assert_eq!(fresh.count(), 1);
    let mut bodies: Vec<_> = replies.into_iter().map(|reply| reply.expect(201)).collect();
    bodies.dedup();
    assert_eq!((bodies.len(), tickets(&service).await), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_kept_sealed() {
    let service = Service::start(Kind::Sqlite).await;
    submit(&service, "resident", "k").await.expect(201);
    let kept = "SELECT COUNT(*) FROM idempotency WHERE length(body) > 500";
    assert_eq!(service.count(kept).await, 1);
    for part in ["三号楼", "submitted", "allowed_actions"] {
        let open = format!(
            "SELECT COUNT(*) FROM idempotency WHERE instr(body, CAST('{part}' AS BLOB)) > 0"
        );
        assert_eq!(service.count(&open).await, 0, "{part}");
    }
}

/// One connection of its own, which holds a key as a request in work does.
async fn holding(service: &Service, key: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(service.database.url.clone());
    options.max_connections(1);
    let conn = Database::connect(options).await.unwrap();
    conn.execute_unprepared("BEGIN").await.unwrap();
    let sql = format!(
        "INSERT INTO idempotency (caller_id, key, fingerprint, status, headers, body, created_at) \
         VALUES ('{}', '{key}', '', 0, '', '', 0)",
        world::person("resident")
    );
    conn.execute_unprepared(&sql).await.unwrap();
    conn
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_in_flight_is_waited_for_and_then_refused() {
    if tests::left_out(Kind::Postgres) {
        return;
    }
    let service = Service::start(Kind::Postgres).await;
    let first = holding(&service, "k").await;
    let waits = submit(&service, "resident", "k").await;
    assert_eq!(waits.header("retry-after"), "1");
    waits.refused(409, "key_in_flight");
    let (goes_on, ()) = tokio::join!(submit(&service, "resident", "k"), async {
        first.execute_unprepared("ROLLBACK").await.unwrap();
    });
    assert_eq!(goes_on.header("idempotency-replayed"), "");
    goes_on.expect(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_honoured_on_every_post_that_shows_no_credential() {
    let service = Service::start(Kind::Sqlite).await;
    let category = json!({ "code": "k1", "name_zh": "类", "name_en": "k", "default_kind": "help" });
    let account =
        json!({ "name": "wang-fang", "display_name": "王芳", "password": "a long pass phrase 1" });
    let duty = json!({
        "account_id": world::person("nobody"), "role": "specialist", "area_id": world::area("community"),
    });
    let switch = format!("/v1/accounts/{}/disable", world::person("neighbour"));
    let end = format!("/v1/duties/{}/end", world::duty("worker", 0));
    for (path, body) in [
        ("/v1/categories", category),
        ("/v1/accounts", account),
        ("/v1/duties", duty),
        (switch.as_str(), json!({ "reason": "x" })),
        (end.as_str(), json!({ "reason": "x" })),
    ] {
        let first = post(&service, "admin", path, path, &body).await;
        let again = post(&service, "admin", path, path, &body).await;
        assert!(first.status.is_success(), "{path}: {}", first.text());
        assert_eq!((again.status, &again.body), (first.status, &first.body), "{path}");
        assert_eq!(again.header("idempotency-replayed"), "true", "{path}");
    }
    let login = json!({ "name": "resident", "password": world::PASSWORD });
    let sign_in = || service.anyone().request("POST", "/v1/login").header("Idempotency-Key", "k");
    let one = sign_in().json(&login).send().await.expect(200);
    let two = sign_in().json(&login).send().await.expect(200);
    assert_ne!(one["refresh_token"], two["refresh_token"]);
}
