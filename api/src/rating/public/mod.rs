//! What everyone may see of the rating, without an account: results, league tables, notices and badges.

mod badge;
mod compare;
mod get;
mod list;
mod notice;
mod view;

use std::collections::{BTreeSet, HashMap, hash_map::Entry};

use ::rating::cycle::CycleState;
use actix_web::web::route;
use kernel::{AreaId, SchemeId, Uuid};
use persistence::{
    Reader, StoreError,
    place::area_by_id,
    rating::{ResultRow, SchemeRow, disputed_codes, scheme_by_id},
};
use place::Area;

use crate::{http::fallback, routes::Registry};

/// How long others may keep what they were shown, in seconds.
pub(super) const KEPT: u32 = 60;

/// Every operation of the module.
pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(list::list)
        .service(compare::compare)
        .route("/v1/ratings/compare", route().to(fallback))
        .service(get::get)
        .service(notice::print)
        .service(badge::show);
}

/// The schemes by which results were made, each read once.
#[derive(Debug, Default)]
struct Schemes(HashMap<SchemeId, SchemeRow>);

impl Schemes {
    async fn of(&mut self, db: &Reader, id: SchemeId) -> Result<&SchemeRow, StoreError> {
        match self.0.entry(id) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(unknown) => {
                let found = scheme_by_id(db, id).await?;
                Ok(unknown.insert(found.ok_or(StoreError::Corrupt("rating_cycle.scheme_id"))?))
            }
        }
    }
}

/// The items of results of which an objection waits: their codes, and nothing of who objected to what.
#[derive(Debug, Default)]
struct Disputed(HashMap<Uuid, BTreeSet<String>>);

impl Disputed {
    /// Of all the results in one statement, and in none where all are final.
    async fn read(db: &Reader, rows: &[ResultRow]) -> Result<Self, StoreError> {
        let open = rows.iter().filter(|row| row.cycle.state == CycleState::Disclosed);
        let ids: Vec<Uuid> = open.map(|row| row.id).collect();
        Ok(Self(disputed_codes(db, &ids).await?))
    }

    /// Sorted.
    fn of(&self, row: &ResultRow) -> Vec<String> {
        self.0.get(&row.id).into_iter().flatten().cloned().collect()
    }
}

/// The area that is asked for: `Err(())` in the answer where it is unknown.
async fn area(db: &Reader, id: Option<AreaId>) -> Result<Result<Option<Area>, ()>, StoreError> {
    let Some(id) = id else { return Ok(Ok(None)) };
    Ok(area_by_id(db, id).await?.map(Some).ok_or(()))
}
