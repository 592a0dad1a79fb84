//! A file of tickets from within: taken in, and worked on to its end.

use kernel::AccountId;
use persistence::Failure;
use ticket::ImportMode;

use super::{
    create::{begun, enter},
    incoming::{Received, read, sealed},
    work,
};
use crate::ctx::By;

/// Takes in the file of an account, as if it had come in a request, and files its rows; the clock stands at `by.now`.
pub(crate) async fn take_in(
    by: By<'_>,
    account_id: AccountId,
    mode: ImportMode,
    file: &[u8],
) -> Result<(), Failure> {
    let Received { format, total, parts } = read(file)?;
    let row = begun(by, account_id, (mode, false), (format, total));
    let sealed = sealed(by.app, row.id, &parts)?;
    by.app.store.write(async |tx| enter(by, tx, &row, &sealed).await).await?;
    work(by.app).await
}
