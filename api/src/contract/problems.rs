//! The problems that each operation can answer: code by code, and by them its statuses.

use std::collections::BTreeMap;

use kernel::Code;
use serde_json::{Map, Value, json};

use crate::http::status_of;

/// What tells which problems an operation can answer.
pub(super) struct Shape<'a> {
    pub id: &'a str,
    pub path: &'a str,
    pub method: &'a str,
    pub signed_in: bool,
    /// It answers with an `ETag`.
    pub tagged: bool,
    /// It changes what had a version before.
    pub versioned: bool,
    /// Its request has a body of JSON.
    pub json: bool,
    /// Its pages are opened by a signed cursor.
    pub paged: bool,
}

/// The codes of single operations.
#[rustfmt::skip]
const OWN: &[(Code, &[&str])] = &[
    (Code::BadCredentials, &["login"]),
    (Code::TotpNeeded, &["login", "signInWithCode", "signInWithWechat"]),
    (Code::BadCode, &["signInWithCode", "signInWithWechat", "bindPhone"]),
    (Code::InvalidRefreshToken, &["refreshToken", "logout"]),
    (Code::AccountLocked, &["login", "signInWithCode", "signInWithWechat", "removeTotp"]),
    (Code::ChannelUnavailable, &["requestCode", "signInWithWechat"]),
    (Code::ReferenceReused, &["submitTicket", "registerCall"]),
    (Code::FilterNeeded, &["listTickets", "exportTickets", "listWhistles", "listSuspended", "listOutages", "listBulletins", "listResidencies", "getTicketFigures", "listCreditEntries", "listFindings", "listFigures", "listScores", "exportCycle", "listSheets", "listObjections", "listListings"]),
    (Code::PhotoNeeded, &["resolveTicket"]),
    (Code::AttachmentsFull, &["uploadAttachment", "attachToFinding", "attachToFigure", "attachToSheet", "attachToObjection", "attachToListing", "attachToCreditEntry"]),
    (Code::FilesUnavailable, &["uploadAttachment", "downloadAttachment", "downloadEvidence", "attachToFinding", "attachToFigure", "attachToSheet", "attachToObjection", "attachToListing", "attachToCreditEntry"]),
    (Code::ExportTooLarge, &["exportTickets"]),
    (Code::ImportTooLarge, &["createImport"]),
    (Code::ViewsFull, &["createView"]),
    (Code::PoolEmpty, &["dispatchTicket", "redispatchTicket"]),
    (Code::OutsideScope, &["grantDuty", "disableAccount", "enableAccount"]),
    (Code::CodeTaken, &["createArea", "moveArea", "createBuilding", "createEnterprise", "createDepartment"]),
    (Code::SchemeUnsound, &["adoptScheme", "previewScore"]),
    (Code::SheetIncomplete, &["signSheet"]),
    (Code::CycleOverlaps, &["planCycle"]),
    (Code::NoSchemeInForce, &["openCycle"]),
    (Code::Untimely, &["openCycle", "startScoring", "signSheet", "discloseCycle", "finalizeCycle", "objectToScore", "extendObjection", "decideObjection", "requestRecheck", "proposeList", "publishList", "objectToListing"]),
    (Code::ObjectionsOpen, &["finalizeCycle", "publishList"]),
    (Code::ListExists, &["proposeList"]),
    (Code::NothingToList, &["proposeList", "publishList"]),
    (Code::SourcesUnconfirmed, &["finalizeCycle"]),
    (Code::AlreadyDisputed, &["objectToScore", "requestRecheck"]),
    (Code::SheetsUnsettled, &["computeCycle"]),
    (Code::NotFound, &["downloadAttachment", "checkStatus"]),
    (Code::NotAllowedNow, &["updateEstate", "changeRoutingRule"]),
    (Code::InvalidCursor, &["pullEvents"]),
    (Code::FilterNeeded, &["listSurveys"]),
    (Code::NotFound, &["openSurveyLink", "answerSurveyByLink"]),
    (Code::NotFound, &["getRating", "getRatingNotice", "getRatingBadge", "getList", "downloadEvidence"]),
    (Code::NotAllowedNow, &["answerSurveyByLink"]),
    (Code::ValidationFailed, &["listTickets"]),
    (Code::DatabaseUnavailable, &["getReadiness"]),
];

/// Which POSTs find no process in a state: they make something new, compute, or set what is always there to be set.
#[rustfmt::skip]
const STATELESS: &[&str] = &[
    "createAccount", "createArea", "createCategory", "createClient", "createDepartment", "createEnterprise", "createEstate",
    "createBuilding", "createPremises", "createContract", "createImport", "createView", "deleteView", "createWebhook",
    "createRoutingRule", "orderRoutingRules", "tryRoutingRules", "previewDeadline", "previewScore", "checkScheme", "draftScheme",
    "suggestDuplicates", "grantDuty", "logout", "setNoticePreferences", "setClockPolicy", "changePassword", "bindPhone",
    "markNoticesRead", "rotateWebhookSecret", "registerCall", "submitTicket", "requestResidency", "publishBulletin",
    "announceOutage", "proposeCalendarYear", "addCreditEntry", "reportFigure",
    "planCycle",
];

/// Which writes keep no answer: they only compute, their answer is a credential, which is stored nowhere, or what they were
/// sent is kept nowhere, not even as a fingerprint.
#[rustfmt::skip]
const KEYLESS: &[&str] = &[
    "suggestDuplicates", "tryRoutingRules", "createClient", "rotateClientSecret", "createWebhook", "rotateWebhookSecret",
    "enrolTotp", "confirmTotp", "shareStatus", "issueSurveyLinks", "answerSurvey",
];

impl Shape<'_> {
    fn writes(&self) -> bool {
        self.method != "get"
    }

    fn posts(&self) -> bool {
        self.method == "post" && self.signed_in
    }

    /// Its answer is kept under the key of the request.
    fn keeps(&self) -> bool {
        self.writes() && self.signed_in && !KEYLESS.contains(&self.id)
    }

    /// It answers of one thing, which a repeated request may have lost sight of.
    fn of_one(&self) -> bool {
        self.signed_in && (self.path.contains('{') || self.keeps())
    }

    /// Operations of the product; the others tell how the server does.
    fn served(&self) -> bool {
        self.path.starts_with("/v1") || self.path.starts_with("/oauth")
    }

    fn answers(&self, code: Code) -> bool {
        let own = OWN.iter().any(|(known, ids)| *known == code && ids.contains(&self.id));
        own || match code {
            Code::MalformedJson => self.json,
            // The override of methods is read before anything else.
            Code::MalformedRequest => true,
            Code::InvalidCursor => self.paged,
            Code::Unauthenticated | Code::InvalidToken | Code::Forbidden => self.signed_in,
            Code::NotFound => self.of_one(),
            Code::NotAcceptable | Code::RateLimited => self.served(),
            Code::NotAllowedNow => self.posts() && !STATELESS.contains(&self.id),
            Code::KeyInFlight | Code::KeyReused => self.keeps(),
            Code::PreconditionFailed => self.writes() && self.versioned,
            Code::PreconditionRequired => self.method == "patch",
            Code::BodyTooLarge | Code::UnsupportedMediaType | Code::RequestTimeout => self.writes(),
            Code::ValidationFailed => self.writes(),
            Code::InternalError | Code::Draining | Code::Busy => true,
            Code::DatabaseUnavailable => self.served(),
            Code::StorageExhausted | Code::OutcomeUnknown => self.writes() && self.served(),
            _ => false,
        }
    }
}

/// Writes the problems of an operation into its responses: a status each, and `x-codes` with the codes of its problems.
pub(super) fn problems(shape: &Shape<'_>, responses: &mut Map<String, Value>) {
    let mut codes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for code in Code::ALL.iter().filter(|code| shape.answers(**code)) {
        let status = status_of(code.kind()).as_str().to_owned();
        codes.entry(status).or_default().push(code.as_str());
    }
    if shape.tagged && !shape.writes() {
        responses
            .insert("304".to_owned(), json!({ "description": "Nothing changed since that ETag." }));
    }
    for (status, codes) in codes {
        let response = responses.entry(status.as_str()).or_insert_with(|| problem(&status));
        // What OAuth prescribes is no problem of ours.
        if response.pointer("/content/application~1problem+json").is_some() {
            response["x-codes"] = json!(codes);
        }
    }
}

fn problem(status: &str) -> Value {
    json!({
        "description": description(status),
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
    })
}

fn description(status: &str) -> &'static str {
    match status {
        "400" => "Malformed JSON, header, cursor, path or query value.",
        "401" => "No or bad credentials.",
        "403" => "The caller may see it but may not do this.",
        "404" => "Absent, or outside the caller's scope.",
        "406" => "The caller accepts no JSON.",
        "408" => "The body took too long.",
        "409" => "The process is not in a state that allows it, or the same key is in flight.",
        "412" => "The version does not match.",
        "413" => "The body is too large.",
        "415" => "The media type is not supported.",
        "422" => "A field or a rule of the domain is not met.",
        "428" => "If-Match is missing.",
        "429" => "Too many requests.",
        "500" => "Internal error.",
        _ => "The database is not available, or the server is busy or draining.",
    }
}
