//! What several do at once to one list happens once.

use futures_util::future::join_all;
use serde_json::json;
use tests::{Service, served_by_both};

use super::{
    decision, ended, objection, on, own, pass_all, path, propose, proposed, publish, withdraw,
};

served_by_both!(
    of_many_proposals_at_once_one_counts,
    of_many_decisions_at_once_one_counts,
    a_publication_and_a_withdrawal_do_not_pass_each_other,
);

async fn of_many_proposals_at_once_one_counts(service: Service) {
    let cycle = ended(&service).await;
    let all = [0; 4].map(|_| propose(&service, "district", &cycle, json!({})));
    let replies = join_all(all).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
    for reply in replies.into_iter().filter(|reply| reply.status != 201) {
        reply.refused(409, "list_exists");
    }
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_list").await, 1);
}

async fn of_many_decisions_at_once_one_counts(service: Service) {
    let made = proposed(&service).await;
    let listing = own(&service, &made).await;
    on(&service, "manager", &listing, "object", objection()).await.expect(200);
    let all = [true, false, true, false];
    let all = all.map(|upheld| on(&service, "street", &listing, "decide", decision(upheld)));
    let replies = join_all(all).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    for reply in replies.into_iter().filter(|reply| reply.status != 200) {
        reply.refused(409, "not_allowed_now");
    }
    let steps = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'rating_listing'";
    assert_eq!(service.count(steps).await, 2);
}

async fn a_publication_and_a_withdrawal_do_not_pass_each_other(service: Service) {
    let made = proposed(&service).await;
    pass_all(&service);
    let (published, withdrawn) = tokio::join!(publish(&service, &made), withdraw(&service, &made));
    withdrawn.expect(200);
    assert!([200, 409].contains(&published.status.as_u16()), "{}", published.text());
    service.anyone().get(&path(&made)).await.refused(404, "not_found");
    let steps = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'rating_list'";
    assert_eq!(service.count(steps).await, if published.status == 200 { 3 } else { 2 });
}
