//! A table on its way in, cell by cell: bounded, whatever the file claims to hold.

use kernel::{Code, Fault, Refusal};
use ticket::MAX_IMPORTED;

/// Columns beyond this one are refused.
const MOST_COLUMNS: usize = 64;
/// Characters of one cell that are kept: one more than any field takes, so that its length is found wrong.
const MOST_CHARS: usize = 2_001;
/// Bytes of all cells together.
const MOST_BYTES: usize = 32 << 20;

/// What was read of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) header: Vec<String>,
    /// Rows with anything in them, each with its number in the sheet; the header is row 1.
    pub(super) rows: Vec<(i32, Vec<String>)>,
    bytes: usize,
}

impl Table {
    /// Takes a cell; cells come row by row, numbered from 1, columns from 0.
    pub(super) fn put(&mut self, row: u32, column: usize, text: &str) -> Result<(), Refusal> {
        let text = kept(text);
        if text.is_empty() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            return Err(Refusal::field("file", Fault::Range));
        }
        self.bytes += text.len();
        if self.bytes > MOST_BYTES {
            return Err(too_large());
        }
        let cells = self.cells(row)?;
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(column) {
            text.clone_into(cell);
        }
        Ok(())
    }

    fn cells(&mut self, row: u32) -> Result<&mut Vec<String>, Refusal> {
        let number = i32::try_from(row).map_err(|_| Refusal::new(Code::ImportTooLarge))?;
        if number <= 1 {
            return Ok(&mut self.header);
        }
        if self.rows.last().is_none_or(|(last, _)| *last != number) {
            if self.rows.len() >= MAX_IMPORTED {
                return Err(Refusal::new(Code::ImportTooLarge));
            }
            self.rows.push((number, Vec::new()));
        }
        let last = self.rows.last_mut().map(|(_, cells)| cells);
        last.ok_or_else(|| Refusal::new(Code::ImportTooLarge))
    }

    /// The table, which has a row to file.
    pub(super) fn filled(self) -> Result<Self, Refusal> {
        if self.rows.is_empty() {
            return Err(Refusal::field("file", Fault::Required));
        }
        Ok(self)
    }
}

/// What is kept of a text.
pub(super) fn kept(text: &str) -> &str {
    let text = text.trim();
    let cut = text.char_indices().nth(MOST_CHARS).map_or(text.len(), |(at, _)| at);
    text.get(..cut).unwrap_or(text)
}

/// The name of a column in a spreadsheet, counted from 0.
pub(super) fn letters(mut column: usize) -> String {
    let mut name = String::new();
    loop {
        let letter = u8::try_from(column % 26).unwrap_or(0);
        name.insert(0, char::from(b'A' + letter));
        if column < 26 {
            return name;
        }
        column = column / 26 - 1;
    }
}

/// The file holds more than it may.
pub(super) fn too_large() -> Refusal {
    Refusal::new(Code::BodyTooLarge)
}

/// The file as such is wrong.
pub(super) fn unreadable() -> Refusal {
    Refusal::field("file", Fault::Format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_do() {
        assert_eq!(
            [0, 25, 26, 51, 52, 701, 702].map(letters),
            ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
        );
    }

    #[test]
    fn cells_stand_in_their_rows_and_blank_rows_are_none() {
        let mut table = Table::default();
        for (row, column, text) in
            [(1, 0, "小区"), (1, 1, "诉求内容"), (2, 1, " 电梯 "), (3, 0, " "), (5, 0, "一")]
        {
            table.put(row, column, text).unwrap();
        }
        assert_eq!(table.header, ["小区", "诉求内容"]);
        assert_eq!(table.rows, [(2, vec![String::new(), "电梯".into()]), (5, vec!["一".into()])]);
    }

    #[test]
    fn what_a_file_claims_is_bounded() {
        let mut table = Table::default();
        assert_eq!(table.put(1, MOST_COLUMNS, "x"), Err(Refusal::field("file", Fault::Range)));
        table.put(2, 0, &"长".repeat(5_000)).unwrap();
        assert_eq!(table.rows[0].1[0].chars().count(), MOST_CHARS);
        let long = "x".repeat(MOST_CHARS);
        let full = (3..=u32::MAX).find_map(|row| table.put(row, 0, &long).err()).unwrap();
        assert_eq!(full.code, Code::BodyTooLarge);
        let mut many = Table::default();
        let full = (2..=u32::MAX).find_map(|row| many.put(row, 0, "x").err()).unwrap();
        assert_eq!((full.code, many.rows.len()), (Code::ImportTooLarge, MAX_IMPORTED));
        assert!(Table::default().filled().is_err());
    }
}
