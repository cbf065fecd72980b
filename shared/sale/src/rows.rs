//! How an amount is put as quantity, unit price and discount, so that eAccounting's rounding gives it back.

use std::fmt;

use rust_decimal::Decimal;

use crate::allocate::{CENT, cents};
use model::reason::words;
use model::round_half_away;

/// Where a row comes from. Ordered as rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowSource {
    /// The order line with this index, from 0.
    Line(usize),
    /// Shipping.
    Shipping,
    /// The discount with this index, from 0.
    Discount(usize),
    /// An amount that is in the order's total and in none of its lines.
    Unlisted,
    /// Rounding.
    Rounding,
}

impl fmt::Display for RowSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(index) => write!(f, "line {}", index + 1),
            Self::Shipping => f.write_str(words::FOR_SHIPPING.as_str()),
            Self::Discount(index) => write!(f, "discount {}", index + 1),
            Self::Unlisted => f.write_str(words::UNLISTED.as_str()),
            Self::Rounding => f.write_str(words::FOR_ROUNDING.as_str()),
        }
    }
}

/// Quantity, unit price and discount of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) quantity: Decimal,
    pub(super) unit_price: Decimal,
    /// A fraction, at most four decimals.
    pub(super) discount: Decimal,
}

impl Figures {
    fn plain(quantity: Decimal, unit_price: Decimal) -> Self {
        Self {
            quantity: quantity.normalize(),
            unit_price: unit_price.normalize(),
            discount: Decimal::ZERO,
        }
    }

    /// The row's amount as eAccounting computes it.
    pub(super) fn amount(&self) -> Decimal {
        cents(self.unit_price * self.quantity * (Decimal::ONE - self.discount))
    }
}

/// Writes `amount` for `quantity` pieces as rows that sum exactly to both.
///
/// In this order: the shop's own unit price; the amount divided, with two decimals and then with `decimals`; for a
/// fractional quantity (or if `one_row` asks for few rows) a row with a discount; else pieces at one price and pieces
/// at a price a cent higher. Unit prices are never negative: the quantity carries the sign, since eAccounting allows
/// negative quantities (and doesn't mention negative prices).
pub(super) fn represent(
    amount: Decimal,
    quantity: Decimal,
    preferred: Option<Decimal>,
    decimals: u32,
    one_row: bool,
) -> Vec<Figures> {
    if amount.is_zero() || quantity.is_zero() {
        return vec![Figures::plain(quantity, Decimal::ZERO)];
    }
    let sign = if amount.is_sign_negative() {
        -Decimal::ONE
    } else {
        Decimal::ONE
    };
    let mut rows = positive(
        amount.abs(),
        quantity.abs(),
        preferred.map(|p| p.abs()),
        decimals,
        one_row,
    );
    for row in &mut rows {
        row.quantity *= sign;
    }
    rows
}

fn positive(
    amount: Decimal,
    quantity: Decimal,
    preferred: Option<Decimal>,
    decimals: u32,
    one_row: bool,
) -> Vec<Figures> {
    let exact = amount / quantity;
    let simple = preferred
        .filter(|price| price.normalize().scale() <= decimals)
        .into_iter()
        .chain([round_half_away(exact, 2), round_half_away(exact, decimals)])
        .map(|price| Figures::plain(quantity, price))
        .find(|row| row.amount() == amount);
    if let Some(row) = simple {
        return vec![row];
    }
    let whole = quantity.trunc();
    let fraction = quantity - whole;
    if (one_row || !fraction.is_zero())
        && let Some(row) = discounted(amount, quantity, exact, decimals)
    {
        return vec![row];
    }
    // The amount for the pieces at the lower price; the rest are cents, one for each piece at the higher price.
    let low = (exact / CENT).floor() * CENT;
    if fraction.is_zero() {
        let raised = (amount - low * whole) / CENT;
        let (at_low, at_high) = (whole - raised, raised);
        return [(at_low, low), (at_high, low + CENT)]
            .into_iter()
            .filter(|(pieces, _)| !pieces.is_zero())
            .map(|(pieces, price)| Figures::plain(pieces, price))
            .collect();
    }
    let part = Figures::plain(fraction, low);
    let mut rows = positive(amount - part.amount(), whole, Some(low), decimals, one_row);
    rows.push(part);
    rows
}

/// A unit price a little too high, and the discount that brings it down: for a quantity that cannot be split evenly.
fn discounted(amount: Decimal, quantity: Decimal, exact: Decimal, decimals: u32) -> Option<Figures> {
    let step = Decimal::new(1, decimals);
    let first = (exact / step).ceil() * step;
    (0..20)
        .map(|n| first + step * Decimal::from(n))
        .find_map(|price| {
            let discount = round_half_away(Decimal::ONE - amount / (price * quantity), 4);
            let row = Figures {
                discount: discount.normalize(),
                ..Figures::plain(quantity, price)
            };
            (discount >= Decimal::ZERO && row.amount() == amount).then_some(row)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn shown(amount: &str, quantity: &str, preferred: Option<&str>, decimals: u32) -> Vec<String> {
        let rows = represent(d(amount), d(quantity), preferred.map(d), decimals, false);
        assert_eq!(rows.iter().map(Figures::amount).sum::<Decimal>(), d(amount));
        rows.iter()
            .map(|r| format!("{} × {} − {}", r.quantity, r.unit_price, r.discount))
            .collect()
    }

    #[test]
    fn the_shops_own_price_is_kept_where_it_gives_the_amount() {
        assert_eq!(shown("398.00", "2", Some("199.00"), 2), ["2 × 199 − 0"]);
    }

    #[test]
    fn three_pieces_for_a_hundred_are_two_and_one() {
        assert_eq!(shown("100.00", "3", None, 2), ["2 × 33.33 − 0", "1 × 33.34 − 0"]);
    }

    #[test]
    fn four_decimals_save_the_split() {
        assert_eq!(shown("100.00", "3", None, 4), ["3 × 33.3333 − 0"]);
    }

    #[test]
    fn a_fraction_of_a_kilo_takes_a_discount() {
        assert_eq!(shown("10.00", "1.5", None, 2), ["1.5 × 6.67 − 0.0005"]);
    }

    #[test]
    fn a_discount_saves_rows_where_there_are_too_many() {
        let rows = represent(d("100.00"), d("3"), None, 2, true);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].amount(), d("100.00"));
    }

    #[test]
    fn a_negative_amount_is_a_negative_quantity() {
        assert_eq!(shown("-12.34", "-1", None, 2), ["-1 × 12.34 − 0"]);
        assert_eq!(shown("-10.00", "3", None, 2), ["-2 × 3.33 − 0", "-1 × 3.34 − 0"]);
    }

    #[test]
    fn any_amount_and_quantity_is_put_exactly() {
        for amount in (1..2000).step_by(7).map(|a| Decimal::new(a, 2)) {
            for quantity in [
                "1", "2", "3", "7", "12", "48", "0.25", "1.9", "2.333", "0.0101", "17.5",
            ] {
                for decimals in [2, 4] {
                    for one_row in [false, true] {
                        let rows = represent(amount, d(quantity), None, decimals, one_row);
                        assert_eq!(
                            rows.iter().map(Figures::amount).sum::<Decimal>(),
                            amount,
                            "{quantity}"
                        );
                        assert_eq!(rows.iter().map(|r| r.quantity).sum::<Decimal>(), d(quantity));
                        assert!(
                            rows.iter()
                                .all(|r| r.unit_price.scale() <= decimals && r.discount.scale() <= 4)
                        );
                    }
                }
            }
        }
    }
}
