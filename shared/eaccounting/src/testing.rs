//! Stand-ins for this crate's tests: a login service and an API of canned responses.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures::future::BoxFuture;
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use model::{Clock, ManualClock, Problem};
use secrecy::SecretString;
use serde_json::Value;
use transport::{Request, Response, SendError, Transport};

use crate::oauth::OAuthClient;
use crate::tokens::{Grant, Lease, MemoryTokenStore, StoredGrant, TokenStore, Version};

pub(crate) const ID: &str = "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e";
pub(crate) const OTHER_ID: &str = "11111111-1111-4111-8111-111111111111";

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new(at("2026-11-23T10:00:00Z")))
}

pub(crate) fn grant(refresh_token: &str) -> Grant {
    let client = OAuthClient {
        id: "shop".to_owned(),
        secret: SecretString::from("secret"),
    };
    Grant::new(client, refresh_token.into())
}

pub(crate) fn answer(status: u16, body: &Value) -> Response {
    raw(status, &body.to_string())
}

pub(crate) fn raw(status: u16, body: &str) -> Response {
    Response {
        status: StatusCode::from_u16(status).unwrap(),
        headers: HeaderMap::new(),
        body: Bytes::from(body.to_owned()),
    }
}

/// One page that holds all there is.
pub(crate) fn page(records: &[Value]) -> Value {
    page_of(1, 1, records)
}

pub(crate) fn page_of(number: u32, pages: u32, records: &[Value]) -> Value {
    serde_json::json!({
        "Meta": {"CurrentPage": number, "PageSize": 1000, "TotalNumberOfPages": pages,
                 "TotalNumberOfResults": records.len(), "ServerTimeUtc": "2026-11-23T10:00:00Z"},
        "Data": records,
    })
}

/// How a login service treats refresh tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// One token, for good.
    Reusable,
    /// A new one each time; the old one is spent.
    Rotating,
    /// A new one each time; using a spent one revokes the newest too.
    ReuseRevokes,
}

/// A login service.
pub(crate) struct Identity {
    mode: Mode,
    state: Mutex<IdentityState>,
    before_answer: Option<Arc<Gate>>,
}

struct IdentityState {
    valid: Option<String>,
    spent: BTreeSet<String>,
    given: u32,
    asked: u32,
    faults: VecDeque<Result<Response, SendError>>,
}

impl Identity {
    pub(crate) fn new(mode: Mode, valid: &str) -> Self {
        let state = IdentityState {
            valid: Some(valid.to_owned()),
            spent: BTreeSet::new(),
            given: 0,
            asked: 0,
            faults: VecDeque::new(),
        };
        Self {
            mode,
            state: Mutex::new(state),
            before_answer: None,
        }
    }

    /// The same, which responds only when the gate opens.
    pub(crate) fn behind(mut self, gate: Arc<Gate>) -> Self {
        self.before_answer = Some(gate);
        self
    }

    /// The next request gets this instead.
    pub(crate) fn fault(&self, fault: Result<Response, SendError>) {
        self.state.lock().unwrap().faults.push_back(fault);
    }

    /// The number of token requests.
    pub(crate) fn asked(&self) -> u32 {
        self.state.lock().unwrap().asked
    }

    /// Ends every grant, as a changed password does.
    pub(crate) fn revoke(&self) {
        self.state.lock().unwrap().valid = None;
    }

    /// A person connects again.
    pub(crate) fn connect(&self, refresh_token: &str) {
        self.state.lock().unwrap().valid = Some(refresh_token.to_owned());
    }

    /// The refresh token that is valid now.
    pub(crate) fn newest(&self) -> Option<String> {
        self.state.lock().unwrap().valid.clone()
    }

    pub(crate) fn answer(&self, request: &Request) -> Result<Response, SendError> {
        assert_eq!(
            request.url.path(),
            "/connect/token",
            "only tokens are asked for here"
        );
        let body = request.body.clone().unwrap_or_default();
        let used = url::form_urlencoded::parse(&body)
            .find(|(name, _)| name == "refresh_token")
            .map(|(_, token)| token.into_owned())
            .unwrap();
        let mut state = self.state.lock().unwrap();
        state.asked += 1;
        if let Some(fault) = state.faults.pop_front() {
            return fault;
        }
        if state.valid.as_deref() != Some(used.as_str()) {
            if self.mode == Mode::ReuseRevokes && state.spent.contains(&used) {
                state.valid = None;
            }
            return Ok(answer(400, &serde_json::json!({"error": "invalid_grant"})));
        }
        state.given += 1;
        let mut body = serde_json::json!({
            "access_token": format!("access-{}", state.given), "token_type": "bearer", "expires_in": 3600,
        });
        if self.mode != Mode::Reusable {
            let next = format!("refresh-{}", state.given);
            body["refresh_token"] = next.clone().into();
            state.spent.insert(used);
            state.valid = Some(next);
        }
        Ok(answer(200, &body))
    }
}

impl Transport for Identity {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, SendError>> {
        Box::pin(async move {
            if let Some(gate) = &self.before_answer {
                gate.passed().await;
            }
            self.answer(&request)
        })
    }
}

/// Opens when so many have knocked.
pub(crate) struct Gate {
    needed: u32,
    knocks: tokio::sync::Semaphore,
}

impl Gate {
    pub(crate) fn new(needed: u32) -> Self {
        Self {
            needed,
            knocks: tokio::sync::Semaphore::new(0),
        }
    }

    pub(crate) fn knock(&self) {
        self.knocks.add_permits(1);
    }

    pub(crate) async fn passed(&self) {
        let _all = self.knocks.acquire_many(self.needed).await.unwrap();
    }
}

/// A store that knocks at a gate when the lease is refused, and fails to store on demand.
pub(crate) struct WatchedStore {
    pub(crate) inner: MemoryTokenStore,
    pub(crate) gate: Arc<Gate>,
    pub(crate) failing_stores: Mutex<u32>,
}

impl WatchedStore {
    pub(crate) fn new(grant: Grant, clock: Arc<dyn Clock>) -> Self {
        Self {
            inner: MemoryTokenStore::new(grant, clock),
            gate: Arc::new(Gate::new(0)),
            failing_stores: Mutex::new(0),
        }
    }
}

impl TokenStore for WatchedStore {
    fn load(&self) -> BoxFuture<'_, Result<StoredGrant, Problem>> {
        self.inner.load()
    }

    fn store<'a>(
        &'a self,
        grant: &'a Grant,
        instead_of: Option<&'a Version>,
    ) -> BoxFuture<'a, Result<Option<Version>, Problem>> {
        let mut failing = self.failing_stores.lock().unwrap();
        if *failing > 0 {
            *failing -= 1;
            return Box::pin(async {
                Err(Problem::new(
                    model::Code::STORAGE_ERROR,
                    "The secret could not be written.",
                    "",
                ))
            });
        }
        self.inner.store(grant, instead_of)
    }

    fn lease(&self, ttl: Duration) -> BoxFuture<'_, Result<Option<Lease>, Problem>> {
        Box::pin(async move {
            let lease = self.inner.lease(ttl).await?;
            if lease.is_none() {
                self.gate.knock();
            }
            Ok(lease)
        })
    }

    fn release(&self, lease: Lease) -> BoxFuture<'_, Result<(), Problem>> {
        self.inner.release(lease)
    }
}

type Route = (String, VecDeque<Result<Response, SendError>>);

/// An API of canned responses, with a login service beside it. An unexpected request fails the test with its name.
pub(crate) struct Api {
    pub(crate) identity: Identity,
    routes: Mutex<Vec<Route>>,
    seen: Mutex<Vec<Request>>,
}

impl Api {
    pub(crate) fn new() -> Self {
        Self {
            identity: Identity::new(Mode::Reusable, "r"),
            routes: Mutex::default(),
            seen: Mutex::default(),
        }
    }

    /// The responses to requests whose "METHOD path?query" (decoded) starts with `start`, one after the other; the last
    /// one is repeated.
    pub(crate) fn on(&self, start: &str, answers: impl IntoIterator<Item = Result<Response, SendError>>) {
        let mut routes = self.routes.lock().unwrap();
        routes.push((start.to_owned(), answers.into_iter().collect()));
        // The most exact comes first.
        routes.sort_by_key(|(start, _)| std::cmp::Reverse(start.len()));
    }

    /// Like the above, replacing earlier responses.
    pub(crate) fn replace(
        &self,
        start: &str,
        answers: impl IntoIterator<Item = Result<Response, SendError>>,
    ) {
        self.routes.lock().unwrap().retain(|(other, _)| other != start);
        self.on(start, answers);
    }

    /// The calls made, as "METHOD path?query" decoded, without the login service and the company's settings.
    pub(crate) fn calls(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        seen.iter()
            .map(name)
            .filter(|name| !name.contains("/companysettings"))
            .collect()
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }

    pub(crate) fn last_body(&self) -> Value {
        let seen = self.seen.lock().unwrap();
        serde_json::from_slice(seen.last().unwrap().body.as_ref().unwrap()).unwrap()
    }
}

fn name(request: &Request) -> String {
    let query = request
        .url
        .query()
        .map(|query| format!("?{}", decode(query)))
        .unwrap_or_default();
    format!(
        "{} {}{query}",
        request.method,
        request.url.path().trim_start_matches("/v2")
    )
}

fn decode(text: &str) -> String {
    // A form reader decodes percents; there is no + to be mistaken.
    url::form_urlencoded::parse(format!("x={}", text.replace('&', "%26").replace('=', "%3D")).as_bytes())
        .map(|(_, value)| value.into_owned())
        .collect()
}

impl Transport for Api {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, SendError>> {
        Box::pin(async move {
            if request.url.path().starts_with("/connect/") {
                return self.identity.answer(&request);
            }
            let name = name(&request);
            self.seen.lock().unwrap().push(request);
            let mut routes = self.routes.lock().unwrap();
            let route = routes
                .iter_mut()
                .find(|(start, _)| name.starts_with(start.as_str()));
            let Some((_, answers)) = route else {
                panic!("nobody expects {name}");
            };
            match answers.len() {
                0 => panic!("no answer is left for {name}"),
                1 => answers[0].clone(),
                _ => answers.pop_front().unwrap(),
            }
        })
    }
}
