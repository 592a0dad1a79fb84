//! Evidence files of what is recorded or rated.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0041_evidence",
    up: "
CREATE TABLE evidence (
    id UUID PRIMARY KEY,
    subject_kind text NOT NULL,
    subject_id UUID NOT NULL,
    number integer NOT NULL,
    item text,
    sort text NOT NULL,
    bytes bigint NOT NULL,
    sha256 BYTES NOT NULL,
    width integer,
    height integer,
    uploader_id UUID NOT NULL,
    uploader_role text NOT NULL
);
CREATE UNIQUE INDEX evidence_number ON evidence (subject_id, subject_kind, number);
",
    down: "
DROP TABLE evidence;
",
    sqlite: &[],
    postgres: &[],
};
