//! The custom fields that the settings name.

use model::{Code, Customer, Order, Problem};

use crate::JobContext;

/// Refuses settings that name a custom field which ActiveCampaign doesn't have: a misspelt `vat_number_field` would make every
/// company a private person. A field that this record has a value in costs no call.
pub(crate) async fn check_field_settings(
    ctx: &JobContext<'_>,
    customer: &Customer,
    order: Option<&Order>,
) -> Result<(), Problem> {
    let settings = &ctx.compiled.settings.customers;
    for (key, tag) in [
        ("organisation_number_field", &settings.organisation_number_field),
        ("vat_number_field", &settings.vat_number_field),
        ("match_field", &settings.match_field),
    ] {
        let Some(tag) = tag.as_ref().map(settings::FieldTag::as_str) else {
            continue;
        };
        let is_filled = customer.fields.contains_key(tag)
            || customer.account_fields.contains_key(tag)
            || order.is_some_and(|order| order.fields.contains_key(tag));
        if is_filled || ctx.services.activecampaign.has_field(tag).await? {
            continue;
        }
        return Err(Problem::new(
            Code::SETTINGS_INVALID,
            format!("customers.{key} is \"{tag}\", and ActiveCampaign has no custom field with that tag."),
            format!(
                "Correct customers.{key} in the settings (a field's tag is its personalization tag, such as %VAT_NUMBER%), push them, and replay {}.",
                ctx.job.source
            ),
        ));
    }
    Ok(())
}
