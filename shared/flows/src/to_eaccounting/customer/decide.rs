//! What a customer is to be. Nothing is written here.

use eaccounting::types::{Customer as Found, NewCustomer, merge};
use mapping::{Mapped, Target};
use model::{Code, Order, Problem, VatNumber};
use serde_json::{Map, Value};
use settings::{Missing, Settings};

use super::lookup::{Identity, LookedUp};
use super::record::number;
use crate::JobContext;
use crate::reference::{Reference, labels};
use crate::trace::{FoundCustomer, place_of, record_sent};

/// What a customer is wanted for.
#[derive(Clone, Copy)]
pub(crate) enum Purpose<'a> {
    /// To be kept equal to the contact or account.
    Keep,
    /// To be billed for an order.
    Bill(&'a Billing<'a>),
}

impl Purpose<'_> {
    fn is_keep(self) -> bool {
        matches!(self, Self::Keep)
    }

    /// Sets the flags that make eAccounting compute the VAT that an order has.
    fn fit(self, fields: &mut NewCustomer, settings: &Settings) -> Result<(), Problem> {
        let Self::Bill(billing) = self else { return Ok(()) };
        crate::sale_conversion::output::apply_vat_flags(&billing.needs(fields, settings)?, fields);
        Ok(())
    }
}

/// What an order says that decides the customer's VAT flags.
pub(crate) struct Billing<'a> {
    pub(crate) order: &'a Order,
    pub(crate) company: &'a sale::Company,
    pub(crate) place: sale::PlaceOfSupply,
    pub(crate) destination: crate::sale_conversion::input::Destination<'a>,
}

impl Billing<'_> {
    /// The buyer that this customer record makes.
    pub(crate) fn buyer(&self, fields: &NewCustomer, settings: &Settings) -> Result<sale::Buyer, Problem> {
        crate::sale_conversion::input::buyer(fields, self.destination, self.company, settings)
    }

    pub(crate) fn needs(
        &self,
        fields: &NewCustomer,
        settings: &Settings,
    ) -> Result<sale::CustomerVatFlags, Problem> {
        Ok(sale::customer_vat_flags(
            self.company,
            &self.buyer(fields, settings)?,
            self.place,
        ))
    }
}

/// What is to become of a customer. Nothing is written for it before the rest is decided too.
pub(crate) struct Decision {
    pub(super) wanted: Wanted,
    /// Only watch.
    pub(super) dry_run: bool,
}

pub(super) enum Wanted {
    /// The one that eAccounting has, whoever bought.
    AsItIs(Box<Found>),
    /// The one that eAccounting has, with these fields changed.
    Known(Box<Found>, Vec<String>),
    /// One that eAccounting doesn't have yet.
    New(Box<NewCustomer>, Identity),
}

impl Decision {
    /// This one, as it is.
    pub(crate) fn as_it_is(found: Found) -> Self {
        Self {
            wanted: Wanted::AsItIs(Box::new(found)),
            dry_run: false,
        }
    }

    /// The customer as it is to be.
    pub(crate) fn fields(&self) -> &NewCustomer {
        match &self.wanted {
            Wanted::AsItIs(found) | Wanted::Known(found, _) => &found.fields,
            Wanted::New(fields, _) => fields,
        }
    }
}

/// Decides what the customer is to be, as the settings say.
pub(crate) async fn decide(
    ctx: &mut JobContext<'_>,
    reference: &Reference,
    looked_up: LookedUp,
    purpose: Purpose<'_>,
) -> Result<Decision, Problem> {
    let compiled = std::sync::Arc::clone(&ctx.compiled);
    let settings = &compiled.settings;
    let LookedUp {
        mapped,
        found,
        identity,
    } = looked_up;
    let wanted = match found {
        Some(found) if purpose.is_keep() || settings.orders.update_customer => {
            let (merged, changed) = compare(ctx, reference, &found, &mapped, purpose).await?;
            see_found(ctx, &found, Some(&merged));
            Wanted::Known(Box::new(merged), changed)
        }
        Some(found) => {
            see_found(ctx, &found, None);
            Wanted::Known(Box::new(found), Vec::new())
        }
        None => {
            let mut wanted = new_customer(ctx, reference, mapped.clone()).await?;
            purpose.fit(&mut wanted, settings)?;
            record_sent(ctx, Target::Customer, "customer", &wanted, &mapped, None);
            Wanted::New(Box::new(wanted), identity)
        }
    };
    let dry_run = if purpose.is_keep() {
        settings.customers.dry_run
    } else {
        settings.orders.dry_run
    };
    Ok(Decision { wanted, dry_run })
}

/// The customer with the mapped fields laid over its own, and which of them differ. Fields that no rule names stay untouched.
async fn compare(
    ctx: &mut JobContext<'_>,
    reference: &Reference,
    found: &Found,
    mapped: &Mapped,
    purpose: Purpose<'_>,
) -> Result<(Found, Vec<String>), Problem> {
    let mapping = &ctx.compiled.mapping;
    let mut wanted = mapping.for_update(Target::Customer, mapped);
    // Whoever names no company says nothing of a customer who is one: it is not renamed after a person, and not taxed as one.
    let is_person = mapped.fields.get("IsPrivatePerson") == Some(&Value::Bool(true));
    if is_person
        && !found.fields.is_private_person
        && !mapping.is_user_defined(Target::Customer, "IsPrivatePerson")
    {
        wanted.remove("IsPrivatePerson");
        if !mapping.is_user_defined(Target::Customer, "Name") {
            wanted.remove("Name");
        }
    }
    let wanted = looked_up(ctx, reference, wanted).await?;
    let (mut merged, mut changed) = merge(found, &wanted)?;
    let before = merged.fields.clone();
    purpose.fit(&mut merged.fields, &ctx.compiled.settings)?;
    if changed
        .iter()
        .any(|field| matches!(field.as_str(), "VatNumber" | "InvoiceCountryCode"))
    {
        fit_vat_number(ctx, &mut merged.fields, reference)?;
    }
    if merged.fields != before {
        changed.push("VAT flags".to_owned());
    }
    Ok((merged, changed))
}

/// Replaces the names that the mapping gives by what eAccounting knows them by.
async fn looked_up(
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
async fn new_customer(
    ctx: &mut JobContext<'_>,
    reference: &Reference,
    mapped: Mapped,
) -> Result<NewCustomer, Problem> {
    let compiled = std::sync::Arc::clone(&ctx.compiled);
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
    for (field, policy, setting) in [
        (
            "InvoiceCity",
            &settings.on_missing_city,
            "customers.on_missing_city",
        ),
        (
            "InvoicePostalCode",
            &settings.on_missing_postal_code,
            "customers.on_missing_postal_code",
        ),
    ] {
        match policy {
            _ if !is_blank(&fields, field) => {}
            Missing::Use(text) => {
                fields.insert(field.to_owned(), Value::String(text.clone()));
            }
            Missing::Park => return Err(incomplete(ctx, field, setting)),
        }
    }
    if is_blank(&fields, "Name") {
        return Err(incomplete(ctx, "Name", "mapping.customer.Name"));
    }
    let mut fields = looked_up(ctx, reference, fields).await?;
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
    })?;
    fit_vat_number(ctx, &mut wanted, reference)?;
    Ok(wanted)
}

fn is_blank(fields: &Map<String, Value>, field: &str) -> bool {
    let text = fields.get(field).and_then(Value::as_str);
    text.is_none_or(|text| text.trim().is_empty())
}

/// eAccounting takes a VAT number of the invoice's country only, and one of Northern Ireland with its flag (4025).
fn fit_vat_number(
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
        .get_or_insert_with(|| default.unwrap_or(reference.context.country).to_string());
    let issued_by = number.country();
    if invoice.parse() == Ok(issued_by) {
        return Ok(());
    }
    if (issued_by.as_str(), invoice.as_str()) == ("XI", "GB") {
        fields.is_northern_ireland = Some(true);
        return Ok(());
    }
    Err(Problem::new(
        Code::VALUE_INVALID,
        format!(
            "The VAT number (VatNumber) of {} is one of {issued_by}, and its invoice country is {invoice}: eAccounting refuses that.",
            ctx.name()
        ),
        format!(
            "Correct the number or the country in ActiveCampaign or the shop and replay {}, or leave the number out by a rule for VatNumber in [mapping.customer].",
            ctx.job.source
        ),
    ))
}

fn incomplete(ctx: &JobContext<'_>, field: &str, setting: &str) -> Problem {
    Problem::new(
        Code::CUSTOMER_INCOMPLETE,
        format!(
            "The customer of {} has no {field}, which eAccounting requires.",
            ctx.name()
        ),
        format!(
            "Fill it in in ActiveCampaign or the shop and replay {}, or give {setting} a text to use.",
            ctx.job.source
        ),
    )
}

/// Tells a preview which customer was found, and what it would become.
pub(crate) fn see_found(ctx: &JobContext<'_>, found: &Found, merged: Option<&Found>) {
    ctx.services.trace(|seen| {
        seen.found = Some(FoundCustomer {
            number: number(found).to_owned(),
            before: found.fields.to_map(),
            after: merged.map(|merged| merged.fields.to_map()),
        });
    });
}

/// The customer that an order would have if nothing stood in its way: for previews, which go on without one.
pub(crate) fn assumed(ctx: &JobContext<'_>, order: &Order, reference: &Reference) -> Result<Found, Problem> {
    let mapped = ctx
        .compiled
        .mapping
        .customer_of(order, &reference.context)
        .unwrap_or_default();
    let mut fields = mapped.fields;
    // What is looked up by name says nothing of VAT.
    fields.retain(|name, _| {
        ![
            "TermsOfPayment",
            "DeliveryMethod",
            "DeliveryTerm",
            "CustomerLabels",
        ]
        .contains(&name.as_str())
    });
    for (name, value) in [
        ("Id", Value::String(uuid::Uuid::nil().to_string())),
        ("TermsOfPaymentId", Value::String(uuid::Uuid::nil().to_string())),
        ("Name", Value::String(String::new())),
        ("InvoiceCity", Value::String(String::new())),
        ("InvoicePostalCode", Value::String(String::new())),
        ("IsPrivatePerson", Value::Bool(true)),
        ("IsActive", Value::Bool(true)),
    ] {
        fields.entry(name).or_insert(value);
    }
    serde_json::from_value(Value::Object(fields)).map_err(|error| {
        Problem::new(
            Code::MAPPING_FAILED,
            format!(
                "The customer of {} does not fit eAccounting's fields: {}.",
                ctx.name(),
                place_of(&error)
            ),
            "Check the rules in [mapping.customer] of the settings.",
        )
    })
}
