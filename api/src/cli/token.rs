//! `lianjian token`: an operator's access token for scripts, written into the journal.

use access::{Action, Who};
use persistence::identity::account_by_name;

use super::{Fault, Prepared, account::unknown};
use crate::{auth::issue, identity::record};

pub(super) async fn run(prepared: &Prepared, name: &str, minutes: u32) -> Result<(), Fault> {
    let app = &prepared.app;
    let now = app.clock.now();
    let found = account_by_name(app.store.reader(), name).await?;
    let account = found.ok_or_else(|| unknown(name))?;
    if account.state != access::AccountState::Active {
        return Err(Fault::Refused(format!("the account {name} is disabled")));
    }
    let token = issue(app, Who::Account(account.id), now, minutes, None)?;
    let detail = serde_json::json!({ "minutes": minutes });
    app.store
        .write(async |tx| {
            let row = persistence::identity::account_by_id(tx, account.id).await?;
            let row = row.ok_or_else(kernel::Refusal::missing)?;
            record(tx, row, Action::TokenIssue, Who::System, now, detail.clone()).await
        })
        .await
        .map_err(crate::http::Problem::from)?;
    super::print(&format!("{}\n", token.token));
    Ok(())
}
