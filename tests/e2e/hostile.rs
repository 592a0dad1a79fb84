//! Hostile input: what must neither pass nor break anything, on both databases.

use serde_json::{Value, json};
use tests::{Reply, Service, minimal, served_by_both, world};

served_by_both!(
    texts_are_cleaned_at_the_door,
    no_parameter_reaches_a_database_with_a_control_character,
    strange_json_is_refused,
    extreme_numbers_are_refused,
    wildcards_and_quotes_are_letters,
    strange_paths_are_not_found,
);

fn with(field: &str, value: &str) -> Value {
    let mut body = minimal("submit");
    match field.split_once('.') {
        Some((outer, inner)) => body[outer] = json!({ inner: value }),
        None => body[field] = json!(value),
    }
    body
}

async fn texts_are_cleaned_at_the_door(service: Service) {
    let resident = service.as_("resident");
    let fields = ["description", "contact.name", "location.address", "client_ref"];
    for field in fields {
        let pointer = format!("#/{}", field.replace('.', "/"));
        for bad in [
            "\u{0}", "\u{1}", "\u{8}", "\u{b}", "\u{c}", "\r", "\u{1b}", "\u{7f}", "\u{80}",
            "\u{85}", "\u{9f}", "\u{202a}", "\u{202e}", "\u{2066}", "\u{2069}", "\u{fffe}",
            "\u{ffff}",
        ] {
            for text in [bad.to_owned(), format!("前{bad}后")] {
                let reply = resident.post("/v1/tickets", with(field, &text)).await;
                reply.invalid(&pointer, "control_character");
            }
        }
        for (given, kept) in [
            ("e\u{301}te\u{301}", "été"),
            ("👨‍👩‍👧 𠮷野家", "👨‍👩‍👧 𠮷野家"),
            ("'; DROP TABLE ticket; --", "'; DROP TABLE ticket; --"),
            ("{{7*7}} ${x} <b>&amp;</b>", "{{7*7}} ${x} <b>&amp;</b>"),
        ] {
            let body = resident.post("/v1/tickets", with(field, given)).await.expect(201);
            let at = format!("/{}", field.replace('.', "/"));
            assert_eq!(body.pointer(&at), Some(&json!(kept)), "{body}");
        }
    }
    let lines = resident.post("/v1/tickets", with("description", "一\n\t二")).await.expect(201);
    assert_eq!(lines["description"], "一\n\t二");
    let full = "𠮷".repeat(2000);
    let body = resident.post("/v1/tickets", with("description", &full)).await.expect(201);
    assert_eq!(body["description"], json!(full), "lengths are counted in characters");
}

async fn no_parameter_reaches_a_database_with_a_control_character(service: Service) {
    let branch = service.as_("branch");
    for bad in ["%00", "%01", "%7F", "%C2%85", "%E2%80%AE", "%FF", "%C0%80", "%ED%A0%80"] {
        for name in ["number", "state", "after", "kind"] {
            let path = format!("/v1/tickets?{name}=x{bad}");
            assert_eq!(branch.get(&path).await.status.as_u16(), 400, "{path}");
        }
        branch.get(&format!("/v1/tickets?x{bad}=1")).await.refused(400, "malformed_request");
        let path = format!("/v1/tickets/x{bad}");
        let status = branch.get(&path).await.status.as_u16();
        assert!(status == 400 || status == 404, "{path}: {status}");
        let page = service.anyone().get(&format!("/problems/x{bad}")).await.status.as_u16();
        assert!(page == 400 || page == 404, "{bad}: {page}");
    }
    for key in ["", " ", "a b", "ключ", &"x".repeat(256)] {
        let call = branch.request("POST", "/v1/tickets").header("Idempotency-Key", key);
        call.json(&minimal("submit")).send().await.refused(400, "malformed_request");
    }
    let name = json!({ "name": "a\u{0}b", "password": "x" });
    service.anyone().post("/v1/login", name).await.invalid("#/name", "control_character");
}

async fn raw(service: &Service, body: impl Into<Vec<u8>>) -> Reply {
    let call = service.as_("resident").request("POST", "/v1/tickets");
    call.header("Content-Type", "application/json").body(body).send().await
}

/// The least valid order with another field in front.
fn field(text: &str) -> Vec<u8> {
    minimal("submit").to_string().replacen('{', &format!("{{{text},"), 1).into_bytes()
}

/// Bodies that are no JSON.
fn malformed() -> Vec<(&'static str, Vec<u8>)> {
    let good = minimal("submit").to_string();
    vec![
        ("nothing closed", b"{\"description\": \"x".to_vec()),
        ("deep arrays", "[".repeat(100_000).into_bytes()),
        ("deep objects", "{\"a\":".repeat(100_000).into_bytes()),
        (
            "deep in a field",
            field(&format!("\"location\":{}1{}", "[".repeat(200), "]".repeat(200))),
        ),
        ("a lone surrogate", field(r#""client_ref":"\ud800""#)),
        (
            "not UTF-8",
            field("\"client_ref\":\"x\"")
                .into_iter()
                .map(|b| if b == b'x' { 0xff } else { b })
                .collect(),
        ),
        ("overlong UTF-8", b"{\"description\":\"\xc0\x80\"}".to_vec()),
        ("a byte order mark", [b"\xef\xbb\xbf".as_slice(), good.as_bytes()].concat()),
        ("a name twice", field(r#""description":"another""#)),
        ("two documents", format!("{good}{good}").into_bytes()),
        ("a comment", format!("{good}// x").into_bytes()),
        ("single quotes", b"{'description':'x'}".to_vec()),
        ("NaN", field(r#""client_ref":NaN"#)),
        ("too great a number", field(r#""client_ref":1e400"#)),
        ("a raw NUL", field("\"client_ref\":\"\0\"")),
    ]
}

async fn strange_json_is_refused(service: Service) {
    for (what, body) in malformed() {
        let reply = raw(&service, body).await;
        assert_eq!(reply.json["code"], "malformed_json", "{what}: {}", reply.text());
    }
    for (what, text, pointer) in [
        ("an array for an object", r#""contact":[]"#, "#/contact"),
        ("an array of its fields", r#""contact":["李","19900000001"]"#, "#/contact"),
        ("an object for a text", r#""client_ref":{}"#, "#/client_ref"),
        ("a number for a text", r#""client_ref":1"#, "#/client_ref"),
    ] {
        let reply = raw(&service, field(text)).await;
        assert_eq!(reply.status.as_u16(), 422, "{what}");
        reply.invalid(pointer, "wrong_type");
    }
    let many: Vec<String> = (0..50_000).map(|n| format!("\"f{n}\":1")).collect();
    raw(&service, format!("{{{}}}", many.join(","))).await.refused(422, "validation_failed");
    let strange = raw(&service, field("\"a/b~c\\u0001 ü\":1")).await;
    strange.invalid("#/a~1b~0c%01%20%C3%BC", "unknown_field");
}

async fn extreme_numbers_are_refused(service: Service) {
    let admin = service.as_("admin");
    let category = |rank: &str| {
        format!(
            r#"{{"code":"c","name_zh":"类","name_en":"c","default_kind":"help","rank":{rank}}}"#
        )
    };
    for rank in [
        "-1",
        "1000001",
        "2147483648",
        "9007199254740993",
        "9223372036854775808",
        "1e30",
        "1.5",
        "-0.5",
        "true",
    ] {
        let call =
            admin.request("POST", "/v1/categories").header("Content-Type", "application/json");
        let reply = call.body(category(rank)).send().await;
        assert_eq!(reply.status.as_u16(), 422, "{rank}");
        assert_eq!(reply.json["errors"][0]["pointer"], "#/rank", "{rank}: {}", reply.text());
    }
}

async fn wildcards_and_quotes_are_letters(service: Service) {
    let resident = service.as_("resident");
    let mut body = minimal("submit");
    body["client_ref"] = json!("a_b");
    resident.post("/v1/tickets", body.clone()).await.expect(201);
    for reference in ["a%b", "axb", "a_b'", "%", "_"] {
        body["client_ref"] = json!(reference);
        resident.post("/v1/tickets", body.clone()).await.expect(201);
    }
    for name in ["resident'--", "%", "resident%", "res_dent", "' OR '1'='1"] {
        let login = json!({ "name": name, "password": world::PASSWORD });
        service.anyone().post("/v1/login", login).await.refused(401, "bad_credentials");
    }
}

async fn strange_paths_are_not_found(service: Service) {
    let branch = service.as_("branch");
    let ticket = service.ticket_in("submitted").await;
    for path in [
        "//v1/me",
        "/v1//me",
        "/v1/me/",
        "/V1/me",
        "/v1%2Fme",
        "/v1/me.",
        "/v1/./x/../../nothing",
        &format!("{}/", ticket.path()),
        &format!("{}/../../../etc/passwd", ticket.path()),
        "/docs/../openapi.json/x",
        "/docs/..%2f..%2fCargo.toml",
        "/docs/%2e%2e/secret",
    ] {
        branch.get(path).await.refused(404, "not_found");
    }
    for id in ["1", "0", "-1", "null", "00000000-0000-0000-0000-00000000000g", "%25", "'", "a,b"] {
        let reply = branch.get(&format!("/v1/tickets/{id}")).await;
        assert_eq!(reply.json["code"], "malformed_request", "{id}: {}", reply.text());
    }
}
