//! The meaning of the amounts of a document that was read.
//!
//! The shop's total is compared with these: always with VAT, always without the rounding that eAccounting adds by the
//! company's setting (öresavrundning), since the shop knows nothing of it.

use rust_decimal::Decimal;

use crate::types::{CustomerInvoice, CustomerInvoiceDraft, Order, Quote};

/// Whether `Amount` of an order, or `TotalAmount` of a quote, has VAT in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountReading {
    /// With VAT.
    WithVat,
    /// Without VAT.
    WithoutVat,
}

/// How a document's amount is to be read, by its rows: whichever of the two they come to. `None` where both readings are the
/// same (no VAT) or neither agrees with the rows.
///
/// Not documented: `Amount` may include `VatAmount` always, or exactly when `IncludesVat`. `RoundingsAmount` is in it in
/// both cases.
#[must_use]
pub fn amount_reading(amounts: &Amounts) -> Option<AmountReading> {
    let rows = amounts.rows?;
    let [with, without] = match amounts.includes_vat {
        true => [rows, rows - amounts.vat],
        false => [rows + amounts.vat, rows],
    };
    let amount = amounts.amount - amounts.rounding;
    match (amount == with, amount == without) {
        (true, false) => Some(AmountReading::WithVat),
        (false, true) => Some(AmountReading::WithoutVat),
        _ => None,
    }
}

/// The amounts of an order or a quote, as eAccounting answered them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amounts {
    /// `Amount` of an order, `TotalAmount` of a quote.
    pub amount: Decimal,
    /// `VatAmount`.
    pub vat: Decimal,
    /// `RoundingsAmount`.
    pub rounding: Decimal,
    /// `IncludesVat`: whether unit prices and the amounts of rows have VAT in them.
    pub includes_vat: bool,
    /// The sum of the rows; `None` without rows.
    pub rows: Option<Decimal>,
}

impl Amounts {
    /// Those of an order.
    #[must_use]
    pub fn of_order(order: &Order) -> Self {
        Self {
            amount: order.amount,
            vat: order.vat_amount,
            rounding: order.roundings_amount,
            includes_vat: order.includes_vat,
            rows: sum(order.rows.iter().map(|row| row.amount)),
        }
    }

    fn of_quote(quote: &Quote) -> Self {
        Self {
            amount: quote.total_amount,
            vat: quote.vat_amount,
            rounding: quote.roundings_amount,
            includes_vat: quote.includes_vat,
            rows: sum(quote.rows.iter().map(|row| row.amount)),
        }
    }

    fn total(&self) -> Decimal {
        let has_vat = match amount_reading(self) {
            Some(reading) => reading == AmountReading::WithVat,
            None => self.includes_vat,
        };
        let with_vat = match has_vat {
            true => self.amount,
            false => self.amount + self.vat,
        };
        with_vat - self.rounding
    }
}

/// The total of a document in its own currency, and what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentTotal {
    /// With VAT, without rounding.
    pub total: Decimal,
    /// The VAT in it.
    pub vat: Decimal,
    /// What eAccounting adds to come to whole currency.
    pub rounding: Decimal,
}

impl DocumentTotal {
    /// That of an order.
    #[must_use]
    pub fn of_order(order: &Order) -> Self {
        Self {
            total: order_total_including_vat(order),
            vat: order.vat_amount,
            rounding: order.roundings_amount,
        }
    }

    /// That of an invoice draft.
    #[must_use]
    pub fn of_draft(draft: &CustomerInvoiceDraft) -> Self {
        Self {
            total: invoice_draft_total_including_vat(draft),
            vat: draft.total_vat_amount,
            rounding: draft.total_roundings,
        }
    }

    /// That of an invoice.
    #[must_use]
    pub fn of_invoice(invoice: &CustomerInvoice) -> Self {
        let in_own_currency = invoice.total_vat_amount_invoice_currency;
        Self {
            total: invoice_total_including_vat(invoice),
            vat: in_own_currency.unwrap_or(invoice.total_vat_amount),
            rounding: invoice.total_roundings,
        }
    }

    /// What an order's or a deal's own total comes to in the terms of [`Self::total`], unrounded: with VAT, where it is without
    /// (`is_net`, of a deal, which has one row and so one rate), and without rounding, where it is rounded to whole currency as
    /// this document is.
    #[must_use]
    pub fn in_its_terms(&self, own: Decimal, is_net: bool) -> Decimal {
        let net = self.total - self.vat;
        if is_net && !net.is_zero() {
            return own * self.total / net;
        }
        let is_rounded = !self.rounding.is_zero() && own.fract().is_zero();
        if is_rounded { own - self.rounding } else { own }
    }
}

fn sum(mut amounts: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    let first = amounts.next()?;
    Some(amounts.fold(first, |sum, amount| sum + amount))
}

/// An order's total with VAT, without rounding, in the order's currency.
///
/// `Amount` is read as the rows prove it ([`amount_reading`]); where they don't tell, as including `VatAmount` exactly when
/// `IncludesVat`, which is inferred. It includes `RoundingsAmount` always.
#[must_use]
pub fn order_total_including_vat(order: &Order) -> Decimal {
    Amounts::of_order(order).total()
}

/// A quote's total with VAT, without rounding, in the quote's currency.
///
/// Read as for orders.
#[must_use]
pub fn quote_total_including_vat(quote: &Quote) -> Decimal {
    Amounts::of_quote(quote).total()
}

/// An invoice draft's total with VAT, without rounding, in the invoice's currency.
///
/// Inferred: `TotalAmount` is the amount to pay, VAT and rounding included, whatever `IncludesVat` says about the rows.
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

/// A row's amounts with and without VAT, from the one that it has.
#[must_use]
pub fn with_and_without_vat(
    amount: Decimal,
    includes_vat: bool,
    vat_rate: Option<Decimal>,
) -> (Decimal, Decimal) {
    let factor = Decimal::ONE + vat_rate.unwrap_or_default();
    if includes_vat {
        (amount, amount / factor)
    } else {
        (amount * factor, amount)
    }
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
    fn a_rows_amounts_with_and_without_vat_follow_from_one_and_the_rate() {
        let hundred = Decimal::ONE_HUNDRED;
        let rate = "0.25".parse().ok();
        assert_eq!(with_and_without_vat(hundred, false, rate), (125.into(), hundred));
        assert_eq!(
            with_and_without_vat(125.into(), true, rate),
            (125.into(), hundred)
        );
        assert_eq!(with_and_without_vat(hundred, true, None), (hundred, hundred));
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
    fn an_amount_with_or_without_vat_is_read_as_the_rows_prove_it() {
        let read = |amount: f64, rounding: f64, includes_vat: bool, row: f64| {
            let order: Order = serde_json::from_value(json!({
                "Id": ID, "CustomerId": ID, "Status": 2, "Amount": amount, "VatAmount": 99.7,
                "RoundingsAmount": rounding, "IncludesVat": includes_vat,
                "Rows": [{"LineNumber": 1, "Amount": row}, {"LineNumber": 2, "Amount": 0.0, "IsTextRow": true}],
            }))
            .unwrap();
            (
                amount_reading(&Amounts::of_order(&order)),
                order_total_including_vat(&order),
            )
        };
        let expected = Decimal::new(49_850, 2);
        for (amount, rounding, includes_vat, row, reading) in [
            (398.8, 0.0, false, 398.8, AmountReading::WithoutVat),
            (498.5, 0.0, false, 398.8, AmountReading::WithVat),
            (499.0, 0.5, false, 398.8, AmountReading::WithVat),
            (399.3, 0.5, false, 398.8, AmountReading::WithoutVat),
            (498.5, 0.0, true, 498.5, AmountReading::WithVat),
            (398.8, 0.0, true, 498.5, AmountReading::WithoutVat),
        ] {
            assert_eq!(
                read(amount, rounding, includes_vat, row),
                (Some(reading), expected)
            );
        }
        // Rows that agree with neither prove nothing, and the total is as wrong as it is.
        assert_eq!(read(400.0, 0.0, false, 398.8), (None, Decimal::new(49_970, 2)));
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
    fn an_orders_total_is_put_in_the_terms_of_its_document() {
        let in_terms = |[total, vat, rounding, own]: [i64; 4], is_net| {
            let cents = |amount| Decimal::new(amount, 2);
            let document = DocumentTotal {
                total: cents(total),
                vat: cents(vat),
                rounding: cents(rounding),
            };
            document.in_its_terms(cents(own), is_net).round_dp(2)
        };
        for (amounts, is_net, wanted) in [
            ([125_000, 25_000, 0, 100_000], true, 125_000),
            ([125_000, 25_000, 0, 80_000], true, 100_000),
            ([100_000, 0, 0, 100_000], true, 100_000),
            ([0, 0, 0, 100_000], true, 100_000),
            ([125_541, 25_508, 0, 100_033], true, 125_541),
            ([71_940, 14_388, -40, 71_900], false, 71_940),
            ([71_940, 14_388, -40, 71_940], false, 71_940),
            ([71_950, 14_390, 50, 72_000], false, 71_950),
            ([71_900, 14_380, 0, 71_900], false, 71_900),
        ] {
            let found = in_terms(amounts, is_net);
            assert_eq!(found, Decimal::new(wanted, 2), "{amounts:?} {is_net}");
        }
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
