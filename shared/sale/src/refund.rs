//! Partial refunds: as WooCommerce's plugin writes them, and as the status of other shops says them.

use model::{Code, Order, Problem, Reason, event};
use rust_decimal::Decimal;

use crate::interpretation::VatSchedule;
use crate::price_problems::PARTLY_REFUNDED;
use crate::voucher::is_named_by;

/// Words of shops for the status of an order of which a part was refunded, sent back or cancelled.
const PARTLY: &[&str] = &[
    "partially refunded",
    "partly refunded",
    "partiallyrefunded",
    "refunded partially",
    "partial refund",
    "partial refunded",
    "partially returned",
    "partly returned",
    "partial return",
    "partially cancelled",
    "partially canceled",
    "partly cancelled",
    "delvis returner*",
    "delvis avbruten",
    "delvis annuller*",
    "delvis makuler*",
    "delvis avbeställd",
    "delvis kanseller*",
    "delvist returner*",
    "delvist annuller*",
    "osittain peruttu",
    "gedeeltelijk geretourneerd",
    "gedeeltelijk geannuleerd",
    "teilweise storniert",
    "teilweise retourniert",
    "delvis återbetal*",
    "delvis refunder*",
    "delvis krediter*",
    "delåterbetal*",
    "delvis tilbakebetal*",
    "delvist refunder*",
    "delvist tilbagebetal*",
    "osittain hyvitet*",
    "osittain palautet*",
    "osittainen hyvitys",
    "gedeeltelijk terugbetaald",
    "deels terugbetaald",
    "teilweise erstattet",
    "teilerstattet",
    "teilweise rückerstattet",
    "partiellement remboursé*",
    "remboursement partiel",
    "parcialmente reembolsado",
    "reembolso parcial",
];

/// Whether the shop's own status says that a part of the order was refunded. ActiveCampaign has no state for that.
#[must_use]
pub fn says_partial_refund(order: &Order) -> bool {
    order
        .status_text
        .as_deref()
        .is_some_and(|status| is_named_by(PARTLY, status))
}

/// Refuses an order of which the shop says that a part was refunded before it was sent: its total may be the one before the
/// refund, or the one after it.
///
/// # Errors
/// `PARTIAL_REFUND`.
pub fn refuse_partial_refund(order: &Order) -> Result<(), Problem> {
    match says_partial_refund(order) {
        false => Ok(()),
        true => Err(Problem::new(
            Code::PARTIAL_REFUND,
            event::says_refunded(&order.number),
            PARTLY_REFUNDED,
        )),
    }
}

/// The signs of a partial refund in an order of WooCommerce's plugin, in words; `None` where there are none.
///
/// The plugin lowers the total and the quantities, and writes whole price of one plus whole negative refund as the refunded
/// line's price. So a line has a price below zero, or no quantity, or so low a price that the lines cannot come to the total.
#[must_use]
pub fn partial_refund(order: &Order) -> Option<Reason> {
    for (index, line) in order.lines.iter().enumerate() {
        let number = index + 1;
        if line.price < Decimal::ZERO {
            return Some(event::sign_price_below_zero(number));
        }
        if line.quantity <= Decimal::ZERO {
            return Some(event::sign_quantity(number, line.quantity.normalize()));
        }
    }
    // The highest possible sum of the lines, at the highest VAT rate.
    let most: Decimal = order
        .lines
        .iter()
        .map(|line| line.price * line.quantity)
        .sum::<Decimal>()
        + order.shipping;
    let highest = Decimal::new(127, 2);
    // A fee is never larger than the goods.
    let is_far_less = most * highest * Decimal::TWO < order.total;
    (is_far_less && order.discounts.is_empty() && !order.lines.is_empty())
        .then(|| event::sign_lines_far_less(order.currency.show(most), order.currency.show(order.total)))
}

/// A line with price 1 although its article costs more: the plugin writes this for a line of which one piece was
/// refunded (the unit price rounded up, minus the refund rounded down).
pub(crate) fn refunded_piece(order: &Order, tariff: &dyn VatSchedule) -> Option<Reason> {
    order.lines.iter().enumerate().find_map(|(index, line)| {
        let known = tariff.known_prices(index);
        let store = known.store.map(|store| store.amount);
        let least = [known.net, known.gross, store].into_iter().flatten().min()?;
        (line.price == Decimal::ONE && least > Decimal::from(3))
            .then(|| event::sign_piece_refunded(index + 1, least.normalize()))
    })
}
