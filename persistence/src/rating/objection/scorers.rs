//! Who scored an item of a score: who signed the sheet, filed the findings, or verified what was reported.

use ::rating::{
    Inputs, Scheme,
    cycle::{Cycle, SheetEvaluator},
    objection::{Disputed, ItemKind},
};
use kernel::{OrganizationId, Uuid};
use sea_orm::Value;

use crate::{Conn, StoreError, sql::all};

/// The accounts, without doubles.
pub async fn scorers_of(
    db: &impl Conn,
    cycle: &Cycle,
    (estate, enterprise): (i32, OrganizationId),
    item: &Disputed,
    (scheme, inputs): (&Scheme, &Inputs),
) -> Result<Vec<Uuid>, StoreError> {
    let indicator = scheme.indicators().map(|(_, one)| one).find(|one| one.code == item.code);
    let indicator = indicator.filter(|_| item.kind == ItemKind::Indicator);
    let evaluator = match indicator {
        Some(one) => one.evaluator_on(&inputs.facts).and_then(SheetEvaluator::of),
        None => Some(SheetEvaluator::PropertyOffice),
    };
    let sheet = "SELECT signed_by AS account FROM rating_sheet WHERE cycle_id = $1 AND estate = $2 AND evaluator = $3 \
        AND signed_by IS NOT NULL";
    let whose = evaluator.map_or("", SheetEvaluator::as_str);
    let mut found =
        accounts(db, sheet, vec![cycle.id.0.into(), estate.into(), whose.into()]).await?;
    if let Some(indicator) = indicator {
        let finding = "SELECT filed_by AS account FROM rating_finding WHERE estate = $1 AND enterprise_id = $2 \
            AND indicator = $3 AND found_on >= $4 AND found_on <= $5 AND state <> 'withdrawn'";
        let period = || [cycle.first_on.to_string().into(), cycle.last_on.to_string().into()];
        let mut values: Vec<Value> =
            vec![estate.into(), enterprise.0.into(), indicator.code.clone().into()];
        values.extend(period());
        found.extend(accounts(db, finding, values).await?);
        let limit = indicator.method.limit().map(|limit| limit.figure.clone());
        for figure in indicator.method.figure().map(str::to_owned).into_iter().chain(limit) {
            let reported = "SELECT judged_by AS account FROM reported_figure WHERE estate = $1 AND enterprise_id = $2 \
                AND figure = $3 AND first_on = $4 AND last_on = $5 AND judged_by IS NOT NULL";
            let mut values: Vec<Value> = vec![estate.into(), enterprise.0.into(), figure.into()];
            values.extend(period());
            found.extend(accounts(db, reported, values).await?);
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

async fn accounts(db: &impl Conn, sql: &str, values: Vec<Value>) -> Result<Vec<Uuid>, StoreError> {
    let rows = all(db, sql, values).await?;
    rows.iter().map(|row| Ok(row.try_get("", "account")?)).collect()
}
