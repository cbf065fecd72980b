use std::collections::BTreeMap;

use model::{Code, Currency, Problem, case, round_half_away};
use rust_decimal::Decimal;

use crate::allocate::{CENT, cents};
use crate::rate::Rate;
use crate::sale_plan::{PlannedRow, SalePlan};
use crate::totals::{Totals, VatGroup};
use crate::types::{Company, DomesticRounding};

impl Totals {
    /// The totals of rows, as eAccounting is taken to compute them: each row's amount is rounded to two decimals, half
    /// away from zero (OrderRowApi.Amount), amounts are summed by rate, and VAT is computed and rounded once a rate: from
    /// the gross sum where unit prices include VAT, on the net sum where they don't. That VAT is rounded by rate and not by
    /// row is inferred; [`reconcile_document`] allows for the difference, which is in the VAT alone.
    #[must_use]
    pub fn of(rows: &[PlannedRow], includes_vat: bool) -> Self {
        let mut sums: BTreeMap<Rate, Decimal> = BTreeMap::new();
        for row in rows.iter().filter(|row| !row.is_text) {
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

/// The totals of a document that eAccounting created, without its rounding to whole currency. The flows compute them
/// from the documents; the amounts' meaning is defined in `eaccounting::totals`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentTotals {
    /// With VAT.
    pub gross: Decimal,
    /// VAT; `None` if the response doesn't have it.
    pub vat: Option<Decimal>,
    /// Whether unit prices include VAT; `None` if the response doesn't say.
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
/// `TOTAL_MISMATCH` with both totals and the rows.
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
        Code::TOTAL_MISMATCH,
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
    )
    .in_case(case::TOTAL_MISMATCH_CENTS, []))
}

/// A row of a document, as eAccounting returned it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnsweredRow {
    /// LineNumber.
    pub line_number: i64,
    /// The row's amount, with VAT if the document includes it; `None` if the response doesn't have it.
    pub amount: Option<Decimal>,
    /// VatRate, as a fraction or in percent; `None` if the response doesn't have it.
    pub rate: Option<Decimal>,
}

/// The rows that differ from the plan, in words, ten at most. Used to explain a difference in totals, not to detect
/// one: the name of a row's rate under OSS, for example, is not documented.
#[must_use]
pub fn differing_rows(plan: &SalePlan, answered: &[AnsweredRow]) -> Vec<String> {
    let differs = |row: &PlannedRow| -> Option<String> {
        let place = format!("row {} ({})", row.line_number, row.article_number);
        let line_number = i64::from(row.line_number);
        let Some(answer) = answered.iter().find(|other| other.line_number == line_number) else {
            return Some(format!("{place} is missing"));
        };
        let rate = answer.rate.and_then(|rate| match rate < Decimal::ONE {
            true => Rate::from_fraction(rate),
            false => Rate::from_percent(rate),
        });
        let other_rate = rate.filter(|rate| *rate != row.rate);
        let other_amount = answer.amount.filter(|amount| *amount != row.amount);
        match (other_amount, other_rate) {
            (None, None) => None,
            (None, Some(rate)) => Some(format!("{place} has {rate} VAT, expected was {}", row.rate)),
            (Some(amount), _) => Some(format!(
                "{place} comes to {amount} with {} VAT, expected were {} with {}",
                rate.unwrap_or(row.rate),
                row.amount,
                row.rate
            )),
        }
    };
    let with_amounts = plan.rows.iter().filter(|row| !row.is_text);
    with_amounts.filter_map(differs).take(10).collect()
}

/// Checks that eAccounting's document equals the plan: the same total to the cent, the same VAT, and unit prices on the
/// same basis.
///
/// Where unit prices include VAT, VAT may be off by half a cent a row with an equal total: whether eAccounting rounds it
/// by row or by rate is not documented.
///
/// # Errors
/// The difference in words, with the expected and the actual amounts: "comes to 156.25 SEK with 31.25 SEK VAT; …".
pub fn reconcile_document(
    expected: &Totals,
    document: &DocumentTotals,
    currency: Currency,
) -> Result<(), String> {
    // Without VAT both bases are the same, and eAccounting may call it either.
    let same_basis = expected.vat.is_zero()
        || document
            .includes_vat
            .is_none_or(|includes| includes == expected.includes_vat);
    let slack = if expected.includes_vat && !expected.vat.is_zero() {
        (CENT * Decimal::from(expected.rows) / Decimal::TWO).max(CENT)
    } else {
        Decimal::ZERO
    };
    let vat_agrees = document.vat.is_none_or(|vat| (vat - expected.vat).abs() <= slack);
    if same_basis && document.gross == expected.gross && vat_agrees {
        return Ok(());
    }
    let vat = document
        .vat
        .map_or(String::new(), |vat| format!(" with {} VAT", currency.show(vat)));
    let basis = match document.includes_vat {
        Some(true) if !same_basis => " Its unit prices include VAT, and prices without VAT were expected.",
        Some(false) if !same_basis => " Its unit prices are without VAT, and prices with VAT were expected.",
        _ => "",
    };
    Err(format!(
        "comes to {}{vat}; expected were {} with {} VAT.{basis}",
        currency.show(document.gross),
        currency.show(expected.gross),
        currency.show(expected.vat)
    ))
}
