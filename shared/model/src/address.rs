use serde::{Deserialize, Serialize};

/// A postal address as the source wrote it. The country is unchanged: the mapping turns it into a code.
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
    /// Country: a two-letter code if the source uses codes, else the source's text.
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
