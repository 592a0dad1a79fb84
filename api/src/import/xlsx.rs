//! The first sheet of a workbook on its way in: inflated piece by piece, and no more of it than is bounded.

use std::{
    collections::HashMap,
    io::{BufReader, Cursor, Read as _},
};

use kernel::Refusal;
use zip::ZipArchive;

use super::{
    table::{Table, kept, too_large, unreadable},
    xml::{Seen, value, walk},
};

/// Bytes of a part, inflated.
const MOST_INFLATED: u64 = 96 << 20;
/// Bytes of all shared texts together, and of one cell.
const MOST_TEXT: usize = 32 << 20;
/// A carriage return, as workbooks write it.
const RETURN: &str = "_x000D_";
const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";

/// The rows of the first sheet.
pub(super) fn read(bytes: &[u8]) -> Result<Table, Refusal> {
    let mut book = Book { archive: ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())? };
    let (first, parts) = (book.first_sheet()?, book.parts()?);
    let (_, sheet) = parts.get(&first).ok_or_else(unreadable)?;
    let shared = match parts.values().find(|(kind, _)| kind.ends_with("/sharedStrings")) {
        Some((_, path)) => book.shared(path)?,
        None => Vec::new(),
    };
    book.sheet(sheet, &shared)?.filled()
}

struct Book<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl Book<'_> {
    fn walk(
        &mut self,
        path: &str,
        see: impl FnMut(Seen<'_>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let part = self.archive.by_name(path).map_err(|_| unreadable())?;
        let mut source = BufReader::new(part.take(MOST_INFLATED));
        let walked = walk(&mut source, see);
        if source.get_ref().limit() == 0 { Err(too_large()) } else { walked }
    }

    fn first_sheet(&mut self) -> Result<String, Refusal> {
        let mut first = None;
        self.walk(WORKBOOK, |seen| {
            if let Seen::Begin(b"sheet", tag) = seen {
                first = first.take().or_else(|| value(tag, b"id"));
            }
            Ok(())
        })?;
        first.ok_or_else(unreadable)
    }

    /// Kind and path of each part that the workbook names, by the name.
    fn parts(&mut self) -> Result<HashMap<String, (String, String)>, Refusal> {
        let mut parts = HashMap::new();
        self.walk(RELATIONS, |seen| {
            if let Seen::Begin(b"Relationship", tag) = seen {
                let told = (value(tag, b"Id"), value(tag, b"Type"), value(tag, b"Target"));
                if let (Some(id), Some(kind), Some(target)) = told {
                    let path = match target.strip_prefix('/') {
                        Some(whole) => whole.to_owned(),
                        None => format!("xl/{target}"),
                    };
                    parts.insert(id, (kind, path));
                }
            }
            Ok(())
        })?;
        Ok(parts)
    }

    /// The texts that cells refer to, each cut here, since any number of cells may refer to a long one.
    fn shared(&mut self, path: &str) -> Result<Vec<String>, Refusal> {
        let (mut texts, mut text, mut bytes) = (Vec::new(), Text::default(), 0);
        self.walk(path, |seen| {
            if let Seen::End(b"si") = seen {
                let whole = std::mem::take(&mut text.whole);
                bytes += whole.len() + size_of::<String>();
                texts.push(kept(&whole.replace(RETURN, "")).to_owned());
                return if bytes > MOST_TEXT { Err(too_large()) } else { Ok(()) };
            }
            text.see(&seen)
        })?;
        Ok(texts)
    }

    fn sheet(&mut self, path: &str, shared: &[String]) -> Result<Table, Refusal> {
        let (mut table, mut at, mut text) = (Table::default(), Place::default(), Text::default());
        self.walk(path, |seen| {
            match seen {
                Seen::Begin(b"row", tag) => return at.row(value(tag, b"r").as_deref()),
                Seen::Begin(b"c", tag) => {
                    text.whole.clear();
                    return at.cell(value(tag, b"r").as_deref(), value(tag, b"t"));
                }
                Seen::End(b"c") => {
                    let shown = at.shown(&text.whole, shared)?;
                    table.put(at.row, at.column, &shown)?;
                }
                other => text.see(&other)?,
            }
            Ok(())
        })?;
        Ok(table)
    }
}

/// What stands in a cell or a shared text: all runs together, without the readings beside them.
#[derive(Default)]
struct Text {
    whole: String,
    taking: bool,
    beside: bool,
}

impl Text {
    fn see(&mut self, seen: &Seen<'_>) -> Result<(), Refusal> {
        match seen {
            Seen::Begin(b"v" | b"t", _) => self.taking = true,
            Seen::End(b"v" | b"t") => self.taking = false,
            Seen::Begin(b"rPh", _) => self.beside = true,
            Seen::End(b"rPh") => self.beside = false,
            Seen::Text(text) if self.taking && !self.beside => self.whole.push_str(text),
            _ => {}
        }
        if self.whole.len() > MOST_TEXT { Err(too_large()) } else { Ok(()) }
    }
}

/// Where the reading is.
#[derive(Default)]
struct Place {
    row: u32,
    column: usize,
    /// The column of a cell that says nothing of its own.
    next: usize,
    kind: String,
}

impl Place {
    fn row(&mut self, told: Option<&str>) -> Result<(), Refusal> {
        let row = told.map_or(Some(self.row + 1), |told| told.parse().ok());
        // Rows stand in their order, each once.
        self.row = row.filter(|row| *row > self.row).ok_or_else(unreadable)?;
        self.next = 0;
        Ok(())
    }

    fn cell(&mut self, told: Option<&str>, kind: Option<String>) -> Result<(), Refusal> {
        let column = told.map_or(Some(self.next), column).ok_or_else(unreadable)?;
        (self.column, self.next) = (column, column + 1);
        self.kind = kind.unwrap_or_default();
        Ok(())
    }

    fn shown(&self, text: &str, shared: &[String]) -> Result<String, Refusal> {
        match self.kind.as_str() {
            "s" => {
                let text = text.trim().parse::<usize>().ok().and_then(|number| shared.get(number));
                text.cloned().ok_or_else(unreadable)
            }
            "" | "n" => Ok(number(text.trim())),
            _ => Ok(text.replace(RETURN, "")),
        }
    }
}

/// From `BC12` the number of `BC`, counted from 0.
fn column(cell: &str) -> Option<usize> {
    let letters = cell.bytes().take_while(u8::is_ascii_uppercase);
    let column = letters.take(4).fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
    column.checked_sub(1)
}

/// A number as people write it: a telephone number has no exponent, a coordinate six places.
fn number(text: &str) -> String {
    let plain = text.len() <= 15 && text.bytes().all(|b| b.is_ascii_digit());
    match text.parse::<f64>() {
        Ok(value) if !plain && value.is_finite() && value.abs() < 1e15 => {
            let long = format!("{value:.6}");
            long.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => text.to_owned(),
    }
}
