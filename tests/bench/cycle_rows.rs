//! A cycle over all estates, its sheets and findings, and what tickets leave behind for figures to be read from.

use chrono::{Days, NaiveDate};
use kernel::{CycleId, SchemeId, Uuid};
use rating::{Evaluator, Indicator, Method, Scheme, shipped};
use serde_json::json;

use crate::{
    Fault,
    neighbourhood::{ESTATES, enterprise, path},
    report,
    sql::Loader,
    target::Target,
};

/// The estates lie in the first district, so that one cycle has them all.
pub(crate) const DISTRICT: i32 = 1;
/// The findings of each estate.
const FINDINGS: u32 = 8;
const SHEETS: [&str; 5] =
    ["enterprise", "property_office", "community_party", "estate_branch", "owners_committee"];

fn id(kind: u32, number: u32) -> Uuid {
    let low = (2_u128 << 62) | (u128::from(kind) << 32) | u128::from(number);
    Uuid::from_u128((1_700_000_000_000_u128 << 80) | (7 << 76) | low)
}

pub(crate) fn cycle() -> CycleId {
    CycleId(id(20, 0))
}

fn scheme() -> SchemeId {
    SchemeId(id(21, 0))
}

/// Puts all that a cycle needs beside the tickets, where it is not there yet.
pub(crate) async fn load(target: &Target) -> Result<(), Fault> {
    if persistence::rating::cycle_by_id(target.app.store.reader(), cycle()).await?.is_some() {
        return Ok(());
    }
    let document = &shipped().first().ok_or("no scheme comes with the product")?.scheme;
    let to = Loader::open(&target.url).await?;
    for sql in past(&to) {
        to.run(&sql).await?;
    }
    report::say("gave the tickets a past");
    let today = target.app.today(target.app.clock.now());
    let last = today.pred_opt().ok_or("no day before today")?;
    let first = last.checked_sub_days(Days::new(364)).ok_or("no year before today")?;
    opened(&to, document, (first, last)).await?;
    to.insert("rating_sheet", SHEET, (0..ESTATES).flat_map(|n| sheets(&to, document, n))).await?;
    to.insert("rating_finding", FINDING, (0..ESTATES).flat_map(|n| findings(&to, last, n))).await?;
    to.finish().await
}

/// Marks, clocks and first entries of the journal, as steps would have left them; one ticket in five is a complaint.
fn past(to: &Loader) -> Vec<String> {
    let (commitment, calendar) = match to.engine {
        persistence::Engine::Sqlite => ("x'00'", "x'00000000000000000000000000000000'"),
        persistence::Engine::Postgres => ("'\\x00'", "'00000000-0000-0000-0000-000000000000'"),
    };
    let filed = "t.updated_at - 21600000";
    vec![
        format!("UPDATE ticket SET district = {DISTRICT} WHERE district <> {DISTRICT}"),
        format!("UPDATE estate SET district = {DISTRICT} WHERE district <> {DISTRICT}"),
        "UPDATE ticket SET kind = 'complaint' WHERE estate % 5 = 0".to_owned(),
        format!(
            "INSERT INTO ticket_mark (ticket_id, dispatched_at, accepted_at, contacted_at, finished_at, closed_at, \
             organization_id, followed_up, reached, rated_solved, rated_satisfied) SELECT t.id, {filed}, \
             CASE WHEN t.handler_id IS NOT NULL THEN t.updated_at END, t.resolved_at, t.resolved_at, NULL, \
             t.organization_id, t.state = 'closed', t.state = 'closed', t.resolved_at IS NOT NULL, \
             t.estate % 7 <> 0 FROM ticket t WHERE t.target IS NOT NULL"
        ),
        format!(
            "INSERT INTO ticket_clock (ticket_id, kind, number, calendar_id, calendar_version, levels, started_at, \
             target_at, pauses, stopped_at, stopped_by, met, reached) SELECT t.id, 'resolution', 1, {calendar}, 1, '[]', \
             {filed}, t.updated_at, '[]', t.resolved_at, 'resolve', t.estate % 11 <> 0, 0 FROM ticket t \
             WHERE t.resolved_at IS NOT NULL"
        ),
        format!(
            "INSERT INTO journal (subject_kind, subject_id, number, action, actor_kind, actor_id, at, to_state, commitment) \
             SELECT 'ticket', t.id, 1, 'submit', t.filed_by_kind, t.filed_by, {filed}, 'submitted', {commitment} \
             FROM ticket t"
        ),
    ]
}

async fn opened(
    to: &Loader,
    document: &Scheme,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<(), Fault> {
    let text = serde_json::to_string(document)?.replace('\'', "''");
    let (of, by) = (to.uuid(scheme()), to.uuid(id(5, 0)));
    let row = format!(
        "{of},{DISTRICT},1,'bench','方案','scheme','reconstructed',8,58,'{text}','adopted',0,1"
    );
    let columns = "id,district,edition,code,name_zh,name_en,status,aspects,indicators,document,state,drafted_at,version";
    to.insert("rating_scheme", columns, [row]).await?;
    let row = format!(
        "{},'周期','year','{first}','{last}',{DISTRICT},{of},'scoring',0,{by},0,{ESTATES},0,{},3,0",
        to.uuid(cycle()),
        ESTATES * 5
    );
    let columns = "id,name,kind,first_on,last_on,district,scheme_id,state,sheets_due,planned_by,planned_at,rated,\
        unrated,sheets,version,updated_at";
    to.insert("rating_cycle", columns, [row]).await?;
    let subjects = (0..ESTATES).map(|n| {
        let (subject, enterprise) = (to.uuid(id(22, n)), to.uuid(enterprise(n / 12)));
        format!(
            "{subject},{},{},{enterprise},'2020-01-01','has_branch has_committee','rated',{}",
            to.uuid(cycle()),
            key(n),
            place(n)
        )
    });
    let columns =
        "id,cycle_id,estate,enterprise_id,served_since,facts,standing,district,street,community";
    to.insert("rating_subject", columns, subjects).await
}

fn key(estate: u32) -> i32 {
    path(estate).estate.unwrap_or(0)
}

fn place(estate: u32) -> String {
    let at = path(estate);
    format!("{DISTRICT},{},{}", at.street.unwrap_or(0), at.community.unwrap_or(0))
}

const SHEET: &str = "id,cycle_id,estate,enterprise_id,evaluator,acting,district,street,community,state,document,due,\
    signed_by,signed_role,signed_at,version,updated_at";

fn sheets(to: &Loader, scheme: &Scheme, estate: u32) -> Vec<String> {
    let sheet = |(number, evaluator): (usize, &&str)| {
        let of = scheme.indicators().map(|(_, one)| one);
        let own = of.filter(|one| one.evaluator.as_str() == *evaluator);
        let entries: Vec<_> = own.map(|one| entry(one, estate)).collect();
        let document = json!({ "entries": entries });
        format!(
            "{},{},{},{},'{evaluator}',false,{},'signed','{document}',9,{},'auditor',1,3,0",
            to.uuid(id(23, estate * 5 + u32::try_from(number).unwrap_or(0))),
            to.uuid(cycle()),
            key(estate),
            to.uuid(enterprise(estate / 12)),
            place(estate),
            to.uuid(id(5, 0)),
        )
    };
    SHEETS.iter().enumerate().map(sheet).collect()
}

fn entry(indicator: &Indicator, estate: u32) -> serde_json::Value {
    match &indicator.method {
        Method::Deduction { .. } if estate.is_multiple_of(9) => {
            json!({ "indicator": indicator.code, "no_data": true })
        }
        Method::Deduction { .. } => json!({ "indicator": indicator.code, "inspected": true }),
        Method::Tiers { .. } => json!({ "indicator": indicator.code, "tier": estate % 2 }),
        _ => json!({ "indicator": indicator.code, "part": 9, "whole": 10 }),
    }
}

const FINDING: &str = "id,enterprise_id,scheme_id,indicator,name_zh,name_en,each_points,evaluator,units,place,found_at,\
    found_on,note,evidence,links,filed_by,filed_role,filed_at,due_on,due_by_default,state,rectifications,rejections,\
    district,street,community,estate,version,updated_at";

fn findings(to: &Loader, on: NaiveDate, estate: u32) -> Vec<String> {
    let office = Evaluator::PropertyOffice;
    let codes = ["B2", "B3", "D1", "D4", "E1", "E3", "F1", "F5"];
    let one = |number: u32| {
        let code = codes[(estate + number) as usize % codes.len()];
        format!(
            "{},{},{},'{code}','指标','indicator',20,'{office}',1,'楼道',0,'{on}','堆物','照片','[]',{},'property_office',0,\
             '{on}',true,'filed',0,0,{},{},1,0",
            to.uuid(id(24, estate * FINDINGS + number)),
            to.uuid(enterprise(estate / 12)),
            to.uuid(scheme()),
            to.uuid(id(5, 0)),
            place(estate),
            key(estate),
        )
    };
    (0..FINDINGS).map(one).collect()
}
