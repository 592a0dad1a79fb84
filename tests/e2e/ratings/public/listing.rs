//! The list of public results: what of them a stranger sees, and what never.

use serde_json::{Value, json};
use tests::{Kind, Service, served_by_both, world};

use super::{RATINGS, act, badge, listed, one, path, result_of, show, two};

served_by_both!(
    a_stranger_sees_what_is_public_and_nothing_else,
    of_a_result_there_is_nothing_that_it_was_reckoned_from,
    the_newest_cycle_comes_first_and_in_it_the_best,
    a_list_is_narrowed,
    what_is_asked_badly_is_refused,
);

/// All that a result has.
const SHOWN: &str = "aspects cycle disputed enterprise_id enterprise_name estate_id estate_name id of place stars total vetoes";
const COMPARE: &str = "/v1/ratings/compare";

async fn a_stranger_sees_what_is_public_and_nothing_else(service: Service) {
    let cycle = one(&service).await;
    let id = cycle["id"].as_str().unwrap();
    let lines = service.as_("district").get(&format!("/v1/cycles/{id}/scores")).await.expect(200);
    let hidden = path(&lines["items"][0]);
    nothing_is_shown(&service, id, &hidden).await;
    show(&service, &cycle, "disclosed").await;
    for one in [hidden.clone(), format!("{hidden}/notice"), badge("estate")] {
        assert_eq!(service.anyone().get(&one).await.status, 200, "{one}");
    }
    act(&service, "district", &cycle, "cancel", json!({ "reason": "程序有误" })).await.expect(200);
    nothing_is_shown(&service, id, &hidden).await;
}

/// Neither to strangers nor to those who work on the cycle.
async fn nothing_is_shown(service: &Service, id: &str, hidden: &str) {
    for who in [service.anyone(), service.as_("district"), service.as_("resident")] {
        for list in [
            RATINGS,
            &format!("{RATINGS}?cycle_id={id}"),
            COMPARE,
            &format!("{COMPARE}?cycle_id={id}"),
        ] {
            assert_eq!(who.get(list).await.expect(200)["items"], json!([]), "{list}");
        }
        for one in [hidden.to_owned(), format!("{hidden}/notice"), badge("estate")] {
            who.get(&one).await.refused(404, "not_found");
        }
    }
}

async fn of_a_result_there_is_nothing_that_it_was_reckoned_from(service: Service) {
    let cycle = one(&service).await;
    for state in ["disclosed", "final"] {
        show(&service, &cycle, state).await;
        let all = listed(&service, "").await;
        assert_eq!(all.len(), 2);
        let mut keys: Vec<&String> = all[0].as_object().unwrap().keys().collect();
        keys.sort_unstable();
        assert_eq!(keys, SHOWN.split_whitespace().collect::<Vec<_>>());
        let aspects = all[0]["aspects"].as_array().unwrap();
        assert_eq!((&all[0]["cycle"]["state"], aspects.len()), (&json!(state), 8));
        assert_eq!((&all[0]["of"], &aspects[0]["name"]), (&json!(2), &json!("党建引领")));
        let reply = service.anyone().get(RATINGS).await;
        assert_eq!(reply.header("cache-control"), "public, max-age=60");
    }
}

async fn the_newest_cycle_comes_first_and_in_it_the_best(service: Service) {
    let cycles = two(&service).await;
    for cycle in &cycles {
        show(&service, cycle, "disclosed").await;
    }
    service.force("UPDATE rating_score SET total = 7000 - position", Vec::new()).await;
    let all = listed(&service, "").await;
    let order: Vec<(&Value, &Value)> =
        all.iter().map(|one| (&one["cycle"]["id"], &one["total"])).collect();
    let (old, new) = (&cycles[0]["id"], &cycles[1]["id"]);
    let totals = [json!("69.99"), json!("69.98")];
    assert_eq!(order, [(new, &totals[0]), (new, &totals[1]), (old, &totals[0]), (old, &totals[1])]);
    for limit in [1, 2, 3] {
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = format!("{RATINGS}?include=count&limit={limit}{after}");
            let page = service.anyone().get(&page).await.expect(200);
            assert_eq!((&page["count"], &page["count_capped"]), (&json!(4), &json!(false)));
            seen.extend(page["items"].as_array().unwrap().clone());
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(seen, all, "pages of {limit}");
    }
}

async fn a_list_is_narrowed(service: Service) {
    let cycles = two(&service).await;
    show(&service, &cycles[0], "final").await;
    show(&service, &cycles[1], "disclosed").await;
    let here = format!(
        "UPDATE rating_score SET stars = 3 WHERE cycle_id = (SELECT id FROM rating_cycle WHERE state = '{}')",
        "final"
    );
    service.force("UPDATE rating_score SET stars = 1", Vec::new()).await;
    service.force(&here, Vec::new()).await;
    let newest = cycles[1]["id"].as_str().unwrap();
    for (query, found) in [
        (String::new(), 4),
        (format!("estate_id={}", world::estate("estate")), 2),
        (format!("estate_id={}&stars=3", world::estate("estate")), 1),
        (format!("estate_id={}", world::estate("bare-estate")), 0),
        (format!("enterprise_id={}", world::organization("other-enterprise")), 2),
        (format!("area_id={}", world::area("district")), 4),
        (format!("area_id={}", world::area("other-street")), 2),
        (format!("area_id={}", world::area("community")), 2),
        (format!("area_id={}", world::area("far-district")), 0),
        (format!("area_id={}", world::estate("estate")), 0),
        (format!("estate_id={}", world::area("street")), 0),
        (format!("cycle_id={newest}"), 2),
        (format!("cycle_id={newest}&stars=3"), 0),
        ("stars=3".to_owned(), 2),
        ("stars=5".to_owned(), 0),
        ("kind=quarter".to_owned(), 4),
        ("kind=year".to_owned(), 0),
        (format!("cycle_id={}", world::estate("estate")), 0),
    ] {
        let page = format!("{RATINGS}?include=count&{query}");
        let page = service.anyone().get(&page).await.expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), found, "{query}");
        assert_eq!(page["count"], json!(found), "{query}");
    }
    let own = result_of(&service, &cycles[1], "estate").await;
    assert_eq!(own["enterprise_id"], json!(world::organization("enterprise")));
}

async fn what_is_asked_badly_is_refused(service: Service) {
    let cycle = one(&service).await;
    show(&service, &cycle, "disclosed").await;
    for (path, parameter) in [
        ("?limit=0", "limit"),
        ("?limit=101", "limit"),
        ("?estate_id=1", "estate_id"),
        ("?kind=decade", "kind"),
        ("?state=computed", "state"),
        ("?stars=-1", "stars"),
        ("?inputs=true", "inputs"),
        ("/compare?area_id=x", "area_id"),
        ("/compare?stars=5", "stars"),
        ("/nothing", "id"),
        ("/nothing/notice", "id"),
    ] {
        let refused = service.anyone().get(&format!("{RATINGS}{path}")).await;
        let refused = refused.refused(400, "malformed_request");
        assert_eq!(refused["errors"][0]["parameter"], parameter, "{path}");
    }
    for path in ["?after=x", "/compare?after=x"] {
        service.anyone().get(&format!("{RATINGS}{path}")).await.refused(400, "invalid_cursor");
    }
    let first = service.anyone().get(&format!("{RATINGS}?limit=1")).await.expect(200);
    let elsewhere = format!("{RATINGS}?stars=1&after={}", first["next"].as_str().unwrap());
    service.anyone().get(&elsewhere).await.refused(400, "invalid_cursor");
    for path in [RATINGS, COMPARE] {
        let refused = service.anyone().post(path, json!({})).await;
        assert_eq!(
            (refused.status.as_u16(), refused.header("allow")),
            (405, "GET, HEAD, OPTIONS"),
            "{path}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn so_many_strangers_come_from_one_address() {
    let service = Service::with(Kind::Sqlite, |config| config.limits.requests_per_minute = 3).await;
    for _ in 0..3 {
        service.anyone().get(RATINGS).await.expect(200);
    }
    for path in [RATINGS.to_owned(), COMPARE.to_owned(), badge("estate")] {
        let refused = service.anyone().get(&path).await;
        assert!(!refused.header("retry-after").is_empty());
        refused.refused(429, "rate_limited");
    }
}
