//! The messages and the log of their attempts.

use kernel::{AccountId, MessageId, Moment, Uuid};
use notice::{Channel, Failed, MessageState};
use sea_orm::{QueryResult, Value};

use crate::{
    StoreError, Tx,
    sql::{Batch, execute, moment, moment_or_none, word, word_or_none},
};

/// A row of `message`.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageRow {
    pub id: MessageId,
    pub channel: Channel,
    /// Which text it is.
    pub template: String,
    /// Whom it goes to, where that is an account.
    pub account_id: Option<AccountId>,
    /// The notice that it tells of; what it says is then made when it is sent.
    pub notice_id: Option<Uuid>,
    /// Address and words, sealed; forgotten once it is at an end.
    pub sealed: Option<Vec<u8>>,
    pub state: MessageState,
    pub attempts: i32,
    pub next_at: Moment,
    /// It is not sent any more from this moment on.
    pub good_until: Moment,
    /// Counts the claims: who was overtaken writes nothing.
    pub fence: i32,
    /// Why the last attempt failed.
    pub failed: Option<Failed>,
    pub finished_at: Option<Moment>,
}

pub(super) const COLUMNS: &str = "m.id, m.channel, m.template, m.account_id, m.notice_id, m.sealed, m.state, \
    m.attempts, m.next_at, m.good_until, m.fence, m.failed, m.finished_at";

pub(super) fn read(row: &QueryResult) -> Result<MessageRow, StoreError> {
    Ok(MessageRow {
        id: MessageId(row.try_get("", "id")?),
        channel: word(row, "channel")?,
        template: row.try_get("", "template")?,
        account_id: row.try_get::<Option<Uuid>>("", "account_id")?.map(AccountId),
        notice_id: row.try_get("", "notice_id")?,
        sealed: row.try_get("", "sealed")?,
        state: word(row, "state")?,
        attempts: row.try_get("", "attempts")?,
        next_at: moment(row, "next_at")?,
        good_until: moment(row, "good_until")?,
        fence: row.try_get("", "fence")?,
        failed: word_or_none(row, "failed")?,
        finished_at: moment_or_none(row, "finished_at")?,
    })
}

impl Tx {
    /// Writes new messages.
    pub async fn put_messages(&self, rows: &[MessageRow]) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        for row in rows {
            let values: [Value; 9] = [
                row.id.0.into(),
                row.channel.as_str().into(),
                row.template.clone().into(),
                row.account_id.map(|id| id.0).into(),
                row.notice_id.into(),
                row.sealed.clone().into(),
                row.state.as_str().into(),
                row.next_at.timestamp_millis().into(),
                row.good_until.timestamp_millis().into(),
            ];
            let sql = "INSERT INTO message (id, channel, template, account_id, notice_id, sealed, state, next_at, \
                good_until, attempts, fence) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,0,0)";
            batch.add(sql, values);
        }
        batch.run(self).await
    }

    /// Forgets up to `most` messages that ended before the moment, with their attempts; how many.
    pub async fn forget_messages(&self, before: Moment, most: u32) -> Result<u64, StoreError> {
        let old = format!(
            "SELECT id FROM message WHERE finished_at < $1 ORDER BY finished_at, id LIMIT {most}"
        );
        let value = || [before.timestamp_millis().into()];
        let attempts = format!("DELETE FROM message_attempt WHERE message_id IN ({old})");
        execute(self, &attempts, value()).await?;
        execute(self, &format!("DELETE FROM message WHERE id IN ({old})"), value()).await
    }
}
