//! The arrows between the crates, the size of files and functions, and what is never written.

use std::{collections::BTreeSet, fs};

use crate::source::{Source, root, scripts, sources};

/// The longest file and function, in lines.
const FILE: usize = 250;
const FUNCTION: usize = 40;

/// Files of data, whose length says nothing about how well they read.
const DATA: &[&str] = &[];

/// What each crate may depend on: crates of the house, and crates from outside. `*` is any.
const MAY: &[(&str, &str, &str)] = &[
    ("domain/kernel", "", "serde serde_json chrono uuid thiserror utoipa unicode-normalization"),
    ("domain/process", "kernel", "serde thiserror"),
    ("domain/access", "kernel", DOMAIN),
    ("domain/calendar", "kernel access", "serde chrono chrono-tz utoipa"),
    ("domain/place", "kernel process access", DOMAIN),
    ("domain/organization", "kernel process access place", DOMAIN),
    ("domain/identity", "kernel process access place", DOMAIN),
    ("domain/ticket", "kernel process access place calendar", DOMAIN),
    ("domain/webhook", "kernel process access", DOMAIN),
    ("domain/notice", "kernel access", DOMAIN),
    ("domain/bulletin", "kernel process access", DOMAIN),
    (
        "domain/rating",
        "kernel process access calendar",
        "serde serde_json chrono utoipa num-bigint num-integer sha2",
    ),
    ("migrations", "", "async-trait sea-orm-migration"),
    (
        "persistence",
        DOMAINS,
        "sea-orm serde serde_json chrono uuid thiserror tokio tracing aws-lc-rs",
    ),
    ("openapi", "", "serde_json utoipa-swagger-ui"),
    ("api", API, "*"),
    ("tests", "*", "*"),
];
const DOMAIN: &str = "serde serde_json chrono uuid thiserror utoipa";
const DOMAINS: &str = "kernel process access calendar place organization identity notice rating ticket webhook bulletin";
const API: &str = "kernel process access calendar place organization identity notice rating ticket webhook bulletin \
    migrations persistence openapi";

/// The names under `[dependencies]` and `[build-dependencies]` of a manifest.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let mut counts = false;
    let mut names = BTreeSet::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            counts = matches!(section, "dependencies]" | "build-dependencies]");
        } else if counts && !line.starts_with('#') {
            names.extend(
                line.split(['.', '=', ' ']).next().filter(|n| !n.is_empty()).map(String::from),
            );
        }
    }
    names
}

fn manifest(folder: &str) -> String {
    fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap()
}

/// The folders of all crates of the workspace.
fn crates() -> BTreeSet<String> {
    let domain = fs::read_dir(root().join("domain")).unwrap();
    let domain = domain.map(|entry| format!("domain/{}", entry.unwrap().file_name().display()));
    let top = ["migrations", "persistence", "openapi", "api", "tests"].map(String::from);
    domain.filter(|folder| root().join(folder).join("Cargo.toml").exists()).chain(top).collect()
}

#[test]
fn every_crate_depends_only_on_what_it_may() {
    let ours: BTreeSet<_> =
        crates().iter().map(|folder| folder.rsplit('/').next().unwrap().to_owned()).collect();
    let table: BTreeSet<_> = MAY.iter().map(|(folder, ..)| (*folder).to_owned()).collect();
    assert_eq!(crates(), table, "every crate has its row");
    let mut wrong = Vec::new();
    for (folder, inside, outside) in MAY {
        for name in dependencies(&manifest(folder)) {
            let allowed = if ours.contains(&name) { inside } else { outside };
            if *allowed != "*" && !allowed.split(' ').any(|may| may == name) {
                wrong.push(format!("{folder} depends on {name}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_default_program_is_the_server() {
    let manifest = manifest("");
    assert!(manifest.contains(r#"default-members = ["api"]"#), "a plain `cargo run` is the server");
}

/// Says for every file that breaks a rule what breaks it.
fn none(rule: &str, broken: impl Fn(&Source) -> Vec<String>) {
    let all: Vec<_> = sources()
        .iter()
        .flat_map(|source| {
            let path = &source.path;
            broken(source).into_iter().map(move |what| format!("{path}{what}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(all.is_empty(), "{rule}:\n{}", all.join("\n"));
}

/// The lines of `code` that hold one of the words, as `:line word`.
fn lines_with(code: &str, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let hit = words.iter().filter(|word| line.contains(**word));
        found.extend(hit.map(|word| format!(":{} {word}", number + 1)));
    }
    found
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    none("a file opens with one `//!` sentence", |source| {
        let opens = source.text.starts_with("//! ")
            && source.text.lines().next().is_some_and(|l| l.len() > 20);
        if opens { vec![] } else { vec![String::new()] }
    });
}

#[test]
fn no_file_is_too_long() {
    none(&format!("a file has at most {FILE} lines"), |source| {
        let lines = source.text.lines().count();
        let long = lines > FILE && !DATA.contains(&source.path.as_str());
        if long { vec![format!(" has {lines}")] } else { vec![] }
    });
}

#[test]
fn no_script_is_too_long() {
    let all = scripts();
    for known in [".ci/run", ".ci/world.py"] {
        assert!(all.iter().any(|(path, _)| path == known), "{known} is not counted");
    }
    let lines = all.iter().map(|(path, text)| (path, text.lines().count()));
    let long: Vec<_> = lines.filter(|(_, lines)| *lines > FILE).collect();
    assert!(long.is_empty(), "a script has at most {FILE} lines: {long:?}");
}

#[test]
fn every_path_that_the_readme_names_is_there() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let tops = ["domain/", "migrations/", "persistence/", "openapi/", "api/", "tests/", ".ci/"];
    let quoted = readme.split('`').skip(1).step_by(2);
    let plain = |text: &&str| !text.contains(['<', ' ', '\n', '*', ':']);
    let named: BTreeSet<&str> =
        quoted.filter(|text| tops.iter().any(|top| text.starts_with(top))).filter(plain).collect();
    assert!(named.len() > 30, "{named:?}");
    let missing: Vec<_> = named.iter().filter(|path| !root().join(path).exists()).collect();
    assert!(missing.is_empty(), "the README names what is not there: {missing:?}");
}

#[test]
fn no_function_is_too_long() {
    none(&format!("a function has at most {FUNCTION} lines"), |source| {
        let long = source.functions().into_iter().filter(|(.., lines)| *lines > FUNCTION);
        long.map(|(name, at, lines)| format!(":{at} {name} has {lines}")).collect()
    });
}

#[test]
fn the_domain_neither_waits_nor_speaks_to_anything() {
    let words = ["async ", ".await", "tokio", "actix", "sea_orm", "std::fs", "std::net", "Instant"];
    none("the domain is pure", |source| {
        if source.path.starts_with("domain/") { lines_with(&source.code, &words) } else { vec![] }
    });
}

#[test]
fn a_lint_is_expected_with_a_reason_never_allowed() {
    none("write #[expect(lint, reason = …)]", |source| {
        lines_with(&source.code, &["#[allow(", "#![allow("])
    });
}

#[test]
fn the_product_neither_unwraps_nor_leaves_work_open() {
    let words = [".unwrap()", ".expect(", "todo!(", "unimplemented!(", "dbg!("];
    none("what can fail is answered", |source| {
        if source.is_test() { vec![] } else { lines_with(source.product(), &words) }
    });
}
