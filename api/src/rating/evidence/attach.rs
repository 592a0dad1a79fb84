//! A photo or a paper is put on what is recorded or rated.

use access::{Action, Role, SubjectKind, authorize};
use actix_web::web::Payload;
use kernel::{EvidenceId, Refusal, Uuid};
use persistence::{Failure, Tx};
use rating::EvidenceFile;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{held::desk, view::answer};
use crate::{
    attachment::{Taken, received, stored},
    crypto::sha256,
    ctx::{By, Ctx},
    http::{Answer, Problem},
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
    let before = desk(ctx.by(), ctx.reader(), of).await?;
    authorize(&ctx.actor, Action::EvidenceAttach, &before).map_err(Refusal::from)?;
    if !ctx.is_keyed() {
        before.takes(item.as_deref())?;
    }
    let taken = received(ctx, payload.into_inner()).await?;
    let new = kept(ctx.by(), (of, item), taken).await?;
    ctx.write(async |tx| {
        let file = put(ctx.by(), tx, &new).await?;
        Ok(answer(ctx, &file)?.at(format!("/v1/evidence/{}", file.id)))
    })
    .await
}

/// Keeps the bytes before there is a row that needs them.
pub(crate) async fn kept(
    by: By<'_>,
    ((kind, subject), item): ((SubjectKind, Uuid), Option<String>),
    taken: Taken,
) -> Result<EvidenceFile, Problem> {
    let new = EvidenceFile {
        id: by.id::<EvidenceId>(),
        kind,
        subject,
        number: 0,
        item,
        sort: taken.sort.as_str().to_owned(),
        bytes: i64::try_from(taken.bytes.len()).unwrap_or(i64::MAX),
        sha256: sha256(&[&taken.bytes]).to_vec(),
        size: taken.size.map(|size| (size.width, size.height)),
        uploader: by.actor.who.id(),
        role: Role::Account,
    };
    stored(by, new.id.0.into(), taken).await?;
    Ok(new)
}

/// Puts what is kept on what it proves, as the next in number.
pub(crate) async fn put(by: By<'_>, tx: &Tx, new: &EvidenceFile) -> Result<EvidenceFile, Failure> {
    let of = (new.kind, new.subject);
    tx.hold_proved(of).await?;
    let desk = desk(by, tx, of).await?;
    let permit = authorize(by.actor, Action::EvidenceAttach, &desk)?;
    let already = tx.evidence_by_role(of).await?;
    let done = desk.attach(&permit, (new.clone(), &already), by.now)?;
    tx.attach_evidence(&done).await?;
    Ok(done.file)
}
