//! Idempotency keys: the effect once, the same answer again, and only to those who may still see it.

use access::{Action, SubjectKind, authorize};
use actix_web::{HttpMessage as _, http::StatusCode};
use kernel::{Code, Fault, FieldError, Refusal, TicketId, Uuid};
use persistence::{
    Claim, Failure, Kept, Remembered, StoreError, Tx,
    identity::{account_by_id, client_by_id, duty_by_id},
    import::import_by_id,
    place::residency_by_id,
    rating::evidence_by_id,
    ticket::{attachment, load},
    webhook::webhook_by_id,
};
use place::At;

use crate::{
    crypto::{Use, same, sha256},
    ctx::Ctx,
    http::{Answer, BodyDigest, Head},
};

/// Where a request carries its key.
pub(crate) const HEADER: &str = "idempotency-key";

/// The key of a request with the fingerprint of what it stands for.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    text: String,
    fingerprint: [u8; 32],
}

impl Key {
    /// From the `Idempotency-Key` header: a quoted string or a bare token of 1 to 255 visible ASCII characters.
    pub(crate) fn of(ctx: &Ctx) -> Result<Option<Self>, Refusal> {
        let mut given = ctx.request.headers().get_all(HEADER);
        let Some(value) = given.next() else { return Ok(None) };
        let text = value.to_str().unwrap_or_default().trim();
        let text = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
        let good = (1..=255).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
        if !good || given.next().is_some() {
            let error = FieldError::header("Idempotency-Key", Fault::Format);
            return Err(Refusal::new(Code::MalformedRequest).with(error));
        }
        let body = ctx.request.extensions().get::<BodyDigest>().map_or([0; 32], |digest| digest.0);
        let method = ctx.request.method().as_str().as_bytes();
        let parts =
            [method, b" ", ctx.path().as_bytes(), b"?", ctx.query().as_bytes(), b"\n", &body];
        Ok(Some(Self { text: text.to_owned(), fingerprint: sha256(&parts) }))
    }

    /// Does the work if the key is new, and remembers its answer in the same unit of work.
    pub(crate) async fn once(
        &self,
        ctx: &Ctx,
        tx: &Tx,
        work: &impl AsyncFn(&Tx) -> Result<Answer, Failure>,
    ) -> Result<Answer, Failure> {
        let caller = ctx.actor.who.id();
        match tx.claim_key(caller, &self.text, &self.fingerprint, ctx.now).await? {
            Claim::Known(known) if same(&known.fingerprint, &self.fingerprint) => {
                self.again(ctx, tx, known).await
            }
            Claim::Known(_) => Err(Refusal::new(Code::KeyReused).into()),
            Claim::New => {
                let answer = work(tx).await?;
                tx.remember(caller, &self.text, &self.sealed(ctx, &answer)?).await?;
                Ok(answer)
            }
        }
    }

    /// What a unit of work that claims the key and has the answer at once writes.
    pub(crate) fn kept<'a>(&'a self, ctx: &Ctx, answer: &'a Remembered) -> Kept<'a> {
        Kept { caller: ctx.actor.who.id(), key: &self.text, at: ctx.now, answer }
    }

    pub(crate) fn sealed(&self, ctx: &Ctx, answer: &Answer) -> Result<Remembered, StoreError> {
        let broken = |_| StoreError::Broken("an answer cannot be sealed".to_owned());
        let body = ctx
            .app
            .secret
            .seal(Use::Answers, self.text.as_bytes(), &answer.body)
            .map_err(broken)?;
        let headers = serde_json::to_string(&answer.head)
            .map_err(|_| StoreError::Broken("headers cannot be written".to_owned()))?;
        let fingerprint = self.fingerprint.to_vec();
        Ok(Remembered { fingerprint, status: answer.status.as_u16(), headers, body })
    }

    async fn again(&self, ctx: &Ctx, tx: &Tx, known: Remembered) -> Result<Answer, Failure> {
        let head: Head = serde_json::from_str(&known.headers)
            .map_err(|_| StoreError::Corrupt("idempotency.headers"))?;
        if let Some((kind, id)) = &head.subject {
            may_still_see(ctx, tx, kind, *id).await?;
        }
        let body = ctx
            .app
            .secret
            .open(Use::Answers, self.text.as_bytes(), &known.body)
            .map_err(|_| StoreError::Corrupt("idempotency.body"))?;
        let status = StatusCode::from_u16(known.status)
            .map_err(|_| StoreError::Corrupt("idempotency.status"))?;
        Ok(Answer { status, head, body }.with_header("idempotency-replayed", "true".to_owned()))
    }
}

async fn may_read(ctx: &Ctx, tx: &Tx, id: TicketId, read: Action) -> Result<(), Failure> {
    let ticket = load(tx, id, ctx.today()).await?.ok_or_else(Refusal::missing)?;
    authorize(&ctx.actor, read, &ticket)?;
    Ok(())
}

/// The same of things that are shown to some only.
async fn may_see_one(ctx: &Ctx, tx: &Tx, kind: SubjectKind, id: Uuid) -> Result<(), Failure> {
    let actor = &ctx.actor;
    match kind {
        SubjectKind::Residency => {
            let residency = residency_by_id(tx, id.into()).await?.ok_or_else(Refusal::missing)?;
            authorize(actor, Action::ResidencyRead, &residency.subject())?;
        }
        SubjectKind::Import => {
            let row = import_by_id(tx, id.into()).await?.ok_or_else(Refusal::missing)?;
            authorize(actor, Action::ImportRead, &crate::import::owned(row.account_id))?;
        }
        SubjectKind::RoutingRule => {
            crate::routing::seen(ctx, tx, id.into(), Action::RoutingRead).await?;
        }
        SubjectKind::Webhook => {
            let row = webhook_by_id(tx, id.into()).await?.ok_or_else(Refusal::missing)?;
            authorize(actor, Action::WebhookRead, &crate::webhook::owned(&row))?;
        }
        SubjectKind::Evidence => {
            let file = evidence_by_id(tx, id.into()).await?.ok_or_else(Refusal::missing)?;
            crate::rating::see(tx, actor, file.kind, file.subject).await?;
        }
        _ => crate::rating::see(tx, actor, kind, id).await?,
    }
    Ok(())
}

/// A replay shows nothing that the caller could not read now.
async fn may_still_see(ctx: &Ctx, tx: &Tx, kind: &str, id: Uuid) -> Result<(), Failure> {
    let path = match kind.parse() {
        Ok(SubjectKind::Ticket) => return may_read(ctx, tx, id.into(), Action::TicketRead).await,
        Ok(SubjectKind::Attachment) => {
            let file = attachment(tx, id.into()).await?.ok_or_else(Refusal::missing)?;
            return may_read(ctx, tx, file.ticket_id, Action::AttachmentRead).await;
        }
        Ok(
            kind @ (SubjectKind::Residency
            | SubjectKind::Import
            | SubjectKind::Scheme
            | SubjectKind::CreditEntry
            | SubjectKind::Finding
            | SubjectKind::ReportedFigure
            | SubjectKind::Sheet
            | SubjectKind::Objection
            | SubjectKind::List
            | SubjectKind::Listing
            | SubjectKind::Evidence
            | SubjectKind::Survey
            | SubjectKind::RoutingRule
            | SubjectKind::Webhook),
        ) => return may_see_one(ctx, tx, kind, id).await,
        Ok(SubjectKind::Account) => {
            account_by_id(tx, id.into()).await?.map(|row| (row.path, Action::AccountRead))
        }
        Ok(SubjectKind::Duty) => {
            duty_by_id(tx, id.into()).await?.map(|row| (row.path, Action::DutyRead))
        }
        Ok(SubjectKind::Client) => {
            client_by_id(tx, id.into()).await?.map(|row| (row.path, Action::ClientRead))
        }
        // Places, organisations and categories are no secret.
        _ => return Ok(()),
    };
    let (path, read) = path.ok_or_else(Refusal::missing)?;
    authorize(&ctx.actor, read, &At::hidden(path, read))?;
    Ok(())
}
