//! Request bodies: read within a deadline, checked as JSON, as text, as a shape, and field by field.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    http::{Method, header},
    web::{self, Bytes},
};
use futures_util::StreamExt as _;
use kernel::{At, Code, Fault, FieldError, Refusal};
use serde::{Deserialize, de::DeserializeOwned};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use utoipa::ToSchema;
use validator::Validate;

use super::{Problem, body_fault, json};
use crate::{app::App, crypto::sha256};

/// The typed body of a request. An absent body counts as `{}`.
#[derive(Debug)]
pub struct Body<T>(pub T);

/// The typed body of a step of a process. Its faults are told only after the caller's right to the step was
/// decided, so that 403, 404 and 409 do not depend on what was sent.
#[derive(Debug)]
pub struct Late<T>(Result<T, Refusal>);

impl<T> Late<T> {
    pub fn get(&self) -> Result<&T, Refusal> {
        self.0.as_ref().map_err(Clone::clone)
    }
}

/// The body of an action without fields: none, or `{}`.
#[derive(Debug, Default, Clone, Copy, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct Empty {}

/// The digest of the raw body, for the fingerprint of an idempotency key.
#[derive(Debug, Clone, Copy)]
pub struct BodyDigest(pub [u8; 32]);

type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move { Ok(Self(typed(&raw(&request, payload).await?)?)) })
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Late<T> {
    type Error = Problem;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let bytes = raw(&request, payload).await?;
            match typed(&bytes) {
                Err(refusal) if refusal.code == Code::MalformedJson => Err(refusal.into()),
                other => Ok(Self(other)),
            }
        })
    }
}

/// The raw body, whose digest is kept for the fingerprint of an idempotency key.
async fn raw(request: &HttpRequest, payload: Payload) -> Result<Bytes, Problem> {
    let bytes = read_limited(request, payload).await?;
    if !bytes.is_empty() {
        media_type(request)?;
    }
    request.extensions_mut().insert(BodyDigest(sha256(&[&bytes])));
    Ok(bytes)
}

fn media_type(request: &HttpRequest) -> Result<(), Problem> {
    let given = request.content_type().to_ascii_lowercase();
    let patch = request.method() == Method::PATCH && given == "application/merge-patch+json";
    if given == "application/json" || patch {
        Ok(())
    } else {
        Err(Code::UnsupportedMediaType.into())
    }
}

fn typed<T: DeserializeOwned + Validate>(bytes: &[u8]) -> Result<T, Refusal> {
    shaped(if bytes.is_empty() {
        serde_json::Value::Object(serde_json::Map::new())
    } else {
        json::parse(bytes).map_err(|_| Refusal::new(Code::MalformedJson))?
    })
}

/// Checks a value as text, as a shape, and field by field.
pub(crate) fn shaped<T: DeserializeOwned + Validate>(
    mut value: serde_json::Value,
) -> Result<T, Refusal> {
    if !value.is_object() {
        let root = FieldError { at: At::Pointer("#".to_owned()), fault: Fault::WrongType };
        return Err(Refusal::new(Code::ValidationFailed).with(root));
    }
    let mut errors = Vec::new();
    body_fault::clean_texts(&mut value, &mut String::from("#"), &mut errors);
    if !errors.is_empty() {
        return Err(Refusal { errors, ..Refusal::new(Code::ValidationFailed) });
    }
    let shape: T = serde_path_to_error::deserialize(json::Strict(value))
        .map_err(|error| body_fault::shape(&error))?;
    shape.validate().map_err(|errors| body_fault::fields(&errors))?;
    Ok(shape)
}

/// How much of a body is read.
#[derive(Debug, Clone, Copy)]
pub struct Intake<'a> {
    pub most: usize,
    /// How long it may take as a whole.
    pub whole: Duration,
    /// Where the room for it is taken from as it comes, by the KiB.
    pub room: Option<&'a Arc<Semaphore>>,
}

/// Reads a body within the configured size and time.
pub async fn read_limited(request: &HttpRequest, payload: Payload) -> Result<Bytes, Problem> {
    let app = request.app_data::<web::Data<App>>().ok_or(Code::InternalError)?;
    let server = &app.config.server;
    let whole = Duration::from_secs(server.body_seconds);
    let how = Intake { most: server.max_body_bytes, whole, room: None };
    Ok(intake(request, payload, how).await?.0)
}

/// Reads a body with the room that it takes; after five seconds at least 1 KiB/s must have come.
pub async fn intake(
    request: &HttpRequest,
    mut payload: Payload,
    Intake { most, whole, room }: Intake<'_>,
) -> Result<(Bytes, Option<OwnedSemaphorePermit>), Problem> {
    if request.headers().contains_key(header::CONTENT_ENCODING) {
        return Err(Code::UnsupportedMediaType.into());
    }
    let started = tokio::time::Instant::now();
    let (mut bytes, mut taken) = (web::BytesMut::new(), None);
    loop {
        let quick =
            Duration::from_secs(5 + u64::try_from(bytes.len() / 1024).unwrap_or(u64::MAX / 2));
        let deadline = started + whole.min(quick);
        let chunk = tokio::time::timeout_at(deadline, payload.next()).await;
        match chunk.map_err(|_| Code::RequestTimeout)? {
            None => return Ok((bytes.freeze(), taken)),
            Some(Err(_)) => return Err(Code::MalformedRequest.into()),
            Some(Ok(chunk)) if bytes.len() + chunk.len() > most => {
                return Err(Code::BodyTooLarge.into());
            }
            Some(Ok(chunk)) => {
                make_room(room, &mut taken, bytes.len() + chunk.len())?;
                bytes.extend_from_slice(&chunk);
            }
        }
    }
}

/// Takes as much more room as the bytes need; `busy` where there is none.
fn make_room(
    room: Option<&Arc<Semaphore>>,
    taken: &mut Option<OwnedSemaphorePermit>,
    bytes: usize,
) -> Result<(), Refusal> {
    let Some(room) = room else { return Ok(()) };
    let has = taken.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
    let more = u32::try_from(bytes.div_ceil(1024).saturating_sub(has)).unwrap_or(u32::MAX);
    let no = |_| Refusal::new(Code::Busy).after(5);
    let more = Arc::clone(room).try_acquire_many_owned(more).map_err(no)?;
    match taken {
        Some(taken) => taken.merge(more),
        None => *taken = Some(more),
    }
    Ok(())
}
