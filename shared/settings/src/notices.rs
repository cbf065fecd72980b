use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[notices]`: what people are told beside failures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notices {
    /// Whether a summary is sent, and how often.
    pub digest: Digest,
    /// From which wait on, in minutes, it is told that jobs begin late: 5 to 1440.
    #[schemars(range(min = 5, max = 1440))]
    pub late_after_minutes: u16,
    /// Whether VAT rates that change within 60 days are told. One call to eAccounting a day.
    pub vat_changes: bool,
}

/// How often a summary is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Digest {
    /// Never.
    Off,
    /// Each morning, of the day before.
    Daily,
    /// Each Monday morning, of the week before.
    Weekly,
}
