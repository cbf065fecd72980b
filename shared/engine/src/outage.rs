use jiff::{SignedDuration, Timestamp};
use model::Problem;
use serde::{Deserialize, Serialize};

use crate::wording::time_until;

/// The longest wait while a vendor is down, as an index into the retry schedule: a quarter of an hour. Jobs then resume
/// soon after the vendor does, and the 1,000 receives that SQS counts last for ten days.
pub(crate) const LONGEST_PROBE: u32 = 4;

/// A vendor is down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Outage {
    /// The cause.
    pub(crate) problem: Problem,
    /// How often it was probed.
    pub(crate) probes: u32,
    /// When the next probe is due.
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

    /// The state after one more probe was started.
    pub(crate) fn probed(&self, now: Timestamp) -> Self {
        let probes = self.probes.saturating_add(1);
        Self {
            problem: self.problem.clone(),
            probes,
            probe_at: now + interval(probes),
        }
    }

    /// The problem that jobs which need this vendor wait with.
    pub(crate) fn blocked(&self, now: Timestamp) -> Problem {
        self.problem.clone().after(Some(time_until(self.probe_at, now)))
    }
}

/// The wait between two probes: the retry schedule, up to a quarter of an hour.
fn interval(probes: u32) -> SignedDuration {
    let planned = ledger::next_attempt(probes.min(LONGEST_PROBE), None, 0.0).unwrap_or_default();
    SignedDuration::try_from(planned).unwrap_or(SignedDuration::from_mins(15))
}
