//! `createDepartment`: a department of a district, street or community.

use access::Action;
use actix_web::{http::StatusCode, post};
use kernel::AreaId;
use organization::Organization;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
    organization::{
        found::{check_phone, credit_code, new, register},
        view::{OrganizationView, versioned, view},
    },
    place::{Lookup, ensure_duty},
};

/// A new department.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "横岗街道城市管理办公室", "phone": "12345", "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d"
}))]
pub(crate) struct NewDepartment {
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// 统一社会信用代码 of GB 32100, where it has one; unique.
    #[serde(default)]
    #[validate(length(equal = 18))]
    #[schema(min_length = 18, max_length = 18, pattern = "^[0-9A-Za-z]{18}$")]
    credit_code: Option<String>,
    #[serde(default)]
    #[validate(length(min = 3, max = 20), custom(function = check_phone))]
    #[schema(min_length = 3, max_length = 20, pattern = r"^\+?[0-9-]+$")]
    phone: Option<String>,
    /// The district, street or community that it belongs to.
    area_id: AreaId,
}

/// Register a department.
#[utoipa::path(tag = "organizations", operation_id = "createDepartment", request_body = NewDepartment,
    responses((status = 201, body = OrganizationView, headers(("ETag" = String)))))]
#[post("/v1/departments")]
pub(crate) async fn create(ctx: Ctx, body: Body<NewDepartment>) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::DepartmentCreate)?;
    let told = &body.0;
    let code = told.credit_code.as_deref().map(credit_code).transpose()?;
    ctx.write(async |tx| {
        let (permit, area) = register(&ctx, tx, told.area_id, Action::DepartmentCreate).await?;
        let new = new(&ctx, &told.name, code.clone(), told.phone.as_deref());
        let department = Organization::department(&permit, new, &area, ctx.now)?;
        tx.create_organization(&permit, &department).await?;
        let shown = view(&ctx, tx, &department, &mut Lookup::default()).await?;
        let answer = Answer::ok(&shown)?.of(versioned(&department));
        Ok(Answer { status: StatusCode::CREATED, ..answer })
    })
    .await
}
