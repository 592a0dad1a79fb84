//! `ruleRequest` 审批.

use access::Action;
use actix_web::post;
use kernel::TicketId;
use serde::Deserialize;
use ticket::{Detail, Ruling};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Ids, Late, Problem},
};

/// The ruling and its reason.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"granted": true, "words": "情况属实,同意"}))]
pub(crate) struct RulingBody {
    granted: bool,
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    words: String,
}

/// The ticket and the number of the request in it.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct RequestPath {
    /// The id of the ticket.
    #[param(value_type = String, format = "uuid", max_length = 36)]
    id: TicketId,
    /// The number of the request, from 1.
    #[param(minimum = 1, maximum = 1000000)]
    n: i32,
}

/// Rule on a suspension, an extension, a return or a dispute.
///
/// By the branch secretary (not on whose duty it is), the community, the street and the district; never by who asked,
/// or who works for the organisation that did. A granted suspension suspends the ticket; after a granted return or
/// dispute it is dispatched anew, by the community where the enterprise under contract had asked.
#[utoipa::path(tag = "tickets", operation_id = "ruleRequest", params(RequestPath), request_body = RulingBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/requests/{n}/rule")]
pub(crate) async fn rule(
    ctx: Ctx,
    path: Ids<RequestPath>,
    body: Late<RulingBody>,
) -> Result<Answer, Problem> {
    step(&ctx, path.0.id, Action::Rule, async |_, _| {
        let told = body.get()?;
        let (number, granted) = (path.0.n, told.granted);
        Ok(Detail::Rule(Ruling { number, granted, words: told.words.clone() }))
    })
    .await
}
