//! What both vendors' stand-ins share: time, faults, the request log, limits, and the state on disk.

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

/// Whose API a call is meant for.
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

/// The part of the sandbox that both vendors are given. Cheap to clone.
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
    /// A core with `options`, no faults and an empty log.
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

    /// What the sandbox was started with.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.inner.options
    }

    /// The faults that are armed.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.inner.faults
    }

    /// The calls that the vendors got.
    #[must_use]
    pub fn log(&self) -> &RequestLog {
        &self.inner.log
    }

    /// Wraps a vendor's routes so that each call is logged and meets the armed faults. To be applied once, outermost,
    /// on the router that is nested at the vendor's prefix.
    pub fn observe(&self, vendor: Vendor, router: axum::Router) -> axum::Router {
        observe::observe(self.clone(), vendor, router)
    }

    /// Writes a vendor's state to the data directory, when there is one. `state` is not called otherwise.
    pub fn save<T: Serialize>(&self, name: &str, state: impl FnOnce() -> T) {
        if let Some(directory) = &self.inner.options.data_dir {
            store::save(directory, name, &state());
        }
    }

    /// Reads back what [`Core::save`] wrote under `name`. A file that cannot be read is set aside and reported, and
    /// the sandbox starts afresh.
    #[must_use]
    pub fn load<T: serde::de::DeserializeOwned>(&self, name: &str) -> Option<T> {
        store::load(self.inner.options.data_dir.as_deref()?, name)
    }
}
