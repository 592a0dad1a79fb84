//! What is looked for in one arm of a search, in the words of each engine.

use access::View;
use kernel::search::{Phrase, Query as Asked};

use super::Arm;
use crate::{Conn, StoreError, sql::all, ticket::index::estate_word};

/// A place with more estates is found by its own column alone.
const MOST_ESTATES: i64 = 64;

/// What one arm looks for.
pub(super) struct Look<'a> {
    pub(super) asked: &'a Asked,
    /// Only in what neighbours may read.
    pub(super) public: bool,
    /// One of these; anywhere where `None`.
    pub(super) estates: Option<Vec<i32>>,
}

/// Where the arm is narrow, only in its estates.
pub(super) async fn look<'a>(
    db: &impl Conn,
    arm: &Arm,
    asked: &'a Asked,
) -> Result<Look<'a>, StoreError> {
    let Arm::Place { at: (column, key), view, .. } = arm else {
        return Ok(Look { asked, public: false, estates: None });
    };
    // The grid of a ticket is its building's: the estates around it are those of the community.
    let sql = match *column {
        "estate" => None,
        "grid" => Some("SELECT e.key FROM area a JOIN estate e ON e.community = a.community WHERE a.key = $1 LIMIT $2".to_owned()),
        column => Some(format!("SELECT key FROM estate WHERE {column} = $1 LIMIT $2")),
    };
    let estates = match sql {
        None => Some(vec![*key]),
        Some(sql) => {
            let rows = all(db, &sql, [(*key).into(), (MOST_ESTATES + 1).into()]).await?;
            let few = i64::try_from(rows.len()).is_ok_and(|rows| rows <= MOST_ESTATES);
            let keys: Result<Vec<i32>, _> = rows.iter().map(|row| row.try_get("", "key")).collect();
            if few { Some(keys?) } else { None }
        }
    };
    Ok(Look { asked, public: *view == View::Public, estates })
}

impl Look<'_> {
    /// As FTS5 is asked. Words are letters and digits alone, so that quotes are enough.
    pub(super) fn here(&self) -> String {
        let columns = if self.public { "{description}" } else { "{description result}" };
        let phrase = |phrase: &Phrase| {
            let star = if phrase.open { "*" } else { "" };
            format!("{columns} : \"{}\"{star}", phrase.words.join(" "))
        };
        let mut parts: Vec<String> = self.asked.phrases.iter().map(phrase).collect();
        if let Some(estates) = &self.estates {
            let words: Vec<String> =
                estates.iter().map(|key| format!("\"{}\"", estate_word(*key))).collect();
            parts.push(format!("{{place}} : ({})", words.join(" OR ")));
        }
        parts.join(" AND ")
    }

    /// As a `tsquery`, within the months from the first to the last.
    pub(super) fn there(&self, months: Option<(i32, i32)>) -> String {
        let weight = if self.public { "A" } else { "AB" };
        let phrase = |phrase: &Phrase| {
            let last = phrase.words.len().saturating_sub(1);
            let word = |(at, word): (usize, &String)| {
                let star = if phrase.open && at == last { "*" } else { "" };
                format!("'{word}':{star}{weight}")
            };
            let words: Vec<String> = phrase.words.iter().enumerate().map(word).collect();
            format!("({})", words.join(" <-> "))
        };
        let mut parts: Vec<String> = self.asked.phrases.iter().map(phrase).collect();
        let any = |words: Vec<String>| format!("({})", words.join(" | "));
        if let Some(estates) = &self.estates {
            parts.push(any(estates.iter().map(|key| format!("'@{key}'")).collect()));
        }
        if let Some((first, last)) = months {
            parts.push(any((first..=last).map(|month| format!("'#{month}'")).collect()));
        }
        parts.join(" & ")
    }
}
