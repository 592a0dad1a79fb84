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
        for needed in ["summary", "x-duties"] {
            if operation.get(needed).is_none_or(|v| v.as_str() == Some("") || v.is_null()) {
                faults.push(format!("{here}: {needed} is missing"));
            }
        }
        if operation.pointer("/tags/0").is_none() {
            faults.push(format!("{here}: no tag"));
        }
        examples(&here, operation, &mut faults);
        problems(&here, operation, &mut faults);
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
        }
    }
    if operation.pointer("/responses/503").is_none() {
        faults.push(format!("{here}: 503 is not listed"));
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
    use super::*;

    #[test]
    fn finds_what_is_missing() {
        let contract = serde_json::json!({
            "paths": {"/a": {"get": {"operationId": "a", "responses": {"404": {"description": "x"}}}}},
            "components": {"schemas": {"A": {"type": "object", "properties": {"s": {"type": "string"}}}}}
        });
        let faults = lint(&contract).join("\n");
        for expected in
            ["summary", "x-duties", "no tag", "404 is no problem", "503", "without maxLength"]
        {
            assert!(faults.contains(expected), "{expected} in {faults}");
        }
    }
}
