//! The journal is never changed: both engines refuse it to every hand.

use persistence::{Options, Store};
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::json;
use tests::{Kind, Service, served_by_both};

served_by_both!(nobody_changes_the_journal);

/// Everything that stands in the journal.
async fn entries(store: &Store) -> Vec<String> {
    let conn = store.connection();
    let sql = "SELECT subject_kind || ' ' || number || ' ' || action || ' ' || at AS told FROM journal ORDER BY entry";
    let asked = Statement::from_string(conn.get_database_backend(), sql);
    let rows = conn.query_all_raw(asked).await.unwrap();
    rows.iter().map(|row| row.try_get("", "told").unwrap()).collect()
}

async fn nobody_changes_the_journal(service: Service) {
    service.ticket_in("accepted").await;
    let store = Store::open(&service.database.url, &Options::default()).await.unwrap();
    let before = entries(&store).await;
    assert!(before.len() > 2, "{before:?}");
    let mut tried = vec![
        "UPDATE journal SET action = 'close'",
        "UPDATE journal SET at = at + 1 WHERE number = 1",
        "UPDATE journal SET commitment = commitment",
        "DELETE FROM journal",
        "DELETE FROM journal WHERE number = 1",
    ];
    if service.database.kind == Kind::Postgres {
        tried.push("TRUNCATE journal CASCADE");
    }
    for sql in tried {
        let refused = store.connection().execute_unprepared(sql).await.unwrap_err().to_string();
        assert!(refused.contains("the journal is never changed"), "{sql}: {refused}");
    }
    assert_eq!(entries(&store).await, before);
    service.submit("resident", json!({})).await;
    assert!(entries(&store).await.starts_with(&before), "it only grows");
}
