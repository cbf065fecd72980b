use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Vendor;
use super::faults::fits;

/// One call to a vendor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// Sequence number, starting at 1.
    pub number: u64,
    /// When it came.
    pub at: Timestamp,
    /// The vendor that was called.
    pub vendor: Vendor,
    /// The HTTP method.
    pub method: String,
    /// The path as in the vendor's documentation, without `/api/3` or `/v2`.
    pub path: String,
    /// The query string, still encoded.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub query: Option<String>,
    /// Method and path, with ids replaced: `GET /customers/{id}`.
    pub endpoint: String,
    /// The response's status. `None` if the connection was dropped or is still open.
    pub status: Option<u16>,
    /// The request body: JSON, a form as an object of texts, or text.
    pub request: Value,
    /// The response body.
    pub response: Value,
    /// The fault that applied.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fault: Option<String>,
    /// How the request violates the vendor's documentation.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub violations: Vec<String>,
}

/// The latest calls, and how many there were of each kind.
#[derive(Debug)]
pub struct RequestLog {
    capacity: usize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    next: u64,
    calls: VecDeque<Call>,
    counts: BTreeMap<String, u64>,
}

impl RequestLog {
    /// A log that holds the last `capacity` calls. The counts are not limited.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity: capacity.max(1),
            state: Mutex::default(),
        }
    }

    /// The calls, oldest first.
    #[must_use]
    pub fn all(&self) -> Vec<Call> {
        self.lock().calls.iter().cloned().collect()
    }

    /// The calls of `vendor` that match `matcher` (see [`super::Fault::matcher`]), oldest first.
    #[must_use]
    pub fn matching(&self, vendor: Vendor, matcher: &str) -> Vec<Call> {
        let fitting = |call: &&Call| call.vendor == vendor && fits(matcher, &call.method, &call.path);
        self.lock().calls.iter().filter(fitting).cloned().collect()
    }

    /// The latest `count` calls, newest first.
    #[must_use]
    pub fn latest(&self, count: usize) -> Vec<Call> {
        self.lock().calls.iter().rev().take(count).cloned().collect()
    }

    /// How many calls there were since the log was cleared, by vendor and endpoint such as `"eaccounting POST
    /// /orders"`.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<String, u64> {
        self.lock().counts.clone()
    }

    /// How many calls an endpoint received, for example `count(Vendor::Eaccounting, "GET /customers/{id}")`.
    #[must_use]
    pub fn count(&self, vendor: Vendor, endpoint: &str) -> u64 {
        self.lock()
            .counts
            .get(&format!("{vendor} {endpoint}"))
            .copied()
            .unwrap_or(0)
    }

    /// The violations in all calls.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        let state = self.lock();
        let of = |call: &Call| {
            let at = format!("{} {}", call.method, call.path);
            call.violations
                .iter()
                .map(move |what| format!("{at}: {what}"))
                .collect::<Vec<_>>()
        };
        state.calls.iter().flat_map(of).collect()
    }

    /// Clears the calls and the counts.
    pub fn clear(&self) {
        let mut state = self.lock();
        state.calls.clear();
        state.counts.clear();
    }

    /// Adds a call that has started, and returns its number.
    pub(crate) fn begin(&self, mut call: Call) -> u64 {
        let mut state = self.lock();
        state.next += 1;
        call.number = state.next;
        *state
            .counts
            .entry(format!("{} {}", call.vendor, call.endpoint))
            .or_default() += 1;
        if state.calls.len() == self.capacity {
            state.calls.pop_front();
        }
        state.calls.push_back(call);
        state.next
    }

    /// Changes a call that is still in the log.
    pub(crate) fn amend(&self, number: u64, change: impl FnOnce(&mut Call)) {
        // Searched from the end, because it is nearly always among the latest.
        if let Some(call) = self
            .lock()
            .calls
            .iter_mut()
            .rev()
            .find(|call| call.number == number)
        {
            change(call);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call's endpoint: its method, and its path without ids.
pub(crate) fn endpoint(method: &str, path: &str) -> String {
    let is_id = |segment: &str| {
        !segment.is_empty()
            && (segment.bytes().all(|byte| byte.is_ascii_digit()) || uuid::Uuid::parse_str(segment).is_ok())
    };
    let segments: Vec<&str> = path
        .split('/')
        .map(|segment| if is_id(segment) { "{id}" } else { segment })
        .collect();
    format!("{method} {}", segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_taken_out_of_an_endpoint() {
        assert_eq!(
            endpoint("GET", "/contacts/12/fieldValues"),
            "GET /contacts/{id}/fieldValues"
        );
        assert_eq!(
            endpoint("PUT", "/customers/2c3f5b8e-0000-4000-8000-000000000001"),
            "PUT /customers/{id}"
        );
        assert_eq!(endpoint("GET", "/orders"), "GET /orders");
    }
}
