//! Routing rules of an area: none of them is asked while these are tried, so that tickets stay where the stories put them.

use serde_json::{Value, json};
use tests::{Service, world};

use super::{
    cases::{Case, Known, case},
    requests::{Request, etag, id, made},
};

const ALL: Known = Known::ToAll;
const RULE: &str = "a rule of the community";
const KNOWN: Known = Known::By("getRoutingRule", RULE);

pub(super) const RULES: &[Case] = &[
    case("listRoutingRules", "one's own scope", "", ALL),
    case("getRoutingRule", RULE, "community", KNOWN),
    case("createRoutingRule", "for the community", "community", ALL),
    case("createRoutingRule", "for the street", "street", ALL),
    case("createRoutingRule", "for the district", "district", ALL),
    case("changeRoutingRule", RULE, "community", KNOWN),
    case("orderRoutingRules", "of the community", "community", ALL),
    case("retireRoutingRule", RULE, "community", KNOWN),
    case("tryRoutingRules", "a ticket of the estate", "estate", ALL),
];

fn new(place: &str) -> Value {
    json!({ "area_id": world::area(place), "name": "CANARY", "to": { "pool": true }, "active": false })
}

/// A well-formed request for each of them.
pub(super) async fn prepare(service: &Service, case: &Case) -> Request {
    match case.operation {
        "listRoutingRules" => Request::default(),
        "createRoutingRule" => Request::default().with(new(case.place)),
        "orderRoutingRules" => order(service).await,
        "tryRoutingRules" => Request::default().with(json!({ "samples": [{
            "estate_id": world::estate("estate"), "category_id": world::category("lift"), "description": "电梯停运",
        }] })),
        operation => {
            let rule = id(&made(service, "/v1/routing-rules", new("community")).await);
            let changed = operation == "changeRoutingRule";
            let path = format!("/v1/routing-rules/{rule}");
            let version = if changed { Some(etag(service, &path).await) } else { None };
            let body = if changed { json!({ "name": "另一个名称" }) } else { json!({}) };
            Request { id: rule, body, version, ..Request::default() }
        }
    }
}

/// All rules that the community has by now.
async fn order(service: &Service) -> Request {
    made(service, "/v1/routing-rules", new("community")).await;
    let area = world::area("community");
    let path = format!("/v1/routing-rules?limit=100&area_id={area}");
    let page = service.as_("admin").get(&path).await.expect(200);
    let ids: Vec<&Value> =
        page["items"].as_array().unwrap().iter().map(|rule| &rule["id"]).collect();
    Request::default().with(json!({ "area_id": area, "rule_ids": ids }))
}
