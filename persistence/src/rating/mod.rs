//! Rows of rating schemes, of cycles, of surveys, of findings and figures, and of the credit ledger.

mod credit;
mod cycle;
mod evidence;
mod evidence_file;
mod figures;
mod finding;
mod listing;
mod objection;
mod public;
mod read;
mod reported;
mod save;
mod scan;
mod score;
mod survey;

pub use credit::{
    CreditFilter, CreditSums, credit_claims, credit_of_card, credit_record, credit_records,
    credit_sums,
};
pub use cycle::{
    CycleFilter, SheetFilter, SubjectFilter, cycle_by_id, cycles, cycles_on, cycles_to_start,
    sheet_by_id, sheets, sheets_of_cycle, sheets_of_estate, sheets_to_lapse, sheets_to_remind,
    subject_of, subjects, subjects_of_cycle, unsettled_sheets,
};
pub use evidence_file::{evidence_by_id, evidence_counts, evidence_of};
pub use figures::{EstateFigures, Wanted, estate_figures};
pub use finding::{
    Counted, Extent, FindingFilter, RectifiedRow, finding_by_id, findings, findings_counted,
    rectification, rectifications,
};
pub use listing::{
    ListingFilter, PublishedFilter, PublishedListing, PublishedRow, bad_records, list_by_id,
    list_of, listable, listing_by_id, listings, listings_of, published, published_by_id,
    published_listings,
};
pub use objection::{
    ObjectionFilter, Reckoned, Revision, disputed_codes, objection_by_id, objections,
    objections_late, pending, revisions_of, revisions_of_objections, scorers_of, waiting_sides,
};
pub use public::{
    PublicCycle, ResultFilter, ResultRow, earlier_results, enterprise_names, enterprise_sums,
    newest_cycle, newest_result, result_by_id, results, results_counted, results_statement,
};
pub use read::{SchemeFilter, SchemeRow, Summary, in_force, scheme_by_id, schemes};
pub use reported::{ReportedFilter, reported_by_id, reported_figures, reported_list};
pub use score::{
    Computation, Gathered, LeagueRow, Mark, ScoreFilter, ScoreNames, ScoreRow, computation,
    gather_cycle, gathered_mark, league, score_by_id, score_names, scores, unsettled,
};
pub use survey::{
    Invitation, InvitationFilter, Invited, SurveyFilter, households, invitation_by_link,
    invitation_of, invitations, own_invitations, survey_by_id, survey_results, survey_tallies,
    surveys,
};
