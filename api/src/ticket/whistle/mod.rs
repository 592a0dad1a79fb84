//! Whistle and report-in over HTTP (吹哨报到).

mod approve;
mod blow;
mod figures;
mod finish;
mod list;
mod rate_department;
mod report_in;
mod sides;
mod view;

use kernel::TicketId;
use serde::Deserialize;
use ticket::{Detail, Whistling};
use utoipa::IntoParams;

use super::step::step;
use crate::{
    ctx::Ctx,
    http::{Answer, Problem},
    routes::Registry,
};

pub(super) use view::{WhistleView, whistle_view};

/// Every operation of the module.
pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(blow::blow)
        .service(approve::approve)
        .service(report_in::report_in)
        .service(finish::finish)
        .service(rate_department::rate_department)
        .service(list::list)
        .service(figures::whistles)
        .service(figures::returns);
}

/// The ticket and the number of the whistle in it.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct WhistlePath {
    /// The id of the ticket.
    #[param(value_type = String, format = "uuid", max_length = 36)]
    id: TicketId,
    /// The number of the whistle, from 1.
    #[param(minimum = 1, maximum = 1000000)]
    n: i32,
}

/// One step of a whistle.
async fn about(
    ctx: &Ctx,
    path: WhistlePath,
    action: access::Action,
    told: impl Fn() -> Result<Whistling, kernel::Refusal>,
) -> Result<Answer, Problem> {
    step(ctx, path.id, action, async |_, _| Ok(Detail::Whistle { number: path.n, told: told()? }))
        .await
}
