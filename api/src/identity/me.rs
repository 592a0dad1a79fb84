//! `getMe`: who the caller is, and what they hold.

use access::{Role, Who};
use actix_web::get;
use kernel::{AccountId, ClientId, Code};
use persistence::identity::{DutyFilter, account_by_id, client_by_id, duties};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    duty::{DutyView, views},
    totp::enrolled,
};
use crate::{
    ctx::Ctx,
    http::{Answer, Problem},
};

/// The caller.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "kind": "account", "name": "resident",
    "display_name": "李晓梅", "phone": "19900000001", "duties": [],
    "totp": false, "totp_needed": false
}))]
pub(crate) struct MeView {
    #[schema(format = "uuid", max_length = 36)]
    id: String,
    /// `account` or `client`.
    #[schema(max_length = 10)]
    kind: &'static str,
    #[schema(max_length = 100)]
    name: String,
    #[schema(max_length = 100)]
    display_name: String,
    #[schema(max_length = 20)]
    phone: Option<String>,
    /// The duties in force, newest first.
    #[schema(max_items = 100)]
    duties: Vec<DutyView>,
    /// Whether signing in asks for a one-time password.
    totp: bool,
    /// The duty of administrator rests until one-time passwords are in use.
    totp_needed: bool,
    /// The scopes of a system client.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 20, required = false)]
    scopes: Vec<String>,
}

/// Who the caller is, with the duties in force now.
#[utoipa::path(tag = "identity", operation_id = "getMe", responses((status = 200, body = MeView)))]
#[get("/v1/me")]
pub(crate) async fn me(ctx: Ctx) -> Result<Answer, Problem> {
    let view = match ctx.actor.who {
        Who::Account(id) => of_account(&ctx, id).await?,
        Who::Client(id) => of_client(&ctx, id).await?,
        Who::System => return Err(Code::InvalidToken.into()),
    };
    Answer::ok(&view)
}

async fn of_account(ctx: &Ctx, id: AccountId) -> Result<MeView, Problem> {
    let row = account_by_id(ctx.reader(), id).await?.ok_or(Code::InvalidToken)?;
    let filter =
        DutyFilter { account: Some(id), in_force_at: Some(ctx.now), ..DutyFilter::default() };
    let held = duties(ctx.reader(), &filter, None, 100).await?;
    let totp = enrolled(ctx.reader(), id).await?;
    let administers = held.iter().any(|duty| duty.role == Role::Administrator);
    Ok(MeView {
        id: id.to_string(),
        kind: "account",
        name: row.name,
        display_name: row.display_name,
        phone: row.phone,
        duties: views(ctx, &held).await?,
        totp,
        totp_needed: ctx.app.config.administrators_need_totp() && administers && !totp,
        scopes: Vec::new(),
    })
}

async fn of_client(ctx: &Ctx, id: ClientId) -> Result<MeView, Problem> {
    let row = client_by_id(ctx.reader(), id).await?.ok_or(Code::InvalidToken)?;
    Ok(MeView {
        id: id.to_string(),
        kind: "client",
        name: Role::SystemClient.as_str().to_owned(),
        display_name: row.name,
        phone: None,
        duties: Vec::new(),
        totp: false,
        totp_needed: false,
        scopes: row.scopes,
    })
}
