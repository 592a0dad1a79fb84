//! The credit ledger: entries that never change, where each stands, and what was asked of it.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0029_credit",
    up: "
CREATE TABLE credit_entry (
    id UUID PRIMARY KEY,
    enterprise_id UUID NOT NULL REFERENCES organization (id),
    kind text NOT NULL,
    cause text NOT NULL,
    counters UUID UNIQUE REFERENCES credit_entry (id),
    points bigint NOT NULL,
    basis text NOT NULL,
    facts text NOT NULL,
    evidence text NOT NULL,
    from_on text NOT NULL,
    until_on text NOT NULL,
    repairable_from text,
    ticket_id UUID REFERENCES ticket (id),
    supervision integer,
    recorded_by UUID NOT NULL,
    recorded_role text NOT NULL,
    recorded_at bigint NOT NULL
);
CREATE UNIQUE INDEX credit_entry_card ON credit_entry (ticket_id, supervision) WHERE ticket_id IS NOT NULL;
CREATE INDEX credit_entry_enterprise ON credit_entry (enterprise_id, from_on);
CREATE TABLE credit_standing (
    id UUID PRIMARY KEY REFERENCES credit_entry (id),
    enterprise_id UUID NOT NULL REFERENCES organization (id),
    kind text NOT NULL,
    state text NOT NULL,
    from_on text NOT NULL,
    effective_until text NOT NULL,
    counter_id UUID,
    claims integer NOT NULL,
    district integer NOT NULL,
    street integer NOT NULL,
    community integer NOT NULL,
    grid integer,
    estate integer NOT NULL,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX credit_standing_enterprise ON credit_standing (enterprise_id, id DESC);
CREATE INDEX credit_standing_district ON credit_standing (district, id DESC);
CREATE INDEX credit_standing_street ON credit_standing (street, id DESC);
CREATE INDEX credit_standing_community ON credit_standing (community, id DESC);
CREATE INDEX credit_standing_grid ON credit_standing (grid, id DESC) WHERE grid IS NOT NULL;
CREATE INDEX credit_standing_estate ON credit_standing (estate, id DESC);
CREATE TABLE credit_claim (
    entry_id UUID NOT NULL REFERENCES credit_entry (id),
    number integer NOT NULL,
    kind text NOT NULL,
    reason text NOT NULL,
    evidence text NOT NULL,
    claimed_by UUID NOT NULL,
    claimed_at bigint NOT NULL,
    extended_by UUID,
    extended_at bigint,
    extension_reason text,
    upheld boolean,
    words text,
    decided_by UUID,
    decided_role text,
    decided_at bigint,
    PRIMARY KEY (entry_id, number)
);
",
    down: "
DROP TABLE credit_claim;
DROP TABLE credit_standing;
DROP TABLE credit_entry;
",
    sqlite: &[
        "CREATE TRIGGER credit_entry_keeps BEFORE UPDATE ON credit_entry BEGIN SELECT RAISE(ABORT, 'the credit ledger is never changed'); END",
        "CREATE TRIGGER credit_entry_stays BEFORE DELETE ON credit_entry BEGIN SELECT RAISE(ABORT, 'the credit ledger is never changed'); END",
        // `REPLACE` deletes without a word to triggers of deletion.
        "CREATE TRIGGER credit_entry_holds BEFORE INSERT ON credit_entry WHEN EXISTS (SELECT 1 FROM credit_entry e WHERE e.id = NEW.id OR e.counters = NEW.counters OR (e.ticket_id = NEW.ticket_id AND e.supervision = NEW.supervision)) BEGIN SELECT RAISE(ABORT, 'the credit ledger is never changed'); END",
    ],
    postgres: &[
        "CREATE OR REPLACE FUNCTION credit_ledger_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the credit ledger is never changed'; END $$",
        "CREATE TRIGGER credit_entry_keeps BEFORE UPDATE OR DELETE ON credit_entry FOR EACH ROW EXECUTE FUNCTION credit_ledger_is_kept()",
        "CREATE TRIGGER credit_entry_stays BEFORE TRUNCATE ON credit_entry FOR EACH STATEMENT EXECUTE FUNCTION credit_ledger_is_kept()",
    ],
};
