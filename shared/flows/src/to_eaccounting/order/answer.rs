//! A document as eAccounting answered it.

use eaccounting::totals;
use eaccounting::types::{CustomerInvoice, CustomerInvoiceDraft, Order as Created};
use ledger::{Document, DocumentKind};
use model::{Code, Problem};
use rust_decimal::Decimal;
use sale::{AnsweredRow, DocumentTotals, differing_rows, reconcile_document};

use super::plan::Ready;
use crate::to_eaccounting::document_of;

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

    /// The currency of its amounts, if the response has it.
    pub(super) fn currency(&self) -> Option<&str> {
        let code = match self {
            Self::Order(order) => Some(order.currency_code.as_str()),
            Self::Draft(draft) => draft.invoice_currency_code.as_deref(),
            Self::Invoice(invoice) => invoice.currency_code.as_deref(),
        };
        code.filter(|code| !code.is_empty())
    }

    /// Compares eAccounting's amounts and their currency with the plan, which has the shop's total.
    pub(super) fn verify(&self, ready: &Ready) -> Result<(), Problem> {
        let wanted = ready.order.currency;
        if let Some(currency) = self.currency()
            && !currency.eq_ignore_ascii_case(wanted.as_str())
        {
            return Err(Problem::new(
                Code::TOTAL_MISMATCH,
                format!(
                    "eAccounting's document for order {} is in {currency}, and the order in {wanted}.",
                    ready.order.number
                ),
                format!(
                    "Correct the customer's currency in eAccounting, delete the document for order {} there, then replay the order.",
                    ready.order.number
                ),
            ));
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
        reconcile_document(&ready.sale.totals, &amounts, &ready.order.number).map_err(|mut problem| {
            let rows = differing_rows(&ready.sale, &self.rows());
            if !rows.is_empty() {
                problem
                    .message
                    .push_str(&format!(" What differs: {}.", rows.join("; ")));
            }
            problem
        })
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
