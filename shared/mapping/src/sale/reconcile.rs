use std::collections::BTreeMap;

use model::{Code, Currency, Problem, round_half_away};
use rust_decimal::Decimal;

use super::allocate::{CENT, cents};
use super::plan::{PlannedRow, SalePlan};
use super::types::{Company, DomesticRounding, Rate};

/// Net and VAT of one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VatGroup {
    /// Without VAT.
    pub net: Decimal,
    /// VAT.
    pub vat: Decimal,
}

/// What a document's rows come to in eAccounting, in the document's currency, before its rounding to whole currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// Whether unit prices and row amounts include VAT.
    pub includes_vat: bool,
    /// Without VAT.
    pub net: Decimal,
    /// VAT, of all rates.
    pub vat: Decimal,
    /// With VAT: what the buyer pays.
    pub gross: Decimal,
    /// By rate.
    pub by_rate: BTreeMap<Rate, VatGroup>,
    /// How many rows.
    pub rows: usize,
}

impl Totals {
    /// The totals of rows, as eAccounting is taken to compute them: each row's amount is rounded to two decimals, half
    /// away from zero (OrderRowApi.Amount), amounts are summed by rate, and VAT is computed and rounded once a rate: from
    /// the gross sum where unit prices include VAT, on the net sum where they don't. That VAT is rounded by rate and not by
    /// row is inferred; [`reconcile_document`] allows for the difference, which is in the VAT alone.
    #[must_use]
    pub fn of(rows: &[PlannedRow], includes_vat: bool) -> Self {
        let mut sums: BTreeMap<Rate, Decimal> = BTreeMap::new();
        for row in rows {
            *sums.entry(row.rate).or_default() += row.amount;
        }
        let by_rate: BTreeMap<Rate, VatGroup> = sums
            .into_iter()
            .map(|(rate, sum)| {
                let group = if includes_vat {
                    let vat = cents(sum * rate.fraction() / rate.factor());
                    VatGroup { net: sum - vat, vat }
                } else {
                    VatGroup {
                        net: sum,
                        vat: cents(sum * rate.fraction()),
                    }
                };
                (rate, group)
            })
            .collect();
        let net = by_rate.values().map(|group| group.net).sum();
        let vat = by_rate.values().map(|group| group.vat).sum();
        Self {
            includes_vat,
            net,
            vat,
            gross: net + vat,
            by_rate,
            rows: rows.len(),
        }
    }
}

/// The totals that eAccounting answers with (OrderApi.{Amount, VatAmount, RoundingsAmount, IncludesVat}, or an invoice's
/// amounts in its own currency).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DocumentTotals {
    /// Amount.
    pub amount: Decimal,
    /// VatAmount; `None` where the answer has none.
    pub vat: Option<Decimal>,
    /// RoundingsAmount: rounding to whole currency by the company's setting; not part of the comparison.
    pub roundings: Option<Decimal>,
    /// IncludesVat.
    pub includes_vat: Option<bool>,
}

/// What eAccounting adds to a document's total to round it to whole currency ("öresavrundning"): domestic currency only.
/// Inferred from CompanySettingsApi.DomesticCurrencyRounding; for showing and for a guarded conversion, never part of a
/// comparison.
#[must_use]
pub fn document_rounding(company: &Company, currency: Currency, gross: Decimal) -> Decimal {
    match company.domestic_rounding {
        DomesticRounding::HalfAwayFromZero if currency == company.currency => {
            round_half_away(gross, 0) - gross
        }
        _ => Decimal::ZERO,
    }
}

/// Whether a plan comes to the shop's total, to the cent.
///
/// # Errors
/// `TOTAL_DIFFERS` with both totals and the rows.
pub fn reconcile(plan: &SalePlan, order: &str, total: Decimal) -> Result<(), Problem> {
    if plan.totals.gross == total {
        return Ok(());
    }
    let mut rows: Vec<String> = plan
        .rows
        .iter()
        .take(10)
        .map(|row| format!("{} {}", row.source, row.amount))
        .collect();
    if plan.rows.len() > rows.len() {
        rows.push(format!("and {} more", plan.rows.len() - rows.len()));
    }
    Err(Problem::new(
        Code::TOTAL_DIFFERS,
        format!(
            "Order {order} has a total of {total}, but its rows would come to {} in eAccounting ({}): {}.",
            plan.totals.gross,
            if plan.totals.includes_vat {
                "with VAT in the rows"
            } else {
                "VAT on top of the rows"
            },
            rows.join(", ")
        ),
        "Allow for cents with rounding.tolerance and rounding.article in the settings, or enter the order by hand.",
    ))
}

/// Whether the document that eAccounting made is what was planned.
///
/// What the vendor's documents leave open is decided here alone:
///
/// - `Amount` includes VAT where `IncludesVat` is true; where it is false, older documents read as if `Amount` were without
///   VAT. Both are taken, since the VAT amount is compared as well.
/// - `Amount` may or may not hold `RoundingsAmount`. Both are taken.
/// - VAT may be rounded by row instead of by rate: half a cent a row, with an equal total where prices include VAT.
///
/// # Errors
/// `TOTAL_DIFFERS` with what was expected and what eAccounting says.
pub fn reconcile_document(expected: &Totals, document: &DocumentTotals, order: &str) -> Result<(), Problem> {
    let amounts = [
        Some(document.amount),
        document.roundings.map(|roundings| document.amount - roundings),
    ];
    let same_basis = document
        .includes_vat
        .is_none_or(|includes| includes == expected.includes_vat || expected.vat.is_zero());
    // Without the VAT beside it, a net amount would prove nothing.
    let may_be_net = !expected.includes_vat && document.vat.is_some();
    let total_agrees = amounts
        .into_iter()
        .flatten()
        .any(|amount| amount == expected.gross || (may_be_net && amount == expected.net));
    let slack = CENT * Decimal::from(expected.rows) / Decimal::TWO;
    let slack = if expected.includes_vat {
        slack.max(CENT)
    } else {
        Decimal::ZERO
    };
    let vat_agrees = document.vat.is_none_or(|vat| (vat - expected.vat).abs() <= slack);
    if same_basis && total_agrees && vat_agrees {
        return Ok(());
    }
    let vat = document
        .vat
        .map_or("no VAT amount".to_owned(), |vat| format!("{vat} VAT"));
    let basis = match document.includes_vat {
        Some(includes) if !same_basis => format!(
            " It takes unit prices {} VAT, other than expected.",
            if includes { "with" } else { "without" }
        ),
        _ => String::new(),
    };
    Err(Problem::new(
        Code::TOTAL_DIFFERS,
        format!(
            "eAccounting's document for order {order} comes to {} with {vat}; expected were {} with {} VAT.{basis}",
            document.amount, expected.gross, expected.vat
        ),
        "Compare the document with the shop's order: the customer's country, VAT number and type, and the articles' codings decide its VAT. Correct them, delete the document, then replay the order.",
    ))
}
