//! Servers that die, and servers that share one database: every row is filed, and none twice.

use serde_json::{Value, json};
use tests::{Database, Kind, Process, Service, served_by_both, under_test};

use super::{brought, counts, ended, good, shown, tickets};

served_by_both!(
    another_server_takes_up_what_one_left,
    who_was_overtaken_writes_nothing,
    servers_side_by_side_file_each_row_once,
);

async fn another_server_takes_up_what_one_left(service: Service) {
    let begun = brought(&service, "hotline", "mode=skip_bad", good(50)).await.expect(201);
    api::import::step(&service.app, None).await.unwrap();
    assert_eq!(tickets(&service).await, 20);
    api::import::work(&service.app).await.unwrap();
    assert_eq!(tickets(&service).await, 20, "its claim holds for a while");
    service.pass(chrono::TimeDelta::seconds(11));
    let done = ended(&service, "hotline", &begun).await;
    assert_eq!(counts(&done), ("done", [0, 0, 50, 0]));
    assert_eq!(tickets(&service).await, 50);
}

async fn who_was_overtaken_writes_nothing(service: Service) {
    let begun = brought(&service, "hotline", "mode=skip_bad", good(50)).await.expect(201);
    let slow = api::import::step(&service.app, None).await.unwrap();
    service.pass(chrono::TimeDelta::seconds(11));
    let quick = api::import::step(&service.app, None).await.unwrap();
    assert!(api::import::step(&service.app, slow).await.unwrap().is_none());
    assert_eq!(tickets(&service).await, 40);
    api::import::step(&service.app, quick).await.unwrap();
    assert_eq!(counts(&shown(&service, "hotline", &begun).await), ("done", [0, 0, 50, 0]));
}

async fn servers_side_by_side_file_each_row_once(service: Service) {
    for name in ["hotline", "community", "grid"] {
        brought(&service, name, "mode=skip_bad", good(30)).await.expect(201);
    }
    let (one, two, three) = tokio::join!(
        api::import::work(&service.app),
        api::import::work(&service.app),
        api::import::work(&service.app)
    );
    [one, two, three].into_iter().for_each(Result::unwrap);
    // Whoever lost a claim leaves it to the next look.
    api::import::work(&service.app).await.unwrap();
    assert_eq!(tickets(&service).await, 90);
    assert_eq!(service.count("SELECT COUNT(*) FROM import WHERE state = 'done'").await, 3);
}

/// Asks until the import has come as far, as a person would watch it.
async fn watched(server: &Process, token: &str, path: &str, far: impl Fn(&Value) -> bool) -> Value {
    loop {
        let shown = server.with_token(token).get(path).await.expect(200);
        if far(&shown) {
            return shown;
        }
    }
}

async fn killed_in_the_middle(kind: Kind) {
    if tests::left_out(kind) {
        return;
    }
    let database = Database::inhabited(kind, true).await;
    let mut server = Process::start(under_test!(), &database.url, &[]).await;
    let token = server.sign_in("hotline").await.token().to_owned();
    let call = server.with_token(&token).request("POST", "/v1/imports?mode=skip_bad");
    let begun = call.header("Content-Type", "text/csv").body(good(600)).send().await.expect(201);
    let path = format!("/v1/imports/{}", begun["id"].as_str().unwrap());
    let filed = |shown: &Value| shown["filed"].as_i64().unwrap();
    for rows in [40, 200] {
        let before = watched(&server, &token, &path, |shown| filed(shown) >= rows).await;
        server.kill();
        server = Process::start(under_test!(), &database.url, &[]).await;
        let after = server.with_token(&token).get(&path).await.expect(200);
        assert!(filed(&after) >= filed(&before), "what was shown as filed is filed");
    }
    let done = watched(&server, &token, &path, |shown| shown["state"] == "done").await;
    assert_eq!(counts(&done), ("done", [0, 0, 600, 0]));
    let page = server.with_token(&token).get("/v1/tickets?mine=true&include=count&limit=1").await;
    assert_eq!(page.expect(200)["count"], json!(600), "no row is filed twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_in_the_middle_on_sqlite() {
    killed_in_the_middle(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_in_the_middle_on_postgres() {
    killed_in_the_middle(Kind::Postgres).await;
}
