//! What an operation answers with: bytes made inside the unit of work, sent after its commit.

use access::SubjectKind;
use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::{Method, StatusCode, header},
};
use kernel::Uuid;
use serde::{Deserialize, Serialize};

use super::Problem;
use crate::{
    crypto::{base64url, sha256},
    ctx::Ctx,
};

/// The identity and version of a single resource, for its ETag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Versioned {
    pub kind: SubjectKind,
    pub id: Uuid,
    pub version: i32,
}

/// A finished answer.
#[derive(Debug, Clone)]
pub struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) head: Head,
    pub(crate) body: Vec<u8>,
}

/// What goes with the body, and is remembered with it under an idempotency key.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Head {
    pub(crate) etag: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
    /// The kind and id of what the answer shows, to authorize a replay by.
    pub(crate) subject: Option<(String, Uuid)>,
}

impl Answer {
    pub fn ok(body: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_vec(body).map_err(|_| kernel::Code::InternalError)?;
        Ok(Self { status: StatusCode::OK, head: Head::default(), body })
    }

    /// 201 with the place of the new resource.
    #[must_use]
    pub fn at(self, location: String) -> Self {
        Self { status: StatusCode::CREATED, ..self }.with_header("location", location)
    }

    /// A body that is no JSON.
    pub fn file(kind: &str, body: impl Into<Vec<u8>>) -> Self {
        let answer = Self { status: StatusCode::OK, head: Head::default(), body: body.into() };
        answer.with_header("content-type", kind.to_owned())
    }

    pub fn no_content() -> Self {
        Self { status: StatusCode::NO_CONTENT, head: Head::default(), body: Vec::new() }
    }

    /// Adds the ETag: the version, and a hash of the bytes, since two duties may see different bytes.
    #[must_use]
    pub fn of(mut self, what: Versioned) -> Self {
        let hash = sha256(&[&self.body]);
        let short = what.id.simple().to_string();
        let short = short.get(20..).unwrap_or_default();
        let hash = base64url(hash.get(..9).unwrap_or_default());
        self.head.etag = Some(format!("\"{short}.{}.{hash}\"", what.version));
        self.head.subject = Some((what.kind.as_str().to_owned(), what.id));
        self
    }

    #[must_use]
    pub fn with_header(mut self, name: &str, value: String) -> Self {
        self.head.headers.push((name.to_owned(), value));
        self
    }

    /// For what everyone sees alike.
    #[must_use]
    pub fn public(self, seconds: u32) -> Self {
        let answer = self.with_header("cache-control", format!("public, max-age={seconds}"));
        answer.with_header("vary", "Accept-Language".to_owned())
    }

    /// For data that is the same for everyone who may read it.
    #[must_use]
    pub fn cacheable(self, seconds: u32) -> Self {
        self.with_header("cache-control", format!("private, max-age={seconds}"))
    }
}

impl Responder for Answer {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let reading = request.method() == Method::GET;
        let known = self.head.etag.as_deref().is_some_and(|etag| reading && matches(request, etag));
        let mut response =
            HttpResponse::build(if known { StatusCode::NOT_MODIFIED } else { self.status });
        if let Some(etag) = &self.head.etag {
            response.insert_header((header::ETAG, etag.as_str()));
        }
        let bare = known || self.status == StatusCode::NO_CONTENT;
        if !bare {
            response.content_type("application/json; charset=utf-8");
        }
        for (name, value) in &self.head.headers {
            response.insert_header((name.as_str(), value.as_str()));
        }
        if bare {
            return response.finish();
        }
        response.body(self.body)
    }
}

fn matches(request: &HttpRequest, etag: &str) -> bool {
    let given = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    given.is_some_and(|text| {
        text.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == etag)
    })
}

/// When a thing was made: the time of its id.
pub fn created_at(ctx: &Ctx, id: Uuid) -> String {
    ctx.time(kernel::created_at(id))
}
