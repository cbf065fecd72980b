//! What the settings alone say of an order, without a call to a vendor: for comparisons and plans over many orders.

use model::{Order, Reason, reason};

use super::natural_key::natural_key;
use super::selection::{Selection, select};
use crate::CompiledSettings;
use crate::reference::Reference;

/// What the settings say of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderOutlook {
    /// The reference that its documents in eAccounting are found by; none where a rule of the mapping needs more than the order.
    pub reference: Option<String>,
    /// Why it would not be sent, naming settings as the file does; none where it would.
    pub left_out: Option<Reason>,
}

impl OrderOutlook {
    /// Decides by the settings. Pure.
    #[must_use]
    pub fn of(order: &Order, compiled: &CompiledSettings, reference: &Reference) -> Self {
        let settings = &compiled.settings;
        let left_out = match select(order, settings, reference.zone()) {
            _ if !settings.orders.enabled => Some(reason::off("orders.enabled")),
            Selection::Send => None,
            Selection::Leave(why) | Selection::Cancelled(why) => Some(why),
        };
        let mapped = compiled.mapping.order(order, &reference.context);
        Self {
            reference: mapped
                .ok()
                .map(|mapped| natural_key(&compiled.mapping, &mapped, order)),
            left_out,
        }
    }
}
