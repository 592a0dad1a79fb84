//! `createEnterprise`: a property enterprise with a proved credit code.

use access::Action;
use actix_web::post;
use kernel::AreaId;
use organization::Organization;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{EnterpriseDetail, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
    organization::found::{check_phone, credit_code, new, register},
    place::ensure_duty,
};

/// A new property enterprise.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "安居物业服务有限公司", "credit_code": "91350100M000100Y43", "phone": "0755-28000000",
    "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d"
}))]
pub(crate) struct NewEnterprise {
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// 统一社会信用代码 of GB 32100, eighteen characters of which the last proves the others; unique.
    #[validate(length(equal = 18))]
    #[schema(min_length = 18, max_length = 18, pattern = "^[0-9A-Za-z]{18}$")]
    credit_code: String,
    #[serde(default)]
    #[validate(length(min = 3, max = 20), custom(function = check_phone))]
    #[schema(min_length = 3, max_length = 20, pattern = r"^\+?[0-9-]+$")]
    phone: Option<String>,
    /// The district, street or community whose officers keep it in the register.
    area_id: AreaId,
}

/// Register a property enterprise.
#[utoipa::path(tag = "organizations", operation_id = "createEnterprise", request_body = NewEnterprise,
    responses((status = 201, body = EnterpriseDetail, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/enterprises")]
pub(crate) async fn create(ctx: Ctx, body: Body<NewEnterprise>) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::EnterpriseCreate)?;
    let told = &body.0;
    let code = credit_code(&told.credit_code)?;
    ctx.write(async |tx| {
        let (permit, area) = register(&ctx, tx, told.area_id, Action::EnterpriseCreate).await?;
        let new = new(&ctx, &told.name, Some(code.clone()), told.phone.as_deref());
        let enterprise = Organization::enterprise(&permit, new, &area, ctx.now)?;
        tx.create_organization(&permit, &enterprise).await?;
        let location = format!("/v1/enterprises/{}", enterprise.id);
        Ok(answer(&ctx, tx, &enterprise).await?.at(location))
    })
    .await
}
