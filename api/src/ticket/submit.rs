//! `submitTicket` 点单: a resident's order, or one filed for a caller.

use access::{Action, authorize};
use actix_web::post;
use chrono::NaiveDate;
use kernel::{BuildingId, CategoryId, EstateId, PremisesId, Refusal};
use persistence::{Conn, Failure, Tx, ticket::load_for};
use serde::{Deserialize, Serialize};
use ticket::{Channel, Kind, MeetingKind, Priority, Ticket, Visibility};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::{
    degrees::{check_latitude, check_longitude},
    filing::{file, filed_before, filing, made},
    view::{TicketView, answer},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
    replay::Key,
};

/// An order of a resident, or of someone on their behalf.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "category_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
    "description": "3栋2单元电梯异响,运行时有明显抖动。", "priority": "urgent",
    "contact": {"name": "李晓梅", "phone": "19900000001"}
}))]
pub(crate) struct NewTicket {
    pub(crate) estate_id: EstateId,
    pub(crate) category_id: CategoryId,
    /// The category's default when not given.
    #[serde(default)]
    pub(crate) kind: Option<Kind>,
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub(crate) description: String,
    /// `normal` when not given.
    #[serde(default)]
    pub(crate) priority: Option<Priority>,
    /// `private` when not given.
    #[serde(default)]
    pub(crate) visibility: Option<Visibility>,
    #[serde(default)]
    #[validate(nested)]
    pub(crate) location: Option<NewLocation>,
    /// Whom to call.
    #[serde(default)]
    #[validate(nested)]
    pub(crate) contact: Option<NewPerson>,
    /// The caller, when it is filed for someone without an account; not for residents.
    #[serde(default)]
    #[validate(nested)]
    pub(crate) on_behalf_of: Option<NewPerson>,
    /// The caller's own number: the same reference with the same body gives the same ticket for ever.
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub(crate) client_ref: Option<String>,
    /// By which way it came in, where the filer has more than one: `visit_desk` 民心接待, `grid` on site, or `meeting` for
    /// what was raised at a meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) channel: Option<Channel>,
    /// The meeting at which it was raised: with the channel `meeting`, and only there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    pub(crate) meeting: Option<NewMeeting>,
    /// Of a call: never a field of the request.
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    #[schema(ignore)]
    pub(crate) recording: Option<String>,
    /// From a file: never a field of the request.
    #[serde(skip)]
    #[schema(ignore)]
    pub(crate) imported: bool,
}

impl NewTicket {
    pub(crate) fn imported(self) -> Self {
        Self { imported: true, ..self }
    }
}

/// The meeting (会议) at which a matter was raised.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMeeting {
    pub(crate) kind: MeetingKind,
    /// The day on which it was held, today at the latest.
    #[schema(format = "date", max_length = 10)]
    pub(crate) held_on: NaiveDate,
    /// The matter as the agenda or the minutes name it.
    #[serde(default)]
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub(crate) item: Option<String>,
}

/// Where on the estate.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewLocation {
    #[serde(default)]
    pub(crate) premises_id: Option<PremisesId>,
    #[serde(default)]
    pub(crate) building_id: Option<BuildingId>,
    #[serde(default)]
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub(crate) address: Option<String>,
    /// WGS-84 degrees with at most six places.
    #[serde(default)]
    #[validate(custom(function = check_latitude))]
    #[schema(max_length = 11, pattern = r"^-?[0-9]{1,2}(\.[0-9]{1,6})?$")]
    pub(crate) latitude: Option<String>,
    #[serde(default)]
    #[validate(custom(function = check_longitude))]
    #[schema(max_length = 11, pattern = r"^-?[0-9]{1,3}(\.[0-9]{1,6})?$")]
    pub(crate) longitude: Option<String>,
}

/// A person to call.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPerson {
    #[serde(default)]
    #[validate(length(min = 1, max = 50))]
    #[schema(min_length = 1, max_length = 50)]
    pub(crate) name: Option<String>,
    /// Digits, with `+` in front and `-` or spaces between.
    #[serde(default)]
    #[validate(custom(function = check_phone))]
    #[schema(max_length = 20, pattern = "^[+]?[0-9][0-9 -]{3,18}$")]
    pub(crate) phone: Option<String>,
}

pub(super) fn check_phone(text: &str) -> Result<(), ValidationError> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let good = (4..=19).contains(&digits.len())
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b' ' || b == b'-');
    if good { Ok(()) } else { Err(ValidationError::new("format")) }
}

/// Submit a ticket.
///
/// By a resident of the estate; by hotline operators, grid workers and community officers for a caller or for
/// what they found themselves; by systems with the scope `tickets:submit`. With a `client_ref` that was used
/// before, the first ticket is answered with 200.
#[utoipa::path(tag = "tickets", operation_id = "submitTicket", request_body = NewTicket,
    responses((status = 201, body = TicketView, headers(("ETag" = String), ("Location" = String))),
        (status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets")]
pub(crate) async fn submit(ctx: Ctx, body: Body<NewTicket>) -> Result<Answer, Problem> {
    let told = &body.0;
    if let Some(filed) = at_once(&ctx, told).await? {
        return Ok(filed);
    }
    ctx.write(async |tx| once(&ctx, tx, told).await).await
}

/// Files by what is known of the site, in one way to the database; `None` where that does not do, or the rules refuse:
/// then the site is read and decides.
async fn at_once(ctx: &Ctx, told: &NewTicket) -> Result<Option<Answer>, Problem> {
    let key = Key::of(ctx)?;
    let Some(site) = ctx.app.sites.get(&filing(told)) else { return Ok(None) };
    let Some(known) = site.clone().on(ctx.today()) else { return Ok(None) };
    let Ok(prepared) = made(ctx.by(), told, known) else { return Ok(None) };
    let Some(change) = prepared.alone(ctx.by()) else { return Ok(None) };
    let answer = created(ctx, ctx.reader(), &change.after).await?;
    let sealed = key.as_ref().map(|key| key.sealed(ctx, &answer)).transpose()?;
    let kept = key.as_ref().zip(sealed.as_ref()).map(|(key, answer)| key.kept(ctx, answer));
    let filed = ctx.app.store.create_ticket_as_known(&change, &site, kept).await?;
    Ok(filed.then_some(answer))
}

async fn created(ctx: &Ctx, db: &impl Conn, ticket: &Ticket) -> Result<Answer, Failure> {
    let location = format!("/v1/tickets/{}", ticket.id);
    Ok(answer(ctx, db, ticket).await?.at(location))
}

/// Files the ticket, or answers with the one that the same reference made before.
pub(super) async fn once(ctx: &Ctx, tx: &Tx, told: &NewTicket) -> Result<Answer, Failure> {
    if let Some(known) = known(ctx, tx, told).await? {
        return Ok(known);
    }
    created(ctx, tx, &file(ctx.by(), tx, told).await?).await
}

/// The ticket that this reference made before.
async fn known(ctx: &Ctx, tx: &Tx, told: &NewTicket) -> Result<Option<Answer>, Failure> {
    let Some(id) = filed_before(tx, ctx.by(), told).await? else { return Ok(None) };
    let ticket =
        load_for(tx, id, &ctx.actor, ctx.today(), ctx.now).await?.ok_or_else(Refusal::missing)?;
    authorize(&ctx.actor, Action::TicketRead, &ticket)?;
    Ok(Some(answer(ctx, tx, &ticket).await?))
}
