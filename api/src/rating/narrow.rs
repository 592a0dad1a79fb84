//! The places and stars that a list of what is rated is narrowed to.

use access::Level;
use kernel::{AreaId, EstateId, Fault, Refusal, Refused};
use persistence::{
    Reader, StoreError,
    place::{area_by_id, estate_by_id},
};

use crate::ctx::Ctx;

/// The key of an estate, and an area by level and key.
type Narrowed = (Option<i32>, Option<(Level, i32)>);

/// # Errors
/// `malformed_request` at more than five.
pub(super) fn stars(asked: Option<u8>) -> Refused<Option<u8>> {
    match asked {
        Some(stars) if stars > 5 => Err(Refusal::malformed("stars", Fault::Range)),
        asked => Ok(asked),
    }
}

/// What the ids name; `None` where one of them names nothing, so that nothing is listed.
pub(super) async fn place(
    ctx: &Ctx,
    estate: Option<EstateId>,
    area: Option<AreaId>,
) -> Result<Option<Narrowed>, StoreError> {
    let key = match estate {
        None => None,
        Some(id) => match estate_by_id(ctx.reader(), id).await? {
            Some(estate) => Some(estate.key),
            None => return Ok(None),
        },
    };
    Ok(within(ctx.reader(), area).await?.map(|within| (key, within)))
}

/// The area that an id names; `None` where it names nothing.
pub(super) async fn within(
    db: &Reader,
    area: Option<AreaId>,
) -> Result<Option<Option<(Level, i32)>>, StoreError> {
    let Some(id) = area else { return Ok(Some(None)) };
    Ok(area_by_id(db, id).await?.map(|area| Some((area.level, area.key))))
}
