use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error as _, MapAccess, Visitor, value::MapAccessDeserializer};
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
            .deserialize_any(NumberText)
            .map_err(|_| D::Error::custom("expected a text in quotes"))?;
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
        json_schema!({ "anyOf": [{ "type": "string", "minLength": 1 }, { "type": "integer" }] })
    }
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
            text.trim()
                .parse()
                .map(Some)
                .map_err(|_| E::custom("expected a date such as 2026-01-31"))
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
