//! Paging: signed cursors bound to their list, and pages that neither miss nor double what stays.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Case, Service, minimal, served_by_both, world};

served_by_both!(
    nothing_that_stays_is_missed_or_doubled,
    a_cursor_is_bound_to_its_list_and_filters,
    a_cursor_opens_no_door,
    every_list_is_read_to_its_end,
    the_timeline_is_paged_from_the_oldest,
);

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

fn ids(page: &Value) -> Vec<String> {
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}

async fn filed(service: &Service, count: usize) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    for n in 0..count {
        service.pass(TimeDelta::milliseconds(i64::from(n % 3 != 0)));
        cases.push(service.ticket_in("submitted").await);
    }
    cases
}

/// Between two pages: a new ticket, or one of the second half leaves the state.
async fn meddle(
    service: &Service,
    cases: &[Case<'_>],
    gone: &mut BTreeSet<String>,
    dice: &mut Dice,
) {
    service.pass(TimeDelta::milliseconds(1));
    if dice.below(2) == 0 {
        service.ticket_in("submitted").await;
        return;
    }
    let at = usize::try_from(dice.below(u64::try_from(cases.len()).unwrap())).unwrap();
    if gone.insert(cases[at].id.clone()) {
        cases[at].step("resident", "withdraw").await;
    }
}

async fn nothing_that_stays_is_missed_or_doubled(service: Service) {
    let mut dice = Dice(20_260_302);
    for (name, query) in [
        ("branch", "state=submitted".to_owned()),
        ("street", "state=submitted".to_owned()),
        ("resident", "mine=true&state=submitted".to_owned()),
        ("branch", format!("estate_id={}&order=updated&state=submitted", world::estate("estate"))),
    ] {
        let cases = filed(&service, 24).await;
        let (mut gone, mut seen, mut after) = (BTreeSet::new(), Vec::new(), String::new());
        loop {
            let limit = 1 + dice.below(6);
            let path = format!("/v1/tickets?{query}&limit={limit}{after}");
            let page = service.as_(name).get(&path).await.expect(200);
            seen.extend(ids(&page));
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
            meddle(&service, &cases, &mut gone, &mut dice).await;
        }
        let distinct: BTreeSet<&String> = seen.iter().collect();
        assert_eq!(distinct.len(), seen.len(), "{name} {query}: nothing comes twice");
        let stayed = cases.iter().map(|case| &case.id).filter(|id| !gone.contains(*id));
        let missed: Vec<_> = stayed.filter(|id| !distinct.contains(id)).collect();
        assert_eq!(missed, Vec::<&String>::new(), "{name} {query}");
        assert!(!gone.is_empty(), "the dice meddled");
    }
}

async fn next(service: &Service, name: &str, path: &str) -> String {
    let page = service.as_(name).get(path).await.expect(200);
    page["next"].as_str().unwrap().to_owned()
}

async fn a_cursor_is_bound_to_its_list_and_filters(service: Service) {
    let cases = filed(&service, 5).await;
    let branch = service.as_("branch");
    let cursor = next(&service, "branch", "/v1/tickets?limit=2&state=submitted").await;
    let flipped = |at: usize| {
        let mut text: Vec<char> = cursor.chars().collect();
        text[at] = if text[at] == 'A' { 'B' } else { 'A' };
        text.into_iter().collect::<String>()
    };
    let cut = &cursor[..cursor.len() - 4];
    let timeline = format!("{}/timeline", cases[0].path());
    for path in [
        format!("/v1/tickets?state=submitted&after={}", flipped(0)),
        format!("/v1/tickets?state=submitted&after={}", flipped(cursor.len() / 2)),
        format!("/v1/tickets?state=submitted&after={}", flipped(cursor.len() - 2)),
        format!("/v1/tickets?state=submitted&after={cut}"),
        format!("/v1/tickets?state=submitted&after={cursor}AAAA"),
        "/v1/tickets?state=submitted&after=".to_owned(),
        "/v1/tickets?state=submitted&after=%2F%2F%2F".to_owned(),
        format!("/v1/tickets?after={cursor}"),
        format!("/v1/tickets?state=closed&after={cursor}"),
        format!("/v1/tickets?state=submitted&kind=repair&after={cursor}"),
        format!("{timeline}?after={cursor}"),
        format!("/v1/categories?after={cursor}"),
    ] {
        branch.get(&path).await.refused(400, "invalid_cursor");
    }
    let other = format!("/v1/tickets?after={cursor}&limit=100&include=count&state=submitted");
    let rest = branch.get(&other).await.expect(200);
    assert_eq!((ids(&rest).len(), &rest["count"], &rest["next"]), (3, &json!(5), &Value::Null));
}

async fn a_cursor_opens_no_door(service: Service) {
    filed(&service, 4).await;
    let mut elsewhere = minimal("submit");
    elsewhere["estate_id"] = json!(world::estate("other-estate"));
    elsewhere["category_id"] = json!(world::category("noise"));
    service.as_("other-resident").post("/v1/tickets", elsewhere).await.expect(201);
    service.pass(TimeDelta::milliseconds(1));
    filed(&service, 2).await;
    let cursor = next(&service, "branch", "/v1/tickets?limit=1").await;
    let page =
        service.as_("other-resident").get(&format!("/v1/tickets?after={cursor}")).await.expect(200);
    assert_eq!(ids(&page).len(), 1, "only their own");
    let end = format!("/v1/duties/{}/end", world::duty("branch", 0));
    service.as_("admin").post(&end, json!({})).await.expect(200);
    let reply = service.as_("branch").get(&format!("/v1/tickets?after={cursor}")).await;
    assert!(reply.status.as_u16() == 403 || ids(&reply.json).is_empty(), "{}", reply.text());
}

/// All pages of a list, by the `Link` header.
async fn all(service: &Service, name: &str, path: &str) -> Vec<Value> {
    let (mut items, mut path) = (Vec::new(), path.to_owned());
    loop {
        let reply = service.as_(name).get(&path).await;
        let link = reply.header("link").to_owned();
        let page = reply.expect(200);
        items.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_str() else {
            assert_eq!(link, "", "the last page leads nowhere");
            return items;
        };
        let (to, rel) = link.split_once('>').unwrap();
        assert!(rel == "; rel=\"next\"" && to.contains(next), "{link}");
        path = to[1..].to_owned();
    }
}

async fn every_list_is_read_to_its_end(service: Service) {
    filed(&service, 5).await;
    for path in [
        "/v1/tickets",
        "/v1/accounts",
        "/v1/duties",
        "/v1/clients",
        "/v1/categories",
        "/v1/areas",
        "/v1/estates",
        "/v1/enterprises",
        "/v1/departments",
    ] {
        let name = if path == "/v1/tickets" { "district" } else { "admin" };
        let whole = all(&service, name, &format!("{path}?limit=100")).await;
        let pages = all(&service, name, &format!("{path}?limit=2")).await;
        assert_eq!(pages, whole, "{path}");
        assert!(!whole.is_empty(), "{path}");
        let default = service.as_(name).get(path).await.expect(200);
        assert_eq!(ids(&default).len(), whole.len().min(20), "{path}");
    }
}

async fn the_timeline_is_paged_from_the_oldest(service: Service) {
    let case = service.ticket_in("closed").await;
    let path = format!("{}/timeline", case.path());
    let pages = all(&service, "branch", &format!("{path}?limit=2")).await;
    let actions: Vec<_> = pages.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["submit", "dispatch", "accept", "resolve", "rate", "close"]);
}
