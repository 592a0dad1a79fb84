//! Who is shown what, and what cannot be asked.

use serde_json::json;
use tests::{Service, served_by_both, world};

use super::figures;

served_by_both!(each_is_shown_what_is_theirs, what_is_not_kept_is_refused);

async fn each_is_shown_what_is_theirs(service: Service) {
    service.ticket_in("accepted").await;
    service.ticket_in("submitted").await;
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    service.submit("bare-resident", bare).await;
    for (name, filed) in [
        ("branch", 2),
        ("bare-branch", 1),
        ("community", 3),
        ("street", 3),
        ("district", 3),
        ("auditor", 3),
        ("client", 3),
        ("manager", 1),
        ("department", 0),
        ("other-street", 0),
    ] {
        assert_eq!(figures(&service, name, "").await["total"]["filed"], filed, "{name}");
    }
    let asked = |query: String| format!("/v1/figures/tickets?{query}");
    let (community, enterprise) = (world::area("community"), world::organization("enterprise"));
    let own = asked(format!("organization_id={enterprise}&area_id={community}"));
    assert_eq!(service.as_("manager").get(&own).await.expect(200)["total"]["filed"], 1);
    for (name, query) in [
        ("manager", format!("organization_id={}", world::organization("department"))),
        ("other-street", format!("area_id={community}")),
        ("community", format!("area_id={}", world::area("street"))),
        ("branch", format!("estate_id={}", world::estate("bare-estate"))),
        ("admin", String::new()),
        ("resident", String::new()),
        ("worker", format!("organization_id={enterprise}")),
    ] {
        service.as_(name).get(&asked(query)).await.refused(403, "forbidden");
    }
}

async fn what_is_not_kept_is_refused(service: Service) {
    let lift = world::category("lift");
    let get = async |query: String| {
        service.as_("street").get(&format!("/v1/figures/tickets?{query}")).await
    };
    for query in [
        format!("by=day&category_id={lift}"),
        "by=category&from=2026-02-10".to_owned(),
        "by=category&to=2026-02-10".to_owned(),
        "from=2026-02-10&to=2026-02-09".to_owned(),
        "by=day&from=2024-01-01".to_owned(),
        "from=1970-01-01".to_owned(),
        "by=week".to_owned(),
        format!("area_id={}", world::area("grid")),
        format!("area_id={lift}"),
    ] {
        let reply = get(query.clone()).await;
        assert_eq!(reply.status, 400, "{query}: {}", reply.text());
    }
}
