//! The least body that each action takes.

use serde_json::{Value, json};

use crate::world;

/// A body with what `action` (a word of `allowed_actions`, or `answer`) needs and nothing else, as it fits the usual case.
pub fn minimal(action: &str) -> Value {
    match action {
        "submit" => json!({
            "estate_id": world::estate("estate"), "category_id": world::category("lift"),
            "description": "三号楼电梯停运",
        }),
        "dispatch" => json!({ "to": { "account_id": world::person("worker") } }),
        "redispatch" => {
            json!({ "to": { "account_id": world::person("worker2") }, "reason": "原承办人休假" })
        }
        "refuse" | "reopen" | "object" => json!({ "reason": "理由" }),
        "progress" => json!({ "note": "已到场" }),
        "resolve" => json!({ "result": "已更换门机", "outcome": "done" }),
        "rate" => json!({ "solved": true, "stars": 5 }),
        "follow_up" => json!({ "reached": true, "solved": true }),
        "decline" => json!({ "ground": "outside_duty", "reason": "属于市政道路" }),
        "supervise" => json!({ "kind": "reminder", "note": "请尽快处理" }),
        "answer" => json!({ "answer": "今日处理" }),
        "amend" => json!({ "priority": "urgent", "reason": "有老人被困" }),
        "accept" | "close" | "withdraw" => json!({}),
        other => panic!("no action is called {other}"),
    }
}
