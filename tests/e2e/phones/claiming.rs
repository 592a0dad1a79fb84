//! Who proves the number of a caller becomes the reporter of what was filed for them.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{PHONE, account, code, sign_in, signed_in, with_gateway};

served_by_both!(
    what_was_filed_for_a_caller_becomes_theirs,
    a_number_is_proved_by_one_account,
    who_works_on_it_does_not_become_its_reporter,
);

fn for_caller(phone: &str) -> Value {
    json!({ "on_behalf_of": { "name": "李晓梅", "phone": phone } })
}

async fn what_was_filed_for_a_caller_becomes_theirs(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    let case = service.submit("hotline", for_caller("+86 199-1234-5678")).await;
    let other = service.submit("hotline", for_caller("19912345679")).await;
    let found = service.submit("hotline", json!({ "contact": { "phone": PHONE } })).await;
    let caller = signed_in(&service, &gateway, PHONE).await;
    let me = caller.get("/v1/me").await.expect(200);
    let seen = caller.get(&case.path()).await.expect(200);
    assert_eq!((&seen["reporter_id"], &seen["on_behalf"]), (&me["id"], &json!(true)));
    assert_eq!(seen["allowed_actions"], json!(["withdraw", "share_status", "attach"]));
    for hidden in [&other, &found] {
        caller.get(&hidden.path()).await.refused(404, "not_found");
    }
    assert_eq!(case.history().await, ["submit", "claim"]);
    case.to("resolved").await;
    let rate = json!({ "solved": true, "stars": 4 });
    caller.post(&case.action_path("rate"), rate).await.expect(200);
    // What is filed later comes with the next code.
    let later = service.submit("grid", for_caller(PHONE)).await;
    caller.get(&later.path()).await.refused(404, "not_found");
    service.pass(TimeDelta::minutes(2));
    let again = signed_in(&service, &gateway, PHONE).await;
    again.get(&later.path()).await.expect(200);
    let mine = again.get("/v1/tickets?mine=true").await.expect(200);
    assert_eq!(mine["items"].as_array().unwrap().len(), 2);
}

async fn a_number_is_proved_by_one_account(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    let case = service.submit("hotline", for_caller(PHONE)).await;
    let bind = async |name: &str| {
        service.pass(TimeDelta::minutes(2));
        let body = json!({ "phone": PHONE, "code": code(&service, &gateway, PHONE).await });
        service.as_(name).post("/v1/me/phone", body).await
    };
    let bound = bind("resident").await.expect(200);
    assert_eq!(bound, json!({ "phone": "199****5678", "tickets": 1 }));
    let reporter = case.seen_by("resident").await["reporter_id"].clone();
    assert_eq!(reporter, json!(world::person("resident")));
    bind("neighbour").await.invalid("#/phone", "taken");
    bind("resident").await.expect(200);
    let wrong = json!({ "phone": PHONE, "code": "000000" });
    service.as_("resident").post("/v1/me/phone", wrong).await.refused(401, "bad_code");
    service.pass(TimeDelta::minutes(2));
    let shown = code(&service, &gateway, PHONE).await;
    let session = sign_in(&service, PHONE, &shown).await.expect(200);
    let token = session["access_token"].as_str().unwrap();
    let me = service.with_token(token).get("/v1/me").await.expect(200);
    assert_eq!(account(&me).0, world::person("resident"));
    let key = json!({ "phone": PHONE, "code": "123456" });
    let client = service.as_("client").post("/v1/me/phone", key).await;
    client.refused(403, "forbidden");
}

async fn who_works_on_it_does_not_become_its_reporter(service: Service) {
    let (service, gateway) = with_gateway(service).await;
    let case = service.submit("hotline", for_caller(PHONE)).await;
    case.to("accepted").await;
    let body = json!({ "phone": PHONE, "code": code(&service, &gateway, PHONE).await });
    let bound = service.as_("worker").post("/v1/me/phone", body).await.expect(200);
    assert_eq!(bound["tickets"], 0);
    assert_eq!(case.seen_by("worker").await["reporter_id"], Value::Null);
}
