//! Who proves a number becomes the reporter of what was filed for its holder.

use access::{Action, Actor};
use kernel::{AccountId, Moment};
use persistence::{Failure, Tx, ticket::filed_for};
use ticket::Detail;

use crate::{app::App, ctx::By, ticket::take};

/// Tickets that are claimed at once; the rest with the next code.
const MOST: u32 = 50;

/// Makes the account the reporter of every ticket that waits for the holder of the number; how many.
pub(crate) async fn claim(
    tx: &Tx,
    app: &App,
    account: AccountId,
    phone: &str,
    now: Moment,
) -> Result<usize, Failure> {
    let system = Actor::system();
    let by = By { app, actor: &system, now };
    let waiting = filed_for(tx, phone, account, MOST).await?;
    for id in &waiting {
        let detail = Detail::Claim { account };
        take(by, tx, *id, Action::Claim, |_| Ok(()), async |_, _| Ok(detail.clone())).await?;
    }
    Ok(waiting.len())
}
