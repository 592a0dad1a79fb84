//! Importing: 10,000 rows past bad ones, and 5,000 at one moment, through the server.

use std::time::Instant;

use serde_json::{Value, json};

use crate::{
    Fault, Options,
    client::{self, Client},
    neighbourhood::community_officer,
    report::{self, Table, figure},
    server::Server,
    target::Target,
};

/// Rows a minute, at least.
const LEAST: f64 = 10_000.0;
const BOUNDARY: &str = "bench";

/// A table of that many rows, of which every hundredth is bad.
fn table(rows: usize, bad: bool) -> String {
    let mut text = "estate,category,description,contact_phone".to_owned();
    for number in 0..rows {
        let description =
            if bad && number % 100 == 99 { "" } else { "电梯运行时有明显抖动和异响" };
        text.push_str(&format!(
            "\r\n小区{},c{},{description},13812345678",
            number % 12,
            number % 10
        ));
    }
    text
}

/// The bytes of a request that brings a table.
fn brought(mode: &str, token: &str, table: &str) -> Vec<u8> {
    let body = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"bench.csv\"\r\n\r\n{table}\r\n--{BOUNDARY}--\r\n"
    );
    format!(
        "POST /v1/imports?mode={mode} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Brings a table and watches it to its end.
async fn brought_in(server: &Server, token: &str, mode: &str, rows: usize) -> Result<Value, Fault> {
    let request = brought(mode, token, &table(rows, mode == "skip_bad"));
    let mut client = Client::open(server.address).await?;
    let made: Value = serde_json::from_slice(client.ask(&request).await?)?;
    let path = format!("/v1/imports/{}", made["id"].as_str().ok_or("an import without an id")?);
    let look = client::get(&path, token);
    loop {
        let shown: Value = serde_json::from_slice(client.ask(&look).await?)?;
        if shown["allowed_actions"] == json!([]) {
            return Ok(shown);
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

pub(crate) async fn import(options: &Options) -> Result<(), Fault> {
    let target = Target::of(options, 0, options.rows).await?;
    report::print(&format!("{} tickets on {}", target.tickets, target.engine()));
    let server = Server::start(&target)?;
    let token = target.token(community_officer())?;
    let mut lines = Table::of(&["", "rows", "filed", "s", "rows/min"]);
    let mut slowest = f64::MAX;
    for (mode, rows) in [("skip_bad", 10_000), ("all_or_nothing", 5_000)] {
        let begun = Instant::now();
        let done = brought_in(&server, &token, mode, rows).await?;
        let seconds = begun.elapsed().as_secs_f64();
        let rate = f64::from(u32::try_from(rows)?) * 60.0 / seconds;
        slowest = slowest.min(rate);
        lines.row([
            mode.to_owned(),
            rows.to_string(),
            done["filed"].to_string(),
            figure(seconds),
            figure(rate),
        ]);
        report::print(
            &json!({ "import": mode, "rows": rows, "seconds": seconds, "end": done }).to_string(),
        );
    }
    lines.print();
    if slowest < LEAST {
        return Err(format!("{slowest:.0} rows a minute, expected {LEAST} at least").into());
    }
    Ok(())
}
