#![doc = include_str!("../README.md")]

pub mod activecampaign;
pub mod core;
pub mod eaccounting;
mod guard;
pub mod identity;
mod page;

mod server;

use std::sync::Arc;

pub use crate::core::{
    Action, Call, Clock, CompanyPreset, Core, Credentials, Fault, Faults, Limits, ManualClock, Options,
    RateLimiter, RequestLog, Vendor, system_clock,
};
pub use server::Running;

/// Both vendors in one process. Cheap to clone: all clones share one sandbox.
#[derive(Clone)]
pub struct Sandbox {
    inner: Arc<Inner>,
}

struct Inner {
    core: Core,
    activecampaign: activecampaign::ActiveCampaign,
    identity: identity::Identity,
    eaccounting: eaccounting::Eaccounting,
}

impl Sandbox {
    /// A sandbox with `options`. With a data directory it continues from the last run.
    #[must_use]
    pub fn new(options: Options) -> Self {
        let core = Core::new(options);
        let identity = identity::Identity::new(core.clone());
        let eaccounting = eaccounting::Eaccounting::new(core.clone(), identity.clone());
        let activecampaign = activecampaign::ActiveCampaign::new(core.clone());
        Self {
            inner: Arc::new(Inner {
                core,
                activecampaign,
                identity,
                eaccounting,
            }),
        }
    }

    /// The parts that both vendors share: clock, faults, request log, options.
    #[must_use]
    pub fn core(&self) -> &Core {
        &self.inner.core
    }

    /// The secret of the control API, sent as `Authorization: Bearer SECRET`.
    #[must_use]
    pub fn control_secret(&self) -> &str {
        &self.inner.core.options().control_secret
    }

    /// The armed faults.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        self.inner.core.faults()
    }

    /// All calls in the log, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<Call> {
        self.inner.core.log().all()
    }

    /// Clears the calls and their counts.
    pub fn reset_log(&self) {
        self.inner.core.log().clear();
    }

    /// The requests that violate the vendors' documentation, as "METHOD path: what". Empty for a correct client.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        self.inner.core.log().violations()
    }

    /// The ActiveCampaign account.
    #[must_use]
    pub fn activecampaign(&self) -> &activecampaign::ActiveCampaign {
        &self.inner.activecampaign
    }

    /// The eAccounting company.
    #[must_use]
    pub fn eaccounting(&self) -> &eaccounting::Eaccounting {
        &self.inner.eaccounting
    }

    /// eAccounting's identity server.
    #[must_use]
    pub fn identity(&self) -> &identity::Identity {
        &self.inner.identity
    }

    /// Resets everything: documents, grants, faults and calls. The sandbox is then as new.
    pub fn reset(&self) {
        self.inner.core.faults().clear();
        self.inner.core.log().clear();
        self.inner.activecampaign.reset();
        self.inner.identity.reset();
        self.inner.eaccounting.reset();
    }

    /// Both vendors' documents as JSON: `{"activecampaign":{…},"eaccounting":{…}}`.
    #[must_use]
    pub fn state(&self) -> serde_json::Value {
        serde_json::json!({
            "activecampaign": self.inner.activecampaign.snapshot(),
            "eaccounting": self.inner.eaccounting.snapshot(),
        })
    }
}
