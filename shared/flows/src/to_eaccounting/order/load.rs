//! Reads the order from its source.

use activecampaign::Tags;
use model::{Address, Code, Order, Problem, Source, short_digest};
use serde_json::json;

use crate::JobContext;
use crate::to_eaccounting::customer::fields::check_field_settings;

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

/// Adds fields that only the contact has to an order's customer: custom fields such as the VAT number, and an address
/// if the order has none. The contact is read only if that is needed.
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
    let tags = Tags::read_if(ctx.compiled.mapping.reads_tags());
    let Some(contact) = ctx.services.activecampaign.contact_by_email(&email, tags).await? else {
        return Ok(());
    };
    check_field_settings(ctx, &contact, Some(order)).await?;
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
    // A private order of a person who belongs to a company stays private: the order's own data take precedence.
    if buyer.billing.is_empty() {
        buyer.company = buyer.company.take().or(contact.company);
    }
    Ok(())
}

/// An address by what it means: "Sweden" and "SE" are one country, "111 22" and "11122" one postcode.
fn by_meaning(address: &Address) -> Address {
    let mut address = address.clone();
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

/// The order's digest: everything that a document is made from, compared by meaning.
pub(crate) fn payload_hash(order: &Order) -> String {
    let content = json!({
        "number": order.number,
        "currency": order.currency,
        "lines": order.lines,
        "shipping": order.shipping,
        "discounts": order.discounts,
        "total": order.total,
        "email": order.customer.email,
        "billing": by_meaning(&order.customer.billing),
        "delivery": by_meaning(&order.customer.delivery),
    });
    short_digest(&content.to_string())
}
