//! What answers where no route fits: 405 with `Allow`, OPTIONS, or 404, all read from the contract and the pages beside it.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, http::Method, web};
use kernel::Code;
use serde::{Deserialize, de::IgnoredAny};

use super::Problem;

/// What is read of the contract: the rest is passed over, for it is large.
#[derive(Debug, Deserialize)]
struct Contract {
    paths: BTreeMap<String, BTreeMap<String, Operation>>,
}

#[derive(Debug, Deserialize)]
struct Operation {
    responses: BTreeMap<String, Answered>,
}

#[derive(Debug, Deserialize)]
struct Answered {
    content: Option<BTreeMap<String, IgnoredAny>>,
}

impl Operation {
    /// Whether it answers with a body, and that is no JSON.
    fn answers_a_file(&self) -> bool {
        let content = self.responses.get("200").and_then(|answer| answer.content.as_ref());
        content.is_some_and(|content| !content.contains_key("application/json"))
    }
}

/// The paths that are served, with their methods.
#[derive(Debug, Clone)]
pub struct RouteMap {
    routes: Vec<(Vec<String>, Vec<String>)>,
    /// Those that answer with something else than JSON.
    files: Vec<Vec<String>>,
}

/// What is served beside the contract.
const BESIDE: &[&str] = &[
    "/metrics",
    "/openapi.json",
    "/docs",
    "/docs/",
    "/docs/{file}",
    "/problems",
    "/problems/{code}",
];

impl RouteMap {
    /// From the contract, and the pages beside it, which are only read.
    ///
    /// # Errors
    /// Where it is no contract.
    pub fn of(contract: &str) -> Result<Self, serde_json::Error> {
        let Contract { paths } = serde_json::from_str(contract)?;
        let beside = ["GET", "HEAD", "OPTIONS"].map(str::to_owned);
        let beside = BESIDE.iter().map(|path| (parts(path), beside.to_vec()));
        let routes = paths.iter().map(|(path, item)| (parts(path), methods(item)));
        let files = paths.iter().filter(|(_, item)| item.values().any(Operation::answers_a_file));
        let files = files.map(|(path, _)| parts(path)).collect();
        Ok(Self { routes: routes.chain(beside).collect(), files })
    }

    /// Whether the path answers with something else than JSON.
    pub(super) fn answers_a_file(&self, path: &str) -> bool {
        let asked: Vec<&str> = path.split('/').collect();
        self.files.iter().any(|pattern| fits(pattern, &asked))
    }

    fn allowed(&self, path: &str) -> Option<String> {
        let asked: Vec<&str> = path.split('/').collect();
        // A path that stands there by its own name is not also one with a parameter.
        let named = self.routes.iter().any(|(pattern, _)| *pattern == asked);
        let serves =
            |pattern: &[String]| if named { pattern == asked } else { fits(pattern, &asked) };
        let mut found: Vec<&str> = Vec::new();
        for (_, methods) in self.routes.iter().filter(|(pattern, _)| serves(pattern)) {
            for method in methods.iter().map(String::as_str) {
                if !found.contains(&method) {
                    found.push(method);
                }
            }
        }
        (!found.is_empty()).then(|| found.join(", "))
    }
}

fn parts(path: &str) -> Vec<String> {
    path.split('/').map(str::to_owned).collect()
}

fn fits(pattern: &[String], asked: &[&str]) -> bool {
    pattern.len() == asked.len()
        && pattern.iter().zip(asked).all(|(p, a)| p == a || (p.starts_with('{') && !a.is_empty()))
}

fn methods(item: &BTreeMap<String, Operation>) -> Vec<String> {
    let mut methods: Vec<String> = item.keys().map(|name| name.to_ascii_uppercase()).collect();
    if item.contains_key("get") {
        methods.push("HEAD".to_owned());
    }
    methods.push("OPTIONS".to_owned());
    methods
}

/// The default handler.
pub async fn fallback(request: HttpRequest, routes: web::Data<RouteMap>) -> HttpResponse {
    let Some(allow) = routes.allowed(request.path()) else {
        return HttpResponse::from_error(Problem::from(Code::NotFound));
    };
    if request.method() == Method::OPTIONS {
        return HttpResponse::NoContent().insert_header(("allow", allow)).finish();
    }
    let mut response = HttpResponse::from_error(Problem::from(Code::MethodNotAllowed));
    if let Ok(value) = actix_web::http::header::HeaderValue::from_str(&allow) {
        response.headers_mut().insert(actix_web::http::header::ALLOW, value);
    }
    response
}
