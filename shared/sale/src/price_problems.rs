//! Why an order's prices could not be read, for the person who has to decide.

use model::reason::words;
use model::{Code, CountryCode, Named, Order, Problem, Reason, case, event};
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
    let (number, tax) = (&order.number, order.currency.show(tax));
    let (told, right) = match kind {
        SaleKind::Export { country } => (
            event::vat_charged_on_export(number, tax, country),
            with_vat_to(country),
        ),
        SaleKind::DomesticReverse => (
            event::vat_charged_under_reverse_charge(number, tax),
            "clear that on the customer in eAccounting".to_owned(),
        ),
        _ => (
            event::vat_charged_without_vat(number, tax),
            "correct the customer's country, VAT number or VAT settings".to_owned(),
        ),
    };
    let problem = Problem::new(
        Code::TOTAL_MISMATCH,
        told,
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
    let by = match kind {
        // At home, neither country nor number decides.
        SaleKind::Domestic => words::AS_AT_HOME,
        SaleKind::DomesticReverse => words::AS_UNDER_REVERSE_CHARGE,
        _ => words::FOR_BUYER,
    };
    let computed = cents(computed);
    let show = |amount: Decimal| order.currency.show(amount);
    let (number, total, difference) = (
        &order.number,
        show(order.total),
        show((computed - order.total).abs()),
    );
    let computed = show(computed);
    let told = match charged {
        Charged::None => event::no_vat_charged(number, total, by, computed, difference),
        Charged::Codings => event::vat_of_codings_charged(number, total, by, computed, difference),
        Charged::NoneOnShipping => event::no_vat_on_shipping_charged(number, total, by, computed, difference),
        Charged::Rate { charged, instead_of } => {
            event::other_vat_charged(number, total, charged, instead_of, by, computed, difference)
        }
    };
    let problem = |remedy: &str| Problem::new(Code::TOTAL_MISMATCH, told.clone(), remedy);
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
        event::discount_beyond_goods(&order.number, order.currency.show(discount), rate),
        "Look in the shop at what the discount is on, and enter the order by hand.",
    )
    .in_case(case::VALUE_INVALID_DISCOUNT, [])
}

/// An amount is in the total and in no line.
pub(super) fn not_listed(order: &Order, amount: Decimal, or_else: bool) -> Problem {
    let show = |amount: Decimal| order.currency.show(amount);
    let told = event::not_listed(&order.number, show(order.total), show(amount));
    let also = or_else.then(event::discount_explains_it);
    Problem::new(
        Code::AMOUNT_NOT_LISTED,
        Reason::sentences([told].into_iter().chain(also)),
        "Look at the order in the shop. Set fees.unexplained_article and fees.unexplained_limit in the settings, so that such amounts get their own row, and replay the order; or enter it by hand.",
    )
}

/// The most lines that a problem names.
const MOST_LINES: usize = 10;

/// Prices that were rounded leave several answers.
pub(super) fn underdetermined(order: &Order, tariff: &dyn VatSchedule, lines: &[usize]) -> Problem {
    let mut named: Vec<Reason> = lines
        .iter()
        .take(MOST_LINES)
        .filter_map(|index| {
            let line = order.lines.get(*index)?;
            let (number, quantity, price) = (index + 1, line.quantity.normalize(), line.price.normalize());
            Some(match &line.sku {
                Some(sku) => event::line_of_sku_at(number, sku, quantity, price),
                None => event::line_at(number, quantity, price),
            })
        })
        .collect();
    if lines.len() > named.len() {
        named.push(event::and_more(lines.len() - named.len()));
    }
    Problem::new(
        Code::PRICE_UNDERDETERMINED,
        Reason::sentences([
            event::underdetermined(
                &order.number,
                order.currency.show(order.total),
                Named::phrases("; ", &named),
            ),
            event::known_prices(Named::phrases("; ", &known_of(order, tariff, lines))),
        ]),
        "Give the articles in eAccounting, or the products in the store, the prices that they are sold at, then replay the order; or enter it by hand.",
    )
}

/// What is known of the prices of these lines' articles, for whoever decides which of them are wrong or missing.
fn known_of(order: &Order, tariff: &dyn VatSchedule, lines: &[usize]) -> Vec<Reason> {
    let of_line = |index: &usize| {
        let (known, line) = (tariff.known_prices(*index), index + 1);
        let show = |price: Decimal| order.currency.show(price);
        let prices: Vec<Reason> = [
            known.net.map(|net| event::line_price_net(line, show(net))),
            known
                .gross
                .map(|gross| event::line_price_gross(line, show(gross))),
            known
                .store
                .map(|store| event::line_price_store(line, store.currency.show(store.amount))),
        ]
        .into_iter()
        .flatten()
        .collect();
        match prices.is_empty() {
            true => vec![event::line_price_none(line)],
            false => prices,
        }
    };
    lines.iter().take(MOST_LINES).flat_map(of_line).collect()
}

/// What to do with an order of which a part was refunded before it was sent.
pub(super) const PARTLY_REFUNDED: &str = "Look at the order in the shop. If it was not sent before, enter it in eAccounting by hand as it was sold; then credit the refunded part of the invoice there. If it was paid with a gift card that the plugin doesn't send, enter the card as a payment.";

/// The order looks like one that was refunded in part.
pub(super) fn partly_refunded(order: &Order, signs: &Reason) -> Problem {
    Problem::new(
        Code::PARTIAL_REFUND,
        event::looks_refunded(&order.number, Named::phrase(signs)),
        PARTLY_REFUNDED,
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
    let (number, total) = (&order.number, currency.show(order.total));
    let readings: Vec<Reason> = candidates
        .iter()
        .map(|c| event::reading_gives(c.reading.word(), currency.show(cents(c.total()))))
        .collect();
    let readings = Named::phrases("; ", &readings);
    if fitting > 1 {
        return Problem::new(
            Code::PRICE_AMBIGUOUS,
            event::several_readings(number, fitting, total, readings),
            "Set prices.line_price (\"unit\" or \"line\") and prices.vat (\"included\" or \"excluded\") to what the shop does, then replay the order.",
        );
    }
    let hint = hint(order, tariff, rules, candidates);
    if let [only] = candidates {
        let sum = currency.show(cents(only.total()));
        let told = event::parts_differ(number, total, sum, only.reading.word(), only.listing());
        return Problem::new(
            Code::TOTAL_MISMATCH,
            Reason::sentences([told].into_iter().chain(hint)),
            "Compare the order's lines, shipping, discounts and total in the shop, and prices.line_price, prices.vat and rounding.tolerance in the settings; then replay the order.",
        )
        .in_case(case::TOTAL_MISMATCH_PARTS_DIFFER, []);
    }
    let nearest = candidates
        .iter()
        .min_by_key(|candidate| (candidate.total() - order.total).abs())
        .map(|nearest| event::nearest_reading(nearest.listing()));
    let told = event::no_reading(number, total, readings);
    Problem::new(
        Code::PRICE_AMBIGUOUS,
        Reason::sentences([told].into_iter().chain(nearest).chain(hint)),
        "Compare the order's lines, shipping, discounts and total in the shop; a difference of cents may be allowed with rounding.tolerance in the settings. Then replay the order.",
    )
    .in_case(case::PRICE_AMBIGUOUS_NONE, [])
}

impl Candidate {
    /// The parts with their amounts, at most ten.
    fn listing(&self) -> Named {
        const MOST: usize = 10;
        let shown = self.parts.iter().zip(&self.gross).take(MOST);
        let shown = shown.map(|(part, gross)| (part.source.to_string(), cents(*gross).to_string()));
        Named::rows(shown, self.parts.len().saturating_sub(MOST))
    }
}

/// Alternatives that would have made the total fit: reported, never applied.
fn hint(
    order: &Order,
    tariff: &dyn VatSchedule,
    rules: &PriceRules,
    candidates: &[Candidate],
) -> Option<Reason> {
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
            return Some(event::fits_without_sellers_vat());
        }
    }
    let without_shipping = Order {
        shipping: Decimal::ZERO,
        ..order.clone()
    };
    if !order.shipping.is_zero() && fits_if(&without_shipping, rules, &readings) {
        return Some(event::fits_without_shipping(order.currency.show(order.shipping)));
    }
    let rates = tariff.rates_of_countries();
    let charged = candidates
        .iter()
        .find_map(|candidate| charged(order, candidate, &rates))?;
    Some(match (charged, tariff.kind()) {
        (Charged::Codings, SaleKind::Export { country }) => event::fits_with_vat_on_export(country),
        (Charged::Codings, _) => event::fits_with_vat_of_codings(),
        (Charged::None, _) => event::fits_with_no_vat(),
        (Charged::NoneOnShipping, _) => event::fits_with_no_vat_on_shipping(),
        (Charged::Rate { charged, .. }, _) => event::fits_with_other_vat(charged),
    })
}
