//! The schemes of the star rating and the automatic figures: whose they are, and who tries them.

use serde_json::{Value, json};
use tests::{Service, world};

use super::{
    cases::{Case, Known, case},
    requests::{Request, id},
};
use crate::ratings::{TEMPLATE, small};

const ALL: Known = Known::ToAll;
const DRAFT: &str = "a draft of the district";
const SEEN: Known = Known::By("getScheme", DRAFT);
/// Those that were ever in force.
const PAST: &str = "a scheme that was in force";

#[rustfmt::skip]
pub(super) const RATINGS: &[Case] = &[
    case("listSchemes", "the schemes", "", ALL),
    case("getScheme", PAST, "district", ALL),
    case("getScheme", DRAFT, "district", SEEN),
    case("exportScheme", PAST, "district", ALL),
    case("exportScheme", DRAFT, "district", SEEN),
    case("checkScheme", "a scheme", "", ALL),
    case("previewScore", "a scheme", "", ALL),
    case("draftScheme", "for the district", "district", ALL),
    case("adoptScheme", DRAFT, "district", SEEN),
    case("getEstateFigures", "an estate and its enterprise", "estate", ALL),
    Case { own: &["district"], ..case("adoptScheme", "drafted by the district officer", "district", SEEN) },
];

/// A well-formed request for each of them.
pub(super) async fn prepare(service: &Service, case: &Case) -> Option<Request> {
    let named = |mut scheme: Value| {
        scheme["name_zh"] = json!("CANARY");
        scheme
    };
    Some(match case.operation {
        "listSchemes" => Request::default(),
        "checkScheme" => Request::default().with(json!({ "document": named(small()) })),
        "previewScore" => Request::default().with(json!({ "scheme_id": TEMPLATE })),
        "draftScheme" => Request::default().with(body(named(small()))),
        "getEstateFigures" => {
            Request { query: "?period=2026".to_owned(), ..Request::of(world::estate("estate")) }
        }
        operation if operation.ends_with("Scheme") => {
            let made = service.as_("district").post("/v1/schemes", body(named(small()))).await;
            let id = id(&made.expect(201));
            match case.subject {
                PAST => force(service, "state = 'replaced'", &id).await,
                DRAFT => force(service, "drafted_by = NULL", &id).await,
                _ => {}
            }
            Request::of(id)
        }
        _ => return None,
    })
}

fn body(document: Value) -> Value {
    json!({ "area_id": world::area("district"), "document": document })
}

async fn force(service: &Service, set: &str, id: &str) {
    let id: kernel::Uuid = id.parse().unwrap();
    service.force(&format!("UPDATE rating_scheme SET {set} WHERE id = $1"), vec![id.into()]).await;
}
