//! A quarter of one street from the plan to the lists that are made from final results, by nothing but what people do.

use kernel::Uuid;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{
    cycles::{
        CYCLES, FILLERS, act, adopted, cycle_path, filled, filler, on_sheet, pass_period, quarter,
        sheet_of,
    },
    disclosure::{finalize, object, on, pass_all, rejected, upheld, without_source},
    findings::{file, rectify, verify},
    lists,
    public::{listed, path as result_path},
    scores::{compute, explained, league, line},
    survey::{asked, by, by_link, close, housed, link, seen, strangers},
};

served_by_both!(an_estate_is_rated_from_the_plan_to_the_end);

/// Total and stars as computed, once the objection of the enterprise was upheld, and once that of an owner was.
const COMPUTED: (&str, u8) = ("89.31", 4);
const CORRECTED: (&str, u8) = ("90.19", 5);
const CHECKED: (&str, u8) = ("88.19", 4);
/// What interviewers are told at the door, of five; from four on someone is satisfied.
const AT_THE_DOOR: [u32; 4] = [5, 4, 2, 2];

async fn an_estate_is_rated_from_the_plan_to_the_end(service: Service) {
    let cycle = opened(&service).await;
    inspected(&service).await;
    surveyed(&service, &cycle).await;
    signed(&service, &cycle).await;
    let computed = computed(&service, &cycle).await;
    disclosed(&service, &cycle).await;
    corrected(&service, &cycle, &computed).await;
    checked_again(&service, &cycle).await;
    ended(&service, &cycle).await;
    shown_to_everyone(&service, &cycle).await;
    on_the_red_list(&service, &cycle).await;
}

/// Planned for a street, which has one estate under contract.
async fn opened(service: &Service) -> Value {
    adopted(service).await;
    let told = quarter(json!({ "area_id": world::area("street") }));
    let planned = service.as_("district").post(CYCLES, told).await.expect(201);
    assert_eq!(planned["state"], "planned");
    let cycle = act(service, "district", &planned, "open", json!({})).await.expect(200);
    assert_eq!([&cycle["rated"], &cycle["sheets"]], [&json!(1), &json!(5)]);
    cycle
}

/// Two lamps are out, are put right, and are looked at again.
async fn inspected(service: &Service) {
    let finding = file(service, "property-office", json!({ "indicator": "D4", "units": 2 })).await;
    rectify(service, "manager", &finding).await.expect(200);
    let done = verify(service, "property-office", &finding, true).await.expect(200);
    assert_eq!(done["state"], "verified");
}

/// Four of six households are satisfied, which is too few for a point.
async fn surveyed(service: &Service, cycle: &Value) {
    housed(service, 12).await;
    let id: Uuid = cycle["id"].as_str().unwrap().parse().unwrap();
    let told = asked(service, id, json!({ "size": 20_000, "seed": "2026Q1" }));
    let survey = service.as_("street").post("/v1/surveys", told).await.expect(201);
    assert_eq!([&survey["state"], &survey["drawn"]], [&json!("open"), &json!(12)]);
    let home = json!(world::premises("premises"));
    let choices = |overall: u32| json!({ "overall": overall });
    by(service, "resident", &survey, &home, choices(5)).await.expect(200);
    let others = strangers(service, &survey).await;
    let secret = link(service, &survey, &others[0]).await;
    by_link(service, &secret, choices(4)).await.expect(200);
    for (premises, overall) in others[1..].iter().zip(AT_THE_DOOR) {
        by(service, "grid", &survey, premises, choices(overall)).await.expect(200);
    }
    close(service);
    let closed = seen(service, "district", &survey).await;
    assert_eq!(closed["state"], "closed");
    let result = &closed["result"];
    assert_eq!((&result["valid"], &result["percent"]), (&json!(6), &json!("66.67")));
}

/// Every sheet is filled in the quarter and signed after it; the street holds that the contract is not in due form, and the
/// branch thinks little of the enterprise.
async fn signed(service: &Service, cycle: &Value) {
    for (evaluator, _) in FILLERS {
        filled(service, evaluator).await;
    }
    for (evaluator, code, tier) in [("property_office", "B1", 1), ("estate_branch", "H2", 3)] {
        let sheet = sheet_of(service, "estate", evaluator).await;
        let entry = json!({ "indicator": code, "tier": tier, "evidence": "台账和会议记录" });
        let told = json!({ "entries": [entry] });
        on_sheet(service, filler(evaluator), &sheet, "fill", told).await.expect(200);
    }
    pass_period(service);
    service.run_jobs().await;
    let scoring = service.as_("district").get(&cycle_path(cycle)).await.expect(200);
    assert_eq!(scoring["state"], "scoring");
    for (evaluator, name) in FILLERS {
        let sheet = sheet_of(service, "estate", evaluator).await;
        let signed = on_sheet(service, name, &sheet, "sign", json!({})).await.expect(200);
        assert_eq!([&signed["state"], &signed["in_time"]], [&json!("signed"), &json!(true)]);
    }
}

/// The finding, the answers and the sheets are in the score, each explained.
async fn computed(service: &Service, cycle: &Value) -> Value {
    let done = compute(service, cycle).await.expect(200);
    assert_eq!([&done["state"], &done["scores"]], [&json!("computed"), &json!(1)]);
    let score = explained(service, cycle).await;
    for (code, points) in [("B1", "0.80"), ("D4", "0.60"), ("H1", "0.00"), ("H2", "0.00")] {
        assert_eq!(line(&score, code)["points"], points, "{}", line(&score, code));
    }
    result(&score, COMPUTED);
    score
}

fn result(score: &Value, (total, stars): (&str, u8)) {
    let found = &score["score"];
    assert_eq!((&found["total"], &found["stars"]), (&json!(total), &json!(stars)));
}

/// Nobody outside sees a result before.
async fn disclosed(service: &Service, cycle: &Value) {
    assert_eq!(public(service, cycle).await, Vec::<Value>::new());
    let shown = act(service, "district", cycle, "disclose", json!({})).await.expect(200);
    assert_eq!(shown["state"], "disclosed");
    let seen = public(service, cycle).await.remove(0);
    assert_eq!([&seen["cycle"]["state"], &seen["total"]], ["disclosed", COMPUTED.0]);
}

/// The results of the cycle, as a stranger is shown them.
async fn public(service: &Service, cycle: &Value) -> Vec<Value> {
    listed(service, &format!("cycle_id={}", cycle["id"].as_str().unwrap())).await
}

/// The enterprise is right: the contract was in due form.
async fn corrected(service: &Service, cycle: &Value, before: &Value) {
    let made = object(service, "manager", before, json!({})).await.expect(201);
    assert_eq!(explained(service, cycle).await["disputed"], json!(["B1"]));
    let signer = on(service, "property-office", &made, "decide", upheld(0)).await;
    signer.refused(403, "forbidden");
    let decided = on(service, "street", &made, "decide", upheld(0)).await.expect(200);
    assert_eq!(decided["state"], "upheld");
    let after = explained(service, cycle).await;
    assert_eq!(line(&after, "B1")["points"], "1.50");
    result(&after, CORRECTED);
    let both = &after["revisions"][0];
    assert_eq!([&both["before"]["total"], &both["after"]["total"]], [COMPUTED.0, CORRECTED.0]);
}

/// An owner objects in vain to what the branch has, asks again, and is right in the end.
async fn checked_again(service: &Service, cycle: &Value) {
    let score = explained(service, cycle).await;
    let made = object(service, "resident", &score, json!({ "item": "A8" })).await.expect(201);
    let no = on(service, "street", &made, "decide", rejected()).await.expect(200);
    assert_eq!(no["state"], "rejected");
    result(&explained(service, cycle).await, CORRECTED);
    let asked = json!({ "grounds": "党群活动室已改作仓库" });
    on(service, "resident", &made, "recheck", asked).await.expect(200);
    let input = json!({ "indicator": "A8", "tier": 1 });
    let right =
        json!({ "upheld": true, "words": "现场复核属实", "correction": { "input": input } });
    let done = on(service, "district", &made, "decide-recheck", right).await.expect(200);
    assert_eq!(done["state"], "recheck_upheld");
    let after = explained(service, cycle).await;
    assert_eq!(line(&after, "A8")["points"], "0.50");
    assert_eq!(after["disputed"], json!([]));
    result(&after, CHECKED);
}

/// By a person, once the time is over, with the codes of what has no source.
async fn ended(service: &Service, cycle: &Value) {
    let codes = without_source(service, cycle).await;
    finalize(service, cycle, &codes).await.refused(409, "untimely");
    pass_all(service);
    finalize(service, cycle, &json!([])).await.refused(409, "sources_unconfirmed");
    let done = finalize(service, cycle, &codes).await.expect(200);
    assert_eq!((&done["state"], &done["allowed_actions"]), (&json!("final"), &json!([])));
}

async fn shown_to_everyone(service: &Service, cycle: &Value) {
    let all = public(service, cycle).await;
    let (total, stars) = CHECKED;
    let one = &all[0];
    assert_eq!((all.len(), &one["estate_id"]), (1, &json!(world::estate("estate"))));
    assert_eq!([&one["cycle"]["state"], &one["total"]], ["final", total]);
    assert_eq!((&one["stars"], &one["place"]), (&json!(stars), &json!(1)));
    let seen = service.anyone().get(&result_path(one)).await.expect(200);
    assert_eq!((&seen["rating"], &seen["history"]), (one, &json!([])));
    assert_eq!(league(service, "manager", cycle, "").await[0]["total"], total);
}

/// Proposed by the street, kept after the enterprise objected, and published by the district.
async fn on_the_red_list(service: &Service, cycle: &Value) {
    let black = lists::propose(service, "street", cycle, json!({ "kind": "black" })).await;
    black.refused(409, "nothing_to_list");
    let rule = json!({ "rule": { "stars": CHECKED.1, "clean": true, "vetoed": false } });
    let made = lists::propose(service, "street", cycle, rule).await.expect(201);
    let listing = lists::own(service, &made).await;
    let disputed = lists::on(service, "manager", &listing, "object", lists::objection()).await;
    disputed.expect(200);
    let kept = lists::decision(false);
    lists::on(service, "property-office", &listing, "decide", kept).await.expect(200);
    let publish = format!("{}/publish", lists::path(&made));
    service.as_("district").post(&publish, json!({})).await.refused(409, "untimely");
    pass_all(service);
    service.as_("street").post(&publish, json!({})).await.refused(403, "forbidden");
    service.as_("district").post(&publish, json!({})).await.expect(200);
    let seen = service.anyone().get(&lists::path(&made)).await.expect(200);
    let one = &seen["listings"][0];
    assert_eq!([&one["total"], &one["estate_id"]], [&json!(CHECKED.0), &listing["estate_id"]]);
    assert!(seen["list"]["effect"].as_str().unwrap().contains("不触发任何"), "{seen}");
}
