//! Imports: files of tickets that are checked and filed row by row, whoever dies meanwhile.

mod checking;
mod filing;
mod hostile;
mod surviving;
mod workbook;

use serde_json::{Value, json};
use tests::{Reply, Service};

const HEADER: &str = "外部编号,小区,类别,诉求内容";

/// A table with a line for each row, as it is written.
fn table(rows: &[&str]) -> String {
    rows.iter().fold(HEADER.to_owned(), |text, row| format!("{text}\r\n{row}"))
}

/// A table of that many good rows.
fn good(rows: usize) -> String {
    let lines: Vec<String> =
        (0..rows).map(|n| format!("A-{n},estate,lift,第{n}号电梯异响")).collect();
    table(&lines.iter().map(String::as_str).collect::<Vec<_>>())
}

/// What is answered to a file that someone brings; `query` without its question mark.
async fn brought(service: &Service, name: &str, query: &str, file: impl Into<Vec<u8>>) -> Reply {
    let call = service.as_(name).request("POST", &format!("/v1/imports?{query}"));
    call.header("Content-Type", "text/csv").body(file).send().await
}

/// The import at its end.
async fn ended(service: &Service, name: &str, begun: &Value) -> Value {
    api::import::work(&service.app).await.unwrap();
    shown(service, name, begun).await
}

async fn shown(service: &Service, name: &str, begun: &Value) -> Value {
    let path = format!("/v1/imports/{}", begun["id"].as_str().unwrap());
    service.as_(name).get(&path).await.expect(200)
}

/// State, rows that are good, bad, filed and known.
fn counts(import: &Value) -> (&str, [i64; 4]) {
    let number = |name: &str| import[name].as_i64().unwrap();
    (import["state"].as_str().unwrap(), ["good", "bad", "filed", "known"].map(number))
}

/// The report.
async fn rows(service: &Service, name: &str, begun: &Value, query: &str) -> Vec<Value> {
    let path = format!("/v1/imports/{}/rows?limit=100&{query}", begun["id"].as_str().unwrap());
    let page = service.as_(name).get(&path).await.expect(200);
    page["items"].as_array().unwrap().clone()
}

async fn tickets(service: &Service) -> i64 {
    service.count("SELECT COUNT(*) FROM ticket").await
}

/// Number, code, and place and fault of each error of a row.
fn told(row: &Value) -> (i64, Value, Vec<[String; 3]>) {
    let text = |one: &Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
    let errors = row["errors"].as_array().unwrap().iter();
    let errors = errors.map(|one| ["pointer", "cell", "code"].map(|name| text(one, name)));
    (row["number"].as_i64().unwrap(), row["code"].clone(), errors.collect())
}

fn wrong(number: i64, errors: &[[&str; 3]]) -> (i64, Value, Vec<[String; 3]>) {
    let errors = errors.iter().map(|one| one.map(str::to_owned)).collect();
    (number, json!("validation_failed"), errors)
}
