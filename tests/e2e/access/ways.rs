//! The ways to and from people: signing in by phone and WeChat, calls, outages, and what they are told.

use serde_json::json;
use tests::{Service, world};

use super::{
    cases::{Case, Known, case},
    requests::{Request, fresh, id},
    stories::{told, told_for_caller},
};

const ALL: Known = Known::ToAll;
const BULLETIN: &str = "a bulletin to the estate";
const BULLETINS: Known = Known::By("getBulletin", BULLETIN);
const OUTAGE: &str = "an outage on the estate";

pub(super) const WAYS: &[Case] = &[
    case("requestCode", "a phone", "", ALL),
    case("signInWithCode", "a phone and its code", "", ALL),
    case("signInWithWechat", "a WeChat code", "", ALL),
    case("bindPhone", "oneself", "", ALL),
    case("listNotices", "one's own inbox", "", ALL),
    case("markNoticesRead", "one's own inbox", "", ALL),
    case("getNoticePreferences", "oneself", "", ALL),
    case("setNoticePreferences", "oneself", "", ALL),
    case("listNoticeDeliveries", "one's own scope", "", ALL),
    case("registerCall", "for a caller", "estate", ALL),
    case("submitAnonymously", "without a name", "", ALL),
    case("checkStatus", "a number and its secret", "", ALL),
    case("publishBulletin", BULLETIN, "estate", ALL),
    case("listBulletins", "one's own scope", "", ALL),
    case("getBulletin", BULLETIN, "estate", BULLETINS),
    case("closeBulletin", BULLETIN, "estate", BULLETINS),
    case("withdrawBulletin", BULLETIN, "estate", BULLETINS),
    case("replyToBulletin", BULLETIN, "estate", BULLETINS),
    case("listBulletinReplies", BULLETIN, "estate", BULLETINS),
    case("answerBulletinReply", BULLETIN, "estate", BULLETINS),
    case("announceOutage", OUTAGE, "estate", ALL),
    case("listOutages", "one's own scope", "", ALL),
    case("getOutage", OUTAGE, "estate", Known::By("getOutage", OUTAGE)),
    case("endOutage", OUTAGE, "estate", Known::By("getOutage", OUTAGE)),
];

/// A well-formed request for each of them.
pub(super) async fn prepare(service: &Service, case: &Case) -> Option<Request> {
    Some(match case.operation {
        "requestCode" => Request::default().with(json!({ "phone": phone(service) })),
        "signInWithCode" | "bindPhone" => {
            let phone = phone(service);
            crate::phones::known_code(service, &phone, "492039").await;
            Request::default().with(json!({ "phone": phone, "code": "492039" }))
        }
        "signInWithWechat" => Request::default().with(json!({ "code": "0f1a2b" })),
        "submitTicket" => {
            let told = if case.subject == "for a caller" { told_for_caller } else { told };
            let mut body = told("estate");
            body["category_id"] = json!(world::category("lift"));
            Request::default().with(body)
        }
        "registerCall" => {
            let mut body = told_for_caller("estate");
            body["category_id"] = json!(world::category("lift"));
            body["caller"] = body["on_behalf_of"].take();
            body.as_object_mut().unwrap().remove("on_behalf_of");
            Request::default().with(body)
        }
        operation if operation.contains("Bulletin") => bulletin(service, operation).await,
        operation if operation.contains("Outage") => outage(service, operation).await,
        "setNoticePreferences" => Request::default().with(json!({ "channels": ["sms"] })),
        "listNotices" | "markNoticesRead" | "getNoticePreferences" | "listNoticeDeliveries" => {
            Request::default().with(json!({}))
        }
        "submitAnonymously" => Request::default().with(crate::status::order(service).await),
        "checkStatus" => {
            let order = crate::status::order(service).await;
            let key = service.anyone().post("/v1/anonymous-tickets", order).await.expect(201);
            Request::default().with(key)
        }
        _ => return None,
    })
}

async fn bulletin(service: &Service, operation: &str) -> Request {
    let new = json!({ "estate_id": world::estate("estate"), "title": "CANARY", "body": "CANARY" });
    match operation {
        "publishBulletin" => return Request::default().with(new),
        "listBulletins" => return Request::default(),
        _ => {}
    }
    let made = id(&service.as_("branch").post("/v1/bulletins", new).await.expect(201));
    let said = json!({ "text": "CANARY" });
    let reply = format!("/v1/bulletins/{made}/replies");
    let reply = service.as_("resident").post(&reply, said.clone()).await.expect(200);
    let body = match operation {
        "withdrawBulletin" => json!({ "reason": "CANARY" }),
        "replyToBulletin" | "answerBulletinReply" => said,
        _ => json!({}),
    };
    Request { part: id(&reply), ..Request::of(made).with(body) }
}

/// Of a category that no other case files a ticket under.
async fn outage(service: &Service, operation: &str) -> Request {
    let new = json!({
        "estate_id": world::estate("estate"), "category_id": world::category("indoors"),
        "title": "CANARY", "note": "CANARY", "until": service.now() + chrono::TimeDelta::hours(9),
    });
    match operation {
        "announceOutage" => Request::default().with(new),
        "listOutages" => Request::default(),
        _ => Request::of(id(&service.as_("community").post("/v1/outages", new).await.expect(201))),
    }
}

/// A phone that nobody has proved.
fn phone(service: &Service) -> String {
    let word = fresh(service);
    let digits: String = word.bytes().rev().take(8).map(|b| char::from(b'0' + b % 10)).collect();
    format!("199{digits}")
}
