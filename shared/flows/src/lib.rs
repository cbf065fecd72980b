#![doc = include_str!("../README.md")]

pub mod backfill;
mod compiled;
pub mod recording;
pub mod reference;
pub mod sale_conversion;
mod services;
mod sweep;
mod to_activecampaign;
mod to_eaccounting;
pub mod trace;
mod two_way;

use std::sync::Arc;

use engine::{Ports, Registry};

pub use compiled::CompiledSettings;
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

/// The flows, each registered in one line.
#[must_use]
pub fn registry() -> Registry<Services> {
    Registry::default()
        .with::<to_eaccounting::customer::CustomerFlow>()
        .with::<to_eaccounting::order::OrderFlow>()
        .with::<to_eaccounting::quote::QuoteFlow>()
        .with::<to_eaccounting::find_orders::FindOrdersFlow>()
        .with::<to_activecampaign::orders::WriteOrderFlow>()
        .with::<to_activecampaign::contacts::WriteContactFlow>()
        .with::<to_activecampaign::stock::StockFlow>()
}

/// A worker for all flows, with these clients and settings.
#[must_use]
pub fn worker(ports: Ports, services: Services, settings: impl Into<Arc<CompiledSettings>>) -> Worker {
    Worker::new(ports, services, registry(), settings)
}

#[cfg(test)]
mod tests {
    use model::JobKind;

    use super::*;

    #[test]
    fn every_kind_of_job_has_one_flow() {
        let kinds: Vec<JobKind> = registry().kinds().collect();
        assert_eq!(kinds, JobKind::ALL);
    }
}
