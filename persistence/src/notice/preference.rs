//! How each account wants to be told.

use std::collections::HashMap;

use kernel::{AccountId, Uuid};
use notice::Way;
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, StoreError, Tx,
    sql::{all, execute, places},
};

/// A row of `notice_preference`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreferenceRow {
    pub account_id: AccountId,
    /// `zh-CN` or `en`; that of the request where not said.
    pub language: Option<String>,
    /// Besides the inbox.
    pub channels: Vec<Way>,
    /// The address, sealed for the account.
    pub mail: Option<Vec<u8>>,
    /// Minutes of the day from and until which only what is urgent goes out; `None`: at any hour.
    pub quiet: Option<(i32, i32)>,
}

fn read(row: &QueryResult) -> Result<PreferenceRow, StoreError> {
    let channels: String = row.try_get("", "channels")?;
    let channels: Result<Vec<Way>, _> = channels.split_whitespace().map(str::parse).collect();
    let from: Option<i32> = row.try_get("", "quiet_from")?;
    let until: Option<i32> = row.try_get("", "quiet_until")?;
    Ok(PreferenceRow {
        account_id: AccountId(row.try_get("", "account_id")?),
        language: row.try_get("", "language")?,
        channels: channels.map_err(|_| StoreError::Corrupt("notice_preference.channels"))?,
        mail: row.try_get("", "mail")?,
        quiet: from.zip(until),
    })
}

pub async fn preference_of(
    db: &impl Conn,
    account: AccountId,
) -> Result<Option<PreferenceRow>, StoreError> {
    Ok(preferences_of(db, &[account.0]).await?.remove(&account.0))
}

/// Those of some accounts who have said how they want to be told.
pub async fn preferences_of(
    db: &impl Conn,
    accounts: &[Uuid],
) -> Result<HashMap<Uuid, PreferenceRow>, StoreError> {
    if accounts.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT account_id, language, channels, mail, quiet_from, quiet_until FROM notice_preference \
         WHERE account_id IN ({})",
        places(1, accounts.len())
    );
    let rows = all(db, &sql, accounts.iter().map(|id| Value::from(*id))).await?;
    rows.iter().map(read).map(|row| row.map(|row| (row.account_id.0, row))).collect()
}

impl Tx {
    /// Keeps how an account wants to be told, in place of what it said before.
    pub async fn put_preference(&self, row: &PreferenceRow) -> Result<(), StoreError> {
        let channels: Vec<&str> = row.channels.iter().map(|channel| channel.as_str()).collect();
        let values: [Value; 6] = [
            row.account_id.0.into(),
            row.language.clone().into(),
            channels.join(" ").into(),
            row.mail.clone().into(),
            row.quiet.map(|quiet| quiet.0).into(),
            row.quiet.map(|quiet| quiet.1).into(),
        ];
        let sql = "INSERT INTO notice_preference (account_id, language, channels, mail, quiet_from, quiet_until) \
            VALUES ($1,$2,$3,$4,$5,$6) ON CONFLICT (account_id) DO UPDATE SET language = excluded.language, \
            channels = excluded.channels, mail = excluded.mail, quiet_from = excluded.quiet_from, \
            quiet_until = excluded.quiet_until";
        execute(self, sql, values).await.map(|_| ())
    }
}
