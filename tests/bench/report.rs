//! What is printed: aligned tables for people, one JSON line for programs, and progress on standard error.

use std::io::Write as _;

use serde_json::{Value, json};

use crate::{Fault, drive::Sample};

/// A line on standard error.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// A line on standard output.
pub(crate) fn print(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Rows under a head; the first column is text, the others are figures.
#[derive(Debug)]
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn of(head: &[&str]) -> Self {
        Self { rows: vec![head.iter().map(|text| (*text).to_owned()).collect()] }
    }

    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    pub(crate) fn print(&self) {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns)
            .map(|at| self.rows.iter().filter_map(|row| row.get(at)).map(String::len).max())
            .map(Option::unwrap_or_default)
            .collect();
        for row in &self.rows {
            let mut line = String::new();
            for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
                line.push_str(&match at {
                    0 => format!("{cell:<width$}"),
                    _ => format!("  {cell:>width$}"),
                });
            }
            print(line.trim_end());
        }
    }
}

/// Whether a mark holds.
pub(crate) const fn word(holds: bool) -> &'static str {
    if holds { "holds" } else { "BROKEN" }
}

/// An error where any of the marks is broken.
pub(crate) fn held(broken: &[String]) -> Result<(), Fault> {
    if broken.is_empty() {
        Ok(())
    } else {
        Err(format!("below the mark: {}", broken.join("; ")).into())
    }
}

/// A figure with three digits or a little more.
pub(crate) fn figure(value: f64) -> String {
    match value {
        _ if value >= 100.0 => format!("{value:.0}"),
        _ if value >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// A figure for the JSON line.
pub(crate) fn number(value: f64) -> Value {
    json!(rounded(value))
}

pub(crate) fn sample(sample: &Sample) -> Value {
    json!({
        "per_second": rounded(sample.rate()),
        "p50_ms": rounded(sample.p50()),
        "p99_ms": rounded(sample.p99()),
    })
}
