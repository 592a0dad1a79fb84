//! `submitAnonymously` 匿名点单: a ticket from someone without an account.

use access::Actor;
use actix_web::post;
use kernel::{CategoryId, EstateId, TicketId};
use persistence::{Failure, Tx};
use serde::Deserialize;
use ticket::{Channel, Kind};
use utoipa::ToSchema;
use validator::Validate;

use super::{secret, share::StatusKey};
use crate::{
    ctx::{By, Guest},
    http::{Answer, Attempt, Body, Problem},
    ticket::{NewLocation, NewTicket, file},
};

/// An order without a name.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "category_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
    "description": "3栋地下室有人违规改装电表箱,存在安全隐患。"
}))]
pub(crate) struct AnonymousTicket {
    estate_id: EstateId,
    /// One that `allows_anonymous`.
    category_id: CategoryId,
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    description: String,
    /// The category's default when not given.
    #[serde(default)]
    kind: Option<Kind>,
    #[serde(default)]
    #[validate(nested)]
    location: Option<NewLocation>,
}

impl From<AnonymousTicket> for NewTicket {
    fn from(told: AnonymousTicket) -> Self {
        Self {
            estate_id: told.estate_id,
            category_id: told.category_id,
            kind: told.kind,
            description: told.description,
            priority: None,
            visibility: None,
            location: told.location,
            contact: None,
            on_behalf_of: None,
            client_ref: None,
            channel: Some(Channel::Anonymous),
            recording: None,
            imported: false,
            meeting: None,
        }
    }
}

/// Submit a ticket without an account.
///
/// Where the category allows it. Nothing of the sender is kept. The answer tells the number and a secret, the only way
/// to learn how the ticket stands (`checkStatus`); a request that is sent twice is two tickets. So many from one address
/// in a minute (429).
#[utoipa::path(tag = "status", operation_id = "submitAnonymously", request_body = AnonymousTicket,
    responses((status = 201, body = StatusKey, headers(("Location" = String)))))]
#[post("/v1/anonymous-tickets")]
pub(crate) async fn submit(guest: Guest, body: Body<AnonymousTicket>) -> Result<Answer, Problem> {
    guest.limit(Attempt::Anonymous)?;
    let (app, told) = (&guest.app, NewTicket::from(body.0));
    let secret = secret::new().map_err(|_| kernel::Code::InternalError)?;
    let by = By { app, actor: &Actor::system(), now: guest.now };
    let id = app.store.write(async |tx| file_with(by, tx, &told, &secret).await).await?;
    let key = StatusKey::of(app, id, secret.clone());
    Ok(Answer::ok(&key)?.at(format!("/v1/tickets/{id}")))
}

/// Files the ticket, which opens to the secret.
pub(crate) async fn file_with(
    by: By<'_>,
    tx: &Tx,
    told: &NewTicket,
    secret: &str,
) -> Result<TicketId, Failure> {
    let ticket = file(by, tx, told).await?;
    tx.put_status_secret(ticket.id, &secret::mac(by.app, ticket.id, secret)).await?;
    Ok(ticket.id)
}
