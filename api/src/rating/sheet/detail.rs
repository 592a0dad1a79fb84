//! How one sheet is shown, with what stands on it and what is asked.

use access::SubjectKind;
use persistence::{Conn, Failure, StoreError};
use rating::{
    Fact, Scheme,
    cycle::{Sheet, SheetBonus, SheetEntry, SheetVeto, StatedFact},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::view::{SheetView, views};
use crate::{
    ctx::Ctx,
    http::{Answer, Versioned},
};

/// A sheet with what stands on it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "cycle_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f",
    "evaluator": "owners_committee", "evaluator_label": "业委会(或物管会/代行居委会)", "acting": true, "state": "drafted",
    "state_label": "填写中", "entries": 1, "due": "2027-01-16T00:00:00.000+08:00", "late_at": null, "in_time": null,
    "signed_by": null, "signed_role": null, "signed_at": null, "ruling": null, "evidence_files": 0, "allowed_actions": ["fill"], "version": 2,
    "updated_at": "2026-12-20T09:30:00.000+08:00", "indicators": ["B5"], "asked_facts": [], "known_facts": [],
    "document": {
        "entries": [{
            "indicator": "B5", "tier": null, "count": null, "part": null, "whole": null, "inspected": true, "no_data": false,
            "evidence": null, "note": null
        }],
        "bonus": [], "vetoes": [], "facts": [], "remarks": ""
    }
}))]
pub(crate) struct SheetDetail {
    #[serde(flatten)]
    sheet: SheetView,
    /// The indicators that this evaluator may score here.
    #[schema(value_type = Vec<String>, max_items = 1000, max_length = 20)]
    indicators: Vec<String>,
    /// Facts of the estate that are to be stated on it.
    #[schema(max_items = 10)]
    asked_facts: Vec<Fact>,
    /// Facts that were known when the cycle was opened.
    #[schema(max_items = 10)]
    known_facts: Vec<Fact>,
    document: SheetDocument,
}

/// Everything on a sheet.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"entries": [], "bonus": [], "vetoes": [], "facts": [], "remarks": ""}))]
pub(crate) struct SheetDocument {
    /// In the order of the scheme.
    #[schema(max_items = 1000)]
    entries: Vec<SheetEntry>,
    #[schema(max_items = 30)]
    bonus: Vec<SheetBonus>,
    #[schema(max_items = 30)]
    vetoes: Vec<SheetVeto>,
    #[schema(max_items = 10)]
    facts: Vec<StatedFact>,
    #[schema(max_length = 5000)]
    remarks: String,
}

pub(super) async fn answer(
    ctx: &Ctx,
    db: &impl Conn,
    (sheet, scheme): (&Sheet, &Scheme),
) -> Result<Answer, Failure> {
    let shown = views(ctx, db, std::slice::from_ref(sheet)).await?.pop();
    let document = sheet.document.clone();
    let detail = SheetDetail {
        sheet: shown.ok_or(StoreError::Corrupt("rating_sheet"))?,
        indicators: sheet.indicators(scheme).map(|one| one.code.clone()).collect(),
        asked_facts: sheet.asked_facts(scheme).into_iter().collect(),
        known_facts: sheet.facts.iter().copied().collect(),
        document: SheetDocument {
            entries: document.entries,
            bonus: document.bonus,
            vetoes: document.vetoes,
            facts: document.facts,
            remarks: document.remarks,
        },
    };
    let what = Versioned { kind: SubjectKind::Sheet, id: sheet.id.0, version: sheet.version };
    Ok(Answer::ok(&detail)?.of(what))
}
