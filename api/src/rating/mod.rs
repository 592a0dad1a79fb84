//! The star rating over HTTP: schemes, which two people put in force, scores to be tried, and what scores are made of.

mod adopt;
mod check;
pub(crate) mod credit;
pub(crate) mod cycle;
mod draft;
pub(crate) mod evidence;
mod export;
mod figures;
pub(crate) mod finding;
mod get;
mod list;
pub(crate) mod listing;
mod narrow;
pub(crate) mod objection;
mod paper;
mod preview;
mod public;
pub(crate) mod reported;
mod score;
pub(crate) mod scored;
pub(crate) mod sheet;
mod sight;
mod survey;
mod view;

use actix_web::web::route;
pub(crate) use adopt::adopted;
pub(crate) use draft::drafted;
pub(crate) use sight::see;

use crate::{http::fallback, routes::Registry};

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config
        .service(check::check)
        .route("/v1/schemes/check", route().to(fallback))
        .service(preview::preview)
        .route("/v1/schemes/preview", route().to(fallback))
        .service(list::list)
        .service(draft::draft)
        .service(get::get)
        .service(export::export)
        .service(adopt::adopt)
        .service(figures::figures);
    finding::operations(config);
    reported::operations(config);
    cycle::operations(config);
    sheet::operations(config);
    credit::operations(config);
    survey::operations(config);
    scored::operations(config);
    objection::operations(config);
    listing::operations(config);
    public::operations(config);
    evidence::operations(config);
}
