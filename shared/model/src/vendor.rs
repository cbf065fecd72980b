use std::fmt;

use serde::{Deserialize, Serialize};

/// One of the two systems that Ekobridge connects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Vendor {
    /// ActiveCampaign.
    ActiveCampaign,
    /// Visma eAccounting (eEkonomi, Spiris).
    Eaccounting,
}

impl Vendor {
    /// Both vendors.
    pub const ALL: [Self; 2] = [Self::ActiveCampaign, Self::Eaccounting];

    /// The vendor in one lower-case word, as in error codes and in stored JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ActiveCampaign => "activecampaign",
            Self::Eaccounting => "eaccounting",
        }
    }

    /// The product's name, for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ActiveCampaign => "ActiveCampaign",
            Self::Eaccounting => "eAccounting",
        }
    }
}

/// The product's name.
impl fmt::Display for Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendor_is_stored_as_its_word() {
        for vendor in Vendor::ALL {
            let json = serde_json::to_string(&vendor).unwrap();
            assert_eq!(json, format!("\"{}\"", vendor.as_str()));
            assert_eq!(serde_json::from_str::<Vendor>(&json).unwrap(), vendor);
        }
    }
}
