//! The building blocks of a table of fields. See [`super::fields`].

use serde_json::{Map, Value, json};

use super::doc::Doc;

/// A model of the API: its name in the OpenAPI document, and its fields in that document's order.
pub(crate) struct Model {
    pub(crate) name: &'static str,
    pub(crate) fields: &'static [Field],
}

/// One field of a model.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
    pub(crate) read_only: bool,
}

/// The type of a field, with its bounds.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// Text of any length.
    AnyText,
    /// Text with a maximum length.
    Text(usize),
    Uuid,
    /// A date, or a date with a time.
    Date,
    Bool,
    /// A whole number.
    Int,
    /// A whole number within bounds. Also used for enumerations.
    Choice(i64, i64),
    /// A decimal number with a maximum number of decimals.
    Number(u32),
    /// A decimal number with a maximum number of decimals, within bounds.
    Within(u32, i64, i64),
    Object(&'static Model),
    List(&'static Kind),
}

/// A field that a caller must send.
pub(crate) const fn req(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        required: true,
        nullable: false,
        read_only: false,
    }
}

/// A field that may be left out or null.
pub(crate) const fn opt(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        required: false,
        nullable: true,
        read_only: false,
    }
}

/// A field that may be left out and has a default.
pub(crate) const fn val(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        required: false,
        nullable: false,
        read_only: false,
    }
}

/// A field that only the server writes.
pub(crate) const fn ro(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        required: false,
        nullable: false,
        read_only: true,
    }
}

/// A field that only the server writes and may leave null.
pub(crate) const fn ro_opt(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        required: false,
        nullable: true,
        read_only: true,
    }
}

impl Model {
    pub(crate) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// A record with the default of each field.
    ///
    /// Ids, dates, and objects that can't be null are omitted. The code that creates the record sets them.
    pub(crate) fn blank(&self) -> Doc {
        let mut map = Map::new();
        for field in self.fields {
            if let Some(value) = field.unset() {
                map.insert(field.name.to_owned(), value);
            }
        }
        Doc::from(map)
    }
}

impl Field {
    fn unset(&self) -> Option<Value> {
        if self.nullable {
            return Some(Value::Null);
        }
        match self.kind {
            Kind::Bool => Some(json!(false)),
            Kind::Int | Kind::Number(_) => Some(json!(0)),
            Kind::Choice(from, _) | Kind::Within(_, from, _) => Some(json!(from.max(0))),
            Kind::AnyText | Kind::Text(_) => Some(json!("")),
            Kind::List(_) => Some(json!([])),
            Kind::Uuid | Kind::Date | Kind::Object(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fields;

    #[test]
    fn a_blank_customer_has_nulls_zeros_and_no_invented_ids() {
        let blank = fields::CUSTOMER.blank();
        assert_eq!(blank.value("EmailAddress"), Some(&serde_json::Value::Null));
        assert_eq!(blank.value("DiscountPercentage"), Some(&serde_json::json!(0)));
        assert_eq!(blank.value("Id"), None);
    }

    #[test]
    fn an_order_must_have_a_date() {
        assert!(fields::ORDER.field("OrderDate").unwrap().required);
    }
}
