//! Changes that no webhook announces: accepted quotes in eAccounting, and what ActiveCampaign's webhooks lost.
//!
//! ActiveCampaign never sends a webhook twice and has none for orders, so each run reads everything that changed since the
//! last one. Everything up to the watermark is queued. The watermark moves only after the queue has the jobs, and each
//! search begins before it, since clocks differ and changes can show late. A record that is found twice is one job.
//!
//! Once an hour a run searches the list of orders as far back as a store with a wrong clock could have written a new one,
//! and checks the webhook itself ([`webhook_health`]). Twice an hour it searches the REST store, which is the only one that
//! some stores write to ([`rest_orders`]). And once an hour it queues jobs whose retry is long overdue ([`overdue`]).

mod changes;
mod overdue;
mod rest_orders;
mod stock;
mod webhook_health;

pub use webhook_health::{webhook_is_silent, webhook_problem};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eaccounting::types::QuoteStatus;
use engine::{Alert, AlertStatus, Notice, Ports, Subject, notify_on_change};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use model::{Cause, Code, Job, JobKind, Problem, Source, Vendor};
use settings::Settings;

use self::rest_orders::RestOrders;
use self::webhook_health::Hourly;
use crate::services::Services;
use crate::{CompiledSettings, Worker};

/// The most orders that one search reads: more than any shop changes between two searches.
const MOST_ORDERS: usize = 10_000;

/// The most calls to ActiveCampaign of a run that finds nothing, with a schedule of five minutes.
const CALLS: usize = 3;

/// How long the last part of a run may be postponed for the search of the REST store. With a slower schedule it isn't.
const MAX_DELAY: SignedDuration = SignedDuration::from_mins(15);

/// How long ago a version must be that it can't stand for another change any more: versions have whole seconds, and the
/// clocks of ActiveCampaign and AWS may differ a little.
const SAME_MOMENT: SignedDuration = SignedDuration::from_secs(10);

/// What a run has queued, by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PollSummary {
    /// Accepted quotes.
    pub quotes: usize,
    /// Changed orders and deals, and changed documents of eAccounting.
    pub orders: usize,
    /// Changed contacts.
    pub contacts: usize,
    /// Changed customers of eAccounting.
    pub customers: usize,
    /// Articles whose stock has changed.
    pub articles: usize,
}

/// The scheduled search for changes.
pub struct Poller {
    worker: Arc<Worker>,
    tokens: Vec<[u8; 32]>,
}

impl Poller {
    /// A poller that shares a worker's ports and settings.
    #[must_use]
    pub fn new(worker: Arc<Worker>) -> Self {
        Self {
            worker,
            tokens: Vec::new(),
        }
    }

    /// Also checks ActiveCampaign's webhook: the one whose URL ends with a route token that has one of these SHA-256
    /// digests.
    #[must_use]
    pub fn watching(mut self, tokens: Vec<[u8; 32]>) -> Self {
        self.tokens = tokens;
        self
    }

    /// Runs once and queues what it finds. If one vendor fails, the other's part still runs.
    ///
    /// # Errors
    /// The first problem, after all parts have run.
    pub async fn run(&self) -> Result<PollSummary, Problem> {
        let ports = self.worker.ports();
        let compiled = self.worker.settings();
        let services = self.worker.services();
        let mut found = PollSummary::default();
        let mut problems = Vec::new();
        let circuit = self.worker.circuit();
        if compiled.settings.quotes.enabled || changes::is_on(&compiled.settings) {
            match circuit.check(ports, services, Vendor::Eaccounting).await {
                Some(problem) => problems.push(problem),
                None => {
                    services.reference.learn(ports, &services.eaccounting).await;
                    let failed = self.ask_eaccounting(&compiled, &mut found).await;
                    services.reference.remember(ports, &services.eaccounting).await;
                    if failed.is_empty() {
                        circuit.answered(ports, Vendor::Eaccounting).await;
                    }
                    for problem in failed {
                        problems.push(self.failed(problem).await);
                    }
                }
            }
        }
        if compiled.settings.sweep.enabled {
            match circuit.check(ports, services, Vendor::ActiveCampaign).await {
                Some(problem) => problems.push(problem),
                None => {
                    let failed = self.sweep(&compiled, &mut found).await;
                    if failed.is_empty() {
                        circuit.answered(ports, Vendor::ActiveCampaign).await;
                    }
                    problems.extend(failed);
                }
            }
        }
        if let Err(problem) = overdue::run(ports).await {
            problems.push(problem);
        }
        tracing::info!(
            quotes = found.quotes,
            orders = found.orders,
            contacts = found.contacts,
            customers = found.customers,
            articles = found.articles,
            "polled"
        );
        let problems: Vec<Problem> = problems.into_iter().map(of_a_run).collect();
        for problem in &problems {
            tracing::warn!(code = %problem.code, "polling failed in part: {} {}", problem.message, problem.remedy);
        }
        match problems.into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok(found),
        }
    }

    /// Runs eAccounting's enabled parts; returns their problems.
    async fn ask_eaccounting(&self, compiled: &CompiledSettings, found: &mut PollSummary) -> Vec<Problem> {
        let (ports, services) = (self.worker.ports(), self.worker.services());
        let mut problems = Vec::new();
        if compiled.settings.quotes.enabled {
            match Box::pin(accepted_quotes(ports, services)).await {
                Ok(count) => found.quotes = count,
                Err(problem) => problems.push(problem),
            }
        }
        problems.extend(Box::pin(changes::run(ports, services, compiled, found)).await);
        problems
    }

    /// Runs ActiveCampaign's enabled parts; returns their problems. Once the vendor is found to be down, the rest is left out.
    async fn sweep(&self, compiled: &CompiledSettings, found: &mut PollSummary) -> Vec<Problem> {
        let ports = self.worker.ports();
        let mut problems = Vec::new();
        let hourly = match Hourly::read(ports).await {
            Ok(hourly) => Some(hourly),
            Err(problem) => {
                problems.push(problem);
                None
            }
        };
        let next_full_scan = hourly.as_ref().and_then(Hourly::full_scan);
        let hourly = hourly.filter(Hourly::is_due);
        let last = hourly.as_ref().and_then(Hourly::last);
        let sweep = Sweep {
            ports,
            services: self.worker.services(),
            overlap: SignedDuration::from_mins(i64::from(compiled.settings.sweep.overlap_minutes)),
            most: compiled.settings.orders.maximum_per_run,
            full_scan: hourly.as_ref().and_then(Hourly::full_scan),
            next_full_scan,
        };
        let mut parts = parts(&compiled.settings);
        // The webhook's check is a call too: once an hour it replaces the last part, and the next run finds what that part
        // would have found. The very first run only sets watermarks. If runs are an hour or more apart, each of them makes
        // the check; a part that was postponed since the last check isn't postponed again.
        if let (Some(last), Some(waits)) = (last, parts.get(CALLS - 1).copied())
            && !self.tokens.is_empty()
            && let Ok(Some(swept)) = ports.ledger.watermark(waits.watermark()).await
            && swept.value >= last
        {
            parts.truncate(CALLS - 1);
        }
        let looks = usize::from(hourly.is_some() && !self.tokens.is_empty());
        let rest = match self.rest_orders(compiled, looks).await {
            Ok(rest) => rest,
            Err(problem) => {
                problems.push(problem);
                None
            }
        };
        // The search of the REST store also replaces the last part, unless this is its first run, which only sets a
        // watermark. While that search reaches its limit, it is due in each run; the part then waits for MAX_DELAY at most.
        if rest.as_ref().is_some_and(|rest| rest.last().is_some())
            && let Some(waits) = parts.get(CALLS - 1).copied()
            && let Ok(Some(swept)) = ports.ledger.watermark(waits.watermark()).await
            && ports.clock.now().duration_since(swept.value) < MAX_DELAY
        {
            parts.truncate(CALLS - 1);
        }
        let mut was_full_scan = true;
        let mut done = BTreeSet::new();
        for part in parts {
            if self.worker.circuit().is_known_down(Vendor::ActiveCampaign) {
                return problems;
            }
            match Box::pin(sweep.run(part)).await {
                Ok((queued, _)) if part == Part::Contacts => found.contacts += queued.len(),
                Ok((queued, is_whole)) => {
                    was_full_scan &= is_whole || part != Part::Orders;
                    found.orders += queued.len();
                    done.extend(queued);
                }
                Err(problem) => {
                    was_full_scan &= part != Part::Orders;
                    problems.push(self.failed(problem).await);
                }
            }
        }
        if rest.is_none()
            && !done.is_empty()
            && let Err(problem) = rest_orders::note(ports, &done).await
        {
            problems.push(problem);
        }
        if let Some(rest) = rest
            && !self.worker.circuit().is_known_down(Vendor::ActiveCampaign)
        {
            // What the other parts have queued counts towards the run's limit.
            let queued = u32::try_from(done.len()).unwrap_or(u32::MAX);
            let most = sweep.most.map(|most| most.saturating_sub(queued));
            match Box::pin(rest.sweep(ports, sweep.services, sweep.overlap, most, &done)).await {
                Ok(count) => found.orders += count,
                Err(problem) => problems.push(self.failed(problem).await),
            }
        }
        if let Some(hourly) = hourly {
            Box::pin(hourly.look(
                ports,
                self.worker.services(),
                &compiled.settings,
                &self.tokens,
                was_full_scan,
            ))
            .await;
        }
        problems
    }

    /// The search of the REST store, if this run makes it. `looks` is how many calls the run makes beside its parts: a run
    /// that checks the webhook leaves the REST store to the next one, unless that search is long overdue.
    async fn rest_orders(
        &self,
        compiled: &CompiledSettings,
        looks: usize,
    ) -> Result<Option<RestOrders>, Problem> {
        if !compiled.settings.orders.enabled {
            return Ok(None);
        }
        let rest = RestOrders::read(self.worker.ports()).await?;
        let is_first = rest.last().is_none();
        let is_due = rest.is_due() && (looks == 0 || rest.is_overdue());
        Ok((is_first || is_due).then_some(rest))
    }

    /// Sends a notice for each vendor that is down.
    async fn failed(&self, problem: Problem) -> Problem {
        let ports = self.worker.ports();
        self.worker
            .circuit()
            .is_outage(ports, self.worker.services(), &problem)
            .await;
        problem
    }
}

/// A problem of a run. There is no record to replay: the next run finds what this one has missed.
fn of_a_run(mut problem: Problem) -> Problem {
    for words in [
        ", then replay the record",
        "; then replay the record",
        " Then replay the record.",
    ] {
        problem.remedy = problem.remedy.replace(words, "");
    }
    problem.remedy = format!(
        "{} The next run looks again, from where this one ended.",
        problem.remedy
    );
    problem.remedy = problem.remedy.trim_start().to_owned();
    problem
}

/// Queues each accepted quote. A converted quote has another status and isn't found again.
async fn accepted_quotes(ports: &Ports, services: &Services) -> Result<usize, Problem> {
    let now = ports.clock.now();
    let jobs: Vec<Job> = services
        .eaccounting
        .quotes_with_status(QuoteStatus::Approved)
        .await?
        .into_iter()
        .map(|quote| {
            job(
                JobKind::Quote,
                Source::Quote(quote.id.to_string()),
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

/// One job for each version of a record, whichever search finds it: the queue drops the second one.
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

    /// The ledger's name for what runs have queued and would find again.
    fn queued(self) -> &'static str {
        match self {
            Self::Orders => "swept#orders",
            Self::Deals => "swept#deals",
            Self::Contacts => "swept#contacts",
        }
    }
}

/// When a version was made. Both systems write dates with an offset.
fn time(version: &Option<String>) -> Option<Timestamp> {
    version.as_deref()?.parse().ok()
}

/// The parts that the settings enable.
fn parts(settings: &Settings) -> Vec<Part> {
    let mut parts = Vec::new();
    if settings.orders.enabled {
        parts.push(Part::Orders);
        if settings.orders.deals.enabled {
            parts.push(Part::Deals);
        }
    }
    if settings.customers.enabled {
        parts.push(Part::Contacts);
    }
    parts
}

/// A record and the version that was found.
struct Found {
    kind: JobKind,
    source: Source,
    version: Option<String>,
}

impl Found {
    fn at(&self) -> Option<Timestamp> {
        time(&self.version)
    }

    /// By which a limited run remembers it.
    fn mark(&self) -> String {
        model::short_digest(&format!(
            "{}@{}",
            self.source,
            self.version.as_deref().unwrap_or_default()
        ))
    }
}

/// What runs have queued and will find again, since a search reaches back before the last one. Without it, a contact would be
/// written again over what a bookkeeper, or another contact of the same customer, has changed since; and of more records that
/// changed in one moment than a limit allows, each run would queue the same ones.
type Queued = BTreeMap<String, Option<Timestamp>>;

/// The most marks that are kept: many records that change at once, as an import's, must fit into one item of the ledger.
const MOST_MARKS: usize = 4_000;

/// Drops the oldest marks where there are too many. What they stand for is queued once more, which is harmless.
fn bound(queued: &mut Queued) {
    if queued.len() > MOST_MARKS {
        let mut marks: Vec<_> = std::mem::take(queued).into_iter().collect();
        marks.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
        queued.extend(marks.into_iter().take(MOST_MARKS));
    }
}

struct Sweep<'a> {
    ports: &'a Ports,
    services: &'a Services,
    overlap: SignedDuration,
    most: Option<u32>,
    /// From when this run searches for orders of stores with a wrong clock.
    full_scan: Option<Timestamp>,
    /// From when the next such search begins, if this one doesn't reach the end.
    next_full_scan: Option<Timestamp>,
}

impl Sweep<'_> {
    /// The number that was queued, and whether that is all that was found.
    async fn run(&self, part: Part) -> Result<(Vec<Source>, bool), Problem> {
        let ports = self.ports;
        // Taken before the search: what changes during it is found by the next one.
        let started = ports.clock.now();
        let Some(watermark) = ports.ledger.watermark(part.watermark()).await? else {
            // The first run: older records are for `backfill`, which a person starts.
            ports
                .ledger
                .move_watermark(part.watermark(), started, None)
                .await?;
            return Ok((Vec::new(), true));
        };
        // A watermark in the future was set by a wrong clock.
        let since = watermark.value.min(started) - self.overlap;
        let mut found = self.search(part, since).await?;
        let is_cut = part == Part::Orders && found.len() >= MOST_ORDERS;
        let most = self.most.filter(|_| part != Part::Contacts);
        // Whatever is known of an order or deal is in its own record; of a contact nothing is kept.
        let keeps_marks = most.is_some() || part == Part::Contacts;
        let remembered = match keeps_marks {
            true => ports.ledger.remembered::<Queued>(part.queued()).await?,
            false => None,
        };
        let (before, version) = match remembered {
            Some(seen) => (seen.value, Some(seen.version)),
            None => (Queued::new(), None),
        };
        let mut queued = before.clone();
        let mut again = Queued::new();
        found.retain(|found| match queued.remove_entry(&found.mark()) {
            Some((mark, at)) => {
                again.insert(mark, at);
                false
            }
            None => true,
        });
        // Oldest first, so that the next run continues where a limited one ended.
        found.sort_by_key(Found::at);
        let rest = found.split_off(found.len().min(most.map_or(usize::MAX, |most| most as usize)));
        let up_to = if rest.is_empty() {
            Some(started)
        } else {
            found
                .last()
                .and_then(Found::at)
                .map(|at| (at + self.overlap).min(started))
        };
        if keeps_marks {
            // A contact may change again within the second that its version names: then it is looked at once more.
            let is_over = |found: &&Found| {
                let at = found.at().unwrap_or(started);
                part != Part::Contacts || started.duration_since(at) >= SAME_MOMENT
            };
            let marks = found.iter().filter(is_over);
            again.extend(marks.map(|found| (found.mark(), found.at())));
        }
        let jobs: Vec<Job> = found
            .into_iter()
            .map(|found| job(found.kind, found.source, found.version, Cause::Sweep, started))
            .collect();
        queue(ports, &jobs).await?;
        if keeps_marks {
            let mut next = up_to.unwrap_or(since) - self.overlap;
            // A search for wrong clocks that didn't reach the end is repeated, and begins earlier.
            if part == Part::Orders
                && let Some(full_scan) = self.next_full_scan
            {
                next = next.min(full_scan - self.overlap);
                again.extend(queued.into_iter().filter(|(_, at)| at.is_some()));
            }
            again.retain(|_, at| at.is_none_or(|at| at >= next));
            bound(&mut again);
            if again != before {
                // After a concurrent write some records are queued twice, which is harmless.
                ports
                    .ledger
                    .compare_and_set(part.queued(), &again, version)
                    .await?;
            }
        }
        if let Some(up_to) = up_to {
            ports
                .ledger
                .move_watermark(part.watermark(), up_to, Some(&watermark))
                .await?;
        }
        if is_cut {
            tell_cut(ports, too_many(MOST_ORDERS)).await;
        }
        Ok((jobs.into_iter().map(|job| job.source).collect(), rest.is_empty()))
    }

    async fn search(&self, part: Part, since: Timestamp) -> Result<Vec<Found>, Problem> {
        let client = &self.services.activecampaign;
        Ok(match part {
            Part::Orders => {
                let orders = match self.full_scan {
                    Some(last) => {
                        let full_scan = last - self.overlap;
                        client
                            .orders_modified_since_by_any_clock(since, full_scan, MOST_ORDERS)
                            .await?
                    }
                    None => client.orders_modified_since(since, MOST_ORDERS).await?,
                };
                let found = orders.into_iter().map(|order| Found {
                    kind: JobKind::Order,
                    source: order.source,
                    version: order.version,
                });
                found.collect()
            }
            Part::Deals => {
                let deals = client.deals_updated_since(since).await?;
                let found = deals.into_iter().map(|deal| Found {
                    kind: JobKind::Order,
                    source: deal.source,
                    version: deal.version,
                });
                found.collect()
            }
            Part::Contacts => {
                let contacts = client.contacts_updated_since(since).await?;
                let found = contacts.into_iter().map(|contact| Found {
                    kind: JobKind::Customer,
                    source: contact.source,
                    version: contact.version,
                });
                found.collect()
            }
        })
    }
}

/// Says that a search was cut, once a day. It lasts no longer than its run, so that no notice is left open.
async fn tell_cut(ports: &Ports, problem: Problem) {
    let code = problem.code;
    let notice = Notice::Parked {
        subject: Subject::Sweep,
        problem,
    };
    let alert = Alert::new("sweep", AlertStatus::Information, notice).code(code);
    let day = ports.clock.now().to_zoned_datetime(TimeZone::UTC).date();
    notify_on_change(&ports.ledger, ports.alerts.as_ref(), &day.to_string(), &alert).await;
}

/// More orders changed than one search reads. The list begins with the newest, so the oldest are missing.
fn too_many(most: usize) -> Problem {
    Problem::new(
        Code::RETRIES_EXHAUSTED,
        format!(
            "More than {most} orders have changed since the last sweep; the {most} that changed last are queued."
        ),
        "Send the older ones with `ekobridge backfill orders --since DATE`, which plans first.",
    )
}

#[cfg(test)]
mod tests {
    use model::{Code, Kind};

    use super::*;

    #[test]
    fn of_too_many_marks_the_newest_are_kept() {
        let at = |second: i64| Timestamp::from_second(second).ok();
        let mut queued: Queued = (0..5_000).map(|n| (format!("{n:012}"), at(n))).collect();
        bound(&mut queued);
        assert_eq!(queued.len(), MOST_MARKS);
        assert!(queued.contains_key("000000004999") && !queued.contains_key("000000000999"));
        let text = serde_json::to_string(&queued).unwrap();
        assert!(
            text.len() < 250_000,
            "an item of DynamoDB has 400 KB at most: {}",
            text.len()
        );
    }

    #[test]
    fn what_a_run_failed_with_asks_nobody_to_replay_a_record() {
        for code in eaccounting::errors::ApiErrorCode::ALL {
            let meaning = code.meaning();
            let problem = of_a_run(Problem::new(meaning.code, "It failed.", meaning.remedy));
            let remedy = &problem.remedy;
            assert!(
                remedy.ends_with("The next run looks again, from where this one ended."),
                "{remedy}"
            );
            if meaning.kind != Kind::NeedsPerson || meaning.code == Code::EACCOUNTING_NO_ACCESS {
                assert!(!remedy.contains("replay"), "{remedy}");
            }
        }
        let bare = of_a_run(Problem::new(Code::STORAGE_ERROR, "It failed.", ""));
        assert_eq!(
            bare.remedy,
            "The next run looks again, from where this one ended."
        );
    }
}
