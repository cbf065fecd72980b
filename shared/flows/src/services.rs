use std::sync::{Arc, Mutex, PoisonError};

use activecampaign::OrderInput;
use engine::{Environment, Ports};
use futures::future::BoxFuture;
use model::{Problem, Vendor};

use crate::compiled::CompiledSettings;
use crate::reference::{Reference, ReferenceCache};
use crate::trace::{Trace, Tracer};

/// What flows reach beside the engine's ports, once per process.
pub struct Services {
    /// ActiveCampaign.
    pub activecampaign: Arc<activecampaign::Client>,
    /// eAccounting.
    pub eaccounting: Arc<eaccounting::Client>,
    pub(crate) reference: ReferenceCache,
    tracer: Option<Arc<Tracer>>,
    collector: Option<Arc<OrderCollector>>,
}

/// Takes e-commerce orders in place of ActiveCampaign, for a batch.
#[derive(Default)]
pub(crate) struct OrderCollector(Mutex<Vec<OrderInput>>);

impl OrderCollector {
    fn add(&self, order: OrderInput) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(order);
    }

    /// What was collected since the last time.
    pub(crate) fn take(&self) -> Vec<OrderInput> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Services {
    /// With these clients, and nothing cached.
    #[must_use]
    pub fn new(
        activecampaign: impl Into<Arc<activecampaign::Client>>,
        eaccounting: impl Into<Arc<eaccounting::Client>>,
    ) -> Self {
        Self {
            activecampaign: activecampaign.into(),
            eaccounting: eaccounting.into(),
            reference: ReferenceCache::default(),
            tracer: None,
            collector: None,
        }
    }

    /// The same, for a preview that follows the flows.
    #[must_use]
    pub fn traced(mut self, tracer: Arc<Tracer>) -> Self {
        self.tracer = Some(tracer);
        self
    }

    /// The same clients, with what would be written of e-commerce orders collected instead.
    pub(crate) fn collecting(&self, collector: Arc<OrderCollector>) -> Self {
        Self {
            collector: Some(collector),
            ..Self::new(Arc::clone(&self.activecampaign), Arc::clone(&self.eaccounting))
        }
    }

    /// Writes an e-commerce order, or hands it to the batch that is being made.
    pub(crate) async fn upsert_order(&self, order: &OrderInput) -> Result<(), activecampaign::Error> {
        match &self.collector {
            Some(collector) => {
                collector.add(order.clone());
                Ok(())
            }
            None => self.activecampaign.upsert_order(order).await,
        }
    }

    /// The company's reference data, read where it is not known or old.
    ///
    /// # Errors
    /// When eAccounting cannot be asked, or the grant is for another company.
    pub async fn reference(&self, ports: &Ports) -> Result<Arc<Reference>, Problem> {
        self.reference.get(ports, &self.eaccounting).await
    }

    /// Notes for a preview what was found or decided.
    pub(crate) fn trace(&self, note: impl FnOnce(&mut Trace)) {
        if let Some(tracer) = &self.tracer {
            tracer.note(note);
        }
    }

    /// Whether this is a preview, whose answers of eAccounting to writes are invented.
    pub(crate) fn is_preview(&self) -> bool {
        self.tracer.is_some()
    }

    /// Whether to go on past what would end the job: a preview shows what would be sent otherwise.
    pub(crate) fn continue_on_error(&self) -> bool {
        self.tracer
            .as_ref()
            .is_some_and(|tracer| tracer.continues_on_error())
    }

    /// What came of it; `None` where it failed and a preview notes that and goes on.
    pub(crate) fn go_on<T>(&self, result: Result<T, Problem>) -> Result<Option<T>, Problem> {
        match result {
            Err(problem) if self.continue_on_error() => {
                self.trace(|trace| trace.problems.push(problem));
                Ok(None)
            }
            other => other.map(Some),
        }
    }
}

impl Environment for Services {
    type Settings = CompiledSettings;

    fn probe(&self, vendor: Vendor) -> BoxFuture<'_, Result<(), Problem>> {
        Box::pin(async move {
            match vendor {
                Vendor::ActiveCampaign => drop(self.activecampaign.me().await?),
                Vendor::Eaccounting => drop(self.eaccounting.verify_company().await?),
            }
            Ok(())
        })
    }

    fn counted<T: Send>(&self, job: impl Future<Output = T> + Send) -> impl Future<Output = T> + Send {
        transport::counted(job)
    }

    fn calls(&self) -> u64 {
        transport::calls()
    }

    fn on_parked(&self) {
        self.reference.forget();
    }

    fn on_job_finished<'a>(&'a self, ports: &'a Ports) -> BoxFuture<'a, ()> {
        Box::pin(self.reference.remember(ports, &self.eaccounting))
    }
}
