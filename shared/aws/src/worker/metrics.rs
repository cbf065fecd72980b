use std::sync::atomic::{AtomicU64, Ordering};

use engine::JobOutcome;

use crate::telemetry;

/// How the jobs of a batch ended.
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
            ("JobsDone", count(&self.done)),
            ("JobsSkipped", count(&self.skipped)),
            ("JobsParked", count(&self.parked)),
            ("JobsLater", count(&self.later)),
        ]);
    }
}
