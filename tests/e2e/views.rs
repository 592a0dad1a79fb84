//! Saved views: filters that someone keeps under a name, and that nobody else sees.

use serde_json::{Value, json};
use tests::{Reply, Service, served_by_both};

served_by_both!(
    a_view_is_kept_and_asked_with,
    views_are_everyones_own,
    what_the_list_would_not_take_is_refused,
    nobody_keeps_more_than_fifty,
);

async fn keep(service: &Service, name: &str, title: &str, query: &str) -> Reply {
    service.as_(name).post("/v1/views", json!({ "name": title, "query": query })).await
}

async fn listed(service: &Service, name: &str) -> Vec<Value> {
    let page = service.as_(name).get("/v1/views").await.expect(200);
    page["items"].as_array().unwrap().clone()
}

async fn a_view_is_kept_and_asked_with(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let query = "state=submitted,dispatched&q=电梯&order=created";
    let reply = keep(&service, "dispatcher", " 待派电梯 ", query).await;
    let location = reply.header("location").to_owned();
    let made = reply.expect(201);
    assert_eq!((&made["name"], &made["query"]), (&json!("待派电梯"), &json!(query)));
    assert_eq!(location, format!("/v1/views/{}", made["id"].as_str().unwrap()));
    assert_eq!(listed(&service, "dispatcher").await, std::slice::from_ref(&made));
    let page = service.as_("dispatcher").get(&format!("/v1/tickets?{query}")).await.expect(200);
    assert_eq!(page["items"][0]["id"], json!(case.id));
    keep(&service, "dispatcher", "待派电梯", "").await.invalid("#/name", "taken");
    keep(&service, "manager", "待派电梯", "").await.expect(201);
    keep(&service, "dispatcher", "全部", "").await.expect(201);
    assert_eq!(listed(&service, "dispatcher").await[0]["name"], "全部", "newest first");
    let delete = format!("{location}/delete");
    service.as_("dispatcher").post(&delete, json!({})).await.expect(204);
    service.as_("dispatcher").post(&delete, json!({})).await.refused(404, "not_found");
    assert_eq!(listed(&service, "dispatcher").await.len(), 1);
    let entries = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'view'";
    assert_eq!(service.count(entries).await, 4, "kept three times, deleted once");
}

async fn views_are_everyones_own(service: Service) {
    let made = keep(&service, "resident", "我的", "mine=true").await.expect(201);
    let delete = format!("/v1/views/{}/delete", made["id"].as_str().unwrap());
    for name in ["neighbour", "admin", "auditor", "street"] {
        assert_eq!(listed(&service, name).await, Vec::<Value>::new());
        service.as_(name).post(&delete, json!({})).await.refused(404, "not_found");
    }
    service.as_("client").get("/v1/views").await.refused(403, "forbidden");
    keep(&service, "client", "x", "").await.refused(403, "forbidden");
    service.anyone().get("/v1/views").await.refused(401, "unauthenticated");
    assert_eq!(listed(&service, "resident").await, [made]);
}

async fn what_the_list_would_not_take_is_refused(service: Service) {
    for query in ["state=lost", "limit=5", "after=x", "colour=red", "q=", "bbox=1,2", "number=1"] {
        keep(&service, "branch", "错", query).await.invalid("#/query", "format");
    }
    keep(&service, "branch", " ", "").await.invalid("#/name", "required");
    assert_eq!(listed(&service, "branch").await, Vec::<Value>::new());
}

async fn nobody_keeps_more_than_fifty(service: Service) {
    for number in 0..50 {
        keep(&service, "branch", &format!("视图{number}"), "").await.expect(201);
    }
    keep(&service, "branch", "再多一个", "").await.refused(422, "views_full");
    let first = service.as_("branch").get("/v1/views?limit=30").await.expect(200);
    let next = first["next"].as_str().unwrap();
    let rest = service.as_("branch").get(&format!("/v1/views?limit=30&after={next}")).await;
    assert_eq!(rest.expect(200)["items"].as_array().unwrap().len(), 20);
}
