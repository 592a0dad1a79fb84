//! The dry run and its report, the template, and who may bring what.

use serde_json::json;
use tests::{Service, served_by_both, world};

use super::{brought, counts, ended, good, rows, table, tickets, told, wrong};

served_by_both!(
    a_dry_run_tells_row_by_row_and_files_nothing,
    what_is_wrong_is_told_by_cell_and_never_by_value,
    the_template_has_the_columns_that_are_taken,
    who_files_for_others_imports_within_their_scope,
    an_import_is_its_owners_alone,
);

async fn a_dry_run_tells_row_by_row_and_files_nothing(service: Service) {
    let known = json!({ "estate_id": world::estate("estate"), "category_id": world::category("lift"),
        "description": "先前已报", "client_ref": "K-1" });
    let known = service.as_("hotline").post("/v1/tickets", known).await.expect(201);
    let file = table(&[
        "A-1,estate,lift,电梯异响",
        "K-1,estate,lift,先前已报",
        "K-1,estate,lift,另一内容",
    ]);
    let begun = brought(&service, "hotline", "dry_run=true&mode=skip_bad", file).await.expect(201);
    assert_eq!((&begun["state"], &begun["rows"]), (&json!("checking"), &json!(3)));
    assert_eq!(begun["allowed_actions"], json!(["cancel"]));
    let before = tickets(&service).await;
    let done = ended(&service, "hotline", &begun).await;
    assert_eq!(counts(&done), ("done", [1, 1, 0, 1]));
    assert_eq!(done["allowed_actions"], json!([]));
    assert_eq!(tickets(&service).await, before, "nothing is filed");
    let report = rows(&service, "hotline", &begun, "").await;
    let outcomes: Vec<_> = report.iter().map(|row| (&row["number"], &row["outcome"])).collect();
    let expected = [(2, "good"), (3, "known"), (4, "bad")].map(|(n, word)| (json!(n), json!(word)));
    assert_eq!(outcomes, expected.iter().map(|(n, word)| (n, word)).collect::<Vec<_>>());
    assert_eq!(report[1]["ticket_id"], known["id"]);
    assert_eq!(told(&report[2]), wrong(4, &[["#/client_ref", "A4", "taken"]]));
    assert_eq!(rows(&service, "hotline", &begun, "outcome=bad").await, report[2..]);
}

async fn what_is_wrong_is_told_by_cell_and_never_by_value(service: Service) {
    let file = "联系电话,诉求内容*,小区*,类别*,紧急程度,纬度,公开范围\r\n\
        139CANARY,电梯,nowhere,lift,飞快,1,公开\r\n,,estate,retired-CANARY,,,\r\n13911112222,灯,estate,Lift,紧急,22.5431,PUBLIC\r\n";
    let begun = brought(&service, "community", "dry_run=true", file).await.expect(201);
    let done = ended(&service, "community", &begun).await;
    let report = rows(&service, "community", &begun, "").await;
    assert!(!format!("{done}{report:?}").contains("CANARY"));
    assert!(!format!("{report:?}").contains("13911112222"), "people are not in reports");
    let first = [["#/estate_id", "C2", "not_found"], ["#/priority", "E2", "choice"]];
    assert_eq!(told(&report[0]), wrong(2, &first));
    let second = [["#/category_id", "D3", "not_found"], ["#/description", "B3", "required"]];
    assert_eq!(told(&report[1]), wrong(3, &second));
    assert_eq!(report[1]["errors"][1]["detail"], "必填");
    // Names of categories are taken as they are written.
    assert_eq!(told(&report[2]), wrong(4, &[["#/category_id", "D4", "not_found"]]));
    let phone = "联系电话,诉求内容,小区,类别\r\n打我电话,电梯,estate,lift\r\n";
    let begun = brought(&service, "community", "dry_run=true", phone).await.expect(201);
    ended(&service, "community", &begun).await;
    let report = rows(&service, "community", &begun, "outcome=bad").await;
    assert_eq!(told(&report[0]), wrong(2, &[["#/contact/phone", "A2", "format"]]));
}

async fn the_template_has_the_columns_that_are_taken(service: Service) {
    let get = async |name: &str, query: &str| {
        service.as_(name).get(&format!("/v1/imports/template?{query}")).await
    };
    let csv = get("grid", "format=csv").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let header = csv.text().trim_end().to_owned();
    let wide = header.matches(',').count();
    let row = format!("\r\nA-1,estate,lift,电梯异响{}", ",".repeat(wide - 3));
    let begun = brought(&service, "grid", "", format!("{header}{row}")).await.expect(201);
    let done = ended(&service, "grid", &begun).await;
    assert_eq!(counts(&done), ("done", [0, 0, 1, 0]), "{}", header);
    let begun = brought(&service, "grid", "", get("grid", "format=xlsx").await.body.to_vec()).await;
    begun.invalid("#/file", "required");
    get("resident", "format=csv").await.refused(403, "forbidden");
    get("grid", "format=pdf").await.refused(400, "malformed_request");
}

async fn who_files_for_others_imports_within_their_scope(service: Service) {
    for name in ["resident", "dispatcher", "branch", "street", "admin", "client", "nobody"] {
        brought(&service, name, "", good(1)).await.refused(403, "forbidden");
    }
    let file = table(&["1,estate,lift,一", "2,other-estate,lift,二"]);
    let begun = brought(&service, "community", "mode=skip_bad", file).await.expect(201);
    let done = ended(&service, "community", &begun).await;
    assert_eq!(counts(&done), ("done", [0, 1, 1, 0]));
    let report = rows(&service, "community", &begun, "outcome=bad").await;
    assert_eq!(told(&report[0]), wrong(3, &[["#/estate_id", "B3", "not_found"]]));
    let other = world::estate("other-estate");
    let file = table(&[&format!("3,{other},lift,三")]);
    let begun = brought(&service, "community", "mode=skip_bad", file).await.expect(201);
    ended(&service, "community", &begun).await;
    let report = rows(&service, "community", &begun, "").await;
    assert_eq!(
        (&report[0]["code"], &report[0]["title"]),
        (&json!("forbidden"), &json!("无权进行此操作"))
    );
}

async fn an_import_is_its_owners_alone(service: Service) {
    let begun = brought(&service, "hotline", "", good(2)).await.expect(201);
    let path = format!("/v1/imports/{}", begun["id"].as_str().unwrap());
    for name in ["community", "admin", "street", "auditor", "resident", "client"] {
        service.as_(name).get(&path).await.refused(404, "not_found");
        service.as_(name).get(&format!("{path}/rows")).await.refused(404, "not_found");
        let cancel = service.as_(name).post(&format!("{path}/cancel"), json!({})).await;
        cancel.refused(404, "not_found");
    }
    service.as_("client").get("/v1/imports").await.refused(403, "forbidden");
    let listed = async |name: &str| {
        let page = service.as_(name).get("/v1/imports").await.expect(200);
        page["items"].as_array().unwrap().len()
    };
    assert_eq!((listed("hotline").await, listed("community").await), (1, 0));
    let other = brought(&service, "hotline", "dry_run=true", good(1)).await.expect(201);
    let page = service.as_("hotline").get("/v1/imports?limit=1").await.expect(200);
    assert_eq!(page["items"][0]["id"], other["id"]);
    let next = format!("/v1/imports?limit=1&after={}", page["next"].as_str().unwrap());
    assert_eq!(service.as_("hotline").get(&next).await.expect(200)["items"][0]["id"], begun["id"]);
    ended(&service, "hotline", &begun).await;
    service.pass(chrono::TimeDelta::days(91));
    service.run_jobs().await;
    service.run_jobs().await;
    service.as_("hotline").get(&path).await.refused(404, "not_found");
    assert_eq!(service.count("SELECT COUNT(*) FROM import_row").await, 0, "reports are forgotten");
}
