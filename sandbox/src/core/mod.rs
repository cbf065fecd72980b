//! The parts that both stand-ins share: time, faults, the request log, rate limits, and the state on disk.

mod clock;
pub(crate) mod control;
mod faults;
mod limiter;
mod log;
mod observe;
mod options;
mod store;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use clock::{Clock, ManualClock, system_clock};
pub use faults::{Action, Fault, Faults};
pub use limiter::{Quota, RateLimiter};
pub use log::{Call, RequestLog};
pub(crate) use observe::ConnectionReset;
pub use observe::violation;
pub use options::{CompanyPreset, Credentials, Limits, Options};

/// The vendor whose API a call uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Vendor {
    /// ActiveCampaign's REST and GraphQL API.
    ActiveCampaign,
    /// eAccounting's API.
    Eaccounting,
    /// eAccounting's identity server.
    Identity,
}

impl Vendor {
    /// The name in URLs and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ActiveCampaign => "activecampaign",
            Self::Eaccounting => "eaccounting",
            Self::Identity => "identity",
        }
    }
}

impl std::fmt::Display for Vendor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// The shared part, which both vendors receive. Cheap to clone.
#[derive(Clone)]
pub struct Core {
    inner: Arc<Inner>,
}

struct Inner {
    options: Options,
    faults: Faults,
    log: RequestLog,
    clocks_ahead: Mutex<HashMap<Vendor, SignedDuration>>,
}

impl Core {
    /// A core with `options`, no faults, and an empty log.
    #[must_use]
    pub fn new(options: Options) -> Self {
        let log = RequestLog::new(options.log_capacity);
        Self {
            inner: Arc::new(Inner {
                options,
                faults: Faults::default(),
                log,
                clocks_ahead: Mutex::default(),
            }),
        }
    }

    /// The time, from the injected clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.inner.options.clock)()
    }

    /// Puts a vendor's clock ahead of the sandbox's, or behind it when `by` is negative. Only the `Date` header of the
    /// vendor's responses follows this clock.
    pub fn set_clock_ahead(&self, vendor: Vendor, by: SignedDuration) {
        let mut clocks = self
            .inner
            .clocks_ahead
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        clocks.insert(vendor, by);
    }

    /// The time of a vendor's clock; none where it was not set apart from the sandbox's.
    fn own_time(&self, vendor: Vendor) -> Option<Timestamp> {
        let clocks = self
            .inner
            .clocks_ahead
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        self.now().checked_add(*clocks.get(&vendor)?).ok()
    }

    /// The options with which the sandbox was started.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.inner.options
    }

    /// The armed faults.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.inner.faults
    }

    /// The calls to the vendors.
    #[must_use]
    pub fn log(&self) -> &RequestLog {
        &self.inner.log
    }

    /// Wraps a vendor's routes so that each call is logged and checked against the armed faults. Apply it once,
    /// outermost, to the router that is nested at the vendor's prefix.
    pub fn observe(&self, vendor: Vendor, router: axum::Router) -> axum::Router {
        observe::observe(self.clone(), vendor, router)
    }

    /// Writes a vendor's state to the data directory, if there is one. `state` isn't called otherwise.
    pub fn save<T: Serialize>(&self, name: &str, state: impl FnOnce() -> T) {
        if let Some(directory) = &self.inner.options.data_dir {
            store::save(directory, name, &state());
        }
    }

    /// Reads what [`Core::save`] wrote under `name`. An unreadable file is renamed and reported, and the sandbox starts
    /// empty.
    #[must_use]
    pub fn load<T: serde::de::DeserializeOwned>(&self, name: &str) -> Option<T> {
        store::load(self.inner.options.data_dir.as_deref()?, name)
    }
}
