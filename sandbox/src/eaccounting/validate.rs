//! The check that all request bodies go through, driven by the tables in [`super::fields`].
//!
//! It is strict where the documentation leaves a choice, because a lenient stand-in hides faults. Unknown fields are
//! refused (`additionalProperties: false`), an empty text doesn't satisfy a required field, and a new record can't set
//! the server's fields.

use serde_json::Value;
use uuid::Uuid;

use super::doc::{Doc, decimal, instant};
use super::error::{FieldError, Refusal};
use super::model::{Field, Kind, Model};

/// What a body is used for.
#[derive(Clone, Copy)]
pub(crate) enum Purpose<'a> {
    /// A new record.
    Create,
    /// Replaces this record: omitted fields are erased.
    Replace(&'a Doc),
}

/// Checks `body` and returns the record that it describes: all fields of the model, with omitted ones unset.
///
/// The server's fields are unset in a new record. A replaced record keeps them, in its rows too.
pub(crate) fn validate(model: &'static Model, body: &Value, purpose: Purpose<'_>) -> Result<Doc, Refusal> {
    let mut errors = Vec::new();
    let doc = object(model, body, purpose, "", &mut errors);
    match doc {
        Some(doc) if errors.is_empty() => Ok(doc),
        _ => Err(Refusal {
            breach: true,
            ..Refusal::fields(errors)
        }),
    }
}

/// As [`validate`], for bodies in which all fields are optional: a missing body counts as an empty one.
pub(crate) fn validate_optional(model: &'static Model, body: &Value) -> Result<Doc, Refusal> {
    match body {
        Value::Null => Ok(model.blank()),
        body => validate(model, body, Purpose::Create),
    }
}

fn object(
    model: &'static Model,
    body: &Value,
    purpose: Purpose<'_>,
    path: &str,
    errors: &mut Vec<FieldError>,
) -> Option<Doc> {
    let Value::Object(sent) = body else {
        let at = if path.is_empty() { model.name } else { path };
        errors.push(FieldError::new(at, format!("{at} must be an object.")));
        return None;
    };
    let mut doc = model.blank();
    if let Purpose::Replace(stored) = purpose {
        // The server's fields are kept, and so are the ids of existing rows.
        for field in model.fields.iter().filter(|field| field.read_only) {
            if let Some(value) = stored.value(field.name) {
                doc.set(field.name, value.clone());
            }
        }
    }
    for (name, value) in sent {
        let at = join(path, name);
        match model.field(name) {
            None => errors.push(FieldError::new(&at, format!("The field {at} is unknown."))),
            Some(field) if field.read_only => read_only(field, value, purpose, &at, errors),
            Some(field) => {
                if let Some(value) = writable(field, value, purpose, &at, errors) {
                    doc.set(name, value);
                }
            }
        }
    }
    for field in model.fields.iter().filter(|field| field.required) {
        if is_missing(sent.get(field.name)) {
            let at = join(path, field.name);
            let message = format!("The {at} field is required.");
            errors.push(FieldError::new(at, message));
        }
    }
    Some(doc)
}

/// Whether a required field is missing. Open point: the schema's `minLength: 0` allows an empty text, the framework
/// behind it (a required text) doesn't. The stricter reading applies.
fn is_missing(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(_) => false,
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

/// A server field may be sent back as it was read, so that GET, change, PUT works. Amounts and times are not compared
/// with the stored ones, because they can change between the two calls.
fn read_only(field: &Field, value: &Value, purpose: Purpose<'_>, at: &str, errors: &mut Vec<FieldError>) {
    if value.is_null() {
        return;
    }
    let accepted = match (purpose, field.kind) {
        (Purpose::Create, _) => false,
        (Purpose::Replace(_), Kind::Date | Kind::Number(_) | Kind::List(_) | Kind::Object(_)) => true,
        (Purpose::Replace(stored), _) => stored.value(field.name) == Some(value),
    };
    if !accepted {
        errors.push(FieldError::new(at, format!("The field {at} is read-only.")));
    }
}

fn writable(
    field: &Field,
    value: &Value,
    purpose: Purpose<'_>,
    at: &str,
    errors: &mut Vec<FieldError>,
) -> Option<Value> {
    if value.is_null() {
        if field.nullable {
            return Some(Value::Null);
        }
        // The caller reports missing required fields. An object that is null counts as missing.
        if !field.required && !matches!(field.kind, Kind::Object(_)) {
            errors.push(FieldError::new(at, format!("The field {at} can't be null.")));
        }
        return None;
    }
    let stored = match purpose {
        Purpose::Create => None,
        Purpose::Replace(doc) => doc.value(field.name),
    };
    typed(&field.kind, value, stored, at, errors)
}

fn typed(
    kind: &Kind,
    value: &Value,
    stored: Option<&Value>,
    at: &str,
    errors: &mut Vec<FieldError>,
) -> Option<Value> {
    let problem = match kind {
        Kind::AnyText => text_problem(value, usize::MAX, at),
        Kind::Text(max) => text_problem(value, *max, at),
        Kind::Uuid => match value.as_str().map(Uuid::parse_str) {
            Some(Ok(_)) => None,
            _ => Some(format!("The field {at} must be a GUID.")),
        },
        Kind::Date => match value.as_str().and_then(instant) {
            Some(_) => None,
            None => Some(format!("The field {at} must be a date, YYYY-MM-DD.")),
        },
        Kind::Bool => (!value.is_boolean()).then(|| format!("The field {at} must be true or false.")),
        Kind::Int => value
            .as_i64()
            .is_none()
            .then(|| format!("The field {at} must be a whole number.")),
        Kind::Choice(from, to) => match value.as_i64() {
            Some(number) if (*from..=*to).contains(&number) => None,
            Some(_) => Some(format!("The field {at} must be between {from} and {to}.")),
            None => Some(format!("The field {at} must be a whole number.")),
        },
        Kind::Number(places) => number_problem(value, *places, None, at),
        Kind::Within(places, from, to) => number_problem(value, *places, Some((*from, *to)), at),
        Kind::Object(model) => return nested(model, value, stored, at, errors),
        Kind::List(kind) => return list(kind, value, stored, at, errors),
    };
    match problem {
        Some(message) => {
            errors.push(FieldError::new(at, message));
            None
        }
        None => Some(value.clone()),
    }
}

fn text_problem(value: &Value, max: usize, at: &str) -> Option<String> {
    match value.as_str() {
        None => Some(format!("The field {at} must be a text.")),
        Some(text) if text.chars().count() > max => Some(format!(
            "The field {at} must be a string with a maximum length of {max}."
        )),
        Some(_) => None,
    }
}

fn number_problem(value: &Value, places: u32, range: Option<(i64, i64)>, at: &str) -> Option<String> {
    let Some(number) = decimal(value) else {
        return Some(format!("The field {at} must be a number."));
    };
    if number.normalize().scale() > places {
        return Some(format!("The field {at} can have {places} decimals at most."));
    }
    match range {
        Some((from, to)) if number < from.into() || number > to.into() => {
            Some(format!("The field {at} must be between {from} and {to}."))
        }
        _ => None,
    }
}

fn nested(
    model: &'static Model,
    value: &Value,
    stored: Option<&Value>,
    at: &str,
    errors: &mut Vec<FieldError>,
) -> Option<Value> {
    let stored = stored.and_then(Value::as_object).cloned().map(Doc::from);
    let purpose = stored.as_ref().map_or(Purpose::Create, Purpose::Replace);
    object(model, value, purpose, at, errors).map(Value::from)
}

fn list(
    kind: &Kind,
    value: &Value,
    stored: Option<&Value>,
    at: &str,
    errors: &mut Vec<FieldError>,
) -> Option<Value> {
    let Value::Array(items) = value else {
        errors.push(FieldError::new(at, format!("The field {at} must be a list.")));
        return None;
    };
    let items = items.iter().enumerate().filter_map(|(index, item)| {
        let same = item.get("Id").filter(|id| !id.is_null()).and_then(|id| {
            stored
                .and_then(Value::as_array)?
                .iter()
                .find(|candidate| candidate.get("Id") == Some(id))
        });
        typed(kind, item, same, &format!("{at}[{index}]"), errors)
    });
    Some(items.collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::fields::{CUSTOMER, ORDER};
    use super::*;

    fn customer() -> Value {
        json!({
            "Name": "Anna A", "InvoiceCity": "Stockholm", "InvoicePostalCode": "11122", "IsActive": true,
            "IsPrivatePerson": true, "TermsOfPaymentId": "00000000-0000-0000-0000-000000000001",
        })
    }

    fn refused(body: &Value) -> Vec<(String, String)> {
        let refusal = validate(&CUSTOMER, body, Purpose::Create).err().expect("refused");
        assert_eq!((refusal.status, refusal.code), (400, 2000));
        refusal
            .fields
            .into_iter()
            .map(|error| (error.field, error.message))
            .collect()
    }

    fn with(name: &str, value: Value) -> Value {
        let mut body = customer();
        body[name] = value;
        body
    }

    #[test]
    fn a_body_that_breaks_a_rule_is_refused_with_the_field_named() {
        let cases = [
            ("Nickname", json!("x"), "unknown"),
            ("Id", json!("00000000-0000-0000-0000-000000000001"), "read-only"),
            ("Name", json!("x".repeat(51)), "maximum length of 50"),
            ("Name", json!(7), "must be a text"),
            ("InvoiceCity", json!("  "), "required"),
            ("InvoiceCity", Value::Null, "required"),
            ("IsActive", json!("true"), "true or false"),
            ("TermsOfPaymentId", json!("30 days"), "GUID"),
            ("DiscountPercentage", json!(1.5), "between 0 and 1"),
            ("DiscountPercentage", json!(0.12345), "4 decimals"),
            ("DiscountPercentage", Value::Null, "can't be null"),
            ("PropertyType", json!(3), "between 1 and 2"),
            ("PropertyType", json!(1.0), "whole number"),
            ("AutoInvoiceActivationEmailSentDate", json!("yesterday"), "date"),
            ("EmailAddresses", json!("a@b.se"), "list"),
        ];
        for (field, value, expected) in cases {
            let errors = refused(&with(field, value));
            assert!(
                errors
                    .iter()
                    .any(|(name, message)| name == field && message.contains(expected)),
                "{field}: {errors:?}"
            );
        }
    }

    #[test]
    fn lengths_count_characters_and_not_bytes() {
        assert!(validate(&CUSTOMER, &with("Name", json!("å".repeat(50))), Purpose::Create).is_ok());
    }

    #[test]
    fn all_errors_of_a_body_come_at_once() {
        let fields: Vec<_> = refused(&json!({"Name": "A"}))
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(
            fields,
            [
                "InvoiceCity",
                "InvoicePostalCode",
                "TermsOfPaymentId",
                "IsPrivatePerson",
                "IsActive"
            ]
        );
    }

    #[test]
    fn what_a_replacing_body_leaves_out_is_erased() {
        let stored = validate(&CUSTOMER, &with("EmailAddress", json!("a@b.se")), Purpose::Create).unwrap();
        assert_eq!(stored.text("EmailAddress"), Some("a@b.se"));
        let replaced = validate(&CUSTOMER, &customer(), Purpose::Replace(&stored)).unwrap();
        assert_eq!(replaced.value("EmailAddress"), Some(&Value::Null));
    }

    #[test]
    fn a_record_may_be_put_as_it_was_read_but_not_with_another_id() {
        let mut stored = validate(&CUSTOMER, &customer(), Purpose::Create).unwrap();
        stored.set("Id", "00000000-0000-0000-0000-00000000000a");
        stored.set("ChangedUtc", "2026-01-01T00:00:00Z");
        let mut body = stored.public();
        assert!(validate(&CUSTOMER, &body, Purpose::Replace(&stored)).is_ok());
        body["ChangedUtc"] = json!("2025-01-01T00:00:00Z");
        assert!(validate(&CUSTOMER, &body, Purpose::Replace(&stored)).is_ok());
        body["Id"] = json!("00000000-0000-0000-0000-00000000000b");
        assert!(validate(&CUSTOMER, &body, Purpose::Replace(&stored)).is_err());
    }

    #[test]
    fn rows_are_checked_with_their_place_in_the_name() {
        let order = json!({
            "CustomerId": "00000000-0000-0000-0000-000000000001", "CurrencyCode": "SEK", "Status": 2,
            "EuThirdParty": false, "RotReducedInvoicingType": 0, "ReverseChargeOnConstructionServices": false,
            "OrderDate": "2026-11-23",
            "Rows": [{"LineNumber": 1, "IsTextRow": false, "IsWorkCost": false, "VatRate": 0.25}],
        });
        let refusal = validate(&ORDER, &order, Purpose::Create).err().unwrap();
        let fields: Vec<_> = refusal.fields.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(
            fields,
            ["Rows[0].VatRate", "Rows[0].EligibleForReverseChargeOnVat"]
        );
    }
}
