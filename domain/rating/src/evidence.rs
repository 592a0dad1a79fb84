//! What proves something: words, and links to where more of it is kept.

use kernel::{Fault, FieldError, Refusal, Refused};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Links of one piece of evidence at most.
pub const MOST_LINKS: usize = 10;

/// Where more of it is kept, such as a photo in the system of an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "现场照片", "url": "https://files.example.org/2026/0302/1.jpg"}))]
pub struct EvidenceLink {
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// By `https` alone.
    #[schema(min_length = 9, max_length = 500, pattern = "^https://[!-~]+$")]
    pub url: String,
}

/// Evidence of what was found, put right or reported.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    pub words: String,
    pub links: Vec<EvidenceLink>,
}

impl Evidence {
    /// # Errors
    /// `validation_failed` at `evidence` without words, and at each of the `links` that is none.
    pub fn check(&self) -> Refused<()> {
        said(&self.words, "evidence")?;
        if self.links.len() > MOST_LINKS {
            return Err(Refusal::field("links", Fault::Length));
        }
        for (number, link) in self.links.iter().enumerate() {
            if let Some((field, fault)) = link.fault() {
                let error = FieldError::body(format!("links/{number}/{field}"), fault);
                return Err(Refusal::new(kernel::Code::ValidationFailed).with(error));
            }
        }
        Ok(())
    }
}

impl EvidenceLink {
    fn fault(&self) -> Option<(&'static str, Fault)> {
        if self.name.trim().is_empty() {
            return Some(("name", Fault::Required));
        }
        if self.name.chars().count() > 100 {
            return Some(("name", Fault::Length));
        }
        if self.url.len() > 500 {
            return Some(("url", Fault::Length));
        }
        let rest = self.url.strip_prefix("https://").unwrap_or_default();
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let plain = rest.bytes().all(|byte| byte.is_ascii_graphic());
        (host.is_empty() || host.contains('@') || !plain).then_some(("url", Fault::Format))
    }
}

/// A text that has to say something.
pub(crate) fn said(text: &str, field: &str) -> Refused<()> {
    if text.trim().is_empty() {
        return Err(Refusal::field(field, Fault::Required));
    }
    Ok(())
}
