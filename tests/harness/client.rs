//! HTTP as a caller of the API uses it.

use reqwest::{Method, StatusCode, header::HeaderMap};
use serde_json::Value;

use crate::promise::Asked;

/// Connections to one server.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    url: String,
    http: reqwest::Client,
}

impl Client {
    pub(crate) fn new(url: &str) -> Self {
        api::crypto::speak_tls();
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(std::time::Duration::from_secs(60));
        Self { url: url.to_owned(), http: http.build().unwrap() }
    }
}

/// Someone who sends requests, with or without a token.
#[derive(Debug, Clone)]
pub struct Caller<'a> {
    client: &'a Client,
    token: Option<String>,
}

impl<'a> Caller<'a> {
    pub(crate) fn new(client: &'a Client, token: Option<String>) -> Self {
        Self { client, token }
    }

    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    /// A request to be completed.
    pub fn request(&self, method: &str, path: &str) -> Call {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let call = self.client.http.request(method, format!("{}{path}", self.client.url));
        let call = match &self.token {
            Some(token) => call.bearer_auth(token),
            None => call,
        };
        Call { call }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.request("GET", path).send().await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.request("POST", path).json(&body).send().await
    }

    pub async fn patch(&self, path: &str, version: &str, body: Value) -> Reply {
        self.request("PATCH", path).header("If-Match", version).json(&body).send().await
    }
}

/// A request in the making.
#[derive(Debug)]
pub struct Call {
    call: reqwest::RequestBuilder,
}

impl Call {
    pub fn header(self, name: &str, value: &str) -> Self {
        Self { call: self.call.header(name, value) }
    }

    pub fn json(self, body: &Value) -> Self {
        Self { call: self.call.json(body) }
    }

    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        Self { call: self.call.form(fields) }
    }

    /// Bytes as they are, without a content type.
    pub fn body(self, bytes: impl Into<Vec<u8>>) -> Self {
        Self { call: self.call.body(bytes.into()) }
    }

    pub async fn send(self) -> Reply {
        self.try_send().await.unwrap()
    }

    /// The answer, or how the connection failed.
    pub async fn try_send(self) -> Result<Reply, reqwest::Error> {
        let (http, request) = self.call.build_split();
        let request = request?;
        let asked = Asked::of(&request);
        let response = http.execute(request).await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await?.to_vec();
        let json = serde_json::from_slice(&body).unwrap_or(Value::Null);
        let reply = Reply { status, headers, body, json };
        asked.holds(&reply);
        Ok(reply)
    }
}

/// An answer. `json` is null where the body is none.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    pub json: Value,
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header, or the empty text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body of an answer with this status; any other fails the test.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self.json
    }

    /// The body of a problem with this status and code; any other answer fails the test.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Value {
        let body = self.expect(status);
        assert_eq!(body["code"], code, "{body}");
        body
    }

    /// Refused with 422 at this pointer (`#/…`) with this fault.
    #[track_caller]
    pub fn invalid(self, pointer: &str, fault: &str) {
        let body = self.refused(422, "validation_failed");
        let at = |error: &Value| error["pointer"] == pointer && error["code"] == fault;
        assert!(body["errors"].as_array().unwrap().iter().any(at), "{body}");
    }
}
