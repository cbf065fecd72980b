use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[quotes]`: how accepted quotes become orders.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quotes {
    /// Whether accepted quotes are converted.
    pub enabled: bool,
    /// Run everything, but write nothing.
    pub dry_run: bool,
    /// The kind of document that a quote becomes.
    pub convert_to: QuoteTarget,
}

/// `quotes.convert_to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteTarget {
    /// An ongoing order (`Type` 1).
    Order,
    /// An order draft (`Type` 0).
    OrderDraft,
}
