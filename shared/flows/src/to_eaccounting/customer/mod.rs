//! Customers: found, created, updated, or left alone.

pub(crate) mod address;
mod buyer;
pub(crate) mod decide;
pub(crate) mod fields;
pub(crate) mod lookup;
mod new;
pub(crate) mod newer;
pub(crate) mod purpose;
pub(crate) mod record;
pub(crate) mod write;

use activecampaign::Tags;
use engine::FlowOutcome;
use ledger::DocumentKind;
use model::{
    Cause, Code, Email, JobKind, Named, Problem, Reason, Source, StepName, Vendor, case, event, reason, step,
};

use self::decide::decide;
use self::fields::check_field_settings;
use self::lookup::{look_up, map};
use self::purpose::Purpose;
use self::record::{document_of, subject};
use self::write::{Change, write};
use crate::JobContext;
use crate::recording::{changed_fields, record_read};
use crate::services::Services;
use crate::two_way;

/// Keeps one customer equal to its contact or account.
pub(crate) struct CustomerFlow;

impl engine::Flow<Services> for CustomerFlow {
    const KIND: JobKind = JobKind::Customer;
    const VENDORS: &'static [Vendor] = &[Vendor::ActiveCampaign, Vendor::Eaccounting];
    const REMEMBERS_SUCCESS: bool = false;

    async fn run(ctx: &mut JobContext<'_>) -> Result<FlowOutcome, Problem> {
        if !ctx.compiled.settings.customers.enabled {
            return Ok(FlowOutcome::skipped(reason::off("customers.enabled")));
        }
        // Whatever was done before, the contact may have changed since: it is read again.
        if let Some(ended) = ctx.begin_anew().await? {
            return Ok(ended);
        }
        // A queue hands out one job of a contact at a time, but backlog has a queue of its own: a job that may be of it takes
        // the record before it reads, so that it cannot write what it read over what a newer job has written.
        if ctx.job.cause != Cause::Webhook {
            ctx.lock().await?;
        }
        if !two_way::is_on(&ctx.compiled.settings) {
            return match Box::pin(keep(ctx, None)).await? {
                Kept::Ended(ended) => Ok(ended),
                Kept::Is(_) => Err(another_customer(ctx)),
            };
        }
        // What the way back writes must not come in between what is read here and what is written.
        let mut known = ctx
            .ports
            .ledger
            .document_of(&ctx.job.source, DocumentKind::Customer)
            .await?
            .map(|document| document.id);
        for _ in 0..2 {
            let lease = match &known {
                Some(customer) => Some(two_way::hold(ctx, customer).await?),
                None => None,
            };
            let kept = Box::pin(keep(ctx, Some(known.as_deref()))).await;
            if let Some(lease) = lease {
                two_way::release(ctx, lease).await;
            }
            match kept? {
                Kept::Ended(ended) => return Ok(ended),
                Kept::Is(customer) => known = Some(customer),
            }
        }
        Err(another_customer(ctx))
    }
}

/// What came of [`keep`].
enum Kept {
    Ended(FlowOutcome),
    /// Nothing was written: the customer is this one, which is not held yet.
    Is(String),
}

/// Makes the customer equal to its contact. With the way back on, `held` is the customer that this job has for itself.
async fn keep(ctx: &mut JobContext<'_>, held: Option<Option<&str>>) -> Result<Kept, Problem> {
    let left_out = |why: Reason| Ok(Kept::Ended(FlowOutcome::skipped(why)));
    let client = &ctx.services.activecampaign;
    let read = match &ctx.job.source {
        Source::Contact(id) => {
            let tags = Tags::read_if(ctx.compiled.mapping.reads_tags());
            let read = client.contact_and_state(id, tags).await?;
            read.map(|(customer, state)| (customer, state.updated))
        }
        Source::Account(id) => client.account(id).await?.map(|customer| (customer, None)),
        other => return Err(not_a_customer(other)),
    };
    let Some((mut customer, updated)) = read else {
        return left_out(reason::gone(ctx.record_name()));
    };
    if let Some(email) = &customer.email {
        let subject = subject(ctx, email);
        ctx.recorder.subject(subject);
    }
    ctx.step(StepName::Read, step::read_from_activecampaign(ctx.name()));
    check_field_settings(ctx, &customer, None).await?;
    let reference = ctx.services.reference(ctx.ports).await?;
    record_read(ctx, &customer, None, &reference);
    ctx.services.trace(|trace| {
        trace.customer = Some(customer.clone());
        trace.reference = Some(std::sync::Arc::clone(&reference));
    });
    if held.is_none() {
        // With the way back on, both sides have each field as it is.
        let home = ctx.compiled.settings.customers.default_country;
        address::part_fields(&mut customer, home.unwrap_or(reference.context.country));
    }
    let mut mapped = map(ctx, &customer, &reference, Purpose::Keep)?;
    ctx.services
        .trace(|trace| trace.mapped_customer = Some(mapped.clone()));
    let looked_up = look_up(ctx, &customer, &mapped).await?;
    if looked_up.other_company.is_some() && customer.email.as_ref().is_some_and(Email::is_by_marketplace) {
        return left_out(reason::marketplaces_contact(ctx.record_name()));
    }
    if let (Some(other), true) = (&looked_up.other_company, held.is_some()) {
        return Err(another_company(ctx, other));
    }
    if looked_up.found.is_none() && !ctx.compiled.settings.customers.create {
        return left_out(reason::no_customer());
    }
    if looked_up.found.is_none() && has_no_address(ctx, &mapped) {
        return left_out(reason::no_address(ctx.record_name()));
    }
    let mut held_back = None;
    if let (Some(held), Some((found, _))) = (held, &looked_up.found) {
        let id = found.id.to_string();
        if held != Some(id.as_str()) {
            return Ok(Kept::Is(id));
        }
        held_back = Some(two_way::hold_back(ctx, &customer, updated, &mut mapped, found).await?);
    }
    let decision = decide(ctx, &reference, &mapped, looked_up, Purpose::Keep).await?;
    ctx.services.trace(|trace| trace.found = decision.found());
    let Some((found, change)) = write(ctx, &customer, decision).await? else {
        return left_out(reason::dry_run_of_new_customer());
    };
    let was_written = matches!(change, Change::Created | Change::Updated(_));
    match held_back {
        _ if change == Change::DryRun => {}
        Some(held_back) => two_way::settle(ctx, held_back, &customer, &found, was_written).await?,
        None if held.is_some() => two_way::settle_new(ctx, &customer, updated, &mapped, &found).await?,
        None => {}
    }
    let document = document_of(&found);
    ctx.close("it came through").await?;
    let number = document.number.clone().unwrap_or_default();
    Ok(Kept::Ended(match change {
        Change::Unchanged => FlowOutcome::skipped(reason::customer_in_step(number)),
        Change::DryRun => FlowOutcome::skipped(reason::dry_run("customers.dry_run")),
        Change::Created => FlowOutcome::Done {
            document: Some(document),
            text: reason::customer_created(number),
        },
        Change::Updated(fields) => FlowOutcome::Done {
            document: Some(document),
            text: reason::customer_updated(number, changed_fields(&fields)),
        },
    }))
}

/// With the way back on, a contact and its customer follow each other: which of two companies that is, a person decides.
fn another_company(ctx: &JobContext<'_>, customer: &str) -> Problem {
    Problem::new(
        Code::CUSTOMER_AMBIGUOUS,
        event::names_another_company(Named::first(ctx.name()), customer),
        format!(
            "If the company is the same, correct the number or the name on customer {customer} or the contact; if it is another, give its contact an e-mail address of its own. Then replay {}.",
            ctx.job.source
        ),
    )
    .in_case(case::CUSTOMER_AMBIGUOUS_ANOTHER_COMPANY, [&customer])
}

fn another_customer(ctx: &JobContext<'_>) -> Problem {
    Problem::new(
        Code::RECORD_LOCKED,
        format!(
            "The customer of {} has become another one in the meantime.",
            ctx.name()
        ),
        "",
    )
}

/// Whether a contact that eAccounting doesn't know says nothing of where it is, and the settings leave such contacts alone.
fn has_no_address(ctx: &JobContext<'_>, mapped: &mapping::Mapped) -> bool {
    ctx.compiled.settings.customers.on_missing_city == settings::Missing::Skip
        && ["InvoiceAddress1", "InvoicePostalCode", "InvoiceCity"]
            .iter()
            .all(|field| new::is_blank(&mapped.fields, field))
}

fn not_a_customer(source: &Source) -> Problem {
    Problem::new(
        Code::INVALID_JOB,
        format!("A customer job names {source}, which is no contact and no account."),
        "This is a mistake in Ekobridge; please report it with this text.",
    )
}
