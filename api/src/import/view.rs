//! How imports and their rows are shown, and whose they are.

use access::{Action, ScopePath, SubjectKind};
use kernel::{AccountId, Code, Fault, ImportId, Language, TicketId};
use persistence::import::{ImportRow, Outcome};
use place::At;
use serde::{Deserialize, Serialize};
use ticket::{ImportMode, ImportState, RowOutcome};
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Problem, Versioned, created_at},
};

/// An import (批量导入).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "mode": "skip_bad", "dry_run": false, "format": "xlsx",
    "state": "filing", "state_label": "导入中", "rows": 2000, "good": 0, "bad": 3, "filed": 1047, "known": 0,
    "allowed_actions": ["cancel"], "created_at": "2026-03-01T09:30:00.000+08:00",
    "updated_at": "2026-03-01T09:30:02.500+08:00"
}))]
pub(super) struct ImportView {
    #[schema(value_type = String, format = "uuid", max_length = 36)]
    id: ImportId,
    mode: ImportMode,
    dry_run: bool,
    /// `csv` or `xlsx`.
    #[schema(max_length = 4)]
    format: String,
    state: ImportState,
    #[schema(max_length = 20)]
    state_label: &'static str,
    /// Of the file.
    #[schema(minimum = 0)]
    rows: i32,
    /// Checked, and would be filed.
    #[schema(minimum = 0)]
    good: i32,
    /// Refused.
    #[schema(minimum = 0)]
    bad: i32,
    #[schema(minimum = 0)]
    filed: i32,
    /// Filed before under the same reference.
    #[schema(minimum = 0)]
    known: i32,
    #[schema(max_items = 1, max_length = 10)]
    allowed_actions: Vec<&'static str>,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

pub(super) fn view(ctx: &Ctx, row: &ImportRow) -> ImportView {
    let cancel = Action::ImportCancel.as_str();
    ImportView {
        id: row.id,
        mode: row.mode,
        dry_run: row.dry_run,
        format: row.format.clone(),
        state: row.state,
        state_label: row.state.label().in_language(ctx.language()),
        rows: row.total,
        good: row.good,
        bad: row.bad,
        filed: row.filed,
        known: row.known,
        allowed_actions: if row.state.is_open() { vec![cancel] } else { Vec::new() },
        created_at: created_at(ctx, row.id.0),
        updated_at: ctx.time(row.updated_at),
    }
}

pub(super) fn answer(ctx: &Ctx, row: &ImportRow) -> Result<Answer, Problem> {
    let what = Versioned { kind: SubjectKind::Import, id: row.id.0, version: row.version };
    Ok(Answer::ok(&view(ctx, row))?.of(what))
}

/// An import as the policy sees it: its owner's, and to everyone else not there.
pub(crate) fn owned(owner: AccountId) -> At {
    At::owned(ScopePath::default(), owner, Action::ImportRead)
}

/// What is wrong with a row, as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Wrong {
    pub(super) pointer: String,
    pub(super) cell: Option<String>,
    pub(super) code: String,
}

/// One thing that is wrong with a row; never the value.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct RowFault {
    /// As in the body of `submitTicket`.
    #[schema(max_length = 100)]
    pointer: String,
    /// Where it stands in the sheet; null where the sheet has no such column.
    #[schema(max_length = 12)]
    cell: Option<String>,
    #[schema(max_length = 60)]
    code: String,
    #[schema(max_length = 200)]
    detail: &'static str,
}

/// What became of a row.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "number": 7, "outcome": "bad", "client_ref": "12345-0007", "ticket_id": null, "code": "validation_failed",
    "title": "请求内容未通过校验",
    "errors": [{"pointer": "#/contact/phone", "cell": "E7", "code": "format", "detail": "格式不正确"}]
}))]
pub(super) struct RowView {
    /// As spreadsheets number it: the names of the columns stand in row 1.
    #[schema(minimum = 2)]
    number: i32,
    outcome: RowOutcome,
    #[schema(max_length = 100)]
    client_ref: Option<String>,
    #[schema(value_type = Option<String>, format = "uuid", max_length = 36)]
    ticket_id: Option<TicketId>,
    /// Why it was refused: a code of the problems.
    #[schema(max_length = 60)]
    code: Option<String>,
    #[schema(max_length = 200)]
    title: Option<&'static str>,
    #[schema(max_items = 20)]
    errors: Vec<RowFault>,
}

impl RowView {
    pub(super) fn of(language: Language, row: &Outcome) -> Self {
        let known = |code: &String| Code::ALL.iter().find(|one| one.as_str() == code);
        let wrong: Vec<Wrong> = serde_json::from_str(&row.errors).unwrap_or_default();
        let fault = |one: Wrong| RowFault {
            detail: Fault::of(&one.code).map_or("", |fault| fault.text(language)),
            pointer: one.pointer,
            cell: one.cell,
            code: one.code,
        };
        Self {
            number: row.number,
            outcome: row.outcome,
            client_ref: row.client_ref.clone(),
            ticket_id: row.ticket_id,
            title: row.code.as_ref().and_then(known).map(|code| code.title().in_language(language)),
            code: row.code.clone(),
            errors: wrong.into_iter().map(fault).collect(),
        }
    }
}
