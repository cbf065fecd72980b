#![doc = include_str!("../README.md")]

use std::sync::Arc;

use aws::{EnvironmentError, Worker};

/// The function.
pub struct OfferPoller(Arc<Worker>);

impl OfferPoller {
    /// Works with this worker, which other functions of one process may share.
    #[must_use]
    pub fn new(worker: Arc<Worker>) -> Self {
        Self(worker)
    }

    /// Built from the process's environment.
    ///
    /// # Errors
    /// When the environment is not complete.
    pub fn from_environment() -> Result<Self, EnvironmentError> {
        Ok(Self::new(Arc::new(Worker::from_environment()?)))
    }

    /// One run. The event of the schedule says nothing that matters: what is new is told by watermarks, not by the clock
    /// of who starts it.
    ///
    /// # Errors
    /// What went wrong; the next run makes it good.
    pub async fn handle(&self) -> Result<aws::PollSummary, aws::Problem> {
        self.0.poll().await
    }
}
