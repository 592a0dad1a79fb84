//! Bounds that the handlers cannot say where they stand: of headers, and of the words in an array.

use access::Action;
use serde_json::{Map, Value, json};

/// Fills in what is still unbounded in the document.
pub(super) fn bounds(document: &mut Value) {
    match document {
        Value::Object(map) => {
            words(map);
            headers(map);
            map.values_mut().for_each(bounds);
        }
        Value::Array(items) => items.iter_mut().for_each(bounds),
        _ => {}
    }
}

/// Arrays of strings: `scopes` holds words of a fixed list, `allowed_actions` the word of an action, `windows` two
/// times of day each, `recovery_codes` two times four letters.
fn words(map: &mut Map<String, Value>) {
    let Some(properties) = map.get_mut("properties") else { return };
    if let Some(items) = properties.pointer_mut("/recovery_codes/items") {
        items["maxLength"] = json!(9);
    }
    if let Some(items) = properties.pointer_mut("/scopes/items") {
        *items = json!({ "type": "string", "enum": Action::CLIENT_SCOPES });
    }
    if let Some(items) = properties.pointer_mut("/windows/items") {
        let time =
            json!({ "type": "string", "maxLength": 5, "pattern": "^[0-2][0-9]:[0-5][0-9]$" });
        *items = json!({ "type": "array", "minItems": 2, "maxItems": 2, "items": time });
    }
    if let Some(items) = properties.pointer_mut("/allowed_actions/items") {
        *items = json!({ "type": "string", "maxLength": 40 });
    }
}

fn headers(map: &mut Map<String, Value>) {
    let Some(headers) = map.get_mut("headers").and_then(Value::as_object_mut) else { return };
    for (name, longest) in [("ETag", 100), ("Location", 200)] {
        if let Some(schema) = headers.get_mut(name).and_then(|header| header.get_mut("schema")) {
            *schema = json!({ "type": "string", "maxLength": longest });
        }
    }
}
