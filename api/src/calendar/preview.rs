//! `previewDeadline` 期限试算: what a calendar makes of a start and an amount.

use access::{Action, ScopePath, authorize};
use actix_web::post;
use calendar::{Asked, Calendar, Desk, Op, Span, Told, Written};
use chrono::{DateTime, FixedOffset};
use kernel::{CalendarId, Fault, Refusal};
use persistence::{
    Conn, Failure,
    calendar::{Kept, chain},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
};

/// A question to a calendar, which is given or named.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "calendar": {"tz": "Asia/Shanghai", "hours": {"4": [["09:00", "12:00"], ["14:00", "18:00"]]}, "makeup_workdays": ["2026-02-14"]},
    "op": "add_business_seconds", "start": "2026-02-13T17:00:00+08:00", "amount": 7200
}))]
pub(crate) struct PreviewBody {
    /// A calendar in full; this or `calendar_id`.
    #[serde(default)]
    calendar: Option<Written>,
    /// A calendar that is kept here.
    #[serde(default)]
    calendar_id: Option<CalendarId>,
    op: Op,
    /// From 1970 to 2199. Where working time is subtracted, the moment that it is subtracted from.
    #[schema(value_type = String, format = DateTime, max_length = 40)]
    start: DateTime<FixedOffset>,
    /// Of `business_between` alone; not before the start.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime, max_length = 40)]
    end: Option<DateTime<FixedOffset>>,
    /// Seconds, or workdays; of all but `business_between`. The answer lies at most 20 years away.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 632448000)]
    amount: Option<i64>,
    /// Stretches that do not count; not with `add_workdays`.
    #[serde(default)]
    #[schema(max_items = 100)]
    pauses: Vec<PauseBody>,
}

/// A stretch during which the clock stands still.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"from": "2026-02-15T00:00:00+08:00", "to": "2026-02-24T00:00:00+08:00"}))]
pub(crate) struct PauseBody {
    #[schema(value_type = String, format = DateTime, max_length = 40)]
    from: DateTime<FixedOffset>,
    #[schema(value_type = String, format = DateTime, max_length = 40)]
    to: DateTime<FixedOffset>,
}

/// A moment of the answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(value_type = String, format = DateTime, max_length = 40)]
pub(crate) struct At(String);

/// A moment, or with `business_between` seconds of working time.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum PreviewResult {
    At(At),
    Seconds(i64),
}

/// The answer of a calendar.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"result": "2026-02-14T12:00:00.000+08:00", "provisional": false}))]
pub(crate) struct PreviewView {
    result: PreviewResult,
    /// Whether a year is touched whose holidays are not in the calendar: it was then reckoned by weekday alone.
    provisional: bool,
}

/// Try what a deadline would be.
///
/// A deadline exactly on closing time stays there; workdays keep the wall time; a start on a closed day counts from
/// 00:00 of the next open day; `add_workdays_then_pauses` moves on by the working time of each pause that begins
/// before the deadline. The zone is that of the calendar, whatever offset the moments come with.
#[utoipa::path(tag = "calendars", operation_id = "previewDeadline", request_body = PreviewBody,
    responses((status = 200, body = PreviewView)))]
#[post("/v1/calendars/preview")]
pub(crate) async fn preview(ctx: Ctx, body: Body<PreviewBody>) -> Result<Answer, Problem> {
    let everywhere = Desk { path: ScopePath::default(), proposed_by: None };
    authorize(&ctx.actor, Action::CalendarRead, &everywhere)?;
    let told = &body.0;
    ctx.write(async |tx| {
        let calendar = calendar(tx, told).await?;
        let (result, unknown) = calendar.ask(&told.asked())?;
        let result = match result {
            Told::At(at) => PreviewResult::At(At(ctx.time(at))),
            Told::Lasts(time) => PreviewResult::Seconds(time.num_seconds()),
        };
        Ok(Answer::ok(&PreviewView { result, provisional: !unknown.is_empty() })?)
    })
    .await
}

async fn calendar(db: &impl Conn, told: &PreviewBody) -> Result<Calendar, Failure> {
    match (&told.calendar, told.calendar_id) {
        (Some(written), None) => Ok(written.read("calendar")?),
        (None, Some(id)) => {
            let found = Kept::calendar(&chain(db, id).await?)?;
            Ok(found.ok_or_else(|| Refusal::field("calendar_id", Fault::NotFound))?)
        }
        (None, None) => Err(Refusal::field("calendar", Fault::Required).into()),
        (Some(_), Some(_)) => Err(Refusal::field("calendar_id", Fault::NotAllowed).into()),
    }
}

impl PreviewBody {
    fn asked(&self) -> Asked {
        let span = |pause: &PauseBody| Span { from: pause.from.to_utc(), to: pause.to.to_utc() };
        Asked {
            op: self.op,
            start: self.start.to_utc(),
            end: self.end.map(|at| at.to_utc()),
            amount: self.amount,
            pauses: self.pauses.iter().map(span).collect(),
        }
    }
}
