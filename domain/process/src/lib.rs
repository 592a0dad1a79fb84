//! A lifecycle as a table: which action leads from which state to which, and what follows from that.

mod diagram;
mod faults;

pub use diagram::mermaid;
pub use faults::faults;

use std::fmt::{Debug, Display};

use kernel::Refusal;

/// What a table is made of: a word of an action or a state.
pub trait Word: Copy + Eq + Debug + Display + 'static {}
impl<T: Copy + Eq + Debug + Display + 'static> Word for T {}

/// Where a step leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To<S> {
    State(S),
    /// The process stays where it is; the step only adds to its history.
    Stay,
}

/// One row of a lifecycle.
#[derive(Debug, Clone, Copy)]
pub struct Step<A: 'static, S: 'static> {
    pub action: A,
    /// Empty: the step begins the process.
    pub from: &'static [S],
    pub to: To<S>,
    /// What the step needs besides a state and a duty, in one phrase for people.
    pub needs: &'static str,
}

impl<A, S> Step<A, S> {
    pub const fn begin(action: A, to: S, needs: &'static str) -> Self {
        Self { action, from: &[], to: To::State(to), needs }
    }

    pub const fn to(action: A, from: &'static [S], to: S, needs: &'static str) -> Self {
        Self { action, from, to: To::State(to), needs }
    }

    pub const fn stay(action: A, from: &'static [S], needs: &'static str) -> Self {
        Self { action, from, to: To::Stay, needs }
    }
}

/// A whole lifecycle.
#[derive(Debug, Clone, Copy)]
pub struct Lifecycle<A: 'static, S: 'static> {
    pub steps: &'static [Step<A, S>],
    pub states: &'static [S],
    /// Where the process rests for good, unless a step in the table leads out again.
    pub ends: &'static [S],
}

impl<A: Word, S: Word> Lifecycle<A, S> {
    fn row(&self, from: S, action: A) -> Option<&'static Step<A, S>> {
        self.steps.iter().find(|step| step.action == action && step.from.contains(&from))
    }

    /// The state after `action`, or `None` where the table does not allow it.
    pub fn target(&self, from: S, action: A) -> Option<S> {
        self.row(from, action).map(|step| match step.to {
            To::State(state) => state,
            To::Stay => from,
        })
    }

    /// The state after `action`, or `not_allowed_now`.
    pub fn step(&self, from: S, action: A, state: &'static str) -> Result<S, Refusal> {
        self.target(from, action).ok_or_else(|| Refusal::not_now(state))
    }

    /// Every action that comes after the beginning, in the order of the table; one that has several rows comes several times.
    pub fn later(&self) -> impl Iterator<Item = A> {
        self.steps.iter().filter(|step| !step.from.is_empty()).map(|step| step.action)
    }

    /// Every action that the table allows in a state, in the order of the table.
    pub fn legal(&self, from: S) -> impl Iterator<Item = A> {
        self.steps.iter().filter(move |step| step.from.contains(&from)).map(|step| step.action)
    }

    pub fn is_end(&self, state: S) -> bool {
        self.ends.contains(&state)
    }
}
