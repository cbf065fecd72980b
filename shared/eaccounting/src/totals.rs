//! The meaning of the amounts of a document that was read.
//!
//! The shop's total is compared with these: always with VAT, always without the rounding that eAccounting adds by the
//! company's setting (öresavrundning), since the shop knows nothing of it.

use rust_decimal::Decimal;

use crate::types::{CustomerInvoice, CustomerInvoiceDraft, Order, Quote};

/// An order's total with VAT, without rounding, in the order's currency.
///
/// Inferred, not documented: `Amount` includes `VatAmount` exactly when `IncludesVat`, and includes `RoundingsAmount`
/// always. Should it prove otherwise, this is the only place.
#[must_use]
pub fn order_total_including_vat(order: &Order) -> Decimal {
    total(
        order.amount,
        order.vat_amount,
        order.roundings_amount,
        order.includes_vat,
    )
}

/// A quote's total with VAT, without rounding, in the quote's currency.
///
/// Inferred, as for orders.
#[must_use]
pub fn quote_total_including_vat(quote: &Quote) -> Decimal {
    total(
        quote.total_amount,
        quote.vat_amount,
        quote.roundings_amount,
        quote.includes_vat,
    )
}

/// An invoice draft's total with VAT, without rounding, in the invoice's currency.
///
/// Inferred: `TotalAmount` is what is to be paid, VAT and rounding included, whatever `IncludesVat` says of the rows.
#[must_use]
pub fn invoice_draft_total_including_vat(draft: &CustomerInvoiceDraft) -> Decimal {
    draft.total_amount - draft.total_roundings
}

/// An invoice's total with VAT, without rounding, in the invoice's currency.
///
/// Inferred, as for drafts. `TotalRoundings` exists in the company's currency only; an invoice in another currency is not
/// rounded (`DomesticCurrencyRounding`).
#[must_use]
pub fn invoice_total_including_vat(invoice: &CustomerInvoice) -> Decimal {
    match invoice.total_amount_invoice_currency {
        Some(total) if total != invoice.total_amount => total,
        _ => invoice.total_amount - invoice.total_roundings,
    }
}

fn total(amount: Decimal, vat: Decimal, rounding: Decimal, includes_vat: bool) -> Decimal {
    let with_vat = if includes_vat { amount } else { amount + vat };
    with_vat - rounding
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ID: &str = "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e";

    fn order(amount: f64, vat: f64, rounding: f64, includes_vat: bool) -> Order {
        serde_json::from_value(json!({
            "Id": ID, "CustomerId": ID, "Status": 2,
            "Amount": amount, "VatAmount": vat, "RoundingsAmount": rounding, "IncludesVat": includes_vat,
        }))
        .unwrap()
    }

    #[test]
    fn an_orders_amount_has_vat_in_it_only_where_it_says_so_and_rounding_always() {
        let expected = Decimal::new(49_850, 2);
        assert_eq!(
            order_total_including_vat(&order(498.5, 99.7, 0.0, true)),
            expected
        );
        assert_eq!(
            order_total_including_vat(&order(398.8, 99.7, 0.0, false)),
            expected
        );
        assert_eq!(
            order_total_including_vat(&order(499.0, 99.7, 0.5, true)),
            expected
        );
        assert_eq!(
            order_total_including_vat(&order(398.3, 99.7, -0.5, false)),
            expected
        );
    }

    #[test]
    fn a_quotes_amount_is_read_as_an_orders() {
        let quote: Quote = serde_json::from_value(json!({
            "Id": ID, "CustomerId": ID, "Status": 2,
            "TotalAmount": 100.0, "VatAmount": 25.0, "RoundingsAmount": 0.25, "IncludesVat": false,
        }))
        .unwrap();
        assert_eq!(quote_total_including_vat(&quote), Decimal::new(12_475, 2));
    }

    #[test]
    fn a_drafts_total_is_what_is_paid() {
        let draft: CustomerInvoiceDraft = serde_json::from_value(json!({
            "Id": ID, "CustomerId": ID,
            "TotalAmount": 125.0, "TotalVatAmount": 24.95, "TotalRoundings": 0.25, "IncludesVat": false,
        }))
        .unwrap();
        assert_eq!(invoice_draft_total_including_vat(&draft), Decimal::new(12_475, 2));
    }

    #[test]
    fn an_invoice_in_another_currency_is_compared_in_its_own_and_is_not_rounded() {
        let invoice = |own: f64| -> CustomerInvoice {
            serde_json::from_value(json!({
                "Id": ID, "CustomerId": ID,
                "TotalAmount": 1150.0, "TotalRoundings": 0.5, "TotalAmountInvoiceCurrency": own,
            }))
            .unwrap()
        };
        assert_eq!(invoice_total_including_vat(&invoice(100.0)), Decimal::from(100));
        assert_eq!(
            invoice_total_including_vat(&invoice(1150.0)),
            Decimal::new(114_950, 2)
        );
    }
}
