//! What several do at once to the figures of one period leaves one that waits, and one that counts.

use futures_util::future::join_all;
use serde_json::json;
use tests::{Service, served_by_both, world};

use super::{PATH, about, items, report, verify};

served_by_both!(
    of_many_reports_at_once_one_waits,
    of_many_verifiers_one_decides,
    a_report_and_a_verification_leave_one_that_counts,
);

async fn of_many_reports_at_once_one_waits(service: Service) {
    let manager = service.as_("manager");
    let all = (1..=12).map(|part| manager.post(PATH, about(json!({ "part": part }))));
    for reply in join_all(all).await {
        reply.expect(201);
    }
    assert_eq!(items(&service, "manager", "&state=reported").await.len(), 1);
    assert_eq!(items(&service, "manager", "&state=replaced").await.len(), 11);
    let replaced = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'reported_figure' AND action = 'replace'";
    assert_eq!(service.count(replaced).await, 11);
}

async fn of_many_verifiers_one_decides(service: Service) {
    let street = ("area_id", world::area("street"));
    service.grant("nobody", "property_office", street).await;
    let made = report(&service, "manager", json!({})).await;
    let each = ["property-office", "nobody"].repeat(6).into_iter().enumerate();
    let all = each.map(|(at, name)| verify(&service, name, &made, at % 3 == 0));
    let (done, rest): (Vec<_>, Vec<_>) =
        join_all(all).await.into_iter().partition(|reply| reply.status == 200);
    assert_eq!(done.len(), 1);
    for reply in rest {
        reply.refused(409, "not_allowed_now");
    }
}

async fn a_report_and_a_verification_leave_one_that_counts(service: Service) {
    let first = report(&service, "manager", json!({})).await;
    verify(&service, "property-office", &first, true).await.expect(200);
    for _ in 0..4 {
        let made = report(&service, "manager", json!({})).await;
        let manager = service.as_("manager");
        let (verified, again) = tokio::join!(
            verify(&service, "property-office", &made, true),
            manager.post(PATH, about(json!({ "part": 7 }))),
        );
        again.expect(201);
        assert!([200, 409].contains(&verified.status.as_u16()), "{}", verified.status);
        assert_eq!(items(&service, "manager", "&state=verified").await.len(), 1);
        assert_eq!(items(&service, "manager", "&state=reported").await.len(), 1);
    }
}
