//! Readers for what may be written in more than one way: numbers as text and the other way about, dates with a time,
//! times without a zone, no id as null or as an id of zeros.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};
use uuid::Uuid;

#[derive(Deserialize)]
#[serde(untagged)]
enum NumberOrText {
    Number(i64),
    Float(f64),
    Text(String),
}

/// A whole number, as a number or as text; absent, null and empty are `None`.
pub(crate) fn int_option<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<i64>,
{
    let number = match Option::<NumberOrText>::deserialize(deserializer)? {
        None => return Ok(None),
        Some(NumberOrText::Number(number)) => Some(number),
        // A whole number that was written as 1.0.
        Some(NumberOrText::Float(number)) => number.to_string().parse().ok(),
        Some(NumberOrText::Text(text)) if text.trim().is_empty() => return Ok(None),
        Some(NumberOrText::Text(text)) => text.trim().parse().ok(),
    };
    number
        .and_then(|number| T::try_from(number).ok())
        .map(Some)
        .ok_or_else(|| D::Error::custom("expected a whole number"))
}

/// Whole numbers, each as [`int_option`] reads it; null is none.
pub(crate) fn ints<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<i32>, D::Error> {
    #[derive(Deserialize)]
    struct Int(#[serde(deserialize_with = "int_or_zero")] i32);
    let numbers: Vec<Int> = list_or_empty(deserializer)?;
    Ok(numbers.into_iter().map(|number| number.0).collect())
}

/// A whole number; absent and null are 0.
pub(crate) fn int_or_zero<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<i64> + Default,
{
    Ok(int_option(deserializer)?.unwrap_or_default())
}

#[derive(Deserialize)]
#[serde(untagged)]
enum BoolOrOther {
    Bool(bool),
    Number(i64),
    Text(String),
}

/// True or false, as a boolean, as text or as 1 and 0; absent, null and empty are `None`.
pub(crate) fn bool_option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    let text = match Option::<BoolOrOther>::deserialize(deserializer)? {
        None => return Ok(None),
        Some(BoolOrOther::Bool(yes)) => return Ok(Some(yes)),
        Some(BoolOrOther::Number(number)) => number.to_string(),
        Some(BoolOrOther::Text(text)) => text.trim().to_lowercase(),
    };
    match text.as_str() {
        "" => Ok(None),
        "true" | "1" => Ok(Some(true)),
        "false" | "0" => Ok(Some(false)),
        _ => Err(D::Error::custom("expected true or false")),
    }
}

/// True or false; absent, null and empty are false.
pub(crate) fn bool_or_false<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(bool_option(deserializer)?.unwrap_or_default())
}

/// An id; absent, null, empty and an id of zeros, which is .NET's for none, are `None`.
pub(crate) fn id_option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Uuid>, D::Error> {
    match Option::<String>::deserialize(deserializer)? {
        Some(text) if !text.trim().is_empty() => {
            let id: Uuid = text
                .trim()
                .parse()
                .map_err(|_| D::Error::custom("expected an id"))?;
            Ok(Some(id).filter(|id| !id.is_nil()))
        }
        _ => Ok(None),
    }
}

/// A number that is a text, such as a customer's, as text or as a number; absent and null are `None`.
pub(crate) fn text_option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match Option::<NumberOrText>::deserialize(deserializer)? {
        None => None,
        Some(NumberOrText::Number(number)) => Some(number.to_string()),
        Some(NumberOrText::Float(number)) => Some(number.to_string()),
        Some(NumberOrText::Text(text)) => Some(text),
    })
}

/// A text, as [`text_option`] reads it; null is empty.
pub(crate) fn text_or_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(text_option(deserializer)?.unwrap_or_default())
}

/// A value; null is its default.
pub(crate) fn default_if_null<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// A list; null is empty.
pub(crate) fn list_or_empty<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    default_if_null(deserializer)
}

/// The day of a date or date-time, whatever its zone: eAccounting's documents have days, not moments.
pub(crate) fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// A moment; without a zone it is UTC, as the names of these fields say.
pub(crate) fn moment(text: &str) -> Option<Timestamp> {
    text.parse::<Timestamp>().ok().or_else(|| {
        let local: DateTime = text.parse().ok()?;
        jiff::tz::TimeZone::UTC.to_timestamp(local).ok()
    })
}

pub(crate) mod date {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(date)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        day(&String::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("expected a date"))
    }
}

pub(crate) mod date_option {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        match date {
            Some(date) => serializer.collect_str(date),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        match Option::<String>::deserialize(deserializer)? {
            Some(text) if !text.trim().is_empty() => day(text.trim())
                .map(Some)
                .ok_or_else(|| D::Error::custom("expected a date")),
            _ => Ok(None),
        }
    }
}

/// A moment; absent, null and empty are `None`.
pub(crate) fn time_option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    match Option::<String>::deserialize(deserializer)? {
        Some(text) if !text.trim().is_empty() => moment(text.trim())
            .map(Some)
            .ok_or_else(|| D::Error::custom("expected a date and time")),
        _ => Ok(None),
    }
}

/// An amount as a JSON number or as text.
#[derive(Deserialize)]
struct Amount(#[serde(with = "rust_decimal::serde::float")] Decimal);

pub(crate) mod decimal_option {
    use super::*;

    pub(crate) use rust_decimal::serde::float_option::serialize;

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Decimal>, D::Error> {
        // Through `Option`, since rust_decimal's own reader takes no null inside a flattened struct.
        Ok(Option::<Amount>::deserialize(deserializer)?.map(|amount| amount.0))
    }
}

pub(crate) mod decimal_or_zero {
    use super::*;

    pub(crate) use rust_decimal::serde::float::serialize;

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        Ok(decimal_option::deserialize(deserializer)?.unwrap_or_default())
    }
}

/// A VAT rate as a fraction of 1. It was seen as one (0.12), and the documents call it a percentage (12). Inferred: a rate of 1
/// or more is a percentage, since no country that eAccounting is sold in has a rate of 100 %.
fn fraction(rate: Decimal) -> Decimal {
    if rate < Decimal::ONE {
        rate
    } else {
        rate / Decimal::ONE_HUNDRED
    }
}

pub(crate) mod rate_option {
    use super::*;

    pub(crate) use rust_decimal::serde::float_option::serialize;

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Decimal>, D::Error> {
        Ok(decimal_option::deserialize(deserializer)?.map(fraction))
    }
}

pub(crate) mod rate_or_zero {
    use super::*;

    pub(crate) use rust_decimal::serde::float::serialize;

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        Ok(rate_option::deserialize(deserializer)?.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use serde::Deserialize;
    use serde_json::json;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Sample {
        #[serde(default, deserialize_with = "super::int_option")]
        number: Option<i32>,
        #[serde(default, with = "super::decimal_option")]
        amount: Option<Decimal>,
        #[serde(default, deserialize_with = "super::time_option")]
        at: Option<jiff::Timestamp>,
        #[serde(default, deserialize_with = "super::date_option::deserialize")]
        on: Option<jiff::civil::Date>,
        #[serde(default, deserialize_with = "super::bool_option")]
        yes: Option<bool>,
        #[serde(default, deserialize_with = "super::id_option")]
        id: Option<uuid::Uuid>,
        #[serde(default, deserialize_with = "super::text_option")]
        text: Option<String>,
        #[serde(default, deserialize_with = "super::ints")]
        rows: Vec<i32>,
        #[serde(default, with = "super::rate_option")]
        rate: Option<Decimal>,
    }

    fn read(value: serde_json::Value) -> Sample {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn numbers_are_read_as_numbers_and_as_text() {
        let one = read(json!({"number": 7, "amount": 12.5}));
        assert_eq!(one, read(json!({"number": "7", "amount": "12.5"})));
        assert_eq!(one, read(json!({"number": 7.0, "amount": 12.50})));
        assert_eq!(one.amount, Some(Decimal::new(125, 1)));
    }

    #[test]
    fn a_vat_rate_is_a_fraction_whether_it_comes_as_one_or_as_a_percentage() {
        for (written, rate) in [
            (json!(0.25), Decimal::new(25, 2)),
            (json!(25), Decimal::new(25, 2)),
            (json!("25.5"), Decimal::new(255, 3)),
            (json!(0), Decimal::ZERO),
        ] {
            assert_eq!(read(json!({"rate": written})).rate, Some(rate));
        }
    }

    #[test]
    fn null_empty_and_absent_are_nothing() {
        let nothing = read(json!({}));
        assert_eq!(
            nothing,
            read(json!({"number": null, "amount": null, "at": null, "on": null}))
        );
        assert_eq!(nothing, read(json!({"number": "", "at": "", "on": " "})));
        assert_eq!(
            nothing,
            read(json!({"yes": null, "id": null, "text": null, "rows": null}))
        );
        assert_eq!(nothing, read(json!({"yes": "", "id": ""})));
        assert_eq!(
            nothing,
            read(json!({"id": "00000000-0000-0000-0000-000000000000"}))
        );
    }

    #[test]
    fn flags_ids_and_numbers_that_are_texts_are_read_in_every_spelling() {
        for yes in [json!(true), json!("True"), json!("true"), json!(1), json!("1")] {
            assert_eq!(read(json!({"yes": yes})).yes, Some(true));
        }
        for no in [json!(false), json!("False"), json!(0)] {
            assert_eq!(read(json!({"yes": no})).yes, Some(false));
        }
        let id = "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e";
        for spelling in [
            id.to_owned(),
            id.to_uppercase(),
            format!("{{{id}}}"),
            id.replace('-', ""),
        ] {
            assert_eq!(read(json!({"id": spelling})).id, id.parse().ok());
        }
        assert_eq!(read(json!({"text": 1042})).text.as_deref(), Some("1042"));
        assert_eq!(read(json!({"text": "0042"})).text.as_deref(), Some("0042"));
        assert_eq!(read(json!({"rows": [1, "2", 3.0]})).rows, [1, 2, 3]);
    }

    #[test]
    fn a_time_without_a_zone_is_utc_and_a_date_keeps_its_day() {
        let with = read(json!({"at": "2026-11-23T10:00:00Z", "on": "2026-11-23T00:00:00"}));
        assert_eq!(
            with,
            read(json!({"at": "2026-11-23T10:00:00", "on": "2026-11-23"}))
        );
        assert_eq!(
            with,
            read(json!({"at": "2026-11-23T10:00:00.000", "on": "2026-11-23T00:00:00+01:00"}))
        );
    }

    #[test]
    fn what_is_no_number_or_date_is_an_error() {
        for value in [
            json!({"number": "x"}),
            json!({"number": 1.5}),
            json!({"amount": "1,5"}),
            json!({"on": "yesterday"}),
            json!({"yes": "perhaps"}),
            json!({"yes": 2}),
            json!({"id": "12"}),
            json!({"text": {}}),
        ] {
            assert!(serde_json::from_value::<Sample>(value).is_err());
        }
    }
}
