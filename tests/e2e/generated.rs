//! What is written by the code and read by people is as the code would write it now; `UPDATE=1` rewrites it.

use std::{fs, path::PathBuf};

use crate::source::root;

/// Compares a file with what it should hold, or writes it where `UPDATE=1` asks for that.
fn compare(file: &str, expected: &str) {
    let path: PathBuf = root().join(file);
    let found = fs::read_to_string(&path).unwrap_or_default();
    if found == expected {
        return;
    }
    if std::env::var("UPDATE").as_deref() == Ok("1") {
        fs::write(&path, expected).unwrap();
        return;
    }
    let line = found.lines().zip(expected.lines()).position(|(a, b)| a != b);
    let line = line.unwrap_or(found.lines().count().min(expected.lines().count())) + 1;
    panic!("{file}:{line} is stale: UPDATE=1 cargo test -p tests --test e2e generated");
}

/// The text between the two marks of a block is replaced; a block that is not there is a fault.
fn with_block(text: &str, name: &str, block: &str) -> String {
    let (begin, end) =
        (format!("<!-- generated:{name} -->\n"), format!("<!-- /generated:{name} -->"));
    let (head, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("no {begin} in README.md"));
    let (_, tail) = rest.split_once(&end).unwrap_or_else(|| panic!("no {end} in README.md"));
    format!("{head}{begin}\n{}\n\n{end}{tail}", block.trim_end())
}

fn lifecycle() -> String {
    let label = |state: ticket::State| state.label().zh;
    format!("```mermaid\n{}```", process::mermaid(&ticket::LIFECYCLE, label))
}

#[test]
fn the_contract_is_checked_in() {
    compare("openapi/openapi.json", &api::contract::text());
}

#[test]
fn the_blocks_of_the_readme_are_fresh() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let text = with_block(&text, "lifecycle", &lifecycle());
    let text = with_block(&text, "access", &access::matrix());
    compare("README.md", &with_block(&text, "mechanisms", &crate::mechanisms::table()));
}

#[test]
fn a_block_is_replaced_and_nothing_around_it() {
    let text = "before\n<!-- generated:x -->\nold\n<!-- /generated:x -->\nafter\n";
    let new = with_block(text, "x", "new\n");
    assert_eq!(new, "before\n<!-- generated:x -->\n\nnew\n\n<!-- /generated:x -->\nafter\n");
    assert_eq!(with_block(&new, "x", "new"), new, "writing it twice changes nothing");
}

/// Every path of the repository that the README names is there.
#[test]
fn what_the_readme_names_is_there() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let named = text.split('`').skip(1).step_by(2);
    let tops = ["tests/", "api/", "domain/", "persistence/", "migrations/", "openapi/", ".ci/"];
    let paths: Vec<&str> = named
        .filter(|word| {
            tops.iter().any(|top| word.starts_with(top)) && !word.contains(['*', ' ', '{', '<'])
        })
        .collect();
    assert!(paths.len() > 10, "{paths:?}");
    for path in paths {
        assert!(root().join(path).exists(), "{path} is named and not there");
    }
}
