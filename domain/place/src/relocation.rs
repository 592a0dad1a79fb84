//! Renaming an area, and moving it under another parent from a date on.

use access::{Action, Level, Permit, ScopePath};
use chrono::Duration;
use kernel::{Fault, Moment, Refusal, Refused};

use crate::{
    Area, AreaCode,
    area::{code_fits, fits},
};

/// The furthest that the date of a move may lie ahead, in days.
pub const MAX_AHEAD_DAYS: i64 = 366;

/// What is to change about an area; at least one of name, code and parent.
///
/// The code is optional in a move: the statistics office gives new codes only once a year.
#[derive(Debug, Clone, Default)]
pub struct Relocation<'a> {
    pub name: Option<String>,
    pub code: Option<AreaCode>,
    /// The new parent.
    pub parent: Option<&'a Area>,
    /// The parent that the area has now, for checking a new code.
    pub current: Option<&'a Area>,
    /// From when on the move holds; at once when not said.
    pub effective_at: Option<Moment>,
    /// Whether an earlier move of this area is not finished.
    pub moving: bool,
}

/// An area that changes its parent, and what follows: everything in it is carried over by a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transfer {
    pub area: i32,
    pub level: Level,
    pub from_parent: i32,
    pub to_parent: i32,
    /// Where the new parent stands.
    pub to: ScopePath,
    pub effective_at: Moment,
}

/// The area after the change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relocated {
    /// Still under its old parent while the move's date lies ahead.
    pub after: Area,
    pub before: ScopePath,
    pub transfer: Option<Transfer>,
}

impl Area {
    /// Renames, recodes or moves the area.
    ///
    /// # Errors
    /// 409 while an earlier move goes on. 422 when nothing is asked for, at `parent_id` for a parent of the
    /// wrong level or the present one, at `code`, and at `effective_at` for a date in the past, without a
    /// parent, more than [`MAX_AHEAD_DAYS`] ahead, or in the future together with a name or code.
    pub fn relocate(
        &self,
        permit: &Permit,
        change: Relocation<'_>,
        now: Moment,
    ) -> Refused<Relocated> {
        permit.ensure(Action::AreaMove)?;
        if change.moving && change.parent.is_some() {
            return Err(Refusal::not_now("moving"));
        }
        if change.name.is_none() && change.code.is_none() && change.parent.is_none() {
            return Err(Refusal::field("parent_id", Fault::Required));
        }
        let effective_at = date(&change, now)?;
        if let Some(code) = &change.code {
            code_fits(code, self.level, change.parent.or(change.current))?;
        }
        let transfer = change.parent.map(|to| self.transfer(to, effective_at));
        let transfer = transfer.transpose()?;
        let mut after = self.clone();
        after.name = change.name.unwrap_or(after.name);
        after.code = change.code.or(after.code);
        after.version += 1;
        after.updated_at = now;
        if let Some(transfer) = transfer.filter(|transfer| transfer.effective_at <= now) {
            after = after.under(&transfer);
        }
        Ok(Relocated { after, before: self.path, transfer })
    }

    fn transfer(&self, to: &Self, effective_at: Moment) -> Refused<Transfer> {
        fits(self.level, Some(to))?;
        let from_parent =
            self.parent.ok_or_else(|| Refusal::field("parent_id", Fault::NotAllowed))?;
        if from_parent == to.key {
            return Err(Refusal::field("parent_id", Fault::NotAllowed));
        }
        Ok(Transfer {
            area: self.key,
            level: self.level,
            from_parent,
            to_parent: to.key,
            to: to.path,
            effective_at,
        })
    }

    /// The same area under the parent that a transfer names.
    #[must_use]
    pub fn under(mut self, transfer: &Transfer) -> Self {
        self.parent = Some(transfer.to_parent);
        self.path = transfer.to.set(self.level, self.key);
        self
    }
}

fn date(change: &Relocation<'_>, now: Moment) -> Refused<Moment> {
    let Some(at) = change.effective_at else { return Ok(now) };
    let faulty = |field: &str, fault| Err(Refusal::field(field, fault));
    if change.parent.is_none() {
        return faulty("effective_at", Fault::NotAllowed);
    }
    if at < now || at > now + Duration::days(MAX_AHEAD_DAYS) {
        return faulty("effective_at", Fault::Range);
    }
    match (at > now, &change.name, &change.code) {
        (true, Some(_), _) => faulty("name", Fault::NotAllowed),
        (true, _, Some(_)) => faulty("code", Fault::NotAllowed),
        _ => Ok(at),
    }
}
