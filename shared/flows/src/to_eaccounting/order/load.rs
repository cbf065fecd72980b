//! The order as its source has it now.

use model::{Code, Order, Problem, Source, short_digest};
use serde_json::json;

use crate::JobContext;

/// The order as its source has it now.
pub(super) async fn read(ctx: &JobContext<'_>) -> Result<Order, Problem> {
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
    order.ok_or_else(|| {
        Problem::new(
            Code::SOURCE_MISSING,
            format!("ActiveCampaign has no {}.", ctx.name()),
            "If it was deleted on purpose, nothing is to be done. Otherwise restore it and replay the job.",
        )
    })
}

/// Adds what only the contact knows to an order's customer: custom fields such as the VAT number, and an address where the
/// order has none. An order says itself who bought and where it goes, so the contact is read only where that is needed.
pub(super) async fn enrich_from_contact(ctx: &mut JobContext<'_>, order: &mut Order) -> Result<(), Problem> {
    let settings = &ctx.compiled.settings.customers;
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
    let Some(contact) = ctx.services.activecampaign.contact_by_email(&email).await? else {
        return Ok(());
    };
    ctx.step(
        "read",
        format!(
            "read contact {} from ActiveCampaign",
            contact.contact_id.as_deref().unwrap_or_default()
        ),
    );
    let buyer = &mut order.customer;
    buyer.contact_id = contact.contact_id;
    buyer.account_id = contact.account_id;
    buyer.fields = contact.fields;
    buyer.account_fields = contact.account_fields;
    buyer.tags = contact.tags;
    buyer.website = buyer.website.take().or(contact.website);
    buyer.first_name = buyer.first_name.take().or(contact.first_name);
    buyer.last_name = buyer.last_name.take().or(contact.last_name);
    buyer.phone = buyer.phone.take().or(contact.phone);
    // A private order of somebody who belongs to a company stays private: the order decides where it says anything.
    if buyer.billing.is_empty() {
        buyer.company = buyer.company.take().or(contact.company);
    }
    Ok(())
}

/// What counts as a change of the order: everything that a document is made of.
pub(crate) fn payload_hash(order: &Order) -> String {
    let content = json!({
        "number": order.number,
        "currency": order.currency,
        "lines": order.lines,
        "shipping": order.shipping,
        "discounts": order.discounts,
        "total": order.total,
        "email": order.customer.email,
        "billing": order.customer.billing,
        "delivery": order.customer.delivery,
    });
    short_digest(&content.to_string())
}
