/// A kind of ActiveCampaign's records that has custom fields of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldOwner {
    /// Contacts.
    Contact,
    /// Accounts.
    Account,
    /// Deals.
    Deal,
}

impl FieldOwner {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Contact, Self::Account, Self::Deal];

    /// The kind in one word, as texts choose by it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Account => "account",
            Self::Deal => "deal",
        }
    }
}

/// A custom field that a setting or a mapping rule names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedField {
    /// The setting or rule: `customers.vat_number_field`, `mapping.order.Note`.
    pub key: String,
    /// The field's personalization tag, in lower case.
    pub tag: String,
    /// Whose field it may be: it is read or written there alone.
    pub owners: &'static [FieldOwner],
}

impl NamedField {
    /// A field that is read or written on these records.
    #[must_use]
    pub fn new(key: impl Into<String>, tag: impl Into<String>, owners: &'static [FieldOwner]) -> Self {
        Self {
            key: key.into(),
            tag: tag.into(),
            owners,
        }
    }
}
