//! The diagram of a lifecycle, for the README and the contract.

use std::fmt::Write as _;

use crate::{Lifecycle, To, Word};

/// A Mermaid `stateDiagram-v2` of the table; steps that stay are notes beside their state.
pub fn mermaid<A: Word, S: Word>(
    table: &Lifecycle<A, S>,
    label: impl Fn(S) -> &'static str,
) -> String {
    let mut out = String::from("stateDiagram-v2\n");
    for state in table.states {
        let _ = writeln!(out, "    {state}: {state} {}", label(*state));
    }
    for step in table.steps {
        if let To::State(to) = step.to {
            if step.from.is_empty() {
                let _ = writeln!(out, "    [*] --> {to}: {}", step.action);
            }
            for from in step.from {
                let _ = writeln!(out, "    {from} --> {to}: {}", step.action);
            }
        }
    }
    for state in table.states {
        let stays: Vec<String> = table
            .steps
            .iter()
            .filter(|step| step.to == To::Stay && step.from.contains(state))
            .map(|step| step.action.to_string())
            .collect();
        if !stays.is_empty() {
            let _ = writeln!(out, "    note right of {state}: {}", stays.join(", "));
        }
    }
    for end in table.ends {
        let _ = writeln!(out, "    {end} --> [*]");
    }
    out
}
