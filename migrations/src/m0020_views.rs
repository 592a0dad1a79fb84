//! Saved views: filters of the list of tickets that someone keeps under a name.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0020_views",
    up: "
CREATE TABLE saved_view (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    name text NOT NULL,
    query text NOT NULL
);
CREATE UNIQUE INDEX saved_view_name ON saved_view (account_id, name);
CREATE INDEX saved_view_account ON saved_view (account_id, id DESC);
",
    down: "
DROP TABLE saved_view;
",
    sqlite: &[],
    postgres: &[],
};
