use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use model::{CountryCode, is_country_code};
use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error as _, MapAccess, Unexpected, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A VAT rate in percent, such as 25 or 25.5: 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VatRate(Decimal);

impl VatRate {
    /// A rate of this many percent; `None` below 0 and above 100.
    #[must_use]
    pub fn from_percent(percent: Decimal) -> Option<Self> {
        (Decimal::ZERO..=Decimal::ONE_HUNDRED)
            .contains(&percent)
            .then(|| Self(percent.normalize()))
    }

    /// The rate in percent: 25 for 25 %.
    #[must_use]
    pub fn percent(self) -> Decimal {
        self.0
    }

    /// The rate as a fraction: 0.25 for 25 %.
    #[must_use]
    pub fn fraction(self) -> Decimal {
        self.0 / Decimal::ONE_HUNDRED
    }
}

impl fmt::Display for VatRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for VatRate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for VatRate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = || D::Error::custom("expected a VAT rate in percent, such as 25 or 25.5");
        let percent = deserializer
            .deserialize_any(NumberText)
            .map_err(|_| wrong())?
            .parse::<Decimal>()
            .map_err(|_| wrong())?;
        Self::from_percent(percent).ok_or_else(wrong)
    }
}

impl JsonSchema for VatRate {
    fn schema_name() -> Cow<'static, str> {
        "VatRate".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A VAT rate in percent, such as 25 or \"25.5\".",
            "anyOf": [
                { "type": "number", "minimum": 0, "maximum": 100 },
                { "type": "string", "pattern": "^[0-9]{1,3}(\\.[0-9]+)?$" },
            ],
        })
    }
}

/// An amount in the document's currency, 0 or more, written as number or text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(pub Decimal);

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = || D::Error::custom("expected an amount of 0 or more, such as 0.05");
        let amount = deserializer
            .deserialize_any(NumberText)
            .map_err(|_| wrong())?
            .parse::<Decimal>()
            .map_err(|_| wrong())?;
        if amount.is_sign_negative() && !amount.is_zero() {
            return Err(wrong());
        }
        Ok(Self(amount))
    }
}

impl JsonSchema for Amount {
    fn schema_name() -> Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An amount of 0 or more, such as 0.05.",
            "anyOf": [
                { "type": "number", "minimum": 0 },
                { "type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?$" },
            ],
        })
    }
}

/// A text of at least one character, trimmed. A number is converted to text, because people write ids and account
/// numbers as numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Name(String);

impl Name {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the texts are equal, ignoring case and surrounding spaces.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.0.to_lowercase() == text.trim().to_lowercase()
    }
}

impl From<&str> for Name {
    /// For defaults and tests: the text is used as it is.
    fn from(text: &str) -> Self {
        Self(text.trim().to_owned())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserializer
            .deserialize_any(NameText)
            .map_err(|_| D::Error::custom("expected a text in quotes, or a whole number of 0 or more"))?;
        let text = text.trim();
        if text.is_empty() || text.chars().any(char::is_control) {
            return Err(D::Error::custom(
                "expected a text of at least one character on one line; remove the key for none",
            ));
        }
        Ok(Self(text.to_owned()))
    }
}

impl JsonSchema for Name {
    fn schema_name() -> Cow<'static, str> {
        "Name".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string", "minLength": 1 }, { "type": "integer", "minimum": 0 }] })
    }
}

/// Text or a whole number of 0 or more, as text. No id, code or name is a number below 0 or with decimals.
struct NameText;

impl Visitor<'_> for NameText {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a whole number of 0 or more")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<String, E> {
        u64::try_from(number)
            .map(|number| number.to_string())
            .map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }
}

/// The id of a record in ActiveCampaign: a whole number from `LEAST`.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Id<const LEAST: u32 = 1>(Name);

impl<'de, const LEAST: u32> Deserialize<'de> for Id<LEAST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = || D::Error::custom("expected an id of ActiveCampaign: a whole number from 1, such as 4");
        let name = Name::deserialize(deserializer).map_err(|_| wrong())?;
        let number: u32 = name.as_str().parse().map_err(|_| wrong())?;
        // Ids are compared as text.
        (number >= LEAST && number.to_string() == name.as_str())
            .then_some(Self(name))
            .ok_or_else(wrong)
    }
}

/// Reads a list of ids.
pub(crate) fn ids<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Name>, D::Error> {
    let ids = Vec::<Id>::deserialize(deserializer)?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// Reads a list of ids of connections. No store has the id 0, which `setup` writes where no store's orders are wanted.
pub(crate) fn connections<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Name>, D::Error> {
    let ids = Vec::<Id<0>>::deserialize(deserializer)?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// Reads an id as a number.
pub(crate) fn optional_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let id = Option::<Id>::deserialize(deserializer)?;
    Ok(id.and_then(|id| id.0.as_str().parse().ok()))
}

/// Reads a table with an entry for each id.
pub(crate) fn by_id<'de, D, T>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let entries = BTreeMap::<Id, T>::deserialize(deserializer)?;
    Ok(entries.into_iter().map(|(id, entry)| (id.0.0, entry)).collect())
}

/// Terms of payment: a name in eAccounting, or a number of days.
struct Terms(Name);

impl<'de> Deserialize<'de> for Terms {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = || {
            D::Error::custom(
                "expected the name of payment terms in eAccounting, or a number of days from 0 to 365",
            )
        };
        let name = Name::deserialize(deserializer).map_err(|_| wrong())?;
        let days = name.as_str().parse::<Decimal>().ok();
        let is_right =
            |days: Decimal| days.is_integer() && (Decimal::ZERO..=Decimal::from(365)).contains(&days);
        days.is_none_or(is_right).then_some(Self(name)).ok_or_else(wrong)
    }
}

impl From<Terms> for Name {
    fn from(terms: Terms) -> Self {
        terms.0
    }
}

/// Reads terms of payment.
pub(crate) fn optional_terms<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Name>, D::Error> {
    Ok(Option::<Terms>::deserialize(deserializer)?.map(Name::from))
}

/// Reads terms of payment by country.
pub(crate) fn terms_by_country<'de, D>(deserializer: D) -> Result<BTreeMap<CountryCode, Name>, D::Error>
where
    D: Deserializer<'de>,
{
    let terms = by_country::<D, Terms>(deserializer)?;
    Ok(terms
        .into_iter()
        .map(|(country, terms)| (country, terms.0))
        .collect())
}

/// The number of an account in the chart of accounts.
struct Account(Name);

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = || D::Error::custom("expected an account's number, such as 3106");
        let name = Name::deserialize(deserializer).map_err(|_| wrong())?;
        let is_number = name.as_str().parse::<u32>().is_ok_and(|number| number > 0);
        is_number.then_some(Self(name)).ok_or_else(wrong)
    }
}

/// Reads an account's number.
pub(crate) fn optional_account<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Name>, D::Error> {
    Ok(Option::<Account>::deserialize(deserializer)?.map(|account| account.0))
}

/// The code of a country that exists.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Country(CountryCode);

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = CountryCode::deserialize(deserializer)?;
        // Northern Ireland, in VAT.
        if is_country_code(code.as_str()) || code.as_str() == "XI" {
            return Ok(Self(code));
        }
        Err(D::Error::custom(format!(
            "there is no country with the code {code}: expected one of two letters, such as SE"
        )))
    }
}

/// Reads a country's code.
pub(crate) fn optional_country<'de, D>(deserializer: D) -> Result<Option<CountryCode>, D::Error>
where
    D: Deserializer<'de>,
{
    Ok(Option::<Country>::deserialize(deserializer)?.map(|country| country.0))
}

/// Reads a table with an entry for each country.
pub(crate) fn by_country<'de, D, T>(deserializer: D) -> Result<BTreeMap<CountryCode, T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let entries = BTreeMap::<Country, T>::deserialize(deserializer)?;
    Ok(entries
        .into_iter()
        .map(|(country, entry)| (country.0, entry))
        .collect())
}

/// The personalization tag of a custom field in ActiveCampaign: lowercase, without `%` signs and spaces, so that
/// `%VAT_NUMBER%` and `vat_number` are equal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldTag(String);

impl FieldTag {
    /// The tag, such as `vat_number`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for FieldTag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let tag = text.trim().trim_matches('%').to_lowercase();
        if tag.is_empty() || tag.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(D::Error::custom(
                "expected a field's personalisation tag, such as \"vat_number\" or \"%VAT_NUMBER%\"",
            ));
        }
        Ok(Self(tag))
    }
}

impl JsonSchema for FieldTag {
    fn schema_name() -> Cow<'static, str> {
        "FieldTag".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^\\s*\\S+\\s*$" })
    }
}

/// Text, an integer or a decimal number, as text. TOML decimals are floats; their shortest text is what the user wrote.
struct NumberText;

impl<'de> Visitor<'de> for NumberText {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.trim().to_owned())
    }

    fn visit_i64<E>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_u64<E>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_f64<E>(self, number: f64) -> Result<String, E> {
        Ok(number.to_string())
    }
}

/// Reads a date that is written as TOML date (`2026-01-31`) or as text.
pub(crate) fn optional_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    struct DateVisitor;

    impl<'de> Visitor<'de> for DateVisitor {
        type Value = Option<Date>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a date such as 2026-01-31")
        }

        fn visit_none<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
            deserializer.deserialize_any(Self)
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
            let date: Date = text
                .trim()
                .parse()
                .map_err(|_| E::custom("expected a date such as 2026-01-31"))?;
            // A mistyped year would leave out every order, or none.
            if !(2000..2100).contains(&date.year()) {
                return Err(E::custom("expected a date from 2000 to 2099, such as 2026-01-31"));
            }
            Ok(Some(date))
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
            let moment = toml::value::Datetime::deserialize(MapAccessDeserializer::new(map))?;
            match moment {
                toml::value::Datetime {
                    date: Some(_),
                    time: None,
                    offset: None,
                } => self.visit_str(&moment.to_string()),
                _ => Err(A::Error::custom(
                    "expected a date without a time, such as 2026-01-31",
                )),
            }
        }
    }

    deserializer.deserialize_option(DateVisitor)
}
