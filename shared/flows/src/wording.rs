//! What the records of both directions are called.

use model::{Order, Source};

/// An order or a deal as a person knows it: "order 1001", "deal 7".
pub(crate) fn named(order: &Order) -> String {
    match order.source {
        Source::Deal(_) => format!("deal {}", order.number),
        _ => format!("order {}", order.number),
    }
}
