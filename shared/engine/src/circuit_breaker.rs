//! A circuit breaker for each vendor.
//!
//! While calls succeed, the breaker costs nothing: no reads, no state. When a job fails with an error that may be the
//! vendor's fault, this process sends the vendor one cheap probe. If the probe succeeds, the error belongs to the
//! record and consumes a retry. If it fails, the vendor is down: the outage is stored in the ledger, so that every
//! process sees it, and one alert is sent. From then on one process at a time probes, at growing intervals, and jobs
//! that need the vendor wait without calling it. The first successful probe ends the outage and sends one alert. The
//! two vendors have separate breakers.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use ledger::Ledger;
use model::{Code, Kind, Problem, Vendor};

use crate::notice::Notice;
use crate::notifications::{self, Changed, Topic};
use crate::outage::Outage;
use crate::ports::{Alert, AlertStatus, Environment, Ports};

/// How long a process trusts its last read of the outage state. Another process may have ended the outage since.
const GOOD_FOR: SignedDuration = SignedDuration::from_secs(5);

/// Timeout of a probe. It must exceed the waits inside a call: 20 seconds for another worker's token refresh, and the
/// wait for a rate limit slot.
const PROBE_TIME: Duration = Duration::from_secs(25);

/// The vendor to probe for this problem: unreachable, server errors, and rejected credentials may be the vendor's
/// fault.
fn trouble(problem: &Problem) -> Option<Vendor> {
    let may_be = problem.kind == Kind::Disconnected
        || matches!(
            problem.code,
            Code::ACTIVECAMPAIGN_UNREACHABLE
                | Code::ACTIVECAMPAIGN_SERVER_ERROR
                | Code::EACCOUNTING_UNREACHABLE
                | Code::EACCOUNTING_SERVER_ERROR
        );
    problem.vendor.filter(|_| may_be)
}

/// The outage state that this process has read. No lock is held during a call, so that a stalled task blocks no other.
#[derive(Debug, Default)]
pub struct CircuitBreaker {
    vendors: [Mutex<Known>; Vendor::ALL.len()],
}

#[derive(Debug, Clone, Default)]
struct Known {
    /// The outage, and when it was read.
    outage: Option<(Outage, Timestamp)>,
    /// Set while a task of this process is probing, until this time at the latest.
    asking_until: Option<Timestamp>,
}

impl CircuitBreaker {
    fn of(&self, vendor: Vendor) -> MutexGuard<'_, Known> {
        let known = &self.vendors[vendor as usize];
        known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn know(&self, vendor: Vendor, outage: Option<Outage>, now: Timestamp) {
        *self.of(vendor) = Known {
            outage: outage.map(|outage| (outage, now)),
            asking_until: None,
        };
    }

    /// The problem that work on this vendor must wait for, if any. Sends a probe when one is due; work goes on if it
    /// succeeds.
    pub async fn check<E: Environment>(
        &self,
        ports: &Ports,
        services: &E,
        vendor: Vendor,
    ) -> Option<Problem> {
        let now = ports.clock.now();
        let (mut known, read_at) = self.of(vendor).outage.clone()?;
        if now.duration_since(read_at) >= GOOD_FOR
            && let Ok(topic) = notifications::look(&ports.ledger, vendor.as_str()).await
        {
            let shared = outage(topic);
            self.know(vendor, shared.clone(), now);
            known = shared?;
        }
        if now < known.probe_at {
            return Some(known.blocked(now));
        }
        // Only one task of one process probes.
        let claimed = notifications::change(&ports.ledger, vendor.as_str(), |topic| {
            let topic = topic.filter(|topic| topic.failing)?;
            let outage = topic.outage.as_ref().filter(|outage| outage.probe_at <= now)?;
            Some(Topic {
                outage: Some(outage.probed(now)),
                ..topic.clone()
            })
        })
        .await;
        let mut probed = match claimed {
            Ok(Changed::Mine { topic, .. }) => outage(Some(topic))?,
            Ok(Changed::Kept(topic)) => {
                let shared = outage(topic);
                self.know(vendor, shared.clone(), now);
                return shared.map(|outage| outage.blocked(now));
            }
            // The ledger can't say whose turn it is, so this process follows the schedule by itself.
            Err(_) => known.probed(now),
        };
        self.know(vendor, Some(probed.clone()), now);
        match probe(services, vendor).await {
            Ok(()) => {
                self.know(vendor, None, now);
                // The call that found the outage was the first.
                end(ports, vendor, Some(probed.probes.saturating_add(1))).await;
                None
            }
            Err(problem) if is_our_own(&problem) => Some(probed.blocked(now)),
            Err(problem) => {
                let other = problem.kind != probed.problem.kind;
                probed.problem = problem;
                self.know(vendor, Some(probed.clone()), now);
                if other {
                    tell_anew(ports, vendor, &probed.problem).await;
                }
                Some(probed.blocked(now))
            }
        }
    }

    /// Decides whether a failure is a vendor's outage, which doesn't consume the record's retries. Alerts on a new
    /// outage.
    pub async fn is_outage<E: Environment>(&self, ports: &Ports, services: &E, problem: &Problem) -> bool {
        let Some(vendor) = trouble(problem) else {
            return false;
        };
        let now = ports.clock.now();
        {
            let mut known = self.of(vendor);
            if known.outage.is_some() || known.asking_until.is_some_and(|until| now < until) {
                return true;
            }
            known.asking_until = Some(now + PROBE_TIME);
        }
        let found = self.find_out(ports, services, vendor, now).await;
        let is_down = found.is_some();
        self.know(vendor, found, now);
        is_down
    }

    /// Probes a vendor that is not known to be down.
    async fn find_out<E: Environment>(
        &self,
        ports: &Ports,
        services: &E,
        vendor: Vendor,
        now: Timestamp,
    ) -> Option<Outage> {
        let shared = notifications::look(&ports.ledger, vendor.as_str()).await;
        let shared = shared.ok().and_then(outage);
        if shared.as_ref().is_some_and(|outage| now < outage.probe_at) {
            return shared;
        }
        let problem = probe(services, vendor)
            .await
            .err()
            .filter(|problem| !is_our_own(problem))?;
        let begun = Outage::new(problem, now);
        let changed = notifications::change(&ports.ledger, vendor.as_str(), |topic| match topic {
            Some(topic) if topic.failing && topic.outage.is_some() => None,
            _ => Some(Topic {
                failing: true,
                what: begun.problem.code.to_string(),
                told_at: now,
                since: Some(now),
                count: None,
                outage: Some(begun.clone()),
            }),
        })
        .await;
        match changed {
            Ok(Changed::Mine { .. }) => {
                ports
                    .alerts
                    .send(&cannot_be_used(vendor, &begun.problem, now))
                    .await;
                Some(begun)
            }
            Ok(Changed::Kept(topic)) => outage(topic).or(Some(begun)),
            Err(problem) => {
                tracing::warn!(code = %problem.code, "other processes cannot be told of an outage");
                Some(begun)
            }
        }
    }

    /// Whether this process knows that a vendor is down.
    pub fn is_known_down(&self, vendor: Vendor) -> bool {
        self.of(vendor).outage.is_some()
    }

    /// Ends the outage of a vendor that has responded, if one is stored. Costs one ledger read.
    pub async fn answered(&self, ports: &Ports, vendor: Vendor) {
        self.know(vendor, None, ports.clock.now());
        if let Ok(Some(topic)) = notifications::look(&ports.ledger, vendor.as_str()).await
            && topic.failing
        {
            end(ports, vendor, None).await;
        }
    }
}

/// An outage of a vendor, as stored for all processes.
#[derive(Debug, Clone, PartialEq)]
pub struct VendorOutage {
    /// The vendor.
    pub vendor: Vendor,
    /// The cause.
    pub problem: Problem,
    /// When the next probe is due.
    pub probe_at: Timestamp,
}

/// The outage of a vendor, for display. Costs one ledger read.
///
/// # Errors
/// The storage error.
pub async fn outage_of(ledger: &Ledger, vendor: Vendor) -> Result<Option<VendorOutage>, Problem> {
    let topic = notifications::look(ledger, vendor.as_str()).await?;
    Ok(outage(topic).map(|outage| VendorOutage {
        vendor,
        problem: outage.problem,
        probe_at: outage.probe_at,
    }))
}

fn outage(topic: Option<Topic>) -> Option<Outage> {
    topic.filter(|topic| topic.failing)?.outage
}

/// Whether a probe failed on our side, and so says nothing about the vendor.
fn is_our_own(problem: &Problem) -> bool {
    matches!(
        problem.code,
        Code::RECORD_LOCKED | Code::STORAGE_ERROR | Code::SECRET_MISSING
    )
}

/// Sends the vendor one cheap request. Any response counts as "up", unless it shows the vendor (see [`trouble`]) or this
/// side at fault.
async fn probe<E: Environment>(services: &E, vendor: Vendor) -> Result<(), Problem> {
    let silent = || {
        let code = match vendor {
            Vendor::ActiveCampaign => Code::ACTIVECAMPAIGN_UNREACHABLE,
            Vendor::Eaccounting => Code::EACCOUNTING_UNREACHABLE,
        };
        Problem::new(
            code,
            format!(
                "{} did not answer within {} seconds.",
                vendor.name(),
                PROBE_TIME.as_secs()
            ),
            "If it lasts, look at the vendor's status page.",
        )
    };
    match tokio::time::timeout(PROBE_TIME, services.probe(vendor)).await {
        Err(_) => Err(silent()),
        Ok(Err(problem)) if trouble(&problem) == Some(vendor) || is_our_own(&problem) => Err(problem),
        Ok(_) => Ok(()),
    }
}

/// The vendor has answered, at this attempt where it was a probe.
async fn end(ports: &Ports, vendor: Vendor, attempt: Option<u32>) {
    let now = ports.clock.now();
    let changed = notifications::change(&ports.ledger, vendor.as_str(), |topic| {
        topic
            .filter(|topic| topic.failing)
            .map(|_| notifications::working(now))
    })
    .await;
    if let Ok(Changed::Mine { before, .. }) = changed {
        let alert = Alert::new(
            vendor.as_str(),
            AlertStatus::Recovered,
            Notice::VendorUp {
                vendor,
                attempt,
                at: now,
            },
        )
        .since(before.as_deref().map(Topic::since));
        ports.alerts.send(&alert).await;
    }
}

/// Stores a new cause of an outage that goes on, for example a vendor that is back but rejects the credentials.
async fn tell_anew(ports: &Ports, vendor: Vendor, problem: &Problem) {
    let now = ports.clock.now();
    let changed = notifications::change(&ports.ledger, vendor.as_str(), |topic| {
        let topic = topic.filter(|topic| topic.failing && topic.what != problem.code.as_str())?;
        let outage = topic.outage.clone()?;
        Some(Topic {
            failing: true,
            what: problem.code.to_string(),
            told_at: now,
            since: Some(topic.since()),
            count: None,
            outage: Some(Outage {
                problem: problem.clone(),
                ..outage
            }),
        })
    })
    .await;
    if let Ok(Changed::Mine { topic, .. }) = changed {
        ports
            .alerts
            .send(&cannot_be_used(vendor, problem, topic.since()))
            .await;
    }
}

/// A vendor is down, or refuses the connection until a person has given it anew.
fn cannot_be_used(vendor: Vendor, problem: &Problem, since: Timestamp) -> Alert {
    let notice = Notice::VendorDown {
        vendor,
        problem: problem.clone(),
    };
    Alert::new(vendor.as_str(), AlertStatus::Failing, notice)
        .code(problem.code)
        .since(Some(since))
}
