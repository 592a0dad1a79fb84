//! `getWhistleFigures` and `getReturnFigures`: both sides of whistles, and improper returns (双考核、不当退单).

use access::{Action, Mine, Term, scope};
use actix_web::get;
use chrono::{DateTime, FixedOffset, TimeDelta};
use kernel::{Code, Moment, Uuid};
use persistence::ticket::{Called, Returned, return_figures, whistle_figures};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    ctx::Ctx,
    http::{Answer, Params, Problem},
};

/// Of which time; the last year where nothing is said.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Period {
    /// From this moment on.
    #[param(value_type = Option<String>, format = DateTime, max_length = 40)]
    from: Option<DateTime<FixedOffset>>,
    /// Until before this moment.
    #[param(value_type = Option<String>, format = DateTime, max_length = 40)]
    to: Option<DateTime<FixedOffset>>,
}

/// Both sides of whistles in the caller's scope.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "blown": 6, "approved": 5, "rejected": 1, "stuck": 0, "departments": [{
        "organization_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40", "called": 5, "reported": 5, "in_time": 4,
        "finished": 4, "rated": 4, "stars": 18}]
}))]
pub(crate) struct WhistleFigures {
    #[schema(minimum = 0)]
    blown: i64,
    #[schema(minimum = 0)]
    approved: i64,
    #[schema(minimum = 0)]
    rejected: i64,
    /// Now stuck in a hand-over.
    #[schema(minimum = 0)]
    stuck: i64,
    /// Those called most first.
    #[schema(max_items = 200)]
    departments: Vec<DepartmentFigures>,
}

/// What a department did when it was called.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DepartmentFigures {
    #[schema(format = "uuid", max_length = 36)]
    organization_id: Uuid,
    #[schema(minimum = 0)]
    called: i64,
    #[schema(minimum = 0)]
    reported: i64,
    /// Reported in within the limit, of `called`.
    #[schema(minimum = 0)]
    in_time: i64,
    #[schema(minimum = 0)]
    finished: i64,
    #[schema(minimum = 0)]
    rated: i64,
    /// The sum of the ratings, of 5 times `rated`.
    #[schema(minimum = 0)]
    stars: i64,
}

/// What was returned in the caller's scope, by organisation.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"organizations": [{
    "organization_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40", "asked": 4, "granted": 3, "improper": 1}]}))]
pub(crate) struct ReturnFigures {
    #[schema(max_items = 200)]
    organizations: Vec<OrganizationReturns>,
}

/// What an organisation returned.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OrganizationReturns {
    #[schema(format = "uuid", max_length = 36)]
    organization_id: Uuid,
    #[schema(minimum = 0)]
    asked: i64,
    #[schema(minimum = 0)]
    granted: i64,
    /// Refused, since the order was right.
    #[schema(minimum = 0)]
    improper: i64,
}

impl Period {
    fn bounds(&self, now: Moment) -> (Moment, Moment) {
        let to = self.to.map_or(now + TimeDelta::milliseconds(1), |at| at.to_utc());
        let year = now - TimeDelta::days(366);
        (self.from.map_or(year, |at| at.to_utc()), to)
    }
}

/// Count whistles: what the communities called for, and what the departments did.
#[utoipa::path(tag = "whistles", operation_id = "getWhistleFigures", params(Period),
    responses((status = 200, body = WhistleFigures)))]
#[get("/v1/whistle-figures")]
pub(crate) async fn whistles(ctx: Ctx, period: Params<Period>) -> Result<Answer, Problem> {
    let terms = scope(&ctx.actor, Action::TicketRead);
    if terms.is_empty() {
        return Err(Code::Forbidden.into());
    }
    let (sides, departments) =
        whistle_figures(ctx.reader(), &terms, period.0.bounds(ctx.now)).await?;
    // A department is shown itself; what lies in a place, all that were called there.
    let own: Option<Vec<Uuid>> =
        terms.iter().all(|term| matches!(term, Term::Party { .. })).then(|| {
            let called = |term: &Term| match term {
                Term::Party { party, part: Mine::Called, .. } => Some(*party),
                _ => None,
            };
            terms.iter().filter_map(called).collect()
        });
    let shown = |called: &&Called| own.as_ref().is_none_or(|o| o.contains(&called.organization.0));
    Answer::ok(&WhistleFigures {
        blown: sides.blown,
        approved: sides.approved,
        rejected: sides.rejected,
        stuck: sides.stuck,
        departments: departments.iter().filter(shown).map(department).collect(),
    })
}

fn department(called: &Called) -> DepartmentFigures {
    DepartmentFigures {
        organization_id: called.organization.0,
        called: called.called,
        reported: called.reported,
        in_time: called.in_time,
        finished: called.finished,
        rated: called.rated,
        stars: called.stars,
    }
}

/// Count returned orders by organisation; those that were refused were improper.
#[utoipa::path(tag = "tickets", operation_id = "getReturnFigures", params(Period),
    responses((status = 200, body = ReturnFigures)))]
#[get("/v1/return-figures")]
pub(crate) async fn returns(ctx: Ctx, period: Params<Period>) -> Result<Answer, Problem> {
    let terms = scope(&ctx.actor, Action::TicketRead);
    if terms.is_empty() {
        return Err(Code::Forbidden.into());
    }
    // Only places: who has a part in single tickets counts nobody.
    let places: Vec<Term> =
        terms.into_iter().filter(|term| !matches!(term, Term::Party { .. })).collect();
    let found = return_figures(ctx.reader(), &places, period.0.bounds(ctx.now)).await?;
    let organizations = found.iter().map(returned).collect();
    Answer::ok(&ReturnFigures { organizations })
}

fn returned(row: &Returned) -> OrganizationReturns {
    OrganizationReturns {
        organization_id: row.organization.0,
        asked: row.asked,
        granted: row.granted,
        improper: row.improper,
    }
}
