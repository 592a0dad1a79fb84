//! Full text of tickets: the words of each, indexed by the means of each engine.

use crate::step::Step;

/// SQLite keeps the index alone; `key` is the ticket's id in 63 bits, so that its order is that of the ids.
/// PostgreSQL answers lists without bitmaps, which forget the order; only its search cannot do without.
pub(crate) const STEP: Step = Step {
    name: "m0015_search",
    up: "
CREATE TABLE ticket_unindexed (
    up_to UUID NOT NULL
);
INSERT INTO ticket_unindexed (up_to) SELECT id FROM ticket ORDER BY id DESC LIMIT 1;
",
    down: "
DROP TABLE IF EXISTS ticket_search_key;
DROP TABLE ticket_search;
DROP TABLE ticket_unindexed;
",
    sqlite: &[
        "CREATE TABLE ticket_search_key (key integer PRIMARY KEY, ticket_id blob NOT NULL UNIQUE)",
        "CREATE VIRTUAL TABLE ticket_search USING fts5(description, result, place, content='', contentless_delete=1, \
         tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* Co Cn'\")",
    ],
    postgres: &[
        "CREATE TABLE ticket_search (ticket_id uuid PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX ticket_search_words ON ticket_search USING gin (words)",
        "CREATE OR REPLACE FUNCTION ticket_search_matches(asked tsquery) RETURNS SETOF uuid LANGUAGE sql STABLE \
         SET enable_bitmapscan = on SET enable_seqscan = off \
         AS $$ SELECT ticket_id FROM ticket_search WHERE words @@ asked $$",
    ],
};
