//! `listRoutingRules`: the rules of the areas in one's scope, in the order in which they are asked.

use access::{Action, Term, scope};
use actix_web::get;
use kernel::{AreaId, Code};
use persistence::{
    StoreError,
    place::{area_by_id, area_by_key},
    routing::{RuleFilter, list as rules},
};
use serde::Deserialize;
use ticket::RuleState;
use utoipa::IntoParams;

use super::view::{RuleView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, page_of},
    place::Lookup,
};

/// Which rules, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Those of just this area, in their order.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
    /// All but the retired ones when not given.
    state: Option<RuleState>,
    /// Only those that the system switched off, or only the others.
    broken: Option<bool>,
}

/// List the routing rules of the areas in one's scope.
///
/// Those of an area stand together, in the order in which they are asked.
#[utoipa::path(tag = "routing", operation_id = "listRoutingRules", params(Filter, PageParams),
    responses((status = 200, body = Page<RuleView>)))]
#[get("/v1/routing-rules")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    let within = within(&ctx)?;
    let Both(Filter { area_id, state, broken }, part) = params;
    let mut paging = part.paging(&ctx)?;
    let area = match area_id {
        None => None,
        Some(id) => match area_by_id(ctx.reader(), id).await? {
            Some(area) => Some(area.key),
            None => return paging.nothing::<RuleView>(&ctx),
        },
    };
    let filter = RuleFilter { within, area, state, broken };
    let (db, after) = (ctx.reader(), paging.after_id()?);
    let found =
        paging.rows(after, async |after, limit| rules(db, &filter, after, limit).await).await?;
    let (shown, next) = paging.cut(&found, |last| last.id.0.as_bytes().to_vec());
    let (mut items, mut known) = (Vec::with_capacity(shown.len()), Lookup::default());
    let mut at = None;
    for rule in shown {
        let area = match at.take().filter(|area: &place::Area| area.key == rule.area) {
            Some(area) => area,
            None => area_by_key(db, rule.area).await?.ok_or(StoreError::Corrupt("area"))?,
        };
        items.push(view(&ctx, db, (rule, &area), &mut known).await?);
        at = Some(area);
    }
    page_of(&ctx, items, next, paging.count)
}

/// The areas whose rules the caller may read; `None` for everyone's.
fn within(ctx: &Ctx) -> Result<Option<Vec<(access::Level, i32)>>, Problem> {
    let terms = scope(&ctx.actor, Action::RoutingRead);
    if terms.contains(&Term::Everything) {
        return Ok(None);
    }
    let areas: Vec<_> = terms
        .iter()
        .filter_map(|term| match term {
            Term::Area { level, key } => Some((*level, *key)),
            Term::Everything | Term::Estate { .. } | Term::Party { .. } => None,
        })
        .collect();
    if areas.is_empty() { Err(Code::Forbidden.into()) } else { Ok(Some(areas)) }
}
