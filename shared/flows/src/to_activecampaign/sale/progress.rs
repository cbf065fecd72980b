//! A sale's last written state, and whether it is newer than its documents.

use activecampaign::NormalizedStatus;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use settings::SaleState;

use super::payload::Chain;
use super::state::{Before, Standing};

/// How far a sale was when it was last written: no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Progress {
    pub(crate) status: NormalizedStatus,
    /// The state; nothing if it was written before states were stored.
    #[serde(default)]
    pub(crate) state: Option<SaleState>,
    /// Whether a payment was seen, of all or a part.
    pub(crate) was_paid: bool,
    /// When its documents had changed last.
    pub(crate) modified: Option<Timestamp>,
    /// Whether it has an invoice.
    pub(crate) is_invoiced: bool,
    /// Whether it has an order or an invoice.
    #[serde(default)]
    pub(crate) is_ordered: bool,
}

impl Progress {
    /// A sale's progress; `before` is the last written state.
    pub(crate) fn of(chain: &Chain<'_>, standing: &Standing, before: Option<&Self>) -> Self {
        Self {
            status: standing.status,
            state: Some(standing.state),
            was_paid: standing.was_paid,
            modified: chain.modified().max(before.and_then(|before| before.modified)),
            is_invoiced: chain.invoice.is_some(),
            is_ordered: chain.quote.is_none(),
        }
    }

    /// The input of the decision about the next state.
    pub(crate) fn before(&self) -> Before {
        Before {
            status: self.status,
            was_paid: self.was_paid,
        }
    }

    /// Whether the last write used later documents than these: a job may be late.
    pub(crate) fn is_stale(&self, chain: &Chain<'_>) -> bool {
        let is_behind =
            (self.is_ordered && chain.quote.is_some()) || (self.is_invoiced && chain.invoice.is_none());
        is_behind || self.modified > chain.modified()
    }
}
