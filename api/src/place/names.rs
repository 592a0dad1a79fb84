//! Pointers of the domain under the names of the request, where the two differ.

use kernel::{At, Refusal};

/// The refusal with each pointer that is named first of a pair under the second name.
pub(crate) fn under_names(mut refusal: Refusal, pairs: &[(&str, &str)]) -> Refusal {
    for error in &mut refusal.errors {
        let At::Pointer(pointer) = &mut error.at else { continue };
        let named = pairs.iter().find(|(domain, _)| pointer.strip_prefix("#/") == Some(domain));
        if let Some((_, request)) = named {
            *pointer = format!("#/{request}");
        }
    }
    refusal
}
