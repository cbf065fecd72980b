//! An order or a deal in words: where it stands, what has become of it.

use engine::describe;
use ledger::Document;
use model::reason::{Word, words};
use model::{Order, OrderState, Source};

/// Where it stands.
pub(super) fn place(order: &Order) -> Word {
    match order.source {
        Source::Deal(_) => words::IN_ACTIVECAMPAIGN,
        _ => words::IN_THE_SHOP,
    }
}

/// What has become of one that is not to be had any more.
pub(super) fn called_off(order: &Order) -> Word {
    match order.source {
        Source::Deal(_) if order.state == OrderState::Open => words::REOPENED,
        Source::Deal(_) => words::LOST,
        _ => words::CALLED_OFF_IN_SHOP,
    }
}

/// When its document was undone, where it has been called off and is to be had again.
pub(super) fn when_called_off(order: &Order) -> Word {
    match order.source {
        Source::Deal(_) => words::WHEN_LOST,
        _ => words::WHEN_CALLED_OFF,
    }
}

/// What one is that was called off before.
pub(super) fn active_again(order: &Order) -> Word {
    match order.source {
        Source::Deal(_) => words::WON_AGAIN,
        _ => words::ACTIVE_AGAIN,
    }
}

/// The newest of some documents.
pub(super) fn latest(documents: &[Document]) -> String {
    documents
        .last()
        .map(describe)
        .unwrap_or_else(|| words::A_DOCUMENT.to_string())
}
