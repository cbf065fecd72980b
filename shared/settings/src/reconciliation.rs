use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Every;

/// `[reconciliation]`: both systems are compared on the schedule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reconciliation {
    /// Whether they are, and how often.
    pub every: Every,
    /// How many days are compared, up to yesterday: 1 to 31.
    #[schemars(range(min = 1, max = 31))]
    pub days: u8,
}
