//! `createCategory`: a new category of tickets.

use access::{Action, authorize};
use actix_web::post;
use kernel::CategoryId;
use persistence::ticket::category;
use serde::Deserialize;
use ticket::{Catalogue, Category, Kind};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::{CategoryView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
};

/// A new category.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "repair-lift", "name_zh": "电梯故障", "name_en": "Lift faults", "default_kind": "repair", "needs_contact": true, "rank": 20}))]
pub(crate) struct NewCategory {
    /// One of the upper level; without it the category is of the upper level itself.
    #[serde(default)]
    parent_id: Option<CategoryId>,
    /// `a-z 0-9 . _ -`; unique.
    #[validate(length(min = 1, max = 40), custom(function = check_code))]
    #[schema(min_length = 1, max_length = 40, pattern = "^[a-z0-9._-]+$")]
    code: String,
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name_zh: String,
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name_en: String,
    default_kind: Kind,
    #[serde(default)]
    needs_premises: bool,
    #[serde(default)]
    needs_contact: bool,
    #[serde(default)]
    needs_before_photo: bool,
    #[serde(default)]
    needs_after_photo: bool,
    /// Takes tickets from people without an account: `submitAnonymously`.
    #[serde(default)]
    allows_anonymous: bool,
    #[serde(default)]
    #[validate(range(min = 0, max = 1_000_000))]
    #[schema(minimum = 0, maximum = 1000000)]
    rank: i32,
}

fn check_code(text: &str) -> Result<(), ValidationError> {
    let good =
        text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b));
    if good { Ok(()) } else { Err(ValidationError::new("format")) }
}

/// Create a category.
#[utoipa::path(tag = "categories", operation_id = "createCategory", request_body = NewCategory,
    responses((status = 201, body = CategoryView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/categories")]
pub(crate) async fn create(ctx: Ctx, body: Body<NewCategory>) -> Result<Answer, Problem> {
    let told = &body.0;
    ctx.write(async |tx| {
        let permit = authorize(&ctx.actor, Action::CategoryCreate, &Catalogue)?;
        let parent = match told.parent_id {
            Some(id) => category(tx, id).await?,
            None => None,
        };
        let new = Category {
            id: ctx.id(),
            parent_id: told.parent_id,
            code: told.code.clone(),
            name_zh: told.name_zh.clone(),
            name_en: told.name_en.clone(),
            default_kind: told.default_kind,
            needs_premises: told.needs_premises,
            needs_contact: told.needs_contact,
            needs_before_photo: told.needs_before_photo,
            needs_after_photo: told.needs_after_photo,
            allows_anonymous: told.allows_anonymous,
            active: true,
            rank: told.rank,
            version: 1,
            updated_at: ctx.now,
        };
        let change = Category::create(&permit, new, parent.as_ref(), ctx.now)?;
        tx.create_category(&change).await.map_err(|error| crate::http::taken(error, "code"))?;
        let location = format!("/v1/categories/{}", change.after.id);
        Ok(answer(&ctx, &change.after)?.at(location))
    })
    .await
}
