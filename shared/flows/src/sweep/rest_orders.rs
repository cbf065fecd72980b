//! Orders of stores that write to ActiveCampaign's REST store alone, as Magento's integration does. The search for changes
//! reads the GraphQL store, where these never show, and REST can't sort by the date of change. So new orders are read by
//! their date of creation, and orders that wait for payment are read again until they are paid, cancelled or too old.

use std::collections::{BTreeMap, BTreeSet};

use activecampaign::OrderRef;
use engine::Ports;
use jiff::{SignedDuration, Timestamp};
use ledger::{Key, State, Versioned};
use model::{Cause, Job, JobKind, OrderState, Problem, Source};
use serde::{Deserialize, Serialize};

use super::{queue, tell_cut, too_many};
use crate::services::Services;

/// The ledger's name for the remembered orders.
const NAME: &str = "rest_orders";
/// The interval between searches for new orders.
const EVERY: SignedDuration = SignedDuration::from_mins(30);
/// After this a search is made even if the run has used up its calls.
const OVERDUE: SignedDuration = SignedDuration::from_hours(2);
/// The interval between reads of an order that waits for payment.
const WAITING_EVERY: SignedDuration = SignedDuration::from_hours(1);
/// The age at which an order that waits for payment is no longer read.
const OLD: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long an order that waits for nothing is remembered: longer than a search finds it, whose dates may have no
/// offset.
const KNOWN: SignedDuration = SignedDuration::from_hours(48);
/// The most orders that one search reads.
const MOST: usize = 2_000;
/// The most waiting orders that one search reads by themselves, since they are older than what it lists.
const MOST_SINGLE: usize = 20;
/// The most orders that are remembered. The ones found first are dropped.
const MOST_KNOWN: usize = 3_000;

/// The state that is kept from run to run.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Known {
    /// Up to when everything that was created is queued.
    watermark: Timestamp,
    /// When the waiting orders were last read.
    looked: Timestamp,
    /// The found orders, by a digest of their source.
    orders: BTreeMap<String, Seen>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Seen {
    /// A time before its creation.
    since: Timestamp,
    /// When it was last found.
    at: Timestamp,
    /// Whether it waited for payment then.
    waiting: bool,
    /// Which order it is, while it waits: for reading it by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
}

impl Seen {
    fn new(order: &OrderRef, since: Timestamp, at: Timestamp) -> Self {
        let waiting = order.state == Some(OrderState::AwaitingPayment);
        Self {
            since,
            at,
            waiting,
            source: waiting.then(|| order.source.clone()),
        }
    }
}

/// The search of the REST store: due, or not yet.
pub(super) struct RestOrders {
    known: Option<Versioned<Known>>,
    now: Timestamp,
}

impl RestOrders {
    /// Reads the state; one ledger read.
    pub(super) async fn read(ports: &Ports) -> Result<Self, Problem> {
        Ok(Self {
            known: ports.ledger.remembered(NAME).await?,
            now: ports.clock.now(),
        })
    }

    /// The time of the last search, if there was one.
    pub(super) fn last(&self) -> Option<Timestamp> {
        self.known.as_ref().map(|known| known.value.watermark)
    }

    fn has_passed(&self, time: SignedDuration) -> bool {
        self.last()
            .is_none_or(|last| last > self.now || self.now.duration_since(last) >= time)
    }

    /// Whether a search is due.
    pub(super) fn is_due(&self) -> bool {
        self.has_passed(EVERY)
    }

    /// Whether a search is so long overdue that it is made even beside other calls.
    pub(super) fn is_overdue(&self) -> bool {
        self.has_passed(OVERDUE)
    }

    /// Queues new orders, and those that no longer wait for payment; returns how many. `done` are the orders that this run
    /// has queued already.
    pub(super) async fn sweep(
        self,
        ports: &Ports,
        services: &Services,
        overlap: SignedDuration,
        most: Option<u32>,
        done: &BTreeSet<Source>,
    ) -> Result<usize, Problem> {
        let now = self.now;
        let Some(Versioned {
            value: mut known,
            version,
            ..
        }) = self.known
        else {
            // Orders from before the first run are sent only by a person. Their dates may have no offset, so that a
            // later search finds them again and must recognize them.
            let there = services
                .activecampaign
                .rest_orders_created_since(None, now - overlap, MOST)
                .await?;
            let seen = |order: OrderRef| {
                let seen = Seen::new(&order, now - overlap, now);
                (model::short_digest(&order.source.to_string()), seen)
            };
            let first = Known {
                watermark: now,
                looked: now,
                orders: there.into_iter().map(seen).collect(),
            };
            ports.ledger.compare_and_set(NAME, &first, None).await?;
            return Ok(0);
        };
        let client = &services.activecampaign;
        let since = known.watermark.min(now) - overlap;
        // Oldest first, so that a run that reaches its limit continues there.
        let mut found = client.rest_orders_created_since(None, since, MOST).await?;
        if found.len() >= MOST {
            tell_cut(ports, too_many(MOST)).await;
        }
        found.reverse();
        let mut sources: Vec<Source> = Vec::new();
        let mut is_whole = true;
        for order in found {
            let mark = model::short_digest(&order.source.to_string());
            let waiting = order.state == Some(OrderState::AwaitingPayment);
            let before = known.orders.get(&mark).cloned();
            let is_news = match &before {
                Some(before) => before.waiting && !waiting,
                None => !done.contains(&order.source) && is_open(ports, &order.source).await?,
            };
            if is_news && most.is_some_and(|most| sources.len() >= most as usize) {
                is_whole = false;
                break;
            }
            let since = before.map_or(since, |before| before.since);
            known.orders.insert(mark, Seen::new(&order, since, now));
            if is_news {
                sources.push(order.source);
            }
        }
        if now.duration_since(known.looked) >= WAITING_EVERY {
            known
                .orders
                .retain(|_, seen| !seen.waiting || now.duration_since(seen.since) < OLD);
            let oldest = known
                .orders
                .values()
                .filter(|seen| seen.waiting)
                .map(|seen| seen.since)
                .min();
            if let Some(oldest) = oldest.filter(|oldest| *oldest < since) {
                let listed = client.rest_orders_created_since(None, oldest, MOST).await?;
                let is_cut = listed.len() >= MOST;
                for order in listed {
                    let mark = model::short_digest(&order.source.to_string());
                    let Some(seen) = known.orders.get_mut(&mark).filter(|seen| seen.waiting) else {
                        continue;
                    };
                    *seen = Seen::new(&order, seen.since, now);
                    if !seen.waiting {
                        sources.push(order.source);
                    }
                }
                if is_cut {
                    sources.extend(look_one_by_one(services, &mut known.orders, now).await);
                }
            }
            known.looked = now;
        }
        let jobs: Vec<Job> = sources.into_iter().map(|source| job(source, now)).collect();
        let count = queue(ports, &jobs).await?;
        if is_whole {
            known.watermark = now;
        }
        forget(&mut known.orders, now);
        // After a concurrent write some orders are queued twice, which is harmless.
        ports.ledger.compare_and_set(NAME, &known, Some(version)).await?;
        Ok(count)
    }
}

/// Reads waiting orders that are older than what a search lists, those first that were read least recently; returns those that
/// no longer wait.
async fn look_one_by_one(
    services: &Services,
    orders: &mut BTreeMap<String, Seen>,
    now: Timestamp,
) -> Vec<Source> {
    let is_unseen = |seen: &&mut Seen| seen.waiting && seen.at < now;
    let mut unseen: Vec<&mut Seen> = orders.values_mut().filter(is_unseen).collect();
    unseen.sort_by_key(|seen| seen.at);
    let mut over = Vec::new();
    for seen in unseen.into_iter().take(MOST_SINGLE) {
        let Some(source) = seen.source.clone() else {
            continue;
        };
        let Source::Order { connection, order } = &source else {
            continue;
        };
        seen.at = now;
        // One that can't be read holds up no other.
        let Ok(found) = services.activecampaign.order(connection, order).await else {
            continue;
        };
        seen.waiting = found.is_some_and(|order| order.state == OrderState::AwaitingPayment);
        if !seen.waiting {
            seen.source = None;
            over.push(source);
        }
    }
    over
}

/// Remembers orders that another search has queued, so that their copies in the REST store aren't taken for new ones before
/// their jobs have run. If this fails, an order is queued twice, which is harmless.
pub(super) async fn note(ports: &Ports, queued: &BTreeSet<Source>) -> Result<(), Problem> {
    let Some(Versioned {
        value: mut known,
        version,
        ..
    }) = ports.ledger.remembered::<Known>(NAME).await?
    else {
        return Ok(());
    };
    let now = ports.clock.now();
    for source in queued {
        let seen = Seen {
            since: now,
            at: now,
            waiting: false,
            source: None,
        };
        known
            .orders
            .entry(model::short_digest(&source.to_string()))
            .or_insert(seen);
    }
    ports.ledger.compare_and_set(NAME, &known, Some(version)).await?;
    Ok(())
}

/// Whether an order may still have to be sent. A webhook or a person may have queued it already.
async fn is_open(ports: &Ports, source: &Source) -> Result<bool, Problem> {
    let record = ports.ledger.get(&Key::source(source)).await?;
    Ok(record.is_none_or(|record| record.state == State::Skipped))
}

/// Each find is a job of its own: REST's version of an order may stay the same when its status changes.
fn job(source: Source, now: Timestamp) -> Job {
    Job {
        kind: JobKind::Order,
        key: format!("{source}@rest@{now}"),
        source,
        cause: Cause::Sweep,
        first_seen: now,
        version: None,
    }
}

/// Drops the orders that no search finds any more and, beyond the limit, those found first.
fn forget(orders: &mut BTreeMap<String, Seen>, now: Timestamp) {
    orders.retain(|_, seen| seen.waiting || now.duration_since(seen.at) < KNOWN);
    let surplus = orders.len().saturating_sub(MOST_KNOWN);
    if surplus > 0 {
        // One that waits is forgotten last: nobody else looks at it.
        let mut by_age: Vec<(bool, Timestamp, String)> = orders
            .iter()
            .map(|(mark, seen)| (seen.waiting, seen.at, mark.clone()))
            .collect();
        by_age.sort();
        for (.., mark) in by_age.into_iter().take(surplus) {
            orders.remove(&mark);
        }
    }
}
