//! A new customer, complete as eAccounting demands, and the rules that hold for existing ones too.

use std::sync::Arc;

use eaccounting::types::NewCustomer;
use mapping::Mapped;
use model::reason::{Word, words};
use model::{Code, CountryCode, Problem, VatNumber, case, event};
use serde_json::{Map, Value};
use settings::Missing;

use crate::JobContext;
use crate::recording::place_of;
use crate::reference::{Reference, labels};

/// Replaces the names that the mapping gives by what eAccounting knows them by.
pub(super) async fn resolve_names(
    ctx: &JobContext<'_>,
    reference: &Reference,
    mut fields: Map<String, Value>,
) -> Result<Map<String, Value>, Problem> {
    if let Some(name) = fields.remove("TermsOfPayment").as_ref().and_then(Value::as_str) {
        let id = reference
            .terms_of_payment(&name.into(), "customers.terms_of_payment")
            .await?;
        fields.insert("TermsOfPaymentId".to_owned(), Value::String(id.to_string()));
    }
    if let Some(name) = fields.remove("DeliveryMethod").as_ref().and_then(Value::as_str) {
        let id = reference.delivery_method(&name.into()).await?.id;
        fields.insert("DeliveryMethodId".to_owned(), Value::String(id.to_string()));
    }
    if let Some(name) = fields.remove("DeliveryTerm").as_ref().and_then(Value::as_str) {
        let id = reference.delivery_term(&name.into()).await?.id;
        fields.insert("DeliveryTermId".to_owned(), Value::String(id.to_string()));
    }
    let names: Vec<settings::Name> = match fields.remove("CustomerLabels") {
        Some(Value::Array(names)) => names
            .iter()
            .filter_map(Value::as_str)
            .map(settings::Name::from)
            .collect(),
        Some(Value::String(name)) => vec![name.as_str().into()],
        _ => Vec::new(),
    };
    if !names.is_empty() {
        let known = ctx.services.eaccounting.customer_labels().await?;
        let labels = serde_json::to_value(labels(&known, &names)?).unwrap_or_default();
        fields.insert("CustomerLabels".to_owned(), labels);
    }
    Ok(fields)
}

/// A new customer from the mapped fields, complete as eAccounting demands.
pub(super) async fn new_customer(
    ctx: &mut JobContext<'_>,
    reference: &Reference,
    mapped: Mapped,
) -> Result<NewCustomer, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings.customers;
    let mut fields = mapped.fields;
    // What nobody said and eAccounting wants. Only here: a customer that exists keeps what a person has written.
    let country = settings.default_country.unwrap_or(reference.context.country);
    let called = fields.get("EmailAddress").and_then(Value::as_str);
    for (field, value) in [
        ("Name", called.map(|email| model::shorten(email, 50))),
        ("InvoiceCountryCode", Some(country.to_string())),
    ] {
        if let (true, Some(value)) = (is_blank(&fields, field), value) {
            ctx.recorder.sent("customer", field, Some(&value), None);
            fields.insert(field.to_owned(), Value::String(value));
        }
    }
    let country = invoice_country(&fields);
    if let Some(country) = country {
        // The postcode may say a territory with a code of its own, also in the country that nobody wrote.
        let postcode = fields.get("InvoicePostalCode").and_then(Value::as_str);
        let place = places::locate(&country.into(), postcode);
        fields.insert(
            "InvoiceCountryCode".to_owned(),
            Value::String(place.code.to_string()),
        );
    }
    let mut lacks = Vec::new();
    for (field, what, policy) in [
        ("InvoiceCity", words::CITY, &settings.on_missing_city),
        (
            "InvoicePostalCode",
            words::POSTCODE,
            &settings.on_missing_postal_code,
        ),
    ] {
        match policy {
            _ if !is_blank(&fields, field) => {}
            Missing::Use(text) => {
                fields.insert(field.to_owned(), Value::String(text.clone()));
            }
            _ if what == words::POSTCODE && country.is_some_and(|code| !places::has_postcodes(code)) => {
                fields.insert(field.to_owned(), Value::String(NO_POSTCODE.to_owned()));
            }
            Missing::Park | Missing::Skip => lacks.push(what),
        }
    }
    match lacks.as_slice() {
        [] => {}
        [words::CITY] => return Err(incomplete(ctx, words::CITY, ON_MISSING_CITY)),
        [what] => return Err(incomplete(ctx, *what, ON_MISSING_POSTCODE)),
        _ => return Err(without_address(ctx)),
    }
    if is_blank(&fields, "Name") {
        return Err(incomplete(ctx, words::NAME, "mapping.customer.Name"));
    }
    let mut fields = resolve_names(ctx, reference, fields).await?;
    if !fields.contains_key("TermsOfPaymentId") {
        let terms = reference.default_terms_of_payment().await?;
        fields.insert("TermsOfPaymentId".to_owned(), Value::String(terms.to_string()));
    }
    fields.insert("IsActive".to_owned(), Value::Bool(true));
    let mut wanted: NewCustomer = serde_json::from_value(Value::Object(fields)).map_err(|error| {
        Problem::new(
            Code::MAPPING_FAILED,
            format!(
                "The customer that the mapping makes of {} does not fit eAccounting's fields: {}.",
                ctx.name(),
                place_of(&error)
            ),
            "Check the rules in [mapping.customer] of the settings.",
        )
        .in_case(case::MAPPING_FAILED_SECTION, [&"customer"])
    })?;
    fit_vat_number(ctx, &mut wanted, reference)?;
    Ok(wanted)
}

/// What stands for a postcode where the country has none: eAccounting requires one.
pub(super) const NO_POSTCODE: &str = "-";

pub(super) fn invoice_country(fields: &Map<String, Value>) -> Option<CountryCode> {
    fields
        .get("InvoiceCountryCode")
        .and_then(Value::as_str)?
        .parse()
        .ok()
}

pub(super) fn is_blank(fields: &Map<String, Value>, field: &str) -> bool {
    let text = fields.get(field).and_then(Value::as_str);
    text.is_none_or(|text| text.trim().is_empty())
}

/// eAccounting takes a VAT number of the invoice's country only, and one of Northern Ireland with its flag (4025).
pub(super) fn fit_vat_number(
    ctx: &JobContext<'_>,
    fields: &mut NewCustomer,
    reference: &Reference,
) -> Result<(), Problem> {
    let Some(number) = fields
        .vat_number
        .as_deref()
        .and_then(|text| text.parse::<VatNumber>().ok())
    else {
        return Ok(());
    };
    let default = ctx.compiled.settings.customers.default_country;
    let invoice = fields
        .invoice_country_code
        .get_or_insert_with(|| default.unwrap_or(reference.context.country).to_string())
        .clone();
    let issued_by = number.country();
    if invoice.parse() == Ok(issued_by) {
        return Ok(());
    }
    if (issued_by.as_str(), invoice.as_str()) == ("XI", "GB") {
        fields.is_northern_ireland = Some(true);
        return Ok(());
    }
    let place = invoice
        .parse::<CountryCode>()
        .map(|country| places::locate(&country.into(), fields.invoice_postal_code.as_deref()));
    if place.is_ok_and(|place| place.treatment(reference.context.country) == places::Treatment::Export) {
        // It decides nothing there, and eAccounting would refuse it.
        fields.vat_number = None;
        return Ok(());
    }
    Err(Problem::new(
        Code::VALUE_INVALID,
        event::foreign_vat_number(ctx.name(), issued_by, invoice),
        format!(
            "Correct the number or the country in ActiveCampaign or the shop and replay {}, or leave the number out with VatNumber = \"\" in [mapping.customer] of the settings.",
            ctx.job.source
        ),
    )
    .in_case(case::VALUE_INVALID_VAT_NUMBER_COUNTRY, []))
}

const ON_MISSING_CITY: &str = "customers.on_missing_city";
const ON_MISSING_POSTCODE: &str = "customers.on_missing_postal_code";

/// A customer with neither city nor postcode: both are told at once, so that nobody fills in one and waits for the other.
fn without_address(ctx: &JobContext<'_>) -> Problem {
    Problem::new(
        Code::CUSTOMER_INCOMPLETE,
        event::customer_lacks(ctx.name(), words::CITY_AND_POSTCODE),
        format!(
            "Fill both in in ActiveCampaign or the shop and replay {}, or give {ON_MISSING_CITY} and {ON_MISSING_POSTCODE} a text to use.",
            ctx.job.source
        ),
    )
    .in_case(case::CUSTOMER_INCOMPLETE_ADDRESS, [])
}

fn incomplete(ctx: &JobContext<'_>, what: Word, setting: &str) -> Problem {
    Problem::new(
        Code::CUSTOMER_INCOMPLETE,
        event::customer_lacks(ctx.name(), what),
        format!(
            "Fill it in in ActiveCampaign or the shop and replay {}, or give {setting} a text to use.",
            ctx.job.source
        ),
    )
    .in_case(case::CUSTOMER_INCOMPLETE_FIELD, [&what, &setting])
}
