//! `checkStatus` 进度查询: how a ticket stands, for whoever knows its number and secret.

use access::SubjectKind;
use actix_web::post;
use kernel::{Code, Fault, Language, Refusal, TicketNumber};
use persistence::{
    journal::{Line, lines},
    ticket::{Standing, standing},
};
use serde::{Deserialize, Serialize};
use ticket::{Outcome, State};
use utoipa::ToSchema;
use validator::Validate;

use super::secret;
use crate::{
    crypto::same,
    ctx::Guest,
    http::{Answer, Attempt, Body, Problem, ProblemBody},
    ticket::TicketOutageView,
};

/// The last steps that are told.
const STEPS: usize = 100;
/// The entries that are read for them.
const ENTRIES: u64 = 1_000;

/// Which ticket, and that one may know of it.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"number": "260301-ABCDEF-1234X", "secret": "k3v9mz-2hq7xw4c5pbn8tdy6rj"}))]
pub(crate) struct StatusQuery {
    /// In any case of letters.
    #[validate(length(min = 19, max = 19))]
    #[schema(min_length = 19, max_length = 19)]
    number: String,
    #[validate(length(min = 26, max = 26))]
    #[schema(min_length = 26, max_length = 26)]
    secret: String,
}

/// How a ticket stands; no person is named in it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "number": "260301-ABCDEF-1234X", "state": "resolved", "state_label": "已办结",
    "category_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "category_label": "安全隐患", "due_at": null,
    "result": "已拆除并恢复原状。", "outcome": "done", "outage": null, "created_at": "2026-03-01T09:30:00.000+08:00",
    "updated_at": "2026-03-02T10:02:11.120+08:00",
    "steps": [{"action": "submit", "state": "submitted", "state_label": "已点单", "at": "2026-03-01T09:30:00.000+08:00"}]
}))]
pub(crate) struct StatusView {
    #[schema(max_length = 19)]
    number: String,
    state: State,
    #[schema(max_length = 40)]
    state_label: &'static str,
    #[schema(format = "uuid", max_length = 36)]
    category_id: kernel::Uuid,
    #[schema(max_length = 100)]
    category_label: String,
    /// When the next limit ends; null where none runs.
    #[schema(format = "date-time", max_length = 40)]
    due_at: Option<String>,
    /// The words of the last resolution.
    #[schema(max_length = 2000)]
    result: Option<String>,
    outcome: Option<Outcome>,
    /// The announced outage that it is about.
    outage: Option<TicketOutageView>,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
    /// Each change of the state, oldest first; of a long story the last hundred.
    #[schema(max_items = 100)]
    steps: Vec<StepView>,
}

/// One change of the state.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StepView {
    #[schema(max_length = 40)]
    action: String,
    state: State,
    #[schema(max_length = 40)]
    state_label: &'static str,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
}

/// Ask how a ticket stands, by its number and secret.
///
/// Without an account: after `submitAnonymously`, or with a secret that the reporter or filer made (`shareStatus`). A
/// wrong number and a wrong secret are the same `not_found`.
#[utoipa::path(tag = "status", operation_id = "checkStatus", request_body = StatusQuery,
    responses((status = 200, body = StatusView),
        (status = 404, description = "No ticket has this number and this secret.", body = ProblemBody, content_type = "application/problem+json")))]
#[post("/v1/status-checks")]
pub(crate) async fn check(guest: Guest, body: Body<StatusQuery>) -> Result<Answer, Problem> {
    guest.limit(Attempt::Status)?;
    let (app, told) = (&guest.app, &body.0);
    let range = TicketNumber::id_range(&told.number, app.offset.local_minus_utc())
        .ok_or_else(|| Refusal::field("number", Fault::Format))?;
    let reader = app.store.reader();
    let found = standing(reader, range).await?;
    let fits = |one: &&Standing| {
        let number = TicketNumber::of(one.id.0, app.offset.local_minus_utc());
        number.as_str().eq_ignore_ascii_case(&told.number)
            && same(&one.mac, &secret::mac(app, one.id, &told.secret))
    };
    let known = found.iter().find(fits).ok_or(Code::NotFound)?;
    let entries = lines(reader, SubjectKind::Ticket, known.id.0, 0, ENTRIES).await?;
    Answer::ok(&view(&guest, known, &entries))
}

fn view(guest: &Guest, known: &Standing, entries: &[Line]) -> StatusView {
    let (app, language) = (&guest.app, guest.language());
    let steps: Vec<StepView> = entries.iter().filter_map(|line| step(guest, line)).collect();
    let skipped = steps.len().saturating_sub(STEPS);
    let (result, outcome) = known.result.clone().unzip();
    let category = match language {
        Language::Zh => &known.category_zh,
        Language::En => &known.category_en,
    };
    StatusView {
        number: TicketNumber::of(known.id.0, app.offset.local_minus_utc()).to_string(),
        state: known.state,
        state_label: known.state.label().in_language(language),
        category_id: known.category.0,
        category_label: category.clone(),
        due_at: known.due_at.map(|at| app.time(at)),
        result,
        outcome,
        outage: known.outage.as_ref().map(|one| TicketOutageView::of(app, one)),
        created_at: app.time(kernel::created_at(known.id.0)),
        updated_at: app.time(known.updated_at),
        steps: steps.into_iter().skip(skipped).collect(),
    }
}

fn step(guest: &Guest, line: &Line) -> Option<StepView> {
    let state: State = line.to.as_deref()?.parse().ok()?;
    let moved = line.from != line.to;
    moved.then(|| StepView {
        action: line.action.clone(),
        state,
        state_label: state.label().in_language(guest.language()),
        at: guest.app.time(line.at),
    })
}
