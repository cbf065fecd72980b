//! From ActiveCampaign to eAccounting, and what follows there.

pub(crate) mod customer;
pub(crate) mod find_orders;
pub(crate) mod names;
pub(crate) mod order;
pub(crate) mod quote;

use eaccounting::types::Order;
use ledger::{Document, DocumentKind};

pub(crate) fn document_of(order: &Order) -> Document {
    Document {
        kind: DocumentKind::Order,
        id: order.id.to_string(),
        number: order.number.map(|number| number.to_string()),
    }
}
