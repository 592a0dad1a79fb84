//! What follows a request through the logs, and the language its answers are in.

use actix_web::{
    HttpMessage, HttpRequest,
    http::header::{ACCEPT_LANGUAGE, HeaderMap},
};
use kernel::Language;

use crate::crypto::random;

/// The trace of a request, after W3C Trace Context.
#[derive(Debug, Clone)]
pub struct Trace {
    /// 32 lower-case hex digits.
    pub id: String,
    pub request_id: Option<String>,
}

impl Trace {
    /// The caller's trace where it is well formed, else a new one.
    pub fn of(headers: &HeaderMap) -> Self {
        let given =
            headers.get("traceparent").and_then(|value| value.to_str().ok()).and_then(trace_id);
        let request_id = headers
            .get("x-request-id")
            .and_then(|value| value.to_str().ok())
            .filter(|id| plain(id))
            .map(str::to_owned);
        Self { id: given.unwrap_or_else(new_id), request_id }
    }

    pub fn in_request(request: &HttpRequest) -> Self {
        request.extensions().get::<Self>().cloned().unwrap_or_else(|| Self::of(request.headers()))
    }

    /// A `traceparent` with this trace and a new span.
    pub fn parent(&self) -> String {
        let span = random::<8>().map_or(1, u64::from_be_bytes);
        format!("00-{}-{span:016x}-01", self.id)
    }
}

fn new_id() -> String {
    format!("{:032x}", random::<16>().map_or(1, u128::from_be_bytes))
}

fn trace_id(parent: &str) -> Option<String> {
    let mut parts = parent.split('-');
    let (version, trace, span, flags) =
        (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let hex = |text: &str, length: usize| {
        text.len() == length
            && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    };
    let good =
        hex(version, 2) && version != "ff" && hex(trace, 32) && hex(span, 16) && hex(flags, 2);
    let zero = |text: &str| text.bytes().all(|b| b == b'0');
    (good && !zero(trace) && !zero(span)).then(|| trace.to_owned())
}

fn plain(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
}

/// The language that the caller prefers of the two: the first of `zh` and `en` with the highest weight.
pub fn language(headers: &HeaderMap) -> Language {
    let text =
        headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut best = (Language::Zh, 0_u32);
    for choice in text.split(',') {
        let (tag, weight) = choice.split_once(";q=").unwrap_or((choice, "1"));
        let weight =
            weight.trim().parse::<f32>().map_or(0, |q| (q.clamp(0.0, 1.0) * 1000.0).round() as u32);
        let tag = tag.trim().to_ascii_lowercase();
        let language = match tag.split('-').next() {
            Some("zh") => Language::Zh,
            Some("en") => Language::En,
            _ => continue,
        };
        if weight > best.1 {
            best = (language, weight);
        }
    }
    best.0
}
