use serde::{Deserialize, Serialize};

/// A postal address as the source wrote it. Country is kept as written: mapping turns it into a code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Address {
    /// First name of the person at the address.
    pub first_name: Option<String>,
    /// Last name of the person at the address.
    pub last_name: Option<String>,
    /// Company at the address.
    pub company: Option<String>,
    /// Street and number, or the first address line.
    pub address1: Option<String>,
    /// Second address line.
    pub address2: Option<String>,
    /// Third address line.
    pub address3: Option<String>,
    /// Postcode.
    pub postal: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Province or state.
    pub province: Option<String>,
    /// Country: a code of two letters where the source keeps its own rule, else what it wrote.
    pub country: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// E-mail address as written.
    pub email: Option<String>,
}

impl Address {
    /// Whether nothing is filled in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}
