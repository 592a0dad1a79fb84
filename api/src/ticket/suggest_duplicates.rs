//! `suggestDuplicates` 疑似重复: open tickets like the one that is about to be filed.

use access::{Action, scope};
use actix_web::post;
use chrono::TimeDelta;
use kernel::{CategoryId, Code, EstateId, PageSize, TicketNumber, Uuid};
use persistence::{
    place::estate_by_id,
    ticket::{Filter, Page as Part, Place, list, settle},
};
use serde::{Deserialize, Serialize};
use ticket::{State, Ticket, allowed_actions, likeness};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
    replay::Key,
};

/// How old a ticket can be to be suggested.
const RECENT: TimeDelta = TimeDelta::days(30);
/// Hundredths from which two descriptions are alike; in the same category fewer will do.
const ALIKE: u32 = 35;
const ALIKE_IN_CATEGORY: u32 = 20;
const MOST: usize = 10;

/// What is about to be filed.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "description": "3栋2单元电梯又停了"
}))]
pub(crate) struct Draft {
    estate_id: EstateId,
    #[serde(default)]
    category_id: Option<CategoryId>,
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    description: String,
}

/// Tickets like it, the likest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"items": [{
    "ticket_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "number": "260301-ABCDEF-1234X", "state": "accepted",
    "description": "3栋2单元电梯异响,运行时有明显抖动。", "likeness": 62, "support_count": 3, "supportable": true}]}))]
pub(crate) struct Suggestions {
    #[schema(max_items = 10)]
    items: Vec<Suggestion>,
}

/// One ticket like it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Suggestion {
    #[schema(format = "uuid", max_length = 36)]
    ticket_id: Uuid,
    #[schema(max_length = 19)]
    number: String,
    state: State,
    #[schema(max_length = 2000)]
    description: String,
    /// Hundredths of the pairs of characters that both have.
    #[schema(minimum = 0, maximum = 100)]
    likeness: u32,
    #[schema(minimum = 0)]
    support_count: i32,
    /// Whether the caller may say "me too" instead.
    supportable: bool,
}

/// Suggest open tickets of the last 30 days that may be about the same matter; nothing is filed.
///
/// Of the newest hundred on the estate that the caller may see.
#[utoipa::path(tag = "tickets", operation_id = "suggestDuplicates", request_body = Draft,
    responses((status = 200, body = Suggestions)))]
#[post("/v1/duplicate-suggestions")]
pub(crate) async fn suggest_duplicates(ctx: Ctx, body: Body<Draft>) -> Result<Answer, Problem> {
    Key::of(&ctx)?;
    let terms = scope(&ctx.actor, Action::TicketRead);
    if terms.is_empty() {
        return Err(Code::Forbidden.into());
    }
    let told = &body.0;
    let Some(estate) = estate_by_id(ctx.reader(), told.estate_id).await? else {
        return Answer::ok(&Suggestions { items: Vec::new() });
    };
    let filter = Filter {
        place: Some(Place::Estate { key: estate.key, path: estate.path }),
        open: Some(true),
        created_from: Some(ctx.now - RECENT),
        ..Filter::default()
    };
    let part = Part { size: PageSize::new(100).unwrap_or_default(), ..Part::default() };
    let mut found = list(ctx.reader(), &terms, &filter, part, ctx.today()).await?.tickets;
    settle(ctx.reader(), &mut found, &ctx.actor, ctx.now).await?;
    let mut like: Vec<(u32, &Ticket)> = found
        .iter()
        .map(|ticket| (likeness(&ticket.description, &told.description), ticket))
        .collect();
    like.retain(|(hundredths, ticket)| {
        let same = told.category_id == Some(ticket.category_id);
        *hundredths >= if same { ALIKE_IN_CATEGORY } else { ALIKE }
    });
    like.sort_by_key(|(hundredths, ticket)| (std::cmp::Reverse(*hundredths), ticket.id));
    let items = like.iter().take(MOST).map(|(hundredths, ticket)| view(&ctx, ticket, *hundredths));
    Answer::ok(&Suggestions { items: items.collect() })
}

fn view(ctx: &Ctx, ticket: &Ticket, likeness: u32) -> Suggestion {
    Suggestion {
        ticket_id: ticket.id.0,
        number: TicketNumber::of(ticket.id.0, ctx.app.offset.local_minus_utc()).to_string(),
        state: ticket.state,
        description: ticket.description.clone(),
        likeness,
        support_count: ticket.course.support_count,
        supportable: allowed_actions(ticket, &ctx.actor, ctx.now).contains(&Action::Support),
    }
}
