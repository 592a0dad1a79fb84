//! One row changed for the worse, or added, and the line of its indicator falls, and the total with it.

use serde_json::{Value, json};
use tests::{Service, served_by_both};

use super::{compute, explained, handed_in, line};
use crate::ratings::{credit, cycles::opened, findings};

served_by_both!(each_automatic_indicator_falls_with_one_row);

/// The indicator, the row that is changed, and the arithmetic before and after.
type Fall = (&'static str, &'static str, [&'static str; 2]);

#[rustfmt::skip]
const FALLS: [Fall; 12] = [
    ("A7", "UPDATE ticket_clock SET met = false WHERE kind = 'acceptance' AND stopped_by = 'accept' AND ticket_id = $1",
        ["1.50 × 1/1 = 1.50", "1.50 × 0/1 = 0.00"]),
    ("C2", "UPDATE ticket_mark SET accepted_at = NULL WHERE ticket_id = $1", ["3.00 × 3/3 = 3.00", "3.00 × 2/3 = 2.00"]),
    ("C3", "UPDATE ticket_mark SET called_solved = false WHERE ticket_id = $1", ["3.50 × 1/2 = 1.75", "3.50 × 0/2 = 0.00"]),
    ("C4", "UPDATE ticket_mark SET called_satisfied = false WHERE ticket_id = $1", ["3.50 × 1/2 = 1.75", "3.50 × 0/2 = 0.00"]),
    ("C5", "UPDATE ticket_clock SET met = false WHERE kind = 'resolution' AND ticket_id = $1", ["2/2 ≥ 0.98 = 1.50", "1/2 ≥ 0.00 = 0.00"]),
    ("C6", "UPDATE ticket_mark SET followed_up = false WHERE ticket_id = $1", ["1.00 × 1/2 = 0.50", "1.00 × 0/2 = 0.00"]),
    ("C7", "UPDATE ticket_request SET granted = false WHERE ticket_id = $1", ["1.00 − min(0 × 0.20, 1.00) = 1.00", "1.00 − min(1 × 0.20, 1.00) = 0.80"]),
    ("C8", "UPDATE ticket_mark SET contacted_at = contacted_at + 259200000 WHERE ticket_id = $1",
        ["1.00 × 1/1 = 1.00", "1.00 × 0/1 = 0.00"]),
    ("D8", "UPDATE ticket_clock SET met = false WHERE kind = 'resolution' AND ticket_id = $1",
        ["2.00 × 1/1 = 2.00", "2.00 × 0/1 = 0.00"]),
    ("H5", "UPDATE rating_finding SET due_on = '2026-03-01' WHERE id = $1", ["1.00 × 1/1 = 1.00", "1.00 × 0/1 = 0.00"]),
    // The ledger is never changed: the row is a second one.
    ("H6", "INSERT INTO credit_entry (id, enterprise_id, kind, cause, points, basis, facts, evidence, from_on, until_on, recorded_by, \
        recorded_role, recorded_at) SELECT $1, enterprise_id, 'bad', cause, points, basis, facts, evidence, from_on, until_on, \
        recorded_by, recorded_role, recorded_at FROM credit_entry", ["1.00 − min(0 × 0.50, 1.00) = 1.00", "1.00 − min(1 × 0.50, 1.00) = 0.50"]),
    ("H7", "UPDATE rating_sheet SET late_at = 1 WHERE evaluator = 'enterprise' AND signed_at IS NOT NULL AND id <> $1",
        ["0.50 × 1/1 = 0.50", "0.50 × 0/1 = 0.00"]),
];

async fn each_automatic_indicator_falls_with_one_row(service: Service) {
    let cycle = opened(&service).await;
    let rows = happened(&service).await;
    handed_in(&service, &cycle).await;
    compute(&service, &cycle).await.expect(200);
    let mut before = explained(&service, &cycle).await;
    for ((code, sql, arithmetic), row) in FALLS.iter().zip(rows) {
        let id: kernel::Uuid = row.parse().unwrap();
        assert_eq!(service.force(sql, vec![id.into()]).await, 1, "{code}");
        compute(&service, &cycle).await.expect(200);
        let after = explained(&service, &cycle).await;
        let said = [&before, &after].map(|seen| line(seen, code)["arithmetic"].clone());
        assert_eq!(json!(said), json!(arithmetic), "{code}");
        assert!(total(&after) < total(&before), "{code}");
        before = after;
    }
}

fn total(explained: &Value) -> u32 {
    let text = explained["score"]["total"].as_str().unwrap().replace('.', "");
    text.parse().unwrap()
}

/// What goes well in the period; the row that each of [`FALLS`] changes.
async fn happened(service: &Service) -> Vec<String> {
    let pooled = service.ticket_in("submitted").await;
    pooled.pooled().await;
    pooled.step("volunteer", "accept").await;
    let done = service.submit("resident", json!({ "kind": "help" })).await;
    done.to("resolved").await;
    let yes = json!({ "reached": true, "solved": true, "satisfied": true });
    done.act("branch", "follow_up", yes).await;
    let complaint = service.submit("resident", json!({ "kind": "complaint" })).await;
    complaint.to("accepted").await;
    complaint.step("worker", "progress").await;
    let repair = service.submit("resident", json!({ "kind": "repair" })).await;
    repair.to("resolved").await;
    let back = service.ticket_in("submitted").await;
    back.step("manager", "request_return").await;
    back.rule("community", 1, true).await;
    let finding = findings::file(service, "property-office", json!({})).await;
    findings::rectify(service, "manager", &finding).await.expect(200);
    findings::verify(service, "property-office", &finding, true).await.expect(200);
    credit::record(service, json!({ "kind": "good" })).await;
    let finding = finding["id"].as_str().unwrap().to_owned();
    let new: kernel::Uuid = service.app.id(service.now());
    let done = || done.id.clone();
    vec![
        pooled.id.clone(),
        done(),
        done(),
        done(),
        done(),
        done(),
        back.id.clone(),
        complaint.id.clone(),
        repair.id.clone(),
        finding,
        new.to_string(),
        new.to_string(),
    ]
}
