//! What every operation shares: who may call it, its problems, the headers it honours, and its examples.

use access::{Role, roles_of};
use kernel::Code;
use serde_json::{Map, Value, json};

use super::{
    duties,
    problems::{self, Shape},
};

pub(super) fn complete(document: &mut Value) {
    let schemas = document.pointer("/components/schemas").cloned().unwrap_or(Value::Null);
    let paths = document.pointer_mut("/paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if let Some(operation) = operation.as_object_mut() {
                one(path, method, operation, &schemas);
            }
        }
    }
    let components = document.pointer_mut("/components").and_then(Value::as_object_mut);
    if let Some(components) = components {
        components.insert(
            "securitySchemes".to_owned(),
            json!({ "bearer": { "type": "http", "scheme": "bearer", "bearerFormat": "at+jwt" } }),
        );
    }
    if let Some(code) = document.pointer_mut("/components/schemas/Problem/properties/code") {
        let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        *code = json!({ "type": "string", "description": "The stable word of the problem.", "enum": codes });
    }
}

fn one(path: &str, method: &str, operation: &mut Map<String, Value>, schemas: &Value) {
    let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
    let actions = duties::actions(&id);
    let mut roles: Vec<&str> = Vec::new();
    for role in actions.into_iter().flatten().flat_map(|action| roles_of(*action)) {
        // The system takes steps by itself, and calls nobody.
        if role != Role::System && !roles.contains(&role.as_str()) {
            roles.push(role.as_str());
        }
    }
    if actions.is_none() {
        roles.push("anyone");
        operation.insert("security".to_owned(), json!([]));
    } else {
        operation.insert("security".to_owned(), json!([{ "bearer": [] }]));
    }
    operation.insert("x-duties".to_owned(), json!(roles));
    parameters(method, operation, actions.is_some());
    let shape = shape((&id, path, method), operation, actions.is_some());
    problems(&shape, operation);
    examples(operation, schemas);
}

/// Idempotency keys on POST; conditional reads; versions on writes.
fn parameters(method: &str, operation: &mut Map<String, Value>, signed_in: bool) {
    let header = |name: &str, required: bool, description: &str| {
        let list = name.starts_with("If-");
        let pattern = if list { "^[!-~]([ -~]*[!-~])?$" } else { "^[!-~]+$" };
        json!({ "name": name, "in": "header", "required": required, "description": description,
            "schema": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": pattern } })
    };
    let single = operation.pointer_has_etag();
    let versioned = operation.changes_a_version();
    let list = operation.entry("parameters").or_insert_with(|| json!([]));
    let Some(list) = list.as_array_mut() else { return };
    if method == "post" && signed_in {
        list.push(header(
            "Idempotency-Key",
            false,
            "The same key, method, path and body have one effect and one answer for at least 24 h.",
        ));
    }
    if single && method == "get" {
        list.push(header("If-None-Match", false, "An ETag; 304 where nothing changed."));
    }
    if versioned && method != "get" {
        list.push(header(
            "If-Match",
            method == "patch",
            "The ETag of the version that the caller knows; 412 where it changed.",
        ));
    }
    if list.is_empty() {
        operation.remove("parameters");
    }
}

trait HasEtag {
    fn pointer_has_etag(&self) -> bool;
    fn changes_a_version(&self) -> bool;
}

impl HasEtag for Map<String, Value> {
    /// Operations that say `x-etag` answer with one and honour conditions.
    fn pointer_has_etag(&self) -> bool {
        self.get("responses")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .any(|(_, response)| response.pointer("/headers/ETag").is_some())
    }

    /// What is made by the operation has no version before it.
    fn changes_a_version(&self) -> bool {
        let makes = self.get("responses").is_some_and(|all| all.get("201").is_some());
        self.pointer_has_etag() && !makes
    }
}

fn shape<'a>(
    (id, path, method): (&'a str, &'a str, &'a str),
    operation: &Map<String, Value>,
    signed_in: bool,
) -> Shape<'a> {
    let parameters = operation.get("parameters").and_then(Value::as_array);
    let takes =
        |name: &str| parameters.is_some_and(|all| all.iter().any(|one| one["name"] == name));
    let json = "/content/application~1json";
    Shape {
        id,
        path,
        method,
        signed_in,
        tagged: operation.pointer_has_etag(),
        versioned: operation.changes_a_version(),
        json: operation.get("requestBody").is_some_and(|body| body.pointer(json).is_some()),
        paged: takes("after") && takes("include"),
    }
}

fn problems(shape: &Shape<'_>, operation: &mut Map<String, Value>) {
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    let Some(responses) = responses.as_object_mut() else { return };
    problems::problems(shape, responses);
    for response in responses.values_mut().filter_map(Value::as_object_mut) {
        response.entry("description").or_insert_with(|| json!("Done."));
    }
}

/// Examples come from the schemas, so that there is one place for each.
fn examples(operation: &mut Map<String, Value>, schemas: &Value) {
    if let Some(body) = operation.get_mut("requestBody") {
        if is_optional(body, schemas) {
            body["required"] = json!(false);
        }
        if let Some(content) = body.get_mut("content") {
            fill(content, schemas);
        }
    }
    for (status, response) in
        operation.get_mut("responses").and_then(Value::as_object_mut).into_iter().flatten()
    {
        if let Some(content) = response.get_mut("content").filter(|_| status.starts_with('2')) {
            fill(content, schemas);
        }
    }
}

/// A JSON body of which no field is needed may be left out.
fn is_optional(body: &Value, schemas: &Value) -> bool {
    let reference = body.pointer("/content/application~1json/schema/$ref").and_then(Value::as_str);
    let named = reference.and_then(|reference| schemas.get(reference.rsplit('/').next()?));
    named.is_some_and(|schema| schema.get("required").is_none())
}

fn fill(content: &mut Value, schemas: &Value) {
    for media in content.as_object_mut().into_iter().flat_map(Map::values_mut) {
        let example = media.get("schema").and_then(|schema| example_of(schema, schemas));
        if let (Some(example), Some(media)) = (example, media.as_object_mut()) {
            media.entry("example").or_insert(example);
        }
    }
}

fn example_of(schema: &Value, schemas: &Value) -> Option<Value> {
    let named = |reference: &str| schemas.get(reference.rsplit('/').next()?);
    let schema = match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => named(reference)?,
        None => schema,
    };
    if let Some(example) = schema.get("example") {
        return Some(example.clone());
    }
    let item = schema.pointer("/properties/items/items")?;
    let item = example_of(item, schemas)?;
    Some(json!({ "items": [item], "next": null }))
}
