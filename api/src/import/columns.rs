//! The columns of a file, and how a row becomes what `submitTicket` takes.

use kernel::{At, Bilingual, Fault, FieldError, Language, Refusal};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ticket::{Kind, Priority, Visibility};

use super::{
    names::Names,
    table::{Table, letters},
};
use crate::{http::shaped, ticket::NewTicket};

/// A column.
struct Column {
    /// Its name on the wire.
    field: &'static str,
    /// Where it goes in the body of `submitTicket`.
    pointer: &'static str,
    zh: &'static str,
    en: &'static str,
    needed: bool,
}

const fn column(
    field: &'static str,
    pointer: &'static str,
    zh: &'static str,
    en: &'static str,
    needed: bool,
) -> Column {
    Column { field, pointer, zh, en, needed }
}

#[rustfmt::skip]
const COLUMNS: [Column; 15] = [
    column("client_ref", "client_ref", "外部编号", "Reference", false),
    column("estate", "estate_id", "小区", "Estate", true),
    column("category", "category_id", "类别", "Category", true),
    column("description", "description", "诉求内容", "Description", true),
    column("kind", "kind", "性质", "Kind", false),
    column("priority", "priority", "紧急程度", "Priority", false),
    column("visibility", "visibility", "公开范围", "Visibility", false),
    column("address", "location/address", "地址", "Address", false),
    column("premises", "location/premises_id", "房屋标识", "Premises", false),
    column("contact_name", "contact/name", "联系人", "Contact", false),
    column("contact_phone", "contact/phone", "联系电话", "Phone", false),
    column("caller_name", "on_behalf_of/name", "反映人", "Caller", false),
    column("caller_phone", "on_behalf_of/phone", "反映人电话", "Caller's phone", false),
    column("latitude", "location/latitude", "纬度", "Latitude", false),
    column("longitude", "location/longitude", "经度", "Longitude", false),
];

/// The names of all columns; needed ones bear a star.
pub(super) fn names(language: Language) -> Vec<String> {
    let name = |column: &Column| {
        let name = Bilingual { zh: column.zh, en: column.en }.in_language(language);
        if column.needed { format!("{name}*") } else { name.to_owned() }
    };
    COLUMNS.iter().map(name).collect()
}

/// Which column a name stands for.
pub(super) fn known(name: &str) -> Option<usize> {
    let name = name.trim_end_matches(['*', '\u{ff0a}', ' ']);
    let same = |column: &Column| {
        column.zh == name
            || column.en.eq_ignore_ascii_case(name)
            || column.field.eq_ignore_ascii_case(name)
    };
    COLUMNS.iter().position(same)
}

/// As much of a file as is worked on at once; sealed while it waits.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Part {
    /// Which column stands where in the sheet.
    places: Vec<(usize, usize)>,
    pub(super) rows: Vec<Row>,
}

/// A row as it came.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) number: i32,
    cells: Vec<(usize, String)>,
    /// Another row above has its reference.
    doubled: bool,
}

impl Part {
    /// The parts of a table of at most `most` rows each. Refuses a header that is not understood, cell by cell.
    pub(super) fn of(table: Table, most: usize) -> Result<Vec<Self>, Refusal> {
        let places = header(&table.header)?;
        let mut references = std::collections::HashSet::new();
        let mut rows = Vec::with_capacity(table.rows.len());
        for (number, cells) in table.rows {
            let beyond = cells.iter().enumerate().rev().find(|(_, text)| !text.is_empty());
            if let Some((at, _)) = beyond.filter(|(at, _)| *at >= table.header.len()) {
                let cell = format!("file/{}{number}", letters(at));
                return Err(Refusal::field(cell, Fault::UnknownField));
            }
            let cells: Vec<(usize, String)> = places
                .iter()
                .filter_map(|(column, at)| Some((*column, cells.get(*at)?.clone())))
                .filter(|(_, text)| !text.is_empty())
                .collect();
            let reference = cells.iter().find(|(column, _)| *column == 0);
            let doubled = reference.is_some_and(|(_, text)| !references.insert(text.clone()));
            rows.push(Row { number, cells, doubled });
        }
        let mut parts = Vec::new();
        while !rows.is_empty() {
            let rest = rows.split_off(rows.len().min(most));
            parts.push(Self { places: places.clone(), rows });
            rows = rest;
        }
        Ok(parts)
    }

    /// What the row files.
    pub(super) fn told(&self, row: &Row, names: &Names) -> Result<NewTicket, Refusal> {
        let (mut body, mut errors) = (Map::new(), Vec::new());
        let mut wrong = |pointer: &str, fault| errors.push(FieldError::body(pointer, fault));
        for (index, column) in COLUMNS.iter().enumerate() {
            let text = row.cells.iter().find(|(at, _)| *at == index).map(|(_, text)| text.as_str());
            match text.map(|text| meant(column.field, text, names)) {
                None if column.needed => wrong(column.pointer, Fault::Required),
                None => {}
                Some(Ok(text)) => put(&mut body, column.pointer, text),
                Some(Err(fault)) => wrong(column.pointer, fault),
            }
        }
        if row.doubled {
            wrong("client_ref", Fault::Taken);
        }
        if errors.is_empty() {
            return shaped::<NewTicket>(Value::Object(body)).map(NewTicket::imported);
        }
        Err(Refusal { errors, ..Refusal::new(kernel::Code::ValidationFailed) })
    }

    /// The reference of a row, where it has one.
    pub(super) fn reference(row: &Row) -> Option<String> {
        let found = row.cells.iter().find(|(column, _)| *column == 0);
        found.map(|(_, text)| text.chars().take(100).collect())
    }

    /// The texts in a column.
    pub(super) fn texts(&self, field: &str) -> impl Iterator<Item = &String> {
        let index = COLUMNS.iter().position(|column| column.field == field);
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        cells.filter(move |(column, _)| Some(*column) == index).map(|(_, text)| text)
    }

    /// In which cell of the sheet an error of a row stands, where the sheet has its column.
    pub(super) fn cell(&self, row: &Row, error: &FieldError) -> Option<String> {
        let At::Pointer(pointer) = &error.at else { return None };
        let pointer = pointer.trim_start_matches("#/");
        let index = COLUMNS.iter().position(|column| column.pointer == pointer)?;
        let (_, at) = self.places.iter().find(|(column, _)| *column == index)?;
        Some(format!("{}{}", letters(*at), row.number))
    }
}

/// Which column stands where. Everything that is wrong is told.
fn header(names: &[String]) -> Result<Vec<(usize, usize)>, Refusal> {
    let (mut places, mut errors) = (Vec::new(), Vec::new());
    let mut wrong = |place: String, fault| errors.push(FieldError::body(place, fault));
    for (at, name) in names.iter().enumerate() {
        let cell = format!("file/{}1", letters(at));
        match known(name) {
            None => wrong(cell, Fault::UnknownField),
            Some(column) if places.iter().any(|(known, _)| *known == column) => {
                wrong(cell, Fault::Taken);
            }
            Some(column) => places.push((column, at)),
        }
    }
    for (index, column) in COLUMNS.iter().enumerate().filter(|(_, column)| column.needed) {
        if !places.iter().any(|(known, _)| *known == index) {
            wrong(format!("file/{}", column.field), Fault::Required);
        }
    }
    if errors.is_empty() {
        return Ok(places);
    }
    Err(Refusal { errors, ..Refusal::new(kernel::Code::ValidationFailed) })
}

/// The value on the wire for what people write.
fn meant(field: &str, text: &str, names: &Names) -> Result<String, Fault> {
    let word = |found: Option<&'static str>| found.map(str::to_owned).ok_or(Fault::Choice);
    match field {
        "estate" => names.estate(text),
        "category" => names.category(text),
        "kind" => {
            word(Kind::ALL.iter().find(|w| is(w.as_str(), w.label(), text)).map(|w| w.as_str()))
        }
        "priority" => {
            word(Priority::ALL.iter().find(|w| is(w.as_str(), w.label(), text)).map(|w| w.as_str()))
        }
        "visibility" => word(
            Visibility::ALL.iter().find(|w| is(w.as_str(), w.label(), text)).map(|w| w.as_str()),
        ),
        _ => Ok(text.to_owned()),
    }
}

fn is(word: &str, label: Bilingual, text: &str) -> bool {
    text == label.zh || text.eq_ignore_ascii_case(word) || text.eq_ignore_ascii_case(label.en)
}

fn put(body: &mut Map<String, Value>, pointer: &str, text: String) {
    match pointer.split_once('/') {
        None => {
            body.insert(pointer.to_owned(), text.into());
        }
        Some((outer, inner)) => {
            let fields = body.entry(outer).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(fields) = fields {
                fields.insert(inner.to_owned(), text.into());
            }
        }
    }
}
