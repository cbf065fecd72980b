//! The custom fields that a state is written to.

use std::collections::BTreeMap;

use activecampaign::{Field, FieldWrite};
use model::{Code, Problem, Source};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use settings::{FieldTag, StatusFields, WrittenStatus};

use super::News;
use crate::JobContext;

/// The target of a status value.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Fields of the deal.
    pub(super) deal: Vec<FieldWrite>,
    /// Fields of the contact, by ActiveCampaign's id.
    pub(super) contact: BTreeMap<String, String>,
}

/// The settings' fields with key, tag and text. `None` leaves a field unchanged; an empty text clears it.
pub(super) fn values<'a>(
    fields: &'a StatusFields,
    news: &News,
) -> Vec<(&'static str, &'a FieldTag, Option<String>)> {
    let text = |text: Option<String>| Some(text.unwrap_or_default());
    let all = [
        ("number", &fields.number, news.number.clone()),
        ("state", &fields.state, Some(news.state.word().to_owned())),
        (
            "amount_due",
            &fields.amount_due,
            text(news.amount_due.map(|amount| format!("{amount:.2}"))),
        ),
        (
            "due_date",
            &fields.due_date,
            text(news.due_date.map(|day| day.to_string())),
        ),
        (
            "payment_date",
            &fields.payment_date,
            text(news.payment_date.map(|day| day.to_string())),
        ),
    ];
    all.into_iter()
        .filter_map(|(key, tag, value)| Some((key, tag.as_ref()?, value)))
        .collect()
}

/// Finds the fields: of the deal where deals have such a field, otherwise of the contact.
///
/// # Errors
/// `SETTINGS_INVALID` if neither has it; the message lists those that exist.
pub(super) async fn resolve(
    ctx: &JobContext<'_>,
    settings: &WrittenStatus,
    source: &Source,
    news: &News,
) -> Result<Places, Problem> {
    let mut places = Places::default();
    for (key, tag, value) in values(&settings.fields, news) {
        let (of_deal, of_contact) = find(ctx, key, tag, source).await?;
        let Some(value) = value else { continue };
        match (of_deal, of_contact) {
            (Some(field), _) if matches!(source, Source::Deal(_)) => {
                places.deal.push(of_type(field, value, news));
            }
            (_, Some(field)) => {
                places.contact.insert(field.id, value);
            }
            // Only deals have it, and this is none.
            _ => {}
        }
    }
    Ok(places)
}

/// A deal's currency field counts in hundredths and names its currency.
fn of_type(field: Field, value: String, news: &News) -> FieldWrite {
    if field.kind != "currency" {
        return FieldWrite {
            field: field.id,
            value,
            currency: None,
        };
    }
    let amount = value.parse::<Decimal>().unwrap_or_default();
    let cents = (amount * Decimal::ONE_HUNDRED)
        .round()
        .to_i64()
        .unwrap_or_default();
    FieldWrite {
        field: field.id,
        value: cents.to_string(),
        currency: news.currency,
    }
}

async fn find(
    ctx: &JobContext<'_>,
    key: &str,
    tag: &FieldTag,
    source: &Source,
) -> Result<(Option<Field>, Option<Field>), Problem> {
    let client = &ctx.services.activecampaign;
    let in_list = |fields: &[Field]| fields.iter().find(|field| field.tag == tag.as_str()).cloned();
    for is_last in [false, true] {
        let of_contact = in_list(&client.contact_fields().await?);
        // Accounts without the CRM have no deals to ask about.
        let of_deal = match (source, &of_contact) {
            (Source::Deal(_), _) | (_, None) => in_list(&client.deal_fields().await?),
            _ => None,
        };
        if of_contact.is_some() || of_deal.is_some() {
            return Ok((of_deal, of_contact));
        }
        // It may be new: then the look has read the definitions again.
        if is_last || !client.has_field(tag.as_str()).await? {
            break;
        }
    }
    Err(unknown(ctx, key, tag).await?)
}

async fn unknown(ctx: &JobContext<'_>, key: &str, tag: &FieldTag) -> Result<Problem, Problem> {
    let client = &ctx.services.activecampaign;
    let mut known = Vec::new();
    for (whose, fields) in [
        ("contacts", client.contact_fields().await?),
        ("deals", client.deal_fields().await?),
    ] {
        let tags: Vec<String> = fields.into_iter().map(|field| field.tag.to_uppercase()).collect();
        let tags = if tags.is_empty() {
            "none".to_owned()
        } else {
            tags.join(", ")
        };
        known.push(format!("{whose} have {tags}"));
    }
    Ok(Problem::new(
        Code::SETTINGS_INVALID,
        format!(
            "to_activecampaign.status.fields.{key} is \"{}\", and neither contacts nor deals have a custom field with that tag in ActiveCampaign.",
            tag.as_str()
        ),
        format!(
            "Correct it in the settings, push them, and replay {}. Fields that exist: {}.",
            ctx.job.source,
            known.join("; ")
        ),
    ))
}
