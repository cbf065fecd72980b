//! Why an order's prices could not be read, for the person who has to decide.

use model::{Code, CountryCode, Order, Problem, case};
use rust_decimal::Decimal;

use crate::allocate::cents;
use crate::candidate::Candidate;
use crate::convention::{PriceInterpretation, PriceVat};
use crate::interpretation::{PriceRules, VatSchedule, ZeroVatPrices};
use crate::kind::SaleKind;
use crate::other_rate::{Charged, charged};
use crate::parts::{Hypothesis, Sheet, given};
use crate::rate::Rate;

/// The shop charged VAT on a sale that has none in eAccounting.
pub(super) fn charged_vat(order: &Order, tax: Decimal, kind: SaleKind) -> Problem {
    let (why, right) = match kind {
        SaleKind::Export { country } => (
            format!("since it is an export to {country}"),
            with_vat_to(country),
        ),
        SaleKind::DomesticReverse => (
            "since the customer is marked for reverse charge (construction)".to_owned(),
            "clear that on the customer in eAccounting".to_owned(),
        ),
        _ => (
            "by the buyer's country and VAT number".to_owned(),
            "correct the customer's country, VAT number or VAT settings".to_owned(),
        ),
    };
    let problem = Problem::new(
        Code::TOTAL_MISMATCH,
        format!(
            "Order {}: the shop charged {} VAT, but in eAccounting this sale has none, {why}.",
            order.number,
            order.currency.show(tax)
        ),
        format!(
            "If the shop is right, {right}; if it is wrong, correct the order in the shop. Then replay the order."
        ),
    );
    match kind {
        SaleKind::Export { country } => problem.in_case(case::TOTAL_MISMATCH_CHARGED_ON_EXPORT, [&country]),
        SaleKind::DomesticReverse => problem.in_case(case::TOTAL_MISMATCH_CHARGED_UNDER_REVERSE_CHARGE, []),
        _ => problem.in_case(case::TOTAL_MISMATCH_CHARGED_WITHOUT_VAT, []),
    }
}

/// What makes exports to a country have VAT.
fn with_vat_to(country: CountryCode) -> String {
    format!("set vat.countries.{country}.charge_vat = true in the settings")
}

/// The shop charged VAT at another rate than eAccounting computes, which comes to the total `computed`.
pub(super) fn other_rate(order: &Order, charged: Charged, computed: Decimal, kind: SaleKind) -> Problem {
    let instead = match charged {
        Charged::None => "the VAT of the articles' codings".to_owned(),
        Charged::Codings => "the VAT of a sale to this buyer's country".to_owned(),
        Charged::NoneOnShipping => "that of the goods on it".to_owned(),
        Charged::Rate { instead_of, .. } => instead_of.to_string(),
    };
    let by = match kind {
        // At home, neither country nor number decides.
        SaleKind::Domestic => "as for a sale at home",
        SaleKind::DomesticReverse => "as for a sale at home under reverse charge",
        _ => "for this buyer's country and VAT number",
    };
    let computed = cents(computed);
    let show = |amount: Decimal| order.currency.show(amount);
    let message = format!(
        "Order {} has a total of {}, which its lines come to with {charged}: the shop seems to have charged that, and eAccounting computes {instead}, {by}. It comes to {}, a difference of {}.",
        order.number,
        show(order.total),
        show(computed),
        show((computed - order.total).abs())
    );
    let problem = |remedy: &str| Problem::new(Code::TOTAL_MISMATCH, message.as_str(), remedy);
    let which_is_right = |what: &str| {
        format!(
            "See which of the two is right. Correct the codings or the customer's country in eAccounting,{what} or correct the shop's VAT settings and the order; then replay the order."
        )
    };
    match (charged, kind) {
        (Charged::NoneOnShipping, _) => problem(
            "Shipping has the VAT of the goods that it is for. Set that tax class for shipping in the shop, and enter this order by hand, or correct it in the shop and replay it.",
        )
        .in_case(case::TOTAL_MISMATCH_SHIPPING_WITHOUT_VAT, []),
        // Another rate than one of the seller's or the buyer's is no matter of a VAT number.
        (Charged::Rate { .. }, _) => {
            problem(&which_is_right("")).in_case(case::TOTAL_MISMATCH_OTHER_RATE, [])
        }
        (Charged::None, SaleKind::Domestic) => problem(
            "See which of the two is right. If these goods have no VAT, such as a gift card, give their articles an account coding of 0 % in eAccounting; if the sale is construction work under reverse charge, mark the customer for it there, and enter its VAT number. Otherwise correct the shop's VAT settings and the order. Then replay the order.",
        )
        .in_case(case::TOTAL_MISMATCH_NOT_CHARGED_AT_HOME, []),
        (Charged::None, SaleKind::ExportWithVat { country }) => problem(&format!(
            "If the shop is right, remove vat.countries.{country}.charge_vat from the settings, or clear VAT on invoices outside the EU on the customer in eAccounting. If it is wrong, correct the shop's VAT settings and the order. Then replay the order."
        ))
        .in_case(case::TOTAL_MISMATCH_NOT_CHARGED_ON_EXPORT, [&country]),
        (Charged::Codings, SaleKind::Export { country }) => {
            problem(&which_is_right(&format!(" {},", with_vat_to(country))))
                .in_case(case::TOTAL_MISMATCH_CHARGED_ON_EXPORT, [&country])
        }
        (Charged::Codings, SaleKind::DomesticReverse) => problem(
            "If the shop is right, clear reverse charge for construction on the customer in eAccounting; if it is wrong, correct the order in the shop. Then replay the order.",
        )
        .in_case(case::TOTAL_MISMATCH_CHARGED_UNDER_REVERSE_CHARGE, []),
        (Charged::None | Charged::Codings, _) => {
            let number = " give the buyer's VAT number in the field that customers.vat_number_field names,";
            problem(&which_is_right(number)).in_case(case::TOTAL_MISMATCH_VAT_NUMBER, [])
        }
    }
}

/// A discount is larger than all that it can be on at a VAT rate.
pub(super) fn beyond_goods(order: &Order, rate: Rate, discount: Decimal) -> Problem {
    Problem::new(
        Code::VALUE_INVALID,
        format!(
            "Order {} would have {} of discounts at {rate} VAT, which is more than its goods, shipping and fees of that rate: a part must be on something else, such as a gift card that is sold, and the order doesn't say how much.",
            order.number,
            order.currency.show(discount)
        ),
        "Look in the shop at what the discount is on, and enter the order by hand.",
    )
    .in_case(case::VALUE_INVALID_DISCOUNT, [])
}

/// An amount is in the total and in no line.
pub(super) fn not_listed(order: &Order, amount: Decimal, or_else: bool) -> Problem {
    let also = if or_else {
        " A discount on part of the goods would explain the total as well."
    } else {
        ""
    };
    Problem::new(
        Code::AMOUNT_NOT_LISTED,
        format!(
            "Order {} has a total of {}, of which {} is in no line: probably a fee, such as for payment or gift wrapping. The plugins of some stores, such as WooCommerce's, send no fees.{also}",
            order.number,
            order.currency.show(order.total),
            order.currency.show(amount)
        ),
        "Look at the order in the shop. Set fees.unexplained_article and fees.unexplained_limit in the settings, so that such amounts get their own row, and replay the order; or enter it by hand.",
    )
}

/// Prices that were rounded leave several answers.
pub(super) fn underdetermined(order: &Order, lines: &[usize]) -> Problem {
    let mut named: Vec<String> = lines
        .iter()
        .take(10)
        .filter_map(|index| {
            let line = order.lines.get(*index)?;
            let sku = line
                .sku
                .as_deref()
                .map_or(String::new(), |sku| format!(" ({sku})"));
            Some(format!(
                "line {}{sku}, {} at {}",
                index + 1,
                line.quantity.normalize(),
                line.price.normalize()
            ))
        })
        .collect();
    if lines.len() > named.len() {
        named.push(format!("and {} more", lines.len() - named.len()));
    }
    Problem::new(
        Code::PRICE_UNDERDETERMINED,
        format!(
            "Order {} has a total of {}, and the store rounded the prices of one piece where a line has several: {}. What is known of their articles' prices doesn't leave one answer for each VAT rate.",
            order.number,
            order.currency.show(order.total),
            named.join("; ")
        ),
        "Give the articles in eAccounting, or the products in the store, the prices that they are sold at, then replay the order; or enter it by hand.",
    )
}

/// The order looks like one that was refunded in part.
pub(super) fn partly_refunded(order: &Order, signs: &str) -> Problem {
    Problem::new(
        Code::PARTIAL_REFUND,
        format!(
            "Order {}: this looks like a partial refund, since {signs}. WooCommerce's plugin sends no usable prices for such an order.",
            order.number
        ),
        "Look at the order in the shop. If it was not sent before, enter it in eAccounting by hand as it was sold; then credit the refunded part of the invoice there. If it was paid with a gift card that the plugin doesn't send, enter the card as a payment.",
    )
}

/// Why no reading could be taken.
pub(super) fn price_ambiguous(
    order: &Order,
    tariff: &dyn VatSchedule,
    rules: &PriceRules,
    candidates: &[Candidate],
    fitting: usize,
) -> Problem {
    let currency = order.currency;
    let totals: Vec<String> = candidates
        .iter()
        .map(|c| format!("{} give {}", c.reading, currency.show(cents(c.total()))))
        .collect();
    let totals = totals.join("; ");
    if fitting > 1 {
        return Problem::new(
            Code::PRICE_AMBIGUOUS,
            format!(
                "Order {}: {fitting} ways to read its prices come to its total of {}: {totals}.",
                order.number,
                currency.show(order.total)
            ),
            "Set prices.line_price (\"unit\" or \"line\") and prices.vat (\"included\" or \"excluded\") to what the shop does, then replay the order.",
        );
    }
    let hint = hint(order, tariff, rules, candidates).unwrap_or_default();
    if let [only] = candidates {
        return Problem::new(
            Code::TOTAL_MISMATCH,
            format!(
                "Order {} has a total of {}, but its parts sum to {} ({}): {}.{hint}",
                order.number,
                currency.show(order.total),
                currency.show(cents(only.total())),
                only.reading,
                only.listing(),
            ),
            "Compare the order's lines, shipping, discounts and total in the shop, and prices.line_price, prices.vat and rounding.tolerance in the settings; then replay the order.",
        )
        .in_case(case::TOTAL_MISMATCH_PARTS_DIFFER, []);
    }
    let nearest = candidates
        .iter()
        .min_by_key(|candidate| (candidate.total() - order.total).abs())
        .map(|nearest| format!(" The nearest has {}.", nearest.listing()))
        .unwrap_or_default();
    Problem::new(
        Code::PRICE_AMBIGUOUS,
        format!(
            "Order {} has a total of {}, and no way to read its prices comes to it: {totals}.{nearest}{hint}",
            order.number,
            currency.show(order.total)
        ),
        "Compare the order's lines, shipping, discounts and total in the shop; a difference of cents may be allowed with rounding.tolerance in the settings. Then replay the order.",
    )
    .in_case(case::PRICE_AMBIGUOUS_NONE, [])
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

/// Alternatives that would have made the total fit: reported, never applied.
fn hint(
    order: &Order,
    tariff: &dyn VatSchedule,
    rules: &PriceRules,
    candidates: &[Candidate],
) -> Option<String> {
    let fits_if = |order: &Order, rules: &PriceRules, readings: &[PriceInterpretation]| {
        readings.iter().any(|reading| {
            let hypothesis = Hypothesis::standard(*reading);
            let sheet = Sheet {
                order,
                tariff,
                shipping_rule: rules.shipping_vat,
                convention: rules.convention,
                reading: *reading,
                hypothesis: &hypothesis,
            };
            Candidate::new(&sheet, &given(order, *reading))
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
    let without_shipping = Order {
        shipping: Decimal::ZERO,
        ..order.clone()
    };
    if !order.shipping.is_zero() && fits_if(&without_shipping, rules, &readings) {
        return Some(format!(
            " It does without the shipping of {}.",
            order.currency.show(order.shipping)
        ));
    }
    let rates = tariff.rates_of_countries();
    let charged = candidates
        .iter()
        .find_map(|candidate| charged(order, candidate, &rates))?;
    Some(match (charged, tariff.kind()) {
        (Charged::Codings, SaleKind::Export { country }) => {
            format!(
                " It does with {charged}: if the shop is right, {}.",
                with_vat_to(country)
            )
        }
        _ => format!(
            " It does with {charged}: see whether the shop's VAT is right, or that of the articles' codings."
        ),
    })
}
