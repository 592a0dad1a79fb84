//! `splitTicket` 拆单: several demands in one ticket become tickets of their own.

use access::Action;
use actix_web::post;
use kernel::{CategoryId, Refusal, TicketId};
use persistence::{Failure, Tx};
use serde::{Deserialize, Serialize};
use ticket::{Descent, Detail, Kind, Priority, Ticket};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    descend::{Heading, descend},
    step::take,
    view::{TicketView, answer},
};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Into what it is split.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "一单两事,由不同单位办理", "parts": [
    {"category_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "description": "电梯异响"},
    {"category_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "description": "楼道灯不亮", "priority": "urgent"}
]}))]
pub(crate) struct SplitBody {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
    /// Every demand becomes a ticket.
    #[validate(length(min = 2, max = 10), nested)]
    #[schema(min_items = 2, max_items = 10)]
    parts: Vec<NewPart>,
}

/// One demand.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPart {
    pub(crate) category_id: CategoryId,
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub(crate) description: String,
    /// The category's default when not given.
    #[serde(default)]
    pub(crate) kind: Option<Kind>,
    /// That of the ticket when not given.
    #[serde(default)]
    pub(crate) priority: Option<Priority>,
}

impl NewPart {
    fn heading(&self, whole: &Ticket) -> Heading {
        Heading {
            category: self.category_id,
            kind: self.kind,
            priority: self.priority.unwrap_or(whole.priority),
            description: self.description.clone(),
        }
    }
}

/// Split a ticket that holds several demands.
///
/// By those who dispatch it, and the community officer, before it is accepted. Each part takes over place, contact and
/// reporter and goes its own way; the split ticket is closed by itself when all of them have ended. A part cannot be
/// split again.
#[utoipa::path(tag = "tickets", operation_id = "splitTicket", params(IdPath), request_body = SplitBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/split")]
pub(crate) async fn split(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<SplitBody>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let fits = |version| ctx.match_version(version, false);
        let parts = || {
            let body = body.get()?;
            Ok((body.reason.clone(), body.parts.clone()))
        };
        let after = divide(ctx.by(), tx, id.0, fits, parts).await?;
        answer(&ctx, tx, &after).await
    })
    .await
}

/// Files the parts and ends the whole; `told` is asked only once the split is known to be permitted and possible.
pub(crate) async fn divide(
    by: By<'_>,
    tx: &Tx,
    id: TicketId,
    fits: impl Fn(i32) -> Result<(), Refusal>,
    told: impl Fn() -> Result<(String, Vec<NewPart>), Failure>,
) -> Result<Ticket, Failure> {
    let detail = async |tx: &Tx, whole: &Ticket| {
        let (reason, wanted) = told()?;
        let mut parts = Vec::with_capacity(wanted.len());
        for (at, part) in wanted.iter().enumerate() {
            let new = descend(by, tx, whole, Descent::Part, part.heading(whole)).await;
            parts.push(new.map_err(|failure| under(failure, at))?.id);
        }
        Ok(Detail::Split { parts, reason })
    };
    take(by, tx, id, Action::Split, fits, detail).await
}

/// The refusal, with the place of the part in the body.
fn under(failure: Failure, at: usize) -> Failure {
    failure.map_refusal(|refusal| refusal.under(&format!("parts/{at}")))
}
