//! The plans of the public league tables: of each cycle one ordered scan, however many estates it has.

use access::ScopePath;
use kernel::{CycleId, Uuid};
use persistence::{
    Conn as _,
    rating::{ResultFilter, results_statement},
};
use tests::{Service, served_by_both, world};

use super::{explain::plans, single};
use crate::ratings::public::{one, show};

served_by_both!(a_league_table_is_opened_from_an_index);

/// Three thousand estates in the cycle, by copying a score.
async fn fill(service: &Service) {
    let numbers =
        "WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 3099)";
    let (estate, same) = ("SELECT key FROM estate WHERE id = $1", world::estate("estate"));
    let id = match service.database.kind {
        tests::Kind::Sqlite => "CAST(printf('%016d', i) AS blob)",
        tests::Kind::Postgres => "CAST(lpad(CAST(i AS text), 32, '0') AS uuid)",
    };
    for sql in [
        format!(
            "INSERT INTO estate (key, id, name, management, phase, commons, district, street, community, version, updated_at) \
             {numbers} SELECT 100000 + i, {id}, 'x', management, phase, commons, district, street, community, version, \
             updated_at FROM estate, n WHERE id = $1"
        ),
        format!(
            "INSERT INTO rating_subject (id, cycle_id, estate, enterprise_id, facts, standing, district, street, community) \
             {numbers} SELECT {id}, cycle_id, 100000 + i, enterprise_id, facts, standing, district, street, community \
             FROM rating_subject, n WHERE estate = ({estate})"
        ),
        format!(
            "INSERT INTO rating_score (id, cycle_id, estate, enterprise_id, position, place, total, stars, aspects, \
             without_source, inputs, digest) {numbers} SELECT {id}, cycle_id, 100000 + i, enterprise_id, i, i, total, stars, \
             aspects, without_source, inputs, digest FROM rating_score, n WHERE estate = ({estate})"
        ),
    ] {
        service.force(&sql, vec![same.into()]).await;
    }
    service.force("ANALYZE", Vec::new()).await;
}

async fn a_league_table_is_opened_from_an_index(service: Service) {
    let cycle = one(&service).await;
    show(&service, &cycle, "disclosed").await;
    fill(&service).await;
    let id = CycleId(cycle["id"].as_str().unwrap().parse::<Uuid>().unwrap());
    let store = single(&service).await;
    let any = ResultFilter::default();
    let here = ScopePath::default();
    for (filter, index) in [
        (any, "rating_score_position"),
        (ResultFilter { stars: Some(5), ..any }, "rating_score_stars"),
        (
            ResultFilter { within: Some((access::Level::District, 1, here)), ..any },
            "rating_score_position",
        ),
    ] {
        for after in [None, Some((id, 1_500))] {
            let asked = results_statement(service.app.store.reader(), &filter, &[id], (after, 21));
            for plan in plans(store.reader().conn(), service.database.kind, &asked).await {
                let text = plan.join("\n");
                assert!(text.contains(index), "{filter:?}\n{}\n{text}", asked.sql);
                let whole = |line: &String| {
                    line == "SCAN s"
                        || line.starts_with("SCAN s ")
                        || line.contains("Seq Scan on rating_score")
                };
                assert!(!plan.iter().any(whole), "{filter:?}\n{}\n{text}", asked.sql);
            }
        }
    }
    let page = service.anyone().get("/v1/ratings?include=count&limit=100").await.expect(200);
    assert_eq!(page["count"], 3_002);
}
