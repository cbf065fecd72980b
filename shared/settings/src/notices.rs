use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[notices]`: what people are told beside failures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notices {
    /// Whether a summary is sent, and how often.
    pub digest: Every,
    /// From which wait on, in minutes, it is told that jobs begin late: 5 to 1440.
    #[schemars(range(min = 5, max = 1440))]
    pub late_after_minutes: u16,
    /// Whether VAT rates that change within 60 days are told. One call to eAccounting a day.
    pub vat_changes: bool,
}

/// How often something is done of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// Never.
    Off,
    /// Each morning.
    Daily,
    /// Each Monday morning.
    Weekly,
}
