//! The schema's history, one file a step, the same on both databases. A released step is never edited.

mod m0001_journal;
mod m0002_place;
mod m0003_organization;
mod m0004_identity;
mod m0005_ticket;
mod m0006_writing;
mod m0007_calendar;
mod m0008_clock;
mod m0009_lifecycle;
mod m0010_whistle;
mod m0011_feed;
mod m0012_webhooks;
mod m0013_notices;
mod m0014_attachment;
mod m0015_search;
mod m0016_totp;
mod m0017_related;
mod m0018_phone;
mod m0019_figures;
mod m0020_views;
mod m0021_parts;
mod m0022_import;
mod m0023_status;
mod m0024_outages;
mod m0025_bulletins;
mod m0026_routing;
mod m0027_rating;
mod m0028_cycle;
mod m0029_credit;
mod m0032_score;
mod m0033_meeting;
mod m0034_found;
mod m0035_tellings;
mod m0036_beside;
mod step;

use sea_orm_migration::prelude::*;

/// Runs the steps in order.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_journal::STEP),
            Box::new(m0002_place::STEP),
            Box::new(m0003_organization::STEP),
            Box::new(m0004_identity::STEP),
            Box::new(m0005_ticket::STEP),
            Box::new(m0006_writing::STEP),
            Box::new(m0007_calendar::STEP),
            Box::new(m0008_clock::STEP),
            Box::new(m0009_lifecycle::STEP),
            Box::new(m0010_whistle::STEP),
            Box::new(m0011_feed::STEP),
            Box::new(m0012_webhooks::STEP),
            Box::new(m0013_notices::STEP),
            Box::new(m0014_attachment::STEP),
            Box::new(m0015_search::STEP),
            Box::new(m0016_totp::STEP),
            Box::new(m0017_related::STEP),
            Box::new(m0018_phone::STEP),
            Box::new(m0019_figures::STEP),
            Box::new(m0020_views::STEP),
            Box::new(m0021_parts::STEP),
            Box::new(m0022_import::STEP),
            Box::new(m0023_status::STEP),
            Box::new(m0024_outages::STEP),
            Box::new(m0025_bulletins::STEP),
            Box::new(m0026_routing::STEP),
            Box::new(m0027_rating::STEP),
            Box::new(m0028_cycle::STEP),
            Box::new(m0029_credit::STEP),
            Box::new(m0032_score::STEP),
            Box::new(m0033_meeting::STEP),
            Box::new(m0034_found::STEP),
            Box::new(m0035_tellings::STEP),
            Box::new(m0036_beside::STEP),
        ]
    }
}

pub use sea_orm_migration::MigratorTrait;
