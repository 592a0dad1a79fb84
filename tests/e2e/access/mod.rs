//! Every operation is tried by everyone, and compared with the table that was written by hand.

mod all;
mod bodies;
pub(crate) mod calendars;
mod cases;
pub(crate) mod cast;
mod categories;
mod credit;
mod cycles;
pub(crate) mod digest;
mod disclosure;
pub(crate) mod enlist;
mod evidence;
mod factor;
mod files;
mod findings;
mod lists;
mod office;
mod places;
mod played;
mod ratings;
mod requests;
mod routing;
mod scores;
mod sight;
mod states;
pub(crate) mod stories;
mod survey;
mod table;
mod trial;
mod ways;

use std::collections::{BTreeMap, BTreeSet};

use tests::{Service, served_by_both};

use all::cases;
use table::{Row, rows};
use trial::Trial;

served_by_both!(everyone_may_do_what_the_table_lists_and_nothing_else);

/// Method and path of each operation of the contract.
fn operations() -> BTreeMap<String, (String, String)> {
    let document = api::contract::document();
    let mut found = BTreeMap::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            if let Some(id) = operation["operationId"].as_str() {
                found.insert(id.to_owned(), (method.to_uppercase(), path.clone()));
            }
        }
    }
    found
}

#[test]
fn the_table_covers_the_contract() {
    let listed: BTreeSet<_> = rows().iter().map(|row| row.operation.to_owned()).collect();
    let offered: BTreeSet<_> = operations().into_keys().collect();
    assert_eq!(listed, offered, "left: in the table; right: in the contract");
}

#[test]
fn every_row_is_tried_and_stands_once() {
    let tried: BTreeSet<_> = cases().iter().map(|case| (case.operation, case.subject)).collect();
    let mut seen = BTreeSet::new();
    for Row { operation, subject, duty, position, .. } in rows() {
        assert!(tried.contains(&(operation, subject)), "{operation}, {subject} is not tried");
        assert!(
            seen.insert((operation, subject, duty, position)),
            "{operation}, {subject}, {duty}"
        );
    }
}

#[test]
fn the_contract_names_the_duties_that_the_table_lists() {
    let document = api::contract::document();
    for (operation, (method, path)) in operations() {
        let named = &document["paths"][&path][method.to_lowercase()]["x-duties"];
        let named: BTreeSet<&str> =
            named.as_array().unwrap().iter().map(|duty| duty.as_str().unwrap()).collect();
        let mut listed = BTreeSet::new();
        for row in rows().iter().filter(|row| row.operation == operation) {
            let word = match row.duty {
                "everyone" => "anyone",
                "signed-in" => "account",
                duty if duty.starts_with("client") => "system_client",
                duty => office::role(duty).as_str(),
            };
            // Reporters and filers act as themselves, whatever their duty.
            let oneself =
                row.position == "own" && !named.contains(word) && named.contains("account");
            assert!(oneself || named.contains(word), "{operation} by {word}");
            listed.insert(if oneself { "account" } else { word });
        }
        // A row for everyone who is signed in holds for every duty of people.
        let people = rows().iter().any(|r| r.operation == operation && r.duty == "signed-in");
        let known = |duty: &str| listed.contains(duty) || (people && duty != "system_client");
        let unlisted: Vec<_> = named.iter().filter(|duty| !known(duty)).collect();
        assert!(unlisted.is_empty(), "{operation} by {unlisted:?} is not in the table");
    }
}

async fn everyone_may_do_what_the_table_lists_and_nothing_else(service: Service) {
    let (service, _wechat) = crate::phones::with_wechat(service).await;
    let people = enlist::everyone(&service).await;
    let faults = Trial::new(&service, operations()).run(&people).await;
    assert!(faults.is_empty(), "{} are answered otherwise:\n{}", faults.len(), faults.join("\n"));
}
