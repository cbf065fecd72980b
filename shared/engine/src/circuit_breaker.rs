//! A vendor that is down is probed, not hammered.
//!
//! While nothing fails, nothing is read and nothing is kept: a job pays for no circuit. When a call ends in a way that may be
//! the vendor's own trouble, the vendor is asked one cheap thing. If it answers, the trouble is the record's, which uses up an
//! attempt. If not, the vendor is down: that is remembered in the ledger for all processes, people are told once, and from
//! then on one process at a time asks again, at growing intervals. Every other job that needs this vendor waits without
//! calling it. The first probe that is answered ends the outage, and people are told once. The two vendors know nothing of
//! each other.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use ledger::Ledger;
use model::{Code, Kind, Problem, Vendor};

use crate::notifications::{self, Changed, Topic, alert_text};
use crate::outage::Outage;
use crate::ports::{Alert, AlertStatus, Environment, Ports};
use crate::wording::clock_time;

/// How long a process goes by what it has read of an outage. Another process may have seen its end.
const GOOD_FOR: SignedDuration = SignedDuration::from_secs(5);

/// How long a probe may take. A vendor that is silent for longer is down. Longer than what is ours may take: the wait for
/// another worker that renews the token, which is given up after twenty seconds, and the wait for a place in the limit.
const PROBE_TIME: Duration = Duration::from_secs(25);

/// Whose trouble a problem may be, where it may be a vendor's own: not reached, failed, or the connection is refused.
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

/// What this process knows of outages. Nothing is locked during a call: a process that stands still holds up nobody.
#[derive(Debug, Default)]
pub struct CircuitBreaker {
    vendors: [Mutex<Known>; Vendor::ALL.len()],
}

#[derive(Debug, Clone, Default)]
struct Known {
    /// The outage, and when it was read.
    outage: Option<(Outage, Timestamp)>,
    /// Somebody of this process is finding out until then at the latest.
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

    /// Whether work that needs this vendor must wait, and why. Where a probe is due, it is made here, and work goes on if the
    /// vendor answers.
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
        // Of all processes, and all jobs of this one, one asks.
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
            // Nobody knows whose turn it is: this process keeps to the plan by itself.
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

    /// Work has failed so: whether that is an outage of a vendor, which is no fault of the record's. A new one is told.
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

    /// Whether a vendor is down that is not known to be.
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

    /// A vendor has answered: ends its outage, where one is remembered. Costs one read of the ledger.
    pub async fn answered(&self, ports: &Ports, vendor: Vendor) {
        self.know(vendor, None, ports.clock.now());
        if let Ok(Some(topic)) = notifications::look(&ports.ledger, vendor.as_str()).await
            && topic.failing
        {
            end(ports, vendor, None).await;
        }
    }
}

/// That a vendor is down, as all processes know it.
#[derive(Debug, Clone, PartialEq)]
pub struct VendorOutage {
    /// Which one.
    pub vendor: Vendor,
    /// Why.
    pub problem: Problem,
    /// When it is asked again.
    pub probe_at: Timestamp,
}

/// Whether a vendor is down, for people. One read of the ledger.
///
/// # Errors
/// When the store failed.
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

/// Whether a probe failed on our side, so that it says nothing of the vendor.
fn is_our_own(problem: &Problem) -> bool {
    matches!(
        problem.code,
        Code::RECORD_LOCKED | Code::STORAGE_ERROR | Code::SECRET_MISSING
    )
}

/// Asks the vendor one cheap thing. What it refuses for another reason is an answer too.
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
        let attempt = attempt.map_or_else(|| "A call".to_owned(), |attempt| format!("Attempt {attempt}"));
        let alert = Alert::new(
            vendor.as_str(),
            AlertStatus::Recovered,
            format!("{} works again", vendor.name()),
            format!(
                "{attempt} at {} was answered.\nYou need not do anything: jobs that waited go on by themselves.",
                clock_time(now)
            ),
        )
        .since(before.as_ref().map(Topic::since));
        ports.alerts.send(&alert).await;
    }
}

/// The outage goes on for a reason that asks something else of people: a vendor that is back refuses the connection, say.
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
    let title = match problem.code {
        Code::EACCOUNTING_REAUTHORIZE => {
            format!("{} must be connected anew; jobs wait", vendor.name())
        }
        _ => format!("{} cannot be used; jobs wait", vendor.name()),
    };
    Alert::new(vendor.as_str(), AlertStatus::Failing, title, alert_text(problem))
        .code(problem.code)
        .since(Some(since))
}
