//! What is recorded makes the grade, is never changed, and is taken back by a counter-entry alone.

use chrono::TimeDelta;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{PATH, about, act, grade, items, path, record};

served_by_both!(
    a_record_makes_the_grade,
    a_record_of_no_term_has_effect_for_a_year,
    a_record_is_reversed_once,
    the_ledger_is_double,
    the_database_lets_no_entry_be_changed,
    what_makes_no_sense_is_refused,
    a_grade_is_of_an_enterprise_and_by_the_bands_of_the_deployment,
    a_key_records_once,
);

async fn a_record_makes_the_grade(service: Service) {
    let first = grade(&service, "resident", "").await;
    assert_eq!((&first["grade"], &first["score"]), (&json!("AA"), &json!("80.00")));
    let bad = record(&service, json!({})).await;
    assert_eq!((&bad["state"], &bad["effective"]), (&json!("recorded"), &json!(true)));
    assert_eq!(bad["allowed_actions"], json!(["reverse"]));
    assert!(bad["remedy"].as_str().unwrap().contains("异议"));
    assert!(bad["note"].as_str().unwrap().contains("不触发任何惩戒"));
    let told = grade(&service, "neighbour", "").await;
    assert_eq!((&told["grade"], &told["score"]), (&json!("A"), &json!("75.00")));
    assert!(told["note"].as_str().unwrap().contains("不触发任何惩戒"));
    assert!(told["source"].as_str().unwrap().contains("烟台"));
    let praise = json!({ "kind": "good", "points": "30.00", "facts": "抢险救援及时" });
    record(&service, praise.clone()).await;
    record(&service, praise).await;
    let told = grade(&service, "committee", "").await;
    assert_eq!(
        ["good", "good_counted", "bad", "score", "grade"].map(|name| told[name].clone()),
        [json!("60.00"), json!("40.00"), json!("5.00"), json!("115.00"), json!("AAA")]
    );
    assert_eq!((&told["good_records"], &told["bad_records"]), (&json!(2), &json!(1)));
    let entries = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'credit_entry'";
    assert_eq!(service.count(entries).await, 3);
}

async fn a_record_of_no_term_has_effect_for_a_year(service: Service) {
    let today = service.app.today(service.now());
    let made = record(&service, json!({ "effective_from": today.to_string() })).await;
    let last = today.checked_add_months(chrono::Months::new(12)).unwrap() - TimeDelta::days(1);
    assert_eq!(made["effective_until"], last.to_string());
    for (on, grade_then) in [
        (today - TimeDelta::days(1), "AA"),
        (today, "A"),
        (last, "A"),
        (last + TimeDelta::days(1), "AA"),
    ] {
        let told = grade(&service, "resident", &format!("?on={on}")).await;
        assert_eq!(told["grade"], grade_then, "{on}");
    }
    service.pass(last - today + TimeDelta::days(1));
    let seen = service.as_("auditor").get(&path(&made)).await.expect(200);
    assert_eq!((&seen["state"], &seen["effective"]), (&json!("recorded"), &json!(false)));
}

async fn a_record_is_reversed_once(service: Service) {
    let made = record(&service, json!({})).await;
    act(&service, "street", &made, "reverse", json!({ "reason": " " }))
        .await
        .invalid("#/reason", "required");
    let reason = json!({ "reason": "记录对象有误" });
    let gone = act(&service, "street", &made, "reverse", reason.clone()).await.expect(200);
    assert_eq!((&gone["state"], &gone["effective"]), (&json!("countered"), &json!(false)));
    assert_eq!(gone["ended_on"], gone["effective_from"]);
    let again = act(&service, "street", &made, "reverse", reason).await;
    let again = again.refused(409, "not_allowed_now");
    assert_eq!((&again["state"], &again["allowed_actions"]), (&json!("countered"), &json!([])));
    let counter = json!({ "id": gone["counter_id"] });
    let counter = service.as_("manager").get(&path(&counter)).await.expect(200);
    assert_eq!((&counter["points"], &counter["cause"]), (&json!("-5.00"), &json!("reversal")));
    assert_eq!((&counter["counters"], &counter["state"]), (&made["id"], &json!("counter_entry")));
    for word in ["reverse", "object"] {
        let name = if word == "reverse" { "street" } else { "manager" };
        let body = json!({ "reason": "再冲", "evidence": "无" });
        let body = if word == "reverse" { json!({ "reason": "再冲" }) } else { body };
        act(&service, name, &counter, word, body).await.refused(409, "not_allowed_now");
    }
    assert_eq!(grade(&service, "resident", "").await["grade"], "AA");
    assert_eq!(service.count("SELECT COUNT(*) FROM credit_entry").await, 2);
}

async fn the_ledger_is_double(service: Service) {
    for points in ["1.00", "2.50", "7.25"] {
        let made = record(&service, json!({ "points": points })).await;
        let reason = json!({ "reason": "记录对象有误" });
        act(&service, "property-office", &made, "reverse", reason).await.expect(200);
    }
    let kept = record(&service, json!({ "points": "0.01" })).await;
    let sum = "SELECT CAST(SUM(points) AS bigint) FROM credit_entry";
    assert_eq!(service.count(sum).await, 1, "what was taken back makes nothing");
    let days = "SELECT COUNT(*) FROM credit_entry c JOIN credit_entry o ON o.id = c.counters \
        WHERE c.points = -o.points AND c.from_on = o.from_on AND c.until_on = o.until_on";
    assert_eq!(service.count(days).await, 3);
    assert_eq!(grade(&service, "resident", "").await["score"], "79.99");
    assert_eq!(items(&service, "street", "").await.len(), 7);
    let counting = format!("&effective_on={}", service.app.today(service.now()));
    let counting = items(&service, "street", &counting).await;
    assert_eq!((counting.len(), &counting[0]["id"]), (1, &kept["id"]));
}

async fn the_database_lets_no_entry_be_changed(service: Service) {
    record(&service, json!({})).await;
    let conn = service.app.store.connection();
    let engine = conn.get_database_backend();
    let own = match engine {
        DbBackend::Sqlite => "INSERT OR REPLACE INTO credit_entry SELECT * FROM credit_entry",
        _ => "TRUNCATE credit_entry CASCADE",
    };
    let tries = [
        "UPDATE credit_entry SET points = 1",
        "UPDATE credit_entry SET facts = ''",
        "DELETE FROM credit_entry",
        "INSERT INTO credit_entry SELECT * FROM credit_entry WHERE true \
            ON CONFLICT (id) DO UPDATE SET points = 1",
        own,
    ];
    for sql in tries {
        let tried = conn.execute_raw(Statement::from_string(engine, sql)).await;
        let error = tried.unwrap_err().to_string();
        assert!(error.contains("the credit ledger is never changed"), "{sql}: {error}");
    }
    let sum = "SELECT CAST(SUM(points) AS bigint) FROM credit_entry";
    assert_eq!(service.count(sum).await, 500);
}

async fn what_makes_no_sense_is_refused(service: Service) {
    let office = service.as_("property-office");
    let day =
        |days: i64| json!(service.app.today(service.now() + TimeDelta::days(days)).to_string());
    for (over, pointer, fault) in [
        (json!({ "points": "0.00" }), "#/points", "range"),
        (json!({ "points": "-5.00" }), "#/points", "range"),
        (json!({ "points": "100.01" }), "#/points", "range"),
        (json!({ "basis": " " }), "#/basis", "required"),
        (json!({ "evidence": "" }), "#/evidence", "length"),
        (json!({ "kind": "fair" }), "#/kind", "choice"),
        (json!({ "effective_from": day(400) }), "#/effective_from", "range"),
        (json!({ "effective_until": day(-1) }), "#/effective_until", "range"),
        (json!({ "effective_until": "2026-13-01" }), "#/effective_until", "format"),
        (
            json!({ "enterprise_id": world::organization("department") }),
            "#/enterprise_id",
            "not_found",
        ),
        (
            json!({ "enterprise_id": world::organization("other-enterprise") }),
            "#/enterprise_id",
            "not_allowed",
        ),
        (json!({ "estate_id": world::area("grid") }), "#/estate_id", "not_found"),
    ] {
        office.post(PATH, about(over)).await.invalid(pointer, fault);
    }
    let elsewhere = json!({
        "enterprise_id": world::organization("other-enterprise"), "estate_id": world::estate("other-estate"),
    });
    office.post(PATH, about(elsewhere)).await.refused(403, "forbidden");
    for name in ["manager", "district", "community", "auditor", "resident"] {
        service.as_(name).post(PATH, about(json!({}))).await.refused(403, "forbidden");
    }
    assert_eq!(service.count("SELECT COUNT(*) FROM credit_entry").await, 0);
}

async fn a_grade_is_of_an_enterprise_and_by_the_bands_of_the_deployment(service: Service) {
    let told = grade(&service, "client", "").await;
    let bands: Vec<&Value> =
        told["bands"].as_array().unwrap().iter().map(|band| &band["from"]).collect();
    assert_eq!(bands, ["85.00", "80.00", "70.00", "60.00"]);
    assert_eq!(told["below"], "C");
    let department = world::organization("department");
    let of = |id| format!("/v1/enterprises/{id}/credit-grade");
    service.as_("resident").get(&of(department)).await.refused(404, "not_found");
    let enterprise = world::organization("enterprise");
    let wrong = format!("{}?on=2026-2-1", of(enterprise));
    let refused = service.as_("resident").get(&wrong).await.refused(400, "malformed_request");
    assert_eq!(refused["errors"][0]["parameter"], "on");
    service.anyone().get(&of(enterprise)).await.refused(401, "unauthenticated");
    let strict = Service::with(service.database.kind, |config| {
        config.credit.base = kernel::Hundredths(50_00);
        config.credit.bands.truncate(1);
        config.credit.below = "未达标".to_owned();
    });
    let told = grade(&strict.await, "resident", "").await;
    assert_eq!((&told["grade"], &told["score"]), (&json!("未达标"), &json!("50.00")));
}

async fn a_key_records_once(service: Service) {
    let send = async || {
        let call = service.as_("property-office").request("POST", PATH);
        call.header("Idempotency-Key", "once").json(&about(json!({}))).send().await
    };
    let (first, again) = (send().await, send().await);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(first.body, again.body);
    assert_eq!(service.count("SELECT COUNT(*) FROM credit_entry").await, 1);
}
