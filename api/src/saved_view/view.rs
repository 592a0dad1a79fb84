//! How a saved view is shown, and whose it is.

use access::{Action, ScopePath};
use kernel::{AccountId, SavedViewId};
use persistence::saved_view::SavedViewRow;
use place::At;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{ctx::Ctx, http::created_at};

/// A saved view (常用视图).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "name": "待派电梯类", "query": "state=submitted&q=电梯",
    "created_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(super) struct SavedView {
    #[schema(value_type = String, format = "uuid", max_length = 36)]
    id: SavedViewId,
    #[schema(max_length = 50)]
    name: String,
    /// What to put after `GET /v1/tickets?`.
    #[schema(max_length = 1000)]
    query: String,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
}

impl SavedView {
    pub(super) fn of(ctx: &Ctx, row: &SavedViewRow) -> Self {
        Self {
            id: row.id,
            name: row.name.clone(),
            query: row.query.clone(),
            created_at: created_at(ctx, row.id.0),
        }
    }
}

/// A view as the policy sees it: its owner's, and to everyone else not there.
pub(super) fn held(owner: AccountId) -> At {
    At::owned(ScopePath::default(), owner, Action::ViewRead)
}
