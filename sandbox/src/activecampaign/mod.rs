//! ActiveCampaign.

use axum::Router;

use crate::core::Core;

/// The ActiveCampaign account.
#[derive(Clone)]
pub struct ActiveCampaign {
    #[allow(dead_code)]
    core: Core,
}

impl ActiveCampaign {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    pub(crate) fn router(&self) -> Router {
        Router::new()
    }

    pub(crate) fn control(&self) -> Router {
        Router::new()
    }

    /// Everything the account holds, as JSON.
    #[must_use]
    pub fn snapshot(&self) -> serde_json::Value {
        serde_json::Value::Null
    }

    /// Forgets everything.
    pub fn reset(&self) {}
}
