//! Customers: found, created, updated, or left alone.

pub(crate) mod decide;
pub(crate) mod lookup;
mod new;
pub(crate) mod purpose;
pub(crate) mod record;
pub(crate) mod write;

use engine::FlowOutcome;
use model::{Cause, Code, JobKind, Problem, Source, Vendor};

use self::decide::decide;
use self::lookup::{look_up, map};
use self::purpose::Purpose;
use self::record::{document_of, subject};
use self::write::{Change, write};
use crate::JobContext;
use crate::recording::record_read;
use crate::services::Services;

/// Keeps one customer equal to its contact or account.
pub(crate) struct CustomerFlow;

impl engine::Flow<Services> for CustomerFlow {
    const KIND: JobKind = JobKind::Customer;
    const VENDORS: &'static [Vendor] = &[Vendor::ActiveCampaign, Vendor::Eaccounting];
    const REMEMBERS_SUCCESS: bool = false;

    async fn run(ctx: &mut JobContext<'_>) -> Result<FlowOutcome, Problem> {
        if !ctx.compiled.settings.customers.enabled {
            return Ok(FlowOutcome::skipped("customers.enabled is off"));
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
        let client = &ctx.services.activecampaign;
        let read = match &ctx.job.source {
            Source::Contact(id) => client.contact(id).await?,
            Source::Account(id) => client.account(id).await?,
            other => return Err(not_a_customer(other)),
        };
        let Some(customer) = read else {
            return Ok(FlowOutcome::skipped(format!(
                "{} is no longer in ActiveCampaign",
                ctx.name()
            )));
        };
        if let Some(email) = &customer.email {
            let subject = subject(ctx, email);
            ctx.recorder.subject(subject);
        }
        ctx.step("read", format!("read {} from ActiveCampaign", ctx.name()));
        let reference = ctx.services.reference(ctx.ports).await?;
        record_read(ctx, &customer, None, &reference);
        ctx.services.trace(|trace| {
            trace.customer = Some(customer.clone());
            trace.reference = Some(std::sync::Arc::clone(&reference));
        });
        let mapped = map(ctx, &customer, &reference, Purpose::Keep)?;
        ctx.services
            .trace(|trace| trace.mapped_customer = Some(mapped.clone()));
        let looked_up = look_up(ctx, &customer, &mapped).await?;
        if looked_up.found.is_none() && !ctx.compiled.settings.customers.create {
            return Ok(FlowOutcome::skipped(
                "it is no customer in eAccounting, and customers.create is off",
            ));
        }
        let decision = decide(ctx, &reference, &mapped, looked_up, Purpose::Keep).await?;
        ctx.services.trace(|trace| trace.found = decision.found());
        let Some((found, change)) = write(ctx, &customer, decision).await? else {
            return Ok(FlowOutcome::skipped(
                "customers.dry_run is on: it would have been created",
            ));
        };
        let document = document_of(&found);
        ctx.close("it came through").await?;
        let number = document.number.clone().unwrap_or_default();
        Ok(match change {
            Change::Unchanged => FlowOutcome::Skipped(format!("customer {number} is as it should be")),
            Change::DryRun => FlowOutcome::Skipped("customers.dry_run is on: nothing was written".to_owned()),
            Change::Created => FlowOutcome::Done {
                document: Some(document),
                text: format!("customer {number} created"),
            },
            Change::Updated(fields) => {
                let text = format!("customer {number} updated: {}", fields.join(", "));
                FlowOutcome::Done {
                    document: Some(document),
                    text,
                }
            }
        })
    }
}

/// Keeps one customer equal to its contact or account.

fn not_a_customer(source: &Source) -> Problem {
    Problem::new(
        Code::INVALID_JOB,
        format!("A customer job names {source}, which is no contact and no account."),
        "This is a mistake in Ekobridge; please report it with this text.",
    )
}
