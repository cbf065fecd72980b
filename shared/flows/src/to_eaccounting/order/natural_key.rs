//! The natural key of an order's documents.

use mapping::{Mapped, Mapping, Target};
use model::Order;
use serde_json::Value;

/// The natural key of an order's documents: the shop's number, or the value of the user's rule. A rule may give the
/// buyer's own reference, which several orders can share; the number is then appended, so that orders stay distinct.
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

/// Whether a reference contains the number as a whole word.
fn names(reference: &str, number: &str) -> bool {
    let number = number.trim();
    let is_edge = |neighbour: Option<char>| neighbour.is_none_or(|c| !c.is_alphanumeric());
    reference.match_indices(number).any(|(at, found)| {
        is_edge(reference[..at].chars().next_back()) && is_edge(reference[at + found.len()..].chars().next())
    })
}
