//! Accounts of people.

mod create;
mod get;
mod list;
mod standing;

use access::{AccountState, ScopePath, SubjectKind};
use persistence::identity::AccountRow;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Problem, Versioned},
    routes::Registry,
};

pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(create::create)
        .service(list::list)
        .service(get::get)
        .service(standing::disable)
        .service(standing::enable);
}

/// An account.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "name": "resident", "display_name": "李晓梅",
    "phone": "199****0001", "state": "active", "version": 1,
    "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct AccountView {
    #[schema(format = "uuid", max_length = 36)]
    id: String,
    /// The login name, lower case.
    #[schema(max_length = 32)]
    name: String,
    #[schema(max_length = 100)]
    display_name: String,
    /// Masked.
    #[schema(max_length = 20)]
    phone: Option<String>,
    state: AccountState,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

fn view(ctx: &Ctx, row: &AccountRow) -> AccountView {
    AccountView {
        id: row.id.to_string(),
        name: row.name.clone(),
        display_name: row.display_name.clone(),
        phone: row.phone.as_deref().map(kernel::mask_phone),
        state: row.state,
        version: row.version,
        created_at: crate::http::created_at(ctx, row.id.0),
        updated_at: ctx.time(row.updated_at),
    }
}

fn answer(ctx: &Ctx, row: &AccountRow) -> Result<Answer, Problem> {
    let what = Versioned { kind: SubjectKind::Account, id: row.id.0, version: row.version };
    Ok(Answer::ok(&view(ctx, row))?.of(what))
}

/// The subject of a decision about an account managed in `path`.
fn subject(path: ScopePath) -> place::At {
    place::At::hidden(path, access::Action::AccountRead)
}
