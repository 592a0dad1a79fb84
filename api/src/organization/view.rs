//! An enterprise or a department as it is shown.

use access::SubjectKind;
use kernel::Uuid;
use organization::{CreditCode, Organization, OrganizationKind};
use persistence::{Conn, StoreError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Versioned, created_at},
    place::Lookup,
};

/// A property enterprise (物业服务企业) or a department (职能部门).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "kind": "enterprise", "kind_label": "物业服务企业",
    "name": "安居物业服务有限公司", "credit_code": "91350100M000100Y43", "phone": "0755-28000000",
    "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "version": 1,
    "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct OrganizationView {
    #[schema(format = "uuid", max_length = 36)]
    pub(super) id: Uuid,
    kind: OrganizationKind,
    #[schema(max_length = 60)]
    kind_label: &'static str,
    #[schema(max_length = 100)]
    name: String,
    /// 统一社会信用代码 (GB 32100); a department may have none.
    #[schema(max_length = 18)]
    credit_code: Option<String>,
    #[schema(max_length = 20)]
    phone: Option<String>,
    /// The area whose officers keep it in the register.
    #[schema(format = "uuid", max_length = 36)]
    area_id: Uuid,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

pub(super) async fn view(
    ctx: &Ctx,
    db: &impl Conn,
    organization: &Organization,
    known: &mut Lookup,
) -> Result<OrganizationView, StoreError> {
    Ok(OrganizationView {
        id: organization.id.0,
        kind: organization.kind,
        kind_label: organization.kind.label().in_language(ctx.language()),
        name: organization.name.clone(),
        credit_code: organization.credit_code.as_ref().map(CreditCode::to_string),
        phone: organization.phone.clone(),
        area_id: known.narrowest(db, organization.path).await?,
        version: organization.version,
        created_at: created_at(ctx, organization.id.0),
        updated_at: ctx.time(organization.updated_at),
    })
}

pub(super) fn versioned(organization: &Organization) -> Versioned {
    let kind = match organization.kind {
        OrganizationKind::Enterprise => SubjectKind::Enterprise,
        OrganizationKind::Department => SubjectKind::Department,
    };
    Versioned { kind, id: organization.id.0, version: organization.version }
}
