use std::sync::{Arc, PoisonError, RwLock};

use model::{Job, Problem, Vendor};

use crate::circuit_breaker::CircuitBreaker;
use crate::context::JobContext;
use crate::outcome::{Attempt, JobOutcome};
use crate::ports::{Delivery, Environment, Ports};
use crate::registry::Registry;
use crate::replays;

/// Runs jobs.
pub struct Worker<E: Environment> {
    ports: Ports,
    services: E,
    registry: Registry<E>,
    settings: RwLock<Arc<E::Settings>>,
    circuit: CircuitBreaker,
}

impl<E: Environment> Worker<E> {
    /// A worker with these flows and settings.
    #[must_use]
    pub fn new(
        ports: Ports,
        services: E,
        registry: Registry<E>,
        settings: impl Into<Arc<E::Settings>>,
    ) -> Self {
        Self {
            ports,
            services,
            registry,
            settings: RwLock::new(settings.into()),
            circuit: CircuitBreaker::default(),
        }
    }

    /// Replaces the settings for jobs that start from now on.
    pub fn set_settings(&self, settings: impl Into<Arc<E::Settings>>) {
        *self.settings.write().unwrap_or_else(PoisonError::into_inner) = settings.into();
    }

    /// The current settings.
    #[must_use]
    pub fn settings(&self) -> Arc<E::Settings> {
        Arc::clone(&self.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The engine's ports.
    #[must_use]
    pub fn ports(&self) -> &Ports {
        &self.ports
    }

    /// The flows' services.
    #[must_use]
    pub fn services(&self) -> &E {
        &self.services
    }

    /// The vendors' circuit breakers.
    #[must_use]
    pub fn circuit(&self) -> &CircuitBreaker {
        &self.circuit
    }

    /// Runs one job to its outcome. Ledger and journal are written before this returns.
    pub async fn handle(&self, job: &Job, delivery: Delivery) -> JobOutcome {
        self.attempt(job, delivery).await.outcome
    }

    /// As [`Worker::handle`], and whether the journal has it.
    pub async fn attempt(&self, job: &Job, delivery: Delivery) -> Attempt {
        let attempt = self.services.counted(Box::pin(self.run(job, delivery))).await;
        self.services.on_job_finished(&self.ports).await;
        self.ports.observer.on_job_finished(job, &attempt.outcome);
        attempt
    }

    async fn run(&self, job: &Job, delivery: Delivery) -> Attempt {
        let flow = self.registry.of(job.kind);
        let mut ctx = JobContext::new(
            &self.ports,
            &self.services,
            &self.circuit,
            self.settings(),
            job,
            delivery,
        );
        let result = match flow {
            Ok(flow) => {
                ctx.enter((flow.key)(&job.source), flow.remembers_success);
                match replays::aborted(&self.ports.ledger, job).await {
                    Ok(Some(reason)) => Err(ctx.stop(reason)),
                    Ok(None) => match self.blocked_by_outage(flow.vendors).await {
                        Some(problem) => {
                            ctx.blocked_by_outage = true;
                            Err(problem)
                        }
                        None => (flow.run)(&mut ctx).await,
                    },
                    Err(problem) => Err(problem),
                }
            }
            Err(problem) => Err(problem),
        };
        ctx.finalize(result).await
    }

    /// The problem that a job which needs these vendors must wait for, if any.
    async fn blocked_by_outage(&self, vendors: &[Vendor]) -> Option<Problem> {
        for vendor in vendors {
            if let Some(problem) = self.circuit.check(&self.ports, &self.services, *vendor).await {
                return Some(problem);
            }
        }
        None
    }
}
