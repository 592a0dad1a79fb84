//! A table that is written row by row, and taken away as bytes while it grows.

use std::io;

use actix_web::web::Bytes;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    cell::{Layout, Row},
    csv,
    xlsx::Xlsx,
};

/// A table of tickets as a workbook.
const TICKETS: Layout = Layout { name: "tickets", frozen: 1, widths: &[] };

/// What sort of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Format {
    /// UTF-8 with a byte order mark, as spreadsheets expect it.
    Csv,
    Xlsx,
}

impl Format {
    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    pub(crate) const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// A table in the making.
pub(super) enum Sheet {
    Csv(Vec<u8>),
    Xlsx(Box<Xlsx>),
}

impl Sheet {
    /// Begins with the names of the columns.
    pub(super) fn begin(format: Format, names: &[&str]) -> io::Result<Self> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        match format {
            Format::Csv => {
                let mut bytes = csv::MARK.to_vec();
                csv::row(&names, &mut bytes);
                Ok(Self::Csv(bytes))
            }
            Format::Xlsx => {
                let mut book = Box::new(Xlsx::begin(&TICKETS)?);
                book.row(&texts(&names, true))?;
                Ok(Self::Xlsx(book))
            }
        }
    }

    pub(super) fn row(&mut self, cells: &[String]) -> io::Result<()> {
        match self {
            Self::Csv(bytes) => {
                csv::row(cells, bytes);
                Ok(())
            }
            Self::Xlsx(book) => book.row(&texts(cells, false)),
        }
    }

    pub(super) fn end(&mut self) -> io::Result<()> {
        match self {
            Self::Csv(_) => Ok(()),
            Self::Xlsx(book) => book.end(),
        }
    }

    /// What was written since it was last taken.
    pub(super) fn take(&mut self) -> Bytes {
        match self {
            Self::Csv(bytes) => std::mem::take(bytes).into(),
            Self::Xlsx(book) => book.take(),
        }
    }
}

fn texts(cells: &[String], bold: bool) -> Row {
    Row { cells: cells.iter().map(|text| text.as_str().into()).collect(), bold }
}

/// A table without rows.
pub(crate) fn blank(format: Format, names: &[&str]) -> io::Result<Bytes> {
    let mut sheet = Sheet::begin(format, names)?;
    sheet.end()?;
    Ok(sheet.take())
}
