//! What an order's documents are found by again.

use mapping::{Mapped, Mapping, Target};
use model::Order;
use serde_json::Value;

/// What an order's documents are found by again: the shop's number, or what the user's own rule makes of it. That may be
/// the buyer's own reference, which several orders share; then the number is put behind it, or one order would be taken for
/// another.
pub(crate) fn natural_key(mapping: &Mapping, mapped: &Mapped, order: &Order) -> String {
    let reference = mapped
        .fields
        .get("BuyersOrderReference")
        .and_then(Value::as_str)
        .filter(|text| !text.trim().is_empty());
    match reference {
        None => model::shorten_unique(&order.number, 35),
        Some(reference)
            if mapping.is_user_defined(Target::Order, "BuyersOrderReference")
                && !names(reference, &order.number) =>
        {
            model::shorten_unique(&format!("{reference} {}", order.number), 35)
        }
        Some(reference) => reference.to_owned(),
    }
}

/// Whether a reference has the number as a word of its own.
fn names(reference: &str, number: &str) -> bool {
    let number = number.trim();
    let is_edge = |neighbour: Option<char>| neighbour.is_none_or(|c| !c.is_alphanumeric());
    reference.match_indices(number).any(|(at, found)| {
        is_edge(reference[..at].chars().next_back()) && is_edge(reference[at + found.len()..].chars().next())
    })
}
