//! What is wrong with a body, said with a pointer and never with the value.

use kernel::{At, Code, Fault, FieldError, Refusal, clean};
use serde_json::Value;
use validator::{ValidationErrors, ValidationErrorsKind};

/// Brings every text of the body to NFC in place; notes where control characters stand.
pub(super) fn clean_texts(value: &mut Value, at: &mut String, errors: &mut Vec<FieldError>) {
    match value {
        Value::String(text) => match clean(text) {
            Ok(Some(normal)) => *text = normal,
            Ok(None) => {}
            Err(_) => {
                errors.push(FieldError { at: At::Pointer(at.clone()), fault: Fault::Control })
            }
        },
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                within(at, &index.to_string(), |at| clean_texts(item, at, errors));
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                within(at, name, |at| clean_texts(field, at, errors));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn within(at: &mut String, name: &str, work: impl FnOnce(&mut String)) {
    let length = at.len();
    at.push('/');
    at.push_str(&escape(name));
    work(at);
    at.truncate(length);
}

/// RFC 6901 escapes, and percent-encoding of what may not stand in a URI fragment; long names are cut.
fn escape(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().take(80) {
        match c {
            '~' => out.push_str("~0"),
            '/' => out.push_str("~1"),
            c if c.is_ascii_alphanumeric() || "-._".contains(c) => out.push(c),
            c => {
                let mut buffer = [0_u8; 4];
                out.extend(c.encode_utf8(&mut buffer).bytes().map(|b| format!("%{b:02X}")));
            }
        }
    }
    out
}

/// From serde's words to a pointer and a fault.
pub(super) fn shape(error: &serde_path_to_error::Error<serde_json::Error>) -> Refusal {
    let mut pointer = String::from("#");
    for segment in error.path().iter() {
        use serde_path_to_error::Segment;
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", escape(key))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    let text = error.inner().to_string();
    let quoted = text.split('`').nth(1).map(escape);
    let fault = if text.starts_with("missing field") {
        pointer.push_str(&format!("/{}", quoted.unwrap_or_default()));
        Fault::Required
    } else if text.starts_with("unknown field") {
        let name = format!("/{}", quoted.unwrap_or_default());
        if !pointer.ends_with(&name) {
            pointer.push_str(&name);
        }
        Fault::UnknownField
    } else if text.starts_with("unknown variant") {
        Fault::Choice
    } else if text.starts_with("invalid type") {
        Fault::WrongType
    } else if text.starts_with("invalid value") || text.starts_with("invalid length") {
        Fault::Range
    } else {
        Fault::Format
    };
    let error = FieldError { at: At::Pointer(pointer), fault };
    Refusal::new(Code::ValidationFailed).with(error)
}

/// Every field that the validator refused, in the order of their names.
pub(super) fn fields(errors: &ValidationErrors) -> Refusal {
    let mut found = Vec::new();
    collect(errors, "#", &mut found);
    found.sort_by(|a: &FieldError, b| format!("{:?}", a.at).cmp(&format!("{:?}", b.at)));
    Refusal { errors: found, ..Refusal::new(Code::ValidationFailed) }
}

fn collect(errors: &ValidationErrors, at: &str, found: &mut Vec<FieldError>) {
    for (name, kind) in errors.errors() {
        let here = if name == "__all__" { at.to_owned() } else { format!("{at}/{name}") };
        match kind {
            ValidationErrorsKind::Struct(inner) => collect(inner, &here, found),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(inner, &format!("{here}/{index}"), found);
                }
            }
            ValidationErrorsKind::Field(faults) => found.extend(faults.iter().map(|fault| {
                FieldError { at: At::Pointer(here.clone()), fault: fault_of(&fault.code) }
            })),
        }
    }
}

fn fault_of(code: &str) -> Fault {
    match code {
        "length" => Fault::Length,
        "range" => Fault::Range,
        "required" => Fault::Required,
        "choice" => Fault::Choice,
        "not_allowed" => Fault::NotAllowed,
        "order" => Fault::Order,
        _ => Fault::Format,
    }
}
