//! What several do at once to a cycle or a sheet happens once, and nothing is lost.

use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::{Reply, Service, served_by_both};

use super::{
    CYCLES, act, adopted, filled, on_sheet, opened, pass_due, pass_period, planned, quarter,
    sheet_of, sheet_path,
};

served_by_both!(
    twelve_signatures_at_once_are_one,
    nothing_is_filled_in_beside_a_signature,
    twelve_openings_at_once_make_the_sheets_once,
    twelve_plans_at_once_are_one_cycle,
    parts_that_are_saved_at_once_are_all_there,
    a_signature_and_a_ruling_exclude_each_other,
    what_changed_meanwhile_is_not_signed_unseen,
);

fn of_status(replies: &[Reply], status: u16) -> usize {
    replies.iter().filter(|reply| reply.status.as_u16() == status).count()
}

async fn twelve_signatures_at_once_are_one(service: Service) {
    opened(&service).await;
    let sheet = filled(&service, "estate_branch").await;
    pass_period(&service);
    let all = (0..12).map(|_| on_sheet(&service, "branch", &sheet, "sign", json!({})));
    let replies = join_all(all).await;
    assert_eq!((of_status(&replies, 200), of_status(&replies, 409)), (1, 11));
    let signed =
        "SELECT COUNT(*) FROM journal WHERE subject_kind = 'rating_sheet' AND action = 'sign'";
    assert_eq!(service.count(signed).await, 1);
}

async fn nothing_is_filled_in_beside_a_signature(service: Service) {
    opened(&service).await;
    let sheet = filled(&service, "estate_branch").await;
    pass_period(&service);
    let fill = async |number: usize| {
        let body = json!({ "remarks": format!("第{number}次") });
        on_sheet(&service, "branch", &sheet, "fill", body).await
    };
    let fills = join_all((0..2).map(fill));
    let (signed, fills) =
        tokio::join!(on_sheet(&service, "branch", &sheet, "sign", json!({})), fills);
    let signed = signed.expect(200);
    assert_eq!(of_status(&fills, 200) + of_status(&fills, 409), 2);
    let after = sheet_of(&service, "estate", "estate_branch").await;
    assert_eq!((&after["version"], &after["document"]), (&signed["version"], &signed["document"]));
}

async fn twelve_openings_at_once_make_the_sheets_once(service: Service) {
    adopted(&service).await;
    let cycle = planned(&service).await;
    let replies =
        join_all((0..12).map(|_| act(&service, "district", &cycle, "open", json!({})))).await;
    assert_eq!((of_status(&replies, 200), of_status(&replies, 409)), (1, 11));
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_sheet").await, 10);
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_subject").await, 4);
}

async fn twelve_plans_at_once_are_one_cycle(service: Service) {
    let district = service.as_("district");
    let areas = [tests::world::area("district"), tests::world::area("street")].into_iter().cycle();
    let plans = areas.take(12).map(|area| quarter(json!({ "area_id": area })));
    let replies = join_all(plans.map(|body| district.post(CYCLES, body))).await;
    assert_eq!((of_status(&replies, 201), of_status(&replies, 409)), (1, 11));
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_cycle").await, 1);
}

async fn parts_that_are_saved_at_once_are_all_there(service: Service) {
    opened(&service).await;
    let sheet = sheet_of(&service, "estate", "estate_branch").await;
    let codes = ["D7", "E6", "F1", "F2", "F5", "F6", "F7"];
    let part = |code: &str| json!({ "entries": [{ "indicator": code, "inspected": true }] });
    let mut left: Vec<&str> = codes.to_vec();
    while !left.is_empty() {
        let all = left.iter().map(|code| on_sheet(&service, "branch", &sheet, "fill", part(code)));
        let replies = join_all(all).await;
        assert!(of_status(&replies, 200) > 0);
        let busy = left.iter().zip(&replies).filter(|(_, reply)| reply.status.as_u16() == 503);
        left = busy.map(|(code, _)| *code).collect();
    }
    let after = sheet_of(&service, "estate", "estate_branch").await;
    let entries: Vec<Value> = after["document"]["entries"].as_array().unwrap().clone();
    let found: Vec<&str> = entries.iter().map(|one| one["indicator"].as_str().unwrap()).collect();
    assert_eq!(found, codes);
}

async fn a_signature_and_a_ruling_exclude_each_other(service: Service) {
    opened(&service).await;
    let names =
        [("estate_branch", "branch"), ("community_party", "secretary"), ("enterprise", "manager")];
    for (evaluator, _) in names {
        filled(&service, evaluator).await;
    }
    pass_due(&service);
    service.run_jobs().await;
    for (evaluator, name) in names {
        let sheet = sheet_of(&service, "estate", evaluator).await;
        let told = json!({ "ruling": "go_without", "reason": "不再等候" });
        let (signed, ruled) = tokio::join!(
            on_sheet(&service, name, &sheet, "sign", json!({})),
            on_sheet(&service, "street", &sheet, "rule", told),
        );
        let mut statuses = [signed.status.as_u16(), ruled.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{evaluator}");
    }
}

async fn what_changed_meanwhile_is_not_signed_unseen(service: Service) {
    opened(&service).await;
    let sheet = filled(&service, "estate_branch").await;
    pass_period(&service);
    let branch = service.as_("branch");
    let seen = branch.get(&sheet_path(&sheet)).await.header("etag").to_owned();
    let more = json!({ "remarks": "补充说明" });
    on_sheet(&service, "branch", &sheet, "fill", more).await.expect(200);
    let sign = async |version: &str| {
        let to = format!("{}/sign", sheet_path(&sheet));
        branch.request("POST", &to).header("If-Match", version).json(&json!({})).send().await
    };
    sign(&seen).await.refused(412, "precondition_failed");
    let now = branch.get(&sheet_path(&sheet)).await.header("etag").to_owned();
    sign(&now).await.expect(200);
}
