//! Exports: the tickets of one's office as a file that no spreadsheet takes for a program.

use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use serde_json::{Value, json};
use tests::{Reply, Service, served_by_both, world};

use crate::plans::copies;

served_by_both!(
    a_table_has_a_line_for_each_ticket,
    a_workbook_is_read_by_others,
    formulas_are_made_harmless,
    nobody_takes_out_more_than_their_office_sees,
    an_export_stands_in_the_journal,
    what_cannot_be_exported_is_refused,
    an_export_has_an_end,
);

const TELLING: &str = "=HYPERLINK(\"http://evil.example\",\"看\"),漏水\n二楼";

async fn exported(service: &Service, name: &str, query: &str) -> Reply {
    let reply = service.as_(name).get(&format!("/v1/tickets/export?{query}")).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply
}

/// The lines of a table whose cells have no commas and no line ends.
async fn lines(service: &Service, name: &str, query: &str) -> Vec<Vec<String>> {
    let text = exported(service, name, &format!("format=csv&{query}")).await.text();
    let lines = text.strip_prefix('\u{feff}').unwrap().lines();
    lines.map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

async fn a_table_has_a_line_for_each_ticket(service: Service) {
    let contact = json!({ "name": "李晓梅", "phone": "13812345678" });
    let case = service.submit("resident", json!({ "contact": contact })).await;
    case.to("accepted").await;
    case.act("worker", "resolve", json!({ "result": "已更换门机", "outcome": "done" })).await;
    let other = service.submit("neighbour", json!({ "visibility": "public" })).await;
    let reply = exported(&service, "dispatcher", "format=csv").await;
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(reply.header("cache-control"), "private, no-store");
    let disposition = reply.header("content-disposition");
    assert_eq!(disposition, "attachment; filename=\"tickets-2026-03-02.csv\"");
    let table = lines(&service, "dispatcher", "").await;
    let seen = async |name: &str, id: &str| {
        let path = format!("/v1/tickets/{id}");
        service.as_(name).get(&path).await.expect(200)
    };
    let (first, second) = (seen("dispatcher", &other.id).await, seen("dispatcher", &case.id).await);
    assert_eq!(table.len(), 3);
    assert_eq!(table[0][..3], ["编号", "状态", "类别"]);
    assert_eq!((&json!(table[1][0]), &json!(table[2][0])), (&first["number"], &second["number"]));
    assert_eq!(table[2][1], "已办结");
    assert_eq!(table[2][8..10], ["李**", "138****5678"], "masked for everyone");
    assert_eq!(table[2][15..], ["已更换门机", "0"]);
    let english = service.as_("dispatcher").request("GET", "/v1/tickets/export?format=csv");
    let english = english.header("Accept-Language", "en").header("Accept", "text/csv");
    assert!(english.send().await.text().contains("Number,State,Category"));
    assert_eq!(lines(&service, "dispatcher", "state=submitted").await.len(), 2);
    assert_eq!(lines(&service, "dispatcher", "q=停运&order=created").await.len(), 3);
    assert_eq!(lines(&service, "dispatcher", "q=漏水").await.len(), 1);
}

async fn a_workbook_is_read_by_others(service: Service) {
    for number in 0..205 {
        let over = json!({ "description": format!("第{number}号 <灯> & \"门\"") });
        service.submit("resident", over).await;
    }
    service.submit("resident", json!({ "description": TELLING })).await;
    let reply = exported(&service, "branch", "format=xlsx").await;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    assert_eq!(reply.header("content-type"), kind);
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(reply.body)).unwrap();
    let sheet = book.worksheet_range("tickets").unwrap();
    assert_eq!((sheet.height(), sheet.width()), (207, 17));
    let cell = |row: u32, column: u32| sheet.get_value((row, column)).unwrap().to_string();
    assert_eq!((cell(0, 7), cell(1, 7)), ("诉求内容".to_owned(), TELLING.to_owned()));
    assert_eq!(cell(2, 7), "第204号 <灯> & \"门\"");
    assert_eq!(cell(206, 7), "第0号 <灯> & \"门\"");
    assert!(book.worksheet_formula("tickets").unwrap().is_empty(), "nothing is calculated");
}

async fn formulas_are_made_harmless(service: Service) {
    service.submit("resident", json!({ "description": TELLING })).await;
    let text = exported(&service, "branch", "format=csv").await.text();
    let cell = "\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"看\"\"),漏水\n二楼\"";
    assert!(text.contains(cell), "{text}");
}

async fn nobody_takes_out_more_than_their_office_sees(service: Service) {
    service.submit("resident", json!({ "visibility": "public" })).await;
    service.submit("bare-resident", json!({ "estate_id": world::estate("bare-estate") })).await;
    for (name, rows) in [
        ("dispatcher", 1),
        ("manager", 1),
        ("branch", 1),
        ("bare-branch", 1),
        ("community", 2),
        ("street", 2),
        ("district", 2),
        ("auditor", 2),
        ("client", 2),
        ("other-dispatcher", 0),
        ("other-street", 0),
        ("far-district", 0),
    ] {
        assert_eq!(lines(&service, name, "").await.len(), rows + 1, "{name}");
    }
    let elsewhere = format!("estate_id={}", world::estate("bare-estate"));
    assert_eq!(lines(&service, "branch", &elsewhere).await.len(), 1);
    for name in ["resident", "neighbour", "volunteer", "worker", "department", "admin", "nobody"] {
        let refused = service.as_(name).get("/v1/tickets/export?format=csv").await;
        refused.refused(403, "forbidden");
    }
}

async fn an_export_stands_in_the_journal(service: Service) {
    service.submit("resident", json!({})).await;
    let before = service.journal_length().await;
    exported(&service, "community", "format=xlsx&state=submitted&q=停运").await;
    assert_eq!(service.journal_length().await, before + 1);
    let stands = "SELECT COUNT(*) FROM journal j JOIN journal_detail d ON d.entry = j.entry \
        WHERE j.subject_kind = 'export' AND j.action = 'create' AND j.role = 'community_officer' \
        AND d.detail LIKE '%\"rows\":1%' AND d.detail LIKE '%\"state\":\"submitted\"%' AND d.detail LIKE '%停运%'";
    assert_eq!(service.count(stands).await, 1);
}

async fn what_cannot_be_exported_is_refused(service: Service) {
    for (query, parameter) in [
        ("", "query"),
        ("format=pdf", "format"),
        ("format=csv&limit=5", "limit"),
        ("format=csv&mine=true", "mine"),
        ("format=csv&assigned_to_me=true", "assigned_to_me"),
        ("format=csv&state=lost", "state"),
        ("format=csv&format=xlsx", "format"),
    ] {
        let reply = service.as_("branch").get(&format!("/v1/tickets/export?{query}")).await;
        let body: Value = reply.refused(400, "malformed_request");
        assert_eq!(body["errors"][0]["parameter"], parameter, "{query}");
    }
    service.anyone().get("/v1/tickets/export?format=csv").await.refused(401, "unauthenticated");
    assert_eq!(service.as_("branch").post("/v1/tickets/export", json!({})).await.status, 405);
}

async fn an_export_has_an_end(service: Service) {
    service.submit("resident", json!({})).await;
    copies(&service, 50_000).await;
    let before = service.journal_length().await;
    let reply = service.as_("street").get("/v1/tickets/export?format=csv").await;
    reply.refused(422, "export_too_large");
    assert_eq!(service.journal_length().await, before);
    let narrowed = lines(&service, "street", "state=declined").await;
    assert_eq!(narrowed.len(), 5_001);
}
