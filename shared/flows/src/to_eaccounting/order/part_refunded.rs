//! Refunds of a part of an order that was sent, as far as a shop tells of them.

use engine::{RecordName, describe};
use jiff::Timestamp;
use ledger::{DocumentKind, Record};
use model::{Cause, Code, Named, Order, Problem, Reason, case, event, reason};
use rust_decimal::Decimal;
use sale::PriceConvention;

use super::answer::Answer;
use super::credited::{self, Credited};
use super::prices::convention_of;
use crate::JobContext;

/// A refund of a part of an order that was sent.
pub(super) enum PartialRefund {
    /// A person has to credit it, or what is left of it.
    ToCredit(Problem),
    /// All of it is credited already: by what.
    Credited(Reason),
}

/// What a shop's status that stays may tell of: the shop has changed the order again since a person has seen to the part that
/// they were told of. Whether more was refunded, only the shop knows. While nobody has seen to that part, they are told of all.
pub(super) async fn refunded_again(
    ctx: &JobContext<'_>,
    order: &Order,
    record: &Record,
) -> Result<Option<PartialRefund>, Problem> {
    let is_changed = order.version.is_some() && order.version != record.version;
    let Some(sent) = record.documents.last() else {
        return Ok(None);
    };
    if ctx.job.cause == Cause::Replay || !is_changed {
        return Ok(None);
    }
    let invoice = credited::booked(ctx, Some(order), record).await?;
    let (mut credited_at, mut credited) = (None, Decimal::ZERO);
    if let Some(invoice) = &invoice {
        if credited::credited_by(ctx, invoice).await? == Credited::Whole {
            return Ok(None);
        }
        credited_at = credited::last_credited_at(ctx, invoice).await?;
        credited = credited::credited_amount(ctx, invoice).await?;
    }
    let changed_at: Option<Timestamp> = order.version.as_deref().and_then(|at| at.parse().ok());
    let is_new = credited_at.is_some_and(|at| record.read_at.is_none_or(|read| at > read));
    let is_later = credited_at.is_some_and(|at| changed_at.is_some_and(|changed| at >= changed));
    let name = describe(sent);
    let is_covered = is_later || (is_new && !record.is_unsettled());
    Ok(match (record.is_unsettled(), is_new, is_covered) {
        (true, false, false) => None,
        (_, _, true) => Some(PartialRefund::Credited(reason::part_credited(
            &order.number,
            order.currency.show(credited),
            name,
        ))),
        (_, _, false) => Some(PartialRefund::ToCredit(
            Problem::new(
                Code::PARTIAL_REFUND,
                event::refunded_again(&order.number, &name),
                format!(
                    "Look in the shop at whether more was refunded, and credit that on {name}, too, or take it off. If nothing more was refunded, nothing is to be done. Then replay {}.",
                    order.source
                ),
            )
            .in_case(case::PARTIAL_REFUND_AGAIN, [&RecordName::of_document(sent).number]),
        )),
    })
}

/// Whether an order was refunded in part since it was sent, as the shop's own status says it. WooCommerce has no such status: its
/// plugin lowers the order's total, and gives the refunded lines prices and quantities that nothing can be read from. What was
/// refunded is the difference of the totals, where they differ; of which goods and VAT rates, only the shop knows. A person may
/// have credited some of it after an earlier refund.
pub(super) async fn partial_refund(
    ctx: &JobContext<'_>,
    order: &Order,
    record: &Record,
    sent_as: Option<&Answer>,
) -> Result<Option<PartialRefund>, Problem> {
    let says_so = sale::says_partial_refund(order);
    if !says_so && convention_of(ctx, &order.source).await?.convention != PriceConvention::Woocommerce {
        return Ok(None);
    }
    let Some(sent) = record.documents.last() else {
        return Ok(None);
    };
    let name = describe(sent);
    // Whoever deleted the document is told that the order has changed.
    if sent_as.is_some_and(|sent| !sent.has_currency_of(order)) {
        return Ok(None);
    }
    let refunded = sent_as
        .map(|sent| sent.total() - sent.total_of(order, &ctx.compiled.settings))
        .filter(|difference| *difference > Decimal::ZERO);
    let signs = match (says_so, refunded) {
        (true, _) => event::sign_status(),
        (false, refunded) => match (sale::partial_refund(order), refunded) {
            (Some(signs), _) => signs,
            (None, Some(_)) => event::sign_total_lower(),
            (None, None) => return Ok(None),
        },
    };
    let invoice = match says_so || refunded.is_some() {
        true => credited::booked(ctx, Some(order), record).await?,
        false => None,
    };
    let credited = match &invoice {
        Some(invoice) => credited::credited_amount(ctx, invoice).await?,
        None => Decimal::ZERO,
    };
    let amount = match refunded {
        // How much of it was refunded, the person who has credited a part knows.
        None if !credited.is_zero() => {
            return Ok(Some(PartialRefund::Credited(reason::part_credited(
                &order.number,
                order.currency.show(credited),
                name,
            ))));
        }
        None => "the refunded part".to_owned(),
        Some(refunded) if credited.is_zero() => {
            format!("the refunded {}, VAT included,", order.currency.show(refunded))
        }
        Some(refunded) if credited < refunded => format!(
            "{}, VAT included, which is what is left of the refunded {} after the credits so far,",
            order.currency.show(refunded - credited),
            order.currency.show(refunded)
        ),
        Some(refunded) => {
            return Ok(Some(PartialRefund::Credited(reason::refund_credited(
                order.currency.show(refunded),
                &order.number,
                order.currency.show(credited),
                name,
            ))));
        }
    };
    let left = refunded.map(|refunded| order.currency.show(refunded - credited));
    let remedy = match sent.kind {
        DocumentKind::Invoice => {
            format!("Look in the shop at what was refunded, and credit {amount} on {name} in eAccounting.")
        }
        _ => format!(
            "Look in the shop at what was refunded, and take {amount} off {name} in eAccounting, or credit its invoice if it has one by now."
        ),
    };
    let problem = Problem::new(
        Code::PARTIAL_REFUND,
        event::refunded_after(&order.number, &name, Named::phrase(&signs)),
        format!("{remedy} Ekobridge leaves it as it is."),
    );
    let number = RecordName::of_document(sent).number;
    let problem = match (sent.kind, &left) {
        (DocumentKind::Invoice, Some(left)) => problem.in_case(case::PARTIAL_REFUND_CREDIT, [left, &number]),
        (DocumentKind::Invoice, None) => problem.in_case(case::PARTIAL_REFUND_CREDIT_PART, [&number]),
        (_, Some(left)) => problem.in_case(case::PARTIAL_REFUND_TAKE_OFF, [left, &number]),
        (_, None) => problem.in_case(case::PARTIAL_REFUND_TAKE_OFF_PART, [&number]),
    };
    Ok(Some(PartialRefund::ToCredit(problem)))
}
