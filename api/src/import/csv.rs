//! CSV on its way in: UTF-8 with or without a mark, or GB 18030, as spreadsheets save it in China.

use std::{borrow::Cow, io::Read as _};

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::GB18030;
use kernel::Refusal;

use super::table::{Table, unreadable};

const MARK: &[u8] = "\u{feff}".as_bytes();

/// The rows of a file. What is not UTF-8 is taken for GB 18030 only if its names of columns are Chinese, and so show
/// that it is.
pub(super) fn read(bytes: &[u8]) -> Result<Table, Refusal> {
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return parse(text);
    }
    let decoded = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    let text: Cow<'_, str> = decoded.ok_or_else(unreadable)?;
    let table = parse(&text)?;
    let chinese = |name: &String| super::columns::known(name).is_some() && !name.is_ascii();
    if table.header.iter().any(chinese) { Ok(table) } else { Err(unreadable()) }
}

fn parse(text: &str) -> Result<Table, Refusal> {
    let last = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes().chain(last.as_bytes()));
    let (mut table, mut record, mut row) = (Table::default(), ByteRecord::new(), 0);
    let mut line = 1;
    while reader.read_byte_record(&mut record).map_err(|_| unreadable())? {
        let inside = record.as_slice().iter().filter(|byte| **byte == b'\n').count();
        let lines = reader.position().line() - line;
        line += lines;
        // Blank lines are rows of the sheet, too.
        let passed = lines.saturating_sub(u64::try_from(inside).unwrap_or(0)).max(1);
        row += u32::try_from(passed).map_err(|_| unreadable())?;
        for (column, cell) in record.iter().enumerate() {
            let cell = std::str::from_utf8(cell).map_err(|_| unreadable())?;
            table.put(row, column, cell)?;
        }
    }
    table.filled()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "小区,诉求内容\r\n东苑,\"3栋,\n电梯\"\r\n西苑,=1+1\r\n";

    #[test]
    fn every_usual_encoding_reads_the_same() {
        let plain = read(TEXT.as_bytes()).unwrap();
        assert_eq!(plain.header, ["小区", "诉求内容"]);
        let row = |number: i32, cells: [&str; 2]| (number, cells.map(str::to_owned).to_vec());
        assert_eq!(plain.rows, [row(2, ["东苑", "3栋,\n电梯"]), row(3, ["西苑", "=1+1"])]);
        assert_eq!(read(&[MARK, TEXT.as_bytes()].concat()).unwrap(), plain);
        assert_eq!(read(&GB18030.encode(TEXT).0).unwrap(), plain);
    }

    #[test]
    fn rows_keep_their_numbers_after_blank_lines() {
        let text = "小区,诉求内容\n\n东苑,\"3栋\n\n电梯\"\n\n\n西苑,门禁";
        for text in [text.to_owned(), text.replace('\n', "\r\n"), format!("{text}\n")] {
            let rows = read(text.as_bytes()).unwrap().rows;
            assert_eq!(rows.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [3, 6], "{text:?}");
        }
    }

    #[test]
    fn what_is_neither_encoding_is_refused() {
        let broken = [b"estate,description\r\n".as_slice(), &TEXT.as_bytes()[..8]].concat();
        for bytes in [b"\xff\xfe\x00".to_vec(), broken, TEXT.as_bytes()[1..].to_vec()] {
            assert_eq!(read(&bytes).unwrap_err(), unreadable(), "{bytes:?}");
        }
        assert!(read(b"").is_err() && read("小区,诉求内容\r\n".as_bytes()).is_err());
    }
}
