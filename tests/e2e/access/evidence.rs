//! Evidence files: whoever made what they are of or can take a step on it attaches them, and whoever reads it reads them.

use serde_json::json;
use tests::Service;

use super::{
    cases::{Case, Known, case},
    credit, cycles, disclosure, files, findings, lists,
    requests::{Request, id},
};

const FINDING: &str = "a finding of the property office";
const FIGURE: &str = "a reported figure";
const REPORT: &str = "the enterprise's own report";
const SHEET: &str = "a sheet of the estate";
const OBJECTION: &str = "an objection of the manager";
const LISTING: &str = "a listing of the estate";
const DISPUTED: &str = "a disputed listing";
const RECORD: &str = "a record about the enterprise";
const FOUND: Known = Known::By("getFinding", FINDING);
const REPORTED: Known = Known::By("getFigure", FIGURE);
const OF_REPORT: Known = Known::By("getSheet", REPORT);
const OF_SHEET: Known = Known::By("getSheet", SHEET);
const OBJECTED: Known = Known::By("getObjection", OBJECTION);
const LISTED: Known = Known::By("getListing", LISTING);
const RECORDED: Known = Known::By("getCreditEntry", RECORD);

const fn on(operation: &'static str, subject: &'static str, known: Known) -> Case {
    case(operation, subject, "estate", known)
}

const fn by(own: &'static [&'static str], case: Case) -> Case {
    Case { own, ..case }
}

#[rustfmt::skip]
pub(super) const EVIDENCE: &[Case] = &[
    on("attachToFinding", FINDING, FOUND),
    on("attachToFinding", "a finding of the branch", FOUND),
    on("attachToFinding", "a finding of the committee", FOUND),
    by(&["grid"], on("attachToFinding", "a finding of the grid worker", FOUND)),
    by(&["specialist"], on("attachToFinding", "a finding of the specialist", FOUND)),
    on("listFindingEvidence", FINDING, FOUND),
    by(&["manager"], on("attachToFigure", FIGURE, REPORTED)),
    by(&["client"], on("attachToFigure", "a figure of the client", REPORTED)),
    on("listFigureEvidence", FIGURE, REPORTED),
    on("attachToSheet", REPORT, OF_REPORT),
    on("attachToSheet", "the sheet of the property office", OF_SHEET),
    on("attachToSheet", "the sheet of the community party", OF_SHEET),
    on("attachToSheet", "the sheet of the branch", OF_SHEET),
    on("attachToSheet", "the sheet of the owners' committee", OF_SHEET),
    on("attachToSheet", "of a committee without members", OF_SHEET),
    on("attachToSheet", "a late sheet of the estate", OF_SHEET),
    on("listSheetEvidence", REPORT, OF_REPORT),
    on("listSheetEvidence", SHEET, OF_SHEET),
    by(&["manager"], on("attachToObjection", OBJECTION, OBJECTED)),
    by(&["resident"], on("attachToObjection", "an objection of the resident", OBJECTED)),
    by(&["committee"], on("attachToObjection", "an objection of the committee", OBJECTED)),
    on("listObjectionEvidence", OBJECTION, OBJECTED),
    on("attachToListing", LISTING, LISTED),
    by(&["manager"], on("attachToListing", DISPUTED, LISTED)),
    on("listListingEvidence", LISTING, LISTED),
    by(&["property-office"], on("attachToCreditEntry", RECORD, RECORDED)),
    by(&["property-office", "manager"], on("attachToCreditEntry", "a disputed record", RECORDED)),
    on("listCreditEntryEvidence", RECORD, RECORDED),
    on("getEvidence", FINDING, FOUND),
    on("getEvidence", FIGURE, REPORTED),
    on("getEvidence", OBJECTION, OBJECTED),
    case("downloadEvidence", "a signed link", "", Known::ToAll),
];

/// What a file is attached to, or the file.
pub(super) async fn prepare(service: &Service, case: &Case) -> Option<Request> {
    match case.operation {
        "downloadEvidence" => {
            let file = attached(service, case).await?;
            let seen = service.as_("manager").get(&format!("/v1/evidence/{file}")).await;
            let seen = seen.expect(200);
            let (_, query) = seen["url"].as_str().unwrap().split_once('?').unwrap();
            Some(Request { query: format!("?{query}"), ..Request::of(file) })
        }
        "getEvidence" => Some(Request::of(attached(service, case).await?)),
        operation if operation.starts_with("attachTo") || operation.ends_with("Evidence") => {
            there(service, case).await
        }
        _ => None,
    }
}

/// What it is attached to, as the operation that gets it is tried.
async fn there(service: &Service, case: &Case) -> Option<Request> {
    let get = |operation| Case { operation, ..*case };
    let operation = case.operation.trim_start_matches("attachTo").trim_start_matches("list");
    match operation.trim_end_matches("Evidence") {
        "Finding" => findings::prepare(service, &get("getFinding")).await,
        "Figure" => findings::prepare(service, &get("getFigure")).await,
        "Sheet" if case.subject.contains("late") => {
            cycles::prepare(service, &get("ruleSheet")).await
        }
        "Sheet" => {
            let sheet = cycles::prepare(service, &get("getSheet")).await;
            service.force("UPDATE rating_sheet SET filled_by = NULL", Vec::new()).await;
            sheet
        }
        "Objection" => {
            let objection = disclosure::prepare(service, &get("getObjection")).await;
            service.force("UPDATE rating_objection SET scorers = '[]'", Vec::new()).await;
            objection
        }
        "Listing" => {
            let listing = lists::prepare(service, &get("getListing")).await?;
            if case.subject == DISPUTED {
                let told = json!({ "grounds": "CANARY", "evidence": "CANARY" });
                let path = format!("/v1/listings/{}/object", listing.id);
                service.as_("manager").post(&path, told).await.expect(200);
            }
            Some(listing)
        }
        _ => credit::prepare(service, &get("getCreditEntry")).await,
    }
}

/// A file of the manager on something of theirs.
async fn attached(service: &Service, case: &Case) -> Option<String> {
    let (operation, things) = match case.subject {
        FIGURE => ("attachToFigure", "reported-figures"),
        OBJECTION => ("attachToObjection", "objections"),
        _ => ("attachToFinding", "findings"),
    };
    let to = there(service, &Case { operation, ..*case }).await?;
    let path = format!("/v1/{things}/{}/evidence", to.id);
    Some(id(&files::sent(service.as_("manager").request("POST", &path)).await.expect(201)))
}
