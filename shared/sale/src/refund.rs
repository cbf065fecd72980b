//! Partial refunds as WooCommerce's plugin writes them.

use model::Order;
use rust_decimal::Decimal;

/// The signs of a partial refund in an order of WooCommerce's plugin, in words; `None` where there are none.
///
/// The plugin lowers the total and the quantities, and writes whole price of one plus whole negative refund as the refunded
/// line's price. So a line has a price below zero, or no quantity, or costs nothing though the other lines cannot come to the
/// total.
#[must_use]
pub fn partial_refund(order: &Order) -> Option<String> {
    for (index, line) in order.lines.iter().enumerate() {
        let number = index + 1;
        if line.price < Decimal::ZERO {
            return Some(format!("line {number} has a price below zero"));
        }
        if line.quantity <= Decimal::ZERO {
            return Some(format!(
                "line {number} has a quantity of {}",
                line.quantity.normalize()
            ));
        }
    }
    let free = order.lines.iter().position(|line| line.price.is_zero())?;
    // What all other lines can come to at most, with the highest VAT there is.
    let most: Decimal = order
        .lines
        .iter()
        .map(|line| line.price * line.quantity)
        .sum::<Decimal>()
        + order.shipping;
    let highest = Decimal::new(127, 2);
    (order.discounts.is_empty() && most * highest < order.total && order.lines.len() == 1)
        .then(|| format!("line {} costs nothing, and yet the order has a total", free + 1))
}
