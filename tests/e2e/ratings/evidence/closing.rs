//! Files are attached until nothing can be done any more, and stay as they are.

use serde_json::json;
use tests::{Service, served_by_both, world};

use super::{files, send};
use crate::{
    attachments::{jpeg, kept, pdf},
    ratings::{
        cycles::{filled, on_sheet, opened, pass_period, sheet_path},
        findings::{self, found, rectify, verify, withdraw},
        reported,
    },
};

served_by_both!(
    a_finding_that_is_over_takes_none,
    a_signed_sheet_takes_none,
    a_rejected_figure_takes_none,
    who_lost_the_duty_attaches_nothing,
    files_outlast_the_sweep,
    a_key_is_answered_again_after_the_end,
);

async fn a_finding_that_is_over_takes_none(service: Service) {
    let over = found(&service, json!({})).await;
    let path = findings::path(&over);
    send(&service, "manager", &path, jpeg()).await.expect(201);
    rectify(&service, "manager", &over).await.expect(200);
    verify(&service, "property-office", &over, true).await.expect(200);
    let refused = send(&service, "manager", &path, jpeg()).await;
    assert_eq!(refused.refused(409, "not_allowed_now")["state"], "verified");
    withdraw(&service, "property-office", &over).await.expect(200);
    let refused = send(&service, "property-office", &path, jpeg()).await;
    assert_eq!(refused.refused(409, "not_allowed_now")["state"], "withdrawn");
    assert_eq!(files(&service, "manager", &path).await.len(), 1);
}

async fn a_signed_sheet_takes_none(service: Service) {
    opened(&service).await;
    let sheet = filled(&service, "estate_branch").await;
    let path = sheet_path(&sheet);
    send(&service, "branch", &path, pdf()).await.expect(201);
    pass_period(&service);
    on_sheet(&service, "branch", &sheet, "sign", json!({})).await.expect(200);
    let refused = send(&service, "branch", &path, pdf()).await;
    assert_eq!(refused.refused(409, "not_allowed_now")["state"], "signed");
    assert_eq!(files(&service, "branch", &path).await.len(), 1);
}

async fn a_rejected_figure_takes_none(service: Service) {
    let figure = reported::report(&service, "manager", json!({})).await;
    reported::verify(&service, "property-office", &figure, false).await.expect(200);
    let refused = send(&service, "manager", &reported::path(&figure), pdf()).await;
    assert_eq!(refused.refused(409, "not_allowed_now")["state"], "rejected");
}

async fn who_lost_the_duty_attaches_nothing(service: Service) {
    let street = ("area_id", world::area("street"));
    let duty = service.grant("nobody", "property_office", street).await;
    found(&service, json!({})).await;
    let made = findings::file(&service, "nobody", json!({})).await;
    let path = findings::path(&made);
    send(&service, "nobody", &path, jpeg()).await.expect(201);
    service.end_duty(duty).await;
    send(&service, "nobody", &path, jpeg()).await.refused(404, "not_found");
    service.as_("nobody").get(&format!("{path}/evidence")).await.refused(404, "not_found");
}

async fn files_outlast_the_sweep(service: Service) {
    let path = findings::path(&found(&service, json!({})).await);
    let made = send(&service, "manager", &path, jpeg()).await.expect(201);
    send(&service, "manager", &path, b"no picture".to_vec())
        .await
        .refused(422, "validation_failed");
    service.pass(chrono::TimeDelta::days(2));
    service.run_jobs().await;
    assert_eq!(kept(&service), 2, "the picture and its thumbnail");
    let path = format!("/v1/evidence/{}", made["id"].as_str().unwrap());
    let seen = service.as_("manager").get(&path).await.expect(200);
    let link = seen["url"].as_str().unwrap();
    assert_eq!(service.anyone().get(link).await.status, 200);
}

async fn a_key_is_answered_again_after_the_end(service: Service) {
    let finding = found(&service, json!({})).await;
    let path = format!("{}/evidence", findings::path(&finding));
    let send = async |key: &str| {
        let call = service.as_("property-office").request("POST", &path);
        let call = call.header("Content-Type", "application/pdf").header("Idempotency-Key", key);
        call.body(pdf()).send().await
    };
    let first = send("once").await.expect(201);
    withdraw(&service, "property-office", &finding).await.expect(200);
    let again = send("once").await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.expect(201), first);
    send("another").await.refused(409, "not_allowed_now");
}
