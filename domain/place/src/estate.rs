//! Estates 小区: how they are managed, and the phases of their life.

use access::{Action, Level, Permit, ScopePath};
use kernel::{EstateId, Fault, Moment, Refusal, Refused};
use process::{Lifecycle, Step};

use crate::{Area, Management, Phase};

/// A residential estate, or the commons 公共区域 of a community: its land outside all estates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estate {
    pub key: i32,
    pub id: EstateId,
    pub name: String,
    pub address: Option<String>,
    pub management: Management,
    pub phase: Phase,
    pub commons: bool,
    /// The areas that it lies in, and itself.
    pub path: ScopePath,
    pub version: i32,
    pub updated_at: Moment,
}

/// What a new estate is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEstate {
    pub key: i32,
    pub id: EstateId,
    pub name: String,
    pub address: Option<String>,
    pub management: Management,
    pub phase: Phase,
}

/// What is to change about an estate. The inner `None` takes a value away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EstateChange {
    pub name: Option<String>,
    pub address: Option<Option<String>>,
    pub management: Option<Management>,
}

const fn enter(to: Phase, from: &'static [Phase]) -> Step<Phase, Phase> {
    Step::to(to, from, to, "")
}

const fn register(at: Phase) -> Step<Phase, Phase> {
    Step::begin(at, at, "the estate is registered in the phase that it is in")
}

use Phase::{Birth, Gestation, Maturity, Rebuilding, Transition};

/// Which phase may follow which; the action is the phase that is entered.
pub const PHASES: Lifecycle<Phase, Phase> = Lifecycle {
    steps: &[
        register(Gestation),
        register(Birth),
        register(Transition),
        register(Maturity),
        register(Rebuilding),
        enter(Birth, &[Gestation]),
        enter(Transition, &[Gestation, Birth]),
        enter(Maturity, &[Gestation, Birth, Transition]),
        enter(Rebuilding, &[Gestation, Birth, Transition, Maturity]),
        enter(Gestation, &[Rebuilding]),
    ],
    states: Phase::ALL,
    ends: &[],
};

impl Estate {
    /// Registers an estate in a community or one of its grids.
    ///
    /// # Errors
    /// 422 at `area_id` when the area is neither.
    pub fn create(permit: &Permit, new: NewEstate, area: &Area, now: Moment) -> Refused<Self> {
        permit.ensure(Action::EstateCreate)?;
        if !matches!(area.level, Level::Community | Level::Grid) {
            return Err(Refusal::field("area_id", Fault::NotAllowed));
        }
        Ok(Self {
            key: new.key,
            id: new.id,
            name: new.name,
            address: new.address,
            management: new.management,
            phase: new.phase,
            commons: false,
            path: ScopePath { estate: Some(new.key), ..area.path },
            version: 1,
            updated_at: now,
        })
    }

    /// The commons that every community has; `None` for an area of another level.
    pub fn commons(area: &Area, key: i32, id: EstateId) -> Option<Self> {
        (area.level == Level::Community).then(|| Self {
            key,
            id,
            name: commons_name(&area.name),
            address: None,
            management: Management::None,
            phase: Maturity,
            commons: true,
            path: ScopePath { estate: Some(key), ..area.path },
            version: 1,
            updated_at: area.updated_at,
        })
    }

    /// The commons under the new name of its community.
    #[must_use]
    pub fn renamed_with(&self, community: &Area) -> Self {
        Self { name: commons_name(&community.name), ..self.next(community.updated_at) }
    }

    /// Changes the settings of an estate.
    ///
    /// # Errors
    /// 409 for a commons, which follows its community; 422 at `name` when nothing is asked for.
    pub fn update(&self, permit: &Permit, change: EstateChange, now: Moment) -> Refused<Self> {
        permit.ensure(Action::EstateUpdate)?;
        self.not_commons()?;
        if change == EstateChange::default() {
            return Err(Refusal::field("name", Fault::Required));
        }
        let mut after = self.next(now);
        after.name = change.name.unwrap_or(after.name);
        after.address = change.address.unwrap_or(after.address);
        after.management = change.management.unwrap_or(after.management);
        Ok(after)
    }

    /// Enters another phase: any later one, or from rebuilding the first one again.
    ///
    /// # Errors
    /// 409 for the phase that it is in, an earlier one, and for a commons.
    pub fn change_phase(&self, permit: &Permit, to: Phase, now: Moment) -> Refused<Self> {
        permit.ensure(Action::EstatePhase)?;
        self.not_commons()?;
        let phase = PHASES.step(self.phase, to, self.phase.as_str())?;
        Ok(Self { phase, ..self.next(now) })
    }

    fn not_commons(&self) -> Refused<()> {
        if self.commons { Err(Refusal::not_now(self.phase.as_str())) } else { Ok(()) }
    }

    fn next(&self, now: Moment) -> Self {
        Self { version: self.version + 1, updated_at: now, ..self.clone() }
    }
}

fn commons_name(community: &str) -> String {
    format!("{community}公共区域")
}
