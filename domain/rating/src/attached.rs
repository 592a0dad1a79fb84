//! Evidence files (佐证材料) on what is recorded or rated: photos and papers, attached by who has a step to take on it.

use access::{Action, Actor, Duty, Permit, Relation, Role, ScopePath, Subject, SubjectKind};
use kernel::{Code, DutyId, EvidenceId, Fault, Moment, Refusal, Refused, Uuid};

/// Files on one thing at most from one role, so that no side takes the room of another.
pub const MOST_EVIDENCE: u32 = 20;
/// The same on a sheet, which says something of dozens of items.
pub const MOST_ON_SHEET: u32 = 200;

/// A file as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceFile {
    pub id: EvidenceId,
    /// What it proves.
    pub kind: SubjectKind,
    pub subject: Uuid,
    /// Counted from 1 among the files of its subject.
    pub number: u32,
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
    /// Whether who asks can do something with it now, or made it and something can still be done.
    pub open: bool,
    /// The codes of the items that a file can be for: of a sheet those that it says something of.
    pub items: Vec<String>,
    /// The duties through which who asks made it, or takes steps on it.
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
    /// `not_allowed_now` where who asks has nothing to do with it now, `validation_failed` at an item that it does not have.
    pub fn takes(&self, item: Option<&str>) -> Refused<()> {
        if !self.open {
            return Err(Refusal::not_now(self.state));
        }
        match item {
            Some(code) if !self.items.iter().any(|one| one == code) => {
                Err(Refusal::parameter("item", Fault::NotFound))
            }
            _ => Ok(()),
        }
    }

    /// Attaches a file; `already` are those that it has, by role.
    ///
    /// # Errors
    /// As [`EvidenceDesk::takes`]; `attachments_full`.
    pub fn attach(
        &self,
        permit: &Permit,
        (file, already): (EvidenceFile, &[(Role, u32)]),
        at: Moment,
    ) -> Refused<EvidenceAttached> {
        permit.ensure(Action::EvidenceAttach)?;
        self.takes(file.item.as_deref())?;
        let most = if self.kind == SubjectKind::Sheet { MOST_ON_SHEET } else { MOST_EVIDENCE };
        let role = permit.role();
        if already.iter().any(|(of, files)| *of == role && *files >= most) {
            return Err(Refusal::new(Code::AttachmentsFull));
        }
        let number = already.iter().map(|(_, files)| files).sum::<u32>() + 1;
        let file = EvidenceFile { role, number, ..file };
        Ok(EvidenceAttached { file, path: self.path, at, permit: permit.clone() })
    }
}
