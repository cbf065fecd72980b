//! A contact and a customer that are one person, where both directions are on: which side a field is taken from, and how what
//! we wrote is told from what a person changed.
//!
//! Each write comes back: as a webhook or in a sweep from ActiveCampaign, as a changed timestamp from eAccounting. So the
//! ledger keeps with each [`Pair`], for each field, a salted digest of what either side had when both were last
//! settled. A field that still has that value was not changed by a person. A field that was changed on one side is taken from
//! there; changed on both, from the record with the later timestamp of those that we did not cause; equal: from eAccounting.
//!
//! Each flow writes its own side only, and leaves to the other what is that one's to write: the change that makes it so
//! announces itself there. One flow at a time works on a pair ([`hold`]).

mod fields;
mod pair;

use std::time::Duration;

use eaccounting::types::Customer as Found;
use engine::time_until;
use jiff::Timestamp;
use ledger::{NamedLease, NamedLeaseOutcome};
use mapping::Mapped;
use model::{Code, Customer, Problem, StepName, step};
use serde_json::Value;
use settings::Settings;

pub(crate) use self::fields::{Item, OnContact, is_readable, items, listed_name, made_items};
pub(crate) use self::pair::{Base, Pair, Side, Source, Values};
use crate::JobContext;
use crate::recording::changed_fields;

/// How soon a job that waits for another one of the same pair looks again.
const SOON: Duration = Duration::from_secs(5);

/// Whether contacts are written, so that changes go both ways.
pub(crate) fn is_on(settings: &Settings) -> bool {
    settings.to_activecampaign.customers.writes()
}

fn pair_name(customer: &str) -> String {
    format!("contact_pair:{customer}")
}

/// Takes a pair, by its customer's id, until [`release`]: what one flow has read must not be written over what the other
/// has written.
///
/// # Errors
/// `RECORD_LOCKED` while another job has it.
pub(crate) async fn hold(ctx: &JobContext<'_>, customer: &str) -> Result<NamedLease, Problem> {
    let ledger = &ctx.ports.ledger;
    match ledger.take_lease(&pair_name(customer), ledger.lease()).await? {
        NamedLeaseOutcome::Mine(lease) => Ok(lease),
        NamedLeaseOutcome::Held { until } => Err(Problem::new(
            Code::RECORD_LOCKED,
            format!("Another job is working on customer {customer} and its contact just now."),
            "",
        )
        .after(Some(time_until(until, ctx.now()).min(SOON)))),
    }
}

/// Gives a pair back. One that cannot be given back lapses.
pub(crate) async fn release(ctx: &JobContext<'_>, lease: NamedLease) {
    if let Err(problem) = ctx.ports.ledger.release_lease(lease).await {
        tracing::warn!(source = %ctx.job.source, code = %problem.code, "a pair could not be given back");
    }
}

/// What is known of a customer's contact.
pub(crate) async fn load(ctx: &JobContext<'_>, customer: &str) -> Result<Option<Pair>, Problem> {
    let known = ctx.ports.ledger.remembered::<Pair>(&pair_name(customer)).await?;
    Ok(known.map(|known| known.value))
}

/// Keeps what is known of a customer's contact, where it is new.
pub(crate) async fn store(
    ctx: &JobContext<'_>,
    customer: &str,
    before: Option<&Pair>,
    pair: &Pair,
) -> Result<(), Problem> {
    if before == Some(pair) {
        return Ok(());
    }
    ctx.ports.ledger.remember(&pair_name(customer), pair).await
}

/// Forgets what a customer and its contact had in their fields, as when a person is to be erased: how many fields there were.
/// Who the contact is stays, as links do, and so does the list that it was put on: nobody is subscribed a second time.
///
/// # Errors
/// When the ledger's store failed.
pub async fn forget_fields(ledger: &ledger::Ledger, customer: &str) -> Result<usize, Problem> {
    let name = pair_name(customer);
    let Some(known) = ledger.remembered::<Pair>(&name).await? else {
        return Ok(0);
    };
    let count = known.value.fields.len();
    if count > 0 {
        let pair = Pair {
            fields: std::collections::BTreeMap::new(),
            ..known.value
        };
        ledger.remember(&name, &pair).await?;
    }
    Ok(count)
}

/// A digest of a field's value, with this deployment's salt: nobody can tell from it what it was made of, nor that two
/// customers or fields have the same value. Spellings that mean the same have one digest.
fn digest(ctx: &JobContext<'_>, customer: &str, field: &str, value: &str) -> String {
    let value = fields::canonical(field, value);
    model::short_digest(&format!("{}|{customer}|{field}|{value}", ctx.ports.salt))
}

/// What the first direction makes of a contact, field by field, as text.
fn mapped_text(mapped: &Mapped, field: &str) -> Option<String> {
    mapped.fields.get(field).map(fields::text)
}

/// The values of one field on both sides.
fn values(
    ctx: &JobContext<'_>,
    item: &Item,
    contact: &Customer,
    mapped: Option<&Mapped>,
    found: &Found,
) -> Values {
    let id = found.id.to_string();
    let on_contact = item.on.value(contact);
    let on_customer = fields::value_of(found, item);
    let same =
        |text: &str| fields::canonical(&item.field, text) == fields::canonical(&item.field, &on_customer);
    let is_equal = same(&on_contact)
        || mapped
            .and_then(|mapped| mapped_text(mapped, &item.field))
            .is_some_and(|text| same(&text));
    Values {
        contact_digest: digest(ctx, &id, &item.field, &on_contact),
        customer_digest: digest(ctx, &id, &item.field, &on_customer),
        on_contact,
        on_customer,
        is_equal,
    }
}

/// All shared fields on both sides.
pub(crate) fn compare(
    ctx: &JobContext<'_>,
    items: &[Item],
    contact: &Customer,
    mapped: Option<&Mapped>,
    found: &Found,
) -> Vec<(Item, Values)> {
    let one = |item: &Item| (item.clone(), values(ctx, item, contact, mapped, found));
    items.iter().map(one).collect()
}

/// Whether the side that this flow writes was written by it without that being stored: a field is equal, and neither side has
/// what it had.
pub(crate) fn is_own_write(pair: &Pair, compared: &[(Item, Values)]) -> bool {
    let is_ours =
        |(item, values): &(Item, Values)| values.is_equal && pair.base(&item.field).both_changed(values);
    compared.iter().any(is_ours)
}

/// What a contact's fields were that the first direction writes and that no item is made of.
fn others<'a>(
    ctx: &'a JobContext<'_>,
    customer: &'a str,
    items: &'a [Item],
    mapped: &'a Mapped,
) -> impl Iterator<Item = (String, String)> + 'a {
    let update = ctx.compiled.mapping.for_update(mapping::Target::Customer, mapped);
    update
        .into_iter()
        .filter(|(field, _)| !items.iter().any(|item| item.field == *field))
        .map(|(field, value)| {
            let digest = digest(ctx, customer, &field, &fields::text(&value));
            (field, digest)
        })
}

/// Remembers of fields that only the first direction writes what the contact has: a contact that was linked by the way back
/// changes nothing in eAccounting by that alone.
pub(crate) fn adopt_others(
    ctx: &JobContext<'_>,
    customer: &str,
    items: &[Item],
    mapped: &Mapped,
    pair: &mut Pair,
) {
    let new: Vec<_> = others(ctx, customer, items, mapped).collect();
    for (field, digest) in new {
        pair.fields
            .entry(field)
            .or_default()
            .contact
            .get_or_insert(digest);
    }
}

/// What the first direction leaves of a customer as it is, decided before anything is written.
pub(crate) struct HeldBack {
    before: Option<Pair>,
    pair: Pair,
    items: Vec<Item>,
    mapped: Mapped,
    taken: Vec<(Item, Source)>,
}

/// Takes out of what the mapping made of a contact all that the contact does not say anew: what a person changed in
/// eAccounting since stays.
pub(crate) async fn hold_back(
    ctx: &mut JobContext<'_>,
    contact: &Customer,
    updated: Option<Timestamp>,
    mapped: &mut Mapped,
    found: &Found,
) -> Result<HeldBack, Problem> {
    let id = found.id.to_string();
    let before = load(ctx, &id).await?;
    let mut pair = before.clone().unwrap_or_default();
    let all = mapped.clone();
    let account = contact.account_id.as_deref();
    let items = items(
        &ctx.compiled.settings,
        &ctx.compiled.mapping,
        found,
        account.is_some() && pair.account.as_deref() == account,
    );
    if let Some(other) = pair.contact.clone()
        && Some(&other) != contact.contact_id.as_ref()
        && !pair.is_shared
    {
        // Several contacts are one customer: it follows whichever changes, as without the way back, and none of them is
        // written. One that is gone was deleted, or merged into this one.
        pair.is_shared = ctx.services.activecampaign.contact_state(&other).await?.is_some();
    }
    if pair.is_shared {
        return Ok(HeldBack {
            before,
            pair,
            items: Vec::new(),
            mapped: all,
            taken: Vec::new(),
        });
    }
    pair.contact.clone_from(&contact.contact_id);
    let compared = compare(ctx, &items, contact, Some(&all), found);
    if is_own_write(&pair, &compared) {
        pair.customer_at.wrote(found.changed_utc);
    }
    pair.contact_at.see(updated);
    pair.customer_at.see(found.changed_utc);
    let later = pair.later();
    let mut taken = Vec::new();
    let mut held = Vec::new();
    for (item, values) in compared {
        let base = pair.base(&item.field);
        let source = base.decide(&values, later, item.is_two_way);
        match source {
            Source::Equal => {}
            Source::From(Side::Contact) if values.on_contact.is_empty() => {
                let is_cleared = base.is_known() && item.may_be_cleared() && item.is_two_way;
                if is_cleared {
                    mapped.fields.insert(item.field.clone(), Value::Null);
                }
            }
            Source::From(Side::Contact) => {}
            Source::From(Side::Customer) | Source::Nowhere => {
                if mapped.fields.remove(&item.field).is_some() {
                    held.push(item.field.clone());
                }
            }
        }
        taken.push((item, source));
    }
    let others: Vec<_> = others(ctx, &id, &items, &all).collect();
    for (field, digest) in others {
        let known = pair.fields.get(&field).and_then(|base| base.contact.as_ref());
        if known == Some(&digest) && mapped.fields.remove(&field).is_some() {
            held.push(field);
        }
    }
    if !held.is_empty() {
        let text = step::unchanged_or_newer(changed_fields(&held));
        ctx.step(StepName::Compare, text);
    }
    Ok(HeldBack {
        before,
        pair,
        items,
        mapped: all,
        taken,
    })
}

/// Remembers what both sides have now that the customer is written.
pub(crate) async fn settle(
    ctx: &JobContext<'_>,
    held: HeldBack,
    contact: &Customer,
    after: &Found,
    was_written: bool,
) -> Result<(), Problem> {
    let HeldBack {
        before,
        mut pair,
        items,
        mapped,
        taken,
    } = held;
    let id = after.id.to_string();
    if was_written {
        pair.customer_at.wrote(after.changed_utc);
    }
    if pair.is_shared {
        return store(ctx, &id, before.as_ref(), &pair).await;
    }
    for (item, source) in &taken {
        let values = values(ctx, item, contact, Some(&mapped), after);
        let base = pair.fields.entry(item.field.clone()).or_default();
        match source {
            Source::Equal | Source::From(Side::Contact) => base.set(&values),
            Source::Nowhere if item.is_two_way => base.complete(&values),
            // The way back writes it.
            Source::Nowhere | Source::From(Side::Customer) => {}
        }
    }
    let others: Vec<_> = others(ctx, &id, &items, &mapped).collect();
    for (field, digest) in others {
        pair.fields.entry(field).or_default().contact = Some(digest);
    }
    store(ctx, &id, before.as_ref(), &pair).await
}

/// A customer was created of a contact.
pub(crate) async fn settle_new(
    ctx: &JobContext<'_>,
    contact: &Customer,
    updated: Option<Timestamp>,
    mapped: &Mapped,
    created: &Found,
) -> Result<(), Problem> {
    let id = created.id.to_string();
    let lease = hold(ctx, &id).await?;
    let items = items(&ctx.compiled.settings, &ctx.compiled.mapping, created, false);
    let stored = async {
        let before = load(ctx, &id).await?;
        if before.as_ref().is_some_and(|pair| pair.contact.is_some()) {
            // The way back was faster.
            return Ok(());
        }
        let mut pair = Pair {
            contact: contact.contact_id.clone(),
            ..Pair::default()
        };
        pair.contact_at.see(updated);
        pair.customer_at.wrote(created.changed_utc);
        for item in &items {
            let values = values(ctx, item, contact, Some(mapped), created);
            if item.is_two_way || values.is_equal {
                pair.fields.entry(item.field.clone()).or_default().set(&values);
            }
        }
        adopt_others(ctx, &id, &items, mapped, &mut pair);
        store(ctx, &id, before.as_ref(), &pair).await
    }
    .await;
    release(ctx, lease).await;
    stored
}

/// A customer was created or changed for an order: what the order says is no change that a person made to the customer.
pub(crate) async fn note_order(
    ctx: &JobContext<'_>,
    written: &Found,
    changed: Option<&[String]>,
) -> Result<(), Problem> {
    if !is_on(&ctx.compiled.settings) {
        return Ok(());
    }
    let id = written.id.to_string();
    let lease = hold(ctx, &id).await?;
    let stored = async {
        let before = load(ctx, &id).await?;
        let mut pair = match (&before, changed) {
            (Some(pair), _) => pair.clone(),
            (None, None) => Pair::default(),
            // Nothing is known of it yet: its contact is compared as it is.
            (None, Some(_)) => return Ok(()),
        };
        pair.customer_at.wrote(written.changed_utc);
        for item in items(
            &ctx.compiled.settings,
            &ctx.compiled.mapping,
            written,
            pair.account.is_some(),
        ) {
            let is_written = changed.is_none_or(|changed| changed.contains(&item.field));
            if is_written && item.is_of_the_person() {
                let value = fields::customer_value(written, &item.field);
                let digest = digest(ctx, &id, &item.field, &value);
                pair.fields.entry(item.field).or_default().customer = Some(digest);
            }
        }
        store(ctx, &id, before.as_ref(), &pair).await
    }
    .await;
    release(ctx, lease).await;
    stored
}

/// Whether a person has changed any of these fields of a customer since both sides were settled.
pub(crate) fn is_changed(ctx: &JobContext<'_>, pair: &Pair, items: &[Item], found: &Found) -> bool {
    let id = found.id.to_string();
    items.iter().any(|item| {
        let value = fields::value_of(found, item);
        let known = pair
            .fields
            .get(&item.field)
            .and_then(|base| base.customer.as_deref());
        known != Some(digest(ctx, &id, &item.field, &value).as_str())
    })
}

/// Both sides have what the customer has in this field.
pub(crate) fn settled_as(ctx: &JobContext<'_>, found: &Found, field: &str) -> Base {
    let value = fields::customer_value(found, field);
    let digest = digest(ctx, &found.id.to_string(), field, &value);
    Base {
        contact: Some(digest.clone()),
        customer: Some(digest),
    }
}

/// What a customer has in a field, as text.
pub(crate) fn customer_text(found: &Found, field: &str) -> String {
    fields::customer_value(found, field)
}
