//! Files on tickets: the rows of what is kept, and of bytes that nobody needs (any more).

use ::ticket::{Addition, Attachment, Photos, Size, Ticket};
use kernel::{AttachmentId, Moment, TicketId};
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, StoreError, Tx,
    sql::{all, change, execute, one, word},
};

const COLUMNS: &str = "id, ticket_id, kind, sort, bytes, sha256, width, height, round, \
    uploader_id, uploader_kind";

fn read(row: &QueryResult) -> Result<Attachment, StoreError> {
    let side = |column| -> Result<Option<u32>, StoreError> {
        let pixels: Option<i32> = row.try_get("", column)?;
        Ok(pixels.and_then(|pixels| u32::try_from(pixels).ok()))
    };
    let size = side("width")?.zip(side("height")?);
    let uploader: String = row.try_get("", "uploader_kind")?;
    Ok(Attachment {
        id: AttachmentId(row.try_get("", "id")?),
        ticket_id: TicketId(row.try_get("", "ticket_id")?),
        kind: word(row, "kind")?,
        sort: word(row, "sort")?,
        bytes: row.try_get("", "bytes")?,
        sha256: row.try_get("", "sha256")?,
        size: size.map(|(width, height)| Size { width, height }),
        round: row.try_get("", "round")?,
        uploader: ::ticket::filer(&uploader, row.try_get("", "uploader_id")?)
            .ok_or(StoreError::Corrupt("attachment.uploader_kind"))?,
    })
}

pub async fn attachment(
    db: &impl Conn,
    id: AttachmentId,
) -> Result<Option<Attachment>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM attachment WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// Up to `limit` files of a ticket after the one given, oldest first.
pub async fn attachments(
    db: &impl Conn,
    ticket: TicketId,
    after: Option<AttachmentId>,
    limit: u64,
) -> Result<Vec<Attachment>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM attachment WHERE ticket_id = $1 AND id > $2 ORDER BY id LIMIT $3"
    );
    let after = after.map_or(kernel::Uuid::nil(), |id| id.0);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = all(db, &sql, [ticket.0.into(), after.into(), limit.into()]).await?;
    rows.iter().map(read).collect()
}

pub async fn attachment_count(db: &impl Conn, ticket: TicketId) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) AS number FROM attachment WHERE ticket_id = $1";
    let row = one(db, sql, [ticket.0.into()]).await?.ok_or(StoreError::Corrupt("count"))?;
    Ok(u64::try_from(row.try_get::<i64>("", "number")?).unwrap_or(0))
}

/// The photos that the ticket's category asks for, and those that it has.
pub async fn photos(db: &impl Conn, ticket: &Ticket) -> Result<Photos, StoreError> {
    let sql = "SELECT c.needs_before_photo, c.needs_after_photo, \
        EXISTS (SELECT 1 FROM attachment WHERE ticket_id = $2 AND kind = 'before') AS has_before, \
        EXISTS (SELECT 1 FROM attachment WHERE ticket_id = $2 AND kind = 'after' AND round = $3) AS has_after \
        FROM category c WHERE c.id = $1";
    let values: [Value; 3] =
        [ticket.category_id.0.into(), ticket.id.0.into(), (ticket.course.resolution + 1).into()];
    let Some(row) = one(db, sql, values).await? else { return Ok(Photos::default()) };
    Ok(Photos {
        before_needed: row.try_get("", "needs_before_photo")?,
        after_needed: row.try_get("", "needs_after_photo")?,
        before: row.try_get("", "has_before")?,
        after: row.try_get("", "has_after")?,
    })
}

/// Up to `limit` files whose bytes are to be cleared away by now.
pub async fn leavings(
    db: &impl Conn,
    now: Moment,
    limit: u32,
) -> Result<Vec<AttachmentId>, StoreError> {
    let sql = "SELECT id FROM attachment_left WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2";
    let rows = all(db, sql, [now.timestamp_millis().into(), i64::from(limit).into()]).await?;
    rows.iter().map(|row| Ok(AttachmentId(row.try_get("", "id")?))).collect()
}

impl Tx {
    /// Bytes of this name are about to be kept; without a row by `due` they are cleared away.
    pub async fn announce_file(&self, id: AttachmentId, due: Moment) -> Result<(), StoreError> {
        let sql = "INSERT INTO attachment_left (id, due_at) VALUES ($1, $2)";
        execute(self, sql, [id.0.into(), due.timestamp_millis().into()]).await.map(|_| ())
    }

    /// The bytes are gone.
    pub async fn file_cleared(&self, id: AttachmentId) -> Result<(), StoreError> {
        let sql = "DELETE FROM attachment_left WHERE id = $1";
        execute(self, sql, [id.0.into()]).await.map(|_| ())
    }

    /// What a step does to the files.
    pub(super) async fn change_files(&self, new: &Addition, now: Moment) -> Result<(), StoreError> {
        match new {
            Addition::Attachment(new) => self.keep_attachment(new).await,
            Addition::Removal(id) => self.drop_attachment(*id, now).await,
            _ => Ok(()),
        }
    }

    /// Adds the row of bytes that are kept. `Stale` where they were not announced, or cleared away since.
    async fn keep_attachment(&self, new: &Attachment) -> Result<(), StoreError> {
        change(self, "DELETE FROM attachment_left WHERE id = $1", [new.id.0.into()]).await?;
        let sql = format!(
            "INSERT INTO attachment ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        );
        let side = |of: fn(Size) -> u32| new.size.and_then(|size| i32::try_from(of(size)).ok());
        let values: [Value; 11] = [
            new.id.0.into(),
            new.ticket_id.0.into(),
            new.kind.as_str().into(),
            new.sort.as_str().into(),
            new.bytes.into(),
            new.sha256.clone().into(),
            side(|size| size.width).into(),
            side(|size| size.height).into(),
            new.round.into(),
            new.uploader.id().into(),
            new.uploader.kind().into(),
        ];
        execute(self, &sql, values).await.map(|_| ())
    }

    /// Takes the row away; the bytes follow.
    async fn drop_attachment(&self, id: AttachmentId, now: Moment) -> Result<(), StoreError> {
        change(self, "DELETE FROM attachment WHERE id = $1", [id.0.into()]).await?;
        self.announce_file(id, now).await
    }
}
