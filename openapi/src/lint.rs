//! The house rules of the contract, as pure functions on its JSON.

use serde_json::Value;

/// Every breach of the house rules; a sound contract has none.
pub fn lint(contract: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for (path, method, operation) in operations(contract) {
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default();
        let here = format!("{method} {path} ({id})");
        if id.is_empty() || !seen.insert(id.to_owned()) {
            faults.push(format!("{here}: operationId is missing or not unique"));
        }
        if operation.get("summary").and_then(Value::as_str).is_none_or(str::is_empty) {
            faults.push(format!("{here}: summary is missing"));
        }
        if operation.get("x-duties").and_then(Value::as_array).is_none_or(Vec::is_empty) {
            faults.push(format!("{here}: x-duties is missing or empty"));
        }
        if operation.pointer("/tags/0").is_none() {
            faults.push(format!("{here}: no tag"));
        }
        examples(&here, operation, &mut faults);
        problems(&here, operation, &mut faults);
        let guarded =
            operation.get("security").or(contract.get("security")).and_then(Value::as_array);
        let token = guarded.is_some_and(|ways| !ways.is_empty());
        for (status, needed) in [("401", token), ("404", path.contains('{')), ("503", true)] {
            if needed && operation.pointer(&format!("/responses/{status}")).is_none() {
                faults.push(format!("{here}: {status} is not listed"));
            }
        }
    }
    bounds("#", contract.pointer("/components/schemas").unwrap_or(&Value::Null), &mut faults);
    for (path, method, operation) in operations(contract) {
        bounds(&format!("{method} {path}"), operation, &mut faults);
    }
    faults
}

fn operations(contract: &Value) -> impl Iterator<Item = (&String, &String, &Value)> {
    let paths = contract.get("paths").and_then(Value::as_object);
    paths.into_iter().flatten().flat_map(|(path, item)| {
        item.as_object()
            .into_iter()
            .flatten()
            .map(move |(method, operation)| (path, method, operation))
    })
}

fn examples(here: &str, operation: &Value, faults: &mut Vec<String>) {
    if let Some(content) = operation.pointer("/requestBody/content").and_then(Value::as_object) {
        for (kind, media) in content {
            if media.get("example").is_none() {
                faults.push(format!("{here}: the {kind} request has no example"));
            }
        }
    }
    for (status, response) in
        operation.get("responses").and_then(Value::as_object).into_iter().flatten()
    {
        let Some(content) = response.get("content").and_then(Value::as_object) else { continue };
        for media in content.values().filter(|_| status.starts_with('2')) {
            if media.get("example").is_none() {
                faults.push(format!("{here}: the {status} response has no example"));
            }
        }
    }
}

fn problems(here: &str, operation: &Value, faults: &mut Vec<String>) {
    for (status, response) in
        operation.get("responses").and_then(Value::as_object).into_iter().flatten()
    {
        let error = status.starts_with('4') || status.starts_with('5');
        if error && response.pointer("/content/application~1problem+json").is_none() {
            let oauth = response.pointer("/content/application~1json").is_some();
            if !oauth {
                faults.push(format!("{here}: {status} is no problem"));
            }
        } else if error && response["x-codes"].as_array().is_none_or(Vec::is_empty) {
            faults.push(format!("{here}: {status} names no codes"));
        }
    }
}

/// Every string and array has an upper bound (or is one of a list of words, or of a bounded format).
fn bounds(at: &str, value: &Value, faults: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            let is = |kind: &str| match map.get("type") {
                Some(Value::String(name)) => name == kind,
                Some(Value::Array(names)) => names.iter().any(|name| name == kind),
                _ => false,
            };
            let bounded = ["maxLength", "enum", "const"].iter().any(|key| map.contains_key(*key));
            let format = map.get("format").and_then(Value::as_str).unwrap_or_default();
            if is("string") && !bounded && !["uuid", "date", "date-time"].contains(&format) {
                faults.push(format!("{at}: a string without maxLength"));
            }
            if is("array") && !map.contains_key("maxItems") {
                faults.push(format!("{at}: an array without maxItems"));
            }
            for (key, inner) in
                map.iter().filter(|(key, _)| *key != "example" && *key != "examples")
            {
                bounds(&format!("{at}/{key}"), inner, faults);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                bounds(&format!("{at}/{index}"), inner, faults);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const GET: &str = "/paths/~1things~1{id}/get";

    /// A contract with nothing wrong: an operation that needs a token, and one for anyone.
    fn sound() -> Value {
        let problem = json!({
            "description": "x", "content": { "application/problem+json": {} }, "x-codes": ["busy"],
        });
        let media = json!({ "application/json": { "example": {}, "schema": {} } });
        let done = json!({ "description": "Done.", "content": media });
        json!({
            "paths": {
                "/things/{id}": { "get": {
                    "operationId": "getThing", "summary": "Read.", "tags": ["things"],
                    "x-duties": ["account"], "security": [{ "bearer": [] }],
                    "responses": { "200": done, "401": problem, "404": problem, "503": problem },
                } },
                "/things": { "post": {
                    "operationId": "createThing", "summary": "Make.", "tags": ["things"],
                    "x-duties": ["anyone"], "security": [], "requestBody": { "content": media },
                    "responses": { "201": done, "503": problem },
                } },
            },
            "components": { "schemas": { "Thing": { "type": "object", "properties": {
                "name": { "type": ["string", "null"], "maxLength": 9 },
                "at": { "type": "string", "format": "date-time" },
                "parts": { "type": "array", "maxItems": 3, "items": { "enum": ["a"] } },
            } } } },
        })
    }

    fn without(key: &str) -> Value {
        let (parent, last) = key.rsplit_once('/').unwrap();
        let mut contract = sound();
        let parent = contract.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        assert!(parent.remove(last).is_some(), "{key}");
        contract
    }

    fn with(key: &str, value: Value) -> Value {
        let mut contract = sound();
        *contract.pointer_mut(key).unwrap() = value;
        contract
    }

    #[test]
    fn a_sound_contract_has_no_fault() {
        assert_eq!(lint(&sound()), Vec::<String>::new());
    }

    #[test]
    fn finds_each_thing_that_is_missing() {
        let thing = "/components/schemas/Thing/properties";
        for (contract, expected) in [
            (without(&format!("{GET}/operationId")), "operationId is missing"),
            (with(&format!("{GET}/operationId"), json!("createThing")), "not unique"),
            (without(&format!("{GET}/summary")), "summary is missing"),
            (with(&format!("{GET}/summary"), json!("")), "summary is missing"),
            (without(&format!("{GET}/tags")), "no tag"),
            (without(&format!("{GET}/x-duties")), "x-duties is missing"),
            (with(&format!("{GET}/x-duties"), json!([])), "x-duties is missing or empty"),
            (without(&format!("{GET}/responses/401")), "401 is not listed"),
            (without(&format!("{GET}/responses/404")), "404 is not listed"),
            (without(&format!("{GET}/responses/503")), "503 is not listed"),
            (without(&format!("{GET}/responses/404/content")), "404 is no problem"),
            (without(&format!("{GET}/responses/404/x-codes")), "404 names no codes"),
            (
                without(&format!("{GET}/responses/200/content/application~1json/example")),
                "the 200 response has no example",
            ),
            (
                without("/paths/~1things/post/requestBody/content/application~1json/example"),
                "the application/json request has no example",
            ),
            (without(&format!("{thing}/name/maxLength")), "a string without maxLength"),
            (without(&format!("{thing}/at/format")), "a string without maxLength"),
            (without(&format!("{thing}/parts/maxItems")), "an array without maxItems"),
        ] {
            let faults = lint(&contract);
            assert!(faults.len() == 1 && faults[0].contains(expected), "{expected}: {faults:?}");
        }
    }

    #[test]
    fn what_the_whole_contract_guards_needs_a_token_too() {
        let mut contract = without(&format!("{GET}/security"));
        contract["security"] = json!([{ "bearer": [] }]);
        assert_eq!(lint(&contract), Vec::<String>::new());
        let responses = contract.pointer_mut(&format!("{GET}/responses")).unwrap();
        responses.as_object_mut().unwrap().remove("401");
        assert!(lint(&contract)[0].contains("401 is not listed"));
    }
}
