//! The operator's commands: accounts and tokens, on a database that a server is using.

use serde_json::{Value, json};
use tests::{Service, served_by_both};

use crate::cli::{run, with_input};

served_by_both!(an_operator_keeps_accounts, a_token_of_the_operator_works_and_is_journaled);

async fn sign_in(service: &Service, name: &str, password: &str) -> tests::Reply {
    service.anyone().post("/v1/login", json!({ "name": name, "password": password })).await
}

async fn an_operator_keeps_accounts(service: Service) {
    let url = &service.database.url;
    let weak = with_input(url, &["account", "add", "chief"], "short\n");
    assert_eq!(weak.code, Some(1), "{weak:?}");
    assert!(weak.err.contains("too weak"), "{weak:?}");
    with_input(url, &["account", "add", "chief", "--administrator"], "first pass phrase 1\n").ok();
    let again = with_input(url, &["account", "add", "Chief"], "first pass phrase 1\n");
    assert!(again.code == Some(1) && again.err.contains("taken"), "{again:?}");
    let session = sign_in(&service, "chief", "first pass phrase 1").await.expect(200);
    // Duties begin by the machine's clock, which the service's own has not reached.
    let begins = service.count("SELECT MAX(from_at) FROM duty WHERE role = 'administrator'").await;
    with_input(url, &["account", "passwd", "chief"], "second pass phrase 2\n").ok();
    sign_in(&service, "chief", "first pass phrase 1").await.refused(401, "bad_credentials");
    let token = json!({ "refresh_token": session["refresh_token"] });
    service.anyone().post("/v1/token/refresh", token).await.refused(401, "invalid_refresh_token");
    service.pass(chrono::TimeDelta::milliseconds(begins - service.now().timestamp_millis()));
    let session = sign_in(&service, "chief", "second pass phrase 2").await.expect(200);
    let chief = service.with_token(session["access_token"].as_str().unwrap());
    chief.get("/v1/accounts").await.expect(200);
    run(url, &["account", "disable", "chief"]).ok();
    chief.get("/v1/accounts").await.refused(401, "invalid_token");
    sign_in(&service, "chief", "second pass phrase 2").await.refused(401, "bad_credentials");
    let unknown = run(url, &["account", "disable", "nobody-here"]);
    assert_eq!(unknown.code, Some(1));
    assert!(unknown.err.contains("no account is named nobody-here"), "{}", unknown.err);
    let words = "'create','change_password','disable'";
    let entries =
        format!("SELECT COUNT(*) FROM journal WHERE actor_kind = 'system' AND action IN ({words})");
    assert_eq!(service.count(&entries).await, 3);
}

async fn a_token_of_the_operator_works_and_is_journaled(service: Service) {
    let url = &service.database.url;
    let issued = "SELECT COUNT(*) FROM journal WHERE action = 'issue_token'";
    let token = run(url, &["token", "resident", "--minutes", "5"]).ok();
    assert_eq!((token.lines().count(), token.trim().split('.').count()), (1, 3), "only the token");
    assert_eq!(service.count(issued).await, 1);
    let claims = token.trim().split('.').nth(1).unwrap();
    let claims: Value =
        serde_json::from_slice(&api::crypto::from_base64url(claims).unwrap()).unwrap();
    let (from, until) = (claims["iat"].as_i64().unwrap(), claims["exp"].as_i64().unwrap());
    assert_eq!(until - from, 300);
    service.pass(chrono::TimeDelta::seconds(from - service.now().timestamp()));
    assert_eq!(
        service.with_token(token.trim()).get("/v1/me").await.expect(200)["name"],
        "resident"
    );
    for (arguments, fault) in
        [(vec!["token", "nobody-here"], "nobody-here"), (vec!["token", "disabled"], "disabled")]
    {
        run(url, &arguments).fails(1, fault);
    }
    assert_eq!(run(url, &["token", "resident", "--minutes", "0"]).code, Some(2));
    assert_eq!(run(url, &["token", "resident", "--minutes", "1441"]).code, Some(2));
    assert_eq!(service.count(issued).await, 1);
}
