//! `rateDepartment` 评哨.

use access::Action;
use actix_web::post;
use kernel::OrganizationId;
use serde::Deserialize;
use ticket::Whistling;
use utoipa::ToSchema;
use validator::Validate;

use super::{super::view::TicketView, WhistlePath, about};
use crate::{
    ctx::Ctx,
    http::{Answer, Ids, Late, Problem},
};

/// How the department came and what it did.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"organization_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40", "stars": 5, "comment": "应哨快,处置彻底"}))]
pub(crate) struct DepartmentRating {
    /// One of the departments called, which has finished.
    organization_id: OrganizationId,
    #[validate(range(min = 1, max = 5))]
    #[schema(minimum = 1, maximum = 5)]
    stars: i32,
    #[serde(default)]
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    comment: Option<String>,
}

/// Rate what a department did on a whistle.
///
/// By the community, once for each department; from then on the department no longer sees the ticket.
#[utoipa::path(tag = "whistles", operation_id = "rateDepartment", params(WhistlePath), request_body = DepartmentRating,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/whistles/{n}/rate")]
pub(crate) async fn rate_department(
    ctx: Ctx,
    path: Ids<WhistlePath>,
    body: Late<DepartmentRating>,
) -> Result<Answer, Problem> {
    about(&ctx, path.0, Action::RateDepartment, || {
        let told = body.get()?;
        Ok(Whistling::Rate {
            organization: told.organization_id,
            stars: told.stars,
            comment: told.comment.clone(),
        })
    })
    .await
}
