//! Workbooks: as spreadsheets save them, and as attackers do.

use std::io::{Cursor, Write as _};

use tests::{Reply, Service, served_by_both};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{brought, counts, ended, rows};

served_by_both!(
    a_workbook_is_read_as_spreadsheets_save_it,
    bombs_and_broken_workbooks_are_refused,
    a_long_text_that_many_cells_share_costs_little,
    gb18030_is_read_as_spreadsheets_save_it,
);

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="工单" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const SHARED: &str = r#"<sst uniqueCount="999999999999"><si><t>小区</t></si><si><r><t>诉求</t></r><r><t>内容</t></r><rPh sb="0" eb="1"><t>sù</t></rPh></si><si><t>电梯 &lt;异响&gt; &amp; 抖动&#33;</t></si></sst>"#;
const SHEET: &str = r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>类别</t></is></c><c r="D1" t="s"><v>1</v></c><c r="E1" t="str"><f>A1</f><v>联系电话</v></c><c r="B1" t="inlineStr"><is><t>外部编号</t></is></c></row>
<row r="3"><c r="A3" t="inlineStr"><is><t>estate</t></is></c><c r="B3"><v>7</v></c><c r="C3" t="inlineStr"><is><t>lift</t></is></c><c r="D3" t="s"><v>2</v></c><c r="E3"><v>1.3812345678E10</v></c></row></sheetData></worksheet>"#;

/// A zip archive of these parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn workbook(shared: &[u8], sheet: &[u8]) -> Vec<u8> {
    zipped(&[
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/sharedStrings.xml", shared),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

async fn a_workbook_is_read_as_spreadsheets_save_it(service: Service) {
    let file = workbook(SHARED.as_bytes(), SHEET.as_bytes());
    let begun = brought(&service, "hotline", "mode=skip_bad", file).await.expect(201);
    assert_eq!((&begun["format"], &begun["rows"]), (&"xlsx".into(), &1.into()));
    let done = ended(&service, "hotline", &begun).await;
    assert_eq!(counts(&done), ("done", [0, 0, 1, 0]));
    let report = rows(&service, "hotline", &begun, "").await;
    assert_eq!((&report[0]["number"], &report[0]["client_ref"]), (&3.into(), &"7".into()));
    let path = format!("/v1/tickets/{}", report[0]["ticket_id"].as_str().unwrap());
    let ticket = service.as_("hotline").get(&path).await.expect(200);
    assert_eq!(ticket["description"], "电梯 <异响> & 抖动!");
    let stored = "SELECT COUNT(*) FROM ticket_contact WHERE phone = '13812345678'";
    assert_eq!(service.count(stored).await, 1, "a number is a telephone number");
}

async fn bombs_and_broken_workbooks_are_refused(service: Service) {
    let refused = async |file: Vec<u8>, status: u16, what: &str| {
        let reply: Reply = brought(&service, "hotline", "mode=skip_bad", file).await;
        assert_eq!(reply.status.as_u16(), status, "{what}: {}", reply.text());
    };
    let spaces = vec![b' '; 100 << 20];
    let blank = [b"<worksheet><sheetData>".as_slice(), &spaces].concat();
    refused(workbook(SHARED.as_bytes(), &blank), 413, "a sheet of blanks").await;
    let text = [b"<sst><si><t>".as_slice(), &vec![b'x'; 40 << 20], b"</t></si></sst>"].concat();
    refused(workbook(&text, SHEET.as_bytes()), 413, "a shared text of 40 MB").await;
    let si = "<si><t>x</t></si>".repeat(2_000_000);
    refused(workbook(format!("<sst>{si}</sst>").as_bytes(), SHEET.as_bytes()), 413, "many texts")
        .await;
    let cells = |row: &str| format!("<worksheet><sheetData>{row}</sheetData></worksheet>");
    for (row, what) in [
        (r#"<row r="1"><c r="XFD1" t="str"><v>小区</v></c></row>"#, "a column far away"),
        (r#"<row r="99999999999"><c r="A1" t="str"><v>x</v></c></row>"#, "a row beyond counting"),
        (r#"<row r="2"/><row r="1"/>"#, "rows out of order"),
        (r#"<row r="1"><c r="A1" t="s"><v>99</v></c></row>"#, "a text that is not there"),
        (r#"<row r="1"><c r="A1" t="str"><v>&evil;</v></c></row>"#, "an entity of its own"),
        ("<row><c>", "no end"),
    ] {
        refused(workbook(SHARED.as_bytes(), cells(row).as_bytes()), 422, what).await;
    }
    let laughs = format!("<!DOCTYPE x [<!ENTITY a \"{}\">]>{SHEET}", "ha".repeat(100));
    refused(workbook(SHARED.as_bytes(), laughs.as_bytes()), 422, "a document type").await;
    refused(zipped(&[("xl/workbook.xml", WORKBOOK.as_bytes())]), 422, "a part is missing").await;
    let whole = workbook(SHARED.as_bytes(), SHEET.as_bytes());
    refused(whole[..whole.len() / 2].to_vec(), 422, "half a file").await;
    assert_eq!(service.count("SELECT COUNT(*) FROM import").await, 0);
}

async fn a_long_text_that_many_cells_share_costs_little(service: Service) {
    let long = [b"<sst><si><t>".as_slice(), &vec![b' '; 20 << 20], b"</t></si></sst>"].concat();
    let often = r#"<c t="s"><v>0</v></c>"#.repeat(200_000);
    let sheet =
        format!(r#"<worksheet><sheetData><row r="2">{often}</row></sheetData></worksheet>"#);
    let file = workbook(&long, sheet.as_bytes());
    brought(&service, "hotline", "mode=skip_bad", file).await.invalid("#/file", "required");
}

async fn gb18030_is_read_as_spreadsheets_save_it(service: Service) {
    // 小区,类别,诉求内容 and 电梯 as Excel saves them in China.
    let file = [
        b"\xd0\xa1\xc7\xf8,\xc0\xe0\xb1\xf0,\xcb\xdf\xc7\xf3\xc4\xda\xc8\xdd\r\n".as_slice(),
        b"estate,lift,\xb5\xe7\xcc\xdd\r\n",
    ]
    .concat();
    let begun = brought(&service, "hotline", "", file).await.expect(201);
    let done = ended(&service, "hotline", &begun).await;
    assert_eq!(counts(&done), ("done", [0, 0, 1, 0]));
    let kept = "SELECT COUNT(*) FROM ticket WHERE description = '电梯'";
    assert_eq!(service.count(kept).await, 1);
}
