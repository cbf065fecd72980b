//! Decides what a customer becomes. Writes nothing.

use std::sync::Arc;

use eaccounting::types::{Customer as Found, NewCustomer, merge};
use mapping::{Mapped, Target};
use model::{Address, Code, CountryCode, Email, Kind, Order, Problem, Source, case};
use serde_json::{Map, Value};

use super::lookup::{Identity, LookedUp};
use super::new::{NO_POSTCODE, fit_vat_number, new_customer, resolve_names};
use super::newer::keep_newer_addresses;
use super::purpose::Purpose;
use super::record::number;
use crate::JobContext;
use crate::recording::{place_of, record_changes, record_sent};
use crate::reference::Reference;
use crate::to_eaccounting::names::{same, share_a_word};
use crate::trace::{FoundBy, FoundCustomer};

/// The decision about a customer. Nothing is written for it before the rest of the order is decided too.
pub(crate) struct Decision {
    pub(super) wanted: Wanted,
    /// Nothing is written: the settings ask for a dry run.
    pub(super) dry_run: bool,
}

pub(super) enum Wanted {
    /// The existing customer, unchanged.
    AsItIs(Box<Found>, FoundBy),
    /// One that is neither looked up nor written: for previews, which go on without one.
    Assumed(Box<Found>),
    /// The existing customer, and its new values.
    Known(Box<Known>),
    /// One that eAccounting doesn't have yet.
    New(Box<NewCustomer>, Identity),
}

/// A customer that was looked up, and found.
pub(super) struct Known {
    /// As it is.
    pub(super) before: Found,
    /// The new values; nothing if it is left unchanged.
    pub(super) after: Option<Found>,
    /// What differs.
    pub(super) changed: Vec<String>,
    pub(super) identity: Identity,
    /// Whether the contact stays linked to another.
    pub(super) is_beside_link: bool,
    by: FoundBy,
}

impl Decision {
    /// This one, as it is.
    pub(crate) fn as_it_is(found: Found, by: FoundBy) -> Self {
        Self {
            wanted: Wanted::AsItIs(Box::new(found), by),
            dry_run: false,
        }
    }

    /// The customer as it is to be.
    pub(crate) fn fields(&self) -> &NewCustomer {
        match &self.wanted {
            Wanted::AsItIs(found, _) | Wanted::Assumed(found) => &found.fields,
            Wanted::Known(known) => &known.after.as_ref().unwrap_or(&known.before).fields,
            Wanted::New(fields, _) => fields,
        }
    }

    /// The customer that eAccounting has, before and after, as a preview shows it.
    pub(crate) fn found(&self) -> Option<FoundCustomer> {
        let (before, after, by) = match &self.wanted {
            Wanted::AsItIs(found, by) => (&**found, None, *by),
            Wanted::Known(known) => (&known.before, known.after.as_ref(), known.by),
            Wanted::Assumed(_) | Wanted::New(..) => return None,
        };
        Some(FoundCustomer {
            number: number(before).to_owned(),
            by,
            before: before.fields.to_map(),
            after: after.map(|after| after.fields.to_map()),
        })
    }
}

/// Decides what the customer becomes, as the settings say.
pub(crate) async fn decide(
    ctx: &mut JobContext<'_>,
    reference: &Reference,
    mapped: &Mapped,
    looked_up: LookedUp,
    purpose: Purpose<'_>,
) -> Result<Decision, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings;
    let LookedUp {
        found,
        identity,
        is_beside_link,
        ..
    } = looked_up;
    let wanted = match found {
        Some((before, by)) if purpose.is_keep() || settings.orders.update_customer => {
            let (after, changed) = compare(ctx, reference, &before, mapped, purpose).await?;
            let fields = [&before, &after].map(|customer| customer.fields.to_map());
            record_changes(ctx, Target::Customer, "customer", &fields[0], &fields[1], mapped);
            Wanted::Known(Box::new(Known {
                before,
                after: Some(after),
                changed,
                identity,
                is_beside_link,
                by,
            }))
        }
        Some((before, by)) => {
            ctx.recorder.clear_sent("customer");
            Wanted::Known(Box::new(Known {
                before,
                after: None,
                changed: Vec::new(),
                identity,
                is_beside_link,
                by,
            }))
        }
        None => {
            let mut wanted = new_customer(ctx, reference, mapped.clone()).await?;
            purpose.fit(&mut wanted, settings)?;
            record_sent(ctx, Target::Customer, "customer", &wanted, mapped, None);
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

/// The customer with the mapped fields merged in, and the fields that change. Fields without a rule are unchanged.
async fn compare(
    ctx: &mut JobContext<'_>,
    reference: &Reference,
    found: &Found,
    mapped: &Mapped,
    purpose: Purpose<'_>,
) -> Result<(Found, Vec<String>), Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let mapping = &compiled.mapping;
    let mut wanted = mapping.for_update(Target::Customer, mapped);
    // If the source has no company name, a company customer isn't renamed after a person, nor turned into a private
    // person.
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
    if purpose.is_keep() {
        keep_names(ctx, &mut wanted, found, mapped).await?;
    }
    // Its numbers alone show a company, which then has the person's name for want of another.
    let is_persons_name = mapped.fields.get("Name") == mapped.fields.get("ContactPersonName");
    if is_persons_name
        && !found.fields.is_private_person
        && !mapping.is_user_defined(Target::Customer, "Name")
    {
        wanted.remove("Name");
    }
    whole_addresses(&mut wanted, found, mapped, purpose);
    if let Purpose::Bill(billing) = purpose
        && purpose.says_address()
    {
        keep_newer_addresses(ctx, billing.order, &mut wanted, found, mapped).await?;
    }
    let is_british = |number: &Value| number.as_str().is_some_and(|number| number.starts_with("GB"));
    if found.fields.is_northern_ireland == Some(true)
        && !wanted.contains_key("IsNorthernIreland")
        && wanted.get("VatNumber").is_some_and(is_british)
    {
        // It decides nothing there, and eAccounting would refuse it.
        wanted.remove("VatNumber");
    }
    let wanted = resolve_names(ctx, reference, wanted).await?;
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

/// ActiveCampaign calls a contact as the delivery address of the last order does: whoever gets a present is not the customer. That
/// is seen at the customer's own delivery address; where the names have nothing in common, the last order is read.
async fn keep_names(
    ctx: &JobContext<'_>,
    wanted: &mut Map<String, Value>,
    found: &Found,
    mapped: &Mapped,
) -> Result<(), Problem> {
    let mapping = &ctx.compiled.mapping;
    let before = found.fields.to_map();
    let text = |field: &str| before.get(field).and_then(Value::as_str).unwrap_or_default();
    let recipient = text("DeliveryCustomerName");
    for field in ["Name", "ContactPersonName"] {
        let (old, new) = (
            text(field),
            wanted.get(field).and_then(Value::as_str).unwrap_or_default(),
        );
        if old.is_empty()
            || new.is_empty()
            || same(new, old)
            || mapping.is_user_defined(Target::Customer, field)
        {
            continue;
        }
        let is_recipients = match same(new, recipient) {
            true => true,
            false if share_a_word(new, old) => false,
            false => is_last_recipient(ctx, mapped, old, new).await?,
        };
        if is_recipients {
            wanted.remove(field);
        }
    }
    Ok(())
}

/// Whether the buyer's last order was placed in the one name, and went to the other.
async fn is_last_recipient(
    ctx: &JobContext<'_>,
    mapped: &Mapped,
    buyer: &str,
    recipient: &str,
) -> Result<bool, Problem> {
    let email = mapped.fields.get("EmailAddress").and_then(Value::as_str);
    let Some(email) = email.and_then(|email| email.parse::<Email>().ok()) else {
        return Ok(false);
    };
    let client = &ctx.services.activecampaign;
    let read = async {
        let orders = client.orders_of(&email, 1).await?;
        match orders.first().map(|order| &order.source) {
            Some(Source::Order { connection, order }) => client.order(connection, order).await,
            _ => Ok(None),
        }
    };
    let last = match read.await.map_err(Problem::from) {
        // An account without orders may not be asked for any.
        Err(problem) if problem.kind == Kind::NeedsPerson => None,
        read => read?,
    };
    let name = |address: &Address| {
        let names = [&address.first_name, &address.last_name];
        let names: Vec<&str> = names.into_iter().filter_map(|name| name.as_deref()).collect();
        names.join(" ")
    };
    Ok(last.is_some_and(|order| {
        same(&name(&order.customer.billing), buyer) && same(&name(&order.customer.delivery), recipient)
    }))
}

/// An address is one value. Fields that a new address leaves empty are cleared, and a postcode that differs only in its
/// spelling is kept.
fn whole_addresses(wanted: &mut Map<String, Value>, found: &Found, mapped: &Mapped, purpose: Purpose<'_>) {
    let before = found.fields.to_map();
    let old = |field: &str| {
        before
            .get(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .trim()
    };
    for side in ["Invoice", "Delivery"] {
        let field = |name: &str| format!("{side}{name}");
        let new = |name: &str| mapped.fields.get(&field(name)).and_then(Value::as_str);
        let code = new("CountryCode").unwrap_or_else(|| old(&field("CountryCode")));
        let country = code.parse::<CountryCode>().ok();
        if let (Some(country), Some(postcode)) = (country, new("PostalCode"))
            && places::is_same_postcode(country, postcode, old(&field("PostalCode")))
        {
            wanted.remove(&field("PostalCode"));
        }
        // An order has its whole address. A contact's fields may have no second line, and a person added one: it is
        // cleared only if the street changes.
        let is_new_street = new("Address1").is_some_and(|street| {
            let before = old(&field("Address1"));
            !before.is_empty() && street.trim().to_lowercase() != before.to_lowercase()
        });
        if !is_new_street && !purpose.says_address() {
            continue;
        }
        for name in mapped.cleared.iter().filter(|name| name.starts_with(side)) {
            wanted.insert((*name).to_owned(), Value::Null);
        }
        let needs_none = country.is_some_and(|country| !places::has_postcodes(country));
        if side == "Invoice" && is_new_street && needs_none && new("PostalCode").is_none() {
            wanted.insert(field("PostalCode"), Value::from(NO_POSTCODE));
        }
    }
}

/// The customer that an order would have if nothing stood in its way: for previews, which go on without one.
pub(crate) fn assumed(
    ctx: &JobContext<'_>,
    order: &Order,
    reference: &Reference,
) -> Result<Decision, Problem> {
    let mapped = ctx
        .compiled
        .mapping
        .customer_of(order, &reference.context)
        .unwrap_or_default();
    let mut fields = mapped.fields;
    // A record that is looked up by name says nothing about VAT.
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
    let found = serde_json::from_value(Value::Object(fields)).map_err(|error| {
        Problem::new(
            Code::MAPPING_FAILED,
            format!(
                "The customer of {} does not fit eAccounting's fields: {}.",
                ctx.name(),
                place_of(&error)
            ),
            "Check the rules in [mapping.customer] of the settings.",
        )
        .in_case(case::MAPPING_FAILED_SECTION, [&"customer"])
    })?;
    Ok(Decision {
        wanted: Wanted::Assumed(Box::new(found)),
        dry_run: false,
    })
}
