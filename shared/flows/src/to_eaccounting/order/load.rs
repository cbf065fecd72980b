//! Reads the order from its source.

use std::sync::Arc;

use activecampaign::Tags;
use engine::describe;
use ledger::Record;
use model::{
    Address, Code, Discount, Order, OrderLine, Problem, Source, StepName, event, short_digest, step,
};
use serde_json::{Value, json};

use crate::JobContext;
use crate::to_eaccounting::customer::fields::check_field_settings;
use crate::to_eaccounting::names::{is_same_name, plain_text};

/// The order as its source has it now.
///
/// # Errors
/// `SOURCE_MISSING` if it is no longer there, with the document that `record` has of it.
pub(super) async fn read(ctx: &JobContext<'_>, record: Option<&Record>) -> Result<Order, Problem> {
    let client = &ctx.services.activecampaign;
    let order = match &ctx.job.source {
        Source::Order { connection, order } => client.order(connection, order).await?,
        Source::Deal(id) => client.deal(id).await?,
        other => {
            return Err(Problem::new(
                Code::INVALID_JOB,
                format!("An order job names {other}, which is no order and no deal."),
                "This is a mistake in Ekobridge; please report it with this text.",
            ));
        }
    };
    order.ok_or_else(|| match record.and_then(|record| record.documents.last()) {
        Some(made) => {
            let made = describe(made);
            Problem::new(
                Code::SOURCE_MISSING,
                event::gone_with_document(ctx.name(), &made),
                format!(
                    "If the sale stands, nothing is to be done. Otherwise delete {made}, or credit it if it is an invoice."
                ),
            )
        }
        None => Problem::new(
            Code::SOURCE_MISSING,
            event::not_there(ctx.name()),
            "If it was deleted on purpose, nothing is to be done. Otherwise restore it and replay the job.",
        ),
    })
}

/// Adds fields that only the contact has to an order's customer: custom fields such as the VAT number, and an address
/// if the order has none. The contact is read only if that is needed.
pub(super) async fn enrich_from_contact(ctx: &mut JobContext<'_>, order: &mut Order) -> Result<(), Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings.customers;
    let by_field = settings.organisation_number_field.is_some()
        || settings.vat_number_field.is_some()
        || settings.match_field.is_some()
        || ctx.compiled.mapping.reads_contact();
    let buyer = &order.customer;
    let Some(email) = buyer
        .email
        .clone()
        .filter(|_| by_field || buyer.billing.city.is_none())
    else {
        return Ok(());
    };
    if buyer.contact_id.is_some() {
        return Ok(());
    }
    let tags = Tags::read_if(ctx.compiled.mapping.reads_tags());
    let Some(contact) = ctx.services.activecampaign.contact_by_email(&email, tags).await? else {
        return Ok(());
    };
    check_field_settings(ctx, &contact, Some(order)).await?;
    let read = format!("contact {}", contact.contact_id.as_deref().unwrap_or_default());
    ctx.step(StepName::Read, step::read_from_activecampaign(read));
    let is_accounts = order.customer.billing.is_empty()
        || is_same_name(
            order.customer.company.as_deref().unwrap_or_default(),
            contact.company.as_deref().unwrap_or_default(),
        );
    let buyer = &mut order.customer;
    buyer.contact_id = contact.contact_id;
    buyer.account_id = contact.account_id;
    buyer.fields = contact.fields;
    buyer.account_fields = contact.account_fields;
    if is_accounts {
        buyer.website = buyer.website.take().or(contact.website);
    } else {
        // They are another's: of the contact's employer, where the order is private or another company's.
        let tags = [&settings.organisation_number_field, &settings.vat_number_field];
        for tag in tags.into_iter().flatten() {
            buyer.account_fields.remove(tag.as_str());
        }
    }
    buyer.tags = contact.tags;
    buyer.first_name = buyer.first_name.take().or(contact.first_name);
    buyer.last_name = buyer.last_name.take().or(contact.last_name);
    buyer.phone = buyer.phone.take().or(contact.phone);
    // A private order of a person who belongs to a company stays private: the order's own data take precedence.
    if buyer.billing.is_empty() {
        buyer.company = buyer.company.take().or(contact.company);
    }
    Ok(())
}

/// An address by what it means: "Sweden" and "SE" are one country, "111 22" and "11122" one postcode, "LUND" is "Lund", and a
/// phone number is no part of where it is.
fn by_meaning(address: &Address) -> Address {
    let plain = |text: &Option<String>| text.as_deref().map(plain_text);
    let mut address = Address {
        first_name: plain(&address.first_name),
        last_name: plain(&address.last_name),
        company: plain(&address.company),
        address1: plain(&address.address1),
        address2: plain(&address.address2),
        address3: plain(&address.address3),
        postal: plain(&address.postal),
        city: plain(&address.city),
        province: plain(&address.province),
        country: address.country.clone(),
        phone: None,
        email: None,
    };
    if let Some(country) = address
        .country
        .as_deref()
        .and_then(|text| places::country(text).ok())
    {
        let code = country.code;
        address.postal = address
            .postal
            .map(|postcode| places::plain_postcode(code, &postcode));
        address.country = Some(match country.territory {
            Some(territory) => territory.name.to_owned(),
            None => code.to_string(),
        });
    }
    address
}

/// What a line sells: a name is only a text where a number says what it is of, and so is a deal's title.
fn line_by_meaning(line: &OrderLine, is_deal: bool) -> Value {
    let name = (line.sku.is_none() && !is_deal).then(|| plain_text(&line.name));
    json!({
        "productId": line.product_id,
        "sku": line.sku,
        "name": name,
        "quantity": line.quantity.normalize(),
        "price": line.price.normalize(),
    })
}

/// A discount as it takes something off.
fn discount_by_meaning(discount: &Discount) -> Value {
    json!({
        "name": discount.name,
        "target": discount.target,
        "amount": discount.amount.normalize(),
    })
}

/// In one sequence, whichever the shop gives them in.
fn in_sequence(values: impl Iterator<Item = Value>) -> Vec<String> {
    let mut texts: Vec<String> = values.map(|value| value.to_string()).collect();
    texts.sort_unstable();
    texts
}

/// The order's digest: everything that decides about a document, compared by meaning.
pub(crate) fn payload_hash(order: &Order) -> String {
    let is_deal = matches!(order.source, Source::Deal(_));
    let lines = order.lines.iter().map(|line| line_by_meaning(line, is_deal));
    let customer = &order.customer;
    let content = json!({
        "number": order.number,
        "currency": order.currency,
        "lines": in_sequence(lines),
        "shipping": order.shipping.normalize(),
        "discounts": in_sequence(order.discounts.iter().map(discount_by_meaning)),
        "total": order.total.normalize(),
        "email": customer.email,
        "billing": by_meaning(&customer.billing),
        // Goods that go nowhere else go where the bill goes.
        "delivery": by_meaning(match is_delivered_elsewhere(order) {
            true => &customer.delivery,
            false => &customer.billing,
        }),
    });
    short_digest(&content.to_string())
}

/// Whether an order names an address of its own for its goods. A shop may name none where they go to the billing address.
pub(super) fn is_delivered_elsewhere(order: &Order) -> bool {
    let customer = &order.customer;
    !matches!(order.source, Source::Order { .. })
        || !customer.delivery.is_empty()
        || customer.billing.city.is_none()
}
