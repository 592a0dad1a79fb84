//! Places the entries that a replica committed and could not place any more, and measures what still waits to go out.

use persistence::{Failure, feed::unplaced, webhook::waiting_deliveries};

use crate::{app::App, feed::place};

pub(super) async fn run(app: &App) -> Result<(), Failure> {
    place(app).await?;
    app.metrics.unplaced(unplaced(app.store.reader()).await?);
    app.metrics.waiting(waiting_deliveries(app.store.reader()).await?);
    Ok(())
}
