//! Answers that come in at once: of premises one counts, of many premises all.

use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{by, by_link, close, drawn, link, path, seen, strangers};

served_by_both!(
    twelve_answers_of_one_household_at_once_count_once,
    twelve_households_at_once_all_count,
    an_answer_and_a_cancellation_are_one_before_the_other,
    two_draws_at_once_make_one_survey,
);

const ANSWERED: &str = "SELECT COUNT(*) FROM survey_invitation WHERE answered = true";
const ENTERED: &str = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'survey_invitation'";

async fn valid(service: &Service, survey: &Value) -> Value {
    seen(service, "grid", survey).await["answered"].clone()
}

async fn twelve_answers_of_one_household_at_once_count_once(service: Service) {
    let survey = drawn(&service, 3).await;
    let home = json!(world::premises("premises"));
    let secret = link(&service, &survey, &home).await;
    let send = async |number: u8| {
        let choices = json!({ "overall": number % 5 + 1 });
        match number % 4 {
            0 => by_link(&service, &secret, choices).await,
            1 => by(&service, "resident", &survey, &home, choices).await,
            2 => by(&service, "neighbour", &survey, &home, choices).await,
            _ => by(&service, "grid", &survey, &home, choices).await,
        }
    };
    let replies = join_all((0..12).map(send)).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    for reply in replies.into_iter().filter(|reply| reply.status != 200) {
        assert_eq!(reply.refused(409, "not_allowed_now")["state"], "answered");
    }
    assert_eq!((service.count(ANSWERED).await, service.count(ENTERED).await), (1, 1));
    assert_eq!(valid(&service, &survey).await, 1);
}

async fn twelve_households_at_once_all_count(service: Service) {
    let survey = drawn(&service, 13).await;
    let others = strangers(&service, &survey).await;
    let send = |one| by(&service, "grid", &survey, one, json!({ "overall": 4, "service": 2 }));
    for reply in join_all(others.iter().map(send)).await {
        reply.expect(200);
    }
    assert_eq!((service.count(ANSWERED).await, service.count(ENTERED).await), (12, 12));
    close(&service);
    let result = &seen(&service, "street", &survey).await["result"];
    assert_eq!((&result["valid"], &result["satisfied"]), (&json!(12), &json!(12)));
    assert_eq!(result["questions"][1]["counts"], json!([0, 12, 0, 0, 0]));
}

async fn an_answer_and_a_cancellation_are_one_before_the_other(service: Service) {
    let survey = drawn(&service, 9).await;
    let others = strangers(&service, &survey).await;
    let cancel = format!("{}/cancel", path(&survey));
    let street = service.as_("street");
    let answers =
        others.iter().map(|one| by(&service, "grid", &survey, one, json!({ "overall": 4 })));
    let reason = json!({ "reason": "时间有误" });
    let (cancelled, replies) = tokio::join!(street.post(&cancel, reason), join_all(answers));
    cancelled.expect(200);
    let counted = replies.iter().filter(|reply| reply.status == 200).count();
    for reply in replies.into_iter().filter(|reply| reply.status != 200) {
        assert_eq!(reply.refused(409, "not_allowed_now")["state"], "cancelled");
    }
    assert_eq!(service.count(ANSWERED).await, i64::try_from(counted).unwrap());
}

async fn two_draws_at_once_make_one_survey(service: Service) {
    let cycle = super::cycle(&service).await;
    let body = super::asked(&service, cycle, json!({}));
    let draw = |name| {
        let (caller, body) = (service.as_(name), body.clone());
        async move { caller.post("/v1/surveys", body).await }
    };
    let replies = join_all(["street", "property-office", "district"].map(draw)).await;
    let mut statuses: Vec<u16> = replies.iter().map(|reply| reply.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422, 422]);
    assert_eq!(service.count("SELECT COUNT(*) FROM survey_tally").await, 1);
}
