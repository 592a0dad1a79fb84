//! `createAccount`: a new account that can sign in.

use access::{AccountState, Action, Reach, Role, ScopePath, authorize};
use actix_web::post;
use identity::{AccountName, check_password};
use kernel::{AreaId, Code, Fault, Refusal, is_phone};
use persistence::{identity::AccountRow, place::area_by_id};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{AccountView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem, taken},
    identity::record,
};

/// A new account.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "wang-fang", "display_name": "王芳", "phone": "19900000123", "password": "a long pass phrase 1"}))]
pub(crate) struct NewAccount {
    /// 3 to 32 of `a-z 0-9 _ -`, beginning with a letter; stored in lower case, unique.
    #[validate(length(min = 3, max = 32))]
    #[schema(min_length = 3, max_length = 32)]
    name: String,
    #[validate(length(min = 1, max = 50))]
    #[schema(min_length = 1, max_length = 50)]
    display_name: String,
    /// Mobile number of the mainland.
    #[serde(default)]
    #[schema(max_length = 11, pattern = "^1[3-9][0-9]{9}$")]
    phone: Option<String>,
    /// 10 to 128 characters of at least two kinds, not a common one, without the account's name.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 10, max_length = 128, format = Password)]
    password: String,
    /// The area whose administrators manage the account; the caller's own when not given.
    #[serde(default)]
    area_id: Option<AreaId>,
}

/// Create an account.
///
/// The account can sign in at once; what it may do comes with the duties granted to it.
#[utoipa::path(tag = "identity", operation_id = "createAccount", request_body = NewAccount,
    responses((status = 201, body = AccountView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/accounts")]
pub(crate) async fn create(ctx: Ctx, body: Body<NewAccount>) -> Result<Answer, Problem> {
    let new = body.0;
    let path = path(&ctx, new.area_id).await?;
    let permit = authorize(&ctx.actor, Action::AccountCreate, &place::At::open(path))?;
    let name: AccountName = new.name.parse().map_err(|_| Refusal::field("name", Fault::Format))?;
    check_password("password", &new.password, name.as_str())?;
    if new.phone.as_deref().is_some_and(|phone| !is_phone(phone)) {
        return Err(Refusal::field("phone", Fault::Format).into());
    }
    let hash = ctx.app.hasher.hash(&new.password).await?;
    ctx.write(async |tx| {
        let row = AccountRow {
            id: ctx.id(),
            name: name.as_str().to_owned(),
            display_name: new.display_name.clone(),
            phone: new.phone.clone(),
            password: Some(hash.clone()),
            state: AccountState::Active,
            failures: 0,
            locked_until: None,
            path,
            version: 1,
            updated_at: ctx.now,
        };
        let made = record::create(tx, &row, ctx.actor.who, Some(&permit)).await;
        made.map_err(|error| taken(error, "name"))?;
        let location = format!("/v1/accounts/{}", row.id);
        Ok(answer(&ctx, &row)?.at(location))
    })
    .await
}

async fn path(ctx: &Ctx, area: Option<AreaId>) -> Result<ScopePath, Problem> {
    if let Some(id) = area {
        let found = area_by_id(ctx.reader(), id).await?;
        return Ok(found.ok_or_else(|| Refusal::field("area_id", Fault::NotFound))?.path);
    }
    let own = ctx.actor.duties.iter().find(|duty| duty.role == Role::Administrator);
    match own.map(|duty| &duty.reach) {
        Some(Reach::Area { key, .. }) => {
            Ok(persistence::place::path_of(ctx.reader(), *key).await?.unwrap_or_default())
        }
        Some(Reach::Everywhere) => Ok(ScopePath::default()),
        _ => Err(Code::Forbidden.into()),
    }
}
