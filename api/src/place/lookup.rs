//! From the keys of rows to the ids of the wire, each looked up once for an answer.

use std::collections::HashMap;

use access::ScopePath;
use kernel::Uuid;
use persistence::{
    Conn, StoreError,
    place::{area_by_key, estate_by_key},
};

/// The ids that an answer has met.
#[derive(Debug, Default)]
pub(crate) struct Lookup {
    areas: HashMap<i32, Uuid>,
    estates: HashMap<i32, Uuid>,
}

impl Lookup {
    pub(crate) async fn area(&mut self, db: &impl Conn, key: i32) -> Result<Uuid, StoreError> {
        if let Some(id) = self.areas.get(&key) {
            return Ok(*id);
        }
        let found = area_by_key(db, key).await?.ok_or(StoreError::Corrupt("area"))?;
        self.areas.insert(key, found.id.0);
        Ok(found.id.0)
    }

    pub(crate) async fn estate(&mut self, db: &impl Conn, key: i32) -> Result<Uuid, StoreError> {
        if let Some(id) = self.estates.get(&key) {
            return Ok(*id);
        }
        let found = estate_by_key(db, key).await?.ok_or(StoreError::Corrupt("estate"))?;
        self.estates.insert(key, found.id.0);
        Ok(found.id.0)
    }

    /// The narrowest area of a path.
    pub(crate) async fn narrowest(
        &mut self,
        db: &impl Conn,
        path: ScopePath,
    ) -> Result<Uuid, StoreError> {
        let key = path.grid.or(path.community).or(path.street).or(path.district);
        self.area(db, key.ok_or(StoreError::Corrupt("path"))?).await
    }
}
