//! The duty `resident` that an approval gives, once for each estate.

use access::{Action, Permit, Reach, Role};
use kernel::{DutyId, Refusal};
use persistence::{
    Entry, Failure, StoreError, Tx,
    identity::{DutyFilter, DutyRow, duties},
    place::estate_by_key,
};
use place::{Estate, Residency};
use serde_json::json;

use crate::ctx::By;

/// Duties `resident` of one person that are looked through.
const MOST: u64 = 1000;

/// The person's duty in the estate: the one in force, or else a new one.
pub(crate) async fn resident_duty(
    by: By<'_>,
    tx: &Tx,
    residency: &Residency,
    permit: &Permit,
) -> Result<DutyId, Failure> {
    let key = residency.path.estate.ok_or(StoreError::Corrupt("residency.estate"))?;
    let estate = estate_by_key(tx, key).await?.ok_or_else(Refusal::missing)?;
    let estate = tx.hold_estate(estate.id).await?.ok_or_else(Refusal::missing)?;
    tx.hold_account(residency.account).await?;
    let filter = DutyFilter {
        account: Some(residency.account),
        within: None,
        role: Some(Role::Resident),
        in_force_at: Some(by.now),
    };
    let held = duties(tx, &filter, None, MOST).await?;
    if let Some(duty) =
        held.iter().find(|duty| duty.reach == Reach::Estate(key) && duty.until_at.is_none())
    {
        return Ok(duty.id);
    }
    let duty = granted(by, residency, &estate, permit);
    tx.create_duty(&duty).await?;
    tx.journal(&entry(&duty, permit)).await?;
    Ok(duty.id)
}

fn granted(by: By<'_>, residency: &Residency, estate: &Estate, permit: &Permit) -> DutyRow {
    DutyRow {
        id: by.id(),
        account_id: residency.account,
        role: Role::Resident,
        reach: Reach::Estate(estate.key),
        path: estate.path,
        from_at: by.now,
        until_at: None,
        ended_at: None,
        end_reason: None,
        reason: Some(format!("residency {}", residency.id)),
        shown_as_volunteer: false,
        granted_by: permit.who().id(),
        version: 1,
    }
}

fn entry(duty: &DutyRow, permit: &Permit) -> Entry {
    Entry {
        action: Action::DutyGrant,
        to: Some(identity::DutyState::Active.as_str()),
        detail: json!({
            "account_id": duty.account_id, "role": duty.role, "reason": duty.reason,
            "end_reason": duty.end_reason,
        }),
        ..Entry::of(permit, duty.id, duty.version, duty.from_at, duty.path)
    }
}
