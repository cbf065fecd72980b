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
pub(crate) use state::{state_of_deal, state_of_graphql, state_of_rest};

use jiff::Timestamp;
use model::Currency;

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
