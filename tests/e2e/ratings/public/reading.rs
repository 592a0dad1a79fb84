//! One public result, and the history of its estate.

use serde_json::{Value, json};
use tests::{Service, served_by_both};

use super::{path, result_of, show, two};

served_by_both!(
    a_result_is_shown_with_those_before_it,
    what_is_known_is_not_sent_again,
    a_veto_is_named_in_the_words_of_the_scheme,
);

async fn a_result_is_shown_with_those_before_it(service: Service) {
    let [older, newer] = two(&service).await;
    show(&service, &newer, "disclosed").await;
    let newest = result_of(&service, &newer, "estate").await;
    let seen = service.anyone().get(&path(&newest)).await.expect(200);
    assert_eq!(
        (&seen["rating"], &seen["history"]),
        (&newest, &json!([])),
        "the older one is not public"
    );
    assert_eq!(
        (&seen["scheme"]["status"], &seen["scheme"]["edition"]),
        (&json!("reconstructed"), &json!(1))
    );
    show(&service, &older, "final").await;
    let first = result_of(&service, &older, "estate").await;
    let seen = service.anyone().get(&path(&newest)).await.expect(200);
    let history = seen["history"].as_array().unwrap();
    assert_eq!(history.len(), 1);
    for field in
        ["id", "cycle", "total", "stars", "place", "of", "enterprise_id", "enterprise_name"]
    {
        assert_eq!(history[0][field], first[field], "{field}");
    }
    let seen = service.anyone().get(&path(&first)).await.expect(200);
    assert_eq!(seen["history"], json!([]), "what came after it is no history");
    let keys: Vec<&String> = seen.as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 4, "{keys:?}");
}

async fn what_is_known_is_not_sent_again(service: Service) {
    let [_, newer] = two(&service).await;
    show(&service, &newer, "disclosed").await;
    let path = path(&result_of(&service, &newer, "estate").await);
    let first = service.anyone().get(&path).await;
    let tag = first.header("etag").to_owned();
    assert_eq!(first.header("cache-control"), "public, max-age=60");
    assert_eq!(first.header("vary"), "Accept-Language");
    let known = service.anyone().request("GET", &path).header("If-None-Match", &tag).send().await;
    assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
    let english = service.anyone().request("GET", &path).header("Accept-Language", "en");
    let english = english.header("If-None-Match", &tag).send().await.expect(200);
    assert_eq!(english["rating"]["cycle"]["state_label"], "disclosed");
    assert_eq!(english["rating"]["aspects"][0]["name"], "Party-building leadership");
    show(&service, &newer, "final").await;
    let changed = service.anyone().request("GET", &path).header("If-None-Match", &tag).send().await;
    assert_eq!(changed.expect(200)["rating"]["cycle"]["state"], "final");
}

async fn a_veto_is_named_in_the_words_of_the_scheme(service: Service) {
    let [_, newer] = two(&service).await;
    show(&service, &newer, "disclosed").await;
    let vetoed = "UPDATE rating_score SET stars = 0, inputs = REPLACE(inputs, '\"vetoes\":[]', '\"vetoes\":[\"V1\"]')";
    service.force(vetoed, Vec::new()).await;
    let result = result_of(&service, &newer, "estate").await;
    assert_eq!((&result["stars"], &result["vetoes"][0]["code"]), (&json!(0), &json!("V1")));
    let named: &Value = &result["vetoes"][0]["name"];
    assert!(!named.as_str().unwrap().is_empty());
    let page = service.anyone().get(&format!("{}/notice", path(&result))).await.text();
    assert!(page.contains(&format!("V1 {}", named.as_str().unwrap())), "{page}");
}
