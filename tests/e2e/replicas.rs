//! Two server processes on one PostgreSQL: one effect, one winner, one truth.

use serde_json::{Value, json};
use tests::{Call, Database, Kind, Process, Reply, minimal, under_test, world};
use tokio::task::JoinSet;

/// Two processes on one database; none where PostgreSQL is left out.
async fn pair() -> Option<(Database, [Process; 2])> {
    if tests::left_out(Kind::Postgres) {
        return None;
    }
    let database = Database::inhabited(Kind::Postgres, false).await;
    let start = async || Process::start(under_test!(), &database.url, &[]).await;
    let pair = [start().await, start().await];
    Some((database, pair))
}

async fn token(pair: &[Process; 2], name: &str) -> String {
    pair[0].sign_in(name).await.token().to_owned()
}

async fn all(calls: Vec<Call>) -> Vec<Reply> {
    calls.into_iter().map(Call::send).collect::<JoinSet<_>>().join_all().await
}

#[tokio::test(flavor = "multi_thread")]
async fn equal_submits_with_one_key_file_one_ticket() {
    let Some((_database, pair)) = pair().await else { return };
    let token = token(&pair, "resident").await;
    let body = minimal("submit");
    let call = |at: usize| {
        let caller = pair[at % 2].with_token(&token);
        caller.request("POST", "/v1/tickets").header("Idempotency-Key", "one-key").json(&body)
    };
    let replies = all((0..20).map(call).collect()).await;
    for reply in &replies {
        assert_eq!(reply.status, 201, "{}", reply.text());
        assert_eq!(reply.body, replies[0].body);
    }
    let first = replies.iter().filter(|reply| reply.header("idempotency-replayed") != "true");
    assert_eq!(first.count(), 1);
    let mine = pair[1].with_token(&token).get("/v1/tickets?mine=true").await.expect(200);
    assert_eq!(mine["items"].as_array().unwrap().len(), 1);
}

async fn post(process: &Process, token: &str, path: &str, body: Value) -> Value {
    process.with_token(token).post(path, body).await.json
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_many_accepts_wins_over_both() {
    let Some((_database, pair)) = pair().await else { return };
    let resident = token(&pair, "resident").await;
    let dispatcher = token(&pair, "dispatcher").await;
    let volunteers = [token(&pair, "volunteer").await, token(&pair, "volunteer2").await];
    let filed = post(&pair[0], &resident, "/v1/tickets", minimal("submit")).await;
    let path = format!("/v1/tickets/{}", filed["id"].as_str().unwrap());
    let pool = json!({ "to": { "pool": true } });
    post(&pair[1], &dispatcher, &format!("{path}/dispatch"), pool).await;
    let accept = format!("{path}/accept");
    let call = |at: usize| {
        let caller = pair[at % 2].with_token(&volunteers[at / 2 % 2]);
        caller.request("POST", &accept).json(&json!({}))
    };
    let replies = all((0..20).map(call).collect()).await;
    let count = |status: u16| replies.iter().filter(|r| r.status.as_u16() == status).count();
    assert_eq!((count(200), count(409)), (1, 19));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_revokes_the_other_refuses_at_once() {
    let Some((_database, pair)) = pair().await else { return };
    let worker = token(&pair, "worker").await;
    let admin = token(&pair, "admin").await;
    let me = async |at: usize| pair[at].with_token(&worker).get("/v1/me").await.status.as_u16();
    assert_eq!((me(0).await, me(1).await), (200, 200));
    let path = format!("/v1/accounts/{}/disable", world::person("worker"));
    pair[0].with_token(&admin).post(&path, json!({ "reason": "离职" })).await.expect(200);
    assert_eq!((me(0).await, me(1).await), (401, 401));
}
