//! Buildings 楼栋, and the premises 专有部分 in them.

use access::{Action, Level, Permit, ScopePath};
use kernel::{BuildingId, Fault, Hundredths, PremisesId, Refusal, Refused};

use crate::{Area, Estate, PremisesUse};

/// The largest exclusive area of one set of premises: a million square metres.
const MOST: Hundredths = Hundredths(100_000_000);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Building {
    pub id: BuildingId,
    /// Key of the estate.
    pub estate: i32,
    pub name: String,
    /// The path of the estate, with the building's own grid where it has one.
    pub path: ScopePath,
    pub version: i32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Premises {
    pub id: PremisesId,
    /// Key of the estate.
    pub estate: i32,
    pub building: Option<BuildingId>,
    /// What the door says, such as `1单元1203`.
    pub label: String,
    pub usage: PremisesUse,
    /// 专有部分面积 in square metres: the weight of an owner's vote.
    pub exclusive_area: Hundredths,
    pub path: ScopePath,
    pub version: i32,
}

/// What new premises are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPremises {
    pub id: PremisesId,
    pub label: String,
    pub usage: PremisesUse,
    /// In square metres.
    pub exclusive_area: Hundredths,
}

impl Building {
    /// Adds a building to an estate, in the estate's grid or its own.
    ///
    /// # Errors
    /// 422 at `grid_id` for an area that is no grid of the estate's community.
    pub fn create(
        permit: &Permit,
        id: BuildingId,
        name: String,
        estate: &Estate,
        grid: Option<&Area>,
    ) -> Refused<Self> {
        permit.ensure(Action::BuildingCreate)?;
        let mut path = estate.path;
        if let Some(grid) = grid {
            let inside = grid.level == Level::Grid && grid.path.community == path.community;
            if !inside {
                return Err(Refusal::field("grid_id", Fault::NotAllowed));
            }
            path.grid = Some(grid.key);
        }
        Ok(Self { id, estate: estate.key, name, path, version: 1 })
    }
}

impl Premises {
    /// Adds premises to an estate, in one of its buildings or outside them.
    ///
    /// # Errors
    /// 422 at `building_id` for a building of another estate, at `exclusive_area` unless it is more than
    /// nothing and at most a million square metres.
    pub fn create(
        permit: &Permit,
        new: NewPremises,
        estate: &Estate,
        building: Option<&Building>,
    ) -> Refused<Self> {
        permit.ensure(Action::PremisesCreate)?;
        if building.is_some_and(|building| building.estate != estate.key) {
            return Err(Refusal::field("building_id", Fault::NotFound));
        }
        if new.exclusive_area <= Hundredths(0) || new.exclusive_area > MOST {
            return Err(Refusal::field("exclusive_area", Fault::Range));
        }
        Ok(Self {
            id: new.id,
            estate: estate.key,
            building: building.map(|building| building.id),
            label: new.label,
            usage: new.usage,
            exclusive_area: new.exclusive_area,
            path: building.map_or(estate.path, |building| building.path),
            version: 1,
        })
    }
}
