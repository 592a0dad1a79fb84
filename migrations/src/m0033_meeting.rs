//! The meeting at which a ticket was raised.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0033_meeting",
    up: "
ALTER TABLE ticket ADD COLUMN meeting text;
ALTER TABLE ticket ADD COLUMN meeting_on text;
ALTER TABLE ticket ADD COLUMN meeting_item text;
",
    down: "
ALTER TABLE ticket DROP COLUMN meeting_item;
ALTER TABLE ticket DROP COLUMN meeting_on;
ALTER TABLE ticket DROP COLUMN meeting;
",
    sqlite: &[],
    postgres: &[],
};
