//! A photo or a paper on each thing that is recorded or rated, from whoever made it or has a step to take on it.

use image::ImageFormat;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{files, send};
use crate::{
    attachments::{jpeg, pdf, picture},
    ratings::{
        credit,
        cycles::{opened, sheet_of, sheet_path},
        disclosure::{self, disclosed, objected, score},
        findings::{self, found, rectify},
        lists, reported,
    },
};

served_by_both!(
    a_photo_is_taken_and_shown,
    each_side_of_a_finding_attaches,
    a_reported_figure_gets_papers,
    a_sheet_gets_papers_for_its_items,
    an_objection_gets_papers,
    a_listing_gets_papers,
    a_credit_record_gets_papers,
    who_gave_a_card_has_its_ticket_for_papers,
);

async fn a_photo_is_taken_and_shown(service: Service) {
    let path = findings::path(&found(&service, json!({})).await);
    let photo = picture(400, 300, ImageFormat::Jpeg);
    let reply = send(&service, "property-office", &path, photo).await;
    let location = reply.header("location").to_owned();
    let made = reply.expect(201);
    let shown = ["subject_kind", "number", "item", "media_type", "width", "height", "role"];
    assert_eq!(
        json!(shown.map(|name| &made[name])),
        json!(["finding", 1, null, "image/jpeg", 400, 300, "property_office"])
    );
    assert_eq!(path, format!("/v1/findings/{}", made["subject_id"].as_str().unwrap()));
    assert_eq!(service.as_("manager").get(&location).await.expect(200), made);
    assert!(!made.to_string().contains(&world::person("property-office").to_string()));
    let paper = send(&service, "property-office", &path, pdf()).await.expect(201);
    assert_eq!((&paper["number"], &paper["thumbnail_url"]), (&json!(2), &Value::Null));
    assert_eq!(files(&service, "auditor", &path).await, [made.clone(), paper]);
    let list = service.as_("auditor").get("/v1/findings").await.expect(200);
    assert_eq!(list["items"][0]["evidence_files"], 2);
    let entries =
        "SELECT COUNT(*) FROM journal WHERE subject_kind = 'evidence' AND action = 'attach'";
    assert_eq!(service.count(entries).await, 2);
}

async fn each_side_of_a_finding_attaches(service: Service) {
    let finding = found(&service, json!({})).await;
    let path = findings::path(&finding);
    for (name, role) in [
        ("property-office", "property_office"),
        ("manager", "manager"),
        ("dispatcher", "dispatcher"),
        ("worker", "worker"),
    ] {
        let made = send(&service, name, &path, jpeg()).await.expect(201);
        assert_eq!(made["role"], role);
    }
    for name in ["branch", "committee", "grid", "secretary", "street", "district", "auditor"] {
        send(&service, name, &path, jpeg()).await.refused(403, "forbidden");
    }
    for name in ["resident", "client", "other-dispatcher", "nobody", "far-district"] {
        send(&service, name, &path, jpeg()).await.refused(404, "not_found");
    }
    rectify(&service, "manager", &finding).await.expect(200);
    send(&service, "property-office", &path, jpeg()).await.expect(201);
    send(&service, "worker", &path, jpeg()).await.refused(409, "not_allowed_now");
    assert_eq!(files(&service, "committee", &path).await.len(), 5);
}

async fn a_reported_figure_gets_papers(service: Service) {
    let figure = reported::report(&service, "client", json!({})).await;
    let path = reported::path(&figure);
    let made = send(&service, "client", &path, pdf()).await.expect(201);
    assert_eq!(
        (&made["subject_kind"], &made["role"]),
        (&json!("reported_figure"), &json!("system_client"))
    );
    send(&service, "property-office", &path, pdf()).await.expect(201);
    for name in ["manager", "branch", "community"] {
        send(&service, name, &path, pdf()).await.refused(403, "forbidden");
    }
    assert_eq!(files(&service, "client", &path).await.len(), 2);
}

async fn a_sheet_gets_papers_for_its_items(service: Service) {
    opened(&service).await;
    let path = sheet_path(&sheet_of(&service, "estate", "property_office").await);
    for item in ["D4", "V1", "P1"] {
        let to = format!("{path}?item={item}");
        let made = send(&service, "property-office", &to, jpeg()).await.expect(201);
        assert_eq!(made["item"], item);
    }
    let whole = send(&service, "property-office", &path, pdf()).await.expect(201);
    assert_eq!((&whole["item"], &whole["number"]), (&Value::Null, &json!(4)));
    for item in ["F1", "Z9", "", "D4%27", "d4"] {
        let to = format!("{path}?item={item}");
        let refused = send(&service, "property-office", &to, jpeg()).await;
        let refused = refused.refused(422, "validation_failed");
        assert_eq!(refused["errors"][0]["parameter"], "item", "{item}");
    }
    let report = sheet_path(&sheet_of(&service, "estate", "enterprise").await);
    send(&service, "manager", &format!("{report}?item=P1"), pdf()).await.expect(201);
    send(&service, "manager", &format!("{report}?item=V1"), pdf())
        .await
        .refused(422, "validation_failed");
    send(&service, "manager", &path, pdf()).await.refused(404, "not_found");
    service.as_("manager").get(&format!("{path}/evidence")).await.refused(404, "not_found");
    assert_eq!(files(&service, "district", &path).await.len(), 4);
}

async fn an_objection_gets_papers(service: Service) {
    let cycle = disclosed(&service).await;
    let made = objected(&service, &score(&service, &cycle).await).await;
    let path = disclosure::path(&made);
    for name in ["manager", "street"] {
        send(&service, name, &path, pdf()).await.expect(201);
    }
    for name in ["committee", "branch", "auditor"] {
        send(&service, name, &path, pdf()).await.refused(403, "forbidden");
    }
    assert_eq!(files(&service, "committee", &path).await.len(), 2);
}

async fn a_listing_gets_papers(service: Service) {
    let listing = lists::own(&service, &lists::proposed(&service).await).await;
    let path = format!("{}/{}", lists::LISTINGS, listing["id"].as_str().unwrap());
    send(&service, "manager", &path, pdf()).await.expect(201);
    send(&service, "property-office", &path, pdf()).await.refused(409, "not_allowed_now");
    lists::on(&service, "manager", &listing, "object", lists::objection()).await.expect(200);
    for name in ["manager", "property-office", "street"] {
        send(&service, name, &path, pdf()).await.expect(201);
    }
    assert_eq!(files(&service, "district", &path).await.len(), 4);
}

async fn a_credit_record_gets_papers(service: Service) {
    let path = credit::path(&credit::record(&service, json!({})).await);
    for name in ["property-office", "street", "manager"] {
        send(&service, name, &path, pdf()).await.expect(201);
    }
    send(&service, "district", &path, pdf()).await.refused(409, "not_allowed_now");
    for name in ["branch", "community", "auditor"] {
        send(&service, name, &path, pdf()).await.refused(403, "forbidden");
    }
    for name in ["resident", "worker", "committee", "client"] {
        send(&service, name, &path, pdf()).await.refused(404, "not_found");
        service.as_(name).get(&format!("{path}/evidence")).await.refused(404, "not_found");
    }
    assert_eq!(files(&service, "manager", &path).await.len(), 3);
}

async fn who_gave_a_card_has_its_ticket_for_papers(service: Service) {
    let case = service.ticket_in("accepted").await;
    let by = service.app.time(service.now() + chrono::TimeDelta::hours(4));
    let card = json!({ "kind": "yellow_card", "note": "限期整改", "answer_by": by });
    case.try_("branch", "supervise", card).await.expect(200);
    let page = service.as_("manager").get("/v1/credit-entries").await.expect(200);
    let path = credit::path(&page["items"][0]);
    send(&service, "branch", &path, pdf()).await.refused(403, "forbidden");
    send(&service, "manager", &path, pdf()).await.expect(201);
}
