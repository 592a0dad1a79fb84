//! Areas 区域: district, street, community and grid as a tree.

use access::{Action, Level, Permit, ScopePath};
use kernel::{AreaId, Fault, Moment, Refusal, Refused};

use crate::AreaCode;

/// A node of the area tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    pub key: i32,
    pub id: AreaId,
    pub level: Level,
    pub name: String,
    pub code: Option<AreaCode>,
    pub parent: Option<i32>,
    /// The areas that it lies in, and itself at its own level.
    pub path: ScopePath,
    pub version: i32,
    pub updated_at: Moment,
}

/// What a new area is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewArea {
    pub key: i32,
    pub id: AreaId,
    pub level: Level,
    pub name: String,
    pub code: Option<AreaCode>,
}

/// The level that a parent must have; `None` for a district.
pub const fn level_above(level: Level) -> Option<Level> {
    match level {
        Level::District => None,
        Level::Street => Some(Level::District),
        Level::Community => Some(Level::Street),
        Level::Grid => Some(Level::Community),
    }
}

impl Area {
    /// Founds an area under its parent.
    ///
    /// # Errors
    /// 422 at `parent_id` when the parent is missing or of the wrong level, at `code` when the code is of
    /// another level or does not begin with the parent's.
    pub fn create(
        permit: &Permit,
        new: NewArea,
        parent: Option<&Self>,
        now: Moment,
    ) -> Refused<Self> {
        permit.ensure(Action::AreaCreate)?;
        fits(new.level, parent)?;
        if let Some(code) = &new.code {
            code_fits(code, new.level, parent)?;
        }
        let above = parent.map_or_else(ScopePath::default, |area| area.path);
        Ok(Self {
            key: new.key,
            id: new.id,
            level: new.level,
            name: new.name,
            code: new.code,
            parent: parent.map(|area| area.key),
            path: above.set(new.level, new.key),
            version: 1,
            updated_at: now,
        })
    }
}

/// Whether an area of `level` may stand under `parent`.
pub(crate) fn fits(level: Level, parent: Option<&Area>) -> Refused<()> {
    match (level_above(level), parent) {
        (None, None) => Ok(()),
        (Some(_), None) => Err(Refusal::field("parent_id", Fault::Required)),
        (Some(wanted), Some(area)) if area.level == wanted => Ok(()),
        (_, Some(_)) => Err(Refusal::field("parent_id", Fault::NotAllowed)),
    }
}

/// Whether the code belongs to `level` and continues the parent's, where the parent has one.
pub(crate) fn code_fits(code: &AreaCode, level: Level, parent: Option<&Area>) -> Refused<()> {
    let continues =
        parent.and_then(|area| area.code.as_ref()).is_none_or(|above| above.is_parent_of(code));
    if code.level() == level && continues {
        Ok(())
    } else {
        Err(Refusal::field("code", Fault::NotAllowed))
    }
}
