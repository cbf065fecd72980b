//! A record in the vendor's form: a JSON object with PascalCase names, and typed access to its fields.
//!
//! Records are JSON on purpose. The stand-in returns some forty models field by field, and structs for all of them
//! would duplicate the tables in [`super::fields`].

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// A record.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Doc(Map<String, Value>);

impl From<Map<String, Value>> for Doc {
    fn from(map: Map<String, Value>) -> Self {
        Self(map)
    }
}

impl Doc {
    pub(crate) fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// The text of a field, if present.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    }

    pub(crate) fn owned(&self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }

    /// Whether a field is true. A missing field is false.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    pub(crate) fn int(&self, name: &str) -> Option<i64> {
        self.0.get(name).and_then(Value::as_i64)
    }

    /// The number in a field. A missing number is zero.
    pub(crate) fn decimal(&self, name: &str) -> Decimal {
        self.0.get(name).and_then(decimal).unwrap_or_default()
    }

    pub(crate) fn uuid(&self, name: &str) -> Option<Uuid> {
        self.text(name).and_then(|text| text.parse().ok())
    }

    /// The record's own id. Nil for a record that was never stored.
    pub(crate) fn id(&self) -> Uuid {
        self.uuid("Id").unwrap_or_default()
    }

    pub(crate) fn date(&self, name: &str) -> Option<Date> {
        self.text(name)
            .and_then(instant)
            .map(|at| TimeZone::UTC.to_datetime(at).date())
    }

    pub(crate) fn rows(&self) -> Vec<Doc> {
        let rows = self.0.get("Rows").and_then(Value::as_array);
        rows.into_iter()
            .flatten()
            .filter_map(|row| row.as_object().cloned().map(Doc))
            .collect()
    }

    pub(crate) fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    pub(crate) fn set_decimal(&mut self, name: &str, value: Decimal) {
        self.0.insert(name.to_owned(), number(value));
    }

    /// Empties fields.
    pub(crate) fn forget(&mut self, names: &BTreeSet<String>) {
        for name in names {
            if let Some(value) = self.0.get_mut(name) {
                *value = Value::Null;
            }
        }
    }

    pub(crate) fn set_date(&mut self, name: &str, date: Date) {
        self.0.insert(name.to_owned(), json!(date_text(date)));
    }

    pub(crate) fn set_instant(&mut self, name: &str, at: Timestamp) {
        self.0.insert(name.to_owned(), json!(instant_text(at)));
    }

    pub(crate) fn set_rows(&mut self, rows: Vec<Doc>) {
        self.0
            .insert("Rows".to_owned(), rows.into_iter().map(Value::from).collect());
    }

    pub(crate) fn remove(&mut self, name: &str) -> Option<Value> {
        self.0.shift_remove(name)
    }

    pub(crate) fn fields(&self) -> &Map<String, Value> {
        &self.0
    }

    /// The fields whose names are in `names`, in the record's order.
    pub(crate) fn select(&self, names: &[String]) -> Doc {
        let kept = self
            .0
            .iter()
            .filter(|(name, _)| names.iter().any(|wanted| wanted == *name));
        Doc(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
    }

    /// The record as a caller sees it: without the stand-in's internal fields, which start with an underscore, on rows
    /// too.
    pub(crate) fn public(&self) -> Value {
        fn shown(value: &Value) -> Value {
            match value {
                Value::Object(map) => {
                    let own = map.iter().filter(|(name, _)| !name.starts_with('_'));
                    Value::Object(own.map(|(name, value)| (name.clone(), shown(value))).collect())
                }
                Value::Array(values) => values.iter().map(shown).collect(),
                other => other.clone(),
            }
        }
        let own = self.0.iter().filter(|(name, _)| !name.starts_with('_'));
        Value::Object(own.map(|(name, value)| (name.clone(), shown(value))).collect())
    }
}

impl From<Doc> for Value {
    fn from(doc: Doc) -> Self {
        Value::Object(doc.0)
    }
}

/// A decimal as the JSON number with the same digits.
pub(crate) fn number(value: Decimal) -> Value {
    serde_json::from_str(&value.normalize().to_string()).unwrap_or(Value::Null)
}

/// The digits of a JSON number, without binary floating-point.
pub(crate) fn decimal(value: &Value) -> Option<Decimal> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    text.parse().ok().or_else(|| Decimal::from_scientific(&text).ok())
}

/// Parses `YYYY-MM-DD`, or a timestamp with or without an offset (then UTC).
pub(crate) fn instant(text: &str) -> Option<Timestamp> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let local = text.parse::<DateTime>().ok()?;
    TimeZone::UTC.to_timestamp(local).ok()
}

/// A day, in the OpenAPI document's date format (`date-time`).
pub(crate) fn date_text(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

/// An instant to the millisecond.
pub(crate) fn instant_text(at: Timestamp) -> String {
    format!("{at:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_keep_their_digits_through_json() {
        for text in ["0.1", "199.99", "-12.3456", "99000000", "0.255"] {
            let value: Decimal = text.parse().unwrap();
            assert_eq!(decimal(&number(value)), Some(value), "{text}");
        }
    }

    #[test]
    fn dates_are_read_with_and_without_a_time() {
        assert_eq!(instant("2026-11-23").unwrap().to_string(), "2026-11-23T00:00:00Z");
        assert_eq!(
            instant("2026-11-23T10:00:00").unwrap().to_string(),
            "2026-11-23T10:00:00Z"
        );
        assert_eq!(
            instant("2026-11-23T10:00:00+01:00").unwrap().to_string(),
            "2026-11-23T09:00:00Z"
        );
        assert_eq!(instant("23/11/2026"), None);
    }

    #[test]
    fn what_begins_with_an_underscore_is_not_shown() {
        let mut doc = Doc::default();
        doc.set("Name", "A");
        doc.set("_Bookkeeping", json!([]));
        doc.set("Rows", json!([{"Text": "B", "_Account": 3001}]));
        assert_eq!(doc.public(), json!({"Name": "A", "Rows": [{"Text": "B"}]}));
    }
}
