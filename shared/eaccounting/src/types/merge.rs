use model::{Code, Problem, case, field_name};
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::Customer;
use crate::fields::{self, Field, FieldKind};

/// Merges mapped fields into a customer, and returns the ones that really change.
///
/// Fields that `wanted` doesn't name are unchanged. Values with the same meaning are no change: blanks around a text;
/// null, empty and absent; two spellings of a number, including organisation numbers; upper and lower case in
/// countries, currencies and e-mail addresses; the order of a list. An empty value clears a field, but never a required
/// one, and never a flag. An empty list of changes means that no write is needed.
///
/// # Errors
/// A field that eAccounting's customer does not have or that cannot be written, or a value that does not fit, by name.
pub fn merge(current: &Customer, wanted: &Map<String, Value>) -> Result<(Customer, Vec<String>), Problem> {
    let mut merged = current.fields.to_map();
    let changed = lay_over(&mut merged, wanted, fields::CUSTOMER, "customer")?;
    if changed.is_empty() {
        return Ok((current.clone(), changed));
    }
    let fields = serde_path_to_error::deserialize(Value::Object(merged))
        .map_err(|error| unfit(&error.path().to_string(), "the value does not fit"))?;
    let mut customer = Customer {
        fields,
        ..current.clone()
    };
    if customer.fields.terms_of_payment_id != current.fields.terms_of_payment_id {
        customer.terms_of_payment = None;
    }
    Ok((customer, changed))
}

/// The fields of an article that can be written, of all that eAccounting writes, and those that this program does not know.
#[must_use]
pub fn writable_article(mut fields: Map<String, Value>) -> Map<String, Value> {
    fields.retain(|name, _| !fields::ARTICLE_READ_ONLY.contains(&name.as_str()));
    fields
}

/// Merges mapped fields into an article of [`writable_article`], like [`merge`]. Returns the whole article to write back,
/// because a PUT clears omitted fields.
///
/// # Errors
/// As [`merge`].
pub fn merge_article(
    current: &Map<String, Value>,
    wanted: &Map<String, Value>,
) -> Result<(Map<String, Value>, Vec<String>), Problem> {
    let mut merged = current.clone();
    merged.retain(|_, value| !value.is_null());
    let changed = lay_over(&mut merged, wanted, fields::ARTICLE, "article")?;
    Ok((merged, changed))
}

/// Lays `wanted` over `merged` where it differs; the names of what does.
fn lay_over(
    merged: &mut Map<String, Value>,
    wanted: &Map<String, Value>,
    table: &'static [Field],
    of: &str,
) -> Result<Vec<String>, Problem> {
    let unfit = |field: &str, why: &str| unfit_of(of, field, why);
    let mut changed = Vec::new();
    for (name, value) in wanted {
        let field = fields::find(table, name).ok_or_else(|| unfit(name, "no such writable field"))?;
        if !field.accepts(value) {
            return Err(unfit(name, &format!("expected {}", field.expected())));
        }
        let empty = is_empty(value);
        if empty && (field.required || field.kind == FieldKind::Boolean) {
            continue;
        }
        if means_the_same(field, merged.get(name).unwrap_or(&Value::Null), value) {
            continue;
        }
        changed.push(name.clone());
        if empty {
            merged.remove(name);
        } else {
            merged.insert(name.clone(), value.clone());
        }
    }
    Ok(changed)
}

fn unfit(field: &str, why: &str) -> Problem {
    unfit_of("customer", field, why)
}

fn unfit_of(of: &str, field: &str, why: &str) -> Problem {
    Problem::new(
        Code::VALUE_INVALID,
        format!(
            "The mapping cannot set the {} of eAccounting's {of}: {why}.",
            field_name(field)
        ),
        format!("Correct {field} in [mapping.{of}] of the settings, then replay the record."),
    )
    .in_case(case::VALUE_INVALID_MAPPING, [&field, &of])
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

fn means_the_same(field: &Field, current: &Value, wanted: &Value) -> bool {
    match field.kind {
        FieldKind::Number | FieldKind::Integer => number(current) == number(wanted),
        FieldKind::Boolean => current.as_bool().unwrap_or_default() == wanted.as_bool().unwrap_or_default(),
        FieldKind::Date => text(current).get(..10) == text(wanted).get(..10),
        FieldKind::Uuid => text(current).eq_ignore_ascii_case(text(wanted)),
        // A person's spelling of a number is kept.
        FieldKind::Text if matches!(field.name, "CorporateIdentityNumber" | "VatNumber") => {
            model::is_same_number(text(current), text(wanted))
        }
        FieldKind::Text if ignores_case(field.name) => {
            text(current).to_lowercase() == text(wanted).to_lowercase()
        }
        FieldKind::Text => text(current) == text(wanted),
        FieldKind::List => members(current) == members(wanted),
        FieldKind::Object => current == wanted || (is_empty(current) && is_empty(wanted)),
    }
}

/// Absent and zero are one: eAccounting writes the one where it was given the other.
fn number(value: &Value) -> Decimal {
    match value {
        Value::Number(number) => fields::decimal(number).unwrap_or_default(),
        _ => Decimal::ZERO,
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default().trim()
}

fn ignores_case(name: &str) -> bool {
    name.ends_with("CountryCode")
        || name.contains("Email")
        || matches!(name, "CurrencyCode" | "SalesDocumentLanguage")
}

/// A list's content without its order: labels by id, else by name; addresses without case.
fn members(value: &Value) -> Vec<String> {
    let mut members: Vec<String> = value
        .as_array()
        .into_iter()
        .flatten()
        .map(|item| match item {
            Value::Object(label) => ["Id", "Name"]
                .into_iter()
                .filter_map(|name| label.get(name).and_then(Value::as_str))
                .find(|text| !text.is_empty())
                .unwrap_or_default()
                .to_lowercase(),
            other => text(other).to_lowercase(),
        })
        .collect();
    members.sort();
    members.dedup();
    members
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn customer() -> Customer {
        serde_json::from_value(json!({
            "Id": "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e",
            "CustomerNumber": "12", "Name": "Anna Andersson", "IsPrivatePerson": true, "IsActive": true,
            "InvoiceCity": "Umeå", "InvoicePostalCode": "903 26", "InvoiceAddress1": "Storgatan 1",
            "InvoiceAddress2": null, "InvoiceCountryCode": "SE", "EmailAddress": "Anna@Example.com",
            "TermsOfPaymentId": "11111111-1111-4111-8111-111111111111",
            "TermsOfPayment": {"Id": "11111111-1111-4111-8111-111111111111", "Name": "30 dagar"},
            "Note": "kept by the bookkeeper", "DiscountPercentage": 0.1, "UnpaidInvoicesAmount": 250.0,
            "CorporateIdentityNumber": "556677-8899", "VatNumber": "SE 5566778899 01",
            "EmailAddresses": ["b@example.com", "c@example.com"],
            "CustomerLabels": [{"Id": "22222222-2222-4222-8222-222222222222", "Name": "VIP"}],
            "DirectDebitCustomerSettings": {"MandateId": "m1", "MandateType": 1},
            "FieldOfNextYear": "x",
        }))
        .unwrap()
    }

    fn merged(wanted: Value) -> (Customer, Vec<String>) {
        merge(&customer(), wanted.as_object().unwrap()).unwrap()
    }

    #[test]
    fn what_means_the_same_is_no_change() {
        let (unchanged, changed) = merged(json!({
            "Name": " Anna Andersson ", "InvoiceCountryCode": "se", "EmailAddress": "anna@example.com",
            "InvoiceAddress2": "", "DeliveryCity": null, "DiscountPercentage": 0.10, "ForceBookkeepVat": false,
            "CorporateIdentityNumber": "165566778899", "VatNumber": "se556677889901",
            "WebshopCustomerNumber": 0, "EmailAddresses": ["C@example.com", "b@example.com"],
            "CustomerLabels": [{"Id": "22222222-2222-4222-8222-222222222222", "Name": "renamed"}],
            "TermsOfPaymentId": "11111111-1111-4111-8111-111111111111",
        }));
        assert_eq!(changed, Vec::<String>::new());
        assert_eq!(unchanged, customer());
    }

    #[test]
    fn only_what_changes_is_changed_and_named() {
        let (new, changed) =
            merged(json!({"InvoiceCity": "Luleå", "InvoiceAddress1": "Storgatan 1", "Telephone": "1"}));
        assert_eq!(changed, ["InvoiceCity", "Telephone"]);
        let mut expected = customer();
        expected.fields.invoice_city = Some("Luleå".to_owned());
        expected.fields.telephone = Some("1".to_owned());
        assert_eq!(new, expected);
    }

    #[test]
    fn a_put_keeps_writable_and_unknown_fields_and_omits_read_only_ones() {
        let (new, _) = merged(json!({"InvoiceCity": "Luleå"}));
        let put = new.to_put();
        for kept in [
            "Note",
            "DiscountPercentage",
            "EmailAddresses",
            "CustomerLabels",
            "DirectDebitCustomerSettings",
            "CustomerNumber",
            "FieldOfNextYear",
        ] {
            assert!(put.contains_key(kept), "{kept}");
        }
        assert_eq!(put["DirectDebitCustomerSettings"]["MandateId"], "m1");
        for dropped in ["Id", "UnpaidInvoicesAmount", "TermsOfPayment", "ChangedUtc"] {
            assert!(!put.contains_key(dropped), "{dropped}");
        }
    }

    #[test]
    fn an_empty_value_clears_a_field_but_never_a_required_one_or_a_flag() {
        let (new, changed) = merged(json!({"Note": "", "Name": "", "InvoiceCity": null, "IsActive": null}));
        assert_eq!(changed, ["Note"]);
        assert_eq!(new.fields.note, None);
        assert_eq!(new.fields.name.as_deref(), Some("Anna Andersson"));
        assert!(new.fields.is_active);
    }

    #[test]
    fn new_terms_of_payment_drop_the_old_ones_copy() {
        let (new, _) = merged(json!({"TermsOfPaymentId": "33333333-3333-4333-8333-333333333333"}));
        assert_eq!(new.terms_of_payment, None);
    }

    #[test]
    fn a_field_that_cannot_be_written_or_does_not_fit_is_named_without_its_value() {
        for wanted in [
            json!({"UnpaidInvoicesAmount": 1}),
            json!({"Shoesize": "44-marked"}),
            json!({"Name": "marked".repeat(20)}),
            json!({"IsActive": "marked"}),
        ] {
            let problem = merge(&customer(), wanted.as_object().unwrap()).unwrap_err();
            assert_eq!(problem.code, Code::VALUE_INVALID);
            let field = wanted.as_object().unwrap().keys().next().unwrap();
            assert!(problem.message.contains(&field_name(field)), "{problem}");
            assert!(problem.remedy.contains(field.as_str()), "{problem}");
            assert!(!problem.to_string().contains("marked"), "{problem}");
        }
    }

    #[test]
    fn debug_shows_no_personal_data() {
        let shown = format!("{:?} {:?}", customer(), customer().fields);
        assert!(
            !shown.contains("Anna") && !shown.contains("Storgatan") && !shown.contains("Example"),
            "{shown}"
        );
    }
}
