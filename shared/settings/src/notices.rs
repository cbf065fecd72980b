use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[notices]`: notices other than failures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notices {
    /// The language of notices and of the digest.
    pub language: NoticeLanguage,
    /// Whether a summary is sent, and how often.
    pub digest: Every,
    /// The wait in minutes from which a notice reports that jobs start late: 5 to 1440.
    #[schemars(range(min = 5, max = 1440))]
    pub late_after_minutes: u16,
    /// Whether notices report VAT rates that change within 60 days. Costs one call to eAccounting a day.
    pub vat_changes: bool,
}

/// The language of notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum NoticeLanguage {
    /// The language of the company's country where Ekobridge has it, else English.
    #[serde(rename = "auto")]
    Auto,
    /// English.
    #[serde(rename = "en")]
    English,
    /// Swedish.
    #[serde(rename = "sv")]
    Swedish,
    /// Norwegian, Bokmål.
    #[serde(rename = "nb")]
    Norwegian,
    /// Dutch.
    #[serde(rename = "nl")]
    Dutch,
    /// Finnish.
    #[serde(rename = "fi")]
    Finnish,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
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
