//! Rules for an address as a whole, applied after its fields were mapped.

use std::collections::BTreeMap;

use places::{Country, Place};
use serde_json::Value;

use super::document::{Record, written_country};
use super::mapped::{Mapped, Omission, RuleUsed, Target, WhyOmitted};

/// The address contradicts itself. Holds no value.
pub(super) struct Contradiction {
    pub(super) field: &'static str,
    pub(super) text: String,
}

/// One address's fields.
struct Fields {
    street: [&'static str; 2],
    name: Option<&'static str>,
    postcode: &'static str,
    city: &'static str,
    country: &'static str,
}

const INVOICE: Fields = Fields {
    street: ["InvoiceAddress1", "InvoiceAddress2"],
    name: None,
    postcode: "InvoicePostalCode",
    city: "InvoiceCity",
    country: "InvoiceCountryCode",
};

const DELIVERY: Fields = Fields {
    street: ["DeliveryAddress1", "DeliveryAddress2"],
    name: Some("DeliveryCustomerName"),
    postcode: "DeliveryPostalCode",
    city: "DeliveryCity",
    country: "DeliveryCountryCode",
};

/// Gives each address the country code that eAccounting is sent for it, sets the flag for Northern Ireland, and notes which
/// fields the address leaves empty.
///
/// # Errors
/// Where the country names a place that the postcode is not in.
pub(super) fn settle(
    record: Record<'_>,
    rules: &BTreeMap<String, RuleUsed>,
    mapped: &mut Mapped,
) -> Result<(), Contradiction> {
    if !matches!(record.target, Target::Customer | Target::Order) {
        return Ok(());
    }
    let customer = record.customer;
    let mut places = [None, None];
    for (at, (fields, written)) in [
        (&INVOICE, written_country(customer)),
        (&DELIVERY, customer.delivery.country.as_deref()),
    ]
    .into_iter()
    .enumerate()
    {
        places[at] = send_code(fields, written, mapped)?;
        clear(fields, rules, mapped);
    }
    let is_british = places.iter().flatten().any(|place| place.code.as_str() == "GB");
    if record.target == Target::Customer && is_british && !rules.contains_key("IsNorthernIreland") {
        // The flag goes with the place that the goods go to, which is the invoice address where there is no other. Without a
        // postcode nothing says in which part of the country that is, and the customer's flag stays.
        let (place, fields) = match (places[1], places[0]) {
            (Some(place), _) => (Some(place), &DELIVERY),
            (None, place) => (place, &INVOICE),
        };
        let flag = place.is_some_and(|place| place.is_northern_ireland());
        if flag || mapped.fields.contains_key(fields.postcode) {
            mapped
                .fields
                .insert("IsNorthernIreland".to_owned(), Value::Bool(flag));
        }
        // The goods go there, and the bill elsewhere in the country.
        let number = mapped.fields.get("VatNumber").and_then(Value::as_str);
        if flag && number.is_some_and(|number| number.starts_with("GB")) {
            mapped.fields.remove("VatNumber");
            mapped.omitted.push(Omission {
                field: "VatNumber".to_owned(),
                why: WhyOmitted::NeedsXi,
            });
        }
    }
    Ok(())
}

/// Replaces a country's code by the one to send for the place. `written` is given where it names a part of the country.
fn send_code(
    fields: &Fields,
    written: Option<&str>,
    mapped: &mut Mapped,
) -> Result<Option<Place>, Contradiction> {
    let text = |field: &str| mapped.fields.get(field).and_then(Value::as_str);
    let Some(code) = text(fields.country).and_then(|code| code.parse().ok()) else {
        return Ok(None);
    };
    let named = written
        .and_then(|text| places::country(text).ok())
        .filter(|country| country.code == code && country.territory.is_some());
    let country: Country = named.unwrap_or_else(|| Country::from(code));
    let postcode = text(fields.postcode);
    let place = places::locate(&country, postcode);
    if !place.survives(postcode) {
        let territory = place.territory.map_or("the place", |territory| territory.name);
        return Err(Contradiction {
            field: fields.postcode,
            text: format!("the address is in {territory}, and the postcode isn't one of there"),
        });
    }
    if place.code != code {
        mapped
            .fields
            .insert(fields.country.to_owned(), Value::from(place.code.as_str()));
    }
    Ok(Some(place))
}

/// An address is one value: if the source has a street, a postcode or a city, its other fields are cleared. So they are where
/// goods go to a country of which no more is said.
fn clear(fields: &Fields, rules: &BTreeMap<String, RuleUsed>, mapped: &mut Mapped) {
    let goes_abroad = fields.name.map(|_| fields.country);
    let is_given = [fields.street[0], fields.postcode, fields.city]
        .into_iter()
        .chain(goes_abroad)
        .any(|field| mapped.fields.contains_key(field));
    if !is_given {
        return;
    }
    let [first, second] = fields.street;
    let all = match fields.name {
        // eAccounting requires city and postcode in an invoice address. A missing country defaults to the customer's.
        None => vec![first, second],
        Some(name) => vec![name, first, second, fields.postcode, fields.city, fields.country],
    };
    mapped.cleared.extend(
        all.into_iter()
            .filter(|field| rules.contains_key(*field) && !mapped.fields.contains_key(*field)),
    );
}
