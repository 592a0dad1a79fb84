//! One ticket's fate moves its figure as it must.

use chrono::TimeDelta;
use serde_json::json;
use tests::{Service, minimal, served_by_both, world};

use super::{count, share};

served_by_both!(
    an_acceptance_moves_the_response,
    a_word_of_the_reporter_moves_resolution_and_satisfaction,
    a_late_resolution_moves_the_completion,
    a_follow_up_moves_the_coverage,
    what_comes_again_and_wrong_returns_are_counted,
    a_complaint_has_two_days,
    repairs_count_by_themselves,
    volunteers_accept_in_time,
    a_bad_record_counts_until_it_is_taken_back,
    what_others_have_is_not_the_enterprises,
);

async fn an_acceptance_moves_the_response(service: Service) {
    let name = "ticket.response_rate";
    assert_eq!(share(&service, name).await, (0, 0));
    let waits = service.ticket_in("submitted").await;
    service.ticket_in("accepted").await;
    assert_eq!(share(&service, name).await, (1, 2), "what waits for the dispatcher counts");
    waits.to("accepted").await;
    assert_eq!(share(&service, name).await, (2, 2));
    for state in ["withdrawn", "declined", "split"] {
        service.ticket_in(state).await;
    }
    // Into two parts, which wait.
    assert_eq!(share(&service, name).await, (2, 4));
}

async fn a_word_of_the_reporter_moves_resolution_and_satisfaction(service: Service) {
    let both = async || {
        let solved = share(&service, "ticket.resolution_rate").await;
        (solved, share(&service, "ticket.satisfaction_rate").await)
    };
    let case = service.ticket_in("resolved").await;
    assert_eq!(both().await, ((0, 1), (0, 1)), "silence is not a yes");
    case.act("resident", "rate", json!({ "solved": true, "stars": 3 })).await;
    assert_eq!(both().await, ((1, 1), (0, 1)), "three stars are no yes");
    let yes = json!({ "reached": true, "solved": true, "satisfied": true });
    case.act("branch", "follow_up", yes).await;
    assert_eq!(both().await, ((1, 1), (1, 1)), "a follow-up outweighs the rating");
    case.step("resident", "reopen").await;
    assert_eq!(both().await, ((0, 1), (1, 1)), "a reopening takes back a yes");
    service.submit("grid", json!({})).await.to("resolved").await;
    assert_eq!(both().await, ((0, 2), (1, 1)), "nobody can be satisfied with an own finding");
}

async fn a_late_resolution_moves_the_completion(service: Service) {
    let name = "ticket.on_time_completion_rate";
    service.ticket_in("resolved").await;
    let late = service.ticket_in("accepted").await;
    assert_eq!(share(&service, name).await, (1, 1));
    service.pass(TimeDelta::days(20));
    late.step("worker", "resolve").await;
    assert_eq!(share(&service, name).await, (1, 2));
}

async fn a_follow_up_moves_the_coverage(service: Service) {
    let name = "ticket.callback_coverage_rate";
    let case = service.ticket_in("resolved").await;
    assert_eq!(share(&service, name).await, (0, 1));
    case.act("branch", "follow_up", json!({ "reached": false })).await;
    assert_eq!(share(&service, name).await, (1, 1));
}

async fn what_comes_again_and_wrong_returns_are_counted(service: Service) {
    let name = "ticket.valid_repeat_or_improper_return_count";
    let again = service.ticket_in("resolved").await;
    assert_eq!(count(&service, name).await, 0);
    again.step("resident", "reopen").await;
    assert_eq!(count(&service, name).await, 1);
    let closed = service.ticket_in("closed").await;
    service.pass(TimeDelta::hours(241));
    let path = closed.action_path("renew");
    service.as_("resident").post(&path, minimal("renew")).await.expect(201);
    assert_eq!(count(&service, name).await, 2);
    for granted in [true, false] {
        let case = service.ticket_in("submitted").await;
        case.step("manager", "request_return").await;
        case.rule("community", 1, granted).await;
    }
    assert_eq!(count(&service, name).await, 3);
}

async fn a_complaint_has_two_days(service: Service) {
    let name = "ticket.complaint_reply_within_2d_rate";
    let complaint = json!({ "kind": "complaint" });
    let answered = service.submit("resident", complaint.clone()).await;
    service.submit("resident", complaint).await.to("accepted").await;
    service.ticket_in("resolved").await;
    assert_eq!(share(&service, name).await, (0, 0), "there is time");
    answered.to("accepted").await;
    answered.step("worker", "progress").await;
    assert_eq!(share(&service, name).await, (1, 1));
    service.pass(TimeDelta::hours(49));
    assert_eq!(share(&service, name).await, (1, 2));
}

async fn repairs_count_by_themselves(service: Service) {
    let name = "repair.on_time_completion_rate";
    service.submit("resident", json!({ "kind": "help" })).await.to("resolved").await;
    assert_eq!(share(&service, name).await, (0, 0));
    let repair = service.submit("resident", json!({ "kind": "repair" })).await;
    repair.to("accepted").await;
    service.pass(TimeDelta::days(20));
    repair.step("worker", "resolve").await;
    assert_eq!(share(&service, name).await, (0, 1));
    service.submit("resident", json!({ "kind": "repair" })).await.to("resolved").await;
    assert_eq!(share(&service, name).await, (1, 2));
}

async fn volunteers_accept_in_time(service: Service) {
    let name = "ticket.party_member_accept_on_time_rate";
    let late = service.ticket_in("submitted").await;
    late.pooled().await;
    service.ticket_in("accepted").await;
    assert_eq!(share(&service, name).await, (0, 0), "a worker is no volunteer");
    let prompt = service.ticket_in("submitted").await;
    prompt.pooled().await;
    prompt.step("volunteer", "accept").await;
    assert_eq!(share(&service, name).await, (1, 1));
    service.pass(TimeDelta::days(5));
    late.step("volunteer", "accept").await;
    assert_eq!(share(&service, name).await, (1, 2));
}

async fn a_bad_record_counts_until_it_is_taken_back(service: Service) {
    let name = "credit.effective_bad_record_count";
    assert_eq!(count(&service, name).await, 0);
    let record = crate::ratings::credit::record(&service, json!({})).await;
    crate::ratings::credit::record(&service, json!({ "kind": "good" })).await;
    assert_eq!(count(&service, name).await, 1);
    let path = format!("/v1/credit-entries/{}/reverse", record["id"].as_str().unwrap());
    let reason = json!({ "reason": "认定有误" });
    service.as_("street").post(&path, reason).await.expect(200);
    assert_eq!(count(&service, name).await, 0);
}

async fn what_others_have_is_not_the_enterprises(service: Service) {
    let name = "ticket.response_rate";
    service.ticket_in("accepted").await;
    let pooled = service.ticket_in("submitted").await;
    pooled.pooled().await;
    assert_eq!(share(&service, name).await, (1, 1), "the pool is no enterprise");
    let back = service.ticket_in("submitted").await;
    assert_eq!(share(&service, name).await, (1, 2));
    back.step("manager", "request_return").await;
    back.rule("community", 1, true).await;
    assert_eq!(share(&service, name).await, (1, 1), "what went back is not asked of it");
    let unit = json!({ "to": { "organization_id": world::organization("department") } });
    back.act("community", "dispatch", unit).await;
    back.step("department", "accept").await;
    assert_eq!(share(&service, name).await, (1, 1));
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    service.submit("bare-resident", bare).await;
    assert_eq!(share(&service, name).await, (1, 1), "another estate");
}
