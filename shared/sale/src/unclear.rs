//! Why an order's prices could not be read, for the person who has to decide.

use model::{Code, Order, Problem};
use rust_decimal::Decimal;

use crate::allocate::cents;
use crate::candidate::Candidate;
use crate::prices::{PriceInterpretation, PriceRules, PriceVat, VatSchedule, ZeroVatPrices};

/// The shop charged VAT on a sale that has none in eAccounting.
pub(super) fn charged_vat(order: &Order, tax: Decimal) -> Problem {
    Problem::new(
        Code::TOTAL_MISMATCH,
        format!(
            "Order {}: the shop charged {tax} {} VAT, but in eAccounting this sale has none, by the buyer's country and VAT number.",
            order.number, order.currency
        ),
        "If the shop is right, correct the customer's country, VAT number or VAT settings; if it is wrong, correct the order in the shop. Then replay the order.",
    )
}

/// Why no reading could be taken.
pub(super) fn unclear(
    order: &Order,
    tariff: &dyn VatSchedule,
    rules: &PriceRules,
    candidates: &[Candidate],
    fitting: usize,
) -> Problem {
    let currency = order.currency;
    let totals: Vec<String> = candidates
        .iter()
        .map(|c| format!("{} give {} {currency}", c.reading, cents(c.total())))
        .collect();
    let totals = totals.join("; ");
    if fitting > 1 {
        return Problem::new(
            Code::PRICE_AMBIGUOUS,
            format!(
                "Order {}: {fitting} ways to read its prices come to its total of {} {currency}: {totals}.",
                order.number, order.total
            ),
            "Set prices.line_price (\"unit\" or \"line\") and prices.vat (\"included\" or \"excluded\") to what the shop does, then replay the order.",
        );
    }
    let hint = hint(order, tariff, rules, candidates).unwrap_or_default();
    if let [only] = candidates {
        return Problem::new(
            Code::TOTAL_MISMATCH,
            format!(
                "Order {} has a total of {} {currency}, but its parts sum to {} {currency} ({}): {}.{hint}",
                order.number,
                order.total,
                cents(only.total()),
                only.reading,
                only.listing(),
            ),
            "Compare the order's lines, shipping, discounts and total in the shop, and prices.line_price, prices.vat and rounding.tolerance in the settings; then replay the order.",
        );
    }
    let nearest = candidates
        .iter()
        .min_by_key(|candidate| (candidate.total() - order.total).abs())
        .map(|nearest| format!(" The nearest has {}.", nearest.listing()))
        .unwrap_or_default();
    Problem::new(
        Code::PRICE_AMBIGUOUS,
        format!(
            "Order {} has a total of {} {currency}, and no way to read its prices comes to it: {totals}.{nearest}{hint}",
            order.number, order.total
        ),
        "Compare the order's lines, shipping, discounts and total in the shop; a difference of cents may be allowed with rounding.tolerance in the settings. Then replay the order.",
    )
}

impl Candidate {
    /// The parts with their amounts, at most ten.
    fn listing(&self) -> String {
        let mut shown: Vec<String> = self
            .parts
            .iter()
            .zip(&self.gross)
            .take(10)
            .map(|(part, gross)| format!("{} {}", part.source, cents(*gross)))
            .collect();
        if self.parts.len() > shown.len() {
            shown.push(format!("and {} more", self.parts.len() - shown.len()));
        }
        shown.join(", ")
    }
}

/// What would have made the total fit: told, never done.
fn hint(
    order: &Order,
    tariff: &dyn VatSchedule,
    rules: &PriceRules,
    candidates: &[Candidate],
) -> Option<String> {
    let fits_if = |order: &Order, rules: &PriceRules, readings: &[PriceInterpretation]| {
        readings.iter().any(|reading| {
            Candidate::new(order, tariff, rules, *reading)
                .ok()
                .and_then(|c| c.fit(order, rules, Decimal::ZERO))
                .is_some()
        })
    };
    let readings: Vec<PriceInterpretation> = candidates.iter().map(|c| c.reading).collect();
    if tariff.is_without_vat() && rules.zero_vat == ZeroVatPrices::AsCharged {
        let off: Vec<PriceInterpretation> = readings
            .iter()
            .map(|r| PriceInterpretation {
                vat: PriceVat::SellersTakenOff,
                ..*r
            })
            .collect();
        if fits_if(order, rules, &off) {
            return Some(
                " It does once the seller's VAT is taken off the prices: the sale has no VAT, and the shop's prices include it. If that is so for all such orders, set prices.zero_rated_prices = \"vat-taken-off\".".into(),
            );
        }
    }
    let without_discounts = Order {
        discounts: Vec::new(),
        ..order.clone()
    };
    if !order.discounts.is_empty() && fits_if(&without_discounts, rules, &readings) {
        return Some(
            " It does when the discounts are not taken off: the shop's prices seem to be reduced already."
                .into(),
        );
    }
    let without_shipping = Order {
        shipping: Decimal::ZERO,
        ..order.clone()
    };
    if !order.shipping.is_zero() && fits_if(&without_shipping, rules, &readings) {
        return Some(format!(" It does without the shipping of {}.", order.shipping));
    }
    None
}
