use std::collections::BTreeMap;

use model::CountryCode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{FieldTag, Name};

/// `[customers]`: contacts and accounts become customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Customers {
    /// Whether changed contacts are sent to eAccounting by themselves. Orders bring their customer along in any case.
    pub enabled: bool,
    /// Do everything but write.
    pub dry_run: bool,
    /// Whether a contact without a customer in eAccounting gets one; otherwise only existing customers are updated.
    pub create: bool,
    /// The key by which a customer is found if no link is known.
    pub match_by: MatchBy,
    /// The contact's custom field that holds eAccounting's customer number; needed with `match_by = "field"`.
    pub match_field: Option<FieldTag>,
    /// The handling of several matching customers.
    pub on_multiple_matches: OnMultipleMatches,
    /// Whether a company name makes a company customer with the contact as its contact person. Otherwise every
    /// customer is a private person.
    pub companies: bool,
    /// The custom field (contact or account) with the organisation number.
    pub organisation_number_field: Option<FieldTag>,
    /// The custom field (contact or account) with the VAT number.
    pub vat_number_field: Option<FieldTag>,
    /// Terms of payment of new customers: their name in eAccounting, or their number of days.
    pub terms_of_payment: Option<Name>,
    /// Terms of payment of new customers by country; before `terms_of_payment`.
    #[schemars(with = "BTreeMap<String, Name>")]
    pub terms_of_payment_by_country: BTreeMap<CountryCode, Name>,
    /// The country of a customer whose country is not known; none means the company's own.
    #[schemars(with = "Option<String>")]
    pub default_country: Option<CountryCode>,
    /// What is done with a new customer without a city, which eAccounting requires: `skip` (a contact without any address
    /// is no debtor yet; its first order brings one), `park`, or the text to be used.
    pub on_missing_city: Missing,
    /// What is done with a new customer without a postcode, which eAccounting requires: `park`, or the text to be used.
    pub on_missing_postal_code: Missing,
    /// The language of sales documents by country, two letters; a locale of the contact's goes first.
    #[schemars(with = "BTreeMap<String, String>")]
    pub language_by_country: BTreeMap<CountryCode, Language>,
    /// The address of a contact's page in ActiveCampaign, with `{id}` for its id, which new customers are linked to; none
    /// links nothing.
    pub contact_link: Option<Name>,
    /// Customer labels by name, set on new customers. They must exist in eAccounting.
    pub labels: Vec<Name>,
}

/// `customers.match_by`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MatchBy {
    /// `EmailAddress` equals the contact's.
    Email,
    /// `CustomerNumber` equals what the mapping gives for it.
    CustomerNumber,
    /// `CorporateIdentityNumber` equals what the mapping gives for it.
    OrganisationNumber,
    /// `CustomerNumber` equals the custom field `customers.match_field`.
    Field,
}

/// `customers.on_multiple_matches`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnMultipleMatches {
    /// The job waits for a person.
    Park,
    /// The active one that was changed last is taken.
    NewestActive,
}

/// What is done when a field that eAccounting requires is empty: `"park"`, `"skip"`, or a text to use in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "String", into = "String")]
#[schemars(with = "String")]
pub enum Missing {
    /// The job waits for a person.
    Park,
    /// A contact that has no address at all is left alone; everything else waits for a person.
    Skip,
    /// This text is used.
    Use(String),
}

impl From<String> for Missing {
    fn from(text: String) -> Self {
        let text = text.trim();
        match text {
            "park" => Self::Park,
            "skip" => Self::Skip,
            text => Self::Use(text.to_owned()),
        }
    }
}

impl From<Missing> for String {
    fn from(missing: Missing) -> Self {
        match missing {
            Missing::Park => "park".to_owned(),
            Missing::Skip => "skip".to_owned(),
            Missing::Use(text) => text,
        }
    }
}

/// A language of two letters, lower case, such as `sv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

impl Language {
    /// The code, such as `sv`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Language {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let text = text.trim().to_lowercase();
        if text.len() == 2 && text.bytes().all(|b| b.is_ascii_lowercase()) {
            Ok(Self(text))
        } else {
            Err("expected a language of two letters, such as \"sv\"")
        }
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0
    }
}
