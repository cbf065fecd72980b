#![doc = include_str!("../README.md")]

pub mod backfill;
mod compiled;
pub mod recording;
pub mod reference;
mod remark;
pub mod sale_conversion;
mod services;
mod sweep;
mod to_activecampaign;
mod to_eaccounting;
pub mod trace;
mod two_way;
mod wording;

use std::sync::Arc;

use engine::{FlowList, KeyOf, Ports, Registry};
use ledger::Key;
use model::{JobKind, Problem, Source};

pub use compiled::CompiledSettings;
pub use remark::{FollowUp, Remark};
pub use services::Services;
pub use sweep::{PollSummary, Poller, webhook_is_silent, webhook_problem};
pub use to_activecampaign::connection::{SERVICE as OWN_SERVICE, ensure_connection};
pub use to_activecampaign::orders::REFERENCE_OF;
pub use to_activecampaign::origin::recorded as recorded_origin;
pub use to_activecampaign::outlook::{
    Documents, SaleOutlook, SaleOutlooks, has_buyer, own_connections, sale_outlooks,
};
pub use to_activecampaign::sale::expected::{ExpectedLine, ExpectedOrder, OrderDifference};
pub use to_eaccounting::order::{
    MadeDocument, MadeKind, OrderOutlook, Presence, made_documents, recorded_documents,
};
pub use two_way::forget_fields;

/// How the reason of a job ends that found both systems equal, and wrote nothing: "customer 1000 is as it should be".
pub const AS_IT_SHOULD_BE: &str = "as it should be";

/// A worker for the flows of this crate.
pub type Worker = engine::Worker<Services>;

/// One job of the flows of this crate.
pub(crate) type JobContext<'a> = engine::JobContext<'a, Services>;

/// The flows of the customers queue's jobs, each registered in one line.
fn customer_flows<L: FlowList<Services>>(flows: L) -> L {
    flows
        .with::<to_eaccounting::customer::CustomerFlow>()
        .with::<to_activecampaign::contacts::WriteContactFlow>()
}

/// All flows, each registered in one line.
fn all_flows<L: FlowList<Services>>(flows: L) -> L {
    customer_flows(flows)
        .with::<to_eaccounting::order::OrderFlow>()
        .with::<to_eaccounting::quote::QuoteFlow>()
        .with::<to_eaccounting::find_orders::FindOrdersFlow>()
        .with::<to_activecampaign::orders::WriteOrderFlow>()
        .with::<to_activecampaign::stock::StockFlow>()
}

/// All flows. The backlog queue has jobs of every kind.
#[must_use]
pub fn registry() -> Registry<Services> {
    all_flows(Registry::default())
}

/// The flows of the customers queue's jobs.
#[must_use]
pub fn customer_registry() -> Registry<Services> {
    customer_flows(Registry::default())
}

/// The ledger key of a job of this kind for this source.
///
/// # Errors
/// `INVALID_JOB` if no flow takes this kind.
pub fn key(kind: JobKind, source: &Source) -> Result<Key, Problem> {
    all_flows(KeyOf::new(kind)).source(source)
}

/// A worker for all flows, with these clients and settings.
#[must_use]
pub fn worker(ports: Ports, services: Services, settings: impl Into<Arc<CompiledSettings>>) -> Worker {
    Worker::new(ports, services, registry(), settings)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use model::QueueName;

    use super::*;

    #[test]
    fn reasons_that_others_recognize_begin_and_end_as_these_say() {
        let reference = model::reason::reference_of("order:1:1001");
        assert!(reference.starts_with(REFERENCE_OF), "{reference}");
        let in_step = model::reason::ALL
            .iter()
            .filter(|known| known.english.ends_with(AS_IT_SHOULD_BE));
        let names: Vec<&str> = in_step.map(|known| known.name).collect();
        assert_eq!(
            names,
            [
                "customer_in_step",
                "written_in_step",
                "deal_in_step",
                "status_in_step",
                "contact_unchanged",
                "all_stock_in_step"
            ]
        );
    }

    #[test]
    fn every_kind_of_job_has_one_flow() {
        let kinds: Vec<JobKind> = registry().kinds().collect();
        assert_eq!(kinds.len(), JobKind::ALL.len());
        assert_eq!(BTreeSet::from_iter(kinds), BTreeSet::from(JobKind::ALL));
    }

    #[test]
    fn the_customers_queue_has_the_flows_of_its_jobs_and_no_other() {
        let of_queue = JobKind::ALL
            .into_iter()
            .filter(|kind| kind.queue() == QueueName::Customers);
        assert_eq!(
            BTreeSet::from_iter(customer_registry().kinds()),
            BTreeSet::from_iter(of_queue)
        );
    }
}
