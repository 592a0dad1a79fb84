//! The workbooks: the rating sheet of an estate, and the table of a cycle.

use std::io::Cursor;

use calamine::{Data, Range, Reader as _, Xlsx};
use serde_json::{Value, json};
use tests::{Reply, Service, served_by_both, world};

use super::{super::cycles::cycle_path, compute, explained, league, signed};

served_by_both!(
    a_sheet_has_a_row_for_each_indicator_and_adds_up,
    a_table_has_a_row_for_each_estate,
    a_table_is_written_in_parts,
    a_workbook_calculates_nothing,
    nobody_takes_out_more_than_they_are_shown,
);

const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn opened(reply: Reply, sheet: &str) -> Range<Data> {
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, KIND));
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(reply.body)).unwrap();
    assert!(book.worksheet_formula(sheet).unwrap().is_empty(), "nothing is calculated");
    book.worksheet_range(sheet).unwrap()
}

/// Points as hundredths; none where the cell is no number.
fn points(cell: Option<&Data>) -> Option<i64> {
    match cell? {
        Data::Float(number) => Some((number * 100.0).round() as i64),
        Data::Int(number) => Some(number * 100),
        _ => None,
    }
}

fn text(cell: Option<&Data>) -> String {
    cell.map(ToString::to_string).unwrap_or_default()
}

fn hundredths(shown: &Value) -> i64 {
    shown.as_str().unwrap().replace('.', "").parse().unwrap()
}

fn sheet_path(explained: &Value) -> String {
    format!("/v1/scores/{}/sheet", explained["id"].as_str().unwrap())
}

async fn named(service: &Service, name: &str) {
    let sql = "UPDATE estate SET name = $1 WHERE id = $2";
    service.force(sql, vec![name.to_owned().into(), world::estate("estate").into()]).await;
}

/// The row shows the indicator as its explanation does.
fn on_the_row(row: &[Data], aspect: &Value, line: &Value) {
    let names = json!([text(row.first()), text(row.get(1)), text(row.get(2)), text(row.get(6))]);
    assert_eq!(names, json!([aspect["name"], line["code"], line["name"], line["rule"]]));
    assert_eq!(points(row.get(3)), Some(hundredths(&line["maximum"])), "{line}");
    let counting = ["scored", "full_for_no_data", "zero_for_no_data"];
    let counts = counting.contains(&line["standing"].as_str().unwrap());
    assert_eq!(points(row.get(7)), counts.then(|| hundredths(&line["points"])), "{line}");
}

async fn a_sheet_has_a_row_for_each_indicator_and_adds_up(service: Service) {
    service.ticket_in("accepted").await;
    let cycle = signed(&service).await;
    compute(&service, &cycle).await.expect(200);
    let seen = explained(&service, &cycle).await;
    let reply = service.as_("property-office").get(&sheet_path(&seen)).await;
    let file = format!(
        "attachment; filename=\"score-{}.xlsx\"",
        seen["id"].as_str().unwrap().replace('-', "")
    );
    assert_eq!(reply.header("content-disposition"), file);
    let sheet = opened(reply, "评分表");
    let rows: Vec<&[Data]> = sheet.rows().collect();
    assert_eq!(text(rows[0].first()), "物业服务星级评价评分表");
    let head: Vec<String> = rows[4].iter().map(|cell| text(Some(cell))).collect();
    assert_eq!(
        head,
        ["方面", "代码", "指标", "满分", "评价主体", "评价依据", "计分规则", "得分", "备注"]
    );
    assert!(text(rows[3].get(5)).contains("复原设计(正式清单未公布)"));
    let mut at = 5;
    for aspect in seen["score"]["aspects"].as_array().unwrap() {
        for line in aspect["lines"].as_array().unwrap() {
            on_the_row(rows[at], aspect, line);
            at += 1;
        }
        let (sum, earned) = (rows[at], aspect["points"].as_str());
        assert_eq!(text(sum.get(2)), "小计");
        assert_eq!(points(sum.get(3)), Some(hundredths(&aspect["maximum"])));
        assert_eq!(points(sum.get(7)), earned.map(|_| hundredths(&aspect["points"])));
        at += 1;
    }
    assert_eq!(at, 5 + 58 + 8);
    let total = rows.iter().find(|row| text(row.first()) == "总分").unwrap();
    assert_eq!(points(total.get(7)), Some(hundredths(&seen["score"]["total"])));
    let english = service.as_("property-office").request("GET", &sheet_path(&seen));
    let english = english.header("Accept-Language", "en").header("Accept", KIND).send().await;
    assert_eq!(text(opened(english, "评分表").get_value((4, 2))), "Indicator");
}

async fn a_table_has_a_row_for_each_estate(service: Service) {
    let cycle = signed(&service).await;
    let path = format!("{}/scores/sheet", cycle_path(&cycle));
    let empty = opened(service.as_("district").get(&path).await, "成绩表");
    assert_eq!(empty.height(), 1, "before it is computed there are the names of columns alone");
    compute(&service, &cycle).await.expect(200);
    let all = league(&service, "district", &cycle, "").await;
    let sheet = opened(service.as_("district").get(&path).await, "成绩表");
    assert_eq!((sheet.height(), sheet.width()), (all.len() + 1, 17));
    let rows: Vec<&[Data]> = sheet.rows().collect();
    assert_eq!(text(rows[0].get(7)), "A 党建引领 (14.00)");
    for (line, row) in all.iter().zip(&rows[1..]) {
        assert_eq!(points(row.first()), Some(line["place"].as_i64().unwrap() * 100));
        assert_eq!(points(row.get(5)), Some(hundredths(&line["total"])));
        for (at, aspect) in line["aspects"].as_array().unwrap().iter().enumerate() {
            let shown = aspect.as_str().map(|_| hundredths(aspect));
            assert_eq!(points(row.get(7 + at)), shown, "{line}");
        }
    }
    let narrowed = format!("{path}?area_id={}", world::area("other-street"));
    assert_eq!(opened(service.as_("district").get(&narrowed).await, "成绩表").height(), 2);
    let unknown = format!("/v1/cycles/{}/scores/sheet", world::estate("estate"));
    service.as_("district").get(&unknown).await.refused(404, "not_found");
    let refused = service.as_("district").get(&format!("{path}?limit=5")).await;
    refused.refused(400, "malformed_request");
}

/// More estates than are read at once, by copying a score.
async fn a_table_is_written_in_parts(service: Service) {
    let cycle = signed(&service).await;
    compute(&service, &cycle).await.expect(200);
    for number in 0..450_i32 {
        let (key, id) = (
            200_000 + number,
            kernel::Uuid::from_u128(0xabc0_0000 + number.unsigned_abs() as u128),
        );
        let of = "FROM estate WHERE id = $4";
        let sql = format!(
            "INSERT INTO estate (key, id, name, management, phase, commons, district, street, community, version, \
            updated_at) SELECT $1, $2, $3, management, phase, commons, district, street, community, version, updated_at {of}"
        );
        let values = vec![
            key.into(),
            id.into(),
            format!("第{number}小区").into(),
            world::estate("estate").into(),
        ];
        service.force(&sql, values).await;
        let sql = "INSERT INTO rating_subject (id, cycle_id, estate, enterprise_id, facts, standing, district, street, \
            community) SELECT $1, cycle_id, $2, enterprise_id, facts, standing, district, street, community FROM \
            rating_subject WHERE estate = (SELECT key FROM estate WHERE id = $3)";
        service.force(sql, vec![id.into(), key.into(), world::estate("estate").into()]).await;
        let sql = "INSERT INTO rating_score (id, cycle_id, estate, enterprise_id, position, place, total, stars, aspects, \
            without_source, inputs, digest) SELECT $1, cycle_id, $2, enterprise_id, $3, 9, total, stars, aspects, \
            without_source, inputs, digest FROM rating_score WHERE estate = (SELECT key FROM estate WHERE id = $4)";
        service
            .force(
                sql,
                vec![id.into(), key.into(), (10 + number).into(), world::estate("estate").into()],
            )
            .await;
    }
    let path = format!("{}/scores/sheet", cycle_path(&cycle));
    let sheet = opened(service.as_("district").get(&path).await, "成绩表");
    assert_eq!(sheet.height(), 453);
    assert_eq!(text(sheet.get_value((452, 3))), "第449小区");
}

async fn a_workbook_calculates_nothing(service: Service) {
    let cycle = signed(&service).await;
    compute(&service, &cycle).await.expect(200);
    let seen = explained(&service, &cycle).await;
    for bad in [
        "=HYPERLINK(\"http://evil.example\",\"看\")",
        "<script>alert(1)</script>",
        "+1",
        "@SUM(A1)",
    ] {
        named(&service, bad).await;
        let sheet = opened(service.as_("street").get(&sheet_path(&seen)).await, "评分表");
        assert_eq!(text(sheet.get_value((1, 2))), bad);
        let path = format!("{}/scores/sheet", cycle_path(&cycle));
        let table = opened(service.as_("street").get(&path).await, "成绩表");
        assert_eq!(text(table.get_value((1, 3))), bad);
    }
}

async fn nobody_takes_out_more_than_they_are_shown(service: Service) {
    let cycle = signed(&service).await;
    compute(&service, &cycle).await.expect(200);
    let (seen, path) =
        (explained(&service, &cycle).await, format!("{}/scores/sheet", cycle_path(&cycle)));
    for name in ["manager", "branch", "community", "specialist", "property-office", "street"] {
        assert_eq!(opened(service.as_(name).get(&path).await, "成绩表").height(), 2, "{name}");
        service.as_(name).get(&sheet_path(&seen)).await.text();
    }
    assert_eq!(opened(service.as_("auditor").get(&path).await, "成绩表").height(), 3);
    for name in ["other-street", "other-branch", "resident", "admin", "nobody"] {
        service.as_(name).get(&sheet_path(&seen)).await.refused(404, "not_found");
    }
    for name in ["resident", "worker", "committee", "admin", "client", "nobody"] {
        service.as_(name).get(&path).await.refused(403, "forbidden");
    }
    for path in [path, sheet_path(&seen)] {
        service.anyone().get(&path).await.refused(401, "unauthenticated");
    }
}
