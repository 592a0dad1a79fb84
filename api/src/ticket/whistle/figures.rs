//! `getWhistleFigures` and `getReturnFigures`: both sides of whistles, and improper returns (双考核、不当退单).

use actix_web::get;
use chrono::NaiveDate;
use kernel::Uuid;
use serde::{Deserialize, Serialize};
use ticket::{Counts, Measure};
use utoipa::{IntoParams, ToSchema};

use super::sides::{Sides, sides};
use crate::{
    ctx::Ctx,
    figures::months,
    http::{Answer, Params, Problem},
};

/// Organisations of one answer.
const MOST: usize = 200;

/// Of which time; the last twelve months where nothing is said.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Period {
    /// Of tickets filed on this day or later, the first of a month.
    #[param(value_type = Option<String>, format = Date, max_length = 10)]
    from: Option<NaiveDate>,
    /// Of tickets filed on this day or before: the last of a month, or today.
    #[param(value_type = Option<String>, format = Date, max_length = 10)]
    to: Option<NaiveDate>,
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
    async fn sides(&self, ctx: &Ctx) -> Result<Sides, Problem> {
        sides(ctx, months(ctx, (self.from, self.to))?).await
    }
}

/// Count whistles: what the communities called for, and what the departments did.
///
/// On the tickets that were filed in the caller's places in the months asked about; a department whose officer has no
/// place is told what it was called for itself. The figures hold everything up to the last commit.
#[utoipa::path(tag = "whistles", operation_id = "getWhistleFigures", params(Period),
    responses((status = 200, body = WhistleFigures)))]
#[get("/v1/whistle-figures")]
pub(crate) async fn whistles(ctx: Ctx, period: Params<Period>) -> Result<Answer, Problem> {
    let found = period.0.sides(&ctx).await?;
    let (total, own) = (found.total(), found.of_departments);
    let of = |place: Measure, department: Measure| total.get(if own { department } else { place });
    Answer::ok(&WhistleFigures {
        blown: of(Measure::WhistlesBlown, Measure::Called),
        approved: of(Measure::WhistlesApproved, Measure::Called),
        rejected: total.get(Measure::WhistlesRejected),
        stuck: of(Measure::WhistlesStuck, Measure::CalledStuck),
        departments: most(&found, Measure::Called, department),
    })
}

fn department(organization_id: Uuid, counts: &Counts) -> DepartmentFigures {
    DepartmentFigures {
        organization_id,
        called: counts.get(Measure::Called),
        reported: counts.get(Measure::ReportedIn),
        in_time: counts.get(Measure::ReportedInTime),
        finished: counts.get(Measure::TasksFinished),
        rated: counts.get(Measure::TasksRated),
        stars: counts.get(Measure::Stars),
    }
}

/// Count returned orders by organisation; those that were refused were improper.
///
/// On the tickets that were filed in the caller's places in the months asked about.
#[utoipa::path(tag = "tickets", operation_id = "getReturnFigures", params(Period),
    responses((status = 200, body = ReturnFigures)))]
#[get("/v1/return-figures")]
pub(crate) async fn returns(ctx: Ctx, period: Params<Period>) -> Result<Answer, Problem> {
    let found = period.0.sides(&ctx).await?;
    // Who has a part in single tickets counts nobody.
    let organizations = match found.of_departments {
        true => Vec::new(),
        false => most(&found, Measure::ReturnsAsked, returned),
    };
    Answer::ok(&ReturnFigures { organizations })
}

fn returned(organization_id: Uuid, counts: &Counts) -> OrganizationReturns {
    OrganizationReturns {
        organization_id,
        asked: counts.get(Measure::ReturnsAsked),
        granted: counts.get(Measure::Returned),
        improper: counts.get(Measure::ImproperlyReturned),
    }
}

/// The organisations that have any of it, those with the most first.
fn most<T>(found: &Sides, of: Measure, shown: impl Fn(Uuid, &Counts) -> T) -> Vec<T> {
    let any = found.by_organization.iter();
    let mut any: Vec<_> = any.filter(|(id, counts)| !id.is_nil() && counts.get(of) > 0).collect();
    any.sort_by_key(|(id, counts)| (-counts.get(of), **id));
    any.truncate(MOST);
    any.into_iter().map(|(id, counts)| shown(*id, counts)).collect()
}
