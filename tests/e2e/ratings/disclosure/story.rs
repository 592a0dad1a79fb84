//! The whole way of results from the computing to the end.

use serde_json::{Value, json};
use tests::{Service, served_by_both};

use super::{
    act, cycle_path, disclosed, finalize, league, line, object, objected, on, pass_all, path,
    rejected, score, upheld, without_source,
};
use crate::access::enlist::named;

served_by_both!(
    results_are_disclosed_disputed_corrected_checked_again_and_final,
    a_corrected_score_is_the_same_as_one_that_was_computed_so,
);

async fn results_are_disclosed_disputed_corrected_checked_again_and_final(service: Service) {
    let cycle = disclosed(&service).await;
    assert_eq!(cycle["state"], "disclosed");
    let before = score(&service, &cycle).await;
    assert_eq!((&before["disputed"], &before["revisions"]), (&json!([]), &json!([])));
    let made = objected(&service, &before).await;
    assert_eq!([&made["state"], &made["side"], &made["item"]], ["filed", "enterprise", "B1"]);
    let flagged = score(&service, &cycle).await;
    assert_eq!(flagged["disputed"], json!(["B1"]));
    let own = league(&service, "manager", &cycle, "").await;
    assert_eq!(own[0]["disputed"], json!(["B1"]));

    let decided = on(&service, "street", &made, "decide", upheld(1)).await.expect(200);
    assert_eq!(
        (&decided["state"], &decided["decision"]["upheld"]),
        (&json!("upheld"), &json!(true))
    );
    let after = score(&service, &cycle).await;
    assert_eq!(
        (&line(&before, "B1")["points"], &line(&after, "B1")["points"]),
        (&json!("1.50"), &json!("0.80"))
    );
    assert_eq!(after["disputed"], json!([]));
    let both = &after["revisions"][0];
    assert_eq!(
        (&both["before"]["total"], &both["before"]["digest"]),
        (&before["score"]["total"], &before["digest"])
    );
    assert_eq!(
        (&both["after"]["total"], &both["after"]["digest"]),
        (&after["score"]["total"], &after["digest"])
    );
    assert_eq!(decided["revisions"], after["revisions"]);
    checked_again(&service, &cycle, (&before, &made)).await;
    ended(&service, &cycle, (&before, &made)).await;
}

/// The re-check puts back what was computed.
async fn checked_again(service: &Service, cycle: &Value, (before, made): (&Value, &Value)) {
    let asked = json!({ "grounds": "备案回执未核对" });
    let again = on(service, "manager", made, "recheck", asked).await.expect(200);
    assert_eq!(again["state"], "rechecking");
    assert_eq!(score(service, cycle).await["disputed"], json!(["B1"]));
    let checked = on(service, "district", made, "decide-recheck", upheld(0)).await.expect(200);
    assert_eq!(checked["state"], "recheck_upheld");
    assert_eq!(checked["revisions"].as_array().unwrap().len(), 2);
    let last = score(service, cycle).await;
    assert_eq!((&last["score"], &last["digest"]), (&before["score"], &before["digest"]));
}

async fn ended(service: &Service, cycle: &Value, (before, made): (&Value, &Value)) {
    let owner = object(service, "resident", before, json!({ "item": "A8" })).await.expect(201);
    on(service, "street", &owner, "decide", rejected()).await.expect(200);
    pass_all(service);
    let codes = without_source(service, cycle).await;
    let done = finalize(service, cycle, &codes).await.expect(200);
    assert_eq!((&done["state"], &done["allowed_actions"]), (&json!("final"), &json!([])));
    for word in ["compute", "disclose", "finalize", "cancel"] {
        let body = if word == "cancel" { json!({ "reason": "改期" }) } else { json!({}) };
        act(service, "district", cycle, word, body).await.refused(409, "not_allowed_now");
    }
    let asked = json!({ "grounds": "再看一次" });
    on(service, "resident", &owner, "recheck", asked).await.refused(409, "not_allowed_now");
    let seen = service.as_("manager").get(&path(made)).await.expect(200);
    assert_eq!(seen["allowed_actions"], json!([]));
    let entry = "SELECT COUNT(*) FROM journal WHERE action IN ('disclose', 'finalize')";
    assert_eq!(service.count(entry).await, 2);
    let seen = named(service, "deputy").await.get(&cycle_path(cycle)).await.expect(200);
    assert!(seen["finalized_at"].is_string(), "{seen}");
}

/// Places and totals of a league table.
fn places(lines: &[Value]) -> Vec<(Value, Value, Value)> {
    let place =
        |one: &Value| (one["estate_id"].clone(), one["place"].clone(), one["total"].clone());
    lines.iter().map(place).collect()
}

async fn a_corrected_score_is_the_same_as_one_that_was_computed_so(service: Service) {
    let cycle = disclosed(&service).await;
    let before = score(&service, &cycle).await;
    let table = places(&league(&service, "district", &cycle, "").await);
    let made = object(&service, "committee", &before, json!({ "item_kind": "veto", "item": "V1" }));
    let made = made.await.expect(201);
    let veto = json!({ "veto": "V1", "holds": true });
    let body = json!({ "upheld": true, "words": "经查实", "correction": { "veto": veto } });
    on(&service, "street", &made, "decide", body).await.expect(200);
    let after = score(&service, &cycle).await;
    assert_eq!(
        (&after["score"]["stars"], &after["score"]["vetoes"][0]["code"]),
        (&json!(0), &json!("V1"))
    );
    assert_eq!(places(&league(&service, "district", &cycle, "").await), table, "the total stays");

    let made = object(&service, "neighbour", &before, json!({})).await.expect(201);
    on(&service, "street", &made, "decide", upheld(2)).await.expect(200);
    let lines = league(&service, "district", &cycle, "").await;
    let total =
        |one: &Value| -> i64 { one["total"].as_str().unwrap().replace('.', "").parse().unwrap() };
    assert!(lines.is_sorted_by(|above, below| total(above) >= total(below)), "{lines:?}");
    for one in &lines {
        let above = lines.iter().filter(|other| total(other) > total(one)).count();
        assert_eq!(one["place"], json!(above + 1));
    }
    let rows = "SELECT COUNT(*) FROM rating_score WHERE position < 1";
    assert_eq!(service.count(rows).await, 0);
}
