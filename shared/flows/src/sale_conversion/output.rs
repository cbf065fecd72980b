//! A plan as eAccounting's documents take it.

use eaccounting::types as wire;
use rust_decimal::Decimal;

use sale::{Company, CustomerVatFlags, SaleKind, SalePlan, document_rounding};

/// An order's rows. `delivered`: everything counts as delivered, for an order that is created as shipped.
#[must_use]
pub(crate) fn order_rows(plan: &SalePlan, delivered: bool) -> Vec<wire::NewOrderRow> {
    plan.rows
        .iter()
        .map(|row| {
            if row.is_text {
                return wire::NewOrderRow {
                    line_number: i32::from(row.line_number),
                    is_text_row: true,
                    text: row.text.clone(),
                    ..wire::NewOrderRow::default()
                };
            }
            wire::NewOrderRow {
                line_number: i32::from(row.line_number),
                article_id: Some(row.article_id),
                article_number: Some(row.article_number.clone()),
                text: row.text.clone(),
                unit_price: Some(row.unit_price),
                quantity: Some(row.quantity),
                delivered_quantity: Some(if delivered { row.quantity } else { Decimal::ZERO }),
                discount_percentage: Some(row.discount_percentage),
                eligible_for_reverse_charge_on_vat: plan.kind == SaleKind::DomesticReverse,
                ..wire::NewOrderRow::default()
            }
        })
        .collect()
}

/// An invoice draft's rows.
#[must_use]
pub(crate) fn invoice_draft_rows(plan: &SalePlan) -> Vec<wire::NewInvoiceDraftRow> {
    plan.rows
        .iter()
        .map(|row| {
            if row.is_text {
                return wire::NewInvoiceDraftRow {
                    line_number: Some(i32::from(row.line_number)),
                    is_text_row: true,
                    text: row.text.clone(),
                    ..wire::NewInvoiceDraftRow::default()
                };
            }
            wire::NewInvoiceDraftRow {
                line_number: Some(i32::from(row.line_number)),
                article_id: Some(row.article_id),
                article_number: Some(row.article_number.clone()),
                text: row.text.clone(),
                unit_price: Some(row.unit_price),
                quantity: Some(row.quantity),
                discount_percentage: Some(row.discount_percentage),
                reversed_construction_services_vat_free: plan.kind == SaleKind::DomesticReverse,
                ..wire::NewInvoiceDraftRow::default()
            }
        })
        .collect()
}

/// The totals that an invoice draft's conversion expects: the plan's, plus eAccounting's rounding to whole currency.
#[must_use]
pub(crate) fn expected_totals(plan: &SalePlan, company: &Company) -> wire::CustomerInvoiceDraftValidation {
    let rounding = document_rounding(company, plan.currency, plan.totals.gross);
    wire::CustomerInvoiceDraftValidation {
        total_amount_invoice_currency: Some(plan.totals.gross + rounding),
        total_vat_amount_invoice_currency: Some(plan.totals.vat),
        total_roundings_invoice_currency: Some(rounding),
        rows: None,
    }
}

/// Sets the flags that the sale needs on a customer record, and no others: a flag that would change the sale's VAT is
/// cleared, one that was never set stays unset.
pub(crate) fn apply_vat_flags(needs: &CustomerVatFlags, customer: &mut wire::NewCustomer) {
    for (needed, field) in [
        (needs.delivery_based_vat, &mut customer.delivery_based_vat),
        (needs.northern_ireland, &mut customer.is_northern_ireland),
        (needs.force_bookkeep_vat, &mut customer.force_bookkeep_vat),
    ] {
        if needed || *field == Some(true) {
            *field = Some(needed);
        }
    }
}
