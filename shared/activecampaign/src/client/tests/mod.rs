//! The client against a transport in memory that answers by method, path and query, and fails the test at any call that
//! it was not told of.

mod accounts;
mod calls;
mod contact_writes;
mod contacts;
mod custom_objects;
mod deal_writes;
mod ecommerce;
mod orders;
mod products;
mod rest_orders;
mod sweep;
mod writes;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures::future::BoxFuture;
use http::{HeaderMap, StatusCode};
use model::ManualClock;
use serde_json::{Value, json};
use transport::{NoLimit, Request, Response, RetryPolicy, SendError, Transport, UrlPolicy};

use super::{Client, Config};

/// The fake's answers.
pub(super) enum Reply {
    Json(u16, Value),
    Text(u16, &'static str),
    RetryAfter(u16, &'static str),
    Fail(SendError),
}

impl From<Value> for Reply {
    fn from(json: Value) -> Self {
        Self::Json(200, json)
    }
}

/// The expected calls: `METHOD /path?query`, decoded, without `/api/3`. Several replies to one are given one after the
/// other, the last for ever. For GraphQL the path ends in `#` and a word of the query.
#[derive(Default)]
pub(super) struct Fake {
    routes: Mutex<Vec<(String, VecDeque<Reply>)>>,
    pub(super) seen: Mutex<Vec<(String, Value)>>,
}

impl Fake {
    pub(super) fn on(self, call: &str, reply: impl Into<Reply>) -> Self {
        {
            let mut routes = self.routes.lock().unwrap();
            match routes.iter_mut().find(|(known, _)| known == call) {
                Some((_, replies)) => replies.push_back(reply.into()),
                None => routes.push((call.to_owned(), VecDeque::from([reply.into()]))),
            }
        }
        self
    }

    pub(super) fn calls(&self) -> Vec<String> {
        self.seen
            .lock()
            .unwrap()
            .iter()
            .map(|(call, _)| call.clone())
            .collect()
    }

    pub(super) fn body(&self, at: usize) -> Value {
        self.seen.lock().unwrap()[at].1.clone()
    }
}

fn name(request: &Request, body: &Value) -> String {
    let path = request.url.path().strip_prefix("/api/3").unwrap();
    let pairs: Vec<String> = request
        .url
        .query_pairs()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    let mut name = format!("{} {path}", request.method);
    if !pairs.is_empty() {
        name = format!("{name}?{}", pairs.join("&"));
    }
    if let Some(query) = body["query"].as_str() {
        let word = [
            "upsertOrder",
            "bulkUpsertOrdersAsync",
            "bulkUpsertProducts",
            "syncLegacyConnection",
            "getOrder",
            "searchOrder",
            "searchProduct",
        ]
        .into_iter()
        .find(|word| query.contains(word))
        .unwrap();
        name = format!("{name}#{word}");
    }
    name
}

impl Transport for Fake {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, SendError>> {
        assert_eq!(request.headers["api-token"], "secret-key");
        let body: Value = request
            .body
            .as_ref()
            .map_or(Value::Null, |body| serde_json::from_slice(body).unwrap());
        let name = name(&request, &body);
        self.seen.lock().unwrap().push((name.clone(), body));
        let mut routes = self.routes.lock().unwrap();
        let Some((_, replies)) = routes.iter_mut().find(|(known, _)| *known == name) else {
            let known: Vec<&String> = routes.iter().map(|(known, _)| known).collect();
            panic!("unexpected call: {name}\nexpected: {known:#?}");
        };
        let reply = if replies.len() > 1 {
            replies.pop_front()
        } else {
            None
        };
        let mut headers = HeaderMap::new();
        let (status, body) = match reply.as_ref().unwrap_or_else(|| &replies[0]) {
            Reply::Fail(error) => {
                let error = error.clone();
                return Box::pin(async { Err(error) });
            }
            Reply::Json(status, json) => (*status, json.to_string()),
            Reply::Text(status, text) => (*status, (*text).to_owned()),
            Reply::RetryAfter(status, seconds) => {
                headers.insert("retry-after", seconds.parse().unwrap());
                (*status, String::new())
            }
        };
        let status = StatusCode::from_u16(status).unwrap();
        Box::pin(async move {
            Ok(Response {
                status,
                headers,
                body: Bytes::from(body),
            })
        })
    }
}

pub(super) struct Bench {
    pub(super) fake: Arc<Fake>,
    pub(super) clock: Arc<ManualClock>,
    pub(super) client: Client,
}

pub(super) fn bench(fake: Fake) -> Bench {
    let fake = Arc::new(fake);
    let clock = Arc::new(ManualClock::new("2026-11-23T20:00:00Z".parse().unwrap()));
    let config = Config {
        url: "https://shop.api-us1.com".parse().unwrap(),
        api_key: "secret-key".to_owned().into(),
        vendor_urls: UrlPolicy::Public,
    };
    let client = Client::new(
        config,
        fake.clone(),
        Arc::new(NoLimit),
        clock.clone(),
        RetryPolicy::default(),
    )
    .unwrap()
    .with_jitter(Arc::new(|| 0.0));
    Bench { fake, clock, client }
}

pub(super) fn missing(what: &str) -> Reply {
    Reply::Json(
        404,
        json!({"message": format!("No Result found for {what} with id 1")}),
    )
}
