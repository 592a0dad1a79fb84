//! Who sees a ticket, and how much of it: the neighbour's view, masks, and a 404 that tells nothing.

use serde_json::{Value, json};
use tests::{Case, Service, served_by_both, world};

served_by_both!(
    a_private_ticket_is_seen_by_those_in_the_case,
    a_public_ticket_is_seen_by_the_neighbours,
    a_volunteer_sees_the_pool_from_dispatch_on,
    a_neighbour_is_shown_neither_who_nor_where_nor_whom_to_call,
    contacts_are_masked_unless_the_duty_handles_the_open_ticket,
    who_may_call_sees_whom_to_call,
    the_caller_of_another_is_masked_too,
    who_filed_for_another_is_shown_a_mask_at_the_end,
    absent_and_out_of_scope_are_the_same,
);

/// A ticket with everything that a neighbour must not see.
async fn told<'a>(service: &'a Service, visibility: &str) -> Case<'a> {
    let whole = json!({
        "visibility": visibility,
        "location": { "premises_id": world::premises("premises"), "address": "三单元 1203" },
        "contact": { "name": "李晓梅", "phone": "13812345678" },
    });
    service.submit("resident", whole).await
}

async fn seen(case: &Case<'_>, names: &[&str]) {
    for name in names {
        assert_eq!(case.get(name).await.status, 200, "{name} sees it");
    }
}

async fn unseen(case: &Case<'_>, names: &[&str]) {
    for name in names {
        case.get(name).await.refused(404, "not_found");
        let timeline = format!("{}/timeline", case.path());
        case.service.as_(name).get(&timeline).await.refused(404, "not_found");
    }
}

const IN_THE_CASE: &[&str] = &[
    "resident",
    "dispatcher",
    "worker",
    "manager",
    "branch",
    "community",
    "secretary",
    "specialist",
    "street",
    "district",
    "auditor",
    "client",
];
const ELSEWHERE: &[&str] = &[
    "other-resident",
    "other-dispatcher",
    "other-worker",
    "other-volunteer",
    "other-branch",
    "other-community",
    "other-street",
    "next-community",
    "far-district",
    "bare-resident",
    "admin",
    "nobody",
    "former",
    "future",
    "hotline",
    "grid",
    "department",
];

async fn a_private_ticket_is_seen_by_those_in_the_case(service: Service) {
    let case = told(&service, "private").await;
    seen(&case, IN_THE_CASE).await;
    unseen(&case, ELSEWHERE).await;
    unseen(&case, &["neighbour", "committee", "volunteer", "both"]).await;
    case.service.anyone().get(&case.path()).await.refused(401, "unauthenticated");
}

async fn a_public_ticket_is_seen_by_the_neighbours(service: Service) {
    let case = told(&service, "public").await;
    seen(&case, IN_THE_CASE).await;
    seen(&case, &["neighbour", "committee", "both"]).await;
    unseen(&case, ELSEWHERE).await;
    unseen(&case, &["volunteer"]).await;
}

async fn a_volunteer_sees_the_pool_from_dispatch_on(service: Service) {
    let case = told(&service, "private").await;
    unseen(&case, &["volunteer"]).await;
    case.pooled().await;
    seen(&case, &["volunteer", "volunteer2", "both"]).await;
    unseen(&case, &["other-volunteer", "neighbour"]).await;
    for action in ["accept", "resolve"] {
        case.step("volunteer", action).await;
        seen(&case, &["volunteer2", "both"]).await;
    }
}

async fn a_neighbour_is_shown_neither_who_nor_where_nor_whom_to_call(service: Service) {
    let case = told(&service, "public").await;
    case.pooled().await;
    case.step("volunteer", "accept").await;
    for name in ["neighbour", "committee"] {
        let reply = case.get(name).await;
        for canary in ["李", "1381", "5678", "1203"] {
            assert!(!reply.text().contains(canary), "{name} is told {canary}: {}", reply.text());
        }
        let shown = reply.expect(200);
        for hidden in ["reporter_id", "filed_by", "contact", "caller", "client_ref"] {
            assert_eq!(shown[hidden], Value::Null, "{hidden}");
        }
        assert_eq!(shown["location"]["premises_id"], Value::Null);
        assert_eq!(shown["description"], "三号楼电梯停运");
        assert_eq!(shown["handler"]["volunteer"], true, "volunteers agreed to be shown");
        let timeline = format!("{}/timeline", case.path());
        let page = service.as_(name).get(&timeline).await.expect(200);
        for entry in page["items"].as_array().unwrap() {
            assert_eq!((&entry["by"], &entry["detail"]), (&Value::Null, &Value::Null));
        }
    }
    let list = service.as_("neighbour").get("/v1/tickets").await;
    assert!(!list.text().contains("1381") && !list.text().contains("李"), "{}", list.text());
}

/// The phone that someone is shown.
async fn phone(case: &Case<'_>, name: &str) -> String {
    let shown = case.seen_by(name).await;
    let list = case.service.as_(name).get("/v1/tickets").await.expect(200);
    let items = list["items"].as_array().unwrap();
    let listed = items.iter().find(|item| item["id"] == shown["id"]).unwrap();
    assert_eq!(listed["contact"], shown["contact"], "{name}: the list shows the same");
    shown["contact"]["phone"].as_str().unwrap().to_owned()
}

const WHOLE: &str = "13812345678";
const MASKED: &str = "138****5678";

async fn contacts_are_masked_unless_the_duty_handles_the_open_ticket(service: Service) {
    let case = told(&service, "private").await;
    let expect = async |names: &[&str], wanted: &str| {
        for name in names {
            assert_eq!(phone(&case, name).await, wanted, "{name} in {}", case.state().await);
        }
    };
    expect(&["resident", "dispatcher", "manager"], WHOLE).await;
    let others =
        ["branch", "community", "secretary", "specialist", "street", "district", "auditor"];
    expect(&others, MASKED).await;
    expect(&["worker", "worker2"], MASKED).await;
    case.to("dispatched").await;
    expect(&["worker2"], MASKED).await;
    case.step("worker", "accept").await;
    expect(&["worker", "dispatcher", "resident"], WHOLE).await;
    expect(&["worker2"], MASKED).await;
    expect(&others, MASKED).await;
    assert_eq!(case.seen_by("branch").await["contact"]["name"], "李**");
    case.step("worker", "resolve").await;
    case.step("resident", "rate").await;
    case.step("branch", "close").await;
    expect(&["worker", "dispatcher", "manager", "branch"], MASKED).await;
    expect(&["resident"], WHOLE).await;
}

async fn who_may_call_sees_whom_to_call(service: Service) {
    let case = told(&service, "private").await;
    case.to("resolved").await;
    for (name, wanted) in [
        ("branch", WHOLE),
        ("specialist", WHOLE),
        ("community", WHOLE),
        ("secretary", MASKED),
        ("street", MASKED),
        ("auditor", MASKED),
    ] {
        assert_eq!(phone(&case, name).await, wanted, "{name}");
    }
}

async fn the_caller_of_another_is_masked_too(service: Service) {
    let caller = json!({ "on_behalf_of": { "name": "王先生", "phone": WHOLE } });
    let case = service.submit("hotline", caller).await;
    assert_eq!(case.seen_by("hotline").await["caller"]["phone"], WHOLE);
    assert_eq!(case.seen_by("dispatcher").await["caller"]["phone"], WHOLE);
    assert_eq!(case.seen_by("branch").await["caller"]["phone"], MASKED);
    assert_eq!(case.seen_by("auditor").await["caller"]["name"], "王**");
    let timeline = format!("{}/timeline", case.path());
    let told = service.as_("branch").get(&timeline).await.text();
    assert!(!told.contains(WHOLE), "nor does the timeline tell: {told}");
}

async fn who_filed_for_another_is_shown_a_mask_at_the_end(service: Service) {
    for name in ["hotline", "grid", "community", "client"] {
        let caller = json!({
            "on_behalf_of": { "name": "王先生", "phone": WHOLE },
            "contact": { "name": "王女士", "phone": WHOLE },
        });
        let case = service.submit(name, caller).await;
        let phones = async || {
            let seen = case.seen_by(name).await;
            ["caller", "contact"].map(|of| seen[of]["phone"].as_str().unwrap().to_owned())
        };
        assert_eq!(phones().await, [WHOLE, WHOLE], "{name}");
        case.step(name, "withdraw").await;
        assert_eq!(phones().await, [MASKED, MASKED], "{name}");
        for path in [case.path(), format!("{}/timeline", case.path()), "/v1/tickets".to_owned()] {
            let told = service.as_(name).get(&path).await.text();
            assert!(!told.contains(WHOLE), "{name} is told by {path}: {told}");
        }
    }
}

async fn absent_and_out_of_scope_are_the_same(service: Service) {
    let case = told(&service, "private").await;
    let mut absent = case.id.clone();
    let last = if absent.ends_with('0') { "1" } else { "0" };
    absent.replace_range(35.., last);
    let strip = |mut body: Value| {
        let fields = body.as_object_mut().unwrap();
        fields.remove("instance");
        fields.remove("trace_id");
        body
    };
    for path in ["", "/timeline"] {
        let other = service.as_("other-resident");
        let hidden = other.get(&format!("{}{path}", case.path())).await.expect(404);
        let missing = other.get(&format!("/v1/tickets/{absent}{path}")).await.expect(404);
        assert_eq!(strip(hidden), strip(missing));
    }
}
