use jiff::{SignedDuration, Timestamp};
use model::Problem;
use serde::{Deserialize, Serialize};

use crate::wording::time_until;

/// Which wait of the retry schedule is the longest while a vendor is down: a quarter of an hour. Then its jobs go on soon
/// after it is back, and 1000 receives, the most that SQS counts, last for ten days.
pub(crate) const LONGEST_PROBE: u32 = 4;

/// A vendor is down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Outage {
    /// Why.
    pub(crate) problem: Problem,
    /// How often it was asked again.
    pub(crate) probes: u32,
    /// When it may be asked next.
    pub(crate) probe_at: Timestamp,
}

impl Outage {
    pub(crate) fn new(problem: Problem, now: Timestamp) -> Self {
        Self {
            problem,
            probes: 0,
            probe_at: now + interval(0),
        }
    }

    /// The same, after one more probe is begun.
    pub(crate) fn probed(&self, now: Timestamp) -> Self {
        let probes = self.probes.saturating_add(1);
        Self {
            problem: self.problem.clone(),
            probes,
            probe_at: now + interval(probes),
        }
    }

    /// Why a job waits that needs the vendor.
    pub(crate) fn blocked(&self, now: Timestamp) -> Problem {
        self.problem.clone().after(Some(time_until(self.probe_at, now)))
    }
}

/// From one probe to the next: the retry schedule, up to its quarter of an hour.
fn interval(probes: u32) -> SignedDuration {
    let planned = ledger::next_attempt(probes.min(LONGEST_PROBE), None, 0.0).unwrap_or_default();
    SignedDuration::try_from(planned).unwrap_or(SignedDuration::from_mins(15))
}
