//! `registerCall` 登记来电: what a caller of the hotline reports, filed for them.

use access::{Action, authorize};
use actix_web::post;
use kernel::{CategoryId, EstateId};
use persistence::{Conn, Failure, place::estate_by_id};
use place::At;
use serde::Deserialize;
use ticket::{Kind, Priority, Visibility};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::{
    submit::{NewLocation, NewPerson, NewTicket, check_phone, once},
    view::TicketView,
};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Body, Problem},
};

/// A call.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "category_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
    "description": "来电反映3栋电梯停运。", "caller": {"name": "李晓梅", "phone": "19900000001"},
    "recording": "rec-20260302-0917"
}))]
pub(crate) struct NewCall {
    estate_id: EstateId,
    category_id: CategoryId,
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    description: String,
    #[validate(nested)]
    caller: Caller,
    /// Where the call was recorded: an address, or the hotline's own number for it.
    #[serde(default)]
    #[validate(length(min = 1, max = 500), custom(function = check_reference))]
    #[schema(min_length = 1, max_length = 500, pattern = "^[!-~]+$")]
    recording: Option<String>,
    /// The category's default when not given.
    #[serde(default)]
    kind: Option<Kind>,
    /// `normal` when not given.
    #[serde(default)]
    priority: Option<Priority>,
    /// `private` when not given.
    #[serde(default)]
    visibility: Option<Visibility>,
    #[serde(default)]
    #[validate(nested)]
    location: Option<NewLocation>,
    /// Whom to call, where that is not the caller.
    #[serde(default)]
    #[validate(nested)]
    contact: Option<NewPerson>,
    /// The hotline's number for the case: the same reference with the same body gives the same ticket for ever.
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    client_ref: Option<String>,
}

/// Who called.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Caller {
    #[serde(default)]
    #[validate(length(min = 1, max = 50))]
    #[schema(min_length = 1, max_length = 50)]
    name: Option<String>,
    /// Digits, with `+` in front and `-` or spaces between.
    #[validate(custom(function = check_phone))]
    #[schema(max_length = 20, pattern = "^[+]?[0-9][0-9 -]{3,18}$")]
    phone: String,
}

fn check_reference(text: &str) -> Result<(), ValidationError> {
    let good = text.bytes().all(|b| b.is_ascii_graphic());
    if good { Ok(()) } else { Err(ValidationError::new("format")) }
}

/// Register a call at the hotline, and file it for the caller.
///
/// Whoever proves the caller's number later becomes the reporter. With a `client_ref` that was used before, the first
/// ticket is answered with 200.
#[utoipa::path(tag = "tickets", operation_id = "registerCall", request_body = NewCall,
    responses((status = 201, body = TicketView, headers(("ETag" = String), ("Location" = String))),
        (status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/calls")]
pub(crate) async fn register(ctx: Ctx, body: Body<NewCall>) -> Result<Answer, Problem> {
    let told = ticket_of(body.0);
    ctx.write(async |tx| {
        may_register(ctx.by(), tx, told.estate_id).await?;
        once(&ctx, tx, &told).await
    })
    .await
}

/// Refuses whom the hotline does not let register calls about the estate.
pub(crate) async fn may_register(
    by: By<'_>,
    db: &impl Conn,
    estate: EstateId,
) -> Result<(), Failure> {
    if let Some(estate) = estate_by_id(db, estate).await? {
        authorize(by.actor, Action::RegisterCall, &At::open(estate.path))?;
    }
    Ok(())
}

fn ticket_of(call: NewCall) -> NewTicket {
    NewTicket {
        estate_id: call.estate_id,
        category_id: call.category_id,
        kind: call.kind,
        description: call.description,
        priority: call.priority,
        visibility: call.visibility,
        location: call.location,
        contact: call.contact,
        on_behalf_of: Some(NewPerson { name: call.caller.name, phone: Some(call.caller.phone) }),
        client_ref: call.client_ref,
        channel: Some(ticket::Channel::Hotline),
        recording: call.recording,
        imported: false,
        meeting: None,
    }
}
