//! What is left of a scope under the filter of a list.

use access::{Level, Term, View};
use place::Estate;

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
