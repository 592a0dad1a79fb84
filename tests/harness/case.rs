//! One ticket on its way, and the people who move it.

use serde_json::{Value, json};

use crate::{Reply, Service, minimal};

/// A ticket of a service.
#[derive(Debug, Clone)]
pub struct Case<'a> {
    pub service: &'a Service,
    pub id: String,
}

impl<'a> Case<'a> {
    pub fn new(service: &'a Service, id: &str) -> Self {
        Self { service, id: id.to_owned() }
    }

    pub fn path(&self) -> String {
        format!("/v1/tickets/{}", self.id)
    }

    /// The path of an action, named as in `allowed_actions`.
    pub fn action_path(&self, action: &str) -> String {
        format!("{}/{}", self.path(), action.replace('_', "-"))
    }

    /// What comes of someone's action.
    pub async fn try_(&self, name: &str, action: &str, body: Value) -> Reply {
        self.service.as_(name).post(&self.action_path(action), body).await
    }

    /// Someone's action, which succeeds; the ticket as they see it.
    pub async fn act(&self, name: &str, action: &str, body: Value) -> Value {
        self.try_(name, action, body).await.expect(200)
    }

    /// The same with the least body that will do.
    pub async fn step(&self, name: &str, action: &str) -> Value {
        self.act(name, action, minimal(action)).await
    }

    pub async fn try_answer(&self, name: &str, number: i64) -> Reply {
        let path = format!("{}/supervisions/{number}/answer", self.path());
        self.service.as_(name).post(&path, minimal("answer")).await
    }

    /// What comes of a whistle or of what someone does about the first: a word of `allowed_actions`.
    pub async fn try_whistle(&self, name: &str, action: &str, body: Value) -> Reply {
        let word = match action {
            "blow_whistle" => "",
            "approve_whistle" => "/1/approve",
            "report_in" => "/1/report-in",
            "finish_task" => "/1/finish",
            "rate_department" => "/1/rate",
            other => panic!("{other} is nothing about a whistle"),
        };
        let path = format!("{}/whistles{word}", self.path());
        self.service.as_(name).post(&path, body).await
    }

    /// The same with the least body that will do; the ticket as they see it.
    pub async fn whistle(&self, name: &str, action: &str) -> Value {
        self.try_whistle(name, action, minimal(action)).await.expect(200)
    }

    /// What comes of someone's ruling on a request.
    pub async fn try_rule(&self, name: &str, number: i64, granted: bool) -> Reply {
        let path = format!("{}/requests/{number}/rule", self.path());
        let body = json!({ "granted": granted, "words": "经核实" });
        self.service.as_(name).post(&path, body).await
    }

    pub async fn rule(&self, name: &str, number: i64, granted: bool) -> Value {
        self.try_rule(name, number, granted).await.expect(200)
    }

    pub async fn get(&self, name: &str) -> Reply {
        self.service.as_(name).get(&self.path()).await
    }

    /// The ticket as someone sees it.
    pub async fn seen_by(&self, name: &str) -> Value {
        self.get(name).await.expect(200)
    }

    /// The ticket as the reporter or filer sees it, where `resident` is one of them; else as the branch does.
    pub async fn state(&self) -> String {
        let seen = self.seen_by("branch").await;
        seen["state"].as_str().unwrap().to_owned()
    }

    /// What someone may do now.
    pub async fn allowed(&self, name: &str) -> Vec<String> {
        let seen = self.seen_by(name).await;
        let words = seen["allowed_actions"].as_array().unwrap();
        words.iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    }

    /// The actions of the journal, oldest first.
    pub async fn history(&self) -> Vec<String> {
        let path = format!("{}/timeline?limit=100", self.path());
        let page = self.service.as_("branch").get(&path).await.expect(200);
        let items = page["items"].as_array().unwrap();
        for (number, item) in (1..).zip(items) {
            assert_eq!(item["number"], number, "the numbers have no gaps");
        }
        items.iter().map(|item| item["action"].as_str().unwrap().to_owned()).collect()
    }

    /// From `submitted` into a state, by dispatcher, worker, resident, branch and community.
    pub async fn to(&self, state: &str) {
        let way: &[(&str, &str)] = match state {
            "submitted" => &[],
            "dispatched" => &[("dispatcher", "dispatch")],
            "accepted" => &[("dispatcher", "dispatch"), ("worker", "accept")],
            "resolved" => {
                &[("dispatcher", "dispatch"), ("worker", "accept"), ("worker", "resolve")]
            }
            "suspended" => &[
                ("dispatcher", "dispatch"),
                ("worker", "accept"),
                ("worker", "request_suspension"),
            ],
            "merged" => &[],
            "split" => &[("dispatcher", "split")],
            "closed" => &[
                ("dispatcher", "dispatch"),
                ("worker", "accept"),
                ("worker", "resolve"),
                ("resident", "rate"),
                ("branch", "close"),
            ],
            "withdrawn" => &[("resident", "withdraw")],
            "declined" => &[("community", "decline")],
            other => panic!("no state is called {other}"),
        };
        for (name, action) in way {
            self.step(name, action).await;
        }
        if state == "merged" {
            let main = self.service.submit("resident", json!({})).await;
            self.act("dispatcher", "merge", json!({ "into": main.id })).await;
        }
        if state == "suspended" {
            self.rule("branch", 1, true).await;
        }
    }

    /// Dispatched to the volunteers' pool.
    pub async fn pooled(&self) -> Value {
        self.act("dispatcher", "dispatch", json!({ "to": { "pool": true } })).await
    }
}
