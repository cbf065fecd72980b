//! Decides an e-commerce order's status from its documents in eAccounting. Pure.

use activecampaign::NormalizedStatus;
use eaccounting::types::{OrderStatus, QuoteStatus};
use jiff::civil::Date;
use rust_decimal::Decimal;
use settings::SaleState;

/// The amounts of a chain of documents, in its currency, with VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facts {
    /// The validity of a quote without further documents.
    pub(crate) quote: Option<(QuoteStatus, Option<Date>)>,
    /// The order, as far as there is one.
    pub(crate) order: Option<OrderStatus>,
    /// The invoice, as far as there is one.
    pub(crate) invoice: Option<InvoiceFacts>,
    /// Whether a document that is not invoiced was deleted.
    pub(crate) is_deleted: bool,
    /// The last written state.
    pub(crate) before: Option<Before>,
    /// The company's day.
    pub(crate) today: Date,
}

/// The amounts of an invoice and its credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct InvoiceFacts {
    /// Total with rounding: the amount to pay.
    pub(crate) total: Decimal,
    /// What remains to be paid; below zero where more was paid.
    pub(crate) remaining: Decimal,
    /// The tax reduction (ROT, RUT): the buyer owes so much less, and has not paid it.
    pub(crate) reduction: Decimal,
    /// The credited amount; never below zero.
    pub(crate) credited: Decimal,
    /// The day of the first credit.
    pub(crate) credited_on: Option<Date>,
    /// The day of the last payment.
    pub(crate) paid_on: Option<Date>,
    /// When it is to be paid.
    pub(crate) due: Option<Date>,
}

/// The last written state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Before {
    pub(crate) status: NormalizedStatus,
    /// Whether a payment was seen, of all or a part.
    pub(crate) was_paid: bool,
}

/// Its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    /// ActiveCampaign's word.
    pub(crate) status: NormalizedStatus,
    /// The state in eAccounting; each goes with one of ActiveCampaign's only.
    pub(crate) state: SaleState,
    /// The credited part of the total.
    pub(crate) credited: Decimal,
    /// Whether a payment has been seen, now or before.
    pub(crate) was_paid: bool,
    /// Whether nothing remains to be paid and no payment says why, so that its state stays.
    pub(crate) may_be_voided: bool,
}

/// Decides a chain's status.
///
/// Only completed orders count as revenue in ActiveCampaign, so an order is completed only on evidence of a payment. An
/// invoice on which nothing remains was paid, or credited, or voided, and no field of eAccounting's shows a void.
pub(crate) fn standing(facts: &Facts) -> Standing {
    let before_paid = facts.before.is_some_and(|before| before.was_paid);
    let of = |status, state| Standing {
        status,
        state,
        credited: Decimal::ZERO,
        was_paid: before_paid,
        may_be_voided: false,
    };
    let Some(invoice) = facts.invoice else {
        if let Some((status, valid_until)) = facts.quote
            && facts.order.is_none()
            && !facts.is_deleted
        {
            let is_lapsed =
                status == QuoteStatus::Ongoing && valid_until.is_some_and(|day| day < facts.today);
            return match status {
                _ if is_lapsed => of(NormalizedStatus::Cancelled, SaleState::Lapsed),
                // An order that is made of it counts once it is no draft.
                QuoteStatus::Approved | QuoteStatus::OrderCreated | QuoteStatus::Invoiced => {
                    of(NormalizedStatus::PendingPayment, SaleState::Accepted)
                }
                _ => of(NormalizedStatus::PendingPayment, SaleState::Quoted),
            };
        }
        return match facts.order {
            _ if facts.is_deleted => of(NormalizedStatus::Cancelled, SaleState::Deleted),
            Some(OrderStatus::Shipped) => of(NormalizedStatus::PendingPayment, SaleState::Shipped),
            Some(OrderStatus::Invoiced) => of(NormalizedStatus::PendingPayment, SaleState::Invoiced),
            _ => of(NormalizedStatus::PendingPayment, SaleState::Ongoing),
        };
    };
    let left = invoice.total - invoice.credited;
    // Who has more than nothing to get back has paid, whether eAccounting has the day or not.
    let is_overpaid = invoice.remaining < Decimal::ZERO;
    // A credit that is set off leaves nothing to pay, and may leave a date: only an earlier one is a payment's.
    let paid_before_credit = match (invoice.paid_on, invoice.credited_on) {
        (Some(paid), Some(credited)) => paid < credited,
        (Some(_), None) => true,
        (None, _) => false,
    };
    let with = |standing: Standing| Standing {
        credited: invoice.credited.min(invoice.total),
        ..standing
    };
    if invoice.credited > Decimal::ZERO && left <= Decimal::ZERO {
        return with(if before_paid || paid_before_credit || is_overpaid {
            Standing {
                was_paid: true,
                ..of(NormalizedStatus::Refunded, SaleState::Refunded)
            }
        } else {
            of(NormalizedStatus::Cancelled, SaleState::Credited)
        });
    }
    if invoice.total.is_zero() {
        return of(NormalizedStatus::Completed, SaleState::Paid);
    }
    if invoice.remaining > Decimal::ZERO {
        let is_part_paid = invoice.remaining < left - invoice.reduction;
        let is_overdue = invoice.due.is_some_and(|due| due < facts.today);
        let state = match (is_overdue, is_part_paid) {
            (true, _) => SaleState::Overdue,
            (false, true) => SaleState::PartPaid,
            (false, false) => SaleState::Invoiced,
        };
        // Where all of it remains, what was paid was taken back; after a credit, what remains may be the credit's.
        let has_paid = before_paid && invoice.credited > Decimal::ZERO;
        return with(Standing {
            was_paid: has_paid || is_part_paid,
            ..of(NormalizedStatus::PendingPayment, state)
        });
    }
    if invoice.paid_on.is_some() || is_overpaid {
        return with(Standing {
            was_paid: true,
            ..of(NormalizedStatus::Completed, SaleState::Paid)
        });
    }
    match facts.before {
        // It was written as paid on evidence, and still is; or a part was, and what is paid in part is never voided.
        Some(before) if before.was_paid || before.status == NormalizedStatus::Completed => {
            with(of(NormalizedStatus::Completed, SaleState::Paid))
        }
        _ => with(Standing {
            may_be_voided: true,
            ..of(NormalizedStatus::PendingPayment, SaleState::Invoiced)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 11, 23);

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn invoice(total: &str, remaining: &str, credited: &str) -> InvoiceFacts {
        InvoiceFacts {
            total: dec(total),
            remaining: dec(remaining),
            reduction: Decimal::ZERO,
            credited: dec(credited),
            credited_on: (credited != "0").then_some(TODAY),
            paid_on: None,
            due: Some(jiff::civil::date(2026, 12, 23)),
        }
    }

    fn facts(order: Option<OrderStatus>, invoice: Option<InvoiceFacts>) -> Facts {
        Facts {
            quote: None,
            order,
            invoice,
            is_deleted: false,
            before: None,
            today: TODAY,
        }
    }

    fn paid(invoice: InvoiceFacts, day: i8) -> InvoiceFacts {
        InvoiceFacts {
            paid_on: Some(jiff::civil::date(2026, 11, day)),
            ..invoice
        }
    }

    fn before(facts: Facts, status: NormalizedStatus, was_paid: bool) -> Facts {
        Facts {
            before: Some(Before { status, was_paid }),
            ..facts
        }
    }

    #[test]
    fn each_state_of_the_documents_has_one_state_in_activecampaign() {
        use NormalizedStatus::{Cancelled, Completed, PendingPayment, Refunded};
        let ongoing = facts(Some(OrderStatus::Ongoing), None);
        let overdue = InvoiceFacts {
            due: Some(jiff::civil::date(2026, 11, 22)),
            ..invoice("100", "100", "0")
        };
        let due_today = InvoiceFacts {
            due: Some(TODAY),
            ..invoice("100", "100", "0")
        };
        let of = |invoice| facts(None, Some(invoice));
        let reduced = |remaining| InvoiceFacts {
            reduction: dec("30"),
            ..invoice("100", remaining, "0")
        };
        let quoted = |status, day| Facts {
            quote: Some((status, Some(jiff::civil::date(2026, 11, day)))),
            ..facts(None, None)
        };
        let table = [
            ("an ongoing order", ongoing, PendingPayment, "ongoing", "0"),
            (
                "a shipped order",
                facts(Some(OrderStatus::Shipped), None),
                PendingPayment,
                "shipped",
                "0",
            ),
            (
                "an invoiced order",
                facts(Some(OrderStatus::Invoiced), None),
                PendingPayment,
                "invoiced",
                "0",
            ),
            (
                "a quote",
                quoted(QuoteStatus::Ongoing, 23),
                PendingPayment,
                "quoted",
                "0",
            ),
            (
                "an accepted quote",
                quoted(QuoteStatus::Approved, 22),
                PendingPayment,
                "accepted",
                "0",
            ),
            (
                "a lapsed quote",
                quoted(QuoteStatus::Ongoing, 22),
                Cancelled,
                "lapsed",
                "0",
            ),
            (
                "a deleted order",
                Facts {
                    is_deleted: true,
                    ..ongoing
                },
                Cancelled,
                "deleted",
                "0",
            ),
            (
                "an unpaid invoice",
                of(invoice("100", "100", "0")),
                PendingPayment,
                "invoiced",
                "0",
            ),
            (
                "an invoice due today",
                of(due_today),
                PendingPayment,
                "invoiced",
                "0",
            ),
            (
                "an invoice past its due date",
                of(overdue),
                PendingPayment,
                "overdue",
                "0",
            ),
            (
                "a partial payment",
                of(invoice("100", "60", "0")),
                PendingPayment,
                "part paid",
                "0",
            ),
            (
                "an unpaid invoice of which the tax agency pays a part",
                of(reduced("70")),
                PendingPayment,
                "invoiced",
                "0",
            ),
            (
                "such an invoice, paid in part",
                of(reduced("20")),
                PendingPayment,
                "part paid",
                "0",
            ),
            (
                "such an invoice whose buyer has paid",
                of(paid(reduced("0"), 20)),
                Completed,
                "paid",
                "0",
            ),
            (
                "an invoice of which too much was paid",
                of(invoice("100", "-20", "0")),
                Completed,
                "paid",
                "0",
            ),
            (
                "a paid invoice whose partial credit is not repaid yet",
                of(invoice("100", "-40", "40")),
                Completed,
                "paid",
                "40",
            ),
            (
                "a paid invoice whose whole credit is not repaid yet",
                of(invoice("100", "-100", "100")),
                Refunded,
                "refunded",
                "100",
            ),
            (
                "a paid invoice",
                of(paid(invoice("100", "0", "0"), 20)),
                Completed,
                "paid",
                "0",
            ),
            (
                "nothing to pay",
                of(invoice("0", "0", "0")),
                Completed,
                "paid",
                "0",
            ),
            (
                "unpaid, partly credited",
                of(invoice("100", "70", "30")),
                PendingPayment,
                "invoiced",
                "30",
            ),
            (
                "paid, partly credited",
                of(paid(invoice("100", "0", "30"), 20)),
                Completed,
                "paid",
                "30",
            ),
            (
                "paid, then credited",
                of(paid(invoice("100", "0", "100"), 20)),
                Refunded,
                "refunded",
                "100",
            ),
            (
                "credited unpaid",
                of(invoice("100", "0", "100")),
                Cancelled,
                "credited",
                "100",
            ),
            (
                "credited unpaid, set off today",
                of(paid(invoice("100", "0", "100"), 23)),
                Cancelled,
                "credited",
                "100",
            ),
            (
                "credited and set off, seen paid before",
                before(of(paid(invoice("100", "0", "100"), 23)), Completed, true),
                Refunded,
                "refunded",
                "100",
            ),
            (
                "perhaps voided",
                of(invoice("100", "0", "0")),
                PendingPayment,
                "invoiced",
                "0",
            ),
            (
                "perhaps voided, pending before",
                before(of(invoice("100", "0", "0")), PendingPayment, false),
                PendingPayment,
                "invoiced",
                "0",
            ),
            (
                "paid before",
                before(of(invoice("100", "0", "0")), Completed, true),
                Completed,
                "paid",
                "0",
            ),
            (
                "paid in part before, and the rest credited",
                before(of(invoice("100", "0", "60")), PendingPayment, true),
                Completed,
                "paid",
                "60",
            ),
            (
                "paid before, and taken back",
                before(of(invoice("100", "100", "0")), Completed, true),
                PendingPayment,
                "invoiced",
                "0",
            ),
        ];
        for (what, facts, status, word, credited) in table {
            let found = standing(&facts);
            assert_eq!((found.status, found.state.word()), (status, word), "{what}");
            assert_eq!(found.credited, dec(credited), "{what}");
        }
    }

    #[test]
    fn an_invoice_that_may_be_voided_is_never_completed_and_says_so() {
        let found = standing(&facts(None, Some(invoice("100", "0", "0"))));
        assert!(found.may_be_voided);
        assert!(!found.was_paid);
    }

    #[test]
    fn each_word_goes_with_one_state() {
        let mut seen = std::collections::BTreeMap::new();
        for total in ["0", "100"] {
            for remaining in ["0", "40", "100"] {
                for credited in ["0", "30", "100"] {
                    for day in [None, Some(10), Some(23)] {
                        for was in [
                            None,
                            Some((NormalizedStatus::Completed, true)),
                            Some((NormalizedStatus::PendingPayment, false)),
                        ] {
                            let mut made = invoice(total, remaining, credited);
                            made.paid_on = day.map(|day| jiff::civil::date(2026, 11, day));
                            let mut facts = facts(None, Some(made));
                            facts.before = was.map(|(status, was_paid)| Before { status, was_paid });
                            let found = standing(&facts);
                            let known = *seen.entry(found.state.word()).or_insert(found.status);
                            assert_eq!(known, found.status, "{}: {facts:?}", found.state.word());
                        }
                    }
                }
            }
        }
    }
}
