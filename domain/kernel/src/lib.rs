//! The words that every layer shares: ids, pages, decimals, refusals and text.

mod code;
mod decimal;
mod field;
mod id;
mod page;
mod refusal;
pub mod search;
mod text;
mod word;

pub use word::UnknownWord;

pub use code::{Code, Kind};
pub use decimal::Hundredths;
pub use field::{At, Fault, FieldError};
pub use id::{
    AccountId, AreaId, AttachmentId, BuildingId, BulletinId, CalendarId, CategoryId, ClientId,
    ClockPolicyId, ContractId, CreditEntryId, CycleId, DeliveryId, DutyId, EstateId, EvidenceId,
    ExportId, FindingId, ImportId, ListId, ListingId, MessageId, NoticeId, ObjectionId, OpinionId,
    OrganizationId, OutageId, PremisesId, ReportedFigureId, ResidencyId, RoutingRuleId,
    SavedViewId, SchemeId, SheetId, SurveyId, SurveyInvitationId, TicketId, WebhookId,
};
pub use id::{IdSource, TicketNumber, created_at};
pub use page::{MAX_PAGE, PageSize};
pub use refusal::{Refusal, Refused};
pub use text::{TextFault, clean, is_phone, mask_name, mask_phone};
pub use uuid::Uuid;

/// A moment, always UTC inside and cut to milliseconds, so that both databases give it back unchanged.
pub type Moment = chrono::DateTime<chrono::Utc>;

/// Language of a text for people: `zh` is the default, `en` the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    #[default]
    Zh,
    En,
}

/// A text in both languages of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bilingual {
    pub zh: &'static str,
    pub en: &'static str,
}

impl Bilingual {
    pub const fn in_language(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}
