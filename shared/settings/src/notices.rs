use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[notices]`: notices other than failures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notices {
    /// Whether a summary is sent, and how often.
    pub digest: Every,
    /// The wait in minutes from which a notice reports that jobs start late: 5 to 1440.
    #[schemars(range(min = 5, max = 1440))]
    pub late_after_minutes: u16,
    /// Whether notices report VAT rates that change within 60 days. Costs one call to eAccounting a day.
    pub vat_changes: bool,
}

/// How often the schedule does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// Never.
    Off,
    /// Once a day.
    Daily,
    /// Once a week, on Monday.
    Weekly,
}
