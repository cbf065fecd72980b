//! Converts ActiveCampaign's types to the model's. Pure.

mod customer;
mod dates;
mod fields;
mod graphql;
mod rest;
mod state;

pub(crate) use customer::{ContactParts, customer_of_account, customer_of_contact};
pub(crate) use dates::{Dated, SLOWEST_CLOCK, certain, nothing_newer_follows, parse_date};
pub(crate) use fields::{custom_fields, tag_of};
pub(crate) use graphql::{order_from_graphql, version_of_graphql};
pub(crate) use rest::{order_from_deal, order_from_rest, version_of_rest};
pub(crate) use state::{state_of_deal, state_of_graphql, state_of_rest, with_store_status};

use jiff::Timestamp;
use model::{Currency, Email, Order};
use rust_decimal::Decimal;

use crate::Error;
use crate::wire::lenient::Text;

/// The date that an order was placed, without which there is no order date.
fn placed_at(text: &Text, record: &str, field: &'static str) -> Result<Timestamp, Error> {
    text.0
        .as_deref()
        .and_then(parse_date)
        .ok_or_else(|| Error::Unusable {
            record: record.to_owned(),
            field,
            expected: "a date such as 2026-11-23T14:00:00+01:00",
        })
}

/// The currency, in any case: REST writes `usd` as well as `USD`.
fn currency(text: &Text, record: &str) -> Result<Currency, Error> {
    text.0
        .as_deref()
        .and_then(|code| code.parse().ok())
        .ok_or_else(|| Error::Unusable {
            record: record.to_owned(),
            field: "currency",
            expected: "three letters of ISO 4217, such as SEK",
        })
}

/// A buyer's e-mail address. Shops put one of a domain that nobody has (RFC 2606) in the place of one that they have erased.
fn buyers_email(text: &str) -> Option<Email> {
    let is_reserved = text.trim().to_ascii_lowercase().ends_with(".invalid");
    text.parse().ok().filter(|_| !is_reserved)
}

/// Beyond this an amount or a quantity is a mistake, and below it no arithmetic with them overflows.
const LARGEST: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

/// Refuses an order with a number that nobody sells for.
fn with_amounts(order: Order) -> Result<Order, Error> {
    let lines = order.lines.iter().flat_map(|line| [line.price, line.quantity]);
    let mut amounts = lines
        .chain(order.discounts.iter().map(|discount| discount.amount))
        .chain([order.shipping, order.total])
        .chain(order.tax);
    if amounts.any(|amount| amount.abs() > LARGEST) {
        return Err(Error::Unusable {
            record: format!("{} {}", order.source.kind(), order.source.id()),
            field: "amounts",
            expected: "numbers of at most twelve digits before the point",
        });
    }
    Ok(order)
}
