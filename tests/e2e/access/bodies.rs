//! A well-formed body for each operation on a ticket.

use serde_json::{Value, json};
use tests::{minimal, world};

use super::{cases::Case, stories};

/// The body for an operation on a ticket.
pub(super) fn body(case: &Case, main: &str) -> Value {
    let pool = json!({ "pool": true });
    match (case.operation, case.subject) {
        ("dispatchTicket", _) => json!({ "to": pool }),
        ("redispatchTicket", _) => json!({ "to": pool, "reason": "原承办人休假" }),
        ("superviseTicket", "a yellow card") => {
            let mut card = stories::ordered();
            card["kind"] = json!("yellow_card");
            card
        }
        ("superviseTicket", _) => stories::ordered(),
        ("logTicketProgress", _) => minimal("progress"),
        ("followUpTicket", _) => minimal("follow_up"),
        ("objectToDecline", _) => minimal("object"),
        ("withdrawSupervision", _) => minimal("withdraw_supervision"),
        ("requestSuspension", _) => minimal("request_suspension"),
        ("requestExtension", _) => minimal("request_extension"),
        ("requestReturn", _) => minimal("request_return"),
        ("disputeDuty", _) => minimal("dispute"),
        ("ruleRequest", _) => minimal("rule"),
        ("askReporter", _) => minimal("ask"),
        ("mergeTicket", _) => json!({ "into": main }),
        ("blowWhistle", _) => minimal("blow_whistle"),
        ("approveWhistle", _) => minimal("approve_whistle"),
        ("reportIn", _) => minimal("report_in"),
        ("finishWhistleTask", _) => minimal("finish_task"),
        ("rateDepartment", _) => minimal("rate_department"),
        ("spanTicket" | "unspanTicket" | "reportPart", _) => spanned(case),
        ("replyToQuestion", _) => minimal("reply"),
        ("answerSupervision", _) => minimal("answer"),
        ("getTicket" | "listTicketTimeline" | "listTicketClocks" | "listTicketParts", _) => {
            json!({})
        }
        ("listAttachments" | "uploadAttachment" | "shareStatus", _) => json!({}),
        (operation, _) => minimal(operation.strip_suffix("Ticket").unwrap()),
    }
}

fn spanned(case: &Case) -> Value {
    let named = |name: &str| json!({ "area_ids": [world::area(name)], "reason": "贯穿两个社区" });
    match (case.operation, case.subject) {
        ("spanTicket", "submitted") => named("next-community"),
        ("spanTicket", _) => named("community"),
        ("unspanTicket", "a matter of two streets") => {
            json!({ "area_id": world::area("other-street"), "reason": "不涉及" })
        }
        ("unspanTicket", _) => minimal("unspan"),
        _ => minimal("report_part"),
    }
}
