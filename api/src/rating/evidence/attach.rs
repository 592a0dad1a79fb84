//! A photo or a paper is put on what is recorded or rated.

use access::{Action, Role, SubjectKind, authorize};
use actix_web::{HttpMessage as _, web::Payload};
use kernel::{EvidenceId, Refusal, Uuid};
use persistence::rating::evidence_count;
use rating::EvidenceFile;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{held::desk, view::answer};
use crate::{
    attachment::{Taken, examined, incoming, stored},
    crypto::sha256,
    ctx::Ctx,
    http::{Answer, BodyDigest, Problem},
};

/// What of a sheet it is for.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Item {
    /// The code of an indicator, bonus item or veto that the sheet says something of.
    #[param(min_length = 1, max_length = 20)]
    pub(super) item: Option<String>,
}

/// Takes the file in and attaches it.
pub(super) async fn attached(
    ctx: &Ctx,
    (of, item): ((SubjectKind, Uuid), Option<String>),
    payload: Payload,
) -> Result<Answer, Problem> {
    // Nobody sends bytes for nothing.
    let before = desk(ctx, ctx.reader(), of).await?;
    authorize(&ctx.actor, Action::EvidenceAttach, &before).map_err(Refusal::from)?;
    before.takes(item.as_deref())?;
    let file = incoming(ctx, payload.into_inner()).await?;
    ctx.request.extensions_mut().insert(BodyDigest(sha256(&[&file.bytes])));
    let taken = examined(&ctx.app, file).await?;
    let new = described(ctx, of, item, &taken);
    stored(ctx.by(), new.id.0.into(), taken).await?;
    ctx.write(async |tx| {
        let desk = desk(ctx, tx, of).await?;
        let permit = authorize(&ctx.actor, Action::EvidenceAttach, &desk)?;
        let already = evidence_count(tx, of).await?;
        let done = desk.attach(&permit, (new.clone(), already), ctx.now)?;
        tx.attach_evidence(&done).await?;
        Ok(answer(ctx, &done.file)?.at(format!("/v1/evidence/{}", done.file.id)))
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
        number: 0,
        item,
        sort: taken.sort.as_str().to_owned(),
        bytes: i64::try_from(taken.bytes.len()).unwrap_or(i64::MAX),
        sha256: sha256(&[&taken.bytes]).to_vec(),
        size: taken.size.map(|size| (size.width, size.height)),
        uploader: ctx.actor.who.id(),
        role: Role::Account,
    }
}
