//! One operation measured in both ways, as a row of a table and as JSON.

use serde_json::{Value, json};

use crate::{
    drive::Sample,
    report::{self, Table, figure},
};

const HEAD: [&str; 9] =
    ["", "clients", "HTTP/s", "p50 ms", "p99 ms", "SQL/s", "p50 ms", "p99 ms", "ratio"];

/// One operation measured in both ways.
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) clients: usize,
    pub(crate) over_http: Sample,
    /// `None` where there is no SQL.
    pub(crate) straight: Option<Sample>,
}

impl Line {
    pub(crate) fn of(name: &str, clients: usize) -> Self {
        Self { name: name.to_owned(), clients, over_http: Sample::default(), straight: None }
    }

    fn ratio(&self) -> Option<f64> {
        self.straight.as_ref().map(|straight| self.over_http.rate() / straight.rate())
    }

    fn cells(&self) -> Vec<String> {
        let of =
            |sample: &Sample| [sample.rate(), sample.p50(), sample.p99()].map(figure).into_iter();
        let mut cells = vec![self.name.clone(), self.clients.to_string()];
        cells.extend(of(&self.over_http));
        cells.extend(self.straight.iter().flat_map(of));
        cells.extend(self.ratio().map(figure));
        cells
    }

    pub(crate) fn json(&self) -> Value {
        json!({
            "operation": self.name,
            "clients": self.clients,
            "http": report::sample(&self.over_http),
            "straight": self.straight.as_ref().map(report::sample),
            "ratio": self.ratio().map(report::number),
        })
    }
}

/// All lines under their head.
pub(crate) fn print(lines: &[Line]) {
    let mut table = Table::of(&HEAD);
    lines.iter().for_each(|line| table.row(line.cells()));
    table.print();
}
