//! The contract: complete, without breaches of the house rules, and the same document that is served.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::source::{Source, sources};

/// The operations that clients and scripts are written against.
const OPERATIONS: &str = "
    publishBulletin listBulletins getBulletin closeBulletin withdrawBulletin replyToBulletin listBulletinReplies
    answerBulletinReply announceOutage listOutages getOutage endOutage
    listNotices markNoticesRead getNoticePreferences setNoticePreferences listNoticeDeliveries
    login requestCode signInWithCode signInWithWechat bindPhone refreshToken logout getMe changePassword issueClientToken getJwks createAccount listAccounts
    getAccount disableAccount enableAccount grantDuty endDuty listDuties createClient listClients
    rotateClientSecret revokeClient
    listAreas getArea createArea moveArea createEstate listEstates getEstate updateEstate
    changeEstatePhase createBuilding listBuildings createPremises listPremises requestResidency
    approveResidency rejectResidency listResidencies createEnterprise listEnterprises getEnterprise
    createContract endContract createDepartment listDepartments
    submitTicket registerCall dispatchTicket redispatchTicket acceptTicket refuseTicket logTicketProgress
    resolveTicket rateTicket followUpTicket reopenTicket closeTicket withdrawTicket declineTicket
    objectToDecline superviseTicket answerSupervision amendTicket listTickets getTicket
    listTicketTimeline uploadAttachment listAttachments getAttachment deleteAttachment downloadAttachment
    listCategories createCategory updateCategory pullEvents
    createWebhook listWebhooks getWebhook updateWebhook disableWebhook enableWebhook testWebhook
    rotateWebhookSecret listDeliveries getDelivery replayDelivery";

/// The steps of a ticket by operation, with the word that ends their path.
const STEPS: &[(&str, &str)] = &[
    ("dispatchTicket", "dispatch"),
    ("redispatchTicket", "redispatch"),
    ("acceptTicket", "accept"),
    ("refuseTicket", "refuse"),
    ("logTicketProgress", "progress"),
    ("resolveTicket", "resolve"),
    ("rateTicket", "rate"),
    ("followUpTicket", "follow-up"),
    ("reopenTicket", "reopen"),
    ("closeTicket", "close"),
    ("withdrawTicket", "withdraw"),
    ("declineTicket", "decline"),
    ("objectToDecline", "object"),
    ("superviseTicket", "supervise"),
    ("answerSupervision", "supervisions/{n}/answer"),
    ("amendTicket", "amend"),
    ("withdrawSupervision", "supervisions/{n}/withdraw"),
    ("raiseTicket", "raise"),
    ("spanTicket", "span"),
    ("unspanTicket", "unspan"),
    ("reportPart", "report-part"),
    ("requestSuspension", "request-suspension"),
    ("requestExtension", "request-extension"),
    ("requestReturn", "request-return"),
    ("disputeDuty", "dispute"),
    ("ruleRequest", "requests/{n}/rule"),
    ("resumeTicket", "resume"),
    ("askReporter", "ask"),
    ("replyToQuestion", "reply"),
    ("mergeTicket", "merge"),
    ("unmergeTicket", "unmerge"),
    ("splitTicket", "split"),
    ("supportTicket", "support"),
    ("shareStatus", "share-status"),
    ("renewTicket", "renew"),
    ("blowWhistle", "whistles"),
    ("approveWhistle", "whistles/{n}/approve"),
    ("reportIn", "whistles/{n}/report-in"),
    ("finishWhistleTask", "whistles/{n}/finish"),
    ("rateDepartment", "whistles/{n}/rate"),
];

/// An operation of the contract with its method and path.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) body: Value,
}

pub(crate) fn operations() -> Vec<Operation> {
    let document = api::contract::document();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, body) in item.as_object().unwrap() {
            let id = body["operationId"].as_str().unwrap().to_owned();
            let (method, path) = (method.clone(), path.clone());
            all.push(Operation { id, method, path, body: body.clone() });
        }
    }
    all
}

#[test]
fn no_house_rule_is_broken() {
    assert_eq!(openapi::lint(&api::contract::document()), Vec::<String>::new());
}

#[test]
fn the_reviewed_document_is_the_one_that_is_built_in() {
    let reviewed: Value = serde_json::from_str(openapi::CONTRACT).unwrap();
    assert_eq!(openapi::lint(&reviewed), Vec::<String>::new());
}

#[test]
fn every_promised_operation_is_there() {
    let there: BTreeSet<String> = operations().into_iter().map(|operation| operation.id).collect();
    let missing: Vec<_> = OPERATIONS.split_whitespace().filter(|id| !there.contains(*id)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn the_steps_of_a_ticket_are_posts_named_after_them() {
    let there: BTreeMap<_, _> =
        operations().into_iter().map(|one| (one.id, (one.method, one.path))).collect();
    for (id, word) in STEPS {
        assert_eq!(there[*id], ("post".to_owned(), format!("/v1/tickets/{{id}}/{word}")), "{id}");
    }
}

/// Calls `visit` with every object of a document.
fn objects<'a>(value: &'a Value, visit: &mut impl FnMut(&'a serde_json::Map<String, Value>)) {
    match value {
        Value::Object(map) => {
            visit(map);
            map.values().for_each(|inner| objects(inner, visit));
        }
        Value::Array(items) => items.iter().for_each(|inner| objects(inner, visit)),
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let document = api::contract::document();
    let mut dangling = BTreeSet::new();
    objects(&document, &mut |map| {
        let target = map.get("$ref").and_then(Value::as_str);
        let found = target.and_then(|t| document.pointer(t.trim_start_matches('#')));
        dangling.extend(target.filter(|_| found.is_none()));
    });
    assert_eq!(dangling, BTreeSet::new());
}

#[test]
fn the_contract_names_exactly_the_registered_problems() {
    let document = api::contract::document();
    let listed = &document["components"]["schemas"]["Problem"]["properties"]["code"]["enum"];
    let registered: Vec<&str> = kernel::Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(*listed, serde_json::json!(registered));
}

#[test]
fn who_may_call_an_operation_is_said_in_duties() {
    let words: BTreeSet<&str> =
        access::Role::ALL.iter().map(|role| role.as_str()).chain(["anyone"]).collect();
    for one in operations() {
        let duties = one.body["x-duties"].as_array().unwrap();
        assert!(!duties.is_empty(), "{}: nobody may call it", one.id);
        for duty in duties {
            assert!(words.contains(duty.as_str().unwrap()), "{}: {duty}", one.id);
        }
        let open = *duties == [Value::from("anyone")];
        assert_eq!(one.body["security"] == serde_json::json!([]), open, "{}: security", one.id);
    }
}

#[test]
fn every_parameter_of_a_path_is_described() {
    for one in operations() {
        let empty = Vec::new();
        let given = one.body["parameters"].as_array().unwrap_or(&empty);
        for name in one.path.split('/').filter_map(|part| part.strip_prefix('{')) {
            let name = name.trim_end_matches('}');
            let found = given.iter().any(|p| p["name"] == name && p["in"] == "path");
            assert!(found, "{} {}: {name}", one.method, one.path);
        }
    }
}

/// Every example of a problem uses a code of the registry with the status that the registry gives it.
#[test]
fn examples_of_problems_are_real_ones() {
    let document = api::contract::document();
    objects(&document, &mut |map| {
        let Some(example) = map.get("example").filter(|e| e.get("trace_id").is_some()) else {
            return;
        };
        let code = kernel::Code::ALL.iter().find(|code| example["code"] == code.as_str()).unwrap();
        let status = api::http::status_of(code.kind()).as_u16();
        assert_eq!(example["status"], status, "{example}");
    });
}

/// The name of a schema's type, where the line begins one.
fn begun(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("struct ").or_else(|| line.split_once("enum "))?;
    rest.split(|c: char| !c.is_alphanumeric()).next().filter(|name| !name.is_empty())
}

/// The names of the schemas of a source: of its types, or what they are called instead, and of its lists of words.
fn schemas(source: &Source) -> Vec<String> {
    let (mut names, mut waits, mut words) = (Vec::new(), false, false);
    let mut called: Option<String> = None;
    for line in source.code.lines() {
        let told = line.trim();
        words = line.ends_with("words! {") || words && line != "}";
        waits |=
            told.contains("ToSchema") && (told.starts_with("#[derive(") || told.ends_with(")]"));
        if let Some(rest) = told.strip_prefix("#[schema(as = ").filter(|_| waits) {
            called = rest.split([',', ')']).next().map(str::to_owned);
        }
        let own = line.strip_prefix("    ").and_then(|line| line.strip_suffix(" {"));
        let word = own.filter(|name| words && name.chars().all(char::is_alphanumeric));
        let named = word.or_else(|| begun(told).filter(|_| waits));
        if let Some(name) = named {
            names.push(called.take().unwrap_or_else(|| name.to_owned()));
            waits = false;
        }
    }
    names
}

#[test]
fn every_schema_has_a_name_of_its_own() {
    let product = |source: &Source| !source.path.starts_with("tests/");
    let mut known = BTreeMap::new();
    for source in sources().into_iter().filter(product) {
        for name in schemas(&source) {
            let other = known.insert(name.clone(), source.path.clone());
            assert_eq!(
                other, None,
                "{name} in {}: the contract would keep one of them",
                source.path
            );
        }
    }
    for name in ["Limit", "ShareLimit", "ScorePreviewBody", "IndicatorInput", "TicketView", "State"]
    {
        assert!(known.contains_key(name), "{name} was not found");
    }
}
