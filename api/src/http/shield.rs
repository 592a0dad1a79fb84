//! The layer around all routes: traces, limits, methods that stand for others, panics, and problems made readable.

use std::{panic::AssertUnwindSafe, sync::atomic::Ordering, time::Instant};

use actix_web::{
    Error, HttpMessage, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, StatusCode, header},
    middleware::Next,
    web,
};
use futures_util::FutureExt as _;
use kernel::{Code, Language, Refusal};

use super::{Allowance, Problem, ProblemBody, RouteMap, Trace, language, problem_headers};
use crate::app::App;

/// Counts a request while it is in work.
struct InFlight(web::Data<App>);

impl InFlight {
    fn begin(app: &web::Data<App>) -> (Self, usize) {
        let now = app.in_flight.fetch_add(1, Ordering::SeqCst) + 1;
        app.metrics.in_flight(now);
        (Self(app.clone()), now)
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let before = self.0.in_flight.fetch_sub(1, Ordering::SeqCst);
        self.0.metrics.in_flight(before.saturating_sub(1));
    }
}

struct Around {
    app: web::Data<App>,
    trace: Trace,
    language: Language,
    method: Method,
    started: Instant,
}

/// Wraps every request. Whatever happens inside, the caller gets an answer.
pub async fn shield(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(app) = request.app_data::<web::Data<App>>().cloned() else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let around = Around {
        trace: Trace::of(request.headers()),
        language: language(request.headers()),
        method: request.method().clone(),
        started: Instant::now(),
        app,
    };
    request.extensions_mut().insert(around.trace.clone());
    let (_working, in_flight) = InFlight::begin(&around.app);
    if let Err(refusal) = admit(&around.app, &mut request, in_flight) {
        return Ok(
            around.finish(request.into_response(HttpResponse::from_error(Problem::from(refusal))))
        );
    }
    match AssertUnwindSafe(next.call(request)).catch_unwind().await {
        Ok(Ok(response)) => Ok(around.finish(response.map_into_boxed_body())),
        Ok(Err(error)) => Err(around.error(&error)),
        Err(_) => Err(around.error(&Problem::from(Code::InternalError).into())),
    }
}

/// What is refused before routing, and the methods that stand for others.
fn admit(app: &App, request: &mut ServiceRequest, in_flight: usize) -> Result<(), Refusal> {
    let always = ["/healthz", "/readyz", "/metrics"].contains(&request.path());
    if app.draining.load(Ordering::SeqCst) && !always {
        return Err(Refusal::new(Code::Draining).after(2));
    }
    if in_flight > app.config.server.max_in_flight && !always {
        return Err(Refusal::new(Code::Busy).after(1));
    }
    if request.path().starts_with("/v1/") && !accepts_json(request) && !answers_a_file(request) {
        return Err(Refusal::new(Code::NotAcceptable));
    }
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    let wanted =
        request.headers().get("x-http-method-override").map(|value| value.as_bytes() == b"PATCH");
    match wanted {
        Some(true) if request.method() == Method::POST => request.head_mut().method = Method::PATCH,
        Some(_) => {
            let error = kernel::FieldError::header("X-HTTP-Method-Override", kernel::Fault::Choice);
            return Err(Refusal::new(Code::MalformedRequest).with(error));
        }
        None => {}
    }
    Ok(())
}

fn answers_a_file(request: &ServiceRequest) -> bool {
    let routes = request.app_data::<web::Data<RouteMap>>();
    routes.is_some_and(|routes| routes.answers_a_file(request.path()))
}

fn accepts_json(request: &ServiceRequest) -> bool {
    let mut given = request.headers().get_all(header::ACCEPT).peekable();
    given.peek().is_none()
        || given
            .filter_map(|value| value.to_str().ok())
            .flat_map(|text| text.split(','))
            .any(takes_json)
}

/// Whether one range of an `Accept` header takes JSON, and with a weight above zero.
fn takes_json(range: &str) -> bool {
    let mut parts = range.split(';').map(|part| part.trim().to_ascii_lowercase());
    let kind = parts.next().unwrap_or_default();
    let never = |part: String| {
        part.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()).is_some_and(|q| q <= 0.0)
    };
    ["*/*", "application/*", "application/json", "application/problem+json", ""]
        .contains(&kind.as_str())
        && !parts.any(never)
}

impl Around {
    fn finish(&self, response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
        let route = response.request().match_pattern().unwrap_or_else(|| "unmatched".to_owned());
        let allowance = response.request().extensions().get::<Allowance>().copied();
        let problem = response.response().extensions().get::<Problem>().cloned();
        let mut response = match problem {
            Some(problem) => {
                let kept = response.response().headers().clone();
                let mut rendered = render(&problem, self.language, &self.trace, &self.app);
                for (name, value) in &kept {
                    rendered.headers_mut().insert(name.clone(), value.clone());
                }
                response.into_response(rendered)
            }
            None => response,
        };
        let status = response.status();
        self.headers(response.headers_mut(), status, allowance);
        self.log(&route, status);
        response
    }

    /// An error that carries its finished response: used where the request is gone.
    fn error(&self, error: &Error) -> Error {
        let response = error.error_response();
        let problem = response.extensions().get::<Problem>().cloned();
        let mut rendered = match problem {
            Some(problem) => render(&problem, self.language, &self.trace, &self.app),
            None => render(&Code::MalformedRequest.into(), self.language, &self.trace, &self.app),
        };
        let status = rendered.status();
        self.headers(rendered.headers_mut(), status, None);
        self.log("unmatched", status);
        actix_web::error::InternalError::from_response("refused", rendered).into()
    }

    fn headers(
        &self,
        headers: &mut header::HeaderMap,
        status: StatusCode,
        allowance: Option<Allowance>,
    ) {
        let mut set = |name: &'static str, value: &str| {
            if let Ok(value) = header::HeaderValue::from_str(value) {
                headers.insert(header::HeaderName::from_static(name), value);
            }
        };
        set("traceparent", &self.trace.parent());
        if let Some(id) = &self.trace.request_id {
            set("x-request-id", id);
        }
        set("x-content-type-options", "nosniff");
        set("referrer-policy", "no-referrer");
        if let Some(Allowance { quota, left }) = allowance {
            set("ratelimit-policy", &format!("\"default\";q={quota};w=60"));
            set("ratelimit", &format!("\"default\";r={left};t=60"));
        }
        let moved = status.is_redirection() && status != StatusCode::NOT_MODIFIED;
        if !headers.contains_key(header::CACHE_CONTROL) && !moved {
            headers.insert(
                header::CACHE_CONTROL,
                header::HeaderValue::from_static("private, no-store"),
            );
        }
    }

    fn log(&self, route: &str, status: StatusCode) {
        let took = self.started.elapsed();
        self.app.metrics.answered(self.method.as_str(), route, status.as_u16(), took);
        let millis = took.as_millis();
        if status.is_server_error() {
            tracing::warn!(trace_id = %self.trace.id, method = %self.method, route, %status, millis, "answered");
        } else {
            tracing::debug!(trace_id = %self.trace.id, method = %self.method, route, %status, millis, "answered");
        }
    }
}

/// The response of a problem in the caller's language.
pub fn render(problem: &Problem, language: Language, trace: &Trace, app: &App) -> HttpResponse {
    let body =
        ProblemBody::of(&problem.refusal, language, &trace.id, &app.config.server.public_url);
    let status = super::status_of(problem.refusal.kind());
    let mut response = HttpResponse::build(status);
    for (name, value) in problem_headers(&problem.refusal) {
        response.insert_header((name, value));
    }
    let tag = if language == Language::Zh { "zh-CN" } else { "en" };
    response.insert_header((header::CONTENT_LANGUAGE, tag));
    response.content_type("application/problem+json");
    response.body(serde_json::to_vec(&body).unwrap_or_default())
}
