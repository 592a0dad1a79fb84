//! WeChat's session key is read and forgotten: no table holds it, and no log.

use serde_json::json;
use tests::{Database, Kind, Process, Service, served_by_both, under_test};

use super::with_wechat;
use crate::outside::Outside;

const CANARY: &str = "SESSION-KEY-CANARY";

served_by_both!(no_table_holds_the_session_key);

/// The tables of a database, each with its columns.
async fn tables(service: &Service) -> Vec<(String, Vec<String>)> {
    let sql = match service.database.kind {
        Kind::Sqlite => {
            "SELECT m.name AS tab, c.name AS col FROM sqlite_master m JOIN pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY m.name, c.cid"
        }
        Kind::Postgres => {
            "SELECT table_name::text AS tab, column_name::text AS col FROM information_schema.columns \
             WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
        }
    };
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for row in service.rows(sql).await {
        let word = |name: &str| row.try_get::<String>("", name).unwrap();
        match found.last_mut().filter(|(table, _)| *table == word("tab")) {
            Some((_, columns)) => columns.push(word("col")),
            None => found.push((word("tab"), vec![word("col")])),
        }
    }
    found
}

/// Where the word stands: as text, or as the bytes of it.
async fn holding(service: &Service, word: &str) -> Vec<String> {
    let bytes: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut holding = Vec::new();
    for (table, columns) in tables(service).await {
        let texts: Vec<String> = columns
            .iter()
            .map(|column| match service.database.kind {
                Kind::Sqlite => format!("lower(quote(\"{column}\"))"),
                Kind::Postgres => format!("lower(coalesce(\"{column}\"::text, ''))"),
            })
            .collect();
        let text = texts.join(" || ' ' || ");
        let sql = format!(
            "SELECT COUNT(*) FROM (SELECT {text} AS line FROM \"{table}\") AS lines \
             WHERE line LIKE '%{}%' OR line LIKE '%{bytes}%'",
            word.to_lowercase()
        );
        if service.count(&sql).await > 0 {
            holding.push(table);
        }
    }
    holding
}

async fn no_table_holds_the_session_key(service: Service) {
    let (service, wechat) = with_wechat(service).await;
    let login = json!({ "code": "c" });
    let session = service.anyone().post("/v1/login/wechat", login).await.expect(200);
    let caller = service.with_token(session["access_token"].as_str().unwrap());
    caller.get("/v1/me").await.expect(200);
    service.run_jobs().await;
    assert_eq!(wechat.got().len(), 1);
    assert!(tables(&service).await.len() > 40);
    assert_eq!(holding(&service, CANARY).await, Vec::<String>::new());
    // The search would find it, as text and as bytes.
    service.force("UPDATE account SET display_name = 'a session-key-canary'", Vec::new()).await;
    let bytes = vec![[b"\0", CANARY.as_bytes()].concat().into()];
    service.force("UPDATE account_proof SET sealed = $1 WHERE kind = 'wechat'", bytes).await;
    assert_eq!(holding(&service, CANARY).await, ["account", "account_proof"]);
}

async fn silent(kind: Kind) {
    if tests::left_out(kind) {
        return;
    }
    let database = Database::inhabited(kind, false).await;
    let answer = json!({ "openid": "oABC-123_x", "session_key": CANARY });
    let wechat = Outside::start(answer).await;
    let variables = [
        ("LIANJIAN_LOG__LEVEL", "trace"),
        ("LIANJIAN_WECHAT__APP_ID", "wx123"),
        ("LIANJIAN_WECHAT__APP_SECRET", "APP-SECRET-CANARY"),
        ("LIANJIAN_WECHAT__BASE_URL", &wechat.url),
    ];
    let server = Process::start(under_test!(), &database.url, &variables).await;
    let login = json!({ "code": "c" });
    server.anyone().post("/v1/login/wechat", login).await.expect(200);
    // What WeChat answers without sense is logged with care, too.
    wechat.usually(json!({ "session_key": CANARY }));
    let login = json!({ "code": "d" });
    server.anyone().post("/v1/login/wechat", login).await.refused(503, "channel_unavailable");
    let said = server.said();
    assert!(said.contains("/v1/login/wechat"), "{said}");
    assert!(!said.contains(CANARY), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_log_holds_the_session_key_on_sqlite() {
    silent(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_log_holds_the_session_key_on_postgres() {
    silent(Kind::Postgres).await;
}
