//! `rebuildFigures`: counting the tickets anew, and putting right what the counters hold otherwise.

use access::{Action, authorize};
use actix_web::post;
use chrono::NaiveDate;
use kernel::{Code, Fault, Refusal, Uuid};
use persistence::{Conn, Entry, StoreError};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ticket::{Counter, Measure, Sought, Span, Whole, date_of};
use utoipa::ToSchema;
use validator::Validate;

use super::recount::{Recount, TOLD, recount};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
    place::Lookup,
};

/// Which months.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"from": "2026-03-01"}))]
pub(crate) struct RebuildBody {
    /// From the month of this day on; from the first where not given.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date, max_length = 10)]
    from: Option<NaiveDate>,
    /// Up to the month of this day; to the last where not given.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date, max_length = 10)]
    to: Option<NaiveDate>,
}

/// A number of a counter that was not what the tickets say.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DifferenceView {
    whole: Whole,
    #[schema(format = "uuid", max_length = 36)]
    area_id: Option<Uuid>,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Option<Uuid>,
    #[schema(format = "uuid", max_length = 36)]
    organization_id: Option<Uuid>,
    #[schema(format = "uuid", max_length = 36)]
    category_id: Option<Uuid>,
    span: Span,
    #[schema(format = Date, max_length = 10)]
    start: String,
    measure: Measure,
    kept: i64,
    counted: i64,
}

/// What counting anew found; all of it is put right.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"months": 12, "tickets": 10340, "counters": 48120, "differences": 0, "found": []}))]
pub(crate) struct RebuildView {
    #[schema(minimum = 0)]
    months: u64,
    #[schema(minimum = 0)]
    tickets: u64,
    /// Counters that were compared.
    #[schema(minimum = 0)]
    counters: u64,
    /// Counters that were wrong: none, unless the database was changed by other hands.
    #[schema(minimum = 0)]
    differences: u64,
    /// The first of them, number by number.
    #[schema(max_items = 100)]
    found: Vec<DifferenceView>,
}

/// Count all tickets anew and compare, month by month, while work goes on.
///
/// What differs is told and put right. One at a time: 409 while another counts. It counts to the end also where who
/// asked has gone.
#[utoipa::path(tag = "tickets", operation_id = "rebuildFigures", request_body = RebuildBody,
    responses((status = 200, body = RebuildView)))]
#[post("/v1/figures/rebuild")]
pub(crate) async fn rebuild(ctx: Ctx, body: Body<RebuildBody>) -> Result<Answer, Problem> {
    let permit = authorize(&ctx.actor, Action::FigureRebuild, &Sought::default())?;
    let RebuildBody { from, to } = body.0;
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        return Err(Refusal::field("to", Fault::Order).into());
    }
    let month = |date: NaiveDate| date_of(0).max(date).format("%Y-%m").to_string();
    let within = move |day: i32| {
        let own = month(date_of(day));
        from.is_none_or(|from| month(from) <= own) && to.is_none_or(|to| own <= month(to))
    };
    let app = ctx.app.clone();
    let counting = actix_web::rt::spawn(async move { recount(&app, within).await });
    let found = counting.await.map_err(|_| Code::InternalError)??;
    let view = view(ctx.reader(), &found).await?;
    let run: Uuid = ctx.id();
    ctx.write(async |tx| {
        let told = json!({
            "months": view.months, "tickets": view.tickets, "counters": view.counters,
            "differences": view.differences,
        });
        let entry = Entry::of(&permit, run, 1, ctx.now, access::ScopePath::default());
        tx.journal(&Entry { detail: told, ..entry }).await?;
        Ok(Answer::ok(&view)?)
    })
    .await
}

async fn view(db: &impl Conn, found: &Recount) -> Result<RebuildView, Problem> {
    let (mut told, mut known) = (Vec::new(), Lookup::default());
    for difference in &found.differences {
        for measure in Measure::ALL {
            let (kept, counted) = (difference.kept.get(*measure), difference.counted.get(*measure));
            if kept != counted && told.len() < TOLD {
                let place = place(db, &difference.counter, &mut known).await?;
                told.push(shown(&difference.counter, place, *measure, (kept, counted)));
            }
        }
    }
    Ok(RebuildView {
        months: found.months,
        tickets: found.tickets,
        counters: found.counters,
        differences: found.wrong,
        found: told,
    })
}

async fn place(
    db: &impl Conn,
    counter: &Counter,
    known: &mut Lookup,
) -> Result<Option<Uuid>, StoreError> {
    match counter.whole {
        Whole::Everything | Whole::Organization => Ok(None),
        Whole::Estate => known.estate(db, counter.key).await.map(Some),
        Whole::District | Whole::Street | Whole::Community => {
            known.area(db, counter.key).await.map(Some)
        }
    }
}

fn shown(
    counter: &Counter,
    place: Option<Uuid>,
    measure: Measure,
    (kept, counted): (i64, i64),
) -> DifferenceView {
    let estate = counter.whole == Whole::Estate;
    let id = |id: Uuid| (!id.is_nil()).then_some(id);
    DifferenceView {
        whole: counter.whole,
        area_id: place.filter(|_| !estate),
        estate_id: place.filter(|_| estate),
        organization_id: id(counter.organization),
        category_id: id(counter.category),
        span: counter.span,
        start: date_of(counter.start).to_string(),
        measure,
        kept,
        counted,
    }
}
