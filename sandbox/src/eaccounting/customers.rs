//! Customers and their labels.

use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::books::{Books, Counter};
use super::collection::Collection;
use super::doc::Doc;
use super::error::{FieldError, Refusal};
use super::fields::CUSTOMER;
use super::presets;
use super::rates::is_eu;
use super::validate::{Purpose, validate};
use super::vat::{Buyer, taxing_country};

pub(crate) fn create(books: &mut Books, body: &Value, now: Timestamp) -> Result<Doc, Refusal> {
    let doc = validate(&CUSTOMER, body, Purpose::Create)?;
    store(books, doc, None, now)
}

pub(crate) fn replace(books: &mut Books, id: Uuid, body: &Value, now: Timestamp) -> Result<Doc, Refusal> {
    let stored = books.get(Collection::Customers, id)?.clone();
    let doc = validate(&CUSTOMER, body, Purpose::Replace(&stored))?;
    store(books, doc, Some(&stored), now)
}

/// Changes only these fields, as a person does in the application.
pub(crate) fn change(books: &mut Books, id: Uuid, fields: Value, now: Timestamp) -> Result<Doc, Refusal> {
    let stored = books.get(Collection::Customers, id)?.clone();
    let mut doc = stored.clone();
    presets::overlay(&mut doc, fields);
    store(books, doc, Some(&stored), now)
}

/// A customer with documents can't be deleted (4001), only deactivated.
pub(crate) fn remove(books: &mut Books, id: Uuid) -> Result<(), Refusal> {
    books.get(Collection::Customers, id)?;
    let documents = [
        Collection::Orders,
        Collection::Quotes,
        Collection::CustomerInvoices,
        Collection::CustomerInvoiceDrafts,
    ];
    let key = id.to_string();
    if documents
        .iter()
        .any(|kind| books.table(*kind).lookup("CustomerId", &key).next().is_some())
    {
        return Err(Refusal::new(
            4001,
            "The customer can't be deleted: there are documents for it.",
        ));
    }
    books.table_mut(Collection::Customers).remove(id);
    Ok(())
}

fn store(books: &mut Books, mut doc: Doc, stored: Option<&Doc>, now: Timestamp) -> Result<Doc, Refusal> {
    check(books, &doc)?;
    check_numbers(books, &doc)?;
    number(books, &mut doc, stored)?;
    let terms = books
        .referred(Collection::TermsOfPayments, &doc, "TermsOfPaymentId")?
        .public();
    doc.set("TermsOfPayment", terms);
    if doc.text("CurrencyCode").is_none() {
        let currency = books.currency().to_owned();
        doc.set("CurrencyCode", currency);
    }
    if !books
        .table(Collection::Currencies)
        .iter()
        .any(|row| row.text("Code") == doc.text("CurrencyCode"))
    {
        return Err(Refusal::no_such("CurrencyCode"));
    }
    for (field, kind) in [
        ("DeliveryMethodId", Collection::DeliveryMethods),
        ("DeliveryTermId", Collection::DeliveryTerms),
    ] {
        if doc.text(field).is_some() {
            books.referred(kind, &doc, field)?;
        }
    }
    label(books, &mut doc)?;
    // Both keep their values if a PUT omits them (CustomerApi: "Default value is existing database value").
    for field in ["Iban", "IsDirectDebitEnabled"] {
        if let (Some(Value::Null), Some(stored)) = (doc.value(field), stored) {
            doc.set(field, stored.value(field).cloned().unwrap_or_default());
        }
    }
    doc.set_instant("ChangedUtc", now);
    Ok(books.put(Collection::Customers, doc))
}

/// The rules between fields, from their descriptions.
fn check(books: &Books, doc: &Doc) -> Result<(), Refusal> {
    let mut errors = Vec::new();
    let mut need = |condition: bool, fields: &[&str], why: &str| {
        for field in fields
            .iter()
            .filter(|field| condition && doc.text(field).is_none())
        {
            errors.push(FieldError::new(*field, format!("{field} is required {why}.")));
        }
    };
    need(
        doc.flag("DeliveryBasedVat"),
        &["DeliveryCity", "DeliveryCountryCode", "DeliveryPostalCode"],
        "when DeliveryBasedVat is set",
    );
    need(
        doc.text("VatNumber").is_some(),
        &["InvoiceCountryCode"],
        "when VatNumber is set",
    );
    need(
        doc.flag("ReverseChargeOnConstructionServices"),
        &["VatNumber"],
        "when ReverseChargeOnConstructionServices is set",
    );
    let copies = doc
        .value("EmailAddresses")
        .and_then(Value::as_array)
        .map_or(0, Vec::len);
    need(copies > 0, &["EmailAddress"], "when EmailAddresses are set");
    if copies > 5 {
        errors.push(FieldError::new(
            "EmailAddresses",
            "EmailAddresses can hold 5 addresses at most.",
        ));
    }
    for field in [
        "EmailAddress",
        "EmailAddressOrder",
        "EmailAddressQuote",
        "ContactPersonEmail",
    ] {
        if doc.text(field).is_some_and(|email| !is_email(email)) {
            errors.push(FieldError::new(
                field,
                format!("{field} is not an e-mail address."),
            ));
        }
    }
    for field in ["InvoiceCountryCode", "DeliveryCountryCode"] {
        if doc.text(field).is_some_and(|code| !is_country(books, code)) {
            errors.push(FieldError::new(field, format!("{field} is not a country code.")));
        }
    }
    if !errors.is_empty() {
        return Err(Refusal {
            breach: true,
            ..Refusal::fields(errors)
        });
    }
    if doc.flag("ForceBookkeepVat") && doc.text("InvoiceCountryCode").is_none_or(is_eu) {
        let message = "ForceBookkeepVat is only allowed for customers outside the EU.";
        return Err(Refusal::on_field(4035, "ForceBookkeepVat", message));
    }
    Ok(())
}

pub(crate) fn is_country(books: &Books, code: &str) -> bool {
    books
        .table(Collection::Countries)
        .iter()
        .any(|country| country.text("Code") == Some(code))
}

fn is_email(text: &str) -> bool {
    match text.split_once('@') {
        Some((name, host)) => {
            !name.is_empty()
                && host.contains('.')
                && !host.contains('@')
                && !text.contains(char::is_whitespace)
        }
        None => false,
    }
}

/// The check digit of the organization number (4008), and the format of the VAT number (4025, or 4100 while the VAT
/// number service is down).
fn check_numbers(books: &Books, doc: &Doc) -> Result<(), Refusal> {
    let country = doc.text("InvoiceCountryCode").unwrap_or(books.country());
    if let Some(number) = doc.text("CorporateIdentityNumber")
        && country == books.country()
        && !has_control_digit(country, number)
    {
        let message = "CorporateIdentityNumber has an invalid control digit.";
        return Err(Refusal::on_field(4008, "CorporateIdentityNumber", message));
    }
    let Some(number) = doc.text("VatNumber") else {
        return Ok(());
    };
    if is_eu(country) && books.behaviour.vies_is_down {
        return Err(Refusal::new(
            4100,
            "The VAT number can't be checked: the external service is unavailable.",
        ));
    }
    let known = !books.behaviour.unknown_vat_numbers.contains(number);
    if known && is_vat_number(number, country, doc.flag("IsNorthernIreland")) {
        return Ok(());
    }
    Err(Refusal::on_field(4025, "VatNumber", "VatNumber is not valid."))
}

/// Two letters of the country (`EL` for Greece, `XI` for Northern Ireland), then 8 to 12 letters and digits.
fn is_vat_number(number: &str, country: &str, is_northern_ireland: bool) -> bool {
    let prefix = match country {
        "GR" => "EL",
        "GB" if is_northern_ireland => "XI",
        country => country,
    };
    let digits = number.strip_prefix(prefix).unwrap_or_default();
    (8..=12).contains(&digits.len())
        && digits
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// Sweden: ten or twelve digits with a Luhn check digit. Norway: nine, modulus 11. Finland: seven and one, modulus 11.
/// Numbers of the Netherlands' Chamber of Commerce have no check digit.
fn has_control_digit(country: &str, number: &str) -> bool {
    let digits: Option<Vec<u32>> = number
        .chars()
        .filter(|c| *c != '-')
        .map(|c| c.to_digit(10))
        .collect();
    let Some(digits) = digits else { return false };
    let weighted =
        |weights: &[u32]| -> u32 { digits.iter().zip(weights).map(|(d, w)| d * w).sum::<u32>() % 11 };
    match (country, digits.as_slice()) {
        ("SE", [.., _, _, _, _, _, _, _, _, _, _]) if matches!(digits.len(), 10 | 12) => {
            let luhn = |(at, digit): (usize, &u32)| {
                let doubled = digit * if at % 2 == 0 { 2 } else { 1 };
                doubled / 10 + doubled % 10
            };
            digits[digits.len() - 10..]
                .iter()
                .enumerate()
                .map(luhn)
                .sum::<u32>()
                % 10
                == 0
        }
        ("NO", [_, _, _, _, _, _, _, _, last]) => (11 - weighted(&[3, 2, 7, 6, 5, 4, 3, 2])) % 11 == *last,
        ("FI", [_, _, _, _, _, _, _, last]) => (11 - weighted(&[7, 9, 10, 5, 8, 4, 2])) % 11 == *last,
        ("NL", digits) => digits.len() == 8,
        _ => false,
    }
}

/// Assigns a number to a customer without one, and refuses a number that is taken (4000).
fn number(books: &mut Books, doc: &mut Doc, stored: Option<&Doc>) -> Result<(), Refusal> {
    if doc.text("CustomerNumber").is_none() {
        let number = match stored.and_then(|stored| stored.owned("CustomerNumber")) {
            Some(number) => number,
            None => free_number(books),
        };
        doc.set("CustomerNumber", number);
    }
    let number = doc.text("CustomerNumber").unwrap_or_default();
    let own = stored.map(Doc::id);
    let taken = books
        .table(Collection::Customers)
        .lookup("CustomerNumber", number)
        .any(|other| Some(other.id()) != own);
    if taken {
        return Err(Refusal::on_field(
            4000,
            "CustomerNumber",
            "CustomerNumber is already used.",
        ));
    }
    Ok(())
}

fn free_number(books: &mut Books) -> String {
    loop {
        let number = books.next_number(Counter::Customer).to_string();
        if books
            .table(Collection::Customers)
            .lookup("CustomerNumber", &number)
            .next()
            .is_none()
        {
            return number;
        }
    }
}

/// Labels are given by id or by name. Unknown labels are refused.
fn label(books: &Books, doc: &mut Doc) -> Result<(), Refusal> {
    let Some(wanted) = doc.value("CustomerLabels").and_then(Value::as_array) else {
        return Ok(());
    };
    let labels = books.table(Collection::CustomerLabels);
    let find = |wanted: &Value| {
        let by = |name: &str| wanted.get(name).and_then(Value::as_str);
        let found = match by("Id").and_then(|id| id.parse().ok()) {
            Some(id) => labels.get(id),
            None => labels.iter().find(|label| label.text("Name") == by("Name")),
        };
        found
            .map(Doc::public)
            .ok_or_else(|| Refusal::no_such("CustomerLabels"))
    };
    let labels = wanted.iter().map(find).collect::<Result<Vec<Value>, Refusal>>()?;
    doc.set("CustomerLabels", json!(labels));
    Ok(())
}

/// The customer's fields that decide VAT.
pub(crate) fn buyer(books: &Books, customer: &Doc) -> Buyer {
    let country = taxing_country(
        customer.text("InvoiceCountryCode"),
        customer.text("DeliveryCountryCode"),
        customer.flag("DeliveryBasedVat"),
        books.country(),
    );
    Buyer {
        country: country.to_owned(),
        is_private: customer.flag("IsPrivatePerson"),
        has_vat_number: customer.text("VatNumber").is_some(),
        force_bookkeep_vat: customer.flag("ForceBookkeepVat"),
        is_northern_ireland: customer.flag("IsNorthernIreland"),
        reverse_charge_on_construction: customer.flag("ReverseChargeOnConstructionServices"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_digits_follow_the_country() {
        for (country, number, valid) in [
            ("SE", "559000-1003", true),
            ("SE", "5590001001", false),
            ("SE", "198112189876", true),
            ("SE", "811218-9876", true),
            ("SE", "811218-9875", false),
            ("SE", "12345", false),
            ("SE", "abc", false),
            ("NO", "974760673", true),
            ("NO", "974760674", false),
            ("FI", "1234567-1", true),
            ("FI", "1234567-2", false),
            ("NL", "12345678", true),
            ("NL", "1234567", false),
        ] {
            assert_eq!(has_control_digit(country, number), valid, "{country} {number}");
        }
    }

    #[test]
    fn a_vat_number_begins_with_its_country() {
        assert!(is_vat_number("DE123456789", "DE", false));
        assert!(is_vat_number("EL123456789", "GR", false));
        assert!(is_vat_number("XI123456789", "GB", true));
        assert!(is_vat_number("NL123456789B01", "NL", false));
        assert!(!is_vat_number("FI12345678", "DE", false));
        assert!(!is_vat_number("DE123", "DE", false));
        assert!(!is_vat_number("de123456789", "DE", false));
        assert!(!is_vat_number("DE 12345678", "DE", false));
    }
}
