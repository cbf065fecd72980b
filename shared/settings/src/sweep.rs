use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[sweep]`: the search for changes that webhooks missed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sweep {
    /// Whether ActiveCampaign is searched for changes that no webhook announced.
    pub enabled: bool,
    /// How many minutes each search overlaps the one before, because clocks differ and changes appear late: 1 to 1440.
    #[schemars(range(min = 1, max = 1440))]
    pub overlap_minutes: u16,
}
