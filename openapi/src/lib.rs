//! The contract as reviewed and as served, and the pages that show it without a network.

mod lint;

pub use lint::lint;

use std::{borrow::Cow, sync::Arc};

/// The OpenAPI document: generated from the code, reviewed by people, served byte for byte.
pub const CONTRACT: &str = include_str!("../openapi.json");

/// A file of the documentation pages (Swagger UI, inside the binary) with its content type.
pub fn page(file: &str) -> Option<(Cow<'static, [u8]>, String)> {
    let file = if file.is_empty() { "index.html" } else { file };
    let config =
        utoipa_swagger_ui::Config::from("/openapi.json").persist_authorization(true).filter(true);
    let found = utoipa_swagger_ui::serve(file, Arc::new(config)).ok()??;
    Some((found.bytes, found.content_type))
}
