//! When a contract, a duty or an account ends, its open tickets go back to be dispatched.

use access::{Action, Reach, Role, roles_of};
use kernel::Moment;
use persistence::{
    Failure,
    identity::{
        DutyRow, Standing, accounts_to_release, actor_of_account, duties_to_release, volunteers_on,
    },
    organization::{contract_in_force, contracts_to_release},
    ticket::{Holder, held},
};
use ticket::Detail;

use super::system_step::step;
use crate::app::App;

/// Rows read at once.
const BATCH: u32 = 100;

pub(super) async fn run(app: &App, now: Moment) -> Result<(), Failure> {
    contracts(app, now).await?;
    duties(app, now).await?;
    accounts(app, now).await
}

async fn contracts(app: &App, now: Moment) -> Result<(), Failure> {
    let today = app.today(now);
    for contract in contracts_to_release(app.store.reader(), today, u64::from(BATCH)).await? {
        let next = contract_in_force(app.store.reader(), contract.estate, today).await?;
        if next.is_none_or(|next| next.organization != contract.organization) {
            let holder =
                Holder::Enterprise { organization: contract.organization, estate: contract.estate };
            hand_back(app, holder, "contract ended", now).await?;
        }
        app.store.write(async |tx| Ok(tx.contract_released(contract.id, now).await?)).await?;
    }
    Ok(())
}

async fn duties(app: &App, now: Moment) -> Result<(), Failure> {
    for duty in duties_to_release(app.store.reader(), now, BATCH).await? {
        if let Some(holder) = holder(&duty)
            && !still_held(app, &duty, now).await?
        {
            hand_back(app, holder, "duty ended", now).await?;
        }
        if let (Reach::Estate(estate), Role::Volunteer) = (&duty.reach, duty.role) {
            pool(app, *estate, now).await?;
        }
        app.store.write(async |tx| Ok(tx.duty_released(duty.id, now).await?)).await?;
    }
    Ok(())
}

/// What tickets are held through a duty; none through most.
fn holder(duty: &DutyRow) -> Option<Holder> {
    match (&duty.reach, duty.role) {
        (Reach::Organization { id, .. }, _) => {
            Some(Holder::Staff { account: duty.account_id, organization: *id })
        }
        (Reach::Estate(estate), Role::Volunteer) => {
            Some(Holder::Volunteer { account: duty.account_id, estate: *estate })
        }
        _ => None,
    }
}

/// The tickets of a pool in which nobody is left who could take them.
async fn pool(app: &App, estate: i32, now: Moment) -> Result<(), Failure> {
    hand_back(app, Holder::Pool { estate, at: now }, "no volunteer left", now).await
}

/// Whether the same person holds the same scope through another duty that handles tickets.
async fn still_held(app: &App, ended: &DutyRow, now: Moment) -> Result<bool, Failure> {
    let standing =
        actor_of_account(app.store.reader(), ended.account_id, now, app.today(now)).await?;
    let Standing::Active(actor) = standing else { return Ok(false) };
    let handle = roles_of(Action::Resolve);
    let mut able = actor.duties.iter().filter(|duty| handle.contains(&duty.role));
    Ok(able.any(|duty| match (&duty.reach, &ended.reach) {
        (Reach::Organization { id, .. }, Reach::Organization { id: other, .. }) => id == other,
        (Reach::Estate(key), Reach::Estate(other)) => key == other,
        _ => false,
    }))
}

async fn accounts(app: &App, now: Moment) -> Result<(), Failure> {
    for id in accounts_to_release(app.store.reader(), BATCH).await? {
        hand_back(app, Holder::Account(id), "account disabled", now).await?;
        for estate in volunteers_on(app.store.reader(), id).await? {
            pool(app, estate, now).await?;
        }
        app.store.write(async |tx| Ok(tx.account_released(id, now).await?)).await?;
    }
    Ok(())
}

async fn hand_back(app: &App, holder: Holder, reason: &str, now: Moment) -> Result<(), Failure> {
    loop {
        let tickets = held(app.store.reader(), holder, BATCH).await?;
        for id in &tickets {
            step(app, *id, Detail::Release { reason: reason.to_owned() }, now).await?;
        }
        if tickets.len() < usize::try_from(BATCH).unwrap_or(usize::MAX) {
            return Ok(());
        }
    }
}
