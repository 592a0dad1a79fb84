//! How a calendar is shown.

use access::{Level, SubjectKind};
use calendar::{DayRule, Hours, Year, YearState};
use kernel::Uuid;
use persistence::{Conn, Failure, StoreError, calendar::Kept};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Versioned},
    place::Lookup,
};

/// A calendar (日历): working time of everywhere, or what differs in one area.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "parent_id": null, "area_id": null, "name": "全国工作日历",
    "tz": "+08:00", "hours": {"0": [["09:00", "12:00"], ["14:00", "18:00"]]}, "known_years": [2024, 2025, 2026],
    "version": 1, "updated_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct CalendarView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    /// Null for the calendar of everywhere.
    #[schema(format = "uuid", max_length = 36)]
    parent_id: Option<Uuid>,
    /// The district, street or community that it is for.
    #[schema(format = "uuid", max_length = 36)]
    area_id: Option<Uuid>,
    #[schema(max_length = 100)]
    name: String,
    #[schema(max_length = 64)]
    tz: String,
    /// Windows by weekday, `0` is Monday; null where they are the parent's.
    #[schema(value_type = Option<Object>)]
    hours: Option<Hours>,
    /// The years that are in force; a deadline in another year is provisional.
    #[schema(max_items = 200)]
    known_years: Vec<i32>,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

/// A calendar with its years.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "parent_id": null, "area_id": null, "name": "全国工作日历",
    "tz": "+08:00", "hours": {"0": [["09:00", "12:00"], ["14:00", "18:00"]]}, "known_years": [2026],
    "version": 1, "updated_at": "2026-03-01T09:30:00.000+08:00", "years": [{
        "year": 2026, "state": "approved", "state_label": "已生效", "days": [{"date": "2026-02-14", "kind": "work", "name": "春节调休上班"}],
        "hours": null, "source_no": "国办发明电〔2025〕7号", "source_url": "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm",
        "proposed_by": null, "proposed_at": "2025-11-04T00:00:00.000+08:00", "approved_by": null, "approved_at": "2025-11-04T00:00:00.000+08:00"
    }]
}))]
pub(crate) struct CalendarDetail {
    #[serde(flatten)]
    calendar: CalendarView,
    /// Those in force, and those that wait for a second person.
    #[schema(max_items = 400)]
    years: Vec<YearView>,
}

/// One year of a calendar.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct YearView {
    year: i32,
    state: YearState,
    #[schema(max_length = 40)]
    state_label: &'static str,
    #[schema(max_items = 366)]
    days: Vec<DayRule>,
    /// What the week became with it, where it changed.
    #[schema(value_type = Option<Object>)]
    hours: Option<Hours>,
    /// The number of the document that it comes from.
    #[schema(max_length = 100)]
    source_no: String,
    #[schema(max_length = 500)]
    source_url: String,
    /// Null for what came with the system.
    #[schema(format = "uuid", max_length = 36)]
    proposed_by: Option<Uuid>,
    #[schema(format = "date-time", max_length = 40)]
    proposed_at: String,
    #[schema(format = "uuid", max_length = 36)]
    approved_by: Option<Uuid>,
    #[schema(format = "date-time", max_length = 40)]
    approved_at: Option<String>,
}

pub(super) async fn view(
    ctx: &Ctx,
    db: &impl Conn,
    kept: &Kept,
    known: &mut Lookup,
) -> Result<CalendarView, StoreError> {
    let Kept { almanac, years } = kept;
    let area_id = match almanac.path.at(Level::District) {
        None => None,
        Some(_) => Some(known.narrowest(db, almanac.path).await?),
    };
    let in_force = years.iter().filter(|year| year.state == YearState::Approved);
    Ok(CalendarView {
        id: almanac.id.0,
        parent_id: almanac.parent_id.map(|id| id.0),
        area_id,
        name: almanac.name.clone(),
        tz: almanac.zone.clone(),
        hours: almanac.hours.clone(),
        known_years: in_force.map(|year| year.year).collect(),
        version: almanac.version,
        updated_at: ctx.time(almanac.updated_at),
    })
}

fn year(ctx: &Ctx, year: &Year) -> YearView {
    YearView {
        year: year.year,
        state: year.state,
        state_label: year.state.label().in_language(ctx.language()),
        days: year.days.clone(),
        hours: year.hours.clone(),
        source_no: year.source_no.clone(),
        source_url: year.source_url.clone(),
        proposed_by: year.proposed_by.map(|id| id.0),
        proposed_at: ctx.time(year.proposed_at),
        approved_by: year.approved_by.map(|id| id.0),
        approved_at: year.approved_at.map(|at| ctx.time(at)),
    }
}

/// A single calendar as an answer, with its years.
pub(super) async fn answer(ctx: &Ctx, db: &impl Conn, kept: &Kept) -> Result<Answer, Failure> {
    let calendar = view(ctx, db, kept, &mut Lookup::default()).await?;
    let years = kept.years.iter().map(|of| year(ctx, of)).collect();
    let Kept { almanac, .. } = kept;
    let what =
        Versioned { kind: SubjectKind::Calendar, id: almanac.id.0, version: almanac.version };
    Ok(Answer::ok(&CalendarDetail { calendar, years })?.of(what))
}
