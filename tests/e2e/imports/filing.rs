//! Filing: all or nothing, past bad rows, once for a key and for a reference, and cancelled.

use serde_json::json;
use tests::{Service, served_by_both, world};

use super::{brought, counts, ended, good, rows, shown, table, tickets, told, wrong};

served_by_both!(
    a_row_is_filed_like_a_ticket_of_its_own,
    all_or_nothing_files_nothing_where_a_row_is_bad,
    all_rows_are_filed_at_one_moment,
    bad_rows_are_skipped,
    a_key_begins_one_import_and_a_reference_files_one_ticket,
    what_is_cancelled_keeps_what_was_filed,
    who_lost_the_duty_files_no_more,
);

async fn a_row_is_filed_like_a_ticket_of_its_own(service: Service) {
    let file = "外部编号,小区,类别,诉求内容,性质,紧急程度,公开范围,地址,反映人,反映人电话,联系人,联系电话\r\n\
        H-7,estate,lift,=1+1 电梯异响,报修,urgent,公开,3栋,李晓梅,13812345678,王强,0755-88888888\r\n";
    let begun = brought(&service, "hotline", "", file).await.expect(201);
    let done = ended(&service, "hotline", &begun).await;
    assert_eq!(counts(&done), ("done", [0, 0, 1, 0]));
    let report = rows(&service, "hotline", &begun, "").await;
    let path = format!("/v1/tickets/{}", report[0]["ticket_id"].as_str().unwrap());
    let ticket = service.as_("hotline").get(&path).await.expect(200);
    for (field, value) in [
        ("channel", "import"),
        ("description", "=1+1 电梯异响"),
        ("priority", "urgent"),
        ("visibility", "public"),
        ("state", "submitted"),
        ("client_ref", "H-7"),
    ] {
        assert_eq!(ticket[field], value, "{field}");
    }
    let stored = "SELECT COUNT(*) FROM ticket_contact WHERE caller_phone = '13812345678' AND phone = '0755-88888888'";
    assert_eq!(service.count(stored).await, 1);
    assert_eq!(service.count("SELECT COUNT(*) FROM import_part").await, 0, "forgotten at the end");
    assert!(service.count("SELECT COUNT(*) FROM ticket_clock").await > 0, "its clocks run");
    let body = json!({ "estate_id": world::estate("estate"), "category_id": world::category("lift"),
        "description": "电梯", "channel": "import" });
    service.as_("hotline").post("/v1/tickets", body).await.invalid("#/channel", "not_allowed");
}

async fn all_or_nothing_files_nothing_where_a_row_is_bad(service: Service) {
    let mut file = good(45);
    file.push_str("\r\nB,estate,lift,");
    let begun = brought(&service, "hotline", "mode=all_or_nothing", file).await.expect(201);
    let done = ended(&service, "hotline", &begun).await;
    assert_eq!(counts(&done), ("refused", [45, 1, 0, 0]));
    assert_eq!(tickets(&service).await, 0);
    let bad = rows(&service, "hotline", &begun, "outcome=bad").await;
    assert_eq!(told(&bad[0]), wrong(47, &[["#/description", "D47", "required"]]));
}

async fn all_rows_are_filed_at_one_moment(service: Service) {
    let begun = brought(&service, "hotline", "", good(45)).await.expect(201);
    let mut held = api::import::step(&service.app, None).await.unwrap();
    for checked in [20, 40, 45] {
        assert_eq!(counts(&shown(&service, "hotline", &begun).await).1, [checked, 0, 0, 0]);
        assert_eq!(tickets(&service).await, 0);
        held = api::import::step(&service.app, held).await.unwrap();
    }
    assert_eq!(counts(&shown(&service, "hotline", &begun).await), ("done", [0, 0, 45, 0]));
    assert_eq!(tickets(&service).await, 45);
    // A rule that changes between the check and the filing leaves nothing behind.
    let begun =
        brought(&service, "hotline", "", table(&["Z-1,estate,noise,一", "Z-2,estate,lift,二"]))
            .await;
    let begun = begun.expect(201);
    let held = api::import::step(&service.app, None).await.unwrap();
    let retired = "UPDATE category SET active = false WHERE code = 'lift'";
    service.force(retired, Vec::new()).await;
    api::import::step(&service.app, held).await.unwrap();
    let done = shown(&service, "hotline", &begun).await;
    assert_eq!(counts(&done), ("refused", [1, 1, 0, 0]));
    assert_eq!(tickets(&service).await, 45);
    let bad = rows(&service, "hotline", &begun, "outcome=bad").await;
    assert_eq!(bad[0]["number"], 3);
}

async fn bad_rows_are_skipped(service: Service) {
    let mut file = good(25);
    file.push_str("\r\nA-3,estate,lift,又一次\r\nB-1,estate,lift,好的\r\nB-2,bare,lift,坏的");
    let begun = brought(&service, "grid", "mode=skip_bad", file).await.expect(201);
    assert_eq!(begun["state"], "filing");
    let done = ended(&service, "grid", &begun).await;
    assert_eq!(counts(&done), ("done", [0, 2, 26, 0]));
    assert_eq!(tickets(&service).await, 26);
    let bad = rows(&service, "grid", &begun, "outcome=bad").await;
    let bad: Vec<_> = bad.iter().map(|row| row["number"].as_i64().unwrap()).collect();
    assert_eq!(bad, [27, 29]);
    let finished =
        "SELECT COUNT(*) FROM journal WHERE subject_kind = 'import' AND action = 'finish'";
    assert_eq!(service.count(finished).await, 1);
}

async fn a_key_begins_one_import_and_a_reference_files_one_ticket(service: Service) {
    let call = async |file: String| {
        let call = service.as_("hotline").request("POST", "/v1/imports?mode=skip_bad");
        let call = call.header("Content-Type", "text/csv").header("Idempotency-Key", "once");
        call.body(file).send().await
    };
    let first = call(good(3)).await.expect(201);
    assert_eq!(call(good(3)).await.expect(201), first);
    call(good(4)).await.refused(422, "key_reused");
    ended(&service, "hotline", &first).await;
    let again = brought(&service, "hotline", "mode=skip_bad", good(4)).await.expect(201);
    let done = ended(&service, "hotline", &again).await;
    assert_eq!(counts(&done), ("done", [0, 0, 1, 3]), "what was filed before is known");
    let changed = good(2).replace("第1号", "别的");
    let begun = brought(&service, "hotline", "mode=skip_bad", changed).await.expect(201);
    ended(&service, "hotline", &begun).await;
    let bad = rows(&service, "hotline", &begun, "outcome=bad").await;
    assert_eq!((&bad[0]["number"], &bad[0]["code"]), (&json!(3), &json!("reference_reused")));
    assert_eq!(tickets(&service).await, 4);
}

async fn what_is_cancelled_keeps_what_was_filed(service: Service) {
    let begun = brought(&service, "hotline", "mode=skip_bad", good(45)).await.expect(201);
    let held = api::import::step(&service.app, None).await.unwrap();
    let path = format!("/v1/imports/{}/cancel", begun["id"].as_str().unwrap());
    let cancelled = service.as_("hotline").post(&path, json!({})).await.expect(200);
    assert_eq!(counts(&cancelled), ("cancelled", [0, 0, 20, 0]));
    assert!(
        api::import::step(&service.app, held).await.unwrap().is_none(),
        "who works on it stops"
    );
    assert_eq!(tickets(&service).await, 20);
    assert_eq!(counts(&ended(&service, "hotline", &begun).await), ("cancelled", [0, 0, 20, 0]));
    let again = service.as_("hotline").post(&path, json!({})).await;
    assert_eq!(again.refused(409, "not_allowed_now")["state"], "cancelled");
}

async fn who_lost_the_duty_files_no_more(service: Service) {
    let begun = brought(&service, "hotline", "mode=skip_bad", good(30)).await.expect(201);
    let held = api::import::step(&service.app, None).await.unwrap();
    service.end_duty(world::duty("hotline", 0)).await;
    let held = api::import::step(&service.app, held).await.unwrap();
    assert_eq!(held.unwrap().state, ticket::ImportState::Done);
    assert_eq!(counts(&shown(&service, "hotline", &begun).await), ("done", [0, 10, 20, 0]));
    let begun = brought(&service, "community", "mode=skip_bad", good(30)).await.expect(201);
    let path = format!("/v1/accounts/{}/disable", world::person("community"));
    service.as_("admin").post(&path, json!({ "reason": "离职" })).await.expect(200);
    api::import::work(&service.app).await.unwrap();
    let states = "SELECT COUNT(*) FROM import WHERE state = 'cancelled' AND filed = 0";
    assert_eq!(service.count(states).await, 1, "{begun}");
}
