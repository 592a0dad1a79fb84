//! Which step of a ticket does what to its clocks, as one table.

use access::Action::{
    self, Accept, Amend, Ask, Close, Decline, Lapse, Merge, Object, Progress, Redispatch, Refuse,
    Release, Reopen, Reply, Resolve, Submit, Unmerge, Withdraw,
};

use super::ClockKind::{self, Acceptance, FirstContact, Resolution};

/// What a step does to the clocks of its ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    Start(ClockKind),
    /// What it waited for was done.
    Meet(ClockKind),
    /// It waits no longer.
    Drop(ClockKind),
    /// None of them waits any longer.
    DropAll,
    /// Those that stand still with the ticket do so; supervisions, rulings and whistles wait on.
    Pause,
    Resume,
    /// What runs is measured by the policy that fits now.
    Measure,
}

use Effect::{Drop, DropAll, Measure, Meet, Pause, Start};

/// Every action that has an effect on clocks. The clocks of supervisions follow their numbers: `supervise` and `card`
/// start one where an answer is asked for by a date, `answer` meets it, `revoke` drops it; so do those of rulings with
/// the numbers of requests. An extension that is granted moves the target of the resolution. A whistle that is approved
/// starts the clocks of each department, which its steps meet.
#[rustfmt::skip]
pub const EFFECTS: &[(Action, &[Effect])] = &[
    (Submit, &[Start(ClockKind::Dispatch), Start(Resolution)]),
    (Action::Dispatch, &[Meet(ClockKind::Dispatch), Start(Acceptance)]),
    (Redispatch, &[Effect::Resume, Drop(Acceptance), Drop(FirstContact), Start(Acceptance)]),
    (Accept, &[Meet(Acceptance), Start(FirstContact)]),
    (Refuse, &[Drop(Acceptance), Start(ClockKind::Dispatch)]),
    (Progress, &[Meet(FirstContact)]),
    (Resolve, &[Meet(FirstContact), Meet(Resolution), Start(ClockKind::FollowUp)]),
    (Action::FollowUp, &[Meet(ClockKind::FollowUp)]),
    (Reopen, &[Drop(ClockKind::FollowUp), Start(ClockKind::Dispatch), Start(Resolution)]),
    (Close, &[DropAll]),
    (Withdraw, &[DropAll]),
    (Decline, &[DropAll]),
    (Merge, &[DropAll]),
    (Action::Split, &[DropAll]),
    (Unmerge, &[Start(ClockKind::Dispatch), Start(Resolution)]),
    (Object, &[Start(ClockKind::Dispatch), Start(Resolution)]),
    (Amend, &[Measure]),
    (Action::Suspend, &[Pause]),
    (Action::Resume, &[Effect::Resume]),
    (Ask, &[Pause]),
    (Reply, &[Effect::Resume]),
    (Lapse, &[Effect::Resume]),
    (Release, &[Effect::Resume, Drop(Acceptance), Drop(FirstContact), Start(ClockKind::Dispatch)]),
];

/// The effects of an action; most have none.
pub(super) fn effects(action: Action) -> &'static [Effect] {
    EFFECTS.iter().find(|(known, _)| *known == action).map_or(&[], |(_, effects)| effects)
}
