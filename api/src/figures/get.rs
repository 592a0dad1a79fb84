//! `getTicketFigures`: the three rates (三率) and what stands behind them, of a place, an organisation and a period.

use std::collections::{BTreeMap, HashMap};

use actix_web::get;
use kernel::Uuid;
use persistence::ticket::{Group, Grouping, Of, Question, below, figures};
use ticket::{Counts, Measure, Whole, date_of};

use super::{
    params::{By, FigureParams, Spot, answerable},
    view::{FiguresView, PartView, figure_set},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Params, Problem},
};

/// Organisations of one answer, those with the most tickets first.
const MOST: usize = 200;

/// Count tickets: response, resolution and satisfaction, follow-ups, returns, reopenings and times.
///
/// An officer asks about their own area and what lies in it, an enterprise or a department about itself. By category,
/// and by organisation within a place, whole months are counted: `from` is then the first day of a month, `to` the last
/// or today. The figures hold everything up to the last commit.
#[utoipa::path(tag = "tickets", operation_id = "getTicketFigures", params(FigureParams),
    responses((status = 200, body = FiguresView)))]
#[get("/v1/figures/tickets")]
pub(crate) async fn get(ctx: Ctx, asked: Params<FigureParams>) -> Result<Answer, Problem> {
    let asked = &asked.0;
    let (spot, organization) = asked.spot(&ctx).await?;
    let question = asked.question(&ctx, &spot, organization)?;
    answerable(&ctx, &question)?;
    let found = figures(ctx.reader(), &question).await?;
    let mut total = Counts::default();
    found.values().for_each(|counts| total.add(counts));
    let parts = match asked.by {
        None => Vec::new(),
        Some(By::Area) => places(&ctx, &spot, &question).await?,
        Some(_) => parts(&question, found),
    };
    let (from, to) = question.days;
    Answer::ok(&FiguresView {
        from: date_of(from).to_string(),
        to: date_of(to).to_string(),
        total: figure_set(&total),
        parts,
    })
}

fn empty(counts: &Counts) -> PartView {
    PartView {
        start: None,
        area_id: None,
        estate_id: None,
        organization_id: None,
        category_id: None,
        figures: figure_set(counts),
    }
}

fn parts(question: &Question, found: BTreeMap<Group, Counts>) -> Vec<PartView> {
    let mut found: Vec<(Group, Counts)> = found.into_iter().collect();
    if question.by == Grouping::Organization {
        found.sort_by_key(|(_, counts)| -counts.get(Measure::Filed));
        found.truncate(MOST);
    }
    let id = |id: Uuid| (!id.is_nil()).then_some(id);
    let timed = matches!(question.by, Grouping::Day | Grouping::Month);
    let part = |(group, counts): &(Group, Counts)| PartView {
        start: timed.then(|| date_of(group.start).to_string()),
        organization_id: id(group.organization),
        category_id: id(group.category),
        ..empty(counts)
    };
    found.iter().map(part).collect()
}

/// The areas that lie directly in the spot now, or the estates of a community.
async fn places(ctx: &Ctx, spot: &Spot, question: &Question) -> Result<Vec<PartView>, Problem> {
    let over = match spot {
        Spot::Area(area) => Some((question.of.whole, area.key)),
        Spot::Estate(_) => return Ok(Vec::new()),
        Spot::Organization | Spot::Everything => None,
    };
    let (whole, lying) = below(ctx.reader(), over).await?;
    let ids: HashMap<i32, Uuid> = lying.into_iter().collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut keys: Vec<i32> = ids.keys().copied().collect();
    keys.sort_unstable();
    let of = Of { whole, keys };
    let inner = Question { of, by: Grouping::Place, ..question.clone() };
    answerable(ctx, &inner)?;
    let found = figures(ctx.reader(), &inner).await?;
    let part = |(group, counts): (&Group, &Counts)| {
        let id = ids.get(&group.key).copied();
        let estate = whole == Whole::Estate;
        PartView {
            area_id: id.filter(|_| !estate),
            estate_id: id.filter(|_| estate),
            ..empty(counts)
        }
    };
    Ok(found.iter().map(part).collect())
}
