//! What going through a flow once has shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::JobOutcome;
use flows::CompiledSettings;
use flows::trace::Trace;
use mapping::Target;
use model::Job;

use crate::calls::document_of;
use crate::interceptor::{InterceptedCall, Name};

/// What going through a flow once has shown.
pub(crate) struct Pass {
    pub(crate) outcome: JobOutcome,
    pub(crate) settings: Arc<CompiledSettings>,
    pub(crate) trace: Trace,
    /// What the journal would say was sent.
    pub(crate) sent: Vec<journal::FieldValue>,
    pub(crate) writes: Vec<InterceptedCall>,
    pub(crate) names: BTreeMap<String, Name>,
    pub(crate) queued: Vec<Job>,
}

impl Pass {
    /// How far it came.
    pub(crate) fn reached(&self) -> usize {
        let Self {
            trace: seen,
            writes: held,
            ..
        } = self;
        let parts = [
            seen.order.is_some() || seen.customer.is_some(),
            seen.mapped_order.is_some(),
            seen.mapped_customer.is_some(),
            seen.book.is_some(),
            seen.sale.is_some(),
            !held.is_empty(),
            held.iter()
                .any(|held| document_of(held).is_some_and(|(target, _)| target == Target::Order)),
        ];
        parts.into_iter().filter(|part| *part).count()
    }
}
