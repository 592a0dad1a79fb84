//! Reads sources as far as the architecture tests need: those in Rust without the words of comments and strings, and
//! where functions begin and end.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A source file of the repository.
#[derive(Debug)]
pub(crate) struct Source {
    /// From the root of the repository.
    pub(crate) path: String,
    pub(crate) text: String,
    /// The text with comments, strings and characters blanked, line for line.
    pub(crate) code: String,
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every Rust file of the repository, by path.
pub(crate) fn sources() -> Vec<Source> {
    let rust = files().into_iter().filter(|path| path.ends_with(".rs"));
    let read = |path: String| {
        let text = fs::read_to_string(root().join(&path)).unwrap();
        Source { path, code: blanked(&text), text }
    };
    rust.map(read).collect()
}

/// Every script of the repository with its text: by the end of its name, or by its first line.
pub(crate) fn scripts() -> Vec<(String, String)> {
    let named = |path: &str| path.ends_with(".py") || path.ends_with(".sh");
    let bare = |path: &str| !path.rsplit('/').next().unwrap_or_default().contains('.');
    let maybe = files().into_iter().filter(|path| named(path) || bare(path));
    let read = |path: String| {
        let text = fs::read_to_string(root().join(&path)).ok()?;
        (named(&path) || text.starts_with("#!")).then_some((path, text))
    };
    maybe.filter_map(read).collect()
}

/// The paths of all files but what is built and what git keeps, in order.
fn files() -> Vec<String> {
    let mut found = Vec::new();
    gather(&root(), "", &mut found);
    found.sort();
    found
}

fn gather(folder: &Path, under: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        let path = format!("{under}{name}");
        if !entry.file_type().unwrap().is_dir() {
            found.push(path);
        } else if name != "target" && (name == ".ci" || !name.starts_with('.')) {
            gather(&entry.path(), &format!("{path}/"), found);
        }
    }
}

impl Source {
    pub(crate) fn is_test(&self) -> bool {
        self.path.starts_with("tests/")
            || self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
    }

    /// The code before the file's test module.
    pub(crate) fn product(&self) -> &str {
        self.code.split("#[cfg(test)]").next().unwrap_or_default()
    }

    /// Each function's name, the line it begins on and how many lines it takes.
    pub(crate) fn functions(&self) -> Vec<(&str, usize, usize)> {
        let code = &self.code;
        let starts = code.match_indices("fn ").filter(|(at, _)| {
            !code[..*at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
        });
        starts
            .filter_map(|(at, _)| {
                let name = &code[at + 3..];
                let name = &name[..name.find(|c: char| !c.is_alphanumeric() && c != '_')?];
                let end = at + body_end(&code[at..])?;
                let line = code[..at].lines().count().max(1);
                (!name.is_empty()).then(|| (name, line, 1 + code[at..end].matches('\n').count()))
            })
            .collect()
    }
}

/// Where the body of the function that begins here ends; `None` for one without a body.
fn body_end(code: &str) -> Option<usize> {
    let (mut depth, mut brackets) = (0, 0);
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets -= 1,
            ';' if depth == 0 && brackets == 0 => return None,
            '{' => depth += 1,
            '}' if depth == 1 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The text with everything that is not code turned into blanks; lines stay lines.
fn blanked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = out.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let skip = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => comment(rest),
            '"' => string(rest),
            'r' | 'b' if !word => prefixed(rest),
            '\'' => character(rest),
            _ => 0,
        };
        if skip == 0 {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            out.extend(rest[..skip].chars().map(|c| if c == '\n' { c } else { ' ' }));
            rest = &rest[skip..];
        }
    }
    out
}

/// The length of a block comment, with those inside it.
fn comment(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, _) in text.char_indices() {
        if text[at..].starts_with("/*") {
            depth += 1;
        } else if at > 1 && text[..at].ends_with("*/") {
            depth -= 1;
            if depth == 0 {
                return at;
            }
        }
    }
    text.len()
}

/// The length of a string in double quotes.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of `r"…"`, `r#"…"#`, `b"…"`, `br"…"` or `b'…'`; 0 when it is a plain word.
fn prefixed(text: &str) -> usize {
    let mark = text.find(|c| c != 'r' && c != 'b').unwrap_or(text.len());
    let hashes = text[mark..].bytes().take_while(|b| *b == b'#').count();
    let start = mark + hashes;
    let raw = text[..mark].ends_with('r');
    if mark > 2 || !text[start..].starts_with('"') {
        return if text.starts_with("b'") { 1 + character(&text[1..]) } else { 0 };
    }
    if !raw {
        return if hashes == 0 { start + string(&text[start..]) } else { 0 };
    }
    let close = format!("\"{}", "#".repeat(hashes));
    let body = start + 1;
    text[body..].find(&close).map_or(text.len(), |at| body + at + close.len())
}

/// The length of a character in single quotes; 0 for a lifetime.
fn character(text: &str) -> usize {
    let mut rest = text.char_indices().skip(1);
    match rest.next() {
        Some((_, '\\')) => text[3..].find('\'').map_or(0, |at| at + 4),
        Some(_) => rest.next().filter(|(_, c)| *c == '\'').map_or(0, |(at, _)| at + 1),
        None => 0,
    }
}

#[test]
fn what_is_not_code_is_blanked() {
    let text = "let a = \"fn {\\\"\"; // fn }\nlet b = r#\"\"{\"#; let c: &'a u8 = &b'{'; /* { /* } */ */ let d = '\\'';";
    let code = blanked(text);
    assert!(!code.contains(['{', '}', '"']) && !code.contains("fn"), "{code}");
    assert!(code.contains("&'a u8") && code.contains("let d ="), "{code}");
    assert_eq!(code.lines().count(), 2);
}

#[test]
fn a_function_is_measured_from_its_first_line_to_its_last() {
    let text = "trait T { fn none(&self) -> [u8; 2]; }\n\npub fn long<F: Fn()>(f: F)\nwhere\n    F: Send,\n{\n    if true {\n        f()\n    }\n}\n";
    let source = Source { path: String::new(), code: blanked(text), text: String::new() };
    assert_eq!(source.functions(), [("long", 3, 8)]);
}
