//! Events in the account that can trigger a webhook or an automation.

use serde::{Deserialize, Serialize};

/// The source of a change. Webhooks are registered for some of these.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// A contact did.
    Public,
    /// A user in the application.
    #[default]
    Admin,
    /// An API call.
    Api,
    /// An automation or the system.
    System,
}

impl Source {
    /// The name in `webhook.sources` and in `initiated_from`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Admin => "admin",
            Self::Api => "api",
            Self::System => "system",
        }
    }
}

/// The trigger of an automation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// An order was created in the GraphQL store.
    OrderCreated,
    /// An order in the GraphQL store was changed.
    OrderUpdated,
    /// An order was created in the REST store.
    MakesPurchase,
}

impl Trigger {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::OrderCreated => "order_created",
            Self::OrderUpdated => "order_updated",
            Self::MakesPurchase => "makes_purchase",
        }
    }
}

/// Something happened.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) source: Source,
    pub(super) what: What,
}

#[derive(Debug, Clone)]
pub(super) enum What {
    ContactAdded(u64),
    ContactUpdated(u64),
    TagAdded {
        contact: u64,
        tag: String,
    },
    TagRemoved {
        contact: u64,
        tag: String,
    },
    AccountAdded(u64),
    AccountUpdated(u64),
    AccountContactAdded(u64),
    AccountContactUpdated(u64),
    DealAdded(u64),
    DealUpdated {
        deal: u64,
        fields: Vec<String>,
    },
    DealNoteAdded {
        deal: u64,
        note: u64,
    },
    NoteAdded {
        contact: u64,
        note: u64,
    },
    /// An automation's trigger, for a contact.
    Triggered {
        trigger: Trigger,
        email: String,
    },
}
