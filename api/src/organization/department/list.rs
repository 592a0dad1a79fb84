//! `listDepartments`: the departments in the register.

use access::Action;
use actix_web::get;
use organization::OrganizationKind;

use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem},
    organization::{
        list::{Filter, listed},
        view::OrganizationView,
    },
};

/// List the departments, newest first.
#[utoipa::path(tag = "organizations", operation_id = "listDepartments", params(Filter, PageParams),
    responses((status = 200, body = Page<OrganizationView>)))]
#[get("/v1/departments")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    listed(&ctx, OrganizationKind::Department, Action::DepartmentRead, params).await
}
