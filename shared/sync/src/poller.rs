//! What nobody announces: accepted offers in eAccounting, and what ActiveCampaign's webhooks lost.
//!
//! ActiveCampaign never sends a webhook twice and has none for orders, so everything that changed since the last time is
//! asked for. A watermark says up to where everything is queued; it moves only after the queue has the jobs, and each
//! search reaches back before it, since clocks differ and changes show late. What is found twice is one job.

use std::sync::Arc;

use eaccounting::types::QuoteStatus;
use jiff::{SignedDuration, Timestamp};
use model::{Cause, Job, JobKind, Problem, Source};

use crate::circuit::Vendor;
use crate::worker::{Plan, Ports, Worker};

/// The most orders that one search looks at: more than any shop changes between two searches.
const MOST_ORDERS: usize = 10_000;

/// What a run has queued, by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Polled {
    /// Accepted offers.
    pub offers: usize,
    /// Changed orders and deals.
    pub orders: usize,
    /// Changed contacts.
    pub contacts: usize,
}

/// Runs on a schedule.
pub struct Poller {
    worker: Arc<Worker>,
}

impl Poller {
    /// A poller that shares a worker's ports and plan.
    #[must_use]
    pub fn new(worker: Arc<Worker>) -> Self {
        Self { worker }
    }

    /// Looks once, and queues what it finds. One vendor's failure does not hold up the other's part.
    ///
    /// # Errors
    /// The first problem, after everything else was tried.
    pub async fn run(&self) -> Result<Polled, Problem> {
        let ports = self.worker.ports();
        let plan = self.worker.plan();
        let mut found = Polled::default();
        let mut problems = Vec::new();
        let circuit = &self.worker.circuit;
        if plan.settings.offers.enabled {
            match circuit.holds(ports, Vendor::Eaccounting).await {
                Some(problem) => problems.push(problem),
                None => {
                    self.worker.reference.learn(ports).await;
                    let offers = Box::pin(offers(ports)).await;
                    self.worker.reference.remember(ports).await;
                    match offers {
                        Ok(count) => {
                            found.offers = count;
                            circuit.answered(ports, Vendor::Eaccounting).await;
                        }
                        Err(problem) => problems.push(self.failed(problem).await),
                    }
                }
            }
        }
        if plan.settings.sweep.enabled {
            match circuit.holds(ports, Vendor::ActiveCampaign).await {
                Some(problem) => problems.push(problem),
                None => {
                    let failed = self.sweep(&plan, &mut found).await;
                    if failed.is_empty() {
                        circuit.answered(ports, Vendor::ActiveCampaign).await;
                    }
                    problems.extend(failed);
                }
            }
        }
        tracing::info!(
            offers = found.offers,
            orders = found.orders,
            contacts = found.contacts,
            "polled"
        );
        for problem in &problems {
            tracing::warn!(code = %problem.code, "polling failed in part: {}", problem.message);
        }
        match problems.into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok(found),
        }
    }

    /// Sweeps every part that is switched on; what went wrong. A vendor that is found to be down is not asked for the rest.
    async fn sweep(&self, plan: &Plan, found: &mut Polled) -> Vec<Problem> {
        let (orders, customers) = (&plan.settings.orders, &plan.settings.customers);
        let overlap = SignedDuration::from_mins(i64::from(plan.settings.sweep.overlap_minutes));
        let sweep = Sweep {
            ports: self.worker.ports(),
            overlap,
            most: orders.maximum_per_run,
        };
        let parts = [
            (Part::Orders, orders.enabled),
            (Part::Deals, orders.enabled && orders.deals.enabled),
            (Part::Contacts, customers.enabled),
        ];
        let mut problems = Vec::new();
        for (part, _) in parts.into_iter().filter(|(_, enabled)| *enabled) {
            if self.worker.circuit.is_known_down(Vendor::ActiveCampaign) {
                break;
            }
            match Box::pin(sweep.run(part)).await {
                Ok(count) if part == Part::Contacts => found.contacts += count,
                Ok(count) => found.orders += count,
                Err(problem) => problems.push(self.failed(problem).await),
            }
        }
        problems
    }

    /// Tells people where a vendor is down.
    async fn failed(&self, problem: Problem) -> Problem {
        let ports = self.worker.ports();
        self.worker.circuit.is_outage(ports, &problem).await;
        problem
    }
}

/// Queues each accepted quote. One that is converted has another status and is not found again.
async fn offers(ports: &Ports) -> Result<usize, Problem> {
    let now = ports.clock.now();
    let jobs: Vec<Job> = ports
        .eaccounting
        .quotes_with_status(QuoteStatus::Approved)
        .await?
        .into_iter()
        .map(|quote| {
            job(
                JobKind::Offer,
                Source::Offer(quote.id.to_string()),
                None,
                Cause::Poll,
                now,
            )
        })
        .collect();
    queue(ports, &jobs).await
}

async fn queue(ports: &Ports, jobs: &[Job]) -> Result<usize, Problem> {
    if !jobs.is_empty() {
        ports.queue.send(jobs).await?;
    }
    Ok(jobs.len())
}

/// One job a record and version, whoever finds it: the queue drops the second one.
fn job(kind: JobKind, source: Source, version: Option<String>, cause: Cause, now: Timestamp) -> Job {
    let key = format!("{source}@{}", version.as_deref().unwrap_or_default());
    Job {
        kind,
        source,
        key,
        cause,
        first_seen: now,
        version,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Orders,
    Deals,
    Contacts,
}

impl Part {
    fn watermark(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Deals => "deals",
            Self::Contacts => "contacts",
        }
    }
}

/// When a version was made: both systems write dates with an offset.
fn time(version: &Option<String>) -> Option<Timestamp> {
    version.as_deref()?.parse().ok()
}

struct Sweep<'a> {
    ports: &'a Ports,
    overlap: SignedDuration,
    most: Option<u32>,
}

impl Sweep<'_> {
    async fn run(&self, part: Part) -> Result<usize, Problem> {
        let ports = self.ports;
        // Taken before the search: what changes during it is found by the next one.
        let started = ports.clock.now();
        let Some(watermark) = ports.ledger.watermark(part.watermark()).await? else {
            // The first time: what was there before is for `backfill`, since nobody asked for it here.
            ports.ledger.move_watermark(part.watermark(), started).await?;
            return Ok(0);
        };
        let since = watermark - self.overlap;
        let client = &ports.activecampaign;
        let found: Vec<(JobKind, Source, Option<String>)> = match part {
            Part::Orders => {
                let orders = client.orders_modified_since(since, MOST_ORDERS).await?;
                orders
                    .into_iter()
                    .map(|order| (JobKind::Order, order.source, order.version))
                    .collect()
            }
            Part::Deals => {
                let deals = client.deals_updated_since(since).await?;
                deals
                    .into_iter()
                    .map(|deal| (JobKind::Order, deal.source, deal.version))
                    .collect()
            }
            Part::Contacts => {
                let contacts = client.contacts_updated_since(since).await?;
                contacts
                    .into_iter()
                    .map(|contact| (JobKind::Customer, contact.source, contact.version))
                    .collect()
            }
        };
        let most = self
            .most
            .filter(|_| part != Part::Contacts)
            .map_or(usize::MAX, |most| most as usize);
        let mut found = found;
        // Oldest first, so that a run that may not queue all of them goes on where it ended.
        found.sort_by_key(|(_, _, version)| time(version));
        let rest = found.split_off(found.len().min(most));
        let up_to = if rest.is_empty() {
            Some(started)
        } else {
            found
                .last()
                .and_then(|(_, _, version)| time(version))
                .map(|at| (at + self.overlap).min(started))
        };
        let jobs: Vec<Job> = found
            .into_iter()
            .map(|(kind, source, version)| job(kind, source, version, Cause::Sweep, started))
            .collect();
        let queued = queue(ports, &jobs).await?;
        if let Some(up_to) = up_to {
            ports.ledger.move_watermark(part.watermark(), up_to).await?;
        }
        Ok(queued)
    }
}
