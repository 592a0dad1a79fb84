//! Figures: the marks that steps leave on a ticket, what steps add to the counters, and the counters.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0019_figures",
    up: "
CREATE TABLE ticket_mark (
    ticket_id UUID PRIMARY KEY REFERENCES ticket (id),
    dispatched_at bigint,
    accepted_at bigint,
    contacted_at bigint,
    finished_at bigint,
    closed_at bigint,
    organization_id UUID,
    followed_up boolean NOT NULL,
    reached boolean NOT NULL,
    rated_solved boolean,
    rated_satisfied boolean,
    called_solved boolean,
    called_satisfied boolean
);
INSERT INTO ticket_mark (ticket_id, dispatched_at, accepted_at, contacted_at, finished_at, closed_at, organization_id,
    followed_up, reached, rated_solved, rated_satisfied, called_solved, called_satisfied)
SELECT t.id,
    (SELECT MIN(j.at) FROM journal j WHERE j.subject_id = t.id AND j.action IN ('dispatch', 'redispatch')),
    (SELECT MIN(j.at) FROM journal j WHERE j.subject_id = t.id AND j.action = 'accept'),
    (SELECT MIN(j.at) FROM journal j WHERE j.subject_id = t.id AND j.action IN ('progress', 'ask', 'resolve')),
    (SELECT MAX(j.at) FROM journal j WHERE j.subject_id = t.id AND j.action = 'resolve'),
    (SELECT MAX(j.at) FROM journal j WHERE j.subject_id = t.id AND j.action = 'close'),
    t.organization_id,
    EXISTS (SELECT 1 FROM ticket_follow_up f WHERE f.ticket_id = t.id),
    EXISTS (SELECT 1 FROM ticket_follow_up f WHERE f.ticket_id = t.id AND f.reached = true),
    CASE WHEN t.resolution > 0 AND t.reopened_resolution = t.resolution THEN false ELSE
        (SELECT r.solved FROM ticket_rating r WHERE r.ticket_id = t.id AND r.resolution = t.resolution) END,
    (SELECT r.stars >= 4 FROM ticket_rating r WHERE r.ticket_id = t.id AND r.resolution = t.resolution),
    (SELECT f.solved AND t.reopened_resolution < t.resolution FROM ticket_follow_up f WHERE f.ticket_id = t.id
        AND f.resolution = t.resolution AND f.solved IS NOT NULL ORDER BY f.number DESC LIMIT 1),
    (SELECT f.satisfied FROM ticket_follow_up f WHERE f.ticket_id = t.id
        AND f.resolution = t.resolution AND f.satisfied IS NOT NULL ORDER BY f.number DESC LIMIT 1)
FROM ticket t WHERE t.version > 1;
CREATE TABLE figure_delta (
    id SERIAL,
    day integer NOT NULL,
    district integer NOT NULL, street integer NOT NULL, community integer NOT NULL, estate integer NOT NULL,
    organization_id UUID NOT NULL,
    category_id UUID NOT NULL,
    filed bigint NOT NULL, merged bigint NOT NULL, withdrawn bigint NOT NULL, declined bigint NOT NULL,
    dispatched bigint NOT NULL, accepted bigint NOT NULL, contacted bigint NOT NULL, finished bigint NOT NULL,
    closed bigint NOT NULL, solved bigint NOT NULL, satisfied bigint NOT NULL, followed_up bigint NOT NULL,
    reached bigint NOT NULL, reopened bigint NOT NULL, reopenings bigint NOT NULL, returned bigint NOT NULL,
    improperly_returned bigint NOT NULL, dispatch_seconds bigint NOT NULL, accept_seconds bigint NOT NULL,
    contact_seconds bigint NOT NULL, finish_seconds bigint NOT NULL, close_seconds bigint NOT NULL,
    dispatch_kept bigint NOT NULL, dispatch_missed bigint NOT NULL,
    acceptance_kept bigint NOT NULL, acceptance_missed bigint NOT NULL,
    first_contact_kept bigint NOT NULL, first_contact_missed bigint NOT NULL,
    resolution_kept bigint NOT NULL, resolution_missed bigint NOT NULL,
    supervision_answer_kept bigint NOT NULL, supervision_answer_missed bigint NOT NULL,
    follow_up_kept bigint NOT NULL, follow_up_missed bigint NOT NULL,
    report_in_kept bigint NOT NULL, report_in_missed bigint NOT NULL,
    on_site_kept bigint NOT NULL, on_site_missed bigint NOT NULL,
    task_kept bigint NOT NULL, task_missed bigint NOT NULL,
    ruling_kept bigint NOT NULL, ruling_missed bigint NOT NULL
);
CREATE TABLE figure (
    whole text NOT NULL,
    key integer NOT NULL,
    span text NOT NULL,
    start integer NOT NULL,
    organization_id UUID NOT NULL,
    category_id UUID NOT NULL,
    filed bigint NOT NULL, merged bigint NOT NULL, withdrawn bigint NOT NULL, declined bigint NOT NULL,
    dispatched bigint NOT NULL, accepted bigint NOT NULL, contacted bigint NOT NULL, finished bigint NOT NULL,
    closed bigint NOT NULL, solved bigint NOT NULL, satisfied bigint NOT NULL, followed_up bigint NOT NULL,
    reached bigint NOT NULL, reopened bigint NOT NULL, reopenings bigint NOT NULL, returned bigint NOT NULL,
    improperly_returned bigint NOT NULL, dispatch_seconds bigint NOT NULL, accept_seconds bigint NOT NULL,
    contact_seconds bigint NOT NULL, finish_seconds bigint NOT NULL, close_seconds bigint NOT NULL,
    dispatch_kept bigint NOT NULL, dispatch_missed bigint NOT NULL,
    acceptance_kept bigint NOT NULL, acceptance_missed bigint NOT NULL,
    first_contact_kept bigint NOT NULL, first_contact_missed bigint NOT NULL,
    resolution_kept bigint NOT NULL, resolution_missed bigint NOT NULL,
    supervision_answer_kept bigint NOT NULL, supervision_answer_missed bigint NOT NULL,
    follow_up_kept bigint NOT NULL, follow_up_missed bigint NOT NULL,
    report_in_kept bigint NOT NULL, report_in_missed bigint NOT NULL,
    on_site_kept bigint NOT NULL, on_site_missed bigint NOT NULL,
    task_kept bigint NOT NULL, task_missed bigint NOT NULL,
    ruling_kept bigint NOT NULL, ruling_missed bigint NOT NULL,
    PRIMARY KEY (whole, key, span, start, organization_id, category_id)
);
CREATE INDEX figure_organization ON figure (organization_id, span, start) WHERE whole = 'organization';
CREATE INDEX figure_start ON figure (start, whole);
CREATE TABLE figure_built (
    at bigint NOT NULL
);
INSERT INTO figure_built (at) SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM ticket);
",
    down: "
DROP TABLE figure_built;
DROP TABLE figure;
DROP TABLE figure_delta;
DROP TABLE ticket_mark;
",
    sqlite: &[],
    postgres: &[],
};
