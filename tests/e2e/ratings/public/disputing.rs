//! What of a public result is disputed, and until when it can be: said to everyone at once.

use serde_json::{Value, json};
use tests::{Reply, Service, served_by_both};

use super::{finalize, listed, pass_all, path, result_of, without_source};
use crate::ratings::disclosure::{disclosed, object, objected, on, rejected, score, upheld};

served_by_both!(
    what_is_disputed_is_said_at_once_until_it_is_decided,
    of_who_objects_and_why_there_is_nothing,
    what_is_known_is_sent_again_once_something_is_disputed,
    everyone_is_told_until_when_one_can_object,
);

/// What is said to be disputed, by the list, the result itself and its notice alike.
async fn disputed(service: &Service, cycle: &Value) -> Vec<String> {
    let result = result_of(service, cycle, "estate").await;
    let one = service.anyone().get(&path(&result)).await.expect(200);
    assert_eq!(one["rating"], result);
    let codes = result["disputed"].as_array().unwrap().iter();
    let codes: Vec<String> = codes.map(|code| code.as_str().unwrap().to_owned()).collect();
    let notice = service.anyone().get(&format!("{}/notice", path(&result))).await.text();
    let named = format!("已有异议、正在核实的项目:{}。", codes.join("、"));
    assert_eq!(notice.contains("已有异议"), !codes.is_empty(), "{notice}");
    assert!(codes.is_empty() || notice.contains(&named), "{named}\n{notice}");
    codes
}

async fn what_is_disputed_is_said_at_once_until_it_is_decided(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    assert!(disputed(&service, &cycle).await.is_empty());
    let made = objected(&service, &one).await;
    assert_eq!(disputed(&service, &cycle).await, ["B1"]);
    let other = object(&service, "resident", &one, json!({ "item": "A8" })).await.expect(201);
    let same = object(&service, "committee", &one, json!({})).await.expect(201);
    assert_eq!(disputed(&service, &cycle).await, ["A8", "B1"]);
    let beside = result_of(&service, &cycle, "other-estate").await;
    assert_eq!(beside["disputed"], json!([]), "it is the result of another estate");
    on(&service, "street", &made, "decide", rejected()).await.expect(200);
    assert_eq!(disputed(&service, &cycle).await, ["A8", "B1"], "another waits");
    on(&service, "street", &same, "decide", upheld(1)).await.expect(200);
    assert_eq!(disputed(&service, &cycle).await, ["A8"]);
    let asked = json!({ "grounds": "请再看一次" });
    on(&service, "manager", &made, "recheck", asked).await.expect(200);
    assert_eq!(disputed(&service, &cycle).await, ["A8", "B1"]);
    on(&service, "district", &made, "decide-recheck", rejected()).await.expect(200);
    on(&service, "street", &other, "decide", rejected()).await.expect(200);
    assert!(disputed(&service, &cycle).await.is_empty());
}

async fn of_who_objects_and_why_there_is_nothing(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let made = object(&service, "resident", &one, json!({})).await.expect(201);
    let result = path(&result_of(&service, &cycle, "estate").await);
    for shown in [format!("{result}/notice"), result, "/v1/ratings".to_owned()] {
        let text = service.anyone().get(&shown).await.text();
        for field in ["id", "by", "grounds", "evidence"] {
            assert!(!text.contains(made[field].as_str().unwrap()), "{field} {shown}");
        }
    }
}

async fn asked(service: &Service, path: &str, tag: &str) -> Reply {
    service.anyone().request("GET", path).header("If-None-Match", tag).send().await
}

async fn what_is_known_is_sent_again_once_something_is_disputed(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let result = path(&result_of(&service, &cycle, "estate").await);
    let paths = [format!("{result}/notice"), result];
    let mut tags = Vec::new();
    for path in &paths {
        tags.push(service.anyone().get(path).await.header("etag").to_owned());
    }
    let made = objected(&service, &one).await;
    for (path, tag) in paths.iter().zip(&mut tags) {
        let changed = asked(&service, path, tag).await;
        assert_eq!(changed.status, 200, "{path}");
        *tag = changed.header("etag").to_owned();
        assert_eq!(asked(&service, path, tag).await.status, 304, "{path}");
    }
    on(&service, "street", &made, "decide", rejected()).await.expect(200);
    for (path, tag) in paths.iter().zip(&tags) {
        assert_eq!(asked(&service, path, tag).await.status, 200, "{path}");
    }
}

async fn everyone_is_told_until_when_one_can_object(service: Service) {
    let cycle = disclosed(&service).await;
    let until = cycle["objections_until"].as_str().unwrap();
    for result in listed(&service, "").await {
        assert_eq!(result["cycle"]["objections_until"], json!(until));
    }
    let result = path(&result_of(&service, &cycle, "estate").await);
    let one = service.anyone().get(&result).await.expect(200);
    assert_eq!(one["rating"]["cycle"]["objections_until"], json!(until));
    let notice = async || service.anyone().get(&format!("{result}/notice")).await.text();
    let minute = until.get(..16).unwrap().replace('T', " ");
    let page = notice().await;
    assert!(page.contains(&format!("可以在公示期内(截至{minute})以书面形式提出")), "{page}");
    pass_all(&service);
    let codes = without_source(&service, &cycle).await;
    finalize(&service, &cycle, &codes).await.expect(200);
    let one = service.anyone().get(&result).await.expect(200);
    assert_eq!(one["rating"]["cycle"]["objections_until"], Value::Null);
    let page = notice().await;
    assert!(!page.contains("截至") && !page.contains(&minute), "{page}");
}
