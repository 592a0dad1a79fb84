//! What the contract promises of every answer: its status is named, and so is the code of its problem.

use std::{collections::BTreeSet, sync::LazyLock};

use reqwest::Request;
use serde_json::Value;

use crate::client::Reply;

/// An operation of the contract.
struct Operation {
    method: String,
    template: Vec<String>,
    responses: Value,
}

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let document = api::contract::document();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, body) in item.as_object().unwrap() {
            all.push(Operation {
                method: method.to_uppercase(),
                template: path.split('/').map(str::to_owned).collect(),
                responses: body["responses"].clone(),
            });
        }
    }
    // Paths by their own name come before those that take it for a parameter.
    all.sort_by_key(|one| one.template.iter().filter(|part| part.starts_with('{')).count());
    all
});

/// A request that an operation of the contract answers, or one that none does.
pub(crate) struct Asked {
    line: String,
    operation: Option<&'static Operation>,
}

impl Asked {
    pub(crate) fn of(request: &Request) -> Self {
        let over = request.headers().get("x-http-method-override");
        let method = over.and_then(|word| word.to_str().ok()).unwrap_or(request.method().as_str());
        let parts: Vec<&str> = request.url().path().split('/').collect();
        let fits = |one: &&Operation| {
            let same = |(known, given): (&String, &&str)| known == given || known.starts_with('{');
            one.method == method
                && one.template.len() == parts.len()
                && one.template.iter().zip(&parts).all(same)
        };
        let line = format!("{method} {}", request.url().path());
        Self { line, operation: OPERATIONS.iter().find(fits) }
    }

    /// Fails the test where the contract does not tell of such an answer.
    pub(crate) fn holds(&self, reply: &Reply) {
        let Some(operation) = self.operation else { return };
        let told = &operation.responses[reply.status.as_str()];
        assert!(told.is_object(), "{}: {} is not in the contract", self.line, reply.status);
        if reply.header("content-type") != "application/problem+json" {
            return;
        }
        let codes: BTreeSet<&str> =
            told["x-codes"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let code = reply.json["code"].as_str().unwrap_or_default();
        assert!(codes.contains(code), "{}: {code} is not among {codes:?}", self.line);
    }
}
