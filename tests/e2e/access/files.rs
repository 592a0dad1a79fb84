//! Files on the tickets that are tried.

use serde_json::json;
use tests::{Call, Case, Reply, Service};

use super::{played::Played, requests::Request, stories};
use crate::attachments::{attached, pdf};

/// The stories of tickets that files are put on, and who has a part in each.
#[rustfmt::skip]
pub(super) const UPLOADS: &[Played] = &[
    ("private", &["resident"]), ("public", &["resident"]), ("in the pool", &["resident"]), ("accepted by a worker whom a volunteer helps", &["resident", "volunteer", "worker"]),
    ("accepted by a department", &["bare-resident", "department"]), ("for a caller of the hotline", &["hotline"]), ("for a caller of the client", &["client"]),
];

/// A file that the reporter or filer put on the ticket, and why it might be deleted.
pub(super) async fn on(ticket: &Case<'_>, by: &str) -> Request {
    let id = attached(ticket, by, "evidence", pdf()).await;
    Request::of(id).with(json!({ "reason": "拍错了" }))
}

/// The link to the bytes of a file, or the format of an export.
pub(super) async fn asked(service: &Service, operation: &str) -> Request {
    if operation == "exportTickets" {
        return Request { query: "?format=csv".to_owned(), ..Request::default() };
    }
    let id = on(&stories::ticket(service, "private").await, "resident").await.id;
    let seen = service.as_("resident").get(&format!("/v1/attachments/{id}")).await.expect(200);
    let (_, query) = seen["url"].as_str().unwrap().split_once('?').unwrap();
    Request { query: format!("?{query}"), ..Request::of(&id) }
}

pub(super) async fn sent(call: Call) -> Reply {
    call.header("Content-Type", "application/pdf").body(pdf()).send().await
}

/// A table on its way in.
pub(super) async fn brought(call: Call) -> Reply {
    let table = "estate,category,description\r\nestate,lift,CANARY\r\n";
    call.header("Content-Type", "text/csv").body(table).send().await
}

/// The format of a template, or an import of the hotline.
pub(super) async fn import(service: &Service, operation: &str) -> Request {
    match operation {
        "createImport" | "listImports" => Request::default(),
        "getImportTemplate" => Request { query: "?format=csv".to_owned(), ..Request::default() },
        _ => {
            // Nobody has more than a few that are not at their end.
            api::import::work(&service.app).await.unwrap();
            let made = brought(service.as_("hotline").request("POST", "/v1/imports")).await;
            Request::of(made.expect(201)["id"].as_str().unwrap())
        }
    }
}
