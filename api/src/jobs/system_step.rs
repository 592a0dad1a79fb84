//! One step of a ticket that the system takes by itself.

use access::Actor;
use kernel::{Code, Kind, Moment, TicketId};
use persistence::Failure;
use ticket::Detail;

use crate::{app::App, ctx::By, ticket::take};

/// Takes the step; that it is no longer possible is no failure, since people may have been faster.
pub(super) async fn step(
    app: &App,
    id: TicketId,
    detail: Detail,
    now: Moment,
) -> Result<(), Failure> {
    let system = Actor::system();
    let by = By { app, actor: &system, now };
    let work = app.store.write(async |tx| {
        take(by, tx, id, detail.action(), |_| Ok(()), async |_, _| Ok(detail.clone()))
            .await
            .map(|_| ())
    });
    match work.await {
        Err(Failure::Refused(no)) if no.kind() == Kind::Conflict || no.code == Code::NotFound => {
            Ok(())
        }
        other => other,
    }
}
