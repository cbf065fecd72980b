use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[sweep]`: what webhooks lost is found again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sweep {
    /// Whether ActiveCampaign is searched for changes that no webhook announced.
    pub enabled: bool,
    /// How far each search reaches back before the last one, since clocks differ and changes show late: 1 to 1440.
    #[schemars(range(min = 1, max = 1440))]
    pub overlap_minutes: u16,
}
