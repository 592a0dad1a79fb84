//! What is always there: the contract as served, its pages without a network, health, figures, and draining.

use std::sync::atomic::Ordering;

use tests::{Kind, Service, served_by_both};

served_by_both!(health_and_readiness);

#[tokio::test(flavor = "multi_thread")]
async fn the_contract_is_served_as_it_was_reviewed() {
    let service = Service::start(Kind::Sqlite).await;
    let reply = service.anyone().get("/openapi.json").await;
    assert_eq!(reply.header("content-type"), "application/json; charset=utf-8");
    assert_eq!(reply.text(), openapi::CONTRACT);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_need_no_network() {
    let service = Service::start(Kind::Sqlite).await;
    let moved = service.anyone().get("/docs").await;
    assert_eq!((moved.status.as_u16(), moved.header("location")), (301, "/docs/"));
    let index = service.anyone().get("/docs/").await;
    assert!(index.header("content-type").starts_with("text/html"), "{:?}", index.headers);
    let text = index.text();
    let links = text.split(['"', '\'']).filter(|part| {
        [".js", ".css", ".png"].iter().any(|end| part.ends_with(end)) || part.contains("://")
    });
    let links: Vec<&str> = links.collect();
    assert!(links.len() >= 4, "{links:?}");
    for link in links {
        assert!(!link.contains("://") && !link.starts_with("//"), "{link} is elsewhere");
        let page = service.anyone().get(&format!("/docs/{}", link.trim_start_matches("./"))).await;
        assert!(!page.body.is_empty(), "{link}");
        page.expect(200);
    }
    let start = service.anyone().get("/docs/swagger-initializer.js").await.text();
    assert!(start.contains("/openapi.json") && !start.contains("petstore"), "{start}");
    service.anyone().get("/docs/nothing.js").await.refused(404, "not_found");
}

async fn health_and_readiness(service: Service) {
    for path in ["/healthz", "/readyz"] {
        assert_eq!(service.anyone().get(path).await.expect(200)["status"], "ok");
    }
    let resident = service.as_("resident");
    service.app.draining.store(true, Ordering::SeqCst);
    service.anyone().get("/healthz").await.expect(200);
    service.anyone().get("/readyz").await.refused(503, "draining");
    let refused = resident.get("/v1/me").await;
    assert_eq!(refused.header("retry-after"), "2");
    refused.refused(503, "draining");
    service.anyone().get("/metrics").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_kept_by_pattern_and_never_by_id() {
    let service = Service::start(Kind::Sqlite).await;
    let case = service.ticket_in("submitted").await;
    case.seen_by("resident").await;
    service.anyone().get("/nothing/here").await.refused(404, "not_found");
    let reply = service.anyone().get("/metrics").await;
    assert!(reply.header("content-type").starts_with("application/openmetrics-text"));
    let text = reply.text();
    assert!(text.trim_end().ends_with("# EOF"), "{text}");
    for line in [
        "lianjian_http_requests_total{method=\"GET\",route=\"/v1/tickets/{id}\",status=\"200\"} 1",
        "lianjian_http_requests_total{method=\"POST\",route=\"/v1/tickets\",status=\"201\"} 1",
        "lianjian_http_requests_total{method=\"GET\",route=\"unmatched\",status=\"404\"} 1",
        "lianjian_http_requests_in_flight 1",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(!text.contains(&case.id) && !text.contains("/nothing"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_at_once_is_refused_at_once() {
    let service = Service::start(Kind::Sqlite).await;
    service.app.in_flight.fetch_add(600, Ordering::SeqCst);
    let refused = service.as_("resident").get("/v1/me").await;
    assert_eq!(refused.header("retry-after"), "1");
    refused.refused(503, "busy");
    service.anyone().get("/healthz").await.expect(200);
    service.app.in_flight.fetch_sub(600, Ordering::SeqCst);
    service.as_("resident").get("/v1/me").await.expect(200);
}
