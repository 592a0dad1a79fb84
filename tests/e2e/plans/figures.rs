//! The plan of the figures: counters found by their index and what was not folded yet, whatever lies in other tables.

use kernel::OrganizationId;
use persistence::{
    Conn as _,
    ticket::{Grouping, Of, Question, figures_statement},
};
use sea_orm::Statement;
use tests::{Kind, Service, served_by_both, world};
use ticket::{Measure, Whole};

use super::{explain::plans, single};

served_by_both!(both_sides_are_read_from_the_counters_alone);

/// Counters of many places and organisations, so that a planner has to choose.
async fn fill(service: &Service) {
    let sqlite = service.database.kind == Kind::Sqlite;
    let id = if sqlite { "randomblob(16)" } else { "gen_random_uuid()" };
    let words: Vec<&str> = Measure::ALL.iter().map(|measure| measure.as_str()).collect();
    let numbers = vec!["1"; words.len()].join(", ");
    for whole in ["community", "organization"] {
        let sql = format!(
            "INSERT INTO figure (whole, key, span, start, organization_id, category_id, {}) \
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) \
             SELECT '{whole}', 1000 + i, 'month', 20000 + i % 12, {id}, {id}, {numbers} FROM n",
            words.join(", ")
        );
        service.force(&sql, Vec::new()).await;
    }
    service.force("ANALYZE", Vec::new()).await;
}

async fn both_sides_are_read_from_the_counters_alone(service: Service) {
    fill(&service).await;
    let store = single(&service).await;
    let conn = store.reader().conn();
    let place = Of { whole: Whole::Community, keys: vec![1, 2, 3] };
    let own = Of { whole: Whole::Organization, keys: Vec::new() };
    let department = Some(OrganizationId(world::organization("department")));
    for (of, organization) in [(place, None), (own, department)] {
        let days = (20_000, 20_364);
        let by = Grouping::Organization;
        let (sql, values) =
            figures_statement(&Question { of, organization, category: None, days, by });
        let asked = Statement::from_sql_and_values(
            sea_orm::ConnectionTrait::get_database_backend(conn),
            sql,
            values,
        );
        for plan in plans(conn, service.database.kind, &asked).await {
            let tables = plan.iter().filter(|line| {
                line.contains(" on ") || line.contains("SEARCH") || line.contains("SCAN")
            });
            for line in tables.filter(|line| !line.contains("figure_delta")) {
                let found = line.contains("SEARCH figure ")
                    || line.contains("Index") && line.contains(" figure");
                assert!(found, "{line}\n{plan:#?}");
            }
        }
    }
}
