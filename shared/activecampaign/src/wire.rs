//! ActiveCampaign's own types.

/// An e-commerce connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// Id.
    pub id: String,
    /// The service, such as `shopify`.
    pub service: String,
    /// The service's id of the store.
    pub external_id: String,
    /// Name of the store.
    pub name: String,
}

/// A webhook. Its URL holds the route token, so `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Where it posts to.
    pub url: String,
    /// Event types.
    pub events: Vec<String>,
    /// Sources.
    pub sources: Vec<String>,
}

impl std::fmt::Debug for Webhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Webhook")
            .field("id", &self.id)
            .field("events", &self.events)
            .finish_non_exhaustive()
    }
}
