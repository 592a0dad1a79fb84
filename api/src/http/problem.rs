//! Errors as RFC 9457 problems: one conversion from a refusal, rendered once the request's language is known.

use std::fmt;

use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use kernel::{At, Code, FieldError, Kind, Language, Refusal};
use persistence::Failure;
use serde::Serialize;
use utoipa::ToSchema;

/// A refusal on its way out.
#[derive(Debug, Clone)]
pub struct Problem {
    pub refusal: Refusal,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refusal.fmt(f)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self { refusal }
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Refusal::new(code).into()
    }
}

impl From<access::Denied> for Problem {
    fn from(denied: access::Denied) -> Self {
        Refusal::from(denied).into()
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => refusal.into(),
            Failure::Store(error) => error.into(),
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem.refusal)
    }
}

impl From<persistence::StoreError> for Problem {
    fn from(error: persistence::StoreError) -> Self {
        let refusal = error.refusal();
        if refusal.kind() == Kind::Broken || refusal.kind() == Kind::Unavailable {
            tracing::error!(%error, "store");
        }
        refusal.into()
    }
}

impl From<crate::crypto::CryptoError> for Problem {
    fn from(error: crate::crypto::CryptoError) -> Self {
        tracing::error!(%error, "crypto");
        Code::InternalError.into()
    }
}

/// The one place where a kind of refusal becomes a status.
pub fn status_of(kind: Kind) -> StatusCode {
    match kind {
        Kind::Malformed => StatusCode::BAD_REQUEST,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::Missing => StatusCode::NOT_FOUND,
        Kind::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
        Kind::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
        Kind::Slow => StatusCode::REQUEST_TIMEOUT,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Stale => StatusCode::PRECONDITION_FAILED,
        Kind::Unguarded => StatusCode::PRECONDITION_REQUIRED,
        Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Kind::Unsupported => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Limited => StatusCode::TOO_MANY_REQUESTS,
        Kind::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        status_of(self.refusal.kind())
    }

    /// The shield around all routes fills in the body, which needs the request's language and trace.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.status_code());
        response.extensions_mut().insert(self.clone());
        response
    }
}

/// A problem as it is sent: `application/problem+json` (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem, example = json!({
    "type": "/problems/validation_failed", "title": "请求内容未通过校验", "status": 422,
    "detail": "见 errors 中的各项。", "instance": "urn:trace:4bf92f3577b34da6a3ce929d0e0e4736",
    "code": "validation_failed", "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
    "errors": [{"pointer": "#/contact/phone", "code": "format", "detail": "格式不正确"}]
}))]
pub struct ProblemBody {
    /// A page that explains the problem.
    #[schema(max_length = 200)]
    #[serde(rename = "type")]
    pub kind: String,
    #[schema(max_length = 200)]
    pub title: &'static str,
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    #[schema(max_length = 400)]
    pub detail: &'static str,
    #[schema(max_length = 100)]
    pub instance: String,
    /// The stable word of the problem.
    #[schema(max_length = 60)]
    pub code: &'static str,
    #[schema(max_length = 32)]
    pub trace_id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 100, required = false)]
    pub errors: Vec<ProblemField>,
    /// Where the process stands, with `not_allowed_now`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 40, required = false)]
    pub state: Option<&'static str>,
    /// What this caller may do now, with `not_allowed_now`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 40, required = false)]
    pub allowed_actions: Option<Vec<&'static str>>,
}

/// One faulty value: exactly one of `pointer`, `parameter` and `header` says where.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemField {
    /// JSON Pointer in URI fragment form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 400, required = false)]
    pub pointer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, required = false)]
    pub parameter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, required = false)]
    pub header: Option<&'static str>,
    #[schema(max_length = 60)]
    pub code: &'static str,
    #[schema(max_length = 200)]
    pub detail: &'static str,
}

impl ProblemBody {
    pub fn of(refusal: &Refusal, language: Language, trace_id: &str, base: &str) -> Self {
        let code = refusal.code;
        Self {
            kind: format!("{base}/problems/{}", code.as_str()),
            title: code.title().in_language(language),
            status: status_of(code.kind()).as_u16(),
            detail: code.detail().in_language(language),
            instance: format!("urn:trace:{trace_id}"),
            code: code.as_str(),
            trace_id: trace_id.to_owned(),
            errors: refusal.errors.iter().take(100).map(|error| field(error, language)).collect(),
            state: refusal.state,
            allowed_actions: refusal.state.map(|_| refusal.allowed.clone()),
        }
    }
}

fn field(error: &FieldError, language: Language) -> ProblemField {
    let (mut pointer, mut parameter, mut header) = (None, None, None);
    match &error.at {
        At::Pointer(text) => pointer = Some(text.clone()),
        At::Parameter(name) => parameter = Some(name.clone()),
        At::Header(name) => header = Some(*name),
    }
    let detail = error.fault.text(language);
    ProblemField { pointer, parameter, header, code: error.fault.as_str(), detail }
}

/// The headers that a problem brings along.
pub fn headers(refusal: &Refusal) -> Vec<(header::HeaderName, String)> {
    let mut headers = Vec::new();
    if let Some(seconds) = refusal.retry_after {
        headers.push((header::RETRY_AFTER, seconds.to_string()));
    }
    match refusal.code {
        Code::Unauthenticated | Code::BadCredentials | Code::InvalidRefreshToken => {
            headers.push((header::WWW_AUTHENTICATE, "Bearer realm=\"lianjian\"".to_owned()));
        }
        Code::InvalidToken => headers.push((
            header::WWW_AUTHENTICATE,
            "Bearer realm=\"lianjian\", error=\"invalid_token\"".to_owned(),
        )),
        _ => {}
    }
    headers
}

/// A unique value that is in use already becomes a fault of its field.
pub fn taken(error: persistence::StoreError, field: &str) -> Failure {
    match error {
        persistence::StoreError::Taken(_) => Refusal::field(field, kernel::Fault::Taken).into(),
        other => other.into(),
    }
}
