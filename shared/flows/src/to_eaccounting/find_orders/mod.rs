//! An automation's webhook names only the contact who ordered: the contact's newest orders are queued, each as its own
//! job.

use engine::FlowOutcome;
use ledger::Key;
use model::{Code, Job, JobKind, Named, Problem, Source, Vendor, reason};

use crate::JobContext;
use crate::services::Services;

/// Queues the newest orders of a contact.
pub(crate) struct FindOrdersFlow;

impl engine::Flow<Services> for FindOrdersFlow {
    const KIND: JobKind = JobKind::FindOrders;
    const VENDORS: &'static [Vendor] = &[Vendor::ActiveCampaign];
    const REMEMBERS_SUCCESS: bool = false;

    /// A search for a contact's orders has its own record, separate from the contact's.
    fn key(source: &Source) -> Key {
        Key::orders_of(source)
    }

    async fn run(ctx: &mut JobContext<'_>) -> Result<FlowOutcome, Problem> {
        if !ctx.compiled.settings.orders.enabled {
            return Ok(FlowOutcome::skipped(reason::off("orders.enabled")));
        }
        let Source::Contact(id) = &ctx.job.source else {
            return Err(Problem::new(
                Code::INVALID_JOB,
                format!(
                    "A search for orders names {}, which is no contact.",
                    ctx.job.source
                ),
                "This is a mistake in Ekobridge; please report it with this text.",
            ));
        };
        if let Some(ended) = ctx.begin_anew().await? {
            return Ok(ended);
        }
        let client = &ctx.services.activecampaign;
        let Some(contact) = client.contact_with(id, activecampaign::Tags::LeaveOut).await? else {
            return Ok(FlowOutcome::skipped(reason::gone(ctx.record_name())));
        };
        let Some(email) = contact.email else {
            return Ok(FlowOutcome::skipped(reason::no_email()));
        };
        let orders = client.orders_of(&email, NEWEST).await?;
        if orders.is_empty() {
            return Ok(FlowOutcome::skipped(reason::no_orders()));
        }
        let jobs: Vec<Job> = orders
            .into_iter()
            .map(|found| Job {
                kind: JobKind::Order,
                // One job an order, version and announcement: an order that was waiting for its payment when it was
                // announced first may be paid by the second time, and not every store writes another version then.
                key: format!(
                    "{}@{}@{}",
                    found.source,
                    found.version.as_deref().unwrap_or_default(),
                    ctx.job.first_seen.as_nanosecond()
                ),
                source: found.source,
                cause: ctx.job.cause,
                first_seen: ctx.job.first_seen,
                version: found.version,
            })
            .collect();
        ctx.ports.queue.send(&jobs).await?;
        ctx.close("they are queued").await?;
        let orders = Named::counted(jobs.len(), "order", "orders");
        Ok(FlowOutcome::done(reason::orders_queued(orders)))
    }
}

/// How many of the newest orders are looked at. Older ones were announced before, or the sweep finds them.
const NEWEST: usize = 20;
