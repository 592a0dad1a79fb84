//! `markNoticesRead`: some of one's own notices, or all of them.

use access::{Action, ScopePath, authorize};
use actix_web::post;
use kernel::NoticeId;
use place::At;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
};

/// Which notices.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ids": ["0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c"]}))]
pub(crate) struct Reading {
    /// All of them when not given, ten thousand at once: whoever has more asks again. What is not the caller's own is left as it is.
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    #[schema(min_items = 1, max_items = 100)]
    ids: Option<Vec<NoticeId>>,
}

/// How many were unread until now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"read": 1}))]
pub(crate) struct ReadView {
    #[schema(minimum = 0)]
    read: u64,
}

/// Mark one's own notices as read.
#[utoipa::path(tag = "notices", operation_id = "markNoticesRead", request_body = Reading,
    responses((status = 200, body = ReadView)))]
#[post("/v1/notices/read")]
pub(crate) async fn read(ctx: Ctx, body: Body<Reading>) -> Result<Answer, Problem> {
    let id = ctx.account()?;
    let own = At::of(ScopePath::default(), id);
    authorize(&ctx.actor, Action::NoticeMark, &own)?;
    ctx.write(async |tx| {
        let read = tx.read_notices(id, body.0.ids.as_deref(), ctx.now).await?;
        Ok(Answer::ok(&ReadView { read })?)
    })
    .await
}
