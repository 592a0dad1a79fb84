//! Imports: a file of tickets on its way in, its rows as they came, and what became of each.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0022_import",
    up: "
CREATE TABLE import (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    mode text NOT NULL,
    dry_run boolean NOT NULL,
    format text NOT NULL,
    state text NOT NULL,
    total integer NOT NULL,
    position integer NOT NULL,
    good integer NOT NULL, bad integer NOT NULL, filed integer NOT NULL, known integer NOT NULL,
    version integer NOT NULL,
    updated_at bigint NOT NULL,
    fence integer NOT NULL,
    held_until bigint
);
CREATE INDEX import_account ON import (account_id, id DESC);
CREATE INDEX import_open ON import (id) WHERE state IN ('checking', 'filing');
CREATE INDEX import_updated ON import (updated_at, id);
CREATE TABLE import_part (
    import_id UUID NOT NULL REFERENCES import (id),
    number integer NOT NULL,
    sealed BYTES NOT NULL,
    PRIMARY KEY (import_id, number)
);
CREATE TABLE import_row (
    import_id UUID NOT NULL REFERENCES import (id),
    row_number integer NOT NULL,
    outcome text NOT NULL,
    client_ref text,
    ticket_id UUID,
    code text,
    errors text NOT NULL,
    PRIMARY KEY (import_id, row_number)
);
CREATE INDEX import_row_outcome ON import_row (import_id, outcome, row_number);
",
    down: "
DROP TABLE import_row;
DROP TABLE import_part;
DROP TABLE import;
",
    sqlite: &[],
    postgres: &[],
};
