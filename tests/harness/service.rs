//! A whole server inside the test: its own database, port and standing clock, and the people of the neighbourhood.

use std::net::TcpListener;

use access::Who;
use actix_web::{dev::ServerHandle, rt::System};
use api::{
    app::App, auth::issue, cli::Prepared, clock::Clock, config::Config, crypto::Secret,
    serve::serve,
};
use chrono::TimeDelta;
use kernel::{AccountId, Moment, Uuid};
use persistence::{Conn as _, Options, Store};
use sea_orm::{ConnectionTrait as _, QueryResult, Statement, Value as SqlValue};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::oneshot;

use crate::{Caller, Case, Database, Kind, client::Client, minimal, world};

/// A running server. Dropping it stops it and removes its database.
#[derive(Debug)]
pub struct Service {
    pub app: App,
    pub url: String,
    client: Client,
    handle: ServerHandle,
    /// Held until the server is gone.
    pub database: Database,
    /// Where its attachments are kept.
    pub files: TempDir,
}

impl Service {
    /// A server in the neighbourhood of [`world`], without rate limits.
    pub async fn start(kind: Kind) -> Self {
        Self::with(kind, |_| {}).await
    }

    /// The same with another configuration.
    pub async fn with(kind: Kind, change: impl FnOnce(&mut Config)) -> Self {
        Self::on(Database::inhabited(kind, false).await, change).await
    }

    /// A server on a database with or without people.
    pub async fn on(database: Database, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::default();
        config.limits.requests_per_minute = 0;
        config.limits.logins_per_minute = 0;
        config.limits.codes_per_minute = 0;
        config.limits.anonymous_tickets_per_minute = 0;
        config.server.workers = 2;
        config.server.shutdown_seconds = 1;
        config.database.connections = 8;
        config.webhooks.allow_cidrs = vec!["127.0.0.0/8".to_owned()];
        config.webhooks.timeout_ms = 2_000;
        config.database.url.clone_from(&database.url);
        let files = TempDir::with_prefix("lianjian-files-").unwrap();
        config.attachments.url = format!("file:{}", files.path().display());
        change(&mut config);
        let (started, ready) = oneshot::channel();
        std::thread::spawn(move || System::new().block_on(run(config, started)));
        let (app, handle, url) = ready.await.unwrap();
        Self { app, client: Client::new(&url), url, handle, database, files }
    }

    pub fn now(&self) -> Moment {
        self.app.clock.now()
    }

    /// Lets time pass.
    pub fn pass(&self, time: TimeDelta) {
        self.app.clock.pass(time);
    }

    /// Does what happens by itself, now.
    pub async fn run_jobs(&self) {
        api::figures::build(&self.app).await.unwrap();
        api::jobs::run_once(&self.app).await.unwrap();
    }

    /// Delivers to webhooks what is due now.
    pub async fn deliver(&self) {
        api::webhook::deliver(&self.app).await.unwrap();
    }

    /// Tells people of what has happened.
    pub async fn tell(&self) {
        api::notice::tell(&self.app).await.unwrap();
        while api::notice::spread(&self.app).await.unwrap() {}
    }

    /// Sends the messages that are due now.
    pub async fn send_messages(&self) {
        api::message::deliver(&self.app).await.unwrap();
    }

    /// Requests of a person of the neighbourhood, or of its system `client`, each with a token issued now.
    pub fn as_(&self, name: &str) -> Caller<'_> {
        let who = match name {
            "client" => Who::Client(world::client().into()),
            name => Who::Account(AccountId(world::person(name))),
        };
        self.as_who(who)
    }

    /// Requests of anyone with an account here.
    pub fn as_who(&self, who: Who) -> Caller<'_> {
        // As at `/oauth/token`, a client's token names its scopes.
        let scope = matches!(who, Who::Client(_)).then(|| access::Action::CLIENT_SCOPES.join(" "));
        let token = issue(&self.app, who, self.now(), 10, scope).unwrap().token;
        Caller::new(&self.client, Some(token))
    }

    /// Requests with a token from elsewhere.
    pub fn with_token(&self, token: &str) -> Caller<'_> {
        Caller::new(&self.client, Some(token.to_owned()))
    }

    /// Requests without a token.
    pub fn anyone(&self) -> Caller<'_> {
        Caller::new(&self.client, None)
    }

    /// A ticket that this person submits; the body is laid over the least that is needed.
    pub async fn submit(&self, name: &str, over: Value) -> Case<'_> {
        let mut body = minimal("submit");
        let fields = body.as_object_mut().unwrap();
        fields.extend(over.as_object().unwrap().clone());
        let ticket = self.as_(name).post("/v1/tickets", body).await.expect(201);
        Case::new(self, ticket["id"].as_str().unwrap())
    }

    /// The resident's ticket, brought into a state by the usual people: accepted by the worker from the dispatcher.
    pub async fn ticket_in(&self, state: &str) -> Case<'_> {
        let case = self.submit("resident", json!({})).await;
        case.to(state).await;
        case
    }

    /// The administrator grants a duty; the scope is `estate_id`, `area_id` or `organization_id`. The duty's id.
    pub async fn grant(&self, name: &str, role: &str, scope: (&str, Uuid)) -> Uuid {
        let mut body = json!({ "account_id": world::person(name), "role": role });
        body[scope.0] = json!(scope.1);
        if role == "volunteer" {
            body["shown_as_volunteer"] = json!(true);
        }
        let duty = self.as_("admin").post("/v1/duties", body).await.expect(201);
        duty["id"].as_str().unwrap().parse().unwrap()
    }

    /// The administrator ends a duty.
    pub async fn end_duty(&self, id: Uuid) {
        let path = format!("/v1/duties/{id}/end");
        self.as_("admin").post(&path, json!({ "reason": "离任" })).await.expect(200);
    }

    /// The number that a query counts.
    pub async fn count(&self, sql: &str) -> i64 {
        let conn = self.app.store.reader().conn();
        let statement = Statement::from_string(conn.get_database_backend(), sql);
        conn.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
    }

    /// The rows that a query finds.
    pub async fn rows(&self, sql: &str) -> Vec<QueryResult> {
        let conn = self.app.store.reader().conn();
        let statement = Statement::from_string(conn.get_database_backend(), sql);
        conn.query_all_raw(statement).await.unwrap()
    }

    /// Changes rows past all rules, for what no request could bring about.
    pub async fn force(&self, sql: &str, values: Vec<SqlValue>) -> u64 {
        let conn = self.app.store.connection();
        let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
        conn.execute_raw(statement).await.unwrap().rows_affected()
    }

    /// How many entries the journal has: what a refused request leaves as it is.
    pub async fn journal_length(&self) -> i64 {
        self.count("SELECT COUNT(*) FROM journal").await
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // The order is given by the call; there is no need to wait for the end.
        drop(self.handle.stop(false));
    }
}

type Started = oneshot::Sender<(App, ServerHandle, String)>;

async fn run(config: Config, started: Started) {
    let options = Options { connections: config.database.connections, ..Options::default() };
    let store = Store::open(&config.database.url, &options).await.unwrap();
    let secret = Secret::from_base64(world::SECRET).unwrap();
    let clock = Clock::standing_at(world::start());
    let app = Prepared::of(store, config, secret, clock).await.unwrap().app;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = serve(app.clone(), listener).unwrap();
    let _ = started.send((app, server.handle(), url));
    server.await.unwrap();
}
