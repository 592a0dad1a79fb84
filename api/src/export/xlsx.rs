//! A workbook of one sheet, written as it goes: a zip archive whose parts are known but for the rows.

use std::{
    cell::RefCell,
    io::{self, Write},
    rc::Rc,
};

use actix_web::web::Bytes;
use zip::{
    CompressionMethod, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

use super::csv::is_harmful;

/// Begins every part.
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
/// The parts beside the sheet.
const PARTS: [(&str, &str); 5] = [
    (
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
         <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>\
         </Types>",
    ),
    (
        "_rels/.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>\
         </Relationships>",
    ),
    (
        "xl/workbook.xml",
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <sheets><sheet name=\"tickets\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
         </Relationships>",
    ),
    // Text; text in bold; text that stays text when it is edited.
    (
        "xl/styles.xml",
        "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"3\"><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
         <xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>\
         <xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" quotePrefix=\"1\"/></cellXfs>\
         </styleSheet>",
    ),
];
const SHEET: &str = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews>\
    <sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView>\
    </sheetViews><sheetData>";

/// What the archive was given and nobody took yet.
#[derive(Debug, Clone, Default)]
struct Waiting(Rc<RefCell<Vec<u8>>>);

impl Write for Waiting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A workbook in the making.
pub(super) struct Xlsx {
    archive: Option<ZipWriter<StreamWriter<Waiting>>>,
    waiting: Waiting,
    row: usize,
}

impl Xlsx {
    /// Begins with the names of the columns.
    pub(super) fn begin(names: &[String]) -> io::Result<Self> {
        let waiting = Waiting::default();
        let mut archive = ZipWriter::new_stream(waiting.clone());
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, text) in PARTS {
            archive.start_file(name, options)?;
            write!(archive, "{XML}{text}")?;
        }
        archive.start_file("xl/worksheets/sheet1.xml", options)?;
        write!(archive, "{XML}{SHEET}")?;
        let mut book = Self { archive: Some(archive), waiting, row: 0 };
        book.line(names, |_| 1)?;
        Ok(book)
    }

    pub(super) fn row(&mut self, cells: &[String]) -> io::Result<()> {
        self.line(cells, |text| if is_harmful(text) { 2 } else { 0 })
    }

    fn line(&mut self, cells: &[String], style: fn(&str) -> u8) -> io::Result<()> {
        self.row += 1;
        let row = self.row;
        let mut line = format!("<row r=\"{row}\">");
        for (text, column) in cells.iter().zip(b'A'..=b'Z').filter(|(text, _)| !text.is_empty()) {
            let (column, style) = (char::from(column), style(text));
            line.push_str(&format!(
                "<c r=\"{column}{row}\" t=\"inlineStr\" s=\"{style}\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escaped(text)
            ));
        }
        line.push_str("</row>");
        self.archive.as_mut().map_or(Ok(()), |archive| archive.write_all(line.as_bytes()))
    }

    pub(super) fn end(&mut self) -> io::Result<()> {
        let Some(mut archive) = self.archive.take() else { return Ok(()) };
        archive.write_all(b"</sheetData></worksheet>")?;
        archive.finish()?;
        Ok(())
    }

    pub(super) fn take(&mut self) -> Bytes {
        std::mem::take(&mut *self.waiting.0.borrow_mut()).into()
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
