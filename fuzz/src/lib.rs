//! What the targets share: a vendor that answers what the fuzzer says, and a clock and a runtime that wait for nobody.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use futures::future::BoxFuture;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use transport::{Request, Response, RetryPolicy, SendError, Transport};

/// More calls than anything that is asked here may cost, however the vendor answers.
const MOST_CALLS: usize = 5_000;

/// Answers every request with the same status and body.
pub struct Parrot {
    status: StatusCode,
    retry_after: Option<HeaderValue>,
    body: Bytes,
    calls: AtomicUsize,
}

impl Parrot {
    /// Made of the fuzzer's bytes: two for the status, one for the length of `Retry-After`, that, and the body.
    pub fn new(data: &[u8]) -> Option<Arc<Self>> {
        let (&[high, low, length], rest) = data.split_first_chunk()?;
        // Mostly a success, so that bodies are read as what they should be.
        let status = match high {
            0..=127 => 200,
            _ => 200 + (u16::from(high) << 8 | u16::from(low)) % 400,
        };
        let (wait, body) = rest.split_at_checked(usize::from(length % 32))?;
        Some(Arc::new(Self {
            status: StatusCode::from_u16(status).ok()?,
            retry_after: HeaderValue::from_bytes(wait)
                .ok()
                .filter(|value| !value.is_empty()),
            body: Bytes::copy_from_slice(body),
            calls: AtomicUsize::new(0),
        }))
    }
}

impl Transport for Parrot {
    fn send(&self, _: Request) -> BoxFuture<'_, Result<Response, SendError>> {
        let calls = self.calls.fetch_add(1, Ordering::Relaxed);
        assert!(calls < MOST_CALLS, "an answer makes the client ask for ever");
        let mut headers = HeaderMap::new();
        if let Some(wait) = &self.retry_after {
            headers.insert(header::RETRY_AFTER, wait.clone());
        }
        let response = Response {
            status: self.status,
            headers,
            body: self.body.clone(),
        };
        Box::pin(async { Ok(response) })
    }
}

/// Two attempts, so that the wait between them is worked out too.
pub const TWICE: RetryPolicy = RetryPolicy {
    attempts: 2,
    base: std::time::Duration::from_millis(1),
    cap: std::time::Duration::from_secs(3),
};

/// Runs to the end; waits take no time.
pub fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime needs nothing here")
        .block_on(work)
}

/// Texts for people and logs hold no address, whatever a vendor quoted.
pub fn quotes_nobody(text: &str) {
    assert!(!text.contains('@'), "a vendor's text is passed on: {text}");
}
