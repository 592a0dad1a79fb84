//! Many at once for one thing: exactly one wins, and the others are told so.

use std::sync::Arc;

use serde_json::{Value, json};
use tests::{Reply, Service, minimal, served_by_both, world};
use tokio::{sync::Barrier, task::JoinSet};

served_by_both!(
    twenty_accept_and_one_wins,
    twenty_equal_submits_with_one_key_file_one_ticket,
    twenty_equal_submits_with_one_reference_file_one_ticket,
    opposite_steps_leave_one_history,
);

/// Twenty people who volunteer on the estate.
const VOLUNTEERS: [&str; 20] = [
    "volunteer",
    "volunteer2",
    "both",
    "nobody",
    "neighbour",
    "worker",
    "worker2",
    "manager",
    "dispatcher",
    "branch",
    "committee",
    "grid",
    "community",
    "secretary",
    "specialist",
    "hotline",
    "department",
    "bare-resident",
    "other-worker",
    "other-resident",
];

/// Sends all requests at the same moment; the answers in the order of the names.
async fn at_once(
    service: Service,
    requests: Vec<(&'static str, String, Value, Option<&'static str>)>,
) -> (Arc<Service>, Vec<Reply>) {
    let service = Arc::new(service);
    let gate = Arc::new(Barrier::new(requests.len()));
    let mut sent = JoinSet::new();
    for (number, (name, path, body, key)) in requests.into_iter().enumerate() {
        let (service, gate) = (service.clone(), gate.clone());
        sent.spawn(async move {
            let call = service.as_(name).request("POST", &path).json(&body);
            let call = match key {
                Some(key) => call.header("Idempotency-Key", key),
                None => call,
            };
            gate.wait().await;
            (number, call.send().await)
        });
    }
    let mut replies = sent.join_all().await;
    replies.sort_by_key(|(number, _)| *number);
    (service, replies.into_iter().map(|(_, reply)| reply).collect())
}

fn statuses(replies: &[Reply]) -> Vec<u16> {
    let mut statuses: Vec<u16> = replies.iter().map(|reply| reply.status.as_u16()).collect();
    statuses.sort_unstable();
    statuses
}

async fn twenty_accept_and_one_wins(mut service: Service) {
    for name in VOLUNTEERS.iter().skip(3) {
        service.grant(name, "volunteer", ("estate_id", world::estate("estate"))).await;
    }
    for _ in 0..3 {
        let case = service.submit("resident", json!({})).await;
        case.pooled().await;
        let (id, path) = (case.id.clone(), case.action_path("accept"));
        let all = VOLUNTEERS.map(|name| (name, path.clone(), json!({}), None));
        let (back, replies) = at_once(service, all.to_vec()).await;
        service = Arc::into_inner(back).unwrap();
        assert_eq!(statuses(&replies), [vec![200], vec![409; 19]].concat());
        let winner = replies.iter().position(|reply| reply.status == 200).unwrap();
        let case = tests::Case::new(&service, &id);
        let seen = case.seen_by("branch").await;
        assert_eq!(seen["handler"]["account_id"], json!(world::person(VOLUNTEERS[winner])));
        assert_eq!(case.history().await, ["submit", "dispatch", "accept"]);
        for reply in replies.iter().filter(|reply| reply.status == 409) {
            assert_eq!(reply.json["code"], "not_allowed_now");
            assert_eq!(reply.json["state"], "accepted");
        }
    }
}

async fn twenty_equal_submits_with_one_key_file_one_ticket(service: Service) {
    let one = ("resident", "/v1/tickets".to_owned(), minimal("submit"), Some("one-key"));
    let (service, replies) = at_once(service, vec![one; 20]).await;
    assert_eq!(statuses(&replies), [201; 20]);
    assert!(replies.iter().all(|reply| reply.body == replies[0].body), "equal bodies");
    let first = replies.iter().filter(|reply| reply.header("idempotency-replayed") != "true");
    assert_eq!(first.count(), 1);
    assert_eq!(service.count("SELECT COUNT(*) FROM ticket").await, 1);
    assert_eq!(service.count("SELECT COUNT(*) FROM idempotency").await, 1);
}

async fn twenty_equal_submits_with_one_reference_file_one_ticket(service: Service) {
    let mut body = minimal("submit");
    body["client_ref"] = json!("one-reference");
    let one = ("resident", "/v1/tickets".to_owned(), body, None);
    let (service, replies) = at_once(service, vec![one; 20]).await;
    assert_eq!(statuses(&replies), [vec![200; 19], vec![201]].concat());
    assert!(replies.iter().all(|reply| reply.json["id"] == replies[0].json["id"]));
    assert_eq!(service.count("SELECT COUNT(*) FROM ticket").await, 1);
}

async fn opposite_steps_leave_one_history(mut service: Service) {
    for _ in 0..5 {
        let case = service.ticket_in("dispatched").await;
        let id = case.id.clone();
        let step = |name, action: &str| (name, case.action_path(action), minimal(action), None);
        let steps = vec![
            step("worker", "accept"),
            step("worker", "refuse"),
            step("resident", "withdraw"),
            step("dispatcher", "redispatch"),
            step("branch", "supervise"),
        ];
        let (back, replies) = at_once(service, steps).await;
        service = Arc::into_inner(back).unwrap();
        let case = tests::Case::new(&service, &id);
        let done = replies.iter().filter(|reply| reply.status == 200).count();
        assert!(replies.iter().all(|r| [200, 403, 404, 409].contains(&r.status.as_u16())));
        assert_eq!(
            case.history().await.len(),
            2 + done,
            "one entry for each that was answered 200"
        );
        assert_eq!(case.seen_by("branch").await["version"], 2 + done);
    }
}
