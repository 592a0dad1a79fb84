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
        "refuse"
        | "reopen"
        | "object"
        | "raise"
        | "request_return"
        | "dispute"
        | "withdraw_supervision" => json!({ "reason": "理由" }),
        "progress" => json!({ "note": "已到场" }),
        "resolve" => json!({ "result": "已更换门机", "outcome": "done" }),
        "rate" => json!({ "solved": true, "stars": 5 }),
        "follow_up" => json!({ "reached": true, "solved": true }),
        "decline" => json!({ "ground": "outside_duty", "reason": "属于市政道路" }),
        "supervise" => json!({ "kind": "reminder", "note": "请尽快处理" }),
        "answer" => json!({ "answer": "今日处理" }),
        "amend" => json!({ "priority": "urgent", "reason": "有老人被困" }),
        "accept" | "close" | "withdraw" | "attach" | "resume" => json!({}),
        other => beside(other),
    }
}

/// Of what happens beside the work: requests, questions, whistles.
fn beside(action: &str) -> Value {
    match action {
        "request_suspension" => {
            json!({ "reason": "等待配件", "measures": "已张贴告示", "review_on": "2026-04-01" })
        }
        "request_extension" => {
            json!({ "reason": "须另约时间", "until": "2026-03-12T18:00:00+08:00" })
        }
        "rule" => json!({ "granted": true, "words": "同意" }),
        "ask" => json!({ "question": "哪一部电梯?", "answer_by": "2026-03-05T09:00:00+08:00" }),
        "unmerge" | "renew" => json!({ "reason": "另一部电梯" }),
        "support" | "share_status" => json!({}),
        "split" => {
            let part = |what: &str, name: &str| json!({ "description": what, "category_id": world::category(name) });
            json!({ "reason": "一单两事", "parts": [part("电梯异响", "lift"), part("夜间施工", "noise")] })
        }
        "blow_whistle" => json!({
            "kind": "hard_case", "reason": "电线杆占道", "lead": world::organization("department"),
        }),
        "approve_whistle" => json!({ "granted": true }),
        "report_in" => json!({ "on_site": true }),
        "finish_task" => json!({ "result": "已迁移" }),
        "rate_department" => {
            json!({ "organization_id": world::organization("department"), "stars": 5 })
        }
        "span" => json!({ "area_ids": [world::area("next-community")], "reason": "贯穿两个社区" }),
        "unspan" => json!({ "area_id": world::area("next-community"), "reason": "不涉及" }),
        "report_part" => json!({ "note": "本社区已清淤" }),
        "reply" => json!({ "answer": "东侧那部" }),
        other => panic!("no action is called {other}"),
    }
}
