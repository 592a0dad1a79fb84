//! The counters hold what the tickets say, also after races, moves and other hands.

use futures_util::future::join_all;
use serde_json::json;
use tests::{Service, served_by_both, world};

use super::{agrees, figures};

served_by_both!(
    what_other_hands_changed_is_told_and_put_right,
    steps_beside_folding_and_counting_leave_no_difference,
    a_ticket_counts_where_it_was_filed_wherever_its_estate_lies,
    only_one_counts_anew_at_a_time,
);

async fn what_other_hands_changed_is_told_and_put_right(service: Service) {
    let case = service.ticket_in("resolved").await;
    service.run_jobs().await;
    let before = service.journal_length().await;
    let found = agrees(&service).await;
    assert_eq!((&found["tickets"], &found["months"]), (&json!(1), &json!(1)));
    assert_eq!(service.journal_length().await, before + 1, "counting anew is told");
    let more = "UPDATE figure SET filed = filed + 3 WHERE whole = 'street' AND span = 'day'";
    assert_eq!(service.force(more, Vec::new()).await, 1);
    // The day, the month of the enterprise, and that of before it was dispatched, which is down to nothing.
    assert_eq!(service.force("DELETE FROM figure WHERE whole = 'estate'", Vec::new()).await, 3);
    assert_eq!(figures(&service, "street", "").await["total"]["filed"], 4);
    let again = service.as_("admin").post("/v1/figures/rebuild", json!({})).await.expect(200);
    assert_eq!(again["differences"], 3);
    let street = json!(world::area("street"));
    let told =
        again["found"].as_array().unwrap().iter().find(|one| one["area_id"] == street).unwrap();
    assert_eq!(
        (&told["measure"], &told["kept"], &told["counted"]),
        (&json!("filed"), &json!(4), &json!(1))
    );
    assert_eq!(figures(&service, "street", "").await["total"]["filed"], 1);
    agrees(&service).await;
    case.step("resident", "rate").await;
    agrees(&service).await;
}

async fn steps_beside_folding_and_counting_leave_no_difference(service: Service) {
    let one = async |number: i32| {
        let case = service.ticket_in("resolved").await;
        let solved = number % 3 > 0;
        case.act("resident", "rate", json!({ "solved": solved, "stars": 4 })).await;
        if number % 4 == 0 {
            service.run_jobs().await;
        }
        if number == 6 {
            let reply = service.as_("admin").post("/v1/figures/rebuild", json!({})).await;
            assert_eq!(reply.expect(200)["differences"], 0);
        }
    };
    join_all((0..12).map(one)).await;
    agrees(&service).await;
    service.run_jobs().await;
    agrees(&service).await;
    let seen = figures(&service, "street", "").await;
    assert_eq!((&seen["total"]["filed"], &seen["total"]["reopenings"]), (&json!(12), &json!(4)));
}

async fn a_ticket_counts_where_it_was_filed_wherever_its_estate_lies(service: Service) {
    let case = service.ticket_in("accepted").await;
    let path = format!("/v1/areas/{}/move", world::area("community"));
    let to = json!({ "parent_id": world::area("other-street") });
    service.as_("district").post(&path, to).await.expect(200);
    service.run_jobs().await;
    case.step("worker", "resolve").await;
    let after = service.ticket_in("submitted").await;
    assert_ne!(after.id, case.id);
    let of = async |name| {
        let seen = figures(&service, name, "").await;
        (seen["total"]["filed"].clone(), seen["total"]["resolution"]["denominator"].clone())
    };
    assert_eq!(of("street").await, (json!(1), json!(1)), "it was filed in this street");
    assert_eq!(of("other-street").await, (json!(1), json!(0)));
    assert_eq!(of("district").await, (json!(2), json!(1)));
    agrees(&service).await;
}

async fn only_one_counts_anew_at_a_time(service: Service) {
    service.ticket_in("submitted").await;
    let held =
        "INSERT INTO job_lease (name, holder, fence, held_until) VALUES ('figures', $1, 1, $2)";
    let (other, until) = (world::person("admin"), service.now().timestamp_millis() + 60_000);
    service.force(held, vec![other.into(), until.into()]).await;
    let rebuild = || async { service.as_("admin").post("/v1/figures/rebuild", json!({})).await };
    rebuild().await.refused(409, "not_allowed_now");
    service.pass(chrono::TimeDelta::minutes(2));
    rebuild().await.expect(200);
}
