use std::collections::BTreeMap;

use model::CountryCode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{FieldTag, Name, value};

/// `[customers]`: how contacts and accounts become customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Customers {
    /// Whether changed contacts are sent to eAccounting automatically. Orders always bring their customer.
    pub enabled: bool,
    /// Run everything, but write nothing.
    pub dry_run: bool,
    /// Whether a contact without a customer in eAccounting gets a new one. If not, only existing customers are updated.
    pub create: bool,
    /// The key by which a customer is found if it isn't linked yet.
    pub match_by: MatchBy,
    /// The contact's custom field with eAccounting's customer number. Required with `match_by = "field"`.
    pub match_field: Option<FieldTag>,
    /// The handling of several matching customers.
    pub on_multiple_matches: OnMultipleMatches,
    /// Whether a contact with a company name becomes a company customer with the contact as its contact person. If not,
    /// all customers are private persons.
    pub companies: bool,
    /// The custom field (contact or account) with the organization number.
    pub organisation_number_field: Option<FieldTag>,
    /// The custom field (contact or account) with the VAT number.
    pub vat_number_field: Option<FieldTag>,
    /// Payment terms of new customers: a name in eAccounting, or a number of days.
    #[serde(deserialize_with = "value::optional_terms", default)]
    pub terms_of_payment: Option<Name>,
    /// Payment terms of new customers by country, with precedence over `terms_of_payment`.
    #[serde(deserialize_with = "value::terms_by_country")]
    #[schemars(with = "BTreeMap<String, Name>")]
    pub terms_of_payment_by_country: BTreeMap<CountryCode, Name>,
    /// The country of a customer whose country is unknown. If unset, the company's own.
    #[serde(deserialize_with = "value::optional_country", default)]
    #[schemars(with = "Option<String>")]
    pub default_country: Option<CountryCode>,
    /// What happens to a new customer without a city, which eAccounting requires: `skip` (a contact without any address
    /// isn't a customer yet; its first order brings an address), `park`, or a text to use.
    pub on_missing_city: Missing,
    /// What happens to a new customer without a postcode, which eAccounting requires: `park`, or a text to use.
    pub on_missing_postal_code: Missing,
    /// The language of sales documents by country (two letters). A contact's own locale has precedence.
    #[serde(deserialize_with = "value::by_country")]
    #[schemars(with = "BTreeMap<String, String>")]
    pub language_by_country: BTreeMap<CountryCode, Language>,
    /// The URL of a contact's page in ActiveCampaign, with `{id}` for its id. New customers are linked to it. If unset,
    /// no link is created.
    pub contact_link: Option<Name>,
    /// Names of the customer labels that new customers get. They must exist in eAccounting.
    pub labels: Vec<Name>,
}

/// `customers.match_by`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MatchBy {
    /// `EmailAddress` equals the contact's.
    Email,
    /// `CustomerNumber` equals the mapping's value for it.
    CustomerNumber,
    /// `CorporateIdentityNumber` equals the mapping's value for it.
    OrganisationNumber,
    /// `CustomerNumber` equals the custom field `customers.match_field`.
    Field,
}

/// `customers.on_multiple_matches`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnMultipleMatches {
    /// The job is parked.
    Park,
    /// The active customer that changed last is used.
    NewestActive,
}

/// What happens when a field that eAccounting requires is empty: `"park"`, `"skip"`, or a text to use instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "String", into = "String")]
#[schemars(with = "String")]
pub enum Missing {
    /// The job is parked.
    Park,
    /// A contact without any address is skipped. Otherwise the job is parked.
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

/// A language as two lowercase letters, such as `sv`.
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
