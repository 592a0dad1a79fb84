//! The writing that is measured: submit, dispatch and accept, each taking on what the one before left.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use api::app::App;
use kernel::{AccountId, TicketId};

use crate::{
    Fault,
    client::{Client, post},
    direct::{self, CONTACT, DESCRIPTION, PHONE},
    drive::{Sample, Work, drive},
    neighbourhood::{RESIDENTS, WORKERS, category, dispatcher, home, resident, worker},
    server::Server,
    target::Target,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Submit,
    Dispatch,
    Accept,
}

impl Step {
    pub(crate) const ALL: [Self; 3] = [Self::Submit, Self::Dispatch, Self::Accept];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Dispatch => "dispatch",
            Self::Accept => "accept",
        }
    }
}

/// Tickets that wait for their next step, oldest first.
#[derive(Debug, Clone, Default)]
struct Queue(Arc<Mutex<VecDeque<TicketId>>>);

impl Queue {
    fn put(&self, id: TicketId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(id);
    }

    fn take(&self) -> Option<TicketId> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

/// One flow of tickets from step to step, and the tokens of the people in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Flow {
    submitted: Queue,
    dispatched: Queue,
    residents: Vec<String>,
    dispatcher: String,
    workers: Vec<String>,
}

/// The worker that a ticket goes to.
fn lead(id: TicketId) -> u32 {
    u32::from(id.0.as_bytes()[15]) % WORKERS
}

impl Flow {
    pub(crate) fn new(target: &Target) -> Result<Self, Fault> {
        let token = |who: AccountId| target.token(who);
        Ok(Self {
            residents: (0..RESIDENTS).map(|n| token(resident(n))).collect::<Result<_, _>>()?,
            dispatcher: token(dispatcher())?,
            workers: (0..WORKERS).map(|n| token(worker(0, n))).collect::<Result<_, _>>()?,
            ..Self::default()
        })
    }

    pub(crate) async fn over_http(
        &self,
        step: Step,
        server: &Server,
        clients: usize,
        time: Duration,
    ) -> Result<Sample, Fault> {
        let mut all = Vec::with_capacity(clients);
        for at in 0..clients {
            let client = Client::open(server.address).await?;
            all.push(OverHttp { client, turn: Turn::new(self, step, at) });
        }
        drive(all, time).await
    }

    pub(crate) async fn straight(
        &self,
        step: Step,
        app: &App,
        clients: usize,
        time: Duration,
    ) -> Result<Sample, Fault> {
        let client = |at| Straight { app: app.clone(), turn: Turn::new(self, step, at) };
        drive((0..clients).map(client).collect(), time).await
    }
}

/// What one client does of a flow.
struct Turn {
    flow: Flow,
    step: Step,
    resident: u32,
}

impl Turn {
    fn new(flow: &Flow, step: Step, client: usize) -> Self {
        let resident = u32::try_from(client).unwrap_or(0) % RESIDENTS;
        Self { flow: flow.clone(), step, resident }
    }
}

struct OverHttp {
    client: Client,
    turn: Turn,
}

impl OverHttp {
    async fn submit(&mut self) -> Result<TicketId, Fault> {
        let (home, of) = (home(self.turn.resident), category(0));
        let contact = format!(r#""contact":{{"name":"{CONTACT}","phone":"{PHONE}"}}"#);
        let body = format!(
            r#"{{"estate_id":"{home}","category_id":"{of}","description":"{DESCRIPTION}",{contact}}}"#
        );
        let token = self.turn.flow.residents.get(self.turn.resident as usize);
        let request = post("/v1/tickets", token.ok_or("no resident")?, &body);
        let answer = std::str::from_utf8(self.client.ask(&request).await?)?;
        let id = answer.split(r#""id":""#).nth(1).and_then(|rest| rest.get(..36));
        Ok(id.ok_or("an answer without an id")?.parse()?)
    }
}

impl Work for OverHttp {
    async fn once(&mut self) -> Result<bool, Fault> {
        let flow = self.turn.flow.clone();
        match self.turn.step {
            Step::Submit => flow.submitted.put(self.submit().await?),
            Step::Dispatch => {
                let Some(id) = flow.submitted.take() else { return Ok(false) };
                let body = format!(r#"{{"to":{{"account_id":"{}"}}}}"#, worker(0, lead(id)));
                let path = format!("/v1/tickets/{id}/dispatch");
                self.client.ask(&post(&path, &flow.dispatcher, &body)).await?;
                flow.dispatched.put(id);
            }
            Step::Accept => {
                let Some(id) = flow.dispatched.take() else { return Ok(false) };
                let token = flow.workers.get(lead(id) as usize).ok_or("no worker")?;
                let path = format!("/v1/tickets/{id}/accept");
                self.client.ask(&post(&path, token, "{}")).await?;
            }
        }
        Ok(true)
    }
}

struct Straight {
    app: App,
    turn: Turn,
}

impl Work for Straight {
    async fn once(&mut self) -> Result<bool, Fault> {
        let flow = &self.turn.flow;
        match self.turn.step {
            Step::Submit => {
                flow.submitted.put(direct::submit(&self.app, self.turn.resident).await?)
            }
            Step::Dispatch => {
                let Some(id) = flow.submitted.take() else { return Ok(false) };
                direct::dispatch(&self.app, id, worker(0, lead(id))).await?;
                flow.dispatched.put(id);
            }
            Step::Accept => {
                let Some(id) = flow.dispatched.take() else { return Ok(false) };
                direct::accept(&self.app, id, worker(0, lead(id))).await?;
            }
        }
        Ok(true)
    }
}
