//! What of the journal someone may see: for each kind of subject the terms through which they may read it.

use crate::{Action, Actor, SubjectKind, Term, scope};

impl SubjectKind {
    /// The action that shows things of this kind, and so their changes; `None` for what is nobody's business.
    pub const fn read_by(self) -> Option<Action> {
        match self {
            Self::Ticket => Some(Action::TicketRead),
            Self::Category => Some(Action::CategoryRead),
            Self::Calendar => Some(Action::CalendarRead),
            Self::ClockPolicy => Some(Action::ClockPolicyRead),
            Self::RoutingRule => Some(Action::RoutingRead),
            Self::Scheme => Some(Action::SchemeRead),
            Self::CreditEntry => Some(Action::CreditRead),
            Self::Finding => Some(Action::FindingRead),
            Self::ReportedFigure => Some(Action::ReportedRead),
            Self::Cycle => Some(Action::CycleRead),
            Self::Sheet => Some(Action::SheetRead),
            Self::Objection => Some(Action::ObjectionRead),
            Self::List => Some(Action::ListRead),
            Self::Listing => Some(Action::ListingRead),
            Self::Area => Some(Action::AreaRead),
            Self::Estate => Some(Action::EstateRead),
            Self::Building => Some(Action::BuildingRead),
            Self::Premises => Some(Action::PremisesRead),
            Self::Residency => Some(Action::ResidencyRead),
            Self::Enterprise | Self::Contract => Some(Action::EnterpriseRead),
            Self::Department => Some(Action::DepartmentRead),
            Self::Account => Some(Action::AccountRead),
            Self::Duty => Some(Action::DutyRead),
            Self::Client => Some(Action::ClientRead),
            Self::Webhook => Some(Action::WebhookRead),
            Self::Figure => Some(Action::FigureRead),
            Self::Outage => Some(Action::OutageRead),
            Self::Bulletin => Some(Action::BulletinRead),
            Self::Opinion => Some(Action::OpinionRead),
            Self::Survey => Some(Action::SurveyRead),
            // Who answered is told to those who ask, and in no feed; files are shown with what they are of.
            Self::SurveyInvitation | Self::Attachment | Self::Evidence => None,
            Self::Key | Self::Event | Self::Notice | Self::Message => None,
            // One's own settings, and what left as a file, are in the journal alone.
            Self::View | Self::Export | Self::Import => None,
        }
    }
}

/// The kinds of subjects whose changes the actor may see, each with its terms. What is one's own is not among them.
pub fn sights(actor: &Actor) -> Vec<(SubjectKind, Vec<Term>)> {
    let kinds = SubjectKind::ALL.iter();
    let terms = kinds.filter_map(|kind| Some((*kind, scope(actor, kind.read_by()?))));
    terms.filter(|(_, terms)| !terms.is_empty()).collect()
}
