//! Evidence files (佐证材料) on what is recorded or rated: photos and papers, attached by who has a step to take on it.

use access::{Action, Actor, Duty, Permit, Relation, Role, ScopePath, Subject, SubjectKind};
use kernel::{Code, DutyId, EvidenceId, Fault, Moment, Refusal, Refused, Uuid};

/// Files on one thing at most.
pub const MOST_EVIDENCE: u64 = 20;
/// Characters of the code of an item.
const ITEM: usize = 20;

/// A file as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceFile {
    pub id: EvidenceId,
    /// What it proves.
    pub kind: SubjectKind,
    pub subject: Uuid,
    /// The code of the indicator, bonus item or veto of a sheet that it is for.
    pub item: Option<String>,
    /// `jpeg`, `png` or `pdf`, told from the bytes.
    pub sort: String,
    /// Bytes as kept.
    pub bytes: i64,
    /// SHA-256 of the bytes as kept.
    pub sha256: Vec<u8>,
    /// Width and height in pixels; none of what is no image.
    pub size: Option<(u32, u32)>,
    pub uploader: Uuid,
    pub role: Role,
}

/// A file that is attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceAttached {
    pub file: EvidenceFile,
    pub path: ScopePath,
    pub at: Moment,
    pub permit: Permit,
}

/// What a file would be attached to; what [`access::authorize`] decides on, once it is known that who asks may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceDesk {
    pub kind: SubjectKind,
    pub subject: Uuid,
    /// Where it lies now.
    pub path: ScopePath,
    /// The state that it is in.
    pub state: &'static str,
    /// Whether anything can still be done with it.
    pub open: bool,
    /// The duties through which who asks made it, or can take a step on it now.
    pub through: Vec<(Option<DutyId>, Role)>,
}

impl Subject for EvidenceDesk {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        relation == Relation::Own && self.through.contains(&(duty.id, duty.role))
    }

    fn reading(&self) -> Option<Action> {
        None
    }
}

impl EvidenceDesk {
    /// Whether it takes a file.
    ///
    /// # Errors
    /// `not_allowed_now` where nothing can be done with it any more, `validation_failed` at an item where it has none.
    pub fn takes(&self, item: Option<&str>) -> Refused<()> {
        if !self.open {
            return Err(Refusal::not_now(self.state));
        }
        let Some(item) = item else { return Ok(()) };
        if self.kind != SubjectKind::Sheet {
            return Err(Refusal::parameter("item", Fault::NotAllowed));
        }
        if (1..=ITEM).contains(&item.chars().count()) {
            Ok(())
        } else {
            Err(Refusal::parameter("item", Fault::Length))
        }
    }

    /// Attaches a file; `already` are those that it has.
    ///
    /// # Errors
    /// As [`EvidenceDesk::takes`]; `attachments_full`.
    pub fn attach(
        &self,
        permit: &Permit,
        (file, already): (EvidenceFile, u64),
        at: Moment,
    ) -> Refused<EvidenceAttached> {
        permit.ensure(Action::EvidenceAttach)?;
        self.takes(file.item.as_deref())?;
        if already >= MOST_EVIDENCE {
            return Err(Refusal::new(Code::AttachmentsFull));
        }
        let file = EvidenceFile { role: permit.role(), ..file };
        Ok(EvidenceAttached { file, path: self.path, at, permit: permit.clone() })
    }
}
