//! A well-formed request for each case that is not about a ticket.

use kernel::Uuid;

use serde_json::{Value, json};
use tests::{Service, world};

use super::{
    calendars::{calendar, of_calendars},
    cases::Case,
    cast::Person,
    categories::category,
    files,
    places::{area, contract, credit_code, estate, residency},
};

/// What is sent besides the method and the path.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    pub(crate) id: String,
    pub(crate) body: Value,
    /// The version that a merge patch changes.
    pub(crate) version: Option<String>,
    /// The id of the part of it that is meant.
    pub(crate) part: String,
    /// What stands after the path.
    pub(crate) query: String,
}

impl Request {
    pub(super) fn of(id: impl ToString) -> Self {
        Self { id: id.to_string(), body: json!({}), ..Self::default() }
    }

    pub(super) fn with(self, body: Value) -> Self {
        Self { body, ..self }
    }
}

/// A word that was not used before.
pub(super) fn fresh(service: &Service) -> String {
    let id: Uuid = service.app.id(service.now());
    id.simple().to_string()
}

/// What the administrator of everything makes; the answer.
pub(super) async fn made(service: &Service, path: &str, body: Value) -> Value {
    let reply = service.as_("admin").post(path, body).await;
    assert!(reply.status.is_success(), "{path}: {}", reply.text());
    reply.json
}

pub(super) fn id(made: &Value) -> String {
    made["id"].as_str().unwrap().to_owned()
}

/// What the case needs is there, and nobody has done it yet.
pub(crate) async fn prepare(service: &Service, case: &Case) -> Request {
    if let Some(request) = apart(service, case).await {
        return request;
    }
    let word = fresh(service);
    match case.operation {
        "downloadAttachment" | "exportTickets" => files::asked(service, case.operation).await,
        operation if operation.contains("Import") => files::import(service, operation).await,
        operation if operation.ends_with("View") => view(service, operation, &word).await,
        "requestResidency" | "approveResidency" | "rejectResidency" => {
            residency(service, case).await
        }
        operation if of_calendars(operation) => calendar(service, case).await,
        operation if operation.contains("Webhook") || operation.contains("Deliver") => {
            webhook(service, operation).await
        }
        operation if operation.ends_with("Account") => account(service, operation, &word).await,
        operation if operation.ends_with("Duty") => duty(service, case).await,
        operation if operation.contains("Client") => client(service, operation).await,
        operation if operation.contains("Area") => area(service, case, &word).await,
        operation if operation.contains("Contract") => contract(service, operation).await,
        operation if operation.contains("Categor") => category(service, operation, &word).await,
        "createEnterprise" => Request::default().with(json!({
            "name": word, "credit_code": credit_code(&word), "area_id": world::area("street"),
        })),
        "createDepartment" => {
            Request::default().with(json!({ "name": word, "area_id": world::area("street") }))
        }
        "getEnterprise" => Request::of(world::organization("enterprise")),
        operation if operation.starts_with("list") || operation.starts_with("create") => {
            estate(service, operation, &word).await
        }
        operation if operation.contains("Estate") => estate(service, operation, &word).await,
        operation => session(service, operation).await,
    }
}

/// What is prepared in a module of its own.
async fn apart(service: &Service, case: &Case) -> Option<Request> {
    if let Some(request) = super::evidence::prepare(service, case).await {
        return Some(request);
    }
    if let Some(request) = super::lists::prepare(service, case).await {
        return Some(request);
    }
    if let Some(request) = super::ways::prepare(service, case).await {
        return Some(request);
    }
    if case.operation.contains("RoutingRule") {
        return Some(super::routing::prepare(service, case).await);
    }
    if let Some(request) = super::cycles::prepare(service, case).await {
        return Some(request);
    }
    if let Some(request) = super::disclosure::prepare(service, case).await {
        return Some(request);
    }
    if let Some(request) = super::scores::prepare(service, case).await {
        return Some(request);
    }
    if let Some(request) = super::credit::prepare(service, case).await {
        return Some(request);
    }
    if let Some(request) = super::findings::prepare(service, case).await {
        return Some(request);
    }
    super::ratings::prepare(service, case).await
}

async fn session(service: &Service, operation: &str) -> Request {
    let login = json!({ "name": "neighbour", "password": world::PASSWORD });
    Request::default().with(match operation {
        "login" => login,
        "refreshToken" => {
            let session = service.anyone().post("/v1/login", login).await.expect(200);
            json!({ "refresh_token": session["refresh_token"] })
        }
        "confirmTotp" => json!({ "code": "123456" }),
        "removeTotp" => json!({ "password": world::PASSWORD, "code": "123456" }),
        "suggestDuplicates" => {
            json!({ "estate_id": world::estate("estate"), "description": "电梯停运" })
        }
        "changePassword" => {
            json!({ "current_password": world::PASSWORD, "new_password": "another phrase 22" })
        }
        _ => json!({}),
    })
}

async fn account(service: &Service, operation: &str, word: &str) -> Request {
    let name = format!("a{}", &word[word.len() - 20..]);
    let new = json!({
        "name": name, "display_name": "CANARY", "password": "quite a pass phrase 9",
        "area_id": world::area("community"), "phone": "13911112222",
    });
    if operation == "createAccount" {
        return Request::default().with(new);
    }
    let id = id(&made(service, "/v1/accounts", new).await);
    if operation == "enableAccount" {
        made(service, &format!("/v1/accounts/{id}/disable"), json!({})).await;
    }
    Request::of(id)
}

/// For an account that opens nothing.
async fn duty(service: &Service, case: &Case) -> Request {
    let account = world::person("disabled");
    let body = match case.place {
        "district" => json!({
            "account_id": account, "role": "district_officer", "area_id": world::area("district"),
        }),
        _ => json!({
            "account_id": account, "role": "volunteer", "estate_id": world::estate("estate"),
            "shown_as_volunteer": true,
        }),
    };
    if case.operation == "grantDuty" {
        return Request::default().with(body);
    }
    Request::of(id(&made(service, "/v1/duties", body).await))
}

/// A duty that the person would grant to themselves.
pub(crate) fn for_oneself(request: &Request, person: &Person) -> Request {
    let mut own = request.clone();
    own.body["account_id"] = json!(person.who.map(|who| who.id()).unwrap_or_default());
    own
}

async fn client(service: &Service, operation: &str) -> Request {
    let new = json!({
        "name": "CANARY", "scopes": ["tickets:read"], "area_id": world::area("community"),
    });
    match operation {
        "createClient" => Request::default().with(new),
        "rotateClientSecret" | "revokeClient" => {
            let made = made(service, "/v1/clients", new).await;
            Request::of(made["client_id"].as_str().unwrap())
        }
        "issueClientToken" => Request::default().with(json!({
            "grant_type": "client_credentials", "client_id": world::client(),
            "client_secret": world::CLIENT_SECRET,
        })),
        _ => Request::default(),
    }
}

async fn view(service: &Service, operation: &str, word: &str) -> Request {
    let new = json!({ "name": &word[word.len() - 20..], "query": "state=submitted" });
    if operation == "createView" {
        return Request::default().with(new);
    }
    let made = service.as_("resident").post("/v1/views", new).await.expect(201);
    Request::of(id(&made))
}

async fn webhook(service: &Service, operation: &str) -> Request {
    let url = "https://hub.example/canary";
    let new = json!({ "client_id": world::client(), "name": "CANARY", "url": url });
    match operation {
        "listWebhooks" => return Request::default(),
        "createWebhook" => return Request::default().with(new),
        _ => {}
    }
    let made = made(service, "/v1/webhooks", new).await;
    let path = format!("/v1/webhooks/{}", id(&made["webhook"]));
    if operation == "enableWebhook" {
        self::made(service, &format!("{path}/disable"), json!({})).await;
    }
    let log = service.as_("admin").get(&format!("{path}/deliveries")).await.expect(200);
    let part = id(&log["items"][0]);
    if operation == "replayDelivery" {
        let ended = "UPDATE webhook_delivery SET state = 'dead', finished_at = next_at";
        service.force(&format!("{ended} WHERE webhook_id = $1"), vec![uuid(&made).into()]).await;
    }
    let patched = operation == "updateWebhook";
    let version = if patched { Some(etag(service, &path).await) } else { None };
    let body = if patched { json!({ "kinds": ["ticket"] }) } else { json!({}) };
    Request { id: id(&made["webhook"]), body, version, part, ..Request::default() }
}

fn uuid(made: &Value) -> Uuid {
    id(&made["webhook"]).parse().unwrap()
}

pub(super) async fn etag(service: &Service, path: &str) -> String {
    service.as_("admin").get(path).await.header("etag").to_owned()
}
