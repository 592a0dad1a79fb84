//! Every turn that a ticket can take is taken by one of the demo's.

use api::app::App;

use super::rows;

/// A case, with the statement that counts the tickets of it.
const CASES: &[(&str, &str)] = &[
    (
        "a call with a recording",
        "SELECT t.id FROM ticket t JOIN ticket_contact c ON c.ticket_id = t.id \
         WHERE t.channel = 'hotline' AND c.recording IS NOT NULL AND c.caller_phone IS NOT NULL",
    ),
    (
        "filed by a partner under its own number",
        "SELECT id FROM ticket WHERE channel = 'partner' AND client_ref IS NOT NULL",
    ),
    (
        "filed from a file",
        "SELECT t.id FROM import_row r JOIN ticket t ON t.id = r.ticket_id \
         WHERE t.channel = 'import' AND r.outcome = 'filed'",
    ),
    (
        "photos of before and after",
        "SELECT b.ticket_id FROM attachment b JOIN attachment a ON a.ticket_id = b.ticket_id \
         WHERE b.kind = 'before' AND a.kind = 'after'",
    ),
    (
        "a point on the map",
        "SELECT id FROM ticket WHERE latitude IS NOT NULL AND longitude IS NOT NULL",
    ),
    (
        "sent on by a rule",
        "SELECT subject_id FROM journal WHERE action = 'dispatch' AND role = 'system' \
         AND subject_id IN (SELECT id FROM ticket WHERE state = 'dispatched' AND priority = 'emergency')",
    ),
    (
        "merged, and standing by itself again",
        "SELECT subject_id FROM journal WHERE action = 'unmerge' AND role <> 'system'",
    ),
    ("merged", "SELECT id FROM ticket WHERE state = 'merged'"),
    ("split", "SELECT id FROM ticket WHERE state = 'split'"),
    ("a question that was answered", "SELECT subject_id FROM journal WHERE action = 'reply'"),
    ("a question without a reply", "SELECT subject_id FROM journal WHERE action = 'lapse'"),
    ("a whistle that was refused", "SELECT ticket_id FROM whistle WHERE state = 'rejected'"),
    ("a whistle that was heeded", "SELECT ticket_id FROM whistle_task WHERE stars IS NOT NULL"),
    ("a reminder, an order, a yellow and a red card", CARDS),
    ("supported by neighbours", "SELECT subject_id FROM journal WHERE action = 'support'"),
    ("filed anew", "SELECT subject_id FROM journal WHERE action = 'renew'"),
    (
        "taken up again after it was suspended",
        "SELECT subject_id FROM journal WHERE action = 'resume'",
    ),
    (
        "a supervision that was taken back",
        "SELECT subject_id FROM journal WHERE action = 'withdraw_supervision'",
    ),
];

/// Tickets, where each kind of supervision was written.
const CARDS: &str = "SELECT ticket_id FROM ticket_supervision \
    WHERE (SELECT COUNT(DISTINCT kind) FROM ticket_supervision) >= 4";

pub(super) async fn every_one_is_there(app: &App) {
    for (case, sql) in CASES {
        assert!(!rows(app, sql).await.is_empty(), "no ticket is {case}");
    }
    for kind in ["suspension", "extension", "return"] {
        for (ruling, word) in [("granted", "granted"), ("NOT granted", "refused")] {
            let sql =
                format!("SELECT ticket_id FROM ticket_request WHERE kind = '{kind}' AND {ruling}");
            assert!(!rows(app, &sql).await.is_empty(), "no {kind} was {word}");
        }
    }
}
