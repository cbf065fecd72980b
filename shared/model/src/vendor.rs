use serde::{Deserialize, Serialize};

/// A system that Ekobridge connects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Vendor {
    /// ActiveCampaign.
    ActiveCampaign,
    /// Visma eAccounting.
    Eaccounting,
}

impl Vendor {
    /// Every vendor.
    pub const ALL: [Self; 2] = [Self::ActiveCampaign, Self::Eaccounting];

    /// The vendor in one word, as in the topics of alerts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ActiveCampaign => "activecampaign",
            Self::Eaccounting => "eaccounting",
        }
    }

    /// The name that people know it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ActiveCampaign => "ActiveCampaign",
            Self::Eaccounting => "eAccounting",
        }
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
