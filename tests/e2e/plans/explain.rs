//! Asking both engines how they would run a statement, and finding what is wrong with the answer.

use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement};
use tests::Kind;

async fn lines(conn: &DatabaseConnection, asked: Statement) -> Vec<String> {
    let column = if asked.sql.contains("QUERY PLAN") { 3 } else { 0 };
    let rows = conn.query_all_raw(asked).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(column).unwrap()).collect()
}

/// The plans of a statement: on PostgreSQL with its values known, and as it is kept for any values.
pub(super) async fn plans(
    conn: &DatabaseConnection,
    kind: Kind,
    page: &Statement,
) -> Vec<Vec<String>> {
    let backend = conn.get_database_backend();
    let asked = |word: &str| Statement { sql: format!("{word} {}", page.sql), ..page.clone() };
    if kind == Kind::Sqlite {
        return vec![lines(conn, asked("EXPLAIN QUERY PLAN")).await];
    }
    let known = lines(conn, asked("EXPLAIN (COSTS OFF)")).await;
    let values = page.values.iter().flat_map(|values| values.0.clone());
    let shown =
        values.map(|value| Statement::from_sql_and_values(backend, "$1", [value]).to_string());
    let shown = shown.collect::<Vec<_>>().join(", ");
    for sql in
        ["SET plan_cache_mode = force_generic_plan", &format!("PREPARE page AS {}", page.sql)]
    {
        conn.execute_unprepared(sql).await.unwrap();
    }
    let any = format!("EXPLAIN (COSTS OFF) EXECUTE page ({shown})");
    let any = lines(conn, Statement::from_string(backend, any)).await;
    conn.execute_unprepared("DEALLOCATE page").await.unwrap();
    vec![known, any]
}

/// What of a plan is a sort or a scan of a whole table.
pub(super) fn faults(plan: &[String]) -> Vec<&String> {
    let bad = |line: &str| {
        let node = line.trim_start().trim_start_matches("->  ");
        line.contains("TEMP B-TREE")
            || ["Sort", "Incremental Sort", "Seq Scan", "Parallel Seq Scan", "Bitmap Heap Scan"]
                .iter()
                .any(|word| node == *word || node.starts_with(&format!("{word} on")))
            || node.strip_prefix("SCAN ").is_some_and(|rest| !is_no_table(rest))
    };
    plan.iter().filter(|line| bad(line)).collect()
}

/// What SQLite scans that is no table of ours: constants, and what an index of words found.
fn is_no_table(scanned: &str) -> bool {
    scanned.starts_with("CONSTANT ROW")
        || scanned.starts_with('(')
        || scanned.contains("-ROW VALUES CLAUSE")
        || scanned.contains("VIRTUAL TABLE INDEX")
}

#[test]
fn a_sort_and_a_scan_are_recognised() {
    let found = |line: &str| !faults(std::slice::from_ref(&line.to_owned())).is_empty();
    for bad in [
        "  ->  Sort",
        "Sort",
        "        ->  Incremental Sort",
        "  ->  Seq Scan on ticket t",
        "  ->  Parallel Seq Scan on ticket_party p",
        "SCAN t",
        "SCAN p USING INDEX x",
        "SCAN e",
        "SCAN organization USING COVERING INDEX organization_kind",
        "USE TEMP B-TREE FOR ORDER BY",
    ] {
        assert!(found(bad), "{bad}");
    }
    for good in [
        "Merge Append",
        "  Sort Key: t.id DESC",
        "  ->  Index Scan using ticket_street on ticket t",
        "SEARCH t USING COVERING INDEX ticket_street (street=? AND state=? AND id<?)",
        "MERGE (UNION ALL)",
        "SCAN CONSTANT ROW",
        "SCAN ticket_search VIRTUAL TABLE INDEX 0:M3",
    ] {
        assert!(!found(good), "{good}");
    }
}
