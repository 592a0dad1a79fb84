//! Computed scores: who computes a cycle, and who is shown what came of it.

use kernel::Uuid;
use tests::{Service, world};

use super::{
    cases::{Case, Known, case},
    cycles::{planned, running},
    requests::Request,
};

const ALL: Known = Known::ToAll;
const SCORE: &str = "the score of the estate";
const PUBLIC: &str = "a public result";

#[rustfmt::skip]
pub(super) const SCORE_CASES: &[Case] = &[
    case("computeCycle", "of the district", "district", ALL),
    case("listScores", "one's own scope", "", ALL),
    case("explainScore", SCORE, "estate", Known::By("explainScore", SCORE)),
    case("exportScore", SCORE, "estate", Known::By("exportScore", SCORE)),
    case("exportCycle", "one's own scope", "", ALL),
    case("listRatings", PUBLIC, "", ALL), case("getRating", PUBLIC, "", ALL), case("compareRatings", PUBLIC, "", ALL),
    case("getRatingNotice", PUBLIC, "", ALL), case("getRatingBadge", PUBLIC, "", ALL),
];

/// A well-formed request for each of them.
pub(super) async fn prepare(service: &Service, case: &Case) -> Option<Request> {
    Some(match case.operation {
        "computeCycle" => Request::of(scored(service).await),
        "listScores" | "exportCycle" => Request::of(running(service).await),
        "explainScore" | "exportScore" => Request::of(computed(service).await),
        "listRatings" | "compareRatings" => Request::default(),
        "getRating" | "getRatingNotice" => Request::of(public(service).await),
        "getRatingBadge" => {
            public(service).await;
            Request::of(world::estate("estate"))
        }
        _ => return None,
    })
}

/// A cycle without estates, whose period is over.
async fn scored(service: &Service) -> String {
    let cycle = planned(service, "district").await;
    let id: Uuid = cycle.parse().unwrap();
    let sql = "UPDATE rating_cycle SET state = 'scoring', scheme_id = (SELECT id FROM rating_scheme \
        WHERE state = 'adopted' ORDER BY id LIMIT 1) WHERE id = $1";
    service.force(sql, vec![id.into()]).await;
    cycle
}

/// The score of the estate in the cycle of the district.
pub(super) async fn computed(service: &Service) -> String {
    let cycle: Uuid = running(service).await.parse().unwrap();
    let estate: Uuid = world::estate("estate");
    let rows = [
        "INSERT INTO rating_computation (cycle_id, digest, scores, times, computed_by, computed_at) SELECT id, commitment, 1, \
         1, planned_by, 0 FROM rating_cycle CROSS JOIN (SELECT commitment FROM journal LIMIT 1) j WHERE id = $1 \
         ON CONFLICT (cycle_id) DO NOTHING",
        "INSERT INTO rating_score (id, cycle_id, estate, enterprise_id, position, place, total, stars, aspects, without_source, \
         inputs, digest) SELECT s.id, s.cycle_id, s.estate, s.enterprise_id, 1, 1, 0, 0, '[]', '', \
         '{\"found\":[],\"unchecked\":[],\"facts\":[],\"vetoes\":[],\"bonus\":{}}', m.digest FROM rating_subject s \
         JOIN rating_computation m ON m.cycle_id = s.cycle_id JOIN estate e ON e.key = s.estate \
         WHERE s.cycle_id = $1 AND e.id = $2 ON CONFLICT (id) DO NOTHING",
    ];
    service.force(rows[0], vec![cycle.into()]).await;
    service.force(rows[1], vec![cycle.into(), estate.into()]).await;
    let sql = "SELECT s.id FROM rating_score s ORDER BY s.id LIMIT 1";
    let found = service.rows(sql).await;
    found[0].try_get::<Uuid>("", "id").unwrap().to_string()
}

/// The score of the estate, in a cycle that is disclosed.
async fn public(service: &Service) -> String {
    let score = computed(service).await;
    let disclosed = "UPDATE rating_cycle SET state = 'disclosed' WHERE id = (SELECT cycle_id FROM rating_score WHERE id = $1)";
    service.force(disclosed, vec![score.parse::<Uuid>().unwrap().into()]).await;
    score
}
