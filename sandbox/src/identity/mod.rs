//! Placeholder until the module lands.
use crate::core::Core;
/// The part of the sandbox.
#[derive(Clone)]
pub struct Identity;
impl Identity {
    pub(crate) fn new(_core: Core) -> Self {
        Self
    }
    pub(crate) fn router(&self) -> axum::Router {
        axum::Router::new()
    }
    pub(crate) fn control(&self) -> axum::Router {
        axum::Router::new()
    }
    /// Everything it holds, as JSON.
    #[must_use]
    pub fn snapshot(&self) -> serde_json::Value {
        serde_json::Value::Null
    }
    /// Forgets everything.
    pub fn reset(&self) {}
}
