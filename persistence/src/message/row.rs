//! The messages and the log of their attempts.

use access::Level;
use kernel::{AccountId, MessageId, Moment, Uuid};
use notice::{MessageState, SendFault, Way};
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, StoreError, Tx,
    batch::Batch,
    sql::{all, execute, moment, moment_or_none, places, word, word_or_none},
};

/// A row of `message`.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageRow {
    pub id: MessageId,
    pub channel: Way,
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
    pub failed: Option<SendFault>,
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

impl MessageRow {
    /// One that waits to be sent.
    pub fn waiting(
        id: MessageId,
        channel: Way,
        template: &str,
        send_at: Moment,
        good_until: Moment,
    ) -> Self {
        Self {
            id,
            channel,
            template: template.to_owned(),
            account_id: None,
            notice_id: None,
            sealed: None,
            state: MessageState::Waiting,
            attempts: 0,
            next_at: send_at,
            good_until,
            fence: 0,
            failed: None,
            finished_at: None,
        }
    }
}

/// Which messages of the log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MessageFilter {
    /// To accounts managed there; everywhere where none is said.
    pub within: Option<(Level, i32)>,
    pub state: Option<MessageState>,
    pub channel: Option<Way>,
}

/// The log, newest first, those before `after`.
pub async fn messages(
    db: &impl Conn,
    filter: MessageFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<MessageRow>, StoreError> {
    let mut values: Vec<Value> = vec![after.unwrap_or(Uuid::max()).into()];
    let mut sql = format!("SELECT {COLUMNS} FROM message m");
    if let Some((level, key)) = filter.within {
        values.push(key.into());
        sql.push_str(&format!(" JOIN account a ON a.id = m.account_id AND a.{level} = $2"));
    }
    sql.push_str(" WHERE m.id < $1");
    let words = [
        ("state", filter.state.map(MessageState::as_str)),
        ("channel", filter.channel.map(Way::as_str)),
    ];
    for (column, word) in words {
        if let Some(word) = word {
            values.push(word.into());
            sql.push_str(&format!(" AND m.{column} = ${}", values.len()));
        }
    }
    sql.push_str(&format!(" ORDER BY m.id DESC LIMIT {limit}"));
    all(db, &sql, values).await?.iter().map(read).collect()
}

/// One attempt to send a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessageAttempt {
    pub message_id: MessageId,
    pub number: i32,
    pub at: Moment,
    pub failed: Option<SendFault>,
}

/// The attempts of some messages, the last ones of each first.
pub async fn message_attempts(
    db: &impl Conn,
    ids: &[MessageId],
) -> Result<Vec<MessageAttempt>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT message_id, number, at, failed FROM message_attempt WHERE message_id IN ({}) \
         ORDER BY message_id, number DESC",
        places(1, ids.len())
    );
    let rows = all(db, &sql, ids.iter().map(|id| Value::from(id.0))).await?;
    rows.iter()
        .map(|row| {
            Ok(MessageAttempt {
                message_id: MessageId(row.try_get("", "message_id")?),
                number: row.try_get("", "number")?,
                at: moment(row, "at")?,
                failed: word_or_none(row, "failed")?,
            })
        })
        .collect()
}

impl Tx {
    /// Writes new messages.
    pub async fn put_messages(&self, rows: &[MessageRow]) -> Result<(), StoreError> {
        let mut batch = Batch::of(self);
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
