//! Thousands of tickets, so that a planner has to choose.

use serde_json::json;
use tests::{Kind, Service, world};

/// Copies of each ticket that the tables are filled with.
const COPIES: u32 = 4_000;
/// Everything of a ticket that its copies share.
const COLUMNS: &str = "version, category_id, kind, priority, description, district, street, community, \
    grid, estate, premises_id, building_id, address, latitude, longitude, reporter_id, filed_by, filed_by_kind, \
    on_behalf, raised, target, target_id, organization_id, dispatched_by, dispatched_by_id, \
    handler_id, resolution, reopened_resolution, rated_resolution, verdict, reopen_count, final, objected, \
    declined_ground, supervision_count, unanswered, resolved_at, rate_until";
const STATES: &str = "CASE i % 10 WHEN 0 THEN 'submitted' WHEN 1 THEN 'dispatched' WHEN 2 THEN 'accepted' \
    WHEN 3 THEN 'resolved' WHEN 4 THEN 'closed' WHEN 5 THEN 'withdrawn' WHEN 6 THEN 'declined' \
    WHEN 7 THEN 'suspended' WHEN 8 THEN 'merged' ELSE 'split' END";

/// Fills the tables with tickets in every state and of every sight.
pub(super) async fn fill(service: &Service) {
    let over = json!({ "visibility": "public" });
    service.submit("resident", over.clone()).await;
    service.submit("neighbour", over.clone()).await;
    for (name, estate) in [("bare-resident", "bare-estate"), ("other-resident", "other-estate")] {
        service.submit(name, json!({ "estate_id": world::estate(estate) })).await;
    }
    held(service).await;
    copies(service, COPIES).await;
}

/// A ticket that the worker holds, one of the pool that a volunteer does, one that a department does, and one of each who
/// files for others.
async fn held(service: &Service) {
    service.ticket_in("accepted").await;
    let pooled = service.submit("resident", json!({})).await;
    pooled.pooled().await;
    pooled.step("volunteer", "accept").await;
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    let given = service.submit("bare-resident", bare).await;
    let to = json!({ "to": { "organization_id": world::organization("department") } });
    given.act("community", "dispatch", to).await;
    given.step("department", "accept").await;
    for name in ["hotline", "grid", "client"] {
        let caller = json!({ "on_behalf_of": { "name": "王先生", "phone": "13812345678" } });
        service.submit(name, caller).await;
    }
}

/// As many copies of every ticket, each with those who have a part in it.
pub(crate) async fn copies(service: &Service, copies: u32) {
    let id =
        if service.database.kind == Kind::Sqlite { "randomblob(16)" } else { "gen_random_uuid()" };
    let numbers = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {copies}) \
         SELECT {id}, {STATES}, updated_at + i, i % 3 = 0, CASE i % 2 WHEN 0 THEN 'public' ELSE 'private' END, {COLUMNS} \
         FROM ticket, n"
    );
    let parts = |party: &str, part: &str, organization: &str| {
        format!(
            "INSERT INTO ticket_party (party_id, ticket_id, part, organization_id, estate, ended, touched) \
             SELECT {party}, id, '{part}', {organization}, estate, false, updated_at FROM ticket \
             WHERE {party} IS NOT NULL ON CONFLICT DO NOTHING"
        )
    };
    for sql in [
        format!(
            "INSERT INTO ticket (id, state, updated_at, pooled, visibility, {COLUMNS}) {numbers}"
        ),
        parts("reporter_id", "reporter", "NULL"),
        parts("CASE WHEN reporter_id IS NULL THEN filed_by END", "filer", "NULL"),
        parts("handler_id", "handler", "organization_id"),
        parts("organization_id", "unit", "organization_id"),
        "UPDATE ticket SET priority = 'urgent' WHERE updated_at / 10 % 3 = 0".to_owned(),
        "UPDATE ticket SET stuck_since = updated_at WHERE state = 'dispatched' AND updated_at / 10 % 7 = 0"
            .to_owned(),
        "ANALYZE".to_owned(),
    ] {
        service.force(&sql, Vec::new()).await;
    }
}

/// Fills the journal with a step of every ticket.
pub(super) async fn fill_journal(service: &Service) {
    let places = "district, street, community, grid, estate";
    let steps = format!(
        "INSERT INTO journal (subject_kind, subject_id, number, action, actor_kind, actor_id, at, to_state, {places}, \
         commitment) SELECT 'ticket', id, 100, 'amend', 'account', filed_by, updated_at, state, {places}, \
         (SELECT commitment FROM journal LIMIT 1) FROM ticket"
    );
    service.run_jobs().await;
    for sql in [
        steps.as_str(),
        "INSERT INTO journal_detail (entry, salt, detail) SELECT j.entry, j.commitment, '{}' FROM journal j \
         WHERE j.number = 100",
        "INSERT INTO journal_position (position, entry) SELECT (SELECT MAX(position) FROM journal_position) \
         + ROW_NUMBER() OVER (ORDER BY j.entry), j.entry FROM journal j WHERE j.number = 100",
        "ANALYZE",
    ] {
        service.force(sql, Vec::new()).await;
    }
}
