//! What stands against making a cycle final.

use serde_json::json;
use tests::{Service, served_by_both};

use super::{
    act, disclosed, finalize, object, objected, on, pass_all, rejected, score, without_source,
};

served_by_both!(
    not_before_its_time_nor_while_something_is_open,
    exactly_what_has_no_source_is_confirmed_and_put_down,
);

async fn not_before_its_time_nor_while_something_is_open(service: Service) {
    let cycle = disclosed(&service).await;
    let codes = without_source(&service, &cycle).await;
    finalize(&service, &cycle, &codes).await.refused(409, "untimely");
    let one = score(&service, &cycle).await;
    let made = objected(&service, &one).await;
    pass_all(&service);
    let open = finalize(&service, &cycle, &codes).await.refused(409, "objections_open");
    let pointer = format!("#/objections/{}", made["id"].as_str().unwrap());
    assert_eq!(open["errors"][0]["pointer"], json!(pointer));
    on(&service, "street", &made, "decide", rejected()).await.expect(200);
    finalize(&service, &cycle, &codes).await.refused(409, "objections_open");
    let asked = json!({ "grounds": "请再看一次" });
    on(&service, "manager", &made, "recheck", asked).await.expect(200);
    pass_all(&service);
    finalize(&service, &cycle, &codes).await.refused(409, "objections_open");
    on(&service, "district", &made, "decide-recheck", rejected()).await.expect(200);
    for name in ["street", "property-office", "manager", "auditor", "resident", "admin", "client"] {
        let body = json!({ "confirm_without_source": codes });
        act(&service, name, &cycle, "finalize", body).await.refused(403, "forbidden");
    }
    finalize(&service, &cycle, &codes).await.expect(200);
    object(&service, "resident", &one, json!({})).await.refused(409, "not_allowed_now");
}

async fn exactly_what_has_no_source_is_confirmed_and_put_down(service: Service) {
    let cycle = disclosed(&service).await;
    let codes = without_source(&service, &cycle).await;
    assert!(codes.as_array().unwrap().contains(&json!("E2")), "{codes}");
    pass_all(&service);
    let no = finalize(&service, &cycle, &json!([])).await.refused(409, "sources_unconfirmed");
    assert_eq!(no["errors"].as_array().unwrap().len(), codes.as_array().unwrap().len());
    let mut more = codes.clone();
    more.as_array_mut().unwrap().push(json!("B1"));
    let no = finalize(&service, &cycle, &more).await.refused(409, "sources_unconfirmed");
    assert_eq!(no["errors"][0]["pointer"], "#/confirm_without_source");
    let less: Vec<_> = codes.as_array().unwrap().iter().skip(1).collect();
    finalize(&service, &cycle, &json!(less)).await.refused(409, "sources_unconfirmed");
    finalize(&service, &cycle, &codes).await.expect(200);
    let entry = "SELECT COUNT(*) FROM journal j JOIN journal_detail d ON d.entry = j.entry WHERE j.action = 'finalize' \
        AND d.detail LIKE '%without_source%E2%'";
    assert_eq!(service.count(entry).await, 1);
}
