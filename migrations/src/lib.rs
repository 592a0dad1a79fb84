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
mod m0030_finding;
mod m0031_reported;
mod m0032_score;
mod m0033_meeting;
mod m0034_found;
mod m0035_tellings;
mod m0036_beside;
mod m0037_survey;
mod m0038_disclosure;
mod m0039_rating;
mod m0040_lists;
mod m0041_evidence;
mod step;

use sea_orm_migration::prelude::*;

use step::Step;

/// The history, oldest first.
const STEPS: &[Step] = &[
    m0001_journal::STEP,
    m0002_place::STEP,
    m0003_organization::STEP,
    m0004_identity::STEP,
    m0005_ticket::STEP,
    m0006_writing::STEP,
    m0007_calendar::STEP,
    m0008_clock::STEP,
    m0009_lifecycle::STEP,
    m0010_whistle::STEP,
    m0011_feed::STEP,
    m0012_webhooks::STEP,
    m0013_notices::STEP,
    m0014_attachment::STEP,
    m0015_search::STEP,
    m0016_totp::STEP,
    m0017_related::STEP,
    m0018_phone::STEP,
    m0019_figures::STEP,
    m0020_views::STEP,
    m0021_parts::STEP,
    m0022_import::STEP,
    m0023_status::STEP,
    m0024_outages::STEP,
    m0025_bulletins::STEP,
    m0026_routing::STEP,
    m0027_rating::STEP,
    m0028_cycle::STEP,
    m0029_credit::STEP,
    m0030_finding::STEP,
    m0031_reported::STEP,
    m0032_score::STEP,
    m0033_meeting::STEP,
    m0034_found::STEP,
    m0035_tellings::STEP,
    m0036_beside::STEP,
    m0037_survey::STEP,
    m0038_disclosure::STEP,
    m0039_rating::STEP,
    m0040_lists::STEP,
    m0041_evidence::STEP,
];

/// Runs the steps in order.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        STEPS.iter().map(|step| Box::new(*step) as Box<dyn MigrationTrait>).collect()
    }
}

pub use sea_orm_migration::MigratorTrait;
