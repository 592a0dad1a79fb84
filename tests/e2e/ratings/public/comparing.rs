//! The league table of enterprises.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{one, show, two};

served_by_both!(
    enterprises_stand_by_the_average_of_their_estates,
    all_estates_of_an_enterprise_count_alike,
    the_newest_cycle_of_the_area_is_taken,
);

async fn compared(service: &Service, query: &str) -> Vec<Value> {
    let path = format!("/v1/ratings/compare?include=count&{query}");
    let page = service.anyone().get(&path).await.expect(200);
    let items = page["items"].as_array().unwrap().clone();
    assert_eq!(page["count"], json!(items.len()), "{query}");
    items
}

/// The result of the estate is another.
async fn set(service: &Service, estate: &str, total: i64, stars: Option<i32>) {
    let sql = "UPDATE rating_score SET total = $1, stars = $2 WHERE estate = (SELECT key FROM estate WHERE id = $3)";
    service.force(sql, vec![total.into(), stars.into(), world::estate(estate).into()]).await;
}

/// Each enterprise with its average and place.
fn table(all: &[Value]) -> Vec<(&Value, &Value, &Value)> {
    all.iter().map(|one| (&one["enterprise_id"], &one["average"], &one["place"])).collect()
}

async fn enterprises_stand_by_the_average_of_their_estates(service: Service) {
    let cycle = one(&service).await;
    show(&service, &cycle, "disclosed").await;
    set(&service, "estate", 8_501, Some(4)).await;
    set(&service, "other-estate", 9_000, Some(5)).await;
    let here = json!(world::organization("enterprise"));
    let there = json!(world::organization("other-enterprise"));
    let (first, second) = (json!(1), json!(2));
    let all = compared(&service, "").await;
    let averages = [json!("90.00"), json!("85.01")];
    assert_eq!(table(&all), [(&there, &averages[0], &first), (&here, &averages[1], &second)]);
    assert_eq!((&all[0]["stars"], &all[0]["rated"]), (&json!([0, 0, 0, 0, 0, 1]), &json!(1)));
    set(&service, "estate", 9_000, Some(5)).await;
    let all = compared(&service, "").await;
    assert!(all.iter().all(|one| one["place"] == first), "the same average is the same place");
    set(&service, "estate", 0, None).await;
    let all = compared(&service, "").await;
    let none = Value::Null;
    assert_eq!(table(&all), [(&there, &averages[0], &first), (&here, &none, &second)]);
    assert_eq!(all[1]["unrated"], json!(1));
    let page = service.anyone().get("/v1/ratings/compare?limit=1").await.expect(200);
    let next = format!("/v1/ratings/compare?limit=1&after={}", page["next"].as_str().unwrap());
    let next = service.anyone().get(&next).await.expect(200);
    assert_eq!((&page["items"][0], &next["items"][0], &next["next"]), (&all[0], &all[1], &none));
}

async fn all_estates_of_an_enterprise_count_alike(service: Service) {
    let cycle = one(&service).await;
    show(&service, &cycle, "final").await;
    set(&service, "estate", 8_501, Some(4)).await;
    set(&service, "other-estate", 9_000, Some(5)).await;
    let moved = "UPDATE rating_score SET enterprise_id = $1";
    service.force(moved, vec![world::organization("enterprise").into()]).await;
    for (query, average, rated) in [
        (String::new(), "87.51", 2),
        (format!("area_id={}", world::area("community")), "85.01", 1),
        (format!("area_id={}", world::area("other-street")), "90.00", 1),
    ] {
        let all = compared(&service, &query).await;
        assert_eq!(all.len(), 1, "{query}");
        assert_eq!(
            (&all[0]["average"], &all[0]["rated"]),
            (&json!(average), &json!(rated)),
            "{query}"
        );
    }
}

async fn the_newest_cycle_of_the_area_is_taken(service: Service) {
    let [older, newer] = two(&service).await;
    show(&service, &older, "final").await;
    let taken = async |query: &str| {
        let all = compared(&service, query).await;
        all.first().map(|one| one["cycle_id"].clone())
    };
    assert_eq!(taken("").await, Some(older["id"].clone()), "the newer one is not public");
    show(&service, &newer, "disclosed").await;
    assert_eq!(taken("").await, Some(newer["id"].clone()));
    let given = format!("cycle_id={}", older["id"].as_str().unwrap());
    assert_eq!(taken(&given).await, Some(older["id"].clone()));
    for (area, found) in
        [("district", true), ("street", true), ("community", true), ("far-district", false)]
    {
        let query = format!("area_id={}", world::area(area));
        assert_eq!(taken(&query).await.is_some(), found, "{area}");
    }
    let of_street = "UPDATE rating_cycle SET street = (SELECT street FROM estate WHERE id = $1) WHERE state = 'disclosed'";
    service.force(of_street, vec![world::estate("estate").into()]).await;
    for (area, cycle) in [("district", &older), ("street", &newer), ("other-street", &older)] {
        let query = format!("area_id={}", world::area(area));
        assert_eq!(taken(&query).await.as_ref(), Some(&cycle["id"]), "{area}");
    }
    assert_eq!(taken(&format!("area_id={}", world::estate("estate"))).await, None);
}
