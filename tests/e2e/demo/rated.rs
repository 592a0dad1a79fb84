//! The star rating and the credit ledger of the demo neighbourhood.

use api::app::App;

use super::pairs;

pub(super) async fn the_template_is_in_force(app: &App) {
    let sql = "SELECT code, indicators FROM rating_scheme WHERE state = 'adopted'";
    let schemes: Vec<(String, i32)> = pairs(app, sql).await;
    assert_eq!(schemes, [("star-rating-2023".to_owned(), 58)]);
}

pub(super) async fn a_cycle_stands_at_every_step(app: &App) {
    let sql = "SELECT state, rated FROM rating_cycle ORDER BY state";
    let cycles: Vec<(String, i32)> = pairs(app, sql).await;
    let states: Vec<&str> = cycles.iter().map(|(state, _)| state.as_str()).collect();
    assert_eq!(states, ["computed", "disclosed", "final", "open", "scoring"]);
    assert!(cycles.iter().all(|(_, rated)| *rated > 0), "{cycles:?}");
    let sql = "SELECT evaluator, COUNT(*) FROM rating_sheet WHERE state = 'drafted' GROUP BY evaluator ORDER BY evaluator";
    let begun: Vec<(String, i64)> = pairs(app, sql).await;
    let begun: Vec<&str> = begun.iter().map(|(evaluator, _)| evaluator.as_str()).collect();
    assert_eq!(begun, ["enterprise", "estate_branch", "property_office"]);
    let sql = "SELECT state, COUNT(*) FROM rating_sheet WHERE late_at IS NOT NULL GROUP BY state ORDER BY state";
    let late: Vec<(String, i64)> = pairs(app, sql).await;
    let late: Vec<&str> = late.iter().map(|(state, _)| state.as_str()).collect();
    assert_eq!(late, ["absent", "late", "signed"]);
    let sql = "SELECT state, COUNT(*) FROM rating_score s JOIN rating_cycle c ON c.id = s.cycle_id \
        WHERE s.stars IS NOT NULL GROUP BY state ORDER BY state";
    let scores: Vec<(String, i64)> = pairs(app, sql).await;
    let states: Vec<&str> = scores.iter().map(|(state, _)| state.as_str()).collect();
    assert_eq!(states, ["computed", "disclosed", "final"]);
    assert!(scores.iter().all(|(_, many)| *many > 1), "{scores:?}");
}

pub(super) async fn a_corrected_cycle_can_be_made_final(app: &App) {
    let now = app.clock.now().timestamp_millis();
    let sql = "SELECT state, objections_until FROM rating_cycle WHERE state = 'disclosed'";
    let over: Vec<(String, i64)> = pairs(app, sql).await;
    assert!(matches!(over.as_slice(), [(_, until)] if *until < now), "{over:?}");
    let sql = "SELECT state, recheck_until FROM rating_objection";
    let decided: Vec<(String, i64)> = pairs(app, sql).await;
    let upheld = |state: &str, until: i64| state == "upheld" && until < now;
    assert!(matches!(decided.as_slice(), [(state, until)] if upheld(state, *until)), "{decided:?}");
    let sql = "SELECT c.state, COUNT(*) FROM rating_revision r JOIN rating_score s ON s.id = r.score_id \
        JOIN rating_cycle c ON c.id = s.cycle_id WHERE r.after_total > r.before_total GROUP BY c.state";
    let better: Vec<(String, i64)> = pairs(app, sql).await;
    assert_eq!(better, [("disclosed".to_owned(), 1)]);
}

pub(super) async fn a_list_can_be_published(app: &App) {
    let now = app.clock.now().timestamp_millis();
    let sql = "SELECT r.state, r.objections_until FROM rating_list r JOIN rating_listing l ON l.list_id = r.id \
        WHERE r.kind = 'red' AND l.state = 'noticed' AND l.stars = 5";
    let lists: Vec<(String, i64)> = pairs(app, sql).await;
    let over = |state: &str, until: i64| state == "proposed" && until < now;
    assert!(matches!(lists.as_slice(), [(state, until)] if over(state, *until)), "{lists:?}");
}

pub(super) async fn the_ledger_has_both_sides(app: &App) {
    let sql = "SELECT cause, COUNT(*) FROM credit_entry GROUP BY cause ORDER BY cause";
    let found: Vec<(String, i64)> = pairs(app, sql).await;
    let causes: Vec<&str> = found.iter().map(|(cause, _)| cause.as_str()).collect();
    assert_eq!(causes, ["found", "objection", "red_card", "repair", "yellow_card"]);
    let sql =
        "SELECT state, COUNT(*) FROM credit_standing WHERE state = 'repair_sought' GROUP BY state";
    assert_eq!(pairs::<String, i64>(app, sql).await.len(), 1, "one waits to be decided");
}

pub(super) async fn findings_and_figures_are_there(app: &App) {
    let sql = "SELECT state, COUNT(*) FROM rating_finding GROUP BY state ORDER BY state";
    let one = |state: &str| (state.to_owned(), 1);
    let found: Vec<(String, i64)> = pairs(app, sql).await;
    assert_eq!(found, ["filed", "rectified", "verified"].map(one));
    let sql = "SELECT state, COUNT(*) FROM reported_figure GROUP BY state ORDER BY state";
    let found: Vec<(String, i64)> = pairs(app, sql).await;
    assert_eq!(found, ["reported", "verified"].map(one));
}
