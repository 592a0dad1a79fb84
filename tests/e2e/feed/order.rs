//! Nothing missed, nothing double, in one order: under concurrent writers, held-open transactions and short pages.

use std::{collections::BTreeMap, sync::Arc};

use access::{Action, ScopePath, Who};
use kernel::Uuid;
use persistence::{Entry, Failure, Tx};
use serde_json::{Value, json};
use tests::{Kind, Service, served_by_both};
use tokio::{sync::Notify, task::JoinSet};

use super::{head, pulled, told};

served_by_both!(
    a_ticket_is_told_step_by_step_and_without_anything_personal,
    nothing_is_missed_or_doubled_while_many_write,
    one_far_behind_gets_on_in_bounded_calls,
    what_cannot_be_asked_is_refused,
);

async fn a_ticket_is_told_step_by_step_and_without_anything_personal(service: Service) {
    let start = head(&service).await;
    let told_to_nobody = json!({ "contact": { "name": "李晓梅", "phone": "13812345678" } });
    let case = service.submit("resident", told_to_nobody).await;
    case.to("closed").await;
    let steps = ["submit 1", "dispatch 2", "accept 3", "resolve 4", "rate 5", "close 6"];
    for name in ["resident", "street", "worker", "client", "auditor"] {
        for limit in [1, 4, 100] {
            let query = format!("limit={limit}&kinds=ticket");
            let (items, next) = pulled(&service, name, start, &query).await;
            assert_eq!(told(&items), steps, "{name}");
            assert_eq!(next, start + 6);
            let state = |at: usize| items[at]["state"].clone();
            assert_eq!((state(0), state(5)), (json!("submitted"), json!("closed")));
            assert!(items.iter().all(|item| item["id"] == json!(case.id)), "{items:?}");
            let fields: Vec<&String> = items[0].as_object().unwrap().keys().collect();
            let thin = [
                "action",
                "at",
                "client_ref",
                "id",
                "kind",
                "left_scope",
                "number",
                "position",
                "state",
            ];
            assert_eq!(fields, thin);
        }
    }
    for name in ["neighbour", "other-street", "far-district", "other-worker", "nobody"] {
        let (items, next) = pulled(&service, name, start, "kinds=ticket").await;
        assert_eq!((items.len(), next), (0, start + 6), "{name}");
    }
}

/// Files and steps on, `count` times; the number of entries that makes.
async fn write(service: Arc<Service>, count: usize) -> usize {
    for _ in 0..count {
        service.ticket_in("accepted").await;
    }
    count * 3
}

async fn nothing_is_missed_or_doubled_while_many_write(service: Service) {
    let start = head(&service).await;
    let service = Arc::new(service);
    let mut writers = JoinSet::new();
    for _ in 0..8 {
        writers.spawn(write(service.clone(), 6));
    }
    let wanted = 8 * 6 * 3;
    let (mut items, mut next): (Vec<Value>, i64) = (Vec::new(), start);
    while items.len() < wanted {
        let path = format!("/v1/events?after={next}&wait=30&limit=7&kinds=ticket");
        let page = service.as_("street").get(&path).await.expect(200);
        let more = page["items"].as_array().unwrap();
        assert!(!more.is_empty(), "{} of {wanted} came", items.len());
        items.extend(more.clone());
        next = page["next"].as_i64().unwrap();
    }
    let written: usize = writers.join_all().await.into_iter().sum();
    assert_eq!((written, items.len()), (wanted, wanted));
    let (after, _) = pulled(&service, "street", next, "kinds=ticket").await;
    assert_eq!(after, Vec::<Value>::new());
    let positions: Vec<i64> = items.iter().map(|item| item["position"].as_i64().unwrap()).collect();
    assert!(positions.windows(2).all(|pair| pair[0] < pair[1]), "one order");
    let mut steps: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for item in &items {
        let id = item["id"].as_str().unwrap();
        steps.entry(id).or_default().push(item["number"].as_i64().unwrap());
    }
    assert!(steps.values().all(|numbers| *numbers == [1, 2, 3]), "{steps:?}");
    let gaps =
        "SELECT COUNT(*) FROM journal_position WHERE position > (SELECT COUNT(*) FROM journal)";
    assert_eq!(service.count(gaps).await, 0, "positions have no gaps");
}

/// An entry about nothing that anyone knows.
pub(super) fn entry(service: &Service, number: i32) -> Entry {
    Entry {
        subject: service.app.id::<Uuid>(service.now()),
        number,
        action: Action::KeyRotate,
        who: Who::System,
        role: None,
        duty: None,
        at: service.now(),
        from: None,
        to: None,
        path: ScopePath::default(),
        before: None,
        detail: json!({}),
    }
}

async fn one_far_behind_gets_on_in_bounded_calls(service: Service) {
    let start = head(&service).await;
    let work = async |tx: &Tx| {
        for _ in 0..2_100 {
            tx.journal(&entry(&service, 1)).await?;
        }
        Ok::<_, Failure>(())
    };
    service.app.store.write(work).await.unwrap();
    service.ticket_in("submitted").await;
    service.run_jobs().await;
    let pull = async |after: i64| {
        let path = format!("/v1/events?after={after}&kinds=ticket&wait=30");
        service.as_("street").get(&path).await.expect(200)
    };
    let first = pull(start).await;
    assert_eq!((&first["items"], &first["next"]), (&json!([]), &json!(start + 2_000)));
    let second = pull(start + 2_000).await;
    assert_eq!(told(second["items"].as_array().unwrap()), ["submit 1"]);
    assert_eq!((&second["next"], &second["head"]), (&json!(start + 2_101), &json!(start + 2_101)));
}

async fn what_cannot_be_asked_is_refused(service: Service) {
    let head = head(&service).await;
    for (query, name) in [
        ("after=-1", "after"),
        ("after=x", "after"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("wait=31", "wait"),
        ("wait=-1", "wait"),
        ("kinds=ticket,cat", "kinds"),
        ("kinds=", "kinds"),
        ("since=1", "since"),
    ] {
        let reply = service.as_("street").get(&format!("/v1/events?{query}")).await;
        let body = reply.refused(400, "malformed_request");
        assert_eq!(body["errors"][0]["parameter"], name, "{query}");
    }
    let ahead = format!("/v1/events?after={}", head + 1);
    service.as_("street").get(&ahead).await.refused(400, "invalid_cursor");
    service.anyone().get("/v1/events").await.refused(401, "unauthenticated");
}

/// A transaction that stays open keeps nobody from reading what others commit, and is told when it commits itself.
#[tokio::test(flavor = "multi_thread")]
async fn an_open_transaction_holds_up_nobody_and_loses_nothing() {
    if tests::left_out(Kind::Postgres) {
        return;
    }
    let service = Service::start(Kind::Postgres).await;
    let start = head(&service).await;
    let (written, may_commit) = (Notify::new(), Notify::new());
    let early = entry(&service, 1);
    let open = service.app.store.write(async |tx: &Tx| {
        tx.journal(&early).await?;
        written.notify_one();
        may_commit.notified().await;
        Ok::<_, Failure>(())
    });
    let others = async {
        written.notified().await;
        let case = service.ticket_in("dispatched").await;
        let (items, next) = pulled(&service, "street", start, "kinds=ticket").await;
        assert_eq!((items.len(), next), (2, start + 2), "the later ones are there");
        may_commit.notify_one();
        (case, next)
    };
    let (opened, (case, next)) = tokio::join!(open, others);
    opened.unwrap();
    assert_eq!(head(&service).await, start + 3);
    case.step("worker", "accept").await;
    let (items, next) = pulled(&service, "street", next, "kinds=ticket").await;
    assert_eq!((told(&items), next), (vec!["accept 3".to_owned()], start + 4));
    let late = "SELECT COUNT(*) FROM journal_position p JOIN journal_position q \
        ON q.position > p.position WHERE q.entry < p.entry";
    assert_eq!(service.count(late).await, 2, "the lowest key has the third position");
}
