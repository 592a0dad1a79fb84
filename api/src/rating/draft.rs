//! `draftScheme`: a scheme put forward for a district, in full or from one that is there.

use access::{Action, Level, authorize};
use actix_web::post;
use kernel::{AreaId, Fault, Refusal, SchemeId};
use persistence::{Failure, Tx, place::area_by_id};
use rating::{Desk, Scheme, SchemeChange, Standpoint};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    get::readable,
    view::{SchemeDetail, answer},
};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Body, Problem},
    place::ensure_duty,
};

/// A scheme for a district.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "from_id": "00000000-0000-7000-8000-000000000001"
}))]
pub(crate) struct DraftBody {
    /// The district.
    area_id: AreaId,
    /// In full, as it was exported; this or `from_id`.
    #[serde(default)]
    document: Option<Scheme>,
    /// A scheme that is here, whose content it has.
    #[serde(default)]
    from_id: Option<SchemeId>,
}

/// Draft a scheme for a district.
///
/// A draft may have faults, which are told with it; the content of what is drafted never changes, and a correction is
/// another draft. It counts once someone else has put it in force.
#[utoipa::path(tag = "ratings", operation_id = "draftScheme", request_body = DraftBody,
    responses((status = 201, body = SchemeDetail, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/schemes")]
pub(crate) async fn draft(ctx: Ctx, body: Body<DraftBody>) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::SchemeDraft)?;
    let told = &body.0;
    ctx.write(async |tx| {
        let scheme = content(&ctx, tx, told).await?;
        let made = drafted(ctx.by(), tx, told.area_id, &scheme).await?;
        let location = format!("/v1/schemes/{}", made.after.id);
        Ok(answer(&ctx, tx, (&made.after, &scheme)).await?.at(location))
    })
    .await
}

async fn content(ctx: &Ctx, tx: &Tx, told: &DraftBody) -> Result<Scheme, Failure> {
    match (&told.document, told.from_id) {
        (Some(document), None) => {
            document.bounded().map_err(|refusal| refusal.under("document"))?;
            Ok(document.clone())
        }
        (None, Some(id)) => {
            let found = readable(ctx, tx, id).await?;
            Ok(found.ok_or_else(|| Refusal::field("from_id", Fault::NotFound))?)
        }
        (None, None) => Err(Refusal::field("document", Fault::Required).into()),
        (Some(_), Some(_)) => Err(Refusal::field("from_id", Fault::NotAllowed).into()),
    }
}

/// Authorizes and keeps a draft.
pub(crate) async fn drafted(
    by: By<'_>,
    tx: &Tx,
    area: AreaId,
    scheme: &Scheme,
) -> Result<SchemeChange, Failure> {
    let area = area_by_id(tx, area).await?;
    let area = area.ok_or_else(|| Refusal::field("area_id", Fault::NotFound))?;
    let permit = authorize(by.actor, Action::SchemeDraft, &Desk::of_district(area.path))?;
    if area.level != Level::District {
        return Err(Refusal::field("area_id", Fault::NotAllowed).into());
    }
    let edition = tx.next_edition(area.key).await?;
    let made = Standpoint::draft(&permit, (by.id(), area.path, edition), by.now)?;
    tx.create_scheme(&made, scheme).await?;
    Ok(made)
}
