//! What is left of a scope under the filter of a list.

use access::{Action, Actor, Level, Term, View, scope};
use kernel::Code;
use place::Estate;

/// Places that one list spans at most; a caller with more names an estate.
const MOST: usize = 32;

/// The one term for an estate that the terms show; none where they do not.
pub(crate) fn within(terms: &[Term], estate: &Estate) -> Vec<Term> {
    let at = |level: Level| estate.path.at(level);
    let shown = terms.iter().any(|term| match term {
        Term::Everything => true,
        Term::Area { level, key } => at(*level) == Some(*key),
        Term::Estate { key, .. } => *key == estate.key,
        Term::Party { .. } => false,
    });
    if shown { vec![Term::Estate { key: estate.key, view: View::All }] } else { Vec::new() }
}

/// The terms in which the caller may do the action: the places of one list.
///
/// # Errors
/// `forbidden` where there are none, `filter_needed` where they are more than a list spans.
pub(crate) fn terms(actor: &Actor, action: Action) -> Result<Vec<Term>, Code> {
    let terms = scope(actor, action);
    if terms.is_empty() {
        return Err(Code::Forbidden);
    }
    spanned(&terms)?;
    Ok(terms)
}

/// Refuses terms that are more places than one list spans.
pub(crate) fn spanned(terms: &[Term]) -> Result<(), Code> {
    if terms.len() > MOST { Err(Code::FilterNeeded) } else { Ok(()) }
}
