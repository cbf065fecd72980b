//! What a flow tells a preview on its way. Kept nowhere else.

use std::sync::{Arc, Mutex, PoisonError};

use mapping::Mapped;
use model::{Customer, Order, Problem};
use sale::{ArticleBook, SalePlan};
use serde_json::{Map, Value};

use super::held::Desk;
use crate::reference::Reference;

/// Everything that was seen of one record.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) order: Option<Order>,
    pub(crate) customer: Option<Customer>,
    pub(crate) reference: Option<Arc<Reference>>,
    pub(crate) mapped_customer: Option<Mapped>,
    pub(crate) mapped_order: Option<Mapped>,
    pub(crate) found: Option<FoundCustomer>,
    pub(crate) book: Option<ArticleBook>,
    pub(crate) sale: Option<SalePlan>,
    /// What stood in the way, where the preview went on all the same.
    pub(crate) problems: Vec<Problem>,
}

/// A customer that eAccounting has, before and after.
pub(crate) struct FoundCustomer {
    pub(crate) number: String,
    pub(crate) before: Map<String, Value>,
    /// `None` where it is left as it is.
    pub(crate) after: Option<Map<String, Value>>,
}

/// How a preview follows a flow.
pub(crate) struct Watch {
    seen: Mutex<Seen>,
    pub(super) desk: Arc<Desk>,
    /// Whether to go on past what would end the job, to show what would be sent otherwise.
    pub(crate) regardless: bool,
}

impl Watch {
    pub(super) fn new(desk: Arc<Desk>, regardless: bool) -> Self {
        Self {
            seen: Mutex::default(),
            desk,
            regardless,
        }
    }

    pub(crate) fn see(&self, tell: impl FnOnce(&mut Seen)) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        tell(&mut seen);
        if let Some(sale) = &seen.sale {
            self.desk.plan(sale);
        }
    }

    pub(super) fn take(&self) -> Seen {
        std::mem::take(&mut *self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
