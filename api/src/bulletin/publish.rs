//! `publishBulletin` 发布支部公告: to the residents of the branch's estate.

use access::{Action, authorize};
use actix_web::post;
use bulletin::{Bulletin, Publishing};
use chrono::{DateTime, FixedOffset};
use kernel::{EstateId, Fault, Refusal};
use persistence::place::estate_by_id;
use place::At;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{BulletinView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
};

/// A new bulletin.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "title": "加装充电桩,征求大家意见",
    "body": "拟在东门停车区加装20个充电桩,请说说您的看法。"
}))]
pub(crate) struct NewBulletin {
    estate_id: EstateId,
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    title: String,
    #[validate(length(min = 1, max = 5000))]
    #[schema(min_length = 1, max_length = 5000)]
    body: String,
    /// Replies are taken before this moment, 90 days ahead at most; until it is closed when not given.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "date-time", max_length = 40)]
    reply_until: Option<DateTime<FixedOffset>>,
}

/// Publish a bulletin to the residents of an estate.
#[utoipa::path(tag = "bulletins", operation_id = "publishBulletin", request_body = NewBulletin,
    responses((status = 201, body = BulletinView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/bulletins")]
pub(crate) async fn publish(ctx: Ctx, body: Body<NewBulletin>) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let told = &body.0;
        let missing = || Refusal::field("estate_id", Fault::NotFound);
        let estate = estate_by_id(tx, told.estate_id).await?.ok_or_else(missing)?;
        authorize(&ctx.actor, Action::BulletinPublish, &At::open(estate.path))?;
        let estate = tx.hold_estate(estate.id).await?.ok_or_else(missing)?;
        let permit = authorize(&ctx.actor, Action::BulletinPublish, &At::open(estate.path))?;
        let told = Publishing {
            id: ctx.id(),
            path: estate.path,
            title: told.title.clone(),
            body: told.body.clone(),
            reply_until: told.reply_until.map(|at| at.to_utc()),
        };
        let bulletin = Bulletin::publish(&permit, told, ctx.now)?;
        tx.create_bulletin(&permit, &bulletin).await?;
        let location = format!("/v1/bulletins/{}", bulletin.id);
        Ok(answer(&ctx, tx, &bulletin).await?.at(location))
    })
    .await
}
