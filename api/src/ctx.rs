//! The context of a request, and the four words: load, authorize, apply, save.

use std::{future::Future, pin::Pin};

use access::{Action, Actor, Role, Subject, Who, may};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use kernel::{AccountId, Code, Fault, FieldError, Language, Moment, Refusal, Uuid};
use persistence::{Failure, Reader, Tx, identity::Standing};

pub use crate::guest::{Asked, Guest};
use crate::{
    app::App,
    auth::Verified,
    http::{Answer, Problem, language},
};

/// A request of someone who is signed in.
#[derive(Debug, Clone)]
pub struct Ctx {
    pub app: web::Data<App>,
    pub actor: Actor,
    /// Sampled once: all stamps of one request agree.
    pub now: Moment,
    pub request: HttpRequest,
}

/// Who acts, and when: what every change needs, whether it comes over HTTP or from within.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    pub app: &'a App,
    pub actor: &'a Actor,
    pub now: Moment,
}

impl By<'_> {
    pub fn id<T: From<Uuid>>(&self) -> T {
        self.app.id(self.now)
    }

    pub fn today(&self) -> chrono::NaiveDate {
        self.app.today(self.now)
    }
}

impl FromRequest for Ctx {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let guest = Guest::of(request);
        Box::pin(async move { Self::sign_in(guest?).await })
    }
}

impl Asked for Ctx {
    fn app(&self) -> &App {
        &self.app
    }

    fn request(&self) -> &HttpRequest {
        &self.request
    }
}

impl Ctx {
    async fn sign_in(guest: Guest) -> Result<Self, Problem> {
        let token = bearer(&guest.request)?;
        let verified = guest.app.verified(token, guest.now)?;
        guest.app.limiter.caller(&guest.request, verified.who.id())?;
        Self::stand(guest, &verified).await
    }

    /// The same request once more after it has waited: what the caller may do now.
    pub async fn again(&self) -> Result<Self, Problem> {
        let guest = Guest::of(&self.request)?;
        let verified = guest.app.verified(bearer(&self.request)?, guest.now)?;
        Self::stand(guest, &verified).await
    }

    async fn stand(guest: Guest, verified: &Verified) -> Result<Self, Problem> {
        let Guest { app, now, request } = guest;
        let who = verified.who;
        let reader = app.store.reader();
        let standing = match who {
            Who::Account(id) => {
                persistence::identity::actor_of_account(reader, id, now, app.today(now)).await?
            }
            Who::Client(id) => persistence::identity::actor_of_client(reader, id, now).await?,
            Who::System => Standing::Unknown,
        };
        match standing {
            Standing::Active(mut actor) => {
                narrow(&mut actor, verified.scope.as_deref());
                rest(&app, &mut actor).await?;
                conditions(request.headers())?;
                Ok(Self { app, actor, now, request })
            }
            Standing::Disabled | Standing::Unknown => Err(Code::InvalidToken.into()),
        }
    }

    /// The caller's account; clients have none, and may not do what is a person's own.
    pub fn account(&self) -> Result<AccountId, Refusal> {
        self.actor.who.account().ok_or_else(Refusal::forbidden)
    }

    pub fn by(&self) -> By<'_> {
        By { app: &self.app, actor: &self.actor, now: self.now }
    }

    /// Those of the actions that the caller may do to it, by their words.
    pub fn permitted(
        &self,
        actions: impl Iterator<Item = Action>,
        subject: &impl Subject,
    ) -> Vec<&'static str> {
        actions.filter(|action| may(&self.actor, *action, subject)).map(Action::as_str).collect()
    }

    pub fn reader(&self) -> &Reader {
        self.app.store.reader()
    }

    pub fn id<T: From<Uuid>>(&self) -> T {
        self.app.id(self.now)
    }

    pub fn language(&self) -> Language {
        language(self.request.headers())
    }

    pub fn today(&self) -> chrono::NaiveDate {
        self.app.today(self.now)
    }

    pub fn time(&self, at: Moment) -> String {
        self.app.time(at)
    }

    pub fn path(&self) -> &str {
        self.request.path()
    }

    pub fn query(&self) -> &str {
        self.request.query_string()
    }

    /// Whether the request may be one that was answered before, which only the unit of work can tell.
    pub fn is_keyed(&self) -> bool {
        self.request.headers().contains_key(crate::replay::HEADER)
    }

    /// One unit of work. An idempotency key, where one was sent, goes in with it.
    pub async fn write(
        &self,
        work: impl AsyncFn(&Tx) -> Result<Answer, Failure>,
    ) -> Result<Answer, Problem> {
        let key = crate::replay::Key::of(self)?;
        let answer = self
            .app
            .store
            .write(async |tx| match &key {
                None => work(tx).await,
                Some(key) => key.once(self, tx, &work).await,
            })
            .await?;
        Ok(answer)
    }

    /// One unit of work whose answer is a credential: an idempotency key is ignored, since it would store it.
    pub async fn write_credential(
        &self,
        work: impl AsyncFn(&Tx) -> Result<Answer, Failure>,
    ) -> Result<Answer, Problem> {
        crate::replay::Key::of(self)?;
        Ok(self.app.store.write(work).await?)
    }

    /// Refuses a version other than the one in `If-Match`; without the header all is well unless it is `needed`.
    pub fn match_version(&self, version: i32, needed: bool) -> Result<(), Refusal> {
        let Some(value) = self.request.headers().get(header::IF_MATCH) else {
            return if needed {
                let error = FieldError::header("If-Match", Fault::Required);
                Err(Refusal::new(Code::PreconditionRequired).with(error))
            } else {
                Ok(())
            };
        };
        let text = value.to_str().unwrap_or_default();
        let fits = text.split(',').map(str::trim).any(|tag| {
            tag == "*"
                || tag.trim_matches('"').split('.').nth(1) == Some(version.to_string().as_str())
        });
        if fits { Ok(()) } else { Err(Refusal::new(Code::PreconditionFailed)) }
    }
}

/// The duty of administrator rests until its holder uses one-time passwords, where the deployment asks for that.
async fn rest(app: &App, actor: &mut Actor) -> Result<(), Problem> {
    let held = actor.duties.iter().any(|duty| duty.role == Role::Administrator);
    let Some(account) = actor.who.account().filter(|_| held) else { return Ok(()) };
    let asked = app.config.administrators_need_totp();
    if asked && !crate::identity::enrolled(app.store.reader(), account).await? {
        actor.duties.retain(|duty| duty.role != Role::Administrator);
    }
    Ok(())
}

/// Refuses conditions that no ETag of ours could be in.
pub(crate) fn conditions(headers: &header::HeaderMap) -> Result<(), Refusal> {
    for (name, shown) in [(header::IF_MATCH, "If-Match"), (header::IF_NONE_MATCH, "If-None-Match")]
    {
        let legal = |value: &header::HeaderValue| {
            let bytes = value.as_bytes();
            (1..=255).contains(&bytes.len()) && bytes.iter().all(|b| (b' '..=b'~').contains(b))
        };
        if !headers.get_all(name).all(legal) {
            let error = FieldError::header(shown, Fault::Format);
            return Err(Refusal::new(Code::MalformedRequest).with(error));
        }
    }
    Ok(())
}

/// A client's token opens only the scopes that it was asked for.
fn narrow(actor: &mut Actor, scope: Option<&str>) {
    if let Some(scope) = scope {
        for duty in &mut actor.duties {
            duty.scopes.retain(|own| scope.split_whitespace().any(|asked| asked == own));
        }
    }
}

fn bearer(request: &HttpRequest) -> Result<&str, Problem> {
    let value = request.headers().get(header::AUTHORIZATION).ok_or(Code::Unauthenticated)?;
    let text = value.to_str().map_err(|_| Code::InvalidToken)?;
    let (scheme, token) = text.split_once(' ').ok_or(Code::Unauthenticated)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Code::Unauthenticated.into());
    }
    Ok(token.trim())
}
