//! Where a thing stands in the tree of places, as the integer keys that every scoped table carries.

use kernel::Uuid;

kernel::words! {
    /// A level of the area tree, widest first.
    Level {
        District = "district", "区", "district";
        Street = "street", "街道", "street";
        Community = "community", "社区", "community";
        Grid = "grid", "网格", "grid";
    }
}

/// Version and variant of an id that RFC 9562 leaves to applications.
const CUSTOM: u128 = 0x8 << 76 | 0x8 << 60;

/// An area as a party in a case: an id made of its key, which is all that a duty knows of it.
pub fn area_party(key: i32) -> Uuid {
    Uuid::from_u128(CUSTOM | u128::from(key.unsigned_abs()))
}

/// The key of the area that is a party; `None` for a person or an organisation.
pub fn party_area(party: Uuid) -> Option<i32> {
    i32::try_from(party.as_u128() ^ CUSTOM).ok()
}

/// The keys of the areas (and estate) that a thing lies in; `None` below the level at which it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ScopePath {
    pub district: Option<i32>,
    pub street: Option<i32>,
    pub community: Option<i32>,
    pub grid: Option<i32>,
    pub estate: Option<i32>,
}

impl ScopePath {
    pub fn at(&self, level: Level) -> Option<i32> {
        match level {
            Level::District => self.district,
            Level::Street => self.street,
            Level::Community => self.community,
            Level::Grid => self.grid,
        }
    }

    /// The same place without anything below `level`: what stands directly in that area.
    pub fn set(mut self, level: Level, key: i32) -> Self {
        match level {
            Level::District => self.district = Some(key),
            Level::Street => self.street = Some(key),
            Level::Community => self.community = Some(key),
            Level::Grid => self.grid = Some(key),
        }
        self
    }
}
