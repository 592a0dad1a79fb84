//! Files on a ticket (附件): photos from before and after the work, evidence, and who may take one away.

use access::{Action, Actor, Duty, Relation, Subject, Who};
use kernel::{AttachmentId, Code, Fault, Refusal, Refused, TicketId};
use serde_json::json;

use crate::{
    Addition, Part, Ticket,
    change::{Draft, said},
};

/// The most files that a ticket holds at once.
pub const MAX_ATTACHMENTS: u64 = 50;

kernel::words! {
    /// What a file shows.
    AttachmentKind {
        Before = "before", "处理前照片", "before the work";
        /// By who handles the ticket or helps.
        After = "after", "处理后照片", "after the work";
        Evidence = "evidence", "佐证材料", "evidence";
        Other = "other", "其他", "other";
    }
}

kernel::words! {
    /// What a file is, told from its bytes.
    Sort {
        Jpeg = "jpeg", "JPEG 图片", "JPEG image";
        Png = "png", "PNG 图片", "PNG image";
        Pdf = "pdf", "PDF 文档", "PDF document";
    }
}

impl Sort {
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }

    pub const fn is_image(self) -> bool {
        !matches!(self, Self::Pdf)
    }
}

/// Pixels of an image as it is shown, upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

/// A file on a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub id: AttachmentId,
    pub ticket_id: TicketId,
    pub kind: AttachmentKind,
    pub sort: Sort,
    /// Bytes as kept.
    pub bytes: i64,
    /// SHA-256 of the bytes as kept.
    pub sha256: Vec<u8>,
    /// `None` for what is no image.
    pub size: Option<Size>,
    /// Which resolution it was added for: 1 until the first.
    pub round: i32,
    pub uploader: Who,
}

/// A file whose bytes are kept already, and how many the ticket has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attaching {
    pub attachment: Attachment,
    pub already: u64,
}

/// A file to be taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detaching {
    pub attachment: Attachment,
    pub reason: String,
}

/// What is done with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileStep {
    Attach(Attaching),
    Detach(Detaching),
}

impl FileStep {
    pub const fn action(&self) -> Action {
        match self {
            Self::Attach(_) => Action::Attach,
            Self::Detach(_) => Action::Detach,
        }
    }
}

/// The photos that a category asks for before a ticket is resolved as done, and those that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Photos {
    pub before_needed: bool,
    pub after_needed: bool,
    pub before: bool,
    /// Added since it was last resolved.
    pub after: bool,
}

impl Photos {
    pub const fn lacking(self) -> bool {
        (self.before_needed && !self.before) || (self.after_needed && !self.after)
    }
}

/// A file where it hangs; what [`access::authorize`] decides on when it is read or taken away.
#[derive(Debug, Clone, Copy)]
pub struct Attached<'a> {
    pub ticket: &'a Ticket,
    pub attachment: &'a Attachment,
}

impl Subject for Attached<'_> {
    fn stands(&self, actor: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Own => self.attachment.uploader == actor.who,
            other => self.ticket.stands(actor, duty, other),
        }
    }

    fn reading(&self) -> Option<Action> {
        Some(Action::AttachmentRead)
    }
}

impl Ticket {
    fn is_worked_on_by(&self, who: Who) -> bool {
        let mut hands = self.current(Part::Handler).chain(self.current(Part::Helper));
        hands.any(|party| who.account().is_some_and(|id| id.0 == party.party))
    }
}

impl Draft<'_> {
    pub(crate) fn attach(&mut self, told: Attaching) -> Refused<()> {
        let round = self.after.course.resolution + 1;
        let new = Attachment { round, ..told.attachment };
        let photo = matches!(new.kind, AttachmentKind::Before | AttachmentKind::After);
        let own_work =
            new.kind != AttachmentKind::After || self.after.is_worked_on_by(new.uploader);
        if (photo && !new.sort.is_image()) || !own_work {
            return Err(Refusal::parameter("kind", Fault::NotAllowed));
        }
        if told.already >= MAX_ATTACHMENTS {
            return Err(Refusal::new(Code::AttachmentsFull));
        }
        let detail = json!({
            "attachment_id": new.id, "kind": new.kind, "type": new.sort.media_type(), "bytes": new.bytes,
        });
        self.step(Action::Attach, detail)?;
        self.add(Addition::Attachment(new));
        Ok(())
    }

    pub(crate) fn detach(&mut self, told: &Detaching) -> Refused<()> {
        said(&told.reason, "reason")?;
        let gone = &told.attachment;
        let detail = json!({ "attachment_id": gone.id, "kind": gone.kind, "reason": told.reason });
        self.step(Action::Detach, detail)?;
        self.add(Addition::Removal(gone.id));
        Ok(())
    }
}
