//! A document as eAccounting answered it.

use std::collections::BTreeMap;

use eaccounting::totals::{self, DocumentTotal};
use eaccounting::types::{CustomerInvoice, CustomerInvoiceDraft, Order as Created};
use engine::{capitalized, describe};
use ledger::{Document, DocumentKind};
use model::{Code, Named, Order, Problem, Reason, case, event};
use rust_decimal::Decimal;
use sale::{AnsweredRow, DocumentTotals, differing_rows, reconcile_document};
use settings::Settings;
use uuid::Uuid;

use super::plan::Ready;
use crate::sale_conversion::is_without_vat;
use crate::to_eaccounting::document_of;

/// A document's name at the beginning of a sentence.
fn first(name: &Reason) -> Named {
    let phrase = Named::phrase(name);
    Named::otherwise(capitalized(name), phrase.as_stored())
}

/// A document as eAccounting answered it.
pub(crate) enum Answer {
    Order(Box<Created>),
    Draft(Box<CustomerInvoiceDraft>),
    Invoice(Box<CustomerInvoice>),
}

impl Answer {
    pub(crate) fn order(order: Created) -> Self {
        Self::Order(Box::new(order))
    }

    pub(crate) fn draft(draft: CustomerInvoiceDraft) -> Self {
        Self::Draft(Box::new(draft))
    }

    pub(crate) fn invoice(invoice: CustomerInvoice) -> Self {
        Self::Invoice(Box::new(invoice))
    }

    pub(crate) fn document(&self) -> Document {
        match self {
            Self::Order(order) => document_of(order),
            Self::Draft(draft) => Document {
                kind: DocumentKind::InvoiceDraft,
                id: draft.id.to_string(),
                number: None,
            },
            Self::Invoice(invoice) => Document {
                kind: DocumentKind::Invoice,
                id: invoice.id.to_string(),
                number: invoice.invoice_number.map(|number| number.to_string()),
            },
        }
    }

    pub(super) fn total(&self) -> Decimal {
        match self {
            Self::Order(order) => totals::order_total_including_vat(order),
            Self::Draft(draft) => totals::invoice_draft_total_including_vat(draft),
            Self::Invoice(invoice) => totals::invoice_total_including_vat(invoice),
        }
    }

    /// What the order comes to in the terms of [`Self::total`].
    pub(super) fn total_of(&self, order: &Order, settings: &Settings) -> Decimal {
        let is_net = is_without_vat(order, settings);
        let total = self.own_total().in_its_terms(order.total, is_net);
        order.currency.round(total)
    }

    fn own_total(&self) -> DocumentTotal {
        match self {
            Self::Order(order) => DocumentTotal::of_order(order),
            Self::Draft(draft) => DocumentTotal::of_draft(draft),
            Self::Invoice(invoice) => DocumentTotal::of_invoice(invoice),
        }
    }

    /// Whether the order comes to what is left of it, where so much of it is credited: both without eAccounting's rounding. A
    /// total that the shop has rounded to whole currency, as eAccounting has rounded the document, is compared as such.
    pub(super) fn agrees_with(&self, order: &Order, credited: Decimal, settings: &Settings) -> bool {
        let left = self.total() - credited;
        let is_rounded = !self.own_total().rounding.is_zero() && order.total.fract().is_zero();
        self.has_currency_of(order)
            && (left == self.total_of(order, settings)
                || (is_rounded && model::round_half_away(left, 0) == order.total))
    }

    /// Whether its rows are of the order's articles, as many of each; an order with a line without a SKU can't be compared.
    pub(super) fn sells(&self, order: &Order) -> bool {
        let key = |number: &str| number.trim().to_lowercase();
        let mut wanted: BTreeMap<String, Decimal> = BTreeMap::new();
        for line in &order.lines {
            let Some(sku) = &line.sku else { return false };
            *wanted.entry(key(sku)).or_default() += line.quantity;
        }
        let mut has: BTreeMap<String, Decimal> = BTreeMap::new();
        for (number, quantity) in self.articles() {
            *has.entry(key(number)).or_default() += quantity;
        }
        wanted
            .iter()
            .all(|(sku, quantity)| has.get(sku) == Some(quantity))
    }

    /// Its rows' article numbers and quantities.
    fn articles(&self) -> Vec<(&str, Decimal)> {
        let rows: Vec<(Option<&str>, Decimal)> = match self {
            Self::Order(order) => {
                let rows = order.rows.iter();
                rows.map(|row| (row.article_number.as_deref(), row.quantity))
                    .collect()
            }
            Self::Draft(draft) => {
                let rows = draft.rows.iter();
                rows.map(|row| (row.article_number.as_deref(), row.quantity))
                    .collect()
            }
            Self::Invoice(invoice) => {
                let rows = invoice.rows.iter();
                rows.map(|row| (row.article_number.as_deref(), row.quantity))
                    .collect()
            }
        };
        let numbered = rows.into_iter();
        numbered
            .filter_map(|(number, quantity)| Some((number?, quantity)))
            .collect()
    }

    /// Who is billed.
    pub(super) fn customer(&self) -> Uuid {
        match self {
            Self::Order(order) => order.customer_id,
            Self::Draft(draft) => draft.customer_id,
            Self::Invoice(invoice) => invoice.customer_id,
        }
    }

    /// The currency of its amounts, if the response has it.
    pub(super) fn currency(&self) -> Option<&str> {
        let code = match self {
            Self::Order(order) => Some(order.currency_code.as_str()),
            Self::Draft(draft) => draft.invoice_currency_code.as_deref(),
            Self::Invoice(invoice) => invoice.currency_code.as_deref(),
        };
        code.filter(|code| !code.is_empty())
    }

    /// Whether its amounts can be compared with the order's.
    pub(super) fn has_currency_of(&self, order: &Order) -> bool {
        self.currency()
            .is_none_or(|currency| currency.eq_ignore_ascii_case(order.currency.as_str()))
    }

    /// Compares eAccounting's amounts and their currency with the plan, which has the shop's total.
    pub(super) fn verify(&self, ready: &Ready) -> Result<(), Problem> {
        let wanted = ready.order.currency;
        let number = &ready.order.number;
        let name = self.name(&ready.natural_key);
        // A booked invoice can't be deleted.
        let what = match self {
            Self::Order(_) | Self::Draft(_) => "delete",
            Self::Invoice(_) => "credit",
        };
        let undo = format!("{what} {} in eAccounting", name.as_str());
        // A draft is known by its reference.
        let known_as = self
            .document()
            .number
            .unwrap_or_else(|| ready.natural_key.clone());
        if let Some(currency) = self.currency()
            && !currency.eq_ignore_ascii_case(wanted.as_str())
        {
            return Err(Problem::new(
                Code::TOTAL_MISMATCH,
                event::document_in_other_currency(first(&name), currency, number, wanted),
                format!("Correct the customer's currency in eAccounting, {undo}, then replay the order."),
            )
            .in_case(case::TOTAL_MISMATCH_DOCUMENT_CURRENCY, [&known_as, &what]));
        }
        let amounts = match self {
            Self::Order(order) => crate::sale_conversion::input::order_totals(order),
            Self::Draft(draft) => crate::sale_conversion::input::invoice_draft_totals(draft),
            Self::Invoice(invoice) => DocumentTotals {
                gross: totals::invoice_total_including_vat(invoice),
                vat: invoice
                    .total_vat_amount_invoice_currency
                    .or(Some(invoice.total_vat_amount)),
                includes_vat: Some(invoice.includes_vat),
            },
        };
        reconcile_document(&ready.sale.totals, &amounts, wanted).map_err(|difference| {
            let rows = differing_rows(&ready.sale, &self.rows());
            let rows = (!rows.is_empty()).then(|| event::what_differs(Named::phrases("; ", &rows)));
            let differs = difference.told(first(&name), number);
            Problem::new(
                Code::TOTAL_MISMATCH,
                Reason::sentences([differs].into_iter().chain(rows)),
                format!(
                    "Compare it with the shop's order: the customer's country, type and VAT number and the articles' codings \
                     decide its VAT. Correct them, {undo}, then replay the order."
                ),
            )
            .in_case(case::TOTAL_MISMATCH_DOCUMENT_DIFFERS, [&known_as, &what])
        })
    }

    /// The document as a person finds it in eAccounting: by its number, and by its reference, which is the shop's number.
    /// An invoice draft has no number.
    fn name(&self, natural_key: &str) -> Reason {
        let document = self.document();
        match (self, &document.number) {
            (_, Some(_)) => event::document_of_reference(describe(&document), natural_key),
            (Self::Order(_), None) => event::order_of_reference(natural_key),
            (Self::Draft(_), None) => event::draft_of_reference(natural_key),
            (Self::Invoice(_), None) => event::invoice_of_reference(natural_key),
        }
    }

    fn rows(&self) -> Vec<AnsweredRow> {
        let row = |line_number: i32, amount, rate| AnsweredRow {
            line_number: i64::from(line_number),
            amount,
            rate,
        };
        match self {
            Self::Order(order) => order
                .rows
                .iter()
                .map(|answer| row(answer.line_number, Some(answer.amount), answer.vat_rate))
                .collect(),
            Self::Draft(draft) => draft
                .rows
                .iter()
                .filter_map(|answer| Some(row(answer.line_number?, Some(answer.amount), answer.vat_rate)))
                .collect(),
            // An invoice's rows are shown without VAT only.
            Self::Invoice(invoice) => invoice
                .rows
                .iter()
                .map(|answer| row(answer.line_number, None, answer.vat_rate))
                .collect(),
        }
    }
}
