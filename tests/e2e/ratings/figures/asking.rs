//! Who asks for the figures, of what, and what is said of each.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{FIGURES, one, path, quarter};

served_by_both!(
    who_oversees_and_who_is_rated_are_shown_them,
    periods_and_enterprises_are_named_rightly,
    each_figure_says_what_it_is,
);

async fn who_oversees_and_who_is_rated_are_shown_them(service: Service) {
    let asked = path("estate", "period=2026-Q1");
    for name in [
        "manager",
        "branch",
        "specialist",
        "community",
        "secretary",
        "property-office",
        "street",
        "district",
        "auditor",
    ] {
        service.as_(name).get(&asked).await.expect(200);
    }
    for name in [
        "resident",
        "worker",
        "dispatcher",
        "department",
        "client",
        "admin",
        "far-district",
        "nobody",
    ] {
        service.as_(name).get(&asked).await.refused(403, "forbidden");
    }
    let other = path("other-estate", "period=2026-Q1");
    service.as_("manager").get(&other).await.refused(403, "forbidden");
    service.as_("street").get(&other).await.refused(403, "forbidden");
}

async fn periods_and_enterprises_are_named_rightly(service: Service) {
    let office = service.as_("district");
    for period in ["2026-Q5", "2026-Q0", "2026-q1", "26-Q1", "1999", "+2026", "", "2026-Q2", "2027"]
    {
        let asked = path("estate", &format!("period={}", period.replace('+', "%2B")));
        office.get(&asked).await.refused(400, "malformed_request");
    }
    office.get(&path("estate", "")).await.refused(400, "malformed_request");
    let department = world::organization("department");
    let asked = path("estate", &format!("period=2026&enterprise_id={department}"));
    office.get(&asked).await.refused(400, "malformed_request");
    office.get(&path("bare-estate", "period=2026")).await.refused(400, "malformed_request");
    let asked = format!("/v1/estates/{}/rating-figures?period=2026", department);
    office.get(&asked).await.refused(404, "not_found");
    let enterprise = world::organization("enterprise");
    let asked = path("bare-estate", &format!("period=2026&enterprise_id={enterprise}"));
    assert_eq!(office.get(&asked).await.expect(200)["enterprise_id"], json!(enterprise));
}

async fn each_figure_says_what_it_is(service: Service) {
    let seen = quarter(&service).await;
    assert_eq!(
        ["period", "from", "to", "as_of"].map(|field| seen[field].clone()),
        [
            json!("2026-Q1"),
            json!("2026-01-01"),
            json!("2026-03-31"),
            json!(service.app.time(service.now())),
        ]
    );
    let all = seen["figures"].as_array().unwrap();
    assert_eq!(all.len(), 26);
    for figure in all {
        let built = FIGURES.contains(&figure["figure"].as_str().unwrap());
        assert_eq!(figure["no_source"], json!(!built), "{figure}");
        assert_eq!(figure["part_definition"].is_string(), built);
        let numbers = ["part", "whole", "count"].map(|field| figure[field].is_null());
        let given = match (built, figure["unit"].as_str().unwrap()) {
            (false, _) => [true, true, true],
            (true, "ratio") => [false, false, true],
            _ => [true, true, false],
        };
        assert_eq!(numbers, given, "{figure}");
    }
    let english = service.as_("street").request("GET", &path("estate", "period=2026-Q1"));
    let english = english.header("Accept-Language", "en").send().await.expect(200);
    assert_eq!(one(&english, FIGURES[5])["part_definition"], "those followed up");
    let contract: Value = service.anyone().get("/openapi.json").await.expect(200);
    let told = &contract["paths"]["/v1/estates/{id}/rating-figures"]["get"]["description"];
    let told = told.as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    for figure in english["figures"].as_array().unwrap() {
        for field in ["part_definition", "whole_definition"] {
            let words = figure[field].as_str().unwrap_or_default();
            assert!(told.contains(words), "the contract says of {}: {words}", figure["figure"]);
        }
    }
}
