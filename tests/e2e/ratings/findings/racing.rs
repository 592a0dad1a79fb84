//! What several do at once to one finding happens once.

use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::{Reply, Service, served_by_both, world};

use super::{found, path, rectify, verify, withdraw};

served_by_both!(
    of_many_verifiers_one_decides,
    of_many_rectifications_one_is_made,
    a_withdrawal_and_a_rectification_leave_it_withdrawn,
    what_changed_meanwhile_is_not_verified_unseen,
);

fn done(replies: Vec<Reply>) -> usize {
    let (done, rest): (Vec<_>, Vec<_>) = replies.into_iter().partition(|one| one.status == 200);
    for reply in rest {
        reply.refused(409, "not_allowed_now");
    }
    done.len()
}

async fn of_many_verifiers_one_decides(service: Service) {
    let made = found(&service, json!({})).await;
    let street = ("area_id", world::area("street"));
    service.grant("nobody", "property_office", street).await;
    rectify(&service, "manager", &made).await.expect(200);
    let each = ["property-office", "nobody"].repeat(6).into_iter().enumerate();
    let all = each.map(|(at, name)| verify(&service, name, &made, at % 3 == 0));
    assert_eq!(done(join_all(all).await), 1);
    let judged = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'finding' AND action IN ('verify', 'reject')";
    assert_eq!(service.count(judged).await, 1);
}

async fn of_many_rectifications_one_is_made(service: Service) {
    let made = found(&service, json!({})).await;
    let names = ["manager", "worker", "worker2", "dispatcher"].repeat(3);
    let all = names.into_iter().map(|name| rectify(&service, name, &made));
    assert_eq!(done(join_all(all).await), 1);
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_rectification").await, 1);
}

async fn a_withdrawal_and_a_rectification_leave_it_withdrawn(service: Service) {
    let mut made = found(&service, json!({})).await;
    for _ in 0..4 {
        let (gone, worked) = tokio::join!(
            withdraw(&service, "property-office", &made),
            rectify(&service, "manager", &made),
        );
        gone.expect(200);
        assert!([200, 409].contains(&worked.status.as_u16()), "{}", worked.status);
        let seen: Value = service.as_("auditor").get(&path(&made)).await.expect(200);
        assert_eq!(seen["state"], "withdrawn");
        made = super::file(&service, "property-office", json!({})).await;
    }
}

async fn what_changed_meanwhile_is_not_verified_unseen(service: Service) {
    let made = found(&service, json!({})).await;
    rectify(&service, "manager", &made).await.expect(200);
    let office = service.as_("property-office");
    let to = format!("{}/verify", path(&made));
    let judge = async |version: &str| {
        let call = office.request("POST", &to).header("If-Match", version);
        call.json(&json!({ "accepted": true, "words": "现场复核" })).send().await
    };
    judge("\"1\"").await.refused(412, "precondition_failed");
    let now = office.get(&path(&made)).await.header("etag").to_owned();
    judge(&now).await.expect(200);
}
