//! Evidence files of what is recorded or rated.

use std::collections::HashMap;

use ::rating::{EvidenceAttached, EvidenceFile};
use access::{Role, SubjectKind};
use kernel::{AttachmentId, EvidenceId, Uuid};
use sea_orm::{QueryResult, Value};
use serde_json::json;

use crate::{
    Conn, Entry, StoreError, Tx,
    sql::{all, change, execute, one, places, word},
};

const COLUMNS: &str = "id, subject_kind, subject_id, number, item, sort, bytes, sha256, width, height, uploader_id, uploader_role";

fn read(row: &QueryResult) -> Result<EvidenceFile, StoreError> {
    let side = |column| -> Result<Option<u32>, StoreError> {
        let pixels: Option<i32> = row.try_get("", column)?;
        Ok(pixels.and_then(|pixels| u32::try_from(pixels).ok()))
    };
    Ok(EvidenceFile {
        id: EvidenceId(row.try_get("", "id")?),
        kind: word(row, "subject_kind")?,
        subject: row.try_get("", "subject_id")?,
        number: u32::try_from(row.try_get::<i32>("", "number")?).unwrap_or_default(),
        item: row.try_get("", "item")?,
        sort: row.try_get("", "sort")?,
        bytes: row.try_get("", "bytes")?,
        sha256: row.try_get("", "sha256")?,
        size: side("width")?.zip(side("height")?),
        uploader: row.try_get("", "uploader_id")?,
        role: word(row, "uploader_role")?,
    })
}

/// One file.
pub async fn evidence_by_id(
    db: &impl Conn,
    id: EvidenceId,
) -> Result<Option<EvidenceFile>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM evidence WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// Up to `limit` files of one thing after the number given, in the order of their numbers.
pub async fn evidence_of(
    db: &impl Conn,
    (kind, subject): (SubjectKind, Uuid),
    (after, limit): (i32, u64),
) -> Result<Vec<EvidenceFile>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM evidence WHERE subject_id = $1 AND subject_kind = $2 AND number > $3 \
         ORDER BY number LIMIT {limit}"
    );
    let values: [Value; 3] = [subject.into(), kind.as_str().into(), after.into()];
    all(db, &sql, values).await?.iter().map(read).collect()
}

/// How many files several things of a kind have; those without any are left out.
pub async fn evidence_counts(
    db: &impl Conn,
    kind: SubjectKind,
    subjects: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, u32>, StoreError> {
    let mut values: Vec<Value> = vec![kind.as_str().into()];
    values.extend(subjects.map(Value::from));
    if values.len() == 1 {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT subject_id, COUNT(*) AS files FROM evidence WHERE subject_kind = $1 AND subject_id IN ({}) \
         GROUP BY subject_id",
        places(2, values.len() - 1)
    );
    let read = |row: &QueryResult| Ok((row.try_get("", "subject_id")?, files(row)?));
    all(db, &sql, values).await?.iter().map(read).collect()
}

fn files(row: &QueryResult) -> Result<u32, StoreError> {
    let number: i64 = row.try_get("", "files")?;
    Ok(u32::try_from(number).unwrap_or(u32::MAX))
}

impl Tx {
    /// How many files one thing has, by the role that attached them.
    pub async fn evidence_by_role(
        &self,
        (kind, subject): (SubjectKind, Uuid),
    ) -> Result<Vec<(Role, u32)>, StoreError> {
        let sql = "SELECT uploader_role, COUNT(*) AS files FROM evidence WHERE subject_id = $1 AND subject_kind = $2 \
             GROUP BY uploader_role";
        let values: [Value; 2] = [subject.into(), kind.as_str().into()];
        let read = |row: &QueryResult| Ok((word(row, "uploader_role")?, files(row)?));
        all(self, sql, values).await?.iter().map(read).collect()
    }

    /// Keeps what a file is attached to as it is until the unit of work ends, so that files are numbered one after another.
    pub async fn hold_proved(&self, (kind, id): (SubjectKind, Uuid)) -> Result<(), StoreError> {
        let table = match kind {
            SubjectKind::Finding => "rating_finding",
            SubjectKind::ReportedFigure => "reported_figure",
            SubjectKind::Sheet => "rating_sheet",
            SubjectKind::Objection => "rating_objection",
            SubjectKind::Listing => "rating_listing",
            _ => "credit_standing",
        };
        let sql = format!("SELECT id FROM {table} WHERE id = $1{}", self.hold(" FOR UPDATE"));
        one(self, &sql, [id.into()]).await.map(|_| ())
    }

    /// Adds the row of bytes that are kept. `Stale` where they were not announced, or cleared away since.
    pub async fn attach_evidence(&self, new: &EvidenceAttached) -> Result<(), StoreError> {
        let file = &new.file;
        let kept = AttachmentId(file.id.0);
        change(self, "DELETE FROM attachment_left WHERE id = $1", [kept.0.into()]).await?;
        let side = |pixels: u32| i32::try_from(pixels).ok();
        let values: [Value; 12] = [
            file.id.0.into(),
            file.kind.as_str().into(),
            file.subject.into(),
            i32::try_from(file.number).unwrap_or(i32::MAX).into(),
            file.item.clone().into(),
            file.sort.clone().into(),
            file.bytes.into(),
            file.sha256.clone().into(),
            file.size.and_then(|(width, _)| side(width)).into(),
            file.size.and_then(|(_, height)| side(height)).into(),
            file.uploader.into(),
            file.role.as_str().into(),
        ];
        let sql = format!("INSERT INTO evidence ({COLUMNS}) VALUES ({})", places(1, 12));
        execute(self, &sql, values).await?;
        let detail = json!({
            "subject_kind": file.kind, "subject_id": file.subject, "number": file.number, "item": file.item, "type": file.sort, "bytes": file.bytes,
        });
        let entry = Entry::of(&new.permit, file.id, 1, new.at, new.path);
        self.journal(&Entry { to: Some("attached"), detail, ..entry }).await
    }
}
