//! `attachEvidence`: a photo or a paper is put on what is recorded or rated.

use access::{Action, Role, SubjectKind, authorize};
use actix_web::{HttpMessage as _, post, web::Payload};
use kernel::{EvidenceId, Uuid};
use persistence::rating::evidence_count;
use rating::EvidenceFile;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    held::{Of, desk},
    view::{EvidenceView, answer},
};
use crate::{
    attachment::{FileBytes, Taken, UploadForm, examined, incoming, stored},
    crypto::sha256,
    ctx::Ctx,
    http::{Answer, BodyDigest, Both, Problem},
};

/// What of a sheet it is for.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Item {
    /// Of a sheet alone: the code of the indicator, bonus item or veto.
    #[param(min_length = 1, max_length = 20)]
    item: Option<String>,
}

/// Attach a photo (JPEG, PNG, WebP) or a PDF of at most 20 MB to a finding, a reported figure, a rating sheet, an objection, a
/// listing or a credit record.
///
/// Exactly one of them is named. By who made it and by who can take a step on it now, until nothing can be done with it any
/// more; twenty files at most, which nobody deletes. Images are drawn anew, which leaves neither place nor camera in them.
#[utoipa::path(tag = "ratings", operation_id = "attachEvidence", params(Of, Item),
    request_body(content((UploadForm = "multipart/form-data"), (FileBytes = "application/octet-stream"))),
    responses((status = 201, body = EvidenceView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/evidence")]
pub(crate) async fn attach(
    ctx: Ctx,
    params: Both<Of, Item>,
    payload: Payload,
) -> Result<Answer, Problem> {
    let Both(of, item) = params;
    let (of, item) = (of.one()?, item.item);
    // Nobody sends bytes for nothing.
    let before = desk(&ctx, ctx.reader(), of).await?;
    authorize(&ctx.actor, Action::EvidenceAttach, &before).map_err(kernel::Refusal::from)?;
    before.takes(item.as_deref())?;
    let file = incoming(&ctx, payload.into_inner()).await?;
    ctx.request.extensions_mut().insert(BodyDigest(sha256(&[&file.bytes])));
    let taken = examined(&ctx.app, file).await?;
    let new = described(&ctx, of, item, &taken);
    stored(ctx.by(), new.id.0.into(), taken).await?;
    ctx.write(async |tx| {
        let desk = desk(&ctx, tx, of).await?;
        let permit = authorize(&ctx.actor, Action::EvidenceAttach, &desk)?;
        let already = evidence_count(tx, of).await?;
        let done = desk.attach(&permit, (new.clone(), already), ctx.now)?;
        tx.attach_evidence(&done).await?;
        Ok(answer(&ctx, &done.file)?.at(format!("/v1/evidence/{}", done.file.id)))
    })
    .await
}

fn described(
    ctx: &Ctx,
    (kind, subject): (SubjectKind, Uuid),
    item: Option<String>,
    taken: &Taken,
) -> EvidenceFile {
    EvidenceFile {
        id: ctx.id::<EvidenceId>(),
        kind,
        subject,
        item,
        sort: taken.sort.as_str().to_owned(),
        bytes: i64::try_from(taken.bytes.len()).unwrap_or(i64::MAX),
        sha256: sha256(&[&taken.bytes]).to_vec(),
        size: taken.size.map(|size| (size.width, size.height)),
        uploader: ctx.actor.who.id(),
        role: Role::Account,
    }
}
