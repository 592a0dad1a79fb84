//! Tickets that come in as a file (批量导入): how it goes on, and who may bring one.

use access::{Action, Actor, Duty, Reach, Relation, Subject};

/// The most rows of one import.
pub const MAX_IMPORTED: usize = 20_000;
/// The most rows that are filed in one unit of work, during which nobody else files on SQLite.
pub const MAX_IMPORTED_AT_ONCE: usize = 5_000;

kernel::words! {
    /// What becomes of an import with rows that are refused.
    ImportMode {
        AllOrNothing = "all_or_nothing", "全部成功才导入", "all or nothing";
        SkipBad = "skip_bad", "跳过错误行", "skip the bad ones";
    }
}

kernel::words! {
    /// Where an import is.
    ImportState {
        Checking = "checking", "校验中", "checking";
        Filing = "filing", "导入中", "filing";
        Done = "done", "已完成", "done";
        Refused = "refused", "已拒绝", "refused";
        Cancelled = "cancelled", "已取消", "cancelled";
    }
}

kernel::words! {
    /// What became of a row.
    RowOutcome {
        Good = "good", "校验通过", "would be filed";
        Bad = "bad", "有误", "refused";
        Filed = "filed", "已立案", "filed";
        Known = "known", "此前已立案", "filed before under the same reference";
    }
}

impl ImportState {
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Checking | Self::Filing)
    }

    /// Where it begins: what is tried, and what is to be whole or not at all, is checked before anything is filed.
    pub const fn first(mode: ImportMode, dry_run: bool) -> Self {
        match mode {
            ImportMode::SkipBad if !dry_run => Self::Filing,
            _ => Self::Checking,
        }
    }

    /// Where it goes once every row was checked.
    pub const fn checked(dry_run: bool, bad: i32) -> Self {
        match (dry_run, bad) {
            (true, _) => Self::Done,
            (false, 0) => Self::Filing,
            (false, _) => Self::Refused,
        }
    }
}

/// A new import, which is decided on by the duty alone: each row in it is looked at besides.
#[derive(Debug, Clone, Copy)]
pub struct Importing;

impl Subject for Importing {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        relation == Relation::Within && duty.reach != Reach::Own
    }

    fn reading(&self) -> Option<Action> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_whole_or_not_at_all_is_checked_first() {
        use ImportMode::{AllOrNothing, SkipBad};
        use ImportState::{Checking, Done, Filing, Refused};
        assert_eq!(ImportState::first(SkipBad, false), Filing);
        for (mode, dry_run) in [(SkipBad, true), (AllOrNothing, true), (AllOrNothing, false)] {
            assert_eq!(ImportState::first(mode, dry_run), Checking);
        }
        assert_eq!(
            [(true, 3), (false, 0), (false, 1)].map(|(dry, bad)| ImportState::checked(dry, bad)),
            [Done, Filing, Refused]
        );
        assert!(Checking.is_open() && Filing.is_open() && !Done.is_open());
    }
}
