//! The binary `lianjian` with planted faults: `FAULT_ANSWER_EARLY_MS` answers so long before the commit,
//! `FAULT_GROUP` sets how many requests one commit of SQLite carries.

use std::{process::ExitCode, time::Duration};

use persistence::{Durability, Options};

fn main() -> ExitCode {
    let mut options = Options::default();
    if let Some(millis) = number("FAULT_ANSWER_EARLY_MS") {
        options.durability = Durability::AnsweredEarly(Duration::from_millis(millis));
    }
    if let Some(group) = number("FAULT_GROUP") {
        options.group = usize::try_from(group).unwrap_or(usize::MAX);
    }
    api::cli::main_with(options)
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}
