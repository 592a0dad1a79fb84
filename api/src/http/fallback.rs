//! What answers where no route fits: 405 with `Allow`, OPTIONS, or 404, all read from the contract and the pages beside it.

use actix_web::{HttpRequest, HttpResponse, http::Method, web};
use kernel::Code;

use super::Problem;

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
    /// From the contract's `paths`, and the pages beside it, which are only read.
    pub fn of(contract: &serde_json::Value) -> Self {
        let paths = contract.get("paths").and_then(|paths| paths.as_object());
        let routes = paths.into_iter().flatten().map(|(path, item)| {
            let methods = item.as_object().into_iter().flat_map(|item| item.keys());
            let mut methods: Vec<String> = methods
                .filter(|name| ["get", "post", "put", "patch", "delete"].contains(&name.as_str()))
                .map(|name| name.to_ascii_uppercase())
                .collect();
            if methods.iter().any(|method| method == "GET") {
                methods.push("HEAD".to_owned());
            }
            methods.push("OPTIONS".to_owned());
            (parts(path), methods)
        });
        let files = paths.into_iter().flatten().filter(|(_, item)| answers_a_file(item));
        let files = files.map(|(path, _)| parts(path)).collect();
        let beside = BESIDE.iter().map(|path| {
            let methods = ["GET", "HEAD", "OPTIONS"].map(str::to_owned).to_vec();
            (parts(path), methods)
        });
        Self { routes: routes.chain(beside).collect(), files }
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

/// Whether an operation of the path answers with a body, and that is no JSON.
fn answers_a_file(item: &serde_json::Value) -> bool {
    let is_file = |operation: &serde_json::Value| {
        let content = operation.pointer("/responses/200/content")?.as_object()?;
        Some(!content.contains_key("application/json"))
    };
    item.as_object()
        .into_iter()
        .flat_map(|item| item.values())
        .any(|one| is_file(one) == Some(true))
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
