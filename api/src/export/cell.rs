//! How a sheet of a workbook is laid out, and how what stands in its cells is written.

use kernel::Hundredths;

use super::csv::is_harmful;

/// The namespace of workbooks.
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// How a sheet is laid out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout {
    /// Its name, without signs of XML.
    pub(crate) name: &'static str,
    /// Rows that stay where they are when the others are scrolled.
    pub(crate) frozen: usize,
    /// The widths of the first columns, in characters.
    pub(crate) widths: &'static [u16],
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Never calculated, whatever it begins with. Nothing is written of an empty one.
    Text(String),
    Points(Hundredths),
    Whole(i64),
}

impl Cell {
    pub(crate) const NONE: Self = Self::Text(String::new());
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    pub(crate) bold: bool,
}

impl Layout {
    pub(super) fn book(&self) -> String {
        format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
             <sheets><sheet name=\"{}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
            self.name
        )
    }

    /// The sheet up to its first row.
    pub(super) fn sheet(&self) -> String {
        let wide = |(at, width): (usize, &u16)| {
            let at = at + 1;
            format!("<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>")
        };
        let columns: String = self.widths.iter().enumerate().map(wide).collect();
        let columns = if columns.is_empty() { columns } else { format!("<cols>{columns}</cols>") };
        format!(
            "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"{}\" \
             topLeftCell=\"A{}\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>{columns}<sheetData>",
            self.frozen,
            self.frozen + 1
        )
    }
}

impl Row {
    /// The cells as they stand in the row of the number.
    pub(super) fn write(&self, number: usize, line: &mut String) {
        for (at, cell) in self.cells.iter().enumerate() {
            line.push_str(&written(cell, &format!("{}{number}", column(at)), self.bold));
        }
    }
}

/// `A`, `B`, … `Z`, `AA`, …
fn column(at: usize) -> String {
    let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    match at / 26 {
        0 => letter(at).to_string(),
        more => format!("{}{}", column(more - 1), letter(at)),
    }
}

fn written(cell: &Cell, at: &str, bold: bool) -> String {
    match cell {
        Cell::Text(text) if text.is_empty() => String::new(),
        Cell::Text(text) => {
            let style = u8::from(bold) + if is_harmful(text) { 2 } else { 0 };
            format!(
                "<c r=\"{at}\" t=\"inlineStr\" s=\"{style}\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escaped(text)
            )
        }
        Cell::Points(points) => {
            format!("<c r=\"{at}\" s=\"{}\"><v>{points}</v></c>", 4 + u8::from(bold))
        }
        Cell::Whole(number) => format!("<c r=\"{at}\" s=\"6\"><v>{number}</v></c>"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_letters() {
        for (at, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(column(at), name);
        }
    }

    #[test]
    fn a_cell_is_what_it_holds() {
        for (cell, bold, xml) in [
            (
                Cell::from("=1+1"),
                false,
                "<c r=\"B2\" t=\"inlineStr\" s=\"2\"><is><t xml:space=\"preserve\">=1+1</t></is></c>",
            ),
            (
                Cell::from("-<b>"),
                true,
                "<c r=\"B2\" t=\"inlineStr\" s=\"3\"><is><t xml:space=\"preserve\">-&lt;b&gt;</t></is></c>",
            ),
            (Cell::Points(Hundredths(1_250)), true, "<c r=\"B2\" s=\"5\"><v>12.50</v></c>"),
            (Cell::Whole(3), false, "<c r=\"B2\" s=\"6\"><v>3</v></c>"),
            (Cell::NONE, true, ""),
        ] {
            assert_eq!(written(&cell, "B2", bold), xml);
        }
    }
}
