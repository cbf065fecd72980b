use std::sync::{Arc, PoisonError, RwLock};

use ledger::Ledger;
use mapping::Mapping;
use model::{Clock, Job, JobKind, Problem};
use settings::Settings;

use crate::circuit::{Circuit, Vendor};
use crate::preview::Watch;
use crate::reference::ReferenceCache;
use crate::run::Run;
use crate::{Alerts, Delivery, JobOutcome, Observer, Queue, customer, find_orders, offer, order};

/// Everything that flows reach, once per process.
pub struct Ports {
    /// ActiveCampaign.
    pub activecampaign: Arc<activecampaign::Client>,
    /// eAccounting.
    pub eaccounting: Arc<eaccounting::Client>,
    /// What was done.
    pub ledger: Ledger,
    /// The activity log.
    pub journal: Arc<dyn journal::Store>,
    /// Where jobs are queued.
    pub queue: Arc<dyn Queue>,
    /// Who is told.
    pub alerts: Arc<dyn Alerts>,
    /// Who watches jobs end.
    pub observer: Arc<dyn Observer>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness between 0 and 1, for waits that are added.
    pub jitter: Arc<dyn Fn() -> f64 + Send + Sync>,
    /// Salt of this deployment, for digests of e-mail addresses.
    pub salt: String,
}

/// What the user decided: the settings, and the mapping that was built from them.
#[derive(Debug)]
pub struct CompiledSettings {
    /// The settings.
    pub settings: Settings,
    /// The compiled mapping.
    pub mapping: Mapping,
}

impl CompiledSettings {
    /// Builds the mapping of these settings.
    ///
    /// # Errors
    /// When an expression is wrong; the problem names file, line and column.
    pub fn new(settings: Settings) -> Result<Self, Problem> {
        let mapping = Mapping::load(&settings)?;
        Ok(Self { settings, mapping })
    }
}

/// Takes jobs to their verdicts.
pub struct Worker {
    pub(crate) ports: Ports,
    plan: RwLock<Arc<CompiledSettings>>,
    pub(crate) reference: ReferenceCache,
    pub(crate) circuit: Circuit,
    /// Who watches the flows, in a preview.
    pub(crate) watch: Option<Arc<Watch>>,
}

impl Worker {
    /// A worker with this plan.
    #[must_use]
    pub fn new(ports: Ports, plan: impl Into<Arc<CompiledSettings>>) -> Self {
        Self {
            ports,
            plan: RwLock::new(plan.into()),
            reference: ReferenceCache::default(),
            circuit: Circuit::default(),
            watch: None,
        }
    }

    /// A worker whose flows are watched.
    pub(crate) fn watched(ports: Ports, plan: Arc<CompiledSettings>, watch: Arc<Watch>) -> Self {
        Self {
            watch: Some(watch),
            ..Self::new(ports, plan)
        }
    }

    /// Replaces the plan for the jobs that begin from now on.
    pub fn set_plan(&self, plan: impl Into<Arc<CompiledSettings>>) {
        *self.plan.write().unwrap_or_else(PoisonError::into_inner) = plan.into();
    }

    /// What the worker goes by now.
    #[must_use]
    pub fn plan(&self) -> Arc<CompiledSettings> {
        Arc::clone(&self.plan.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What flows reach.
    #[must_use]
    pub fn ports(&self) -> &Ports {
        &self.ports
    }

    /// Takes one job to its verdict. Ledger and journal know it before this returns.
    pub async fn handle(&self, job: &Job, delivery: Delivery) -> JobOutcome {
        let mut run = Run::new(self, job, delivery);
        let result = match self.held(job.kind).await {
            Some(problem) => {
                run.held = true;
                Err(problem)
            }
            None => match job.kind {
                JobKind::Customer => Box::pin(customer::flow(&mut run)).await,
                JobKind::Order => Box::pin(order::flow(&mut run)).await,
                JobKind::Offer => Box::pin(offer::flow(&mut run)).await,
                JobKind::FindOrders => Box::pin(find_orders::flow(&mut run)).await,
            },
        };
        let verdict = run.settle(result).await;
        self.reference.remember(&self.ports).await;
        self.ports.observer.on_job_finished(job, &verdict);
        verdict
    }

    /// Why a job of this kind must wait for a vendor, where it must.
    async fn held(&self, kind: JobKind) -> Option<Problem> {
        for vendor in Vendor::of(kind) {
            if let Some(problem) = self.circuit.holds(&self.ports, *vendor).await {
                return Some(problem);
            }
        }
        None
    }
}
