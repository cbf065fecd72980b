//! From ActiveCampaign to eAccounting, and what follows there.

pub(crate) mod customer;
pub(crate) mod find_orders;
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

/// A text without what people write in one way or another: upper and lower case, and blanks.
pub(crate) fn plain_text(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}
