//! From the draw to the result, by all three ways; and when no answer is taken.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{asked, by, by_link, close, cycle, drawn, link, path, premises, seen, strangers};

served_by_both!(
    a_survey_from_the_draw_to_the_result,
    before_it_opens_and_after_it_closes_nothing_is_taken,
    premises_answer_once_whatever_the_way,
    a_resident_answers_for_their_own_premises_alone,
    too_few_answers_are_flagged_and_fewer_than_five_are_not_shown,
    what_is_no_answer_is_refused_and_changes_nothing,
    those_it_is_about_neither_ask_nor_answer,
);

async fn a_survey_from_the_draw_to_the_result(service: Service) {
    let survey = drawn(&service, 12).await;
    assert_eq!((&survey["households"], &survey["drawn"]), (&json!(12), &json!(12)));
    assert_eq!((&survey["state"], &survey["result"]), (&json!("open"), &Value::Null));
    let home = json!(world::premises("premises"));
    let mine = seen(&service, "resident", &survey).await;
    assert_eq!(mine["own_premises"][0]["premises_id"], home);
    assert_eq!(mine["allowed_actions"], json!(["answer"]));
    let choices = json!({ "overall": 5, "cleaning": 4 });
    let told = by(&service, "resident", &survey, &home, choices).await.expect(200);
    assert_eq!((&told["counted"], &told["way"]), (&json!(true), &json!("account")));
    let others = strangers(&service, &survey).await;
    let secret = link(&service, &survey, &others[0]).await;
    let told = by_link(&service, &secret, json!({ "overall": 4 })).await.expect(200);
    assert_eq!(told["way"], "link");
    for (at, name) in ["grid", "community", "specialist"].into_iter().enumerate() {
        let told = by(&service, name, &survey, &others[at + 1], json!({ "overall": 2 })).await;
        assert_eq!(told.expect(200)["way"], "interviewer");
    }
    let going = seen(&service, "grid", &survey).await;
    assert_eq!((&going["answered"], &going["result"]), (&json!(5), &Value::Null));
    assert_eq!(seen(&service, "resident", &survey).await["answered"], Value::Null);
    close(&service);
    for name in ["resident", "manager", "committee", "branch", "secretary", "district"] {
        let closed = seen(&service, name, &survey).await;
        assert_eq!((&closed["state"], &closed["answered"]), (&json!("closed"), &json!(5)));
        let result = &closed["result"];
        assert_eq!((&result["valid"], &result["satisfied"]), (&json!(5), &json!(2)), "{name}");
        assert_eq!((&result["percent"], &result["too_few"]), (&json!("40.00"), &json!(false)));
        let overall = &result["questions"][0];
        assert_eq!(overall["counts"], json!([0, 3, 0, 1, 1]));
        let cleaning = &result["questions"][2];
        assert_eq!((&cleaning["answered"], &cleaning["counts"]), (&json!(1), &Value::Null));
    }
}

async fn before_it_opens_and_after_it_closes_nothing_is_taken(service: Service) {
    let cycle = cycle(&service).await;
    let opens = service.now() + TimeDelta::days(1);
    let over = json!({ "opens_at": opens.to_rfc3339() });
    let street = service.as_("street");
    let survey = street.post("/v1/surveys", asked(&service, cycle, over)).await.expect(201);
    assert_eq!(survey["state"], "scheduled");
    let home = json!(world::premises("premises"));
    let other = &strangers(&service, &survey).await[0];
    let secret = link(&service, &survey, other).await;
    let refused = async |state: &str| {
        let choices = json!({ "overall": 3 });
        let each = [
            by_link(&service, &secret, choices.clone()).await,
            by(&service, "resident", &survey, &home, choices.clone()).await,
            by(&service, "grid", &survey, &home, choices.clone()).await,
        ];
        for reply in each {
            assert_eq!(reply.refused(409, "not_allowed_now")["state"], state);
        }
    };
    refused("scheduled").await;
    service.pass(TimeDelta::days(7));
    refused("closed").await;
    let to = format!("{}/links", path(&survey));
    let late = service.as_("grid").post(&to, json!({ "premises_ids": [other] })).await;
    late.refused(409, "not_allowed_now");
    let answered = "SELECT COUNT(*) FROM survey_invitation WHERE answered = true";
    assert_eq!(service.count(answered).await, 0);
}

async fn premises_answer_once_whatever_the_way(service: Service) {
    let survey = drawn(&service, 4).await;
    let home = json!(world::premises("premises"));
    let secret = link(&service, &survey, &home).await;
    by_link(&service, &secret, json!({ "overall": 1 })).await.expect(200);
    let choices = json!({ "overall": 5 });
    let again = [
        by_link(&service, &secret, choices.clone()).await,
        by(&service, "resident", &survey, &home, choices.clone()).await,
        by(&service, "neighbour", &survey, &home, choices.clone()).await,
        by(&service, "grid", &survey, &home, choices).await,
    ];
    for reply in again {
        assert_eq!(reply.refused(409, "not_allowed_now")["state"], "answered");
    }
    let open = service.anyone().post("/v1/survey-link-checks", json!({ "secret": secret })).await;
    assert_eq!(open.expect(200)["answered"], true);
    let mine = seen(&service, "neighbour", &survey).await;
    assert_eq!(mine["own_premises"][0]["answered"], true);
    let went = premises(&service, &survey).await;
    let answered: Vec<_> = went.iter().filter(|one| one["answered"] == true).collect();
    assert_eq!((answered.len(), &answered[0]["premises_id"]), (1, &home));
}

async fn a_resident_answers_for_their_own_premises_alone(service: Service) {
    let survey = drawn(&service, 4).await;
    let other = &strangers(&service, &survey).await[0];
    let choices = json!({ "overall": 1 });
    let not_own = by(&service, "resident", &survey, other, choices.clone()).await;
    not_own.invalid("#/premises_id", "not_found");
    let unknown = json!(world::premises("other-premises"));
    let unknown = by(&service, "resident", &survey, &unknown, choices.clone()).await;
    unknown.invalid("#/premises_id", "not_found");
    let not_drawn = json!(world::premises("bare-premises"));
    let not_drawn = by(&service, "grid", &survey, &not_drawn, choices.clone()).await;
    not_drawn.invalid("#/premises_id", "not_found");
    for (name, status, code) in [
        ("bare-resident", 404, "not_found"),
        ("other-resident", 404, "not_found"),
        ("committee", 403, "forbidden"),
        ("branch", 403, "forbidden"),
        ("street", 403, "forbidden"),
        ("manager", 403, "forbidden"),
    ] {
        by(&service, name, &survey, other, choices.clone()).await.refused(status, code);
    }
}

async fn too_few_answers_are_flagged_and_fewer_than_five_are_not_shown(service: Service) {
    let survey = drawn(&service, 20).await;
    let others = strangers(&service, &survey).await;
    for one in &others[..3] {
        by(&service, "grid", &survey, one, json!({ "overall": 5 })).await.expect(200);
    }
    close(&service);
    let result = &seen(&service, "street", &survey).await["result"];
    let flags: Vec<&Value> =
        result["flags"].as_array().unwrap().iter().map(|one| &one["flag"]).collect();
    assert_eq!(flags, [&json!("small_share"), &json!("withheld")]);
    assert_eq!((&result["valid"], &result["too_few"]), (&json!(3), &json!(true)));
    assert_eq!((&result["satisfied"], &result["percent"]), (&Value::Null, &Value::Null));
    for question in result["questions"].as_array().unwrap() {
        assert_eq!((&question["counts"], &question["satisfied"]), (&Value::Null, &Value::Null));
    }
}

async fn what_is_no_answer_is_refused_and_changes_nothing(service: Service) {
    let survey = drawn(&service, 3).await;
    let home = json!(world::premises("premises"));
    let secret = link(&service, &survey, &home).await;
    let before = service.journal_length().await;
    for (choices, pointer, fault) in [
        (json!({}), "#/choices/overall", "required"),
        (json!({ "overall": 0 }), "#/choices/overall", "range"),
        (json!({ "overall": 6 }), "#/choices/overall", "range"),
        (json!({ "overall": 4, "cleaning": 9 }), "#/choices/cleaning", "range"),
        (json!({ "overall": "5" }), "#/choices/overall", "wrong_type"),
        (json!({ "overall": 4, "words": "物业不作为" }), "#/choices/words", "unknown_field"),
    ] {
        by_link(&service, &secret, choices.clone()).await.invalid(pointer, fault);
        by(&service, "resident", &survey, &home, choices).await.invalid(pointer, fault);
    }
    let short = by_link(&service, &json!("short"), json!({ "overall": 4 })).await;
    short.invalid("#/secret", "length");
    let wrong = json!("k3v9mz-2hq7xw4c5pbn8tdy6rj");
    by_link(&service, &wrong, json!({ "overall": 4 })).await.refused(404, "not_found");
    assert_eq!(service.journal_length().await, before);
    by_link(&service, &secret, json!({ "overall": 4 })).await.expect(200);
}

async fn those_it_is_about_neither_ask_nor_answer(service: Service) {
    let cycle = cycle(&service).await;
    let scope = ("organization_id", world::organization("enterprise"));
    for name in ["street", "grid", "resident"] {
        service.grant(name, "worker", scope).await;
    }
    let body = asked(&service, cycle, json!({}));
    service.as_("street").post("/v1/surveys", body.clone()).await.refused(403, "forbidden");
    let survey = service.as_("district").post("/v1/surveys", body).await.expect(201);
    let home = json!(world::premises("premises"));
    for name in ["grid", "resident"] {
        let seen = seen(&service, name, &survey).await;
        assert_eq!(seen["allowed_actions"], json!([]), "{name}");
        let reply = by(&service, name, &survey, &home, json!({ "overall": 5 })).await;
        reply.refused(403, "forbidden");
    }
    let list = format!("{}/premises", path(&survey));
    service.as_("grid").get(&list).await.refused(403, "forbidden");
}
