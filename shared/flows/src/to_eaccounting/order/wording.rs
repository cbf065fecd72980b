//! An order or a deal in words: what one is called, where it stands, what has become of it.

use engine::describe;
use ledger::Document;
use model::{Order, OrderState, Source};

/// As a person knows it: "order 1001", "deal 7".
pub(super) fn named(order: &Order) -> String {
    match order.source {
        Source::Deal(_) => format!("deal {}", order.number),
        _ => format!("order {}", order.number),
    }
}

/// Where it stands.
pub(super) fn place(order: &Order) -> &'static str {
    match order.source {
        Source::Deal(_) => "ActiveCampaign",
        _ => "the shop",
    }
}

/// What has become of one that is not to be had any more.
pub(super) fn called_off(order: &Order) -> &'static str {
    match order.source {
        Source::Deal(_) if order.state == OrderState::Open => "reopened in ActiveCampaign",
        Source::Deal(_) => "lost in ActiveCampaign",
        _ => "cancelled or refunded in the shop",
    }
}

/// When its document was undone, where it has been called off and is to be had again.
pub(super) fn when_called_off(order: &Order) -> &'static str {
    match order.source {
        Source::Deal(_) => "when the deal was lost",
        _ => "when the order was cancelled or refunded",
    }
}

/// What one is that was called off before.
pub(super) fn active_again(order: &Order) -> &'static str {
    match order.source {
        Source::Deal(_) => "is won again in ActiveCampaign",
        _ => "is active in the shop again",
    }
}

/// The newest of some documents.
pub(super) fn latest(documents: &[Document]) -> String {
    documents
        .last()
        .map(describe)
        .unwrap_or_else(|| "a document".to_owned())
}
