//! `updateCategory`: a merge patch of a category.

use access::{Action, authorize};
use actix_web::patch;
use kernel::{CategoryId, Refusal};
use persistence::ticket::category;
use serde::Deserialize;
use ticket::{Catalogue, CategoryPatch, Kind};
use utoipa::ToSchema;
use validator::Validate;

use super::{CategoryView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Id, IdPath, Problem},
};

/// What changes; the rest stays.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"active": false}))]
pub(crate) struct CategoryUpdate {
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name_zh: Option<String>,
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name_en: Option<String>,
    #[serde(default)]
    default_kind: Option<Kind>,
    #[serde(default)]
    needs_premises: Option<bool>,
    #[serde(default)]
    needs_contact: Option<bool>,
    #[serde(default)]
    needs_before_photo: Option<bool>,
    #[serde(default)]
    needs_after_photo: Option<bool>,
    /// Tickets from people without an account.
    #[serde(default)]
    allows_anonymous: Option<bool>,
    /// False: takes no new tickets.
    #[serde(default)]
    active: Option<bool>,
    #[serde(default)]
    #[validate(range(min = 0, max = 1_000_000))]
    #[schema(minimum = 0, maximum = 1000000)]
    rank: Option<i32>,
}

/// Update a category (merge patch). Needs `If-Match`.
#[utoipa::path(tag = "categories", operation_id = "updateCategory", params(IdPath), request_body = CategoryUpdate,
    responses((status = 200, body = CategoryView, headers(("ETag" = String)))))]
#[patch("/v1/categories/{id}")]
pub(crate) async fn update(
    ctx: Ctx,
    id: Id<CategoryId>,
    body: Body<CategoryUpdate>,
) -> Result<Answer, Problem> {
    let told = &body.0;
    ctx.write(async |tx| {
        let permit = authorize(&ctx.actor, Action::CategoryUpdate, &Catalogue)?;
        let found = category(tx, id.0).await?.ok_or_else(Refusal::missing)?;
        ctx.match_version(found.version, true)?;
        let patch = CategoryPatch {
            name_zh: told.name_zh.clone(),
            name_en: told.name_en.clone(),
            default_kind: told.default_kind,
            needs_premises: told.needs_premises,
            needs_contact: told.needs_contact,
            needs_before_photo: told.needs_before_photo,
            needs_after_photo: told.needs_after_photo,
            allows_anonymous: told.allows_anonymous,
            active: told.active,
            rank: told.rank,
        };
        let change = found.update(&permit, patch, ctx.now)?;
        tx.save_category(&change).await?;
        Ok(answer(&ctx, &change.after)?)
    })
    .await
}
