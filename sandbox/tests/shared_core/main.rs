//! Tests of the sandbox over HTTP: the shared parts, ActiveCampaign, and the page.
#![allow(missing_docs, clippy::unwrap_used)]

mod access;
mod activecampaign;
mod core;
mod graphql;
mod page;
mod way_back;
mod webhooks;

use sandbox::{Limits, Options, Running, Sandbox};
use serde_json::{Value, json};

/// A sandbox without rate limits, and a client with its key.
struct Bench {
    running: Running,
    http: reqwest::Client,
}

impl Bench {
    async fn new() -> Self {
        Self::with(Options {
            limits: Limits::none(),
            ..Options::default()
        })
        .await
    }

    async fn with(options: Options) -> Self {
        let running = Sandbox::start(options).await.unwrap();
        let http = reqwest::Client::builder()
            .no_proxy()
            // Only loopback connections: without root certificates, whose parsing is most of a client's cost.
            .tls_certs_only([])
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self { running, http }
    }

    fn sandbox(&self) -> &Sandbox {
        &self.running.sandbox
    }

    fn account(&self) -> &sandbox::activecampaign::ActiveCampaign {
        self.sandbox().activecampaign()
    }

    fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let url = format!("{}/api/3/{path}", self.running.activecampaign_url);
        self.http
            .request(method.parse().unwrap(), url)
            .header("Api-Token", &self.running.api_key)
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> (u16, Value) {
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        (status, response.json().await.unwrap())
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        self.send(self.request("GET", path)).await
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.send(self.request("POST", path).json(&body)).await
    }

    async fn put(&self, path: &str, body: Value) -> (u16, Value) {
        self.send(self.request("PUT", path).json(&body)).await
    }

    async fn graphql(&self, query: &str) -> Value {
        self.graphql_with(query, json!({})).await
    }

    async fn graphql_with(&self, query: &str, variables: Value) -> Value {
        let (status, body) = self
            .post("ecom/graphql", json!({"query": query, "variables": variables}))
            .await;
        assert_eq!(status, 200, "GraphQL answers 200, refusals included");
        body
    }

    async fn control(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let url = format!("{}/sandbox/{path}", self.running.base_url);
        let mut request = self
            .http
            .request(method.parse().unwrap(), url)
            .bearer_auth(self.running.sandbox.control_secret());
        if !body.is_null() {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        (status, response.json().await.unwrap_or(Value::Null))
    }
}
