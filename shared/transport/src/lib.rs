#![doc = include_str!("../README.md")]

mod call_count;
#[cfg(feature = "reqwest")]
mod http_transport;
mod json_error_location;
mod rate_limiter;
mod retry;
mod ssrf;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use futures::future::BoxFuture;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use url::Url;

pub use call_count::{calls, count_call, counted};
#[cfg(feature = "reqwest")]
pub use http_transport::{HttpOptions, HttpTransport, Roots};
pub use json_error_location::json_error_location;
pub use rate_limiter::{NoLimit, Pace, RateLimiter};
pub use retry::{Decision, Failure, RetryPolicy, decide, wait_from_text};
pub use ssrf::{BlockedUrl, UrlPolicy, is_public};

/// The effect of sending a request twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idempotency {
    /// Nothing: it only reads.
    Read,
    /// The same as sending it once: a full replacement, a deletion.
    Replace,
    /// It creates or moves something each time: never repeated while its outcome is unknown.
    Create,
}

/// A request as data.
#[derive(Clone)]
pub struct Request {
    /// Method.
    pub method: Method,
    /// Full URL.
    pub url: Url,
    /// Headers, authorisation included.
    pub headers: HeaderMap,
    /// Body.
    pub body: Option<Bytes>,
    /// The endpoint without ids, such as `POST /orders`: for pacing, metrics and error texts.
    pub label: &'static str,
    /// The effect of sending it twice.
    pub effect: Idempotency,
}

impl Request {
    /// A request without headers and body.
    #[must_use]
    pub fn new(method: Method, url: Url, label: &'static str, effect: Idempotency) -> Self {
        Self {
            method,
            url,
            headers: HeaderMap::new(),
            body: None,
            label,
            effect,
        }
    }

    /// The same with a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// The same with a JSON body.
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn json(mut self, body: &impl serde::Serialize) -> Result<Self, serde_json::Error> {
        self.body = Some(Bytes::from(serde_json::to_vec(body)?));
        Ok(self.header(
            http::header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        ))
    }

    /// The same with a form body.
    #[must_use]
    pub fn form(mut self, body: String) -> Self {
        self.body = Some(Bytes::from(body));
        self.header(
            http::header::CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        )
    }
}

/// Shows the label only: URLs, headers and bodies hold secrets and personal data.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({})", self.label)
    }
}

/// A response, read whole.
#[derive(Clone)]
pub struct Response {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
}

impl Response {
    /// The wait in `Retry-After`, in seconds, of which a part counts as a whole one, or as a date relative to `now`.
    #[must_use]
    pub fn retry_after(&self, now: jiff::Timestamp) -> Option<Duration> {
        let text = self.headers.get(http::header::RETRY_AFTER)?.to_str().ok()?.trim();
        if let Ok(seconds) = text.parse::<f64>() {
            return Duration::try_from_secs_f64(seconds.ceil()).ok();
        }
        let date = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
        Some(Duration::try_from(date.duration_since(now)).unwrap_or(Duration::ZERO))
    }
}

/// Shows status and length only: bodies hold personal data.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Response({}, {} bytes)", self.status.as_u16(), self.body.len())
    }
}

/// Why there is no response.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The request certainly had no effect: name not resolved, connection or TLS refused.
    #[error("could not connect: {0}")]
    NotSent(String),
    /// The request may have had its effect: time-out, reset, broken response.
    #[error("no usable answer: {0}")]
    OutcomeUnknown(String),
    /// The host is refused before anything is sent.
    #[error(transparent)]
    Refused(#[from] BlockedUrl),
    /// The response is larger than allowed; the request may have had its effect.
    #[error("the answer is larger than {limit} bytes")]
    TooLarge {
        /// The bound.
        limit: usize,
    },
}

impl SendError {
    /// Whether the request may have had its effect.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        matches!(self, Self::OutcomeUnknown(_) | Self::TooLarge { .. })
    }
}

/// Carries requests.
pub trait Transport: Send + Sync {
    /// Sends one request once, and reads the whole response.
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, SendError>>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_read_in_seconds_in_parts_of_one_and_as_a_date() {
        let now: jiff::Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        let wait = |text: &'static str| {
            let headers = HeaderMap::from_iter([(http::header::RETRY_AFTER, HeaderValue::from_static(text))]);
            let response = Response {
                status: StatusCode::TOO_MANY_REQUESTS,
                headers,
                body: Bytes::new(),
            };
            response.retry_after(now).map(|wait| wait.as_secs())
        };
        assert_eq!(wait("55"), Some(55));
        assert_eq!(wait(" 0.4 "), Some(1));
        assert_eq!(wait("Mon, 23 Nov 2026 10:01:00 GMT"), Some(60));
        assert_eq!(wait("Mon, 23 Nov 2026 09:00:00 GMT"), Some(0));
        for nothing in ["", "soon", "-5", "NaN", "inf", "1e300"] {
            assert_eq!(wait(nothing), None, "{nothing}");
        }
    }
}
