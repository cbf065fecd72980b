//! The vendors' rate limits, shared by all processes of a deployment.
//!
//! Each limit has a schedule of evenly spaced slots in the ledger's table. Its state is the time of the next free slot,
//! which one conditional write advances ([`ledger::SlotStore::reserve_slots`]). A process that calls rarely doesn't
//! write. At most once a second, while it reads the ledger anyway, it checks whether other processes use the schedule;
//! if not, its calls are sent immediately. A process that calls often, sees others do so, or was refused reserves a
//! slot for each call. Bulk work always reserves slots, and only near ones, so that an interactive call soon gets one.
//! If the store fails, a process enforces the limit by itself. docs/adr/0007 explains the choice.

mod lane;

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use ledger::{SlotStore, Slots};
use model::Clock;
use transport::{Pace, RateLimiter, SendError};

use lane::{LATEST, Lane, Step, signed};
pub use lane::{Limit, Priority};

/// The store's timeout. A vendor call takes longer.
const STORE_TIME: Duration = Duration::from_secs(1);

/// Bulk work that has waited this long gets the interactive priority. Otherwise it could run out of the function's
/// time, and a record that is aborted three times is parked as one that crashes its workers.
const PATIENCE: SignedDuration = SignedDuration::from_secs(10);

/// How long the store isn't used after it has failed.
const STORE_REST: SignedDuration = SignedDuration::from_secs(10);

tokio::task_local! {
    static PRIORITY: Priority;
}

/// The vendors' limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// ActiveCampaign's limit, for the account.
    pub activecampaign: Limit,
    /// eAccounting's limit, for each endpoint.
    pub eaccounting: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            activecampaign: Limit::ACTIVECAMPAIGN,
            eaccounting: Limit::EACCOUNTING,
        }
    }
}

/// Keeps this process within the vendors' limits, together with all processes that use the same store.
pub struct DistributedRateLimiter {
    store: Arc<dyn SlotStore>,
    clock: Arc<dyn Clock>,
    limits: Limits,
    lanes: Mutex<HashMap<Pace, Arc<Shared>>>,
    /// When the schedules were last read.
    looked: tokio::sync::Mutex<Option<(Timestamp, BTreeMap<String, Timestamp>)>>,
    rest_until: Mutex<Option<Timestamp>>,
}

/// A lane and its waiting calls.
struct Shared {
    lane: Mutex<Lane>,
    queues: [Queue; 2],
}

/// Calls of one priority that wait for a slot. One of them reserves slots for all.
#[derive(Default)]
struct Queue {
    waiting: AtomicUsize,
    asking: tokio::sync::Mutex<()>,
}

/// Counts a waiting call until it is dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn begin(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Shared {
    fn lane(&self) -> MutexGuard<'_, Lane> {
        self.lane.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl DistributedRateLimiter {
    /// Shares the limits through this store. Each process has its own rate limiter.
    #[must_use]
    pub fn new(store: Arc<dyn SlotStore>, clock: Arc<dyn Clock>, limits: Limits) -> Self {
        Self {
            store,
            clock,
            limits,
            lanes: Mutex::default(),
            looked: tokio::sync::Mutex::default(),
            rest_until: Mutex::default(),
        }
    }

    /// Runs work whose calls have this priority.
    pub async fn with_priority<F: Future>(priority: Priority, work: F) -> F::Output {
        PRIORITY.scope(priority, work).await
    }

    /// Checks whether others use the limits, if that is unknown. It runs concurrently with other work, so that the
    /// first call doesn't wait for it.
    pub async fn look(&self) {
        let now = self.clock.now();
        if self.is_alone(now) {
            return;
        }
        let mut looked = self.looked.lock().await;
        let is_fresh = |at: Timestamp| {
            let age = self.clock.now().duration_since(at);
            !age.is_negative() && age < SignedDuration::from_secs(1)
        };
        if looked.as_ref().is_some_and(|(at, _)| is_fresh(*at)) {
            return;
        }
        match tokio::time::timeout(STORE_TIME, self.store.next_slots()).await {
            Ok(Ok(slots)) => {
                for (pace, shared) in self.lanes().iter() {
                    shared.lane().heard(slots.get(&name(*pace)).copied(), now);
                }
                *looked = Some((now, slots));
            }
            Ok(Err(problem)) => self.rest(&problem.message),
            Err(_) => self.rest("the ledger's store did not answer within a second"),
        }
    }

    fn lanes(&self) -> MutexGuard<'_, HashMap<Pace, Arc<Shared>>> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn shared(&self, pace: Pace) -> Arc<Shared> {
        if let Some(shared) = self.lanes().get(&pace) {
            return Arc::clone(shared);
        }
        let limit = if pace.vendor == "activecampaign" {
            self.limits.activecampaign
        } else {
            self.limits.eaccounting
        };
        let mut lane = Lane::new(limit);
        // A read of all schedules is also valid for a schedule that is used for the first time.
        if let Some((at, slots)) = &*self.looked.lock().await {
            lane.heard(slots.get(&name(pace)).copied(), *at);
        }
        let shared = Shared {
            lane: Mutex::new(lane),
            queues: Default::default(),
        };
        Arc::clone(self.lanes().entry(pace).or_insert_with(|| Arc::new(shared)))
    }

    fn is_alone(&self, now: Timestamp) -> bool {
        let rest = *self.rest_until.lock().unwrap_or_else(PoisonError::into_inner);
        rest.is_some_and(|until| now < until && until.duration_since(now) <= STORE_REST)
    }

    fn rest(&self, why: &str) {
        tracing::warn!(
            why,
            "the vendors' limits are kept by this process alone for a while"
        );
        let until = self.clock.now().checked_add(STORE_REST).ok();
        *self.rest_until.lock().unwrap_or_else(PoisonError::into_inner) = until;
    }

    async fn sleep_until(&self, at: Timestamp) {
        let wait = at.duration_since(self.clock.now());
        if let Ok(wait) = Duration::try_from(wait) {
            tokio::time::sleep(wait).await;
        }
    }

    async fn wait(&self, pace: Pace) {
        let mut priority = PRIORITY.try_with(|priority| *priority).unwrap_or_default();
        let shared = self.shared(pace).await;
        let patient_until = self.clock.now() + PATIENCE;
        loop {
            let now = self.clock.now();
            if now >= patient_until {
                priority = Priority::Interactive;
            }
            let step = shared.lane().step(now, priority, self.is_alone(now));
            match step {
                Step::Go(at) => return self.sleep_until(at).await,
                Step::Look => self.look().await,
                Step::Take => {
                    let Some(slot) = self.slot(pace, &shared, priority, patient_until).await else {
                        continue;
                    };
                    self.sleep_until(slot).await;
                    let now = self.clock.now();
                    let mut lane = shared.lane();
                    let is_late = lane.is_late(slot, now);
                    lane.reached(slot, now);
                    if !is_late {
                        return;
                    }
                }
            }
        }
    }

    /// A slot in the shared schedule. `None` if the store fails, or bulk work has waited long enough.
    async fn slot(
        &self,
        pace: Pace,
        shared: &Shared,
        priority: Priority,
        patient_until: Timestamp,
    ) -> Option<Timestamp> {
        let queue = &shared.queues[priority as usize];
        let _waiting = Waiting::begin(&queue.waiting);
        let _asking = queue.asking.lock().await;
        let name = name(pace);
        loop {
            let now = self.clock.now();
            if self.is_alone(now) || (priority == Priority::Bulk && now >= patient_until) {
                return None;
            }
            if let Some(slot) = shared.lane().slot(now, priority) {
                return Some(slot);
            }
            let waiting = queue.waiting.load(Ordering::Relaxed);
            let ask = shared.lane().ask(&name, now, priority, waiting);
            match tokio::time::timeout(STORE_TIME, self.store.reserve_slots(&ask)).await {
                Ok(Ok(Slots::From(first)))
                    if first.duration_since(now) > LATEST + signed(ask.spacing * ask.count) =>
                {
                    self.rest("the schedule's next slot is far from now: a clock is wrong");
                }
                Ok(Ok(Slots::From(first))) => shared.lane().take(&ask, first, priority, self.clock.now()),
                Ok(Ok(Slots::Full { next })) if next.duration_since(now) > LATEST => {
                    self.rest("the schedule's next slot is far from now: a clock is wrong");
                }
                Ok(Ok(Slots::Full { next })) => {
                    let wait = shared.lane().again(next, self.clock.now());
                    tokio::time::sleep(wait).await;
                }
                Ok(Err(problem)) => self.rest(&problem.message),
                Err(_) => self.rest("the ledger's store did not answer within a second"),
            }
        }
    }
}

/// A schedule's name: the vendor's, or the endpoint's if the vendor counts by endpoint.
fn name(pace: Pace) -> String {
    if pace.endpoint.is_empty() {
        pace.vendor.to_owned()
    } else {
        format!("{} {}", pace.vendor, pace.endpoint)
    }
}

impl RateLimiter for DistributedRateLimiter {
    fn pace(&self, pace: Pace) -> BoxFuture<'_, Result<(), SendError>> {
        Box::pin(async move {
            self.wait(pace).await;
            Ok(())
        })
    }

    fn refused(&self, pace: Pace) {
        if let Some(shared) = self.lanes().get(&pace) {
            shared.lane().refused(self.clock.now());
        }
    }
}

#[cfg(test)]
mod tests;
