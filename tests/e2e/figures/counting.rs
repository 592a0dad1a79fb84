//! What is counted, and under which heading.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{agrees, figures, rate};

served_by_both!(
    the_three_rates_have_numerators_and_denominators,
    what_officers_found_themselves_is_in_no_satisfaction_rate,
    times_run_from_the_filing_to_each_step,
    parts_by_month_and_day,
    parts_by_organisation_category_and_area,
    returns_stand_under_who_asked_for_them,
    clocks_are_kept_or_missed_by_who_had_them,
);

async fn the_three_rates_have_numerators_and_denominators(service: Service) {
    let content = service.ticket_in("resolved").await;
    content.act("resident", "rate", json!({ "solved": true, "stars": 5 })).await;
    let unmoved = service.ticket_in("resolved").await;
    unmoved.act("resident", "rate", json!({ "solved": true, "stars": 3 })).await;
    let outweighed = service.ticket_in("resolved").await;
    outweighed.act("resident", "rate", json!({ "solved": true, "stars": 5 })).await;
    let no = json!({ "reached": true, "solved": false, "satisfied": false });
    outweighed.act("branch", "follow_up", no).await;
    let _silent = service.ticket_in("resolved").await;
    for state in ["submitted", "accepted", "withdrawn", "declined", "merged"] {
        service.ticket_in(state).await;
    }
    service.pass(TimeDelta::hours(241));
    for folded in [false, true] {
        if folded {
            service.run_jobs().await;
        }
        let seen = figures(&service, "street", "").await;
        let total = &seen["total"];
        // The main ticket of the merged one is the tenth.
        let heads = ["filed", "merged", "withdrawn", "declined", "handled"];
        assert_eq!(heads.map(|name| total[name].as_i64().unwrap()), [10, 1, 1, 1, 7], "{folded}");
        assert_eq!(rate(total, "response"), (5, 7));
        assert_eq!(rate(total, "resolution"), (2, 4), "silence is not a yes");
        assert_eq!(rate(total, "satisfaction"), (1, 4), "three stars are no yes");
        assert_eq!(rate(total, "follow_up"), (1, 4));
        assert_eq!(rate(total, "reached"), (1, 1));
        assert_eq!(rate(total, "reopening"), (1, 4));
        assert_eq!(total["resolution"]["percent"], "50.00");
        // 30 × 71.43 % + 35 × 50 % + 35 × 25 %
        assert_eq!(total["score"], "47.68");
        agrees(&service).await;
    }
}

async fn what_officers_found_themselves_is_in_no_satisfaction_rate(service: Service) {
    let praised = async |name: &str, body: Value| {
        let case = service.submit(name, body).await;
        case.to("resolved").await;
        let yes = json!({ "reached": true, "solved": true, "satisfied": true });
        case.act("branch", "follow_up", yes).await;
    };
    for name in ["grid", "community", "client"] {
        praised(name, json!({})).await;
    }
    let seen = figures(&service, "street", "").await;
    assert_eq!(rate(&seen["total"], "satisfaction"), (0, 0));
    assert_eq!(seen["total"]["score"], Value::Null, "a rate of nothing has no part in a score");
    praised("hotline", json!({ "on_behalf_of": { "name": "王先生", "phone": "13812345678" } }))
        .await;
    service.ticket_in("resolved").await;
    // As it was before findings were counted apart, when the newest step of the schema forgot that all was counted.
    for folded in [false, true] {
        if folded {
            service.run_jobs().await;
            service.force("UPDATE figure SET found = 0, satisfied = finished", Vec::new()).await;
            service.force("DELETE FROM figure_built", Vec::new()).await;
            service.run_jobs().await;
        }
        let total = figures(&service, "street", "").await["total"].clone();
        assert_eq!(rate(&total, "satisfaction"), (1, 2), "{folded}");
        assert_eq!(rate(&total, "resolution"), (4, 5), "what was found is solved all the same");
        assert_eq!(rate(&total, "follow_up"), (4, 5));
        agrees(&service).await;
    }
}

async fn times_run_from_the_filing_to_each_step(service: Service) {
    let case = service.ticket_in("submitted").await;
    for (who, action) in [
        ("dispatcher", "dispatch"),
        ("worker", "accept"),
        ("worker", "progress"),
        ("worker", "resolve"),
    ] {
        service.pass(TimeDelta::minutes(10));
        case.step(who, action).await;
    }
    case.step("resident", "rate").await;
    service.pass(TimeDelta::minutes(10));
    case.step("branch", "close").await;
    let seen = figures(&service, "community", "").await;
    let times = &seen["total"]["times"];
    for (step, minutes) in
        [("dispatch", 10), ("accept", 20), ("contact", 30), ("finish", 40), ("close", 50)]
    {
        let expected =
            json!({ "seconds": minutes * 60, "tickets": 1, "mean_seconds": minutes * 60 });
        assert_eq!(times[step], expected, "{step}");
    }
    agrees(&service).await;
}

/// What the parts are of, with how many were filed.
fn filed<'a>(seen: &'a Value, of: &str) -> Vec<(&'a Value, i64)> {
    let parts = seen["parts"].as_array().unwrap().iter();
    parts.map(|part| (&part[of], part["figures"]["filed"].as_i64().unwrap())).collect()
}

/// Three tickets on one day, of two estates and two categories, and one 40 days later.
async fn filed_on_two_days(service: &Service) -> [kernel::Moment; 2] {
    service.ticket_in("accepted").await;
    service.submit("resident", json!({ "category_id": world::category("noise") })).await;
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    service.submit("bare-resident", bare).await;
    let first = service.now();
    service.pass(TimeDelta::days(40));
    service.ticket_in("submitted").await;
    [first, service.now()]
}

async fn parts_by_month_and_day(service: Service) {
    let [first, later] = filed_on_two_days(&service).await;
    let day = |at: kernel::Moment| json!(service.app.time(at)[..10]);
    let month = |at: kernel::Moment| json!(format!("{}-01", &service.app.time(at)[..7]));
    let of = async |query: &str| figures(&service, "street", query).await;
    for folded in [false, true] {
        if folded {
            service.run_jobs().await;
        }
        let seen = of("by=day").await;
        assert_eq!(filed(&seen, "start"), [(&day(first), 3), (&day(later), 1)], "{folded}");
        let seen = of("by=month").await;
        assert_eq!(filed(&seen, "start"), [(&month(first), 3), (&month(later), 1)]);
        let until = day(first);
        let seen = of(&format!("to={}", until.as_str().unwrap())).await;
        assert_eq!(seen["total"]["filed"], 3);
    }
    agrees(&service).await;
}

async fn parts_by_organisation_category_and_area(service: Service) {
    filed_on_two_days(&service).await;
    let of = async |query: &str| figures(&service, "street", query).await;
    let (lift, noise) = (json!(world::category("lift")), json!(world::category("noise")));
    let enterprise = json!(world::organization("enterprise"));
    for folded in [false, true] {
        if folded {
            service.run_jobs().await;
        }
        let seen = of("by=organization").await;
        assert_eq!(filed(&seen, "organization_id"), [(&Value::Null, 3), (&enterprise, 1)]);
        let seen = of("by=category").await;
        let mut by_category = filed(&seen, "category_id");
        by_category.sort_by_key(|(_, count)| *count);
        assert_eq!(by_category, [(&noise, 1), (&lift, 3)], "{folded}");
        let seen = of("by=area").await;
        assert_eq!(filed(&seen, "area_id"), [(&json!(world::area("community")), 4)]);
        let seen = of(&format!("by=area&area_id={}", world::area("community"))).await;
        assert_eq!(seen["parts"].as_array().unwrap().len(), 2, "an estate each");
        let seen = of(&format!("category_id={}", world::category("noise"))).await;
        assert_eq!(seen["total"]["filed"], 1);
        let (organization, estate) = (world::organization("enterprise"), world::estate("estate"));
        let one = format!("organization_id={organization}&estate_id={estate}");
        assert_eq!(of(&one).await["total"]["filed"], 1);
    }
    agrees(&service).await;
}

async fn returns_stand_under_who_asked_for_them(service: Service) {
    for granted in [true, false, false] {
        let case = service.ticket_in("submitted").await;
        case.step("manager", "request_return").await;
        case.rule("community", 1, granted).await;
        if granted {
            let noise = json!({ "category_id": world::category("noise"), "reason": "归错类别" });
            case.act("community", "amend", noise).await;
        }
    }
    let seen = figures(&service, "street", "by=organization").await;
    let parts = seen["parts"].as_array().unwrap().iter();
    let own =
        parts.filter(|part| part["organization_id"] == json!(world::organization("enterprise")));
    let own: Vec<_> = own.map(|part| rate(&part["figures"], "improper_return")).collect();
    assert_eq!(own, [(2, 3)]);
    let noise = format!("category_id={}", world::category("noise"));
    let seen = figures(&service, "street", &noise).await;
    assert_eq!(
        rate(&seen["total"], "improper_return"),
        (0, 1),
        "a return follows its ticket's category"
    );
    agrees(&service).await;
}

async fn clocks_are_kept_or_missed_by_who_had_them(service: Service) {
    let late = service.ticket_in("accepted").await;
    service.pass(TimeDelta::days(60));
    late.step("worker", "resolve").await;
    let called = service.ticket_in("accepted").await;
    called.whistle("community", "blow_whistle").await;
    called.whistle("secretary", "approve_whistle").await;
    called.whistle("department", "report_in").await;
    let noise = json!({ "category_id": world::category("noise"), "reason": "归错类别" });
    called.act("community", "amend", noise).await;
    let kept = async |query: String| {
        let seen = figures(&service, "street", &query).await;
        let clocks = &seen["total"]["clocks"];
        ["acceptance", "resolution", "report_in"].map(|kind| rate(clocks, kind))
    };
    let of = |name: &str| format!("organization_id={}", world::organization(name));
    for folded in [false, true] {
        if folded {
            service.run_jobs().await;
        }
        assert_eq!(kept(String::new()).await, [(2, 2), (0, 1), (1, 1)], "{folded}");
        assert_eq!(kept(of("enterprise")).await, [(2, 2), (0, 1), (0, 0)]);
        assert_eq!(kept(of("department")).await, [(0, 0), (0, 0), (1, 1)]);
        let noise = format!("category_id={}", world::category("noise"));
        assert_eq!(kept(noise).await, [(1, 1), (0, 0), (1, 1)], "clocks follow their category");
        agrees(&service).await;
    }
}
