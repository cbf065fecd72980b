//! Values whose type differs between ActiveCampaign's endpoints (and its own examples): ids and numbers as string or
//! number, booleans as `"0"`, `"1"`, 0, 1 or true, nothing as null or `""`, and PHP's empty object for a list.

use std::fmt;
use std::marker::PhantomData;

use rust_decimal::Decimal;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A text that is not empty, trimmed; numbers are taken as they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text(pub(crate) Option<String>);

/// A display text: a [`Text`] with HTML entities decoded once. Stores escape names for their web pages and send them
/// that way (`Salt &amp; Pepper`, `O&#039;Neill`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Prose(pub(crate) Option<String>);

/// An id; `0` means none, as in `"orgid": "0"`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Id(pub(crate) Option<String>);

/// A yes or no; nothing is no.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Flag(pub(crate) bool);

/// An amount in hundredths of its currency (REST).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cents(pub(crate) Option<i64>);

/// An amount or number in whole units (GraphQL).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Amount(pub(crate) Option<Decimal>);

/// The value of a custom field: one text; several values of a check box or list box joined by `, `.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FieldText(pub(crate) Option<String>);

/// A list, which may be null, missing, or an object with numbers for keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Many<T>(pub(crate) Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// A scalar as text; none for nothing.
fn scalar<E: Error>(value: Value) -> Result<Option<String>, E> {
    match value {
        Value::Null => Ok(None),
        Value::Bool(yes) => Ok(Some(String::from(if yes { "1" } else { "0" }))),
        Value::Number(number) => Ok(Some(number.to_string())),
        Value::String(text) => {
            let text = text.trim();
            Ok((!text.is_empty()).then(|| text.to_owned()))
        }
        Value::Array(_) | Value::Object(_) => Err(E::custom("expected a single value")),
    }
}

/// Decodes HTML entities once: a text that was escaped twice keeps one level, because it may be meant.
fn decoded(text: String) -> Option<String> {
    if !text.contains('&') {
        return Some(text);
    }
    let text = html_escape::decode_html_entities(&text);
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn number<E: Error>(value: Value) -> Result<Option<Decimal>, E> {
    let Some(text) = scalar::<E>(value)? else {
        return Ok(None);
    };
    let number = text.parse().or_else(|_| Decimal::from_scientific(&text));
    number.map(Some).map_err(|_| E::custom("expected a number"))
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        scalar(Value::deserialize(deserializer)?).map(Self)
    }
}

impl<'de> Deserialize<'de> for Prose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(scalar(Value::deserialize(deserializer)?)?.and_then(decoded)))
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = match Value::deserialize(deserializer)? {
            // 12.0 is 12.
            Value::Number(number) => Some(number.to_string().trim_end_matches(".0").to_owned()),
            other => scalar(other)?,
        };
        Ok(Self(id.filter(|id| id != "0")))
    }
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match scalar::<D::Error>(Value::deserialize(deserializer)?)?.as_deref() {
            None | Some("0" | "false") => Ok(Self(false)),
            Some("1" | "true") => Ok(Self(true)),
            Some(_) => Err(D::Error::custom("expected yes or no")),
        }
    }
}

impl<'de> Deserialize<'de> for Cents {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Some(cents) = number::<D::Error>(Value::deserialize(deserializer)?)? else {
            return Ok(Self(None));
        };
        let cents = cents.normalize();
        match i64::try_from(cents) {
            Ok(whole) if cents.scale() == 0 => Ok(Self(Some(whole))),
            _ => Err(D::Error::custom("expected whole cents")),
        }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        number(Value::deserialize(deserializer)?).map(Self)
    }
}

impl<'de> Deserialize<'de> for FieldText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = match Value::deserialize(deserializer)? {
            Value::Array(values) => {
                let values: Vec<String> = values
                    .into_iter()
                    .filter_map(|value| scalar::<D::Error>(value).transpose())
                    .collect::<Result<_, _>>()?;
                Some(values.join(", "))
            }
            other => scalar::<D::Error>(other)?.map(|text| match text.strip_prefix("||") {
                // `||a||b||`, as check boxes and list boxes are written.
                Some(values) => {
                    let values: Vec<&str> = values.split("||").filter(|value| !value.is_empty()).collect();
                    values.join(", ")
                }
                None => text,
            }),
        };
        Ok(Self(text.filter(|text| !text.is_empty()).and_then(decoded)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ManyVisitor(PhantomData))
    }
}

struct ManyVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ManyVisitor<T> {
    type Value = Many<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E: Error>(self) -> Result<Many<T>, E> {
        Ok(Many::default())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Many<T>, E> {
        Ok(Many::default())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Many<T>, E> {
        if text.is_empty() {
            Ok(Many::default())
        } else {
            Err(E::custom("expected a list"))
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Many<T>, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = list.next_element()? {
            all.push(item);
        }
        Ok(Many(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Many<T>, A::Error> {
        let mut all = Vec::new();
        while map.next_key::<IgnoredAny>()?.is_some() {
            all.push(map.next_value()?);
        }
        Ok(Many(all))
    }
}

/// An element of a list of either ids or whole objects, such as `contact.fieldValues`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum IdOr<T> {
    /// The whole object.
    Whole(T),
    /// Its id alone.
    Id(Id),
}

/// An id as a number where it is one: what REST bodies take.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum OutgoingId<'a> {
    /// As it should be.
    Number(u64),
    /// As it is.
    Text(&'a str),
}

impl<'a> From<&'a str> for OutgoingId<'a> {
    fn from(id: &'a str) -> Self {
        id.parse().map_or(Self::Text(id), Self::Number)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read<T: for<'de> Deserialize<'de>>(json: &str) -> T {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn ids_and_numbers_come_as_string_or_number() {
        assert_eq!(read::<Id>("12"), read::<Id>("\"12\""));
        assert_eq!(read::<Id>("12.0"), read::<Id>("12"));
        assert_eq!(read::<Cents>("9111"), read::<Cents>("\"9111\""));
        assert_eq!(read::<Cents>("9111.0"), Cents(Some(9111)));
        assert_eq!(read::<Amount>("100.01"), read::<Amount>("\"100.01\""));
        assert_eq!(read::<Amount>("1e2"), Amount(Some(Decimal::ONE_HUNDRED)));
    }

    #[test]
    fn nothing_is_null_or_an_empty_text_or_for_an_id_zero() {
        for nothing in ["null", "\"\"", "\"  \""] {
            assert_eq!(read::<Text>(nothing), Text(None));
            assert_eq!(read::<Id>(nothing), Id(None));
            assert_eq!(read::<Cents>(nothing), Cents(None));
            assert_eq!(read::<Flag>(nothing), Flag(false));
            assert_eq!(read::<FieldText>(nothing), FieldText(None));
        }
        assert_eq!(read::<Id>("\"0\""), Id(None));
        assert_eq!(read::<Id>("0"), Id(None));
        assert_eq!(read::<Text>("0"), Text(Some("0".into())));
    }

    #[test]
    fn html_entities_of_stores_are_decoded_once() {
        for (written, meant) in [
            ("Salt &amp; Pepper", "Salt & Pepper"),
            ("Bj&ouml;rk &amp; Co", "Björk & Co"),
            ("O&#039;Neill", "O'Neill"),
            ("O&#x27;Neill", "O'Neill"),
            ("&quot;Krukan&quot; &lt;5 l&gt;", "\"Krukan\" <5 l>"),
            ("&Aring;sa &Scaron;imek &ndash; &euro;5", "Åsa Šimek – €5"),
            ("Kaffe&nbsp;", "Kaffe"),
            // Escaped twice: one level is taken off.
            ("Salt &amp;amp; Pepper", "Salt &amp; Pepper"),
            ("&amp;lt;", "&lt;"),
            // No entities.
            ("AT&T", "AT&T"),
            ("R&D; more", "R&D; more"),
            ("Fish & Chips", "Fish & Chips"),
            ("50 &", "50 &"),
            ("&#xD800;", "&#xD800;"),
        ] {
            let json = serde_json::to_string(written).unwrap();
            assert_eq!(read::<Prose>(&json), Prose(Some(meant.into())), "{written}");
            assert_eq!(
                read::<FieldText>(&json),
                FieldText(Some(meant.into())),
                "{written}"
            );
            // Ids, addresses of pages and codes are taken as they are.
            assert_eq!(read::<Text>(&json), Text(Some(written.into())), "{written}");
        }
        assert_eq!(read::<Prose>("\"&nbsp;\""), Prose(None));
    }

    #[test]
    fn booleans_come_in_six_spellings() {
        for yes in ["1", "\"1\"", "true"] {
            assert_eq!(read::<Flag>(yes), Flag(true), "{yes}");
        }
        for no in ["0", "\"0\"", "false"] {
            assert_eq!(read::<Flag>(no), Flag(false), "{no}");
        }
        assert!(serde_json::from_str::<Flag>("\"maybe\"").is_err());
    }

    #[test]
    fn half_a_cent_is_an_error_not_a_rounding() {
        assert!(serde_json::from_str::<Cents>("\"10.5\"").is_err());
    }

    #[test]
    fn several_values_of_a_field_are_joined() {
        assert_eq!(
            read::<FieldText>("\"||a||b, c||\""),
            FieldText(Some("a, b, c".into()))
        );
        assert_eq!(read::<FieldText>("[\"a\", 5]"), FieldText(Some("a, 5".into())));
        assert_eq!(read::<FieldText>("\"||||\""), FieldText(None));
    }

    #[test]
    fn a_list_may_be_missing_or_an_object() {
        assert_eq!(read::<Many<Id>>("null"), Many(vec![]));
        assert_eq!(read::<Many<Id>>("{}"), Many(vec![]));
        assert_eq!(read::<Many<Id>>("{\"0\": 5}"), Many(vec![Id(Some("5".into()))]));
        assert!(serde_json::from_str::<Many<Id>>("\"text\"").is_err());
    }

    proptest! {
        #[test]
        fn a_text_without_ampersands_stays_as_it_is_and_none_panics(text in "\\PC{0,30}", entity in "&[#a-z0-9;&]{0,12}") {
            let json = serde_json::to_string(&text.replace('&', "")).unwrap();
            prop_assert_eq!(read::<Prose>(&json).0, read::<Text>(&json).0);
            let json = serde_json::to_string(&format!("{text}{entity}")).unwrap();
            let _ = read::<Prose>(&json);
        }

        #[test]
        fn every_amount_survives_both_spellings(cents in -99_999_999_999i64..99_999_999_999) {
            let amount = Decimal::new(cents, 2);
            prop_assert_eq!(read::<Amount>(&amount.to_string()), Amount(Some(amount)));
            prop_assert_eq!(read::<Amount>(&format!("\"{amount}\"")), Amount(Some(amount)));
        }
    }
}
