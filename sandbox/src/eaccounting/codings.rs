//! VAT rates by date. Article account codings and VAT codes show the rates of one day; a document uses the rates of its
//! own date.
//!
//! A record whose rate has changed has periods under [`PERIODS`]; any other has one constant rate. The documentation
//! doesn't tell which date decides. Here it is an order's `OrderDate`, a quote's `QuoteDate` and an invoice's
//! `InvoiceDate`, for credit invoices too. A document that is converted after a change therefore has the new rates.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::doc::{Doc, date_text, decimal, instant, number};

/// `[{"From":"2016-01-01","Rate":0.12}, …]`, earliest first.
const PERIODS: &str = "_Periods";

/// From this day on: the rate, in tenths of a percent.
pub(crate) type Period = (Date, i64);

/// Sets the rate periods of a coding or VAT code. Does nothing if its rate never changed.
pub(crate) fn set_periods(doc: &mut Doc, periods: &[Period]) {
    if periods.is_empty() {
        return;
    }
    let periods = periods.iter().map(
        |(from, permille)| json!({"From": from.to_string(), "Rate": number(Decimal::new(*permille, 3))}),
    );
    doc.set(PERIODS, periods.collect::<Value>());
}

/// Removes the periods: the record then has the rate that it shows.
pub(crate) fn fix(doc: &mut Doc) {
    doc.remove(PERIODS);
}

fn periods(doc: &Doc) -> Vec<(Date, Decimal)> {
    let periods = doc.value(PERIODS).and_then(Value::as_array).into_iter().flatten();
    periods
        .filter_map(|period| Some((period["From"].as_str()?.parse().ok()?, decimal(&period["Rate"])?)))
        .collect()
}

/// The rate on a day. Before the first period it is that period's rate.
pub(crate) fn rate_on(doc: &Doc, day: Date) -> Decimal {
    let periods = periods(doc);
    let period = periods
        .iter()
        .rev()
        .find(|(from, _)| *from <= day)
        .or(periods.first());
    match period {
        Some((_, rate)) => *rate,
        None => shown_rate(doc),
    }
}

/// A coding shows `VatRatePercent`, and `VatRate` as text; a VAT code shows `VatRate` as a number.
fn shown_rate(doc: &Doc) -> Decimal {
    match doc.value("VatRatePercent") {
        Some(rate) => decimal(rate).unwrap_or_default(),
        None => doc.decimal("VatRate"),
    }
}

/// A record as it appears on a day. A record without periods is unchanged.
pub(crate) fn on(doc: &Doc, day: Date) -> Doc {
    let mut shown = doc.clone();
    if doc.value(PERIODS).is_none() {
        return shown;
    }
    let rate = rate_on(doc, day);
    if doc.value("VatRatePercent").is_some() {
        let percent = (rate * Decimal::ONE_HUNDRED).normalize();
        shown.set("VatRatePercent", number(rate));
        shown.set("VatRate", format!("{percent}%"));
    } else {
        shown.set("VatRate", number(rate));
    }
    shown
}

/// All rates of a VAT code, as `/vatcodesrates` lists them.
pub(crate) fn all_rates(doc: &Doc, since: &str) -> Value {
    let periods = periods(doc);
    if periods.is_empty() {
        return json!([{"VatRateDate": since, "VatRate": doc.value("VatRate")}]);
    }
    let shown =
        |(from, rate): &(Date, Decimal)| json!({"VatRateDate": date_text(*from), "VatRate": number(*rate)});
    periods.iter().map(shown).collect()
}

/// A day from a query: `2026-04-01`, or the date part of a timestamp.
pub(crate) fn day(text: &str) -> Option<Date> {
    instant(text).map(|at| jiff::tz::TimeZone::UTC.to_datetime(at).date())
}
