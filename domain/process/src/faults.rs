//! What can be wrong with a lifecycle table.

use crate::{Lifecycle, To, Word};

/// Every fault of a table: two targets for one (state, action), a state that cannot be reached,
/// a dead end that is not an end. A sound table has none.
pub fn faults<A: Word, S: Word>(table: &Lifecycle<A, S>) -> Vec<String> {
    let mut faults = Vec::new();
    for state in table.states {
        for step in table.steps.iter().filter(|step| step.from.contains(state)) {
            let rows =
                table.steps.iter().filter(|s| s.action == step.action && s.from.contains(state));
            if rows.count() > 1 {
                faults.push(format!("{state} has more than one row for {}", step.action));
            }
        }
        let moves = table.steps.iter().any(|step| leaves(*state, step.to, step.from));
        if !moves && !table.is_end(*state) {
            faults.push(format!("{state} is a dead end"));
        }
        if !reachable(table).contains(state) {
            faults.push(format!("{state} cannot be reached"));
        }
    }
    faults
}

fn leaves<S: Word>(state: S, to: To<S>, from: &[S]) -> bool {
    from.contains(&state) && matches!(to, To::State(next) if next != state)
}

fn reachable<A: Word, S: Word>(table: &Lifecycle<A, S>) -> Vec<S> {
    let mut seen: Vec<S> = Vec::new();
    loop {
        let before = seen.len();
        for step in table.steps {
            let open = step.from.is_empty() || step.from.iter().any(|from| seen.contains(from));
            if let To::State(to) = step.to
                && open
                && !seen.contains(&to)
            {
                seen.push(to);
            }
        }
        if seen.len() == before {
            return seen;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Step;

    const SOUND: Lifecycle<&str, &str> = Lifecycle {
        steps: &[Step::begin("open", "a", ""), Step::to("close", &["a"], "b", "")],
        states: &["a", "b"],
        ends: &["b"],
    };

    #[test]
    fn a_sound_table_has_no_faults() {
        assert!(faults(&SOUND).is_empty());
        assert_eq!(SOUND.target("a", "close"), Some("b"));
        assert_eq!(SOUND.target("b", "close"), None);
    }

    const BROKEN: Lifecycle<&str, &str> = Lifecycle {
        steps: &[
            Step::begin("open", "a", ""),
            Step::to("go", &["a"], "b", ""),
            Step::to("go", &["a"], "a", ""),
        ],
        states: &["a", "b", "c"],
        ends: &[],
    };

    #[test]
    fn faults_are_found() {
        let found = faults(&BROKEN).join("; ");
        assert!(found.contains("more than one row") && found.contains("b is a dead end"));
        assert!(found.contains("c cannot be reached"));
    }
}
