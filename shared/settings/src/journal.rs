use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Name;

/// `[journal]`: the activity log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Journal {
    /// How many days entries are kept, 1 to 365.
    #[schemars(range(min = 1, max = 365))]
    pub retention_days: u16,
    /// Fields of eAccounting whose values are not stored. The log only shows that they were sent.
    pub redact: Vec<Name>,
}
