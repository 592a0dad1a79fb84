//! A scheme is drafted by one person and put in force by another, and its content never changes.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{TEMPLATE, deputy, draft_of, small};

served_by_both!(
    two_people_put_a_scheme_in_force,
    another_scheme_takes_its_place,
    what_is_not_sound_stays_a_draft,
    an_export_is_drafted_from_again,
    the_template_says_that_it_is_reconstructed,
    a_draft_must_make_sense,
    the_list_is_read_to_its_end,
);

fn ids(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect()
}

async fn two_people_put_a_scheme_in_force(service: Service) {
    let (district, resident) = (service.as_("district"), service.as_("resident"));
    let made = district.post("/v1/schemes", draft_of("from_id", json!(TEMPLATE))).await;
    assert!(made.header("location").starts_with("/v1/schemes/"));
    let made = made.expect(201);
    assert_eq!(
        (&made["state"], &made["edition"], &made["faults"]),
        (&json!("drafted"), &json!(1), &json!([]))
    );
    assert_eq!((&made["aspects"], &made["indicators"]), (&json!(8), &json!(58)));
    assert_eq!(
        (&made["area_id"], &made["allowed_actions"]),
        (&json!(world::area("district")), &json!([]))
    );
    let path = format!("/v1/schemes/{}", made["id"].as_str().unwrap());
    for stranger in ["resident", "street", "admin", "far-district", "client"] {
        service.as_(stranger).get(&path).await.refused(404, "not_found");
        let list = service.as_(stranger).get("/v1/schemes").await.expect(200);
        assert_eq!(ids(&list).len(), 2, "{stranger}");
    }
    let list = service.as_("auditor").get("/v1/schemes").await.expect(200);
    assert_eq!(ids(&list)[0], made["id"]);

    let adopt = format!("{path}/adopt");
    district.post(&adopt, json!({})).await.refused(403, "forbidden");
    service.as_("far-district").post(&adopt, json!({})).await.refused(404, "not_found");
    service.as_("auditor").post(&adopt, json!({})).await.refused(403, "forbidden");
    let deputy = deputy(&service).await;
    assert_eq!(deputy.get(&path).await.expect(200)["allowed_actions"], json!(["adopt"]));
    let entries = service.journal_length().await;
    let adopted = deputy.post(&adopt, json!({})).await.expect(200);
    assert_eq!(service.journal_length().await, entries + 1);
    assert_eq!((&adopted["state"], &adopted["document"]), (&json!("adopted"), &made["document"]));
    assert_eq!(adopted["drafted_by"], json!(world::person("district")));
    let again = deputy.post(&adopt, json!({})).await.refused(409, "not_allowed_now");
    assert_eq!((&again["state"], &again["allowed_actions"]), (&json!("adopted"), &json!([])));
    assert_eq!(resident.get(&path).await.expect(200)["state"], "adopted");
    assert_eq!(ids(&resident.get("/v1/schemes").await.expect(200))[0], made["id"]);
}

async fn another_scheme_takes_its_place(service: Service) {
    let (district, deputy) = (service.as_("district"), deputy(&service).await);
    let mut paths = Vec::new();
    for edition in 1..=2 {
        service.pass(chrono::TimeDelta::seconds(1));
        let made = district.post("/v1/schemes", draft_of("document", small())).await.expect(201);
        assert_eq!(made["edition"], edition);
        paths.push(format!("/v1/schemes/{}", made["id"].as_str().unwrap()));
    }
    let entries = service.journal_length().await;
    for path in &paths {
        deputy.post(&format!("{path}/adopt"), json!({})).await.expect(200);
    }
    assert_eq!(service.journal_length().await, entries + 3, "one comes, one goes, one comes");
    let first = service.as_("resident").get(&paths[0]).await.expect(200);
    assert_eq!((&first["state"], first["replaced_at"].is_string()), (&json!("replaced"), true));
    let in_force = "SELECT COUNT(*) FROM rating_scheme WHERE state = 'adopted'";
    assert_eq!(service.count(in_force).await, 1);
    deputy.post(&format!("{}/adopt", paths[0]), json!({})).await.refused(409, "not_allowed_now");
}

async fn what_is_not_sound_stays_a_draft(service: Service) {
    let mut unsound = small();
    unsound["aspects"][0]["indicators"][0]["method"]["figure"] = json!("ticket.mood");
    unsound["bands"][2]["from"] = json!("10.00");
    let made = service.as_("district").post("/v1/schemes", draft_of("document", unsound)).await;
    let made = made.expect(201);
    let places = |faults: &Value, field: &str| -> Vec<String> {
        let faults = faults.as_array().unwrap().iter();
        faults.map(|one| one[field].as_str().unwrap().to_owned()).collect()
    };
    let figure = "#/aspects/0/indicators/0/method/figure";
    assert_eq!(places(&made["faults"], "pointer"), [figure, "#/bands/2/from"]);
    assert_eq!(places(&made["faults"], "code"), ["unknown_figure", "gap"]);
    let adopt = format!("/v1/schemes/{}/adopt", made["id"].as_str().unwrap());
    let refused = deputy(&service).await.post(&adopt, json!({})).await;
    let refused = refused.refused(422, "scheme_unsound");
    let named = places(&refused["errors"], "pointer");
    assert_eq!(
        named,
        ["#/document/aspects/0/indicators/0/method/figure", "#/document/bands/2/from"]
    );
    assert_eq!(
        service.count("SELECT COUNT(*) FROM rating_scheme WHERE state = 'drafted'").await,
        1
    );
}

async fn an_export_is_drafted_from_again(service: Service) {
    let export = |id: &str| format!("/v1/schemes/{id}/export");
    let file = service.as_("resident").get(&export(TEMPLATE)).await;
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"star-rating-2023.json\""
    );
    let mut document = file.expect(200);
    document["code"] = json!("longgang-2026");
    document["status"] = json!("local");
    let district = service.as_("district");
    let made =
        district.post("/v1/schemes", draft_of("document", document.clone())).await.expect(201);
    assert_eq!((&made["document"], &made["code"]), (&document, &json!("longgang-2026")));
    let id = made["id"].as_str().unwrap();
    assert_eq!(district.get(&export(id)).await.expect(200), document);
    service.as_("resident").get(&export(id)).await.refused(404, "not_found");
    let read = district.get(&format!("/v1/schemes/{id}")).await;
    let tag = read.header("etag").to_owned();
    let unchanged =
        district.request("GET", &format!("/v1/schemes/{id}")).header("If-None-Match", &tag);
    unchanged.send().await.expect(304);
}

async fn the_template_says_that_it_is_reconstructed(service: Service) {
    let client = service.as_("client");
    let list = client.get("/v1/schemes").await.expect(200);
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
    for one in list["items"].as_array().unwrap() {
        let told =
            ["status", "state", "aspects", "indicators", "area_id"].map(|name| one[name].clone());
        assert_eq!(
            told,
            [json!("reconstructed"), json!("shipped"), json!(8), json!(58), Value::Null]
        );
    }
    let path = format!("/v1/schemes/{TEMPLATE}");
    let template = client.get(&path).await.expect(200);
    assert!(template["status_label"].as_str().unwrap().contains("正式清单未公布"));
    assert!(template["document"]["provenance"].as_str().unwrap().contains("不是官方文本"));
    service
        .as_("district")
        .post(&format!("{path}/adopt"), json!({}))
        .await
        .refused(403, "forbidden");
}

async fn a_draft_must_make_sense(service: Service) {
    let district = service.as_("district");
    let post = async |body: Value| district.post("/v1/schemes", body).await;
    post(draft_of("from_id", json!(world::area("district"))))
        .await
        .invalid("#/from_id", "not_found");
    post(json!({ "area_id": world::area("district") })).await.invalid("#/document", "required");
    let mut both = draft_of("from_id", json!(TEMPLATE));
    both["document"] = small();
    post(both).await.invalid("#/from_id", "not_allowed");
    let of = |area: &str| json!({ "area_id": world::area(area), "from_id": TEMPLATE });
    post(of("street")).await.invalid("#/area_id", "not_allowed");
    post(of("far-district")).await.refused(403, "forbidden");
    post(of("far-street")).await.refused(403, "forbidden");
    service.as_("street").post("/v1/schemes", of("street")).await.refused(403, "forbidden");
    let kind = "#/document/aspects/0/indicators/1/method/kind";
    for (place, value, pointer, fault) in [
        ("/code", json!("Not So"), "#/document/code", "format"),
        ("/name_zh", json!(""), "#/document/name_zh", "length"),
        ("/colour", json!("red"), "#/document/colour", "unknown_field"),
        ("/bonus/cap", json!("1000.01"), "#/document/bonus/cap", "range"),
        ("/bonus/cap", json!("5.001"), "#/document/bonus/cap", "format"),
        (
            "/aspects/0/indicators/1/evaluator",
            json!("neighbour"),
            "#/document/aspects/0/indicators/1/evaluator",
            "choice",
        ),
        ("/aspects/0/indicators/1/method/kind", json!("guess"), kind, "choice"),
    ] {
        let mut document = small();
        let (parent, name) = place.rsplit_once('/').unwrap();
        document.pointer_mut(parent).unwrap()[name] = value;
        post(draft_of("document", document)).await.invalid(pointer, fault);
    }
}

async fn the_list_is_read_to_its_end(service: Service) {
    let district = service.as_("district");
    for _ in 0..2 {
        service.pass(chrono::TimeDelta::seconds(1));
        district.post("/v1/schemes", draft_of("document", small())).await.expect(201);
    }
    let all = district.get("/v1/schemes").await.expect(200);
    assert_eq!((ids(&all).len(), &all["next"]), (4, &Value::Null));
    for limit in 1..=3 {
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = district.get(&format!("/v1/schemes?limit={limit}{after}")).await.expect(200);
            seen.extend(ids(&page).into_iter().map(str::to_owned));
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(seen, ids(&all), "{limit} at a time");
    }
    let deputy = deputy(&service).await;
    let path = format!("/v1/schemes/{}/adopt", ids(&all)[1]);
    deputy.post(&path, json!({})).await.expect(200);
    let (own, far) = (world::area("district"), world::area("far-district"));
    let street = world::area("street");
    for (filter, expected) in [
        ("state=adopted".to_owned(), &ids(&all)[1..2]),
        ("state=drafted".to_owned(), &ids(&all)[..1]),
        ("state=shipped".to_owned(), &ids(&all)[2..]),
        (format!("area_id={own}"), &ids(&all)[..2]),
        (format!("area_id={own}&state=adopted"), &ids(&all)[1..2]),
        (format!("area_id={own}&state=shipped"), &[]),
        (format!("area_id={far}"), &[]),
        (format!("area_id={street}"), &[]),
    ] {
        let page = district.get(&format!("/v1/schemes?{filter}")).await.expect(200);
        assert_eq!(ids(&page), expected, "{filter}");
    }
}
