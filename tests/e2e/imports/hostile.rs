//! Files that lie: about their encoding, their columns and their size.

use serde_json::json;
use tests::{Service, served_by_both};

use super::{brought, counts, ended, good, rows, table, told, wrong};

served_by_both!(
    what_is_no_table_is_refused_at_the_door,
    a_header_that_is_not_understood_is_told_cell_by_cell,
    too_much_is_refused,
    hostile_cells_are_text_or_refused,
    a_form_and_its_file_are_the_same,
);

async fn what_is_no_table_is_refused_at_the_door(service: Service) {
    let before = service.journal_length().await;
    let broken = [good(2).as_bytes(), b"\r\nX,estate,lift,\xe7\x94".as_slice()].concat();
    for (file, fault) in [
        (Vec::new(), "required"),
        (table(&[]).into_bytes(), "required"),
        (table(&["", ",,,", " , "]).into_bytes(), "required"),
        (broken, "format"),
        (b"\xff\xfe\x00\xd8".to_vec(), "format"),
        (b"PK\x03\x04 and nothing".to_vec(), "format"),
    ] {
        brought(&service, "hotline", "", file).await.invalid("#/file", fault);
    }
    let json = service.as_("hotline").post("/v1/imports", json!({})).await;
    json.refused(415, "unsupported_media_type");
    for query in ["mode=half", "dry_run=perhaps", "sheet=2"] {
        brought(&service, "hotline", query, good(1)).await.refused(400, "malformed_request");
    }
    assert_eq!(service.journal_length().await, before);
    assert_eq!(service.count("SELECT COUNT(*) FROM import").await, 0);
}

async fn a_header_that_is_not_understood_is_told_cell_by_cell(service: Service) {
    let faults = async |header: &str| {
        let reply = brought(&service, "hotline", "", format!("{header}\r\n1,2,3,4")).await;
        let errors = reply.refused(422, "validation_failed")["errors"].as_array().unwrap().clone();
        let text = |one: &serde_json::Value| {
            format!("{} {}", one["pointer"].as_str().unwrap(), one["code"].as_str().unwrap())
        };
        errors.iter().map(text).collect::<Vec<_>>()
    };
    let found = faults("小区,小区,密码,诉求内容").await;
    assert_eq!(found, ["#/file/B1 taken", "#/file/C1 unknown_field", "#/file/category required"]);
    assert_eq!(faults("estate,category,Description").await, ["#/file/D2 unknown_field"]);
    let wide = ["x"; 70].join(",");
    assert_eq!(faults(&wide).await, ["#/file range"]);
}

async fn too_much_is_refused(service: Service) {
    brought(&service, "hotline", "mode=skip_bad", good(20_001))
        .await
        .refused(422, "import_too_large");
    brought(&service, "hotline", "", good(5_001)).await.refused(422, "import_too_large");
    let large = "长".repeat(4 << 20);
    let reply = brought(&service, "hotline", "", table(&[&large])).await;
    assert_eq!(reply.status.as_u16(), 413, "beyond the bytes of a file");
    let dry = brought(&service, "hotline", "dry_run=true&mode=skip_bad", good(5_001)).await;
    assert_eq!(dry.expect(201)["rows"], 5_001);
    for _ in 0..4 {
        brought(&service, "hotline", "", good(1)).await.expect(201);
    }
    brought(&service, "hotline", "", good(1)).await.refused(429, "rate_limited");
}

async fn hostile_cells_are_text_or_refused(service: Service) {
    let long = "长".repeat(2_001);
    let file = table(&[
        "1,estate,lift,\"=cmd|' /C calc'!A0\"",
        "2,estate,lift,a\u{0}b",
        "3,estate,lift,\u{202e}gnp",
        &format!("4,estate,lift,{long}"),
        "5,estate,lift,\"两行,\n一格\"",
        &format!("{},estate,lift,编号太长", "9".repeat(101)),
        "7,' OR 1=1 --,lift,无此小区",
    ]);
    let begun = brought(&service, "hotline", "mode=skip_bad", file).await.expect(201);
    let done = ended(&service, "hotline", &begun).await;
    assert_eq!(counts(&done), ("done", [0, 5, 2, 0]));
    let bad = rows(&service, "hotline", &begun, "outcome=bad").await;
    let found: Vec<_> = bad.iter().map(told).collect();
    let expected = [
        wrong(3, &[["#/description", "D3", "control_character"]]),
        wrong(4, &[["#/description", "D4", "control_character"]]),
        wrong(5, &[["#/description", "D5", "length"]]),
        wrong(7, &[["#/client_ref", "A7", "length"]]),
        wrong(8, &[["#/estate_id", "B8", "not_found"]]),
    ];
    assert_eq!(found, expected);
    let kept = "SELECT COUNT(*) FROM ticket WHERE description LIKE '=cmd%'";
    assert_eq!(service.count(kept).await, 1, "a formula is text");
}

async fn a_form_and_its_file_are_the_same(service: Service) {
    let send = async |kind: &str, body: String| {
        let call = service.as_("hotline").request("POST", "/v1/imports");
        let call = call.header("Content-Type", kind).header("Idempotency-Key", "a-form");
        call.body(body).send().await
    };
    let form = format!(
        "--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\"工单.csv\"\r\n\r\n{}\r\n--line--\r\n",
        good(1)
    );
    let first = send("multipart/form-data; boundary=line", form).await.expect(201);
    assert_eq!(
        send("text/csv", good(1)).await.expect(201),
        first,
        "the same bytes, the same answer"
    );
    let done = ended(&service, "hotline", &first).await;
    assert_eq!(counts(&done), ("done", [0, 0, 1, 0]));
}
