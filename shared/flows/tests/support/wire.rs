use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, to_bytes};
use bytes::Bytes;
use futures::future::BoxFuture;
use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use model::Clock;
use sandbox::Sandbox;
use tower::ServiceExt;
use transport::{Request, Response, SendError, Transport};
use url::Position;

use super::steps::{Outcome, Step, Steps, inject};

/// How late a request arrives whose sender has given up on it: less than what a look-up waits for.
const LATE: SignedDuration = SignedDuration::from_secs(45);

/// Carries requests into a sandbox in the same process: no socket, so that time can stand still.
pub(super) struct InProcess(axum::Router);

impl InProcess {
    pub(super) fn new(sandbox: &Sandbox) -> Self {
        Self(sandbox.router())
    }

    async fn carry(&self, request: Request) -> Result<Response, SendError> {
        let broken = |error: &dyn std::fmt::Display| SendError::OutcomeUnknown(error.to_string());
        let path = &request.url[Position::BeforePath..];
        let mut incoming = http::Request::builder()
            .method(request.method)
            .uri(path)
            .header(http::header::HOST, request.url.host_str().unwrap_or_default());
        if let Some(headers) = incoming.headers_mut() {
            headers.extend(request.headers);
        }
        let incoming = incoming
            .body(request.body.map_or_else(Body::empty, Body::from))
            .map_err(|error| broken(&error))?;
        let outgoing = match self.0.clone().oneshot(incoming).await {
            Ok(outgoing) => outgoing,
            Err(never) => match never {},
        };
        let (parts, body) = outgoing.into_parts();
        let body = to_bytes(body, usize::MAX).await.map_err(|error| broken(&error))?;
        Ok(Response {
            status: parts.status,
            headers: parts.headers,
            body,
        })
    }
}

impl Transport for InProcess {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, SendError>> {
        Box::pin(self.carry(request))
    }
}

/// What is answered to a request; none where it is passed on.
pub(super) type Answer = dyn Fn(&Request) -> Option<String> + Send + Sync;

/// Answers some requests itself, and counts those; the others it passes on.
pub(super) struct Answering {
    pub(super) inner: Arc<dyn Transport>,
    pub(super) answer: Box<Answer>,
    pub(super) answered: Arc<AtomicUsize>,
}

impl Transport for Answering {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, SendError>> {
        let Some(body) = (self.answer)(&request) else {
            return self.inner.send(request);
        };
        self.answered.fetch_add(1, Ordering::Relaxed);
        let mut headers = http::HeaderMap::new();
        headers.insert(
            http::header::CONTENT_TYPE,
            http::HeaderValue::from_static("application/json"),
        );
        Box::pin(std::future::ready(Ok(Response {
            status: StatusCode::OK,
            headers,
            body: Bytes::from(body),
        })))
    }
}

/// Counts calls as steps, and lets them go wrong.
pub(super) struct StruckTransport {
    pub(super) inner: Arc<dyn Transport>,
    pub(super) steps: Arc<Steps>,
    pub(super) late: Arc<Late>,
}

/// Requests that are under way without anybody waiting for them.
pub(super) struct Late {
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    requests: Mutex<Vec<(Timestamp, Request)>>,
}

impl Late {
    pub(super) fn new(transport: Arc<dyn Transport>, clock: Arc<dyn Clock>) -> Self {
        Self {
            transport,
            clock,
            requests: Mutex::default(),
        }
    }

    fn add(&self, request: Request) {
        let due = self.clock.now() + LATE;
        self.lock().push((due, request));
    }

    /// When the next one arrives.
    pub(super) fn next(&self) -> Option<Timestamp> {
        self.lock().iter().map(|(due, _)| *due).min()
    }

    /// What has arrived by now.
    pub(super) fn arrived(&self) -> Vec<Request> {
        let now = self.clock.now();
        let mut requests = self.lock();
        let (arrived, waiting) = requests.drain(..).partition(|(due, _)| *due <= now);
        *requests = waiting;
        let arrived: Vec<(Timestamp, Request)> = arrived;
        arrived.into_iter().map(|(_, request)| request).collect()
    }

    /// Has one carried out; nobody hears the answer.
    pub(super) async fn deliver(&self, request: Request) {
        let _ = self.transport.send(request).await;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<(Timestamp, Request)>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for StruckTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, SendError>> {
        Box::pin(async move {
            let step = Step::Http(request.label, request.effect);
            self.steps.meet(step).await;
            let body = request.body.as_deref().unwrap_or_default();
            assert!(!self.steps.is_poisoned(body), "a poisoned request");
            let fault = self.steps.take(step);
            let answer = |status: StatusCode, body: &'static str| {
                Ok(Response {
                    status,
                    headers: http::HeaderMap::new(),
                    body: Bytes::from_static(body.as_bytes()),
                })
            };
            match inject(fault, || self.inner.send(request.clone())).await {
                Outcome::Answered(answer) => answer,
                Outcome::NotDone => Err(SendError::NotSent("connection refused".to_owned())),
                Outcome::Refused => answer(StatusCode::SERVICE_UNAVAILABLE, "{}"),
                Outcome::Failed => answer(StatusCode::INTERNAL_SERVER_ERROR, "{}"),
                Outcome::Garbage => answer(StatusCode::OK, "<html>Bad gate"),
                Outcome::DoneLate => {
                    self.late.add(request);
                    Err(SendError::OutcomeUnknown("timed out".to_owned()))
                }
                Outcome::Lost | Outcome::Thawed => Err(SendError::OutcomeUnknown("timed out".to_owned())),
            }
        })
    }
}
