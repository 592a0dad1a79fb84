//! Many decisions at once: one is made, and one duty comes of it.

use std::sync::Arc;

use serde_json::{Value, json};
use tests::{Reply, Service, served_by_both, world};
use tokio::{sync::Barrier, task::JoinSet};

use super::{ask, decide, duties, flat};

served_by_both!(
    twenty_approvals_of_one_request_give_one_duty,
    twenty_approvals_of_one_person_give_one_duty,
    an_approval_beside_the_end_of_the_duty_leaves_no_resident_without_one,
);

/// Sends every decision at the same moment.
async fn at_once(
    service: Service,
    decisions: Vec<(&'static str, Value, &'static str)>,
) -> (Service, Vec<Reply>) {
    let service = Arc::new(service);
    let gate = Arc::new(Barrier::new(decisions.len()));
    let mut sent = JoinSet::new();
    for (name, id, action) in decisions {
        let (service, gate) = (service.clone(), gate.clone());
        sent.spawn(async move {
            gate.wait().await;
            match action {
                "end" => {
                    let path = format!("/v1/duties/{}/end", id.as_str().unwrap());
                    service.as_(name).post(&path, json!({})).await
                }
                _ => decide(&service, name, &id, action).await,
            }
        });
    }
    let replies = sent.join_all().await;
    (Arc::into_inner(service).unwrap(), replies)
}

fn statuses(replies: &[Reply]) -> Vec<u16> {
    let mut statuses: Vec<u16> = replies.iter().map(|reply| reply.status.as_u16()).collect();
    statuses.sort_unstable();
    statuses
}

/// Duties of residents that nobody held when the neighbourhood was made.
async fn granted(service: &Service) -> i64 {
    let sql = "SELECT COUNT(*) FROM duty WHERE role = 'resident' AND reason LIKE 'residency %'";
    service.count(sql).await
}

async fn twenty_approvals_of_one_request_give_one_duty(service: Service) {
    let id = ask(&service, "nobody", world::premises("free-premises")).await;
    let officers = ["community", "dispatcher", "manager", "community"].repeat(5);
    let all = officers.into_iter().map(|name| (name, id.clone(), "approve")).collect();
    let (service, replies) = at_once(service, all).await;
    assert_eq!(statuses(&replies), [vec![200], vec![409; 19]].concat());
    for reply in replies.iter().filter(|reply| reply.status == 409) {
        assert_eq!(
            (&reply.json["code"], &reply.json["state"]),
            (&json!("not_allowed_now"), &json!("approved"))
        );
    }
    assert_eq!(granted(&service).await, 1);
    assert_eq!(duties(&service, "nobody").await.len(), 1);
}

async fn twenty_approvals_of_one_person_give_one_duty(service: Service) {
    let mut all = Vec::new();
    for number in 0..20 {
        let flat = flat(&service, &format!("{number}01")).await;
        all.push(("community", ask(&service, "nobody", flat).await, "approve"));
    }
    let (service, replies) = at_once(service, all).await;
    assert_eq!(statuses(&replies), [200; 20]);
    assert_eq!(granted(&service).await, 1, "twenty homes in one estate share the duty");
    let duty = &duties(&service, "nobody").await[0];
    service.end_duty(duty["id"].as_str().unwrap().parse().unwrap()).await;
    let left = "SELECT COUNT(*) FROM residency WHERE state = 'ended'";
    assert_eq!(service.count(left).await, 20);
}

async fn an_approval_beside_the_end_of_the_duty_leaves_no_resident_without_one(service: Service) {
    let mut service = service;
    for round in 0..5 {
        let first = flat(&service, &format!("{round}01")).await;
        let first = ask(&service, "nobody", first).await;
        decide(&service, "community", &first, "approve").await.expect(200);
        let duty = duties(&service, "nobody").await[0]["id"].clone();
        let second = flat(&service, &format!("{round}02")).await;
        let second = ask(&service, "nobody", second).await;
        let both = vec![("admin", duty, "end"), ("dispatcher", second, "approve")];
        let (back, replies) = at_once(service, both).await;
        service = back;
        assert_eq!(statuses(&replies), [200, 200]);
        let astray = "SELECT COUNT(*) FROM residency r JOIN duty d ON d.id = r.duty_id \
            WHERE r.state = 'approved' AND d.ended_at IS NOT NULL";
        assert_eq!(service.count(astray).await, 0, "round {round}");
        for duty in duties(&service, "nobody").await {
            service.end_duty(duty["id"].as_str().unwrap().parse().unwrap()).await;
        }
    }
}
