use std::sync::atomic::{AtomicU64, Ordering};

use engine::JobOutcome;

use crate::telemetry::{self, metric};

/// Outcomes of the jobs of a batch.
#[derive(Default)]
pub(super) struct BatchMetrics {
    done: AtomicU64,
    skipped: AtomicU64,
    parked: AtomicU64,
    pub(super) later: AtomicU64,
}

impl BatchMetrics {
    pub(super) fn count(&self, outcome: &JobOutcome) {
        let counter = match outcome {
            JobOutcome::Done { .. } => &self.done,
            JobOutcome::Skipped { .. } => &self.skipped,
            JobOutcome::Parked(_) => &self.parked,
            JobOutcome::Retry { .. } => &self.later,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// Writes the counts as metrics (CloudWatch embedded format).
    pub(super) fn emit(&self) {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        telemetry::count(&[
            (metric::JOBS_DONE, count(&self.done)),
            (metric::JOBS_SKIPPED, count(&self.skipped)),
            (metric::JOBS_PARKED, count(&self.parked)),
            (metric::JOBS_RETRIED, count(&self.later)),
        ]);
    }
}
