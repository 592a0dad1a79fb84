//! The automatic figures: each moves with the fate of one ticket, and none with what happens after the period.

mod asking;
mod lasting;
mod moving;

use serde_json::Value;
use tests::{Service, world};

const FIGURES: [&str; 12] = [
    "ticket.party_member_accept_on_time_rate",
    "ticket.response_rate",
    "ticket.resolution_rate",
    "ticket.satisfaction_rate",
    "ticket.on_time_completion_rate",
    "ticket.callback_coverage_rate",
    "ticket.valid_repeat_or_improper_return_count",
    "ticket.complaint_reply_within_2d_rate",
    "repair.on_time_completion_rate",
    "credit.effective_bad_record_count",
    "report.on_time_rate",
    "rectification.closed_on_time_rate",
];

fn path(estate: &str, query: &str) -> String {
    format!("/v1/estates/{}/rating-figures?{query}", world::estate(estate))
}

/// The figures of the estate in the first quarter of 2026, as the property office is shown them.
async fn quarter(service: &Service) -> Value {
    service.as_("property-office").get(&path("estate", "period=2026-Q1")).await.expect(200)
}

fn one<'a>(seen: &'a Value, name: &str) -> &'a Value {
    let found = seen["figures"].as_array().unwrap().iter().find(|one| one["figure"] == name);
    found.unwrap_or_else(|| panic!("no figure is called {name}"))
}

async fn share(service: &Service, name: &str) -> (i64, i64) {
    let seen = quarter(service).await;
    let number = |field: &str| one(&seen, name)[field].as_i64().unwrap();
    (number("part"), number("whole"))
}

async fn count(service: &Service, name: &str) -> i64 {
    one(&quarter(service).await, name)["count"].as_i64().unwrap()
}
