//! What is tried: each operation on each subject that the table knows, and where that subject stands.

use super::played::{GIVEN, HANDLED, Played, READ};

/// Who knows that the subject exists, and is therefore refused with 403 instead of 404.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    ToAll,
    /// To those for whom the table opens this operation on this subject, and to those who have a part in it.
    By(&'static str, &'static str),
    /// To those who can get the ticket.
    Fetched,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Case {
    pub(crate) operation: &'static str,
    pub(crate) subject: &'static str,
    /// Where the subject stands; empty for one's own scope.
    pub(crate) place: &'static str,
    /// Who has a part in it.
    pub(crate) own: &'static [&'static str],
    pub(crate) known: Known,
}

pub(super) const fn case(
    operation: &'static str,
    subject: &'static str,
    place: &'static str,
    known: Known,
) -> Case {
    Case { operation, subject, place, own: &[], known }
}

const ALL: Known = Known::ToAll;
const PLACES: Known = Known::By("listAreas", "the places");
const ACCOUNTS: Known = Known::By("getAccount", "an account of the community");
const ACCOUNT: &str = "an account of the community";
const CLIENT: &str = "a client of the community";
const OFFICER: &str = "an officer of the district";
const REQUEST: &str = "a request in the estate";
const BARE_REQUEST: &str = "a request in the bare estate";
const NATIONAL: &str = "the calendar of everywhere";
const OWN: &str = "one's own scope";
const BROUGHT: &str = "an import of the hotline";
const SAVED: &str = "a view of the resident";
const HOOK: &str = "a webhook of the client";

const fn hook(operation: &'static str) -> Case {
    Case { own: &["client"], ..case(operation, HOOK, "community", Known::By("getWebhook", HOOK)) }
}

/// Everything but tickets.
#[rustfmt::skip]
pub(super) const OTHERS: &[Case] = &[
    case("getHealth", "the server", "", ALL), case("getReadiness", "the server", "", ALL),
    case("getJwks", "the server", "", ALL),
    case("login", "a name and its password", "", ALL),
    case("refreshToken", "a refresh token", "", ALL),
    case("issueClientToken", "a client's secret", "", ALL),
    case("logout", "oneself", "", ALL),
    case("getMe", "oneself", "", ALL),
    case("enrolTotp", "oneself", "", ALL),
    case("confirmTotp", "oneself", "", ALL),
    case("removeTotp", "oneself", "", ALL),
    case("changePassword", "oneself", "", ALL),
    case("createAccount", ACCOUNT, "community", ALL),
    case("listAccounts", OWN, "", ALL),
    case("getAccount", ACCOUNT, "community", ACCOUNTS),
    case("disableAccount", ACCOUNT, "community", ACCOUNTS),
    case("enableAccount", "a disabled account of the community", "community", ACCOUNTS),
    case("grantDuty", "a volunteer of the estate", "estate", ALL),
    case("grantDuty", OFFICER, "district", ALL),
    case("grantDuty", "a duty of one's own", "estate", ALL),
    case("endDuty", "a volunteer of the estate", "estate", ACCOUNTS),
    case("endDuty", OFFICER, "district", ACCOUNTS),
    case("listDuties", OWN, "", ALL),
    case("createClient", CLIENT, "community", ALL),
    case("listClients", OWN, "", ALL),
    case("rotateClientSecret", CLIENT, "community", ACCOUNTS),
    case("revokeClient", CLIENT, "community", ACCOUNTS),
    case("listAreas", "the places", "", ALL),
    case("getArea", "the community", "", PLACES),
    case("createArea", "a grid in the community", "community", ALL),
    case("createArea", "a district", "everywhere", ALL),
    case("moveArea", "another name for the community", "community", PLACES),
    case("moveArea", "from street to street within the district", "district", PLACES),
    case("createEstate", "an estate in the community", "community", ALL),
    case("listEstates", "the places", "", ALL),
    case("getEstate", "the estate", "", PLACES),
    case("updateEstate", "the estate", "estate", PLACES),
    case("changeEstatePhase", "the estate", "estate", PLACES),
    case("createBuilding", "the estate", "estate", PLACES),
    case("listBuildings", "the estate", "", PLACES),
    case("createPremises", "the estate", "estate", PLACES),
    case("listPremises", "the estate", "", PLACES),
    case("requestResidency", "premises of the estate", "", ALL),
    case("approveResidency", REQUEST, "estate", Known::By("approveResidency", REQUEST)),
    Case { own: &["community"], ..case("approveResidency", "of the officer", "estate", Known::By("approveResidency", REQUEST)) },
    case("approveResidency", BARE_REQUEST, "bare-estate", Known::By("approveResidency", BARE_REQUEST)),
    case("rejectResidency", REQUEST, "estate", Known::By("rejectResidency", REQUEST)),
    case("listResidencies", OWN, "", ALL),
    case("createEnterprise", "an enterprise of the street", "street", ALL),
    case("listEnterprises", "the organisations", "", ALL),
    case("getEnterprise", "the enterprise", "", PLACES),
    case("createContract", "for the bare estate", "bare-estate", ALL),
    case("endContract", "for the bare estate", "bare-estate", PLACES),
    case("createDepartment", "a department of the street", "street", ALL),
    case("listDepartments", "the organisations", "", ALL),
    case("listCategories", "the catalogue", "", ALL),
    case("getCategory", "the catalogue", "", ALL),
    case("createCategory", "the catalogue", "everywhere", ALL),
    case("updateCategory", "the catalogue", "everywhere", ALL),
    case("previewDeadline", "the calendars", "", ALL),
    case("listCalendars", "the calendars", "", ALL),
    case("getCalendar", "the calendars", "", ALL),
    case("proposeCalendarYear", NATIONAL, "everywhere", ALL),
    case("proposeCalendarYear", "the street's calendar", "street", ALL),
    case("approveCalendarYear", NATIONAL, "everywhere", ALL),
    case("approveCalendarYear", "the street's calendar", "street", ALL),
    Case { own: &["street"], ..case("approveCalendarYear", "proposed by the street officer", "street", ALL) },
    case("listClockPolicies", "the calendars", "", ALL),
    case("setClockPolicy", "for everywhere", "everywhere", ALL),
    case("setClockPolicy", "for the street", "street", ALL),
    case("submitTicket", "for oneself or found", "estate", ALL),
    case("submitTicket", "for a caller", "estate", ALL),
    case("listTickets", OWN, "", ALL),
    case("downloadAttachment", "a signed link", "", ALL),
    case("exportTickets", OWN, "", ALL),
    case("createView", "oneself", "", ALL), case("listViews", "oneself", "", ALL),
    Case { own: &["resident"], ..case("deleteView", SAVED, "estate", Known::By("deleteView", SAVED)) },
    case("createImport", OWN, "", ALL),
    case("getImportTemplate", OWN, "", ALL),
    case("listImports", "oneself", "", ALL),
    Case { own: &["hotline"], ..case("getImport", BROUGHT, "district", Known::By("getImport", BROUGHT)) },
    Case { own: &["hotline"], ..case("listImportRows", BROUGHT, "district", Known::By("getImport", BROUGHT)) },
    Case { own: &["hotline"], ..case("cancelImport", BROUGHT, "district", Known::By("getImport", BROUGHT)) },
    case("pullEvents", OWN, "", ALL),
    case("listSuspended", OWN, "", ALL), case("suggestDuplicates", OWN, "", ALL),
    case("listWhistles", OWN, "", ALL),
    case("getWhistleFigures", OWN, "", ALL), case("getReturnFigures", OWN, "", ALL),
    case("getTicketFigures", OWN, "", ALL),
    case("rebuildFigures", "all figures", "everywhere", ALL),
    Case { own: &["client"], ..case("createWebhook", HOOK, "community", ALL) },
    case("listWebhooks", OWN, "", ALL),
    hook("getWebhook"),
    hook("updateWebhook"),
    hook("disableWebhook"),
    hook("enableWebhook"),
    hook("testWebhook"),
    hook("rotateWebhookSecret"),
    hook("listDeliveries"),
    hook("getDelivery"),
    hook("replayDelivery"),
];

/// The operations on a ticket, with its stories.
#[rustfmt::skip]
pub(super) const TICKETS: &[(&str, &[Played])] = &[
    ("dispatchTicket", &[("submitted", &[]), ("submitted in the bare estate", &[]), ("raised to the community", &[]), ("raised to the street", &[]), ("raised to the district", &[])]),
    ("redispatchTicket", &[("to a worker", &[]), ("raised to the street and in the pool", &[]), ("raised to the district and in the pool", &[]), ("accepted by a worker", &["worker"]), ("to a department in the bare estate", &[])]),
    ("acceptTicket", &[
        ("to a worker", &["worker"]), ("to a manager", &["manager"]), ("to the enterprise", &[]), ("to a volunteer", &["volunteer"]), ("in the pool", &[]),
        ("accepted out of the pool", &[]), ("in the pool and reported by a volunteer", &["both"]), ("to a department in the bare estate", &[]),
    ]),
    ("refuseTicket", &[
        ("to a worker", &["worker"]), ("to a manager", &["manager"]), ("to the enterprise", &[]), ("to a volunteer", &["volunteer"]), ("in the pool", &[]),
        ("to a department in the bare estate", &[]),
    ]),
    ("logTicketProgress", &[
        ("accepted by a worker", &["worker"]), ("accepted by a worker whom a volunteer helps", &["volunteer", "worker"]), ("accepted by a volunteer", &["volunteer"]),
        ("accepted by a manager", &["manager"]), ("accepted by a department", &["department"]),
    ]),
    ("resolveTicket", &[
        ("accepted by a worker", &["worker"]), ("accepted by a worker whom a volunteer helps", &["volunteer", "worker"]), ("accepted by a volunteer", &["volunteer"]),
        ("accepted by a manager", &["manager"]), ("accepted by a department", &["department"]),
    ]),
    ("rateTicket", &[("resolved", &["resident"]), ("resolved for a caller of the hotline", &["hotline"])]),
    ("followUpTicket", &[("resolved", &[]), ("resolved by those who would follow up", &["next-branch", "next-community"])]),
    ("reopenTicket", &[
        ("resolved", &["resident"]), ("resolved for a caller of the hotline", &["hotline"]), ("resolved for a caller of the grid worker", &["grid"]),
        ("resolved for a caller of the community", &["community"]), ("resolved for a caller of the client", &["client"]),
    ]),
    ("closeTicket", &[("rated as solved", &["resident"]), ("solved by those who would close", &["next-branch", "next-community"])]),
    ("withdrawTicket", &[
        ("submitted", &["resident"]), ("accepted by a worker", &["resident"]), ("for a caller of the hotline", &["hotline"]),
        ("for a caller of the grid worker", &["grid"]), ("for a caller of the community", &["community"]), ("for a caller of the client", &["client"]),
    ]),
    ("declineTicket", &[("submitted", &[]), ("raised to the community", &[]), ("raised to the street", &[])]),
    ("objectToDecline", &[
        ("declined", &["resident"]), ("declined for a caller of the hotline", &["hotline"]), ("declined for a caller of the grid worker", &["grid"]),
        ("declined for a caller of the client", &["client"]),
    ]),
    ("superviseTicket", &[("submitted", &[]), ("resolved", &[]), ("a yellow card", &[]), ("resolved by those who would supervise", &["next-branch", "next-community"])]),
    ("answerSupervision", &[
        ("submitted", &[]), ("accepted by a worker", &[]), ("accepted by a volunteer", &["volunteer"]), ("accepted by a department", &[]),
        ("submitted in the bare estate", &[]), ("raised to the street", &[]), ("raised to the district", &[]),
    ]),
    ("amendTicket", &[("submitted", &[])]),
    ("withdrawSupervision", &[("an order of the community", &["community"])]),
    ("raiseTicket", &[("submitted", &[]), ("raised to the community", &[]), ("raised to the street", &[]), ("resolved by those who would raise", &["next-branch", "next-community"])]),
    ("spanTicket", &[("submitted", &[]), ("resolved by those who would raise", &["next-branch", "next-community"])]),
    ("unspanTicket", super::played::SPANNED), ("reportPart", super::played::SPANNED),
    ("requestSuspension", HANDLED),
    ("requestExtension", HANDLED),
    ("askReporter", HANDLED),
    ("requestReturn", GIVEN),
    ("disputeDuty", GIVEN),
    ("ruleRequest", &[("a suspension was asked for", &[]), ("an order was returned", &[]), ("a duty is disputed", &[]), ("a question is open", &["worker"])]),
    ("resumeTicket", &[("suspended", &["worker"]), ("suspended by a volunteer", &["volunteer"]), ("suspended by a manager", &["manager"]), ("suspended by a department", &["department"])]),
    ("mergeTicket", &[("submitted", &[]), ("to the enterprise", &[])]),
    ("unmergeTicket", &[("merged", &[])]), ("splitTicket", &[("submitted", &[])]), ("shareStatus", super::played::FILED), ("listTicketParts", READ),
    ("supportTicket", &[("public", &["resident"]), ("private", &["resident"])]),
    ("renewTicket", &[("closed", &["resident"]), ("closed for a caller of the hotline", &["hotline"]), ("closed for a caller of the grid worker", &["grid"]), ("closed for a caller of the community", &["community"]), ("closed for a caller of the client", &["client"])]),
    ("blowWhistle", &[("submitted", &[])]),
    ("approveWhistle", &[("a whistle blown", &[]), ("a whistle blown by the secretary", &["secretary"])]),
    ("reportIn", &[("a whistle approved", &[])]),
    ("finishWhistleTask", &[("a whistle reported in", &[])]),
    ("rateDepartment", &[("a whistle finished by one", &[])]),
    ("replyToQuestion", &[("a question is open", &["resident"]), ("asked for a caller of the hotline", &["hotline"]), ("asked for a caller of the grid worker", &["grid"]), ("asked for a caller of the community", &["community"]), ("asked for a caller of the client", &["client"])]),
    ("uploadAttachment", super::files::UPLOADS), ("listAttachments", READ), ("getAttachment", READ), ("deleteAttachment", &[("public", &["resident"]), ("accepted by a worker", &["resident", "worker"]), ("for a caller of the client", &["client"])]),
    ("getTicket", READ),
    ("listTicketTimeline", READ),
    ("listTicketClocks", READ),
];
