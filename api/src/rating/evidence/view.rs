//! How an evidence file is shown, with links to its bytes.

use access::{Role, SubjectKind};
use kernel::Uuid;
use persistence::Failure;
use rating::EvidenceFile;
use serde::Serialize;
use ticket::Sort;
use utoipa::ToSchema;

use crate::{
    attachment::{LinkedTo, links},
    crypto::hex,
    ctx::Ctx,
    http::{Answer, Versioned, created_at},
};

/// An evidence file (佐证材料). The links are good for some minutes and need no token; read it again for new ones.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EvidenceFile, example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "subject_kind": "finding",
    "subject_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "number": 1, "item": null, "media_type": "image/jpeg", "bytes": 183402,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "width": 1280, "height": 960,
    "role": "property_office", "created_at": "2026-03-01T09:31:00.000+08:00",
    "url": "/v1/evidence/0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c/content?variant=full&expires=1772328900&signature=4bf92f3577b34da6a3ce929d0e0e4736",
    "thumbnail_url": null, "links_until": "2026-03-01T09:40:00.000+08:00"
}))]
pub(crate) struct EvidenceView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    /// What it is of, such as `finding`.
    #[schema(max_length = 40)]
    subject_kind: SubjectKind,
    #[schema(format = "uuid", max_length = 36)]
    subject_id: Uuid,
    /// Counted from 1 among the files of its subject.
    #[schema(minimum = 1)]
    number: u32,
    /// Of a sheet: the code of the item that it is for.
    #[schema(max_length = 20)]
    item: Option<String>,
    /// Told from the bytes, not from what the sender said.
    #[schema(max_length = 40)]
    media_type: &'static str,
    /// As it is kept; images are drawn anew.
    #[schema(minimum = 0)]
    bytes: i64,
    #[schema(max_length = 64)]
    sha256: String,
    #[schema(minimum = 1)]
    width: Option<u32>,
    #[schema(minimum = 1)]
    height: Option<u32>,
    /// In which role it was attached.
    role: Role,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(max_length = 400)]
    url: String,
    /// Of images.
    #[schema(max_length = 400)]
    thumbnail_url: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    links_until: String,
}

pub(super) fn view(ctx: &Ctx, file: &EvidenceFile) -> EvidenceView {
    let links = links(ctx, (LinkedTo::Evidence, file.id.0), file.size.is_some());
    EvidenceView {
        id: file.id.0,
        subject_kind: file.kind,
        subject_id: file.subject,
        number: file.number,
        item: file.item.clone(),
        media_type: sort(file).media_type(),
        bytes: file.bytes,
        sha256: hex(&file.sha256),
        width: file.size.map(|(width, _)| width),
        height: file.size.map(|(_, height)| height),
        role: file.role,
        created_at: created_at(ctx, file.id.0),
        url: links.url,
        thumbnail_url: links.thumbnail_url,
        links_until: links.until,
    }
}

/// What the file is; a paper where the word is of no picture.
pub(super) fn sort(file: &EvidenceFile) -> Sort {
    file.sort.parse().unwrap_or(Sort::Pdf)
}

pub(super) fn answer(ctx: &Ctx, file: &EvidenceFile) -> Result<Answer, Failure> {
    let what = Versioned { kind: SubjectKind::Evidence, id: file.id.0, version: 1 };
    Ok(Answer::ok(&view(ctx, file))?.of(what))
}
