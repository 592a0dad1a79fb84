//! Links: told once, kept as a hash, and good for one household and one survey.

use serde_json::json;
use tests::{Service, served_by_both, world};

use super::{by, by_link, close, drawn, link, path, premises, strangers};

served_by_both!(
    a_link_shows_the_questions_and_nobody,
    a_new_link_ends_the_one_before,
    links_are_for_drawn_premises_that_have_not_answered,
    only_a_hash_of_a_link_is_kept,
);

async fn a_link_shows_the_questions_and_nobody(service: Service) {
    let survey = drawn(&service, 3).await;
    let other = &strangers(&service, &survey).await[0];
    let secret = link(&service, &survey, other).await;
    let check = async || {
        let body = json!({ "secret": secret });
        service.anyone().post("/v1/survey-link-checks", body).await.expect(200)
    };
    let open = check().await;
    assert_eq!((&open["estate_name"], &open["state"]), (&json!("estate"), &json!("open")));
    assert_eq!((&open["answered"], &open["questions"][0]["needed"]), (&json!(false), &json!(true)));
    let text = open.to_string();
    assert!(!text.contains(other.as_str().unwrap()) && open.get("result").is_none());
    close(&service);
    assert_eq!(check().await["state"], "closed");
    let wrong = json!({ "secret": "k3v9mz-2hq7xw4c5pbn8tdy6rj" });
    let unknown = service.anyone().post("/v1/survey-link-checks", wrong).await;
    unknown.refused(404, "not_found");
}

async fn a_new_link_ends_the_one_before(service: Service) {
    let survey = drawn(&service, 3).await;
    let other = &strangers(&service, &survey).await[0];
    let (old, new) = (link(&service, &survey, other).await, link(&service, &survey, other).await);
    assert_ne!(old, new);
    let choices = json!({ "overall": 4 });
    by_link(&service, &old, choices.clone()).await.refused(404, "not_found");
    by_link(&service, &new, choices).await.expect(200);
    let listed = premises(&service, &survey).await;
    let linked: Vec<_> = listed.iter().filter(|one| one["link_issued"] == true).collect();
    assert_eq!((linked.len(), &linked[0]["premises_id"]), (1, other));
}

async fn links_are_for_drawn_premises_that_have_not_answered(service: Service) {
    let survey = drawn(&service, 3).await;
    let others = strangers(&service, &survey).await;
    let to = format!("{}/links", path(&survey));
    let grid = service.as_("grid");
    by(&service, "grid", &survey, &others[0], json!({ "overall": 4 })).await.expect(200);
    let not_drawn = json!({ "premises_ids": [others[1], world::premises("bare-premises")] });
    grid.post(&to, not_drawn).await.invalid("#/premises_ids/1", "not_allowed");
    let answered = json!({ "premises_ids": [others[0]] });
    grid.post(&to, answered).await.invalid("#/premises_ids/0", "not_allowed");
    let twice = json!({ "premises_ids": [others[1], others[1]] });
    grid.post(&to, twice).await.invalid("#/premises_ids/1", "taken");
    let many = json!({ "premises_ids": vec![&others[1]; 101] });
    grid.post(&to, many).await.invalid("#/premises_ids", "length");
    grid.post(&to, json!({ "premises_ids": [] })).await.invalid("#/premises_ids", "length");
    let none = "SELECT COUNT(*) FROM survey_invitation WHERE link IS NOT NULL";
    assert_eq!(service.count(none).await, 0, "all or none");
    let one = json!({ "premises_ids": [others[1]] });
    for name in ["street", "district", "property-office", "resident", "manager", "secretary"] {
        service.as_(name).post(&to, one.clone()).await.refused(403, "forbidden");
    }
    service.as_("next-community").post(&to, one).await.refused(404, "not_found");
}

async fn only_a_hash_of_a_link_is_kept(service: Service) {
    let survey = drawn(&service, 3).await;
    let other = &strangers(&service, &survey).await[0];
    let to = format!("{}/links", path(&survey));
    let call = service.as_("grid").request("POST", &to).header("Idempotency-Key", "links");
    let made = call.json(&json!({ "premises_ids": [other] })).send().await.expect(200);
    let secret = made["items"][0]["secret"].as_str().unwrap();
    let kept = "SELECT COUNT(*) FROM survey_invitation WHERE LENGTH(link) = 32";
    assert_eq!(service.count(kept).await, 1);
    for (table, rows) in crate::access::digest::content(&service).await {
        let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
        let plain = rows.contains(secret) || rows.to_lowercase().contains(&hex);
        assert!(!plain, "{table} holds the secret");
    }
    assert_eq!(service.count("SELECT COUNT(*) FROM idempotency").await, 0);
}
