//! The notice and the badge: pages of text, whatever the names in them are.

use serde_json::json;
use tests::{Service, served_by_both, world};

use super::{badge, one, path, result_of, show, two};

served_by_both!(
    a_notice_is_one_page_that_loads_and_runs_nothing,
    a_notice_says_whether_it_is_final,
    a_badge_is_shown_by_any_page,
    a_badge_is_that_of_the_latest_final_result,
    no_name_becomes_markup,
);

const HOSTILE: &str = "=HYPERLINK(\"http://evil.example\")<script>alert('x')</script>&";

async fn named(service: &Service, name: &str) {
    let sql = "UPDATE estate SET name = $1 WHERE id = $2";
    service.force(sql, vec![name.to_owned().into(), world::estate("estate").into()]).await;
}

async fn a_notice_is_one_page_that_loads_and_runs_nothing(service: Service) {
    let cycle = one(&service).await;
    show(&service, &cycle, "disclosed").await;
    named(&service, "和谐花园").await;
    let result = result_of(&service, &cycle, "estate").await;
    let path = format!("{}/notice", path(&result));
    let reply = service.anyone().request("GET", &path).header("Accept", "text/html").send().await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
    let policy = reply.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"),
        "{policy}"
    );
    let page = reply.text();
    for text in [
        "和谐花园",
        "2025年第四季度",
        "2025-10-01 至 2025-12-31",
        "公示中",
        "复原设计(正式清单未公布)",
        "第1版",
        "以书面形式提出",
        "<svg",
        result["total"].as_str().unwrap(),
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    for aspect in result["aspects"].as_array().unwrap() {
        assert!(
            page.contains(&format!("<td>{}</td>", aspect["name"].as_str().unwrap())),
            "{aspect}"
        );
    }
    for loading in ["<script", "src=", "href=", "url(", "style=\""] {
        assert!(!page.contains(loading), "{loading}");
    }
}

async fn a_notice_says_whether_it_is_final(service: Service) {
    let cycle = one(&service).await;
    show(&service, &cycle, "disclosed").await;
    let path = format!("{}/notice", path(&result_of(&service, &cycle, "estate").await));
    let tag = service.anyone().get(&path).await.header("etag").to_owned();
    let asked =
        async || service.anyone().request("GET", &path).header("If-None-Match", &tag).send().await;
    let known = asked().await;
    assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
    show(&service, &cycle, "final").await;
    assert_eq!(asked().await.status, 200);
    let page = service.anyone().get(&path).await.text();
    assert!(page.contains("已定案") && !page.contains("可以在公示期内"), "{page}");
    let gone = format!("/v1/ratings/{}/notice", world::estate("estate"));
    service.anyone().get(&gone).await.refused(404, "not_found");
}

async fn a_badge_is_shown_by_any_page(service: Service) {
    let cycle = one(&service).await;
    show(&service, &cycle, "disclosed").await;
    let call = service.anyone().request("GET", &badge("estate")).header("Accept", "image/svg+xml");
    let reply = call.header("Origin", "https://elsewhere.example").send().await;
    for (name, value) in [
        ("content-type", "image/svg+xml; charset=utf-8"),
        ("access-control-allow-origin", "*"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("cache-control", "public, max-age=300"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(reply.header(name), value, "{name}");
    }
    assert!(reply.text().starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    let tag = reply.header("etag").to_owned();
    let known = service.anyone().request("GET", &badge("estate")).header("If-None-Match", &tag);
    assert_eq!(known.send().await.status, 304);
    service.anyone().get(&badge("bare-estate")).await.refused(404, "not_found");
    let unknown = format!("/v1/estates/{}/badge.svg", world::area("street"));
    service.anyone().get(&unknown).await.refused(404, "not_found");
    service.anyone().get("/v1/estates/nothing/badge.svg").await.refused(400, "malformed_request");
}

async fn a_badge_is_that_of_the_latest_final_result(service: Service) {
    let [older, newer] = two(&service).await;
    let shown = async || service.anyone().get(&badge("estate")).await.text();
    show(&service, &newer, "disclosed").await;
    assert!(shown().await.contains("2026年第一季度") && shown().await.contains(">公示中<"));
    show(&service, &older, "final").await;
    assert!(shown().await.contains("2025年第四季度") && !shown().await.contains("公示中"));
    show(&service, &newer, "final").await;
    assert!(shown().await.contains("2026年第一季度"), "{}", shown().await);
}

async fn no_name_becomes_markup(service: Service) {
    let cycle = one(&service).await;
    show(&service, &cycle, "disclosed").await;
    named(&service, HOSTILE).await;
    let result = result_of(&service, &cycle, "estate").await;
    assert_eq!(result["estate_name"], json!(HOSTILE));
    for path in [format!("{}/notice", path(&result)), badge("estate")] {
        let page = service.anyone().get(&path).await.text();
        assert!(
            !page.contains("<script") && page.contains("&lt;script&gt;alert(&#39;x&#39;)"),
            "{page}"
        );
    }
}
