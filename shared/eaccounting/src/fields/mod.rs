//! What eAccounting takes in each field of the documents that are written: name, type, length, range, decimals.
//!
//! The tables follow the OpenAPI document; a contract test compares them. The mapping rejects an invalid value before
//! anything is sent, and can say what would be valid.

mod tables;

use rust_decimal::Decimal;
use serde_json::Value;

pub use tables::{
    ARTICLE, ARTICLE_READ_ONLY, CUSTOMER, INVOICE_DRAFT, INVOICE_DRAFT_ROW, NOT_OFFERED, ORDER, ORDER_ROW,
};

/// The type of a field's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// Text.
    Text,
    /// A decimal number.
    Number,
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// An id.
    Uuid,
    /// A list.
    List,
    /// An object with its own fields.
    Object,
}

/// One writable field of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Name in eAccounting's API, such as `InvoiceCity`.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Most characters of a text.
    pub max_length: Option<u16>,
    /// Least value of a number.
    pub minimum: Option<i64>,
    /// Greatest value of a number.
    pub maximum: Option<i64>,
    /// Most decimals of a number. `UnitPrice` has 4 here, and 2 where customer and currency are domestic.
    pub decimals: Option<u8>,
    /// Whether the OpenAPI document requires it.
    pub required: bool,
}

impl Field {
    const fn new(name: &'static str, kind: FieldKind) -> Self {
        Self {
            name,
            kind,
            max_length: None,
            minimum: None,
            maximum: None,
            decimals: None,
            required: false,
        }
    }

    const fn max(mut self, characters: u16) -> Self {
        self.max_length = Some(characters);
        self
    }

    const fn between(mut self, minimum: i64, maximum: i64) -> Self {
        self.minimum = Some(minimum);
        self.maximum = Some(maximum);
        self
    }

    const fn decimals(mut self, decimals: u8) -> Self {
        self.decimals = Some(decimals);
        self
    }

    const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The expected value, such as "text of at most 50 characters".
    #[must_use]
    pub fn expected(&self) -> String {
        let mut text = match self.kind {
            FieldKind::Text => "text".to_owned(),
            FieldKind::Number => "a number".to_owned(),
            FieldKind::Boolean => "true or false".to_owned(),
            FieldKind::Integer => "a whole number".to_owned(),
            FieldKind::Date => "a date as YYYY-MM-DD".to_owned(),
            FieldKind::Uuid => "an id of eAccounting".to_owned(),
            FieldKind::List => "a list".to_owned(),
            FieldKind::Object => "an object".to_owned(),
        };
        if let Some(length) = self.max_length {
            text.push_str(&format!(" of at most {length} characters"));
        }
        if let (Some(minimum), Some(maximum)) = (self.minimum, self.maximum) {
            text.push_str(&format!(" from {minimum} to {maximum}"));
        }
        if let Some(decimals) = self.decimals {
            text.push_str(&format!(" with at most {decimals} decimals"));
        }
        text
    }

    /// Whether a value fits. Null fits everywhere: it means "not set".
    #[must_use]
    pub fn accepts(&self, value: &Value) -> bool {
        match (self.kind, value) {
            (_, Value::Null)
            | (FieldKind::Boolean, Value::Bool(_))
            | (FieldKind::List, Value::Array(_))
            | (FieldKind::Object, Value::Object(_)) => true,
            (FieldKind::Text, Value::String(text)) => self
                .max_length
                .is_none_or(|length| text.chars().count() <= usize::from(length)),
            (FieldKind::Date, Value::String(text)) => text.parse::<jiff::civil::Date>().is_ok(),
            (FieldKind::Uuid, Value::String(text)) => text.parse::<uuid::Uuid>().is_ok(),
            (FieldKind::Integer, Value::Number(number)) => {
                number.as_i64().is_some_and(|number| self.in_range(number.into()))
            }
            (FieldKind::Number, Value::Number(number)) => decimal(number).is_some_and(|number| {
                self.in_range(number)
                    && self
                        .decimals
                        .is_none_or(|most| number.normalize().scale() <= u32::from(most))
            }),
            _ => false,
        }
    }

    fn in_range(&self, number: Decimal) -> bool {
        self.minimum.is_none_or(|minimum| number >= minimum.into())
            && self.maximum.is_none_or(|maximum| number <= maximum.into())
    }
}

/// The field of this name.
#[must_use]
pub fn find(table: &'static [Field], name: &str) -> Option<&'static Field> {
    table.iter().find(|field| field.name == name)
}

/// A JSON number as a decimal, digit by digit.
pub(crate) fn decimal(number: &serde_json::Number) -> Option<Decimal> {
    let text = number.to_string();
    text.parse().ok().or_else(|| Decimal::from_scientific(&text).ok())
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;
    use crate::types::{NewArticle, NewCustomer, NewInvoiceDraft, NewInvoiceDraftRow, NewOrder, NewOrderRow};

    fn sample(field: &Field) -> Value {
        match field.kind {
            FieldKind::Text => json!("x"),
            FieldKind::Number => json!(field.minimum.unwrap_or(1)),
            FieldKind::Integer => json!(field.minimum.unwrap_or(1)),
            FieldKind::Boolean => json!(true),
            FieldKind::Date => json!("2026-11-23"),
            FieldKind::Uuid => json!("6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e"),
            FieldKind::List => json!([]),
            FieldKind::Object => json!({}),
        }
    }

    /// Reads a document with every field of its table set, writes it again, and expects exactly these fields.
    fn holds_exactly<T: serde::Serialize + serde::de::DeserializeOwned>(table: &'static [Field]) {
        let full: Map<String, Value> = table
            .iter()
            .map(|field| (field.name.to_owned(), sample(field)))
            .collect();
        let read: T = serde_json::from_value(Value::Object(full.clone())).unwrap();
        let written = serde_json::to_value(read).unwrap();
        let names = |fields: &Map<String, Value>| {
            let mut names: Vec<String> = fields.keys().cloned().collect();
            names.sort();
            names
        };
        assert_eq!(names(written.as_object().unwrap()), names(&full));
    }

    #[test]
    fn what_is_sent_has_exactly_the_fields_of_its_table() {
        holds_exactly::<NewCustomer>(CUSTOMER);
        holds_exactly::<NewOrder>(ORDER);
        holds_exactly::<NewOrderRow>(ORDER_ROW);
        holds_exactly::<NewArticle>(ARTICLE);
        holds_exactly::<NewInvoiceDraft>(INVOICE_DRAFT);
        holds_exactly::<NewInvoiceDraftRow>(INVOICE_DRAFT_ROW);
    }

    #[test]
    fn a_read_only_field_cannot_be_set() {
        let order = json!({"Number": 7, "CustomerId": "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e"});
        assert!(serde_json::from_value::<NewOrder>(order).is_err());
        assert!(find(CUSTOMER, "UnpaidInvoicesAmount").is_none());
        assert!(find(ORDER, "IncludesVat").is_none());
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        let name = find(CUSTOMER, "Name").unwrap();
        assert!(name.accepts(&json!("å".repeat(50))));
        assert!(!name.accepts(&json!("å".repeat(51))));
        assert_eq!(name.expected(), "text of at most 50 characters");
    }

    #[test]
    fn numbers_are_held_to_range_and_decimals() {
        let discount = find(ORDER_ROW, "DiscountPercentage").unwrap();
        for (value, fits) in [
            (0.1234, true),
            (0.12345, false),
            (1.0, true),
            (1.1, false),
            (-0.1, false),
        ] {
            assert_eq!(discount.accepts(&json!(value)), fits, "{value}");
        }
        assert!(!discount.accepts(&json!("0.1")));
        assert!(find(ORDER, "Status").unwrap().accepts(&json!(4)));
        assert!(!find(ORDER, "Status").unwrap().accepts(&json!(5)));
    }

    #[test]
    fn names_are_unique_in_each_table() {
        for table in [
            CUSTOMER,
            ORDER,
            ORDER_ROW,
            ARTICLE,
            INVOICE_DRAFT,
            INVOICE_DRAFT_ROW,
        ] {
            for (at, field) in table.iter().enumerate() {
                assert!(find(table, field.name) == Some(&table[at]), "{}", field.name);
            }
        }
    }
}
