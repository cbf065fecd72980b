//! Customers: one contact for each, and an account for companies.
//!
//! Only what a person has changed in eAccounting is written, see [`crate::two_way`]. Nobody's consent is touched: a list is
//! written only where the settings name one with a reason, and only for contacts that were never on it.

mod find;
mod plan;
mod write;

use std::sync::Arc;

use eaccounting::types::Customer as Found;
use engine::FlowOutcome;
use ledger::Key;
use model::reason::words;
use model::{Cause, Email, JobKind, Problem, Reason, Source, StepName, Vendor, reason, step};
use uuid::Uuid;

use self::find::{Lookup, find};
use self::plan::Plan;
use super::id_of;
use crate::JobContext;
use crate::services::Services;
use crate::two_way::{self, Pair};

/// Makes a contact equal to its customer in eAccounting.
pub(crate) struct WriteContactFlow;

impl engine::Flow<Services> for WriteContactFlow {
    const KIND: JobKind = JobKind::WriteContact;
    const VENDORS: &'static [Vendor] = &[Vendor::ActiveCampaign, Vendor::Eaccounting];
    const REMEMBERS_SUCCESS: bool = false;

    fn key(source: &Source) -> Key {
        Key::written_contact(source.id())
    }

    async fn run(ctx: &mut JobContext<'_>) -> Result<FlowOutcome, Problem> {
        if !ctx.compiled.settings.to_activecampaign.customers.enabled {
            return Ok(FlowOutcome::skipped(reason::off(
                "to_activecampaign.customers.enabled",
            )));
        }
        if let Some(ended) = ctx.begin_anew().await? {
            return Ok(ended);
        }
        let id = id_of(&ctx.job.source)?;
        let lease = two_way::hold(ctx, &id.to_string()).await?;
        let ended = flow(ctx, id).await;
        two_way::release(ctx, lease).await;
        ended
    }
}

/// A customer, and what is known of its contact.
struct Subject {
    found: Found,
    email: Email,
    /// As it is stored.
    before: Option<Pair>,
    pair: Pair,
}

impl Subject {
    /// "customer 1042".
    fn name(&self) -> String {
        match &self.found.fields.customer_number {
            Some(number) => format!("customer {number}"),
            None => words::CUSTOMER_WITHOUT_NUMBER.to_string(),
        }
    }

    fn id(&self) -> String {
        self.found.id.to_string()
    }
}

async fn flow(ctx: &mut JobContext<'_>, id: Uuid) -> Result<FlowOutcome, Problem> {
    let Some(found) = ctx.services.eaccounting.customer(id).await? else {
        return Ok(FlowOutcome::skipped(reason::no_longer_there()));
    };
    if !found.fields.is_active {
        return Ok(FlowOutcome::skipped(reason::inactive()));
    }
    let email = match usable_email(&found) {
        Ok(email) => email,
        Err(reason) => return Ok(FlowOutcome::skipped(reason)),
    };
    let subject = journal::person_digest(&ctx.ports.salt, email.as_str());
    ctx.recorder.subject(subject);
    let before = two_way::load(ctx, &id.to_string()).await?;
    let subject = Subject {
        found,
        email,
        pair: before.clone().unwrap_or_default(),
        before,
    };
    ctx.step(StepName::Read, step::read_from_eaccounting(subject.name()));
    if subject.pair.is_shared {
        return Ok(FlowOutcome::skipped(reason::several_contacts()));
    }
    let compiled = Arc::clone(&ctx.compiled);
    let mut items = two_way::items(
        &compiled.settings,
        &compiled.mapping,
        &subject.found,
        subject.pair.account.is_some(),
    );
    items.extend(two_way::made_items(&compiled.mapping, &subject.found)?);
    if subject.pair.contact.is_none() {
        items.retain(two_way::Item::is_of_the_person);
    }
    let is_changed = two_way::is_changed(ctx, &subject.pair, &items, &subject.found)
        || plan::tags(&compiled.settings.to_activecampaign.customers, &subject.found) != subject.pair.tags;
    let is_ours = subject.before.is_some() && !is_changed && ctx.job.cause != Cause::Replay;
    if is_ours && subject.pair.contact.is_some() {
        let contact = subject.pair.contact.as_deref().unwrap_or_default();
        return Ok(FlowOutcome::skipped(reason::contact_unchanged(
            subject.name(),
            contact,
        )));
    }
    let contact = match find(ctx, &subject).await? {
        Lookup::Found(contact) => Some(contact),
        Lookup::None if is_ours => {
            return Ok(FlowOutcome::skipped(reason::from_an_order(subject.name())));
        }
        Lookup::None => None,
        Lookup::LeftAlone(reason) => return Ok(FlowOutcome::skipped(reason)),
    };
    let plan = Plan::of(ctx, &subject, contact.as_deref()).await?;
    plan.record(ctx, &subject);
    write::write(ctx, subject, contact, plan).await
}

/// The customer's address, where ActiveCampaign would take it.
fn usable_email(found: &Found) -> Result<Email, Reason> {
    let text = found.fields.email_address.as_deref().unwrap_or_default().trim();
    if text.is_empty() {
        return Err(reason::customer_without_email());
    }
    text.parse().map_err(|_| reason::customer_email_invalid())
}
