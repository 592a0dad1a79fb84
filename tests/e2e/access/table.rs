//! The table of what is allowed, written by hand from the requirements.

use super::cast::{Held, Person, When};

/// Who may do what, to what: everything that is not in it must be refused.
const TABLE: &str = include_str!("../../access.csv");

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) operation: &'static str,
    pub(crate) subject: &'static str,
    /// A duty by the name of its account in the neighbourhood; `signed-in` for every account, `everyone` also without one.
    pub(crate) duty: &'static str,
    pub(crate) position: &'static str,
    /// Whether it is done; where the present state is in the way, it is a conflict.
    pub(crate) done: bool,
}

/// How one stands to what is acted upon.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stand<'a> {
    pub(crate) operation: &'a str,
    pub(crate) subject: &'a str,
    /// Where the subject stands; empty for one's own scope.
    pub(crate) place: &'a str,
    /// Who has a part in the case.
    pub(crate) own: &'a [&'a str],
}

pub(crate) fn rows() -> Vec<Row> {
    let mut lines = TABLE.lines();
    assert_eq!(lines.next(), Some("operation,subject,duty,position,answer,note"));
    lines.map(row).collect()
}

fn row(line: &'static str) -> Row {
    let mut cells = line.splitn(6, ',');
    let mut cell = || cells.next().unwrap_or_else(|| panic!("too few cells: {line}"));
    let (operation, subject, duty, position) = (cell(), cell(), cell(), cell());
    let done = match cell() {
        "yes" => true,
        "409" => false,
        other => panic!("{other} is no answer: {line}"),
    };
    let known = ["own", "same", "parent", "child", "any", "lapsed contract"].contains(&position);
    assert!(known, "{position} allows nothing: {line}");
    Row { operation, subject, duty, position, done }
}

impl Row {
    fn fits(&self, person: &Person, at: Stand<'_>) -> bool {
        if self.operation != at.operation || self.subject != at.subject {
            return false;
        }
        match self.duty {
            "everyone" => true,
            _ if !person.admitted => false,
            "signed-in" => person.is_account(),
            duty => person.held.iter().filter(|held| held.duty == duty).any(|held| {
                let position = position(person, held, at);
                position == self.position || (self.position == "any" && held.when == When::Now)
            }),
        }
    }
}

/// What the table says: `None` for a refusal, otherwise whether it is done.
pub(crate) fn listed(rows: &[Row], person: &Person, at: Stand<'_>) -> Option<bool> {
    rows.iter().find(|row| row.fits(person, at)).map(|row| row.done)
}

/// Where the place of a duty lies as seen from the place of the subject.
fn position(person: &Person, held: &Held, at: Stand<'_>) -> &'static str {
    match held.when {
        When::Lapsed => return "lapsed contract",
        When::Former => return "former duty",
        When::Future => return "future duty",
        When::Now => {}
    }
    if at.place.is_empty() || at.own.contains(&person.name.as_str()) {
        return "own";
    }
    let (duty, subject) = (way(held.place), way(at.place));
    let above =
        |place: &[&'static str]| place.len().checked_sub(1).map(|last| place[..last].to_vec());
    if duty == subject {
        "same"
    } else if subject.starts_with(&duty) {
        "parent"
    } else if duty.starts_with(&subject) {
        "child"
    } else if above(&duty) == above(&subject) {
        "sibling"
    } else if duty.first() == subject.first() {
        "elsewhere in the district"
    } else {
        "another district"
    }
}

/// The areas from the district down to a place of the neighbourhood.
fn way(place: &str) -> Vec<&'static str> {
    let way: &[&str] = match place {
        "everywhere" => &[],
        "district" => &["district"],
        "street" => &["district", "street"],
        "community" => &["district", "street", "community"],
        "grid" => &["district", "street", "community", "grid"],
        "estate" => &["district", "street", "community", "grid", "estate"],
        "bare-estate" => &["district", "street", "community", "bare-estate"],
        "next-community" => &["district", "street", "next-community"],
        "next-estate" => &["district", "street", "next-community", "next-estate"],
        "other-street" => &["district", "other-street"],
        "other-community" => &["district", "other-street", "other-community"],
        "other-grid" => &["district", "other-street", "other-community", "other-grid"],
        "other-estate" => {
            &["district", "other-street", "other-community", "other-grid", "other-estate"]
        }
        "far-district" => &["far-district"],
        "far-street" => &["far-district", "far-street"],
        "far-community" => &["far-district", "far-street", "far-community"],
        "far-estate" => &["far-district", "far-street", "far-community", "far-estate"],
        other => panic!("no place is called {other}"),
    };
    way.to_vec()
}
