//! Puts the template of the star rating in force in the district: one officer drafts, another adopts.

use access::{Action, authorize};
use kernel::Moment;
use persistence::{Failure, rating::SchemeRow};
use rating::{Standpoint, shipped};

use super::{
    places::DISTRICT,
    world::{World, unknown},
};
use crate::{
    app::App,
    ctx::By,
    rating::{adopted, drafted},
};

/// The scheme as it stands then.
pub(super) async fn scheme(app: &App, now: Moment, world: &World) -> Result<Standpoint, Failure> {
    let template = shipped().first().ok_or_else(|| unknown("template"))?;
    let district = world.areas[DISTRICT].id;
    let drafter = By { app, actor: world.actor("district")?, now };
    let other = world.actor("district2")?;
    let kept = app.store.write(async |tx| {
        let made = drafted(drafter, tx, district, &template.scheme).await?;
        let row = SchemeRow { stand: made.after, scheme: template.scheme.clone() };
        let permit = authorize(other, Action::SchemeAdopt, &row.stand.desk())?;
        adopted(tx, &row, &permit, now).await
    });
    kept.await
}
