use std::collections::BTreeMap;

use model::reason::words;
use model::{Code, Currency, Named, Problem, Reason, case, event, round_half_away};
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
    const MOST: usize = 10;
    let rows = plan.rows.iter().take(MOST);
    let rows = rows.map(|row| (row.source.to_string(), row.amount.to_string()));
    Err(Problem::new(
        Code::TOTAL_MISMATCH,
        event::rows_differ(
            order,
            total,
            plan.totals.gross,
            if plan.totals.includes_vat {
                words::ROWS_WITH_VAT
            } else {
                words::ROWS_WITHOUT_VAT
            },
            Named::rows(rows, plan.rows.len().saturating_sub(MOST)),
        ),
        "Allow for cents with rounding.tolerance and rounding.article in the settings, or enter the order by hand.",
    )
    .in_case(case::TOTAL_MISMATCH_CENTS, []))
}

/// How a document differs from its plan: both totals and their VAT, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentDifference {
    gross: String,
    vat: Option<String>,
    expected: String,
    expected_vat: String,
    /// Whether its unit prices include VAT, where they should not, or should.
    includes_vat: Option<bool>,
}

impl DocumentDifference {
    /// What a document of this name is for an order of this number, and was expected to be.
    #[must_use]
    pub fn told(self, document: Named, order: &str) -> Reason {
        let Self {
            gross,
            expected,
            expected_vat,
            ..
        } = self;
        let totals = match self.vat {
            Some(vat) => event::document_comes_to(document, order, gross, vat, expected, expected_vat),
            None => event::document_comes_to_some(document, order, gross, expected, expected_vat),
        };
        let basis = self.includes_vat.map(|includes| match includes {
            true => event::unit_prices_with_vat(),
            false => event::unit_prices_without_vat(),
        });
        Reason::sentences([totals].into_iter().chain(basis))
    }
}

/// A row of a document, as eAccounting returned it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnsweredRow {
    /// LineNumber.
    pub line_number: i64,
    /// The row's amount, with VAT if the document includes it; `None` if the response doesn't have it.
    pub amount: Option<Decimal>,
    /// VatRate as a fraction of 1; `None` if the response doesn't have it.
    pub rate: Option<Decimal>,
}

/// The rows that differ from the plan, ten at most. Used to explain a difference in totals, not to detect
/// one: the name of a row's rate under OSS, for example, is not documented.
#[must_use]
pub fn differing_rows(plan: &SalePlan, answered: &[AnsweredRow]) -> Vec<Reason> {
    let differs = |row: &PlannedRow| -> Option<Reason> {
        let (number, article) = (row.line_number, &row.article_number);
        let line_number = i64::from(row.line_number);
        let Some(answer) = answered.iter().find(|other| other.line_number == line_number) else {
            return Some(event::row_missing(number, article));
        };
        let rate = answer.rate.and_then(Rate::from_fraction);
        let other_rate = rate.filter(|rate| *rate != row.rate);
        let other_amount = answer.amount.filter(|amount| *amount != row.amount);
        match (other_amount, other_rate) {
            (None, None) => None,
            (None, Some(rate)) => Some(event::row_of_other_rate(number, article, rate, row.rate)),
            (Some(amount), _) => Some(event::row_of_other_amount(
                number,
                article,
                amount,
                rate.unwrap_or(row.rate),
                row.amount,
                row.rate,
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
/// The difference.
pub fn reconcile_document(
    expected: &Totals,
    document: &DocumentTotals,
    currency: Currency,
) -> Result<(), Box<DocumentDifference>> {
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
    Err(Box::new(DocumentDifference {
        gross: currency.show(document.gross),
        vat: document.vat.map(|vat| currency.show(vat)),
        expected: currency.show(expected.gross),
        expected_vat: currency.show(expected.vat),
        includes_vat: document.includes_vat.filter(|_| !same_basis),
    }))
}
