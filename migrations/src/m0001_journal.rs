//! The journal: every change of every process, never changed afterwards; its detail can be erased.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0001_journal",
    up: "
CREATE TABLE journal (
    entry SERIAL,
    subject_kind text NOT NULL,
    subject_id UUID NOT NULL,
    number integer NOT NULL,
    action text NOT NULL,
    actor_kind text NOT NULL,
    actor_id UUID NOT NULL,
    role text,
    duty_id UUID,
    at bigint NOT NULL,
    from_state text,
    to_state text,
    district integer, street integer, community integer, grid integer, estate integer,
    before_district integer, before_street integer, before_community integer, before_grid integer, before_estate integer,
    commitment BYTES NOT NULL
);
CREATE UNIQUE INDEX journal_subject ON journal (subject_id, number);
CREATE TABLE journal_detail (
    entry bigint PRIMARY KEY REFERENCES journal (entry),
    salt BYTES NOT NULL,
    detail text NOT NULL
);
CREATE TABLE journal_position (
    position bigint PRIMARY KEY,
    entry bigint NOT NULL UNIQUE REFERENCES journal (entry)
);
",
    down: "
DROP TABLE journal_position;
DROP TABLE journal_detail;
DROP TABLE journal;
",
    sqlite: &[
        "CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END",
        "CREATE TRIGGER journal_stays BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END",
    ],
    postgres: &[
        "CREATE OR REPLACE FUNCTION journal_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the journal is never changed'; END $$",
        "CREATE TRIGGER journal_keeps BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION journal_is_kept()",
        "CREATE TRIGGER journal_stays BEFORE TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION journal_is_kept()",
    ],
};
