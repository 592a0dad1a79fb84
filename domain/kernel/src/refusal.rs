//! A "no" with its reason: what every layer answers when a request cannot be done.

use crate::{At, Code, Fault, FieldError, Kind};

/// Why something was not done. It knows its code and kind, never an HTTP status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .code.as_str())]
pub struct Refusal {
    pub code: Code,
    pub errors: Vec<FieldError>,
    /// Where the process stands, for `not_allowed_now`.
    pub state: Option<&'static str>,
    /// What the caller may do now instead, for `not_allowed_now`.
    pub allowed: Vec<&'static str>,
    /// Seconds after which another try makes sense.
    pub retry_after: Option<u32>,
}

/// The result of anything that can be refused.
pub type Refused<T> = Result<T, Refusal>;

impl Refusal {
    pub const fn new(code: Code) -> Self {
        Self { code, errors: Vec::new(), state: None, allowed: Vec::new(), retry_after: None }
    }

    /// `validation_failed` at one field of the body.
    pub fn field(path: impl AsRef<str>, fault: Fault) -> Self {
        Self::new(Code::ValidationFailed).with(FieldError::body(path, fault))
    }

    /// `validation_failed` at one query parameter.
    pub fn parameter(name: impl Into<String>, fault: Fault) -> Self {
        Self::new(Code::ValidationFailed).with(FieldError::parameter(name, fault))
    }

    /// `malformed_request` at one query parameter.
    pub fn malformed(name: impl Into<String>, fault: Fault) -> Self {
        Self::new(Code::MalformedRequest).with(FieldError::parameter(name, fault))
    }

    /// The same where the refused body is a part of a greater one, which has it at `path`.
    #[must_use]
    pub fn under(mut self, path: &str) -> Self {
        for error in &mut self.errors {
            if let At::Pointer(pointer) = &mut error.at {
                *pointer = format!("#/{path}/{}", pointer.trim_start_matches("#/"));
            }
        }
        self
    }

    /// The process is not in a state that allows the action.
    pub fn not_now(state: &'static str) -> Self {
        Self { state: Some(state), ..Self::new(Code::NotAllowedNow) }
    }

    /// A conflict says what the caller may do instead.
    #[must_use]
    pub fn allowing(self, allowed: impl FnOnce() -> Vec<&'static str>) -> Self {
        match self.state {
            Some(_) => Self { allowed: allowed(), ..self },
            None => self,
        }
    }

    pub fn missing() -> Self {
        Self::new(Code::NotFound)
    }

    pub fn forbidden() -> Self {
        Self::new(Code::Forbidden)
    }

    #[must_use]
    pub fn with(mut self, error: FieldError) -> Self {
        self.errors.push(error);
        self
    }

    #[must_use]
    pub fn after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    pub fn kind(&self) -> Kind {
        self.code.kind()
    }
}
