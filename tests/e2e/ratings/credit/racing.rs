//! What several do at once to one record happens once.

use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::{Case, Service, served_by_both};

use super::{PATH, about, act, asked, items, path, record};
use crate::ratings::deputy;

served_by_both!(
    twelve_reversals_at_once_make_one_counter_entry,
    a_decision_and_a_reversal_make_one_counter_entry,
    a_withdrawn_card_and_a_reversal_make_one_counter_entry,
    a_key_takes_back_once,
    what_changed_meanwhile_is_not_decided_unseen,
);

const COUNTERS: &str = "SELECT COUNT(*) FROM credit_entry WHERE counters IS NOT NULL";

fn reason() -> Value {
    json!({ "reason": "记录对象有误" })
}

async fn twelve_reversals_at_once_make_one_counter_entry(service: Service) {
    let made = record(&service, json!({})).await;
    let names = ["street", "property-office"].repeat(6);
    let all = names.into_iter().map(|name| act(&service, name, &made, "reverse", reason()));
    let replies = join_all(all).await;
    let done = replies.iter().filter(|reply| reply.status == 200).count();
    assert_eq!(done, 1);
    for reply in replies.into_iter().filter(|reply| reply.status != 200) {
        reply.refused(409, "not_allowed_now");
    }
    assert_eq!(service.count(COUNTERS).await, 1);
    let journal = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'credit_entry'";
    assert_eq!(service.count(journal).await, 2);
}

async fn a_decision_and_a_reversal_make_one_counter_entry(service: Service) {
    for _ in 0..4 {
        let made = record(&service, json!({})).await;
        asked(&service, &made, "object").await;
        let upheld = json!({ "upheld": true, "words": "经核实" });
        let replies = tokio::join!(
            act(&service, "district", &made, "decide-objection", upheld),
            act(&service, "street", &made, "reverse", reason()),
        );
        let mut statuses = [replies.0.status.as_u16(), replies.1.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    }
    assert_eq!(service.count(COUNTERS).await, 4);
    let open = "SELECT COUNT(*) FROM credit_claim WHERE decided_at IS NULL";
    assert_eq!(service.count(open).await, 0);
}

async fn a_withdrawn_card_and_a_reversal_make_one_counter_entry(service: Service) {
    let case: Case<'_> = service.ticket_in("accepted").await;
    let by = service.app.time(service.now() + chrono::TimeDelta::hours(4));
    let card = json!({ "kind": "yellow_card", "note": "限期整改", "answer_by": by });
    case.act("branch", "supervise", card).await;
    let made = items(&service, "manager", "").await.remove(0);
    let withdraw = format!("{}/supervisions/1/withdraw", case.path());
    let branch = service.as_("branch");
    let (withdrawn, reversed) = tokio::join!(
        branch.post(&withdraw, tests::minimal("withdraw_supervision")),
        act(&service, "street", &made, "reverse", reason()),
    );
    withdrawn.expect(200);
    assert!([200, 409].contains(&reversed.status.as_u16()), "{}", reversed.status);
    assert_eq!(service.count(COUNTERS).await, 1);
}

async fn a_key_takes_back_once(service: Service) {
    let made = record(&service, json!({})).await;
    let send = async || {
        let to = format!("{}/reverse", path(&made));
        let call = service.as_("street").request("POST", &to).header("Idempotency-Key", "once");
        call.json(&reason()).send().await
    };
    let (first, again) = (send().await, send().await);
    assert_eq!((first.status, again.status.as_u16()), (again.status, 200));
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(first.body, again.body);
    assert_eq!(service.count(COUNTERS).await, 1);
}

async fn what_changed_meanwhile_is_not_decided_unseen(service: Service) {
    let made = service.as_("property-office").post(PATH, about(json!({}))).await;
    let etag = made.header("etag").to_owned();
    let made = made.expect(201);
    asked(&service, &made, "object").await;
    let deputy = deputy(&service).await;
    let to = format!("{}/decide-objection", path(&made));
    let decide = async |version: &str| {
        let call = deputy.request("POST", &to).header("If-Match", version);
        call.json(&json!({ "upheld": false, "words": "经核实属实" })).send().await
    };
    decide(&etag).await.refused(412, "precondition_failed");
    let now = deputy.get(&path(&made)).await.header("etag").to_owned();
    decide(&now).await.expect(200);
}
