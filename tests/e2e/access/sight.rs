//! Lists show exactly what can be got, filters only narrow them, and pages only part them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tests::{Service, served_by_both, world};

use super::{
    cast::Person,
    enlist::{everyone, named},
    stories::{ticket, told, told_for_caller},
};

served_by_both!(a_list_shows_exactly_what_can_be_got);

/// Tickets of every sort in the estates of one street.
const STORIES: &[&str] = &[
    "private",
    "public",
    "in the pool",
    "accepted out of the pool",
    "to a worker",
    "to a volunteer",
    "to a department in the bare estate",
    "accepted by a worker whom a volunteer helps",
    "accepted by a department",
    "supervised in two hands",
    "resolved",
    "closed",
    "withdrawn",
    "declined",
    "raised to the street",
    "raised to the community",
    "submitted in the bare estate",
    "for a caller of the hotline",
    "for a caller of the client",
    "resolved by those who would follow up",
    "a whistle approved",
    "a whistle finished by one",
    "suspended",
    "a matter of two communities",
    "a matter of two streets",
    "a question is open",
];

/// Tickets of every sort in every estate; their ids.
async fn spread(service: &Service) -> Vec<String> {
    let mut ids = Vec::new();
    for story in STORIES {
        ids.push(ticket(service, story).await.id);
    }
    let mut elsewhere = Vec::new();
    for visibility in ["public", "private"] {
        for (who, estate) in [
            ("other-resident", "other-estate"),
            ("resident@far-estate, Now", "far-estate"),
            ("resident@next-estate, Now", "next-estate"),
        ] {
            let mut body = told(estate);
            body["visibility"] = visibility.into();
            elsewhere.push((named(service, who).await, body));
        }
    }
    elsewhere.push((service.as_("hotline"), told_for_caller("other-estate")));
    for (caller, mut body) in elsewhere {
        body["category_id"] = world::category("noise").to_string().into();
        let made = caller.post("/v1/tickets", body).await.expect(201);
        ids.push(made["id"].as_str().unwrap().to_owned());
    }
    ids
}

async fn a_list_shows_exactly_what_can_be_got(service: Service) {
    let people = everyone(&service).await;
    let ids = spread(&service).await;
    assert_eq!(
        service.count("SELECT COUNT(*) FROM ticket").await,
        i64::try_from(ids.len()).unwrap()
    );
    for person in people.iter().filter(|person| person.admitted) {
        let mut got = BTreeMap::new();
        for id in &ids {
            let reply = person.caller.get(&format!("/v1/tickets/{id}")).await;
            if reply.status.is_success() {
                got.insert(id.clone(), reply.json);
            }
        }
        if ["client-places", "client-reports"].iter().any(|name| person.name.starts_with(name)) {
            assert!(got.is_empty(), "{}", person.name);
            person.caller.get("/v1/tickets").await.refused(403, "forbidden");
            continue;
        }
        listed(person, &got).await;
        narrowed(person, &got).await;
    }
}

/// The items of every page.
async fn items(person: &Person<'_>, query: &str) -> Vec<Value> {
    let (mut items, mut after) = (Vec::new(), String::new());
    loop {
        let page = person.caller.get(&format!("/v1/tickets?{query}{after}")).await;
        assert_eq!(page.status, 200, "{query}{after}, {}: {}", person.name, page.text());
        let page = page.json;
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return items,
        }
    }
}

fn ids(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["id"].as_str().unwrap()).collect()
}

/// The list has what can be got, shown as it is got; small pages have the same, and the count counts it.
async fn listed(person: &Person<'_>, got: &BTreeMap<String, Value>) {
    let all = items(person, "limit=100").await;
    let newest_first: Vec<&str> = got.keys().rev().map(String::as_str).collect();
    assert_eq!(ids(&all), newest_first, "{}", person.name);
    for item in &all {
        let single = &got[item["id"].as_str().unwrap()];
        for (name, value) in item.as_object().unwrap() {
            assert_eq!(value, &single[name], "{name} for {}", person.name);
        }
    }
    assert_eq!(ids(&items(person, "limit=3").await), newest_first, "{}", person.name);
    let counted = person.caller.get("/v1/tickets?limit=1&include=count").await.expect(200);
    assert_eq!(counted["count"], got.len(), "{}", person.name);
}

/// A field of an item, and the words that it may have.
type Fitting = (&'static str, BTreeSet<String>);

/// Filters, each with what fits it.
fn filters() -> Vec<(String, Fitting)> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let estates = |names: &[&str]| -> Fitting {
        let ids = names.iter().map(|name| world::estate(name).to_string());
        ("estate_id", ids.collect())
    };
    let states = |names: &[&str]| -> Fitting { ("state", words(names)) };
    let (estate, noise) = (world::estate("estate"), world::category("noise").to_string());
    let area = |name: &str| format!("area_id={}", world::area(name));
    vec![
        (area("community"), estates(&["estate", "bare-estate"])),
        (area("far-district"), estates(&["far-estate"])),
        (area("grid"), estates(&["estate"])),
        (format!("estate_id={estate}"), estates(&["estate"])),
        (format!("estate_id={estate}&order=updated"), estates(&["estate"])),
        ("state=submitted,resolved".to_owned(), states(&["submitted", "resolved"])),
        ("open=false".to_owned(), states(&["closed", "withdrawn", "declined"])),
        (format!("category_id={noise}"), ("category_id", words(&[&noise]))),
    ]
}

/// A filter shows those of the list that fit it, and no others.
async fn narrowed(person: &Person<'_>, got: &BTreeMap<String, Value>) {
    for (query, (field, words)) in filters() {
        let fits = |item: &Value| words.contains(item[field].as_str().unwrap());
        let wanted: BTreeSet<&str> =
            got.iter().filter(|(_, item)| fits(item)).map(|(id, _)| id.as_str()).collect();
        let shown = items(person, &format!("{query}&limit=5")).await;
        let shown = ids(&shown);
        assert_eq!(shown.len(), wanted.len(), "{query}, {}", person.name);
        assert_eq!(shown.into_iter().collect::<BTreeSet<_>>(), wanted, "{query}, {}", person.name);
    }
    for query in ["mine=true", "assigned_to_me=true"] {
        let shown = items(person, query).await;
        assert!(ids(&shown).iter().all(|id| got.contains_key(*id)), "{query}, {}", person.name);
    }
}
