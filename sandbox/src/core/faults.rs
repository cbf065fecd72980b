use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Vendor;

/// A fault: what goes wrong, for which calls, and how often.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// The vendor whose calls are affected.
    pub vendor: Vendor,
    /// Which calls match: `"POST /orders"`, `"GET /customers/*"`, `"POST"`, `"/orders"`, or `"*"` for all. Paths are
    /// the vendor's own, without `/api/3` or `/v2`. `*` matches one segment, or any number of segments at the end.
    #[serde(default = "any")]
    pub matcher: String,
    /// Only calls whose body contains this text. For GraphQL, where all calls share one path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_contains: Option<String>,
    /// How many matching calls pass before the fault applies.
    #[serde(default)]
    pub after: u32,
    /// How many calls the fault then affects.
    #[serde(default = "once")]
    pub times: u32,
    /// What happens to these calls.
    pub action: Action,
}

/// What happens to an affected call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// The call isn't executed; the response has `status`.
    Fail {
        /// The HTTP status.
        status: u16,
        /// The body. If empty: a plausible body of the vendor's.
        #[serde(default)]
        body: Option<Value>,
    },
    /// The call isn't executed and gets no response. The connection closes after `millis`, or when the client
    /// disconnects.
    Hang {
        /// How long, in milliseconds. Unlimited if empty.
        #[serde(default)]
        millis: Option<u64>,
    },
    /// The call is executed; the response has `status`.
    CommitThenFail {
        /// The HTTP status.
        status: u16,
    },
    /// The call is executed and never gets a response.
    CommitThenHang,
    /// The call is executed and the connection closes without a response.
    CommitThenReset,
    /// The call isn't executed and the connection closes without a response.
    Reset,
    /// The call is executed; the response is sent after `millis`.
    Slow {
        /// How long, in milliseconds.
        millis: u64,
    },
    /// The call is executed; the response is 200 with a body that isn't JSON.
    Garbage,
    /// The call isn't executed; the response is the vendor's 429.
    RateLimit {
        /// Seconds to wait.
        retry_after: u64,
    },
}

fn any() -> String {
    "*".to_owned()
}

fn once() -> u32 {
    1
}

impl Fault {
    /// `action` for the next call of `vendor` that matches `matcher`.
    #[must_use]
    pub fn new(vendor: Vendor, matcher: &str, action: Action) -> Self {
        Self {
            vendor,
            matcher: matcher.to_owned(),
            body_contains: None,
            after: 0,
            times: 1,
            action,
        }
    }

    /// Applies to the next `times` calls.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// Applies only after `after` matching calls.
    #[must_use]
    pub fn after(mut self, after: u32) -> Self {
        self.after = after;
        self
    }

    /// Applies only to calls whose body contains `text`.
    #[must_use]
    pub fn body_contains(mut self, text: &str) -> Self {
        self.body_contains = Some(text.to_owned());
        self
    }

    fn fits(&self, vendor: Vendor, method: &str, path: &str, body: &[u8]) -> bool {
        self.vendor == vendor
            && fits(&self.matcher, method, path)
            && self
                .body_contains
                .as_ref()
                .is_none_or(|text| String::from_utf8_lossy(body).contains(text.as_str()))
    }
}

impl Action {
    /// A short name for the log and the page.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Fail { status, .. } => format!("fail {status}"),
            Self::Hang { .. } => "hang".to_owned(),
            Self::CommitThenFail { status } => format!("commit, then fail {status}"),
            Self::CommitThenHang => "commit, then hang".to_owned(),
            Self::CommitThenReset => "commit, then reset".to_owned(),
            Self::Reset => "reset".to_owned(),
            Self::Slow { millis } => format!("slow {millis} ms"),
            Self::Garbage => "garbage".to_owned(),
            Self::RateLimit { .. } => "rate limit".to_owned(),
        }
    }
}

/// Whether a call matches a pattern.
pub(crate) fn fits(matcher: &str, method: &str, path: &str) -> bool {
    let matcher = matcher.trim();
    let (wanted_method, pattern) = match matcher.split_once(' ') {
        Some((method, pattern)) => (method, pattern.trim()),
        None if matcher.starts_with('/') || matcher == "*" => ("*", matcher),
        None => (matcher, "*"),
    };
    if wanted_method != "*" && !wanted_method.eq_ignore_ascii_case(method) {
        return false;
    }
    if pattern == "*" {
        return true;
    }
    let mut pattern = pattern.trim_matches('/').split('/').peekable();
    let mut path = path.trim_matches('/').split('/');
    while let Some(wanted) = pattern.next() {
        let Some(segment) = path.next() else { return false };
        if wanted == "*" {
            if pattern.peek().is_none() {
                return true;
            }
        } else if !wanted.eq_ignore_ascii_case(segment) {
            return false;
        }
    }
    path.next().is_none()
}

/// The armed faults. The oldest is used first.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    armed: Arc<Mutex<Vec<Fault>>>,
}

impl Faults {
    /// Arms a fault.
    pub fn add(&self, fault: Fault) {
        if fault.times > 0 {
            self.lock().push(fault);
        }
    }

    /// Disarms all.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// The armed faults, with their remaining counts.
    #[must_use]
    pub fn all(&self) -> Vec<Fault> {
        self.lock().clone()
    }

    /// The action for a call, which uses up one count of the fault.
    pub(crate) fn take(&self, vendor: Vendor, method: &str, path: &str, body: &[u8]) -> Option<Action> {
        let mut armed = self.lock();
        let mut hit = None;
        for fault in armed.iter_mut() {
            if !fault.fits(vendor, method, path, body) {
                continue;
            }
            if fault.after > 0 {
                fault.after -= 1;
                continue;
            }
            fault.times -= 1;
            hit = Some(fault.action.clone());
            break;
        }
        armed.retain(|fault| fault.times > 0);
        hit
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.armed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_fits_by_method_and_by_segments() {
        assert!(fits("*", "GET", "/orders/1"));
        assert!(fits("POST /orders", "POST", "/orders"));
        assert!(fits("post /Orders/", "POST", "/orders"));
        assert!(fits("/orders", "PUT", "/orders"));
        assert!(fits("POST", "POST", "/anything"));
        assert!(fits("GET /customers/*", "GET", "/customers/5"));
        assert!(fits("GET /customers/*", "GET", "/customers/5/notes"));
        assert!(fits(
            "* /quotes/*/converttoorder",
            "POST",
            "/quotes/9/converttoorder"
        ));
        assert!(!fits("POST /orders", "GET", "/orders"));
        assert!(!fits("POST /orders", "POST", "/orders/1"));
        assert!(!fits("GET /customers/*", "GET", "/customers"));
        assert!(!fits("/orders", "GET", "/customers/orders"));
    }

    #[test]
    fn a_fault_waits_for_its_turn_and_is_used_up() {
        let faults = Faults::default();
        faults.add(
            Fault::new(Vendor::Eaccounting, "POST /orders", Action::Reset)
                .after(1)
                .times(2),
        );
        let take = || faults.take(Vendor::Eaccounting, "POST", "/orders", b"");
        assert_eq!(take(), None);
        assert_eq!(take(), Some(Action::Reset));
        assert_eq!(take(), Some(Action::Reset));
        assert_eq!(take(), None);
        assert!(faults.all().is_empty());
    }

    #[test]
    fn a_fault_can_ask_for_a_text_in_the_body() {
        let faults = Faults::default();
        faults.add(Fault::new(Vendor::ActiveCampaign, "*", Action::Garbage).body_contains("searchOrder"));
        assert_eq!(
            faults.take(Vendor::ActiveCampaign, "POST", "/ecom/graphql", b"{getOrder}"),
            None
        );
        assert_eq!(
            faults.take(Vendor::ActiveCampaign, "POST", "/x", b"{searchOrder}"),
            Some(Action::Garbage)
        );
    }
}
