//! What several do at once to one objection or one cycle happens once.

use futures_util::future::join_all;
use serde_json::json;
use tests::{Service, served_by_both};

use super::{
    disclosed, finalize, object, objected, on, pass_all, rejected, score, upheld, without_source,
};

served_by_both!(
    of_many_decisions_at_once_one_counts,
    decisions_on_two_items_of_a_score_both_count,
    an_objection_and_the_end_do_not_pass_each_other,
    the_same_side_at_once_objects_once,
);

async fn of_many_decisions_at_once_one_counts(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let made = objected(&service, &one).await;
    let bodies = [upheld(1), rejected(), upheld(2), rejected()];
    let all = bodies.map(|body| on(&service, "street", &made, "decide", body));
    let replies = join_all(all).await;
    let done = replies.iter().filter(|reply| reply.status == 200).count();
    assert_eq!(done, 1);
    for reply in replies.into_iter().filter(|reply| reply.status != 200) {
        reply.refused(409, "not_allowed_now");
    }
    let decided =
        "SELECT COUNT(*) FROM journal WHERE subject_kind = 'rating_objection' AND number > 1";
    assert_eq!(service.count(decided).await, 1);
    assert!(service.count("SELECT COUNT(*) FROM rating_revision").await <= 1);
}

async fn decisions_on_two_items_of_a_score_both_count(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let first = objected(&service, &one).await;
    let second = object(&service, "manager", &one, json!({ "item": "A8" })).await.expect(201);
    let input = json!({ "indicator": "A8", "tier": 1 });
    let other = json!({ "upheld": true, "words": "经核实", "correction": { "input": input } });
    let replies = tokio::join!(
        on(&service, "street", &first, "decide", upheld(1)),
        on(&service, "street", &second, "decide", other),
    );
    replies.0.expect(200);
    replies.1.expect(200);
    let seen = score(&service, &cycle).await;
    assert_eq!(super::line(&seen, "B1")["points"], "0.80");
    assert_eq!(super::line(&seen, "A8")["points"], "0.50");
    let made = seen["revisions"].as_array().unwrap();
    assert_eq!(made[0]["after"]["digest"], made[1]["before"]["digest"], "one after the other");
}

async fn an_objection_and_the_end_do_not_pass_each_other(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let codes = without_source(&service, &cycle).await;
    let made = objected(&service, &one).await;
    on(&service, "street", &made, "decide", rejected()).await.expect(200);
    service.force("UPDATE rating_cycle SET objections_until = 0", Vec::new()).await;
    let asked = json!({ "grounds": "请再看一次" });
    let sql = "UPDATE rating_objection SET recheck_until = $1";
    let soon = service.now().timestamp_millis();
    service.force(sql, vec![soon.into()]).await;
    let replies = tokio::join!(
        on(&service, "manager", &made, "recheck", asked),
        finalize(&service, &cycle, &codes),
    );
    assert_eq!([replies.0.status.as_u16(), replies.1.status.as_u16()], [409, 200]);
    pass_all(&service);
    let open = "SELECT COUNT(*) FROM rating_objection WHERE state IN ('filed', 'rechecking')";
    assert_eq!(service.count(open).await, 0);
}

async fn the_same_side_at_once_objects_once(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let names = ["resident", "neighbour", "both"];
    let replies = join_all(names.map(|name| object(&service, name, &one, json!({})))).await;
    let made = replies.iter().filter(|reply| reply.status == 201).count();
    assert_eq!(made, 1);
    for reply in replies.into_iter().filter(|reply| reply.status != 201) {
        reply.refused(409, "already_disputed");
    }
}
