//! The ticket: point-order → dispatch → accept → supervise, as pure rules.

mod accept;
mod amend;
mod apply;
mod attachment;
mod category;
mod change;
mod channel;
mod claim;
mod clock;
mod decline;
mod dispatch;
mod export;
mod figures;
mod guard;
mod import;
mod lifecycle;
mod likeness;
mod meeting;
mod merge;
mod outage;
mod reopen;
mod request;
mod resolve;
mod routing;
mod shown;
mod span;
mod state;
mod subject;
mod submit;
mod supervise;
mod ticket;
mod told;
mod whistle;
mod whistling;

pub use amend::Amendment;
pub use apply::Detail;
pub use attachment::{
    Attached, Attaching, Attachment, AttachmentKind, Detaching, FileStep, MAX_ATTACHMENTS, Photos,
    Size, Sort,
};
pub use category::{Catalogue, Category, CategoryChange, CategoryPatch};
pub use change::{Addition, Change, Entry};
pub use channel::Channel;
pub use clock::{
    Anew, Clock, ClockKind, ClockPolicy, ClockUnit, Clockwork, Consequence, EFFECTS, Effect, Fired,
    Level, Limit, MAX_LEVELS, Matches, Pause, Placed, PolicyChange, PolicyTold, concerns_clocks,
    tick, ticked,
};
pub use decline::Declining;
pub use dispatch::{Assignment, Candidate, MAX_HELPERS};
pub use export::{Exporting, MAX_EXPORTED};
pub use figures::{
    Again, Blown, Called, Counted, Counter, Counts, Heading, Marks, Measure, Past, Rate, SATISFIED,
    Said, Sought, Span, Tally, Told, Whole, counters, date_of, day_of, month_of, score,
};
pub use guard::allowed_actions;
pub use import::{
    ImportMode, ImportState, Importing, MAX_IMPORTED, MAX_IMPORTED_AT_ONCE, RowOutcome,
};
pub use lifecycle::LIFECYCLE;
pub use likeness::likeness;
pub use meeting::{Meeting, MeetingKind};
pub use merge::Merging;
pub use outage::{AboutOutage, Announcing, Informing, OUTAGE, Outage, OutageState};
pub use request::{Asking, MOST_QUESTIONS, OpenRequest, Ruling};
pub use resolve::{Call, Rating, Resolving};
pub use routing::{
    Breakage, Broken, ByRule, Condition, Conditions, Goal, GoalKind, Hours, Incoming, MAX_RULES,
    Routing, RoutingRule, RuleChange, RulePatch, RuleState, RuleTold, Sample, Spot, as_new,
};
pub use shown::{Shown, shown};
pub use span::{Beyond, Concerned, Reporting, Spanning, Unspanning};
pub use state::{
    DeclineGround, Kind, Outcome, Part, Priority, Raised, RatingReason, RequestKind, State,
    SupervisionKind, TargetKind, UnitKind, Visibility, WhistleKind, WhistleState,
};
pub use submit::{Descent, Opening, Origin, Site, Submission, submit};
pub use supervise::{Answering, OpenSupervision, Raising, Supervising};
pub use ticket::{Course, Facts, LAST_REOPENING, Party, Target, Ticket, Unit, WINDOW};
pub use told::{Contact, Location, filer, own_finding};
pub use whistle::{Task, Whistle};
pub use whistling::{Blowing, MAX_ASSISTING, Whistling};

#[cfg(test)]
mod tests;
