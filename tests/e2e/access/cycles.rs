//! Rating cycles and sheets: who plans and opens, whose sheet it is, and who rules on a late one.

use kernel::Uuid;
use persistence::Conn as _;
use serde_json::{Value, json};
use tests::{Service, world};

use super::{
    cases::{Case, Known, case},
    requests::{Request, id},
};
use crate::ratings::cycles::{CYCLES, SHEETS, adopted, complete, filler, on_sheet, quarter};

const ALL: Known = Known::ToAll;
const REPORT: &str = "the enterprise's own report";
const SHEET: &str = "a sheet of the estate";
const OF_REPORT: Known = Known::By("getSheet", REPORT);
const OF_SHEET: Known = Known::By("getSheet", SHEET);
const OFFICE: &str = "the sheet of the property office";
const PARTY: &str = "the sheet of the community party";
const BRANCH: &str = "the sheet of the branch";
const COMMITTEE: &str = "the sheet of the owners' committee";
const ACTING: &str = "of a committee without members";
const STREET: &str = "of a street";
const LATE: &str = "a late sheet of the estate";
const OWN_LATE: &str = "filled by the street officer";

#[rustfmt::skip]
pub(super) const CYCLE_CASES: &[Case] = &[
    case("listCycles", "the cycles", "", ALL),
    case("getCycle", "the cycles", "", ALL),
    case("listSubjects", "the cycles", "", ALL),
    case("planCycle", "of the district", "district", ALL),
    case("planCycle", STREET, "street", ALL),
    case("openCycle", "of the district", "district", ALL),
    case("openCycle", STREET, "street", ALL),
    case("startScoring", "of the district", "district", ALL),
    case("cancelCycle", "of the district", "district", ALL),
    case("listSheets", "one's own scope", "", ALL),
    case("getSheet", REPORT, "estate", OF_REPORT),
    case("getSheet", SHEET, "estate", OF_SHEET),
    case("checkSheet", REPORT, "estate", OF_REPORT),
    case("checkSheet", SHEET, "estate", OF_SHEET),
    case("fillSheet", REPORT, "estate", OF_REPORT),
    case("fillSheet", OFFICE, "estate", OF_SHEET),
    case("fillSheet", PARTY, "estate", OF_SHEET),
    case("fillSheet", BRANCH, "estate", OF_SHEET),
    case("fillSheet", COMMITTEE, "estate", OF_SHEET),
    case("fillSheet", ACTING, "estate", OF_SHEET),
    case("signSheet", REPORT, "estate", OF_REPORT),
    case("signSheet", OFFICE, "estate", OF_SHEET),
    case("signSheet", PARTY, "estate", OF_SHEET),
    case("signSheet", BRANCH, "estate", OF_SHEET),
    case("signSheet", COMMITTEE, "estate", OF_SHEET),
    case("signSheet", ACTING, "estate", OF_SHEET),
    case("ruleSheet", LATE, "estate", OF_SHEET),
    Case { own: &["street"], ..case("ruleSheet", OWN_LATE, "estate", OF_SHEET) },
];

/// A well-formed request for each of them.
pub(super) async fn prepare(service: &Service, case: &Case) -> Option<Request> {
    let area = if case.subject == STREET { "street" } else { "district" };
    Some(match case.operation {
        "listCycles" | "listSheets" => Request::default(),
        "planCycle" => {
            make_room(service).await;
            Request::default().with(of_area(area))
        }
        "openCycle" => Request::of(planned(service, area).await),
        "getCycle" | "listSubjects" | "startScoring" => Request::of(running(service).await),
        "cancelCycle" => Request::of(running(service).await).with(json!({ "reason": "CANARY" })),
        "ruleSheet" => {
            let filled_by = if case.subject == OWN_LATE { "street" } else { "branch" };
            let set = format!("state = 'late', filled_by = {}", literal(service, filled_by));
            let told = json!({ "ruling": "go_without", "reason": "CANARY" });
            Request::of(sheet(service, "estate_branch", &set).await).with(told)
        }
        operation if operation.ends_with("Sheet") => {
            let (evaluator, acting) = evaluator(case.subject);
            let set = format!("state = 'drafted', acting = {acting}");
            let request = Request::of(sheet(service, evaluator, &set).await);
            match operation {
                "fillSheet" => request.with(json!({ "remarks": "CANARY" })),
                _ => request,
            }
        }
        _ => return None,
    })
}

fn evaluator(subject: &str) -> (&'static str, bool) {
    match subject {
        REPORT => ("enterprise", false),
        OFFICE => ("property_office", false),
        PARTY => ("community_party", false),
        COMMITTEE => ("owners_committee", false),
        ACTING => ("owners_committee", true),
        _ => ("estate_branch", false),
    }
}

/// A quarter that is over, whose sheets are not due yet.
fn of_area(area: &str) -> Value {
    quarter(json!({ "area_id": world::area(area), "name": "CANARY", "first_on": "2025-10-01" }))
}

async fn make_room(service: &Service) {
    service.force("UPDATE rating_cycle SET state = 'cancelled'", Vec::new()).await;
    if service.count("SELECT COUNT(*) FROM rating_scheme WHERE state = 'adopted'").await == 0 {
        adopted(service).await;
    }
}

pub(super) async fn planned(service: &Service, area: &str) -> String {
    make_room(service).await;
    id(&service.as_("district").post(CYCLES, of_area(area)).await.expect(201))
}

/// The cycle of the district that was opened once for all, as it was then.
pub(super) async fn running(service: &Service) -> String {
    let found = service
        .rows(
            "SELECT id FROM rating_cycle WHERE sheets > 0 AND district = (SELECT key FROM area \
        WHERE level = 'district' AND name = 'district') AND street IS NULL ORDER BY id LIMIT 1",
        )
        .await;
    let cycle = match found.first() {
        Some(row) => row.try_get::<Uuid>("", "id").unwrap().to_string(),
        None => {
            let cycle = planned(service, "district").await;
            let path = format!("{CYCLES}/{cycle}/open");
            service.as_("district").post(&path, json!({})).await.expect(200);
            cycle
        }
    };
    let uuid: Uuid = cycle.parse().unwrap();
    let sql = "UPDATE rating_cycle SET state = 'open' WHERE id = $1";
    service.force(sql, vec![uuid.into()]).await;
    cycle
}

/// The sheet of an evaluator, complete, and as it is wanted.
async fn sheet(service: &Service, evaluator: &str, set: &str) -> String {
    let cycle = running(service).await;
    let estate = world::estate("estate");
    let query = format!("cycle_id={cycle}&estate_id={estate}&evaluator={evaluator}");
    let page = service.as_("district").get(&format!("{SHEETS}?{query}")).await.expect(200);
    let path = format!("{SHEETS}/{}", id(&page["items"][0]));
    let mut sheet = service.as_("district").get(&path).await.expect(200);
    if sheet["state"] == "blank" {
        let (name, body) = (filler(evaluator), complete(&sheet));
        sheet = on_sheet(service, name, &sheet, "fill", body).await.expect(200);
    }
    let uuid: Uuid = id(&sheet).parse().unwrap();
    service.force(&format!("UPDATE rating_sheet SET {set} WHERE id = $1"), vec![uuid.into()]).await;
    id(&sheet)
}

/// The id of an account in the words of the database.
fn literal(service: &Service, name: &str) -> String {
    let id = world::person(name);
    match service.app.store.reader().conn().get_database_backend() {
        sea_orm::DbBackend::Postgres => format!("'{id}'"),
        _ => format!("x'{}'", id.simple()),
    }
}
