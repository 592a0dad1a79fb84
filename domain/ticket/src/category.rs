//! Categories of tickets (诉求类别): two levels, bilingual, with what each needs.

use access::{Action, Actor, Duty, Permit, Reach, Relation, Subject};
use kernel::{CategoryId, Fault, Moment, Refusal, Refused};
use serde_json::{Value, json};

use crate::Kind;

/// A category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    pub id: CategoryId,
    /// `None` on the upper level.
    pub parent_id: Option<CategoryId>,
    /// Unique.
    pub code: String,
    pub name_zh: String,
    pub name_en: String,
    pub default_kind: Kind,
    pub needs_premises: bool,
    pub needs_contact: bool,
    /// Photos from before and from after the work, without which it is not resolved as done.
    pub needs_before_photo: bool,
    pub needs_after_photo: bool,
    /// Takes tickets from people without an account, who are told a secret instead.
    pub allows_anonymous: bool,
    /// Only active ones take new tickets.
    pub active: bool,
    /// The place in lists, lowest first.
    pub rank: i32,
    pub version: i32,
    pub updated_at: Moment,
}

/// The list of categories; what [`access::authorize`] decides on. It is no secret. It holds everywhere, and so it
/// lies within the duty of those alone whose duty reaches everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Catalogue;

impl Subject for Catalogue {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Within => duty.reach == Reach::Everywhere,
            _ => false,
        }
    }

    fn reading(&self) -> Option<Action> {
        None
    }
}

/// A category as it shall be after a permitted action, with the detail of its journal entry.
#[derive(Debug, Clone, PartialEq)]
pub struct CategoryChange {
    pub after: Category,
    pub permit: Permit,
    pub detail: Value,
    pub at: Moment,
}

/// What of a category is changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CategoryPatch {
    pub name_zh: Option<String>,
    pub name_en: Option<String>,
    pub default_kind: Option<Kind>,
    pub needs_premises: Option<bool>,
    pub needs_contact: Option<bool>,
    pub needs_before_photo: Option<bool>,
    pub needs_after_photo: Option<bool>,
    pub allows_anonymous: Option<bool>,
    pub active: Option<bool>,
    pub rank: Option<i32>,
}

impl Category {
    /// Adds the category. `parent` is the one that `parent_id` names; it must be on the upper level.
    pub fn create(
        permit: &Permit,
        new: Self,
        parent: Option<&Self>,
        now: Moment,
    ) -> Refused<CategoryChange> {
        allow(permit, Action::CategoryCreate)?;
        if new.parent_id != parent.map(|parent| parent.id) {
            return Err(Refusal::field("parent_id", Fault::NotFound));
        }
        if parent.is_some_and(|parent| parent.parent_id.is_some()) {
            return Err(Refusal::field("parent_id", Fault::NotAllowed));
        }
        let after = Self { version: 1, updated_at: now, ..new };
        let detail = after.facts();
        Ok(CategoryChange { after, permit: permit.clone(), detail, at: now })
    }

    pub fn update(
        &self,
        permit: &Permit,
        patch: CategoryPatch,
        now: Moment,
    ) -> Refused<CategoryChange> {
        allow(permit, Action::CategoryUpdate)?;
        let after = Self {
            name_zh: patch.name_zh.unwrap_or_else(|| self.name_zh.clone()),
            name_en: patch.name_en.unwrap_or_else(|| self.name_en.clone()),
            default_kind: patch.default_kind.unwrap_or(self.default_kind),
            needs_premises: patch.needs_premises.unwrap_or(self.needs_premises),
            needs_contact: patch.needs_contact.unwrap_or(self.needs_contact),
            needs_before_photo: patch.needs_before_photo.unwrap_or(self.needs_before_photo),
            needs_after_photo: patch.needs_after_photo.unwrap_or(self.needs_after_photo),
            allows_anonymous: patch.allows_anonymous.unwrap_or(self.allows_anonymous),
            active: patch.active.unwrap_or(self.active),
            rank: patch.rank.unwrap_or(self.rank),
            version: self.version + 1,
            updated_at: now,
            ..self.clone()
        };
        let detail = json!({ "before": self.facts(), "after": after.facts() });
        Ok(CategoryChange { after, permit: permit.clone(), detail, at: now })
    }

    fn facts(&self) -> Value {
        json!({
            "code": self.code, "name_zh": self.name_zh, "name_en": self.name_en,
            "default_kind": self.default_kind, "needs_premises": self.needs_premises,
            "needs_contact": self.needs_contact, "needs_before_photo": self.needs_before_photo,
            "needs_after_photo": self.needs_after_photo,
            "allows_anonymous": self.allows_anonymous, "active": self.active, "rank": self.rank,
        })
    }
}

fn allow(permit: &Permit, action: Action) -> Refused<()> {
    if permit.action() == action { Ok(()) } else { Err(Refusal::forbidden()) }
}
