//! The policy as a matrix for people: printed into the README and compared in a test.

use std::fmt::Write as _;

use crate::{Action, Role, policy::policy};

/// The roles that the policy gives an action to, in the order of the roles; the contract's `x-duties`.
pub fn roles_of(action: Action) -> Vec<Role> {
    Role::ALL
        .iter()
        .copied()
        .filter(|role| policy().any(|row| row.role == *role && row.actions.contains(&action)))
        .collect()
}

/// A Markdown table: action by action, each duty with the relations it needs.
pub fn matrix() -> String {
    let mut out = String::from("| action | 动作 | who, within |\n| --- | --- | --- |\n");
    for action in Action::ALL.iter().filter(|action| !action.by_credentials()) {
        let mut cells = Vec::new();
        for role in roles_of(*action) {
            let relations: Vec<&str> = policy()
                .filter(|row| row.role == role && row.actions.contains(action))
                .map(|row| row.within.as_str())
                .collect();
            cells.push(format!("{role} ({})", relations.join(", ")));
        }
        let _ = writeln!(
            out,
            "| {}.{action} | {} | {} |",
            action.subject(),
            action.label().zh,
            cells.join("; ")
        );
    }
    out
}
