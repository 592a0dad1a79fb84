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
    ("merged", "SELECT id FROM ticket WHERE state = 'merged'"),
    ("split", "SELECT id FROM ticket WHERE state = 'split'"),
    ("a whistle that was refused", "SELECT ticket_id FROM whistle WHERE state = 'rejected'"),
    ("a whistle that was heeded", "SELECT ticket_id FROM whistle_task WHERE stars IS NOT NULL"),
    ("asked about by every kind of supervision", SUPERVISIONS),
    (
        "carded, with a line in the credit ledger",
        "SELECT t.id FROM credit_entry c JOIN ticket t ON t.id = c.ticket_id",
    ),
    (
        "open to who knows its secret",
        "SELECT s.ticket_id FROM ticket_status_secret s JOIN ticket t ON t.id = s.ticket_id \
         WHERE t.channel = 'anonymous'",
    ),
];

/// Tickets, where each kind of supervision was written: reminder, order, yellow and red card, raised case.
const SUPERVISIONS: &str = "SELECT ticket_id FROM ticket_supervision \
    WHERE (SELECT COUNT(DISTINCT kind) FROM ticket_supervision) = 5";

/// A step, and whether the system takes it.
const STEPS: &[(&str, bool)] = &[
    ("unmerge", false),
    ("reply", false),
    ("lapse", true),
    ("support", false),
    ("renew", false),
    ("resume", false),
    ("resume", true),
    ("withdraw_supervision", false),
    ("whistle_stuck", true),
    ("claim", true),
    ("card", true),
    ("inform", true),
    ("span", false),
    ("raise", false),
    ("redispatch", false),
    ("object", false),
];

pub(super) async fn every_one_is_there(app: &App) {
    for (case, sql) in CASES {
        assert!(!rows(app, sql).await.is_empty(), "no ticket is {case}");
    }
    for way in ticket::Channel::ALL {
        let sql = format!("SELECT id FROM ticket WHERE channel = '{way}'");
        assert!(!rows(app, &sql).await.is_empty(), "no ticket came by {way}");
    }
    for (action, by_system) in STEPS {
        let by = if *by_system { "=" } else { "<>" };
        let sql = format!(
            "SELECT subject_id FROM journal WHERE action = '{action}' AND role {by} 'system'"
        );
        assert!(!rows(app, &sql).await.is_empty(), "{action}, by the system: {by_system}");
    }
    for kind in ["suspension", "extension", "return"] {
        for (ruling, word) in [("granted", "granted"), ("NOT granted", "refused")] {
            let sql =
                format!("SELECT ticket_id FROM ticket_request WHERE kind = '{kind}' AND {ruling}");
            assert!(!rows(app, &sql).await.is_empty(), "no {kind} was {word}");
        }
    }
}
