//! A sandbox, with both real clients.

use std::sync::Arc;

use eaccounting::tokens::{Grant, MemoryTokenStore};
use model::{Clock, ManualClock};
use sandbox::{Limits, Options, Running, Sandbox, Vendor};
use serde_json::{Value, json};
use transport::{HttpOptions, HttpTransport, NoLimit, RetryPolicy, Roots, Transport, UrlPolicy};
use uuid::Uuid;

pub(crate) struct World {
    pub(crate) running: Running,
    pub(crate) eaccounting: eaccounting::Client,
    pub(crate) activecampaign: activecampaign::Client,
    http: reqwest::Client,
    access_token: String,
}

impl World {
    /// With an empty log.
    pub(crate) async fn start() -> Self {
        let clock = Arc::new(ManualClock::new("2026-11-23T12:00:00Z".parse().unwrap()));
        let sandbox_clock = Arc::clone(&clock);
        let running = Sandbox::start(Options {
            clock: Arc::new(move || sandbox_clock.now()),
            limits: Limits::none(),
            ..Options::default()
        })
        .await
        .unwrap();
        let transport: Arc<dyn Transport> = Arc::new(
            HttpTransport::new(HttpOptions {
                vendor_urls: UrlPolicy::Any,
                roots: Roots::Shipped,
                ..HttpOptions::default()
            })
            .unwrap(),
        );
        let grant = Grant::from_json(
            &json!({
                "client_id": running.client_id, "client_secret": running.client_secret,
                "refresh_token": running.refresh_token,
            })
            .to_string(),
        )
        .unwrap();
        let eaccounting = eaccounting::Client::new(
            eaccounting::Config {
                api_url: running.eaccounting_url.parse().unwrap(),
                identity_url: running.identity_url.parse().unwrap(),
                vendor_urls: UrlPolicy::Any,
            },
            Arc::new(MemoryTokenStore::new(grant, clock.clone())),
            Arc::clone(&transport),
            Arc::new(NoLimit),
            clock.clone(),
            RetryPolicy::default(),
        )
        .unwrap();
        let activecampaign = activecampaign::Client::new(
            activecampaign::Config {
                url: running.activecampaign_url.parse().unwrap(),
                api_key: running.api_key.clone().into(),
                vendor_urls: UrlPolicy::Any,
            },
            transport,
            Arc::new(NoLimit),
            clock,
            RetryPolicy::default(),
        )
        .unwrap();
        eaccounting.bind_company().await.unwrap();
        let access_token = running.sandbox.identity().access_token(&[
            "ea:api",
            "ea:sales",
            "ea:accounting_readonly",
            "ea:purchase_readonly",
        ]);
        running.sandbox.reset_log();
        Self {
            running,
            eaccounting,
            activecampaign,
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
            access_token,
        }
    }

    /// A call of eAccounting's API that no client makes, to check the sandbox's response too.
    pub(crate) async fn eaccounting(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let url = format!("{}{path}", self.running.eaccounting_url);
        let request = self
            .http
            .request(method.parse().unwrap(), url)
            .bearer_auth(&self.access_token);
        answer(request, body).await
    }

    /// The same of ActiveCampaign's API.
    pub(crate) async fn activecampaign(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let url = format!("{}/api/3{path}", self.running.activecampaign_url);
        let request = self
            .http
            .request(method.parse().unwrap(), url)
            .header("Api-Token", &self.running.api_key);
        answer(request, body).await
    }

    /// The calls of a vendor so far.
    pub(crate) fn calls(&self, vendor: Vendor) -> Vec<sandbox::Call> {
        let mut calls = self.running.sandbox.requests();
        calls.retain(|call| call.vendor == vendor);
        calls
    }

    /// The id of the first record of a kind in eAccounting with these values.
    pub(crate) fn id_of(&self, kind: &str, with: &Value) -> Uuid {
        self.running
            .sandbox
            .eaccounting()
            .records(kind)
            .iter()
            .find(|record| {
                let wanted = with.as_object().unwrap();
                wanted.iter().all(|(name, value)| record[name] == *value)
            })
            .unwrap_or_else(|| panic!("no {kind} with {with}"))["Id"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap()
    }
}

async fn answer(request: reqwest::RequestBuilder, body: Value) -> (u16, Value) {
    let request = if body.is_null() {
        request
    } else {
        request.json(&body)
    };
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::Null))
}
