//! Red and black lists: who proposes and publishes, who objects to a listing and decides.

use kernel::Uuid;
use serde_json::json;
use tests::{Service, world};

use super::{
    cases::{Case, Known, case},
    disclosure::cycle,
    requests::{Request, id},
};
use crate::ratings::lists::{LISTINGS, LISTS};

const ALL: Known = Known::ToAll;
const LISTING: &str = "a listing of the estate";
const KNOWN: Known = Known::By("getListing", LISTING);
const DISTRICT: &str = "of the district";
const STREET: &str = "of the street";
const OF_DISTRICT: Known = Known::By("getListProposal", DISTRICT);
const OF_STREETS: Known = Known::By("getListProposal", STREET);
const OF_STREET: &str =
    "street = (SELECT key FROM area WHERE level = 'street' AND name = 'street')";
const PUBLISHED: &str = "a published list";

#[rustfmt::skip]
pub(super) const LIST_CASES: &[Case] = &[
    case("proposeList", DISTRICT, "district", ALL),
    case("proposeList", STREET, "street", ALL),
    case("getListProposal", DISTRICT, "district", OF_DISTRICT),
    case("getListProposal", STREET, "street", OF_STREETS),
    case("publishList", DISTRICT, "district", OF_DISTRICT),
    case("publishList", STREET, "street", OF_STREETS),
    case("withdrawList", DISTRICT, "district", OF_DISTRICT),
    case("withdrawList", STREET, "street", OF_STREETS),
    case("listLists", PUBLISHED, "", ALL),
    case("getList", PUBLISHED, "", ALL),
    case("listListings", "one's own scope", "", ALL),
    case("getListing", LISTING, "estate", KNOWN),
    case("objectToListing", LISTING, "estate", KNOWN),
    case("decideListing", LISTING, "estate", KNOWN),
];

/// A well-formed request for each of them.
pub(super) async fn prepare(service: &Service, case: &Case) -> Option<Request> {
    Some(match case.operation {
        "listLists" | "listListings" => Request::default(),
        "proposeList" => {
            let cycle = ended(service).await;
            if case.subject == STREET {
                let sql = format!("UPDATE rating_cycle SET {OF_STREET} WHERE id = $1");
                service.force(&sql, vec![cycle.parse::<Uuid>().unwrap().into()]).await;
            }
            service.force("UPDATE rating_list SET state = 'withdrawn'", Vec::new()).await;
            Request::default().with(json!({ "cycle_id": cycle, "kind": "black" }))
        }
        "publishList" => {
            let made = made(service, case).await;
            service.force("UPDATE rating_list SET objections_until = 0", Vec::new()).await;
            Request::of(made)
        }
        "withdrawList" => {
            Request::of(made(service, case).await).with(json!({ "reason": "CANARY" }))
        }
        "getList" => {
            let made = made(service, case).await;
            set(service, &made, "state = 'published'").await;
            Request::of(made)
        }
        "getListProposal" => Request::of(made(service, case).await),
        "getListing" => Request::of(listing(service, case).await),
        "objectToListing" => {
            let told = json!({ "grounds": "CANARY", "evidence": "CANARY" });
            Request::of(listing(service, case).await).with(told)
        }
        "decideListing" => {
            let listing = listing(service, case).await;
            let sql = "UPDATE rating_listing SET state = 'disputed'";
            service.force(sql, Vec::new()).await;
            Request::of(listing).with(json!({ "upheld": false, "words": "CANARY" }))
        }
        _ => return None,
    })
}

/// The final cycle, which is the district's again where a street had it.
async fn ended(service: &Service) -> String {
    let whole =
        "UPDATE rating_cycle SET street = NULL WHERE id IN (SELECT cycle_id FROM rating_score)";
    service.force(whole, Vec::new()).await;
    cycle(service, "final").await
}

async fn set(service: &Service, list: &str, what: &str) {
    let list: Uuid = list.parse().unwrap();
    let sql = format!("UPDATE rating_list SET {what} WHERE id = $1");
    service.force(&sql, vec![list.into()]).await;
}

/// A list that someone else proposed.
async fn made(service: &Service, case: &Case) -> String {
    let cycle = ended(service).await;
    service.force("UPDATE rating_list SET state = 'withdrawn'", Vec::new()).await;
    let body = json!({ "cycle_id": cycle, "kind": "black" });
    let made = id(&service.as_("district").post(LISTS, body).await.expect(201));
    let sql = "UPDATE rating_list SET proposed_by = $1";
    service.force(sql, vec![world::person("admin").into()]).await;
    if case.subject == STREET {
        set(service, &made, OF_STREET).await;
    }
    made
}

/// That of the estate, on such a list.
async fn listing(service: &Service, case: &Case) -> String {
    let list = made(service, case).await;
    let path = format!("{LISTINGS}?list_id={list}");
    id(&service.as_("district").get(&path).await.expect(200)["items"][0])
}
