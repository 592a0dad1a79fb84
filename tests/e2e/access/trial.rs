//! Trying: who is not listed is refused and changes nothing, who is listed does it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use tests::{Reply, Service};

use super::{
    all::cases,
    bodies::body,
    cases::{Case, Known},
    cast::Person,
    digest, factor, files,
    requests::{self, Request},
    stories,
    table::{Row, Stand, listed, rows},
};

/// One service, tried by everyone.
#[derive(Debug)]
pub(crate) struct Trial<'a> {
    service: &'a Service,
    /// Method and path.
    operations: BTreeMap<String, (String, String)>,
    rows: Vec<Row>,
    /// Who can get the ticket of a story.
    seen: Mutex<BTreeMap<(String, &'static str), bool>>,
    faults: Mutex<Vec<String>>,
}

/// Operations that leave what they were done with as it was.
const REPEATABLE: [&str; 3] = ["login", "refreshToken", "issueClientToken"];
/// Operations that change one thing which is there only once.
#[rustfmt::skip]
const ONE_BY_ONE: [&str; 30] = [
    "login", "updateEstate", "changeEstatePhase", "updateCategory", "moveArea", "orderRoutingRules", "planCycle",
    "openCycle", "startScoring", "cancelCycle", "computeCycle", "discloseCycle", "finalizeCycle", "objectToScore",
    "extendObjection", "decideObjection", "requestRecheck", "decideRecheck", "fillSheet", "signSheet", "ruleSheet",
    "proposeList", "publishList", "withdrawList", "objectToListing", "decideListing",
    "attachToFigure", "attachToSheet", "attachToObjection", "attachToListing",
];
/// Operations on passwords, which take their time: one person for each duty.
const SLOW: [&str; 3] = ["login", "changePassword", "removeTotp"];
/// Operations on one's own second factor.
const FACTOR: [&str; 3] = ["enrolTotp", "confirmTotp", "removeTotp"];

impl<'a> Trial<'a> {
    pub(crate) fn new(
        service: &'a Service,
        operations: BTreeMap<String, (String, String)>,
    ) -> Self {
        let (seen, faults) = (Mutex::default(), Mutex::default());
        Self { service, operations, rows: rows(), seen, faults }
    }

    /// What was answered otherwise than the table says.
    pub(crate) async fn run(self, people: &[Person<'_>]) -> Vec<String> {
        let mut before = "";
        for case in cases() {
            // Without a duty in force the second subject of an operation is no other than the first.
            let first = std::mem::replace(&mut before, case.operation) != case.operation;
            let trying = people.iter().filter(|person| first || person.holds());
            let (may, may_not): (Vec<&Person>, Vec<_>) =
                trying.partition(|person| self.listed(&case, person).is_some());
            self.refused(&case, &may_not).await;
            self.done(&case, &may).await;
        }
        self.faults.into_inner().unwrap()
    }

    fn listed(&self, case: &Case, person: &Person) -> Option<bool> {
        let Case { operation, subject, place, own, .. } = *case;
        listed(&self.rows, person, Stand { operation, subject, place, own })
    }

    fn fault(&self, case: &Case, person: &Person, reply: &Reply, wanted: &str) {
        let (status, text) = (reply.status.as_u16(), reply.text());
        let text: String = text.chars().take(300).collect();
        let fault = format!(
            "{} | {} | {}: {status}, not {wanted}: {text}",
            case.operation, case.subject, person.name
        );
        self.faults.lock().unwrap().push(fault);
    }

    async fn prepare(&self, case: &Case) -> Request {
        if case.known != Known::Fetched {
            return requests::prepare(self.service, case).await;
        }
        let ticket = stories::ticket(self.service, case.subject).await;
        if ["getAttachment", "deleteAttachment"].contains(&case.operation) {
            return files::on(&ticket, case.own[0]).await;
        }
        if case.operation == "answerSupervision" && case.subject != "raised to the district" {
            let by = if case.subject == "raised to the street" { "district" } else { "street" };
            ticket.act(by, "supervise", stories::ordered()).await;
        }
        let main = match case.operation {
            "mergeTicket" => stories::ticket(self.service, "submitted").await.id,
            _ => String::new(),
        };
        Request { id: ticket.id.clone(), body: body(case, &main), ..Request::default() }
    }

    async fn send(&self, case: &Case, person: &Person<'_>, request: &Request) -> Reply {
        let (method, path) = &self.operations[case.operation];
        // The id of a year is that of its calendar with the year.
        let path = path.replace("{id}/years/{year}", "{id}");
        let path = path.replace("{id}", &request.id).replace("{n}", "1");
        let path =
            path.replace("{delivery_id}", &request.part).replace("{reply_id}", &request.part)
                + &request.query;
        let call = person.caller.request(method, &path);
        match &request.version {
            _ if method == "GET" => call.send().await,
            _ if case.operation == "createImport" => files::brought(call).await,
            _ if case.operation == "uploadAttachment" || case.operation.starts_with("attachTo") => {
                files::sent(call).await
            }
            _ if case.operation == "issueClientToken" => {
                let text = |name: &str| request.body[name].as_str().unwrap().to_owned();
                let names = ["grant_type", "client_id", "client_secret"];
                let fields = names.map(|name| (name, text(name)));
                let fields = [0, 1, 2].map(|at| (fields[at].0, fields[at].1.as_str()));
                call.form(&fields).send().await
            }
            Some(version) => call.header("If-Match", version).json(&request.body).send().await,
            None => call.json(&request.body).send().await,
        }
    }

    /// Everyone else is refused, reads nothing in the refusal, and changes nothing.
    async fn refused(&self, case: &Case, people: &[&Person<'_>]) {
        if people.is_empty() {
            return;
        }
        let request = self.prepare(case).await;
        let before = digest::content(self.service).await;
        in_lanes(4, people, async |person| {
            let request = match case.subject {
                "a duty of one's own" => requests::for_oneself(&request, person),
                _ => request.clone(),
            };
            let reply = self.send(case, person, &request).await;
            let wanted = self.refusal(case, person, &request).await;
            // The place of a duty is a field of the request.
            let outside = case.operation == "grantDuty" && reply.json["code"] == "outside_scope";
            if reply.status != wanted && !outside {
                self.fault(case, person, &reply, &wanted.to_string());
            }
            if stories::CANARIES.iter().any(|canary| reply.text().contains(canary)) {
                self.fault(case, person, &reply, "a refusal without anything of the subject");
            }
        })
        .await;
        let changed = digest::difference(&before, &digest::content(self.service).await);
        if !changed.is_empty() {
            let fault = format!("{}, {} changed {changed:?}", case.operation, case.subject);
            self.faults.lock().unwrap().push(fault);
        }
    }

    /// Whoever may not know of the subject is told that it is not there.
    async fn refusal(&self, case: &Case, person: &Person<'_>, request: &Request) -> u16 {
        if !person.admitted {
            return 401;
        }
        let known = match case.known {
            Known::ToAll => true,
            Known::By(operation, subject) => {
                let by = Case { operation, subject, own: &[], ..*case };
                case.own.contains(&person.name.as_str()) || self.listed(&by, person).is_some()
            }
            // A neighbour who sees a public ticket is told that its files are not for them.
            Known::Fetched if case.operation == "listAttachments" => {
                self.sees(case, person, request).await
            }
            Known::Fetched if self.operations[case.operation].0 == "GET" => false,
            Known::Fetched => self.sees(case, person, request).await,
        };
        if known { 403 } else { 404 }
    }

    async fn sees(&self, case: &Case, person: &Person<'_>, request: &Request) -> bool {
        if case.operation == "deleteAttachment" {
            let path = format!("/v1/attachments/{}", request.id);
            return person.caller.get(&path).await.status.is_success();
        }
        let key = (person.name.clone(), case.subject);
        let known = self.seen.lock().unwrap().get(&key).copied();
        if let Some(known) = known {
            return known;
        }
        let reply = person.caller.get(&format!("/v1/tickets/{}", request.id)).await;
        let seen = reply.status.is_success();
        self.seen.lock().unwrap().insert(key, seen);
        seen
    }

    /// Who is listed does it, each to a subject of their own.
    async fn done(&self, case: &Case, people: &[&Person<'_>]) {
        let reads = self.operations[case.operation].0 == "GET";
        let shared = match reads || REPEATABLE.contains(&case.operation) {
            true => Some(self.prepare(case).await),
            false => None,
        };
        let mut people = people.to_vec();
        if SLOW.contains(&case.operation) {
            let mut duties = BTreeSet::new();
            people.retain(|person| duties.insert(format!("{:?}", person.duties())));
        }
        let lanes = if ONE_BY_ONE.contains(&case.operation) { 1 } else { 4 };
        in_lanes(lanes, &people, async |person| {
            let mut request = match &shared {
                Some(request) => request.clone(),
                None => self.prepare(case).await,
            };
            if FACTOR.contains(&case.operation) {
                let body = factor::body(self.service, person, case.operation).await;
                request.body = body.unwrap_or(request.body);
            }
            let reply = self.send(case, person, &request).await;
            let conflict = self.listed(case, person) == Some(false);
            match (conflict, reply.status.as_u16()) {
                (false, 200..=299) | (true, 409) => {}
                (false, _) => self.fault(case, person, &reply, "done"),
                (true, _) => self.fault(case, person, &reply, "a conflict"),
            }
        })
        .await;
    }
}

/// At most four at a time.
async fn in_lanes<'a>(lanes: usize, people: &[&Person<'a>], work: impl AsyncFn(&Person<'a>)) {
    let lane = async |first: usize| {
        for person in people.iter().skip(first).step_by(lanes).filter(|_| first < lanes) {
            work(person).await;
        }
    };
    tokio::join!(lane(0), lane(1), lane(2), lane(3));
}
