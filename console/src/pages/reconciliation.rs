//! Compares the orders of some days in both systems, for the screen and for print.

use askama::Template;
use aws::{DistributedRateLimiter, Priority, Reconciled};
use axum::extract::{Form, Query};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use messages::Messages;
use model::Problem;
use reconcile::{Class, Days, Reconciliation, View, Words};
use serde::Deserialize;

use super::activity::encoded;
use super::{Failure, Frame, failed, shown};
use crate::view::{ago, filters};
use crate::visit::Visit;

/// The values of the form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    since: String,
    until: String,
    /// `csv` for a file.
    form: String,
}

#[derive(Template)]
#[template(path = "reconciliation.html")]
struct Page {
    frame: Frame,
    since: String,
    until: String,
    /// The last result; `None` beside a new one.
    last: Option<Last>,
    /// The findings, as HTML whose texts are escaped.
    body: Option<String>,
}

/// What the last comparison found: counts, and the records that differ.
struct Last {
    /// The days and the counts.
    text: String,
    differing: Vec<Found>,
    /// How many more differ than are kept.
    more: usize,
}

/// A record about which the systems disagreed.
struct Found {
    record: String,
    /// In which way.
    class: String,
}

/// The first and the last day that a comparison was of.
fn days_of(last: &Reconciled, zone: &TimeZone) -> (Date, Date) {
    let day = |at: Timestamp| at.to_zoned_datetime(zone.clone()).date();
    let end = last.until.saturating_sub(Span::new().microseconds(1));
    (day(last.since), day(end.unwrap_or(last.until)))
}

/// The page with the days of a comparison filled in.
pub(super) fn link_to(last: &Reconciled, zone: &TimeZone) -> String {
    let (since, until) = days_of(last, zone);
    format!("/reconciliation?since={since}&until={until}")
}

/// The counts of a result, and their CSS class.
pub(super) fn result_in_words(text: &Messages, last: &Reconciled, now: Timestamp) -> (String, &'static str) {
    let when = ago(text, last.made_at, now);
    match (last.differences, last.is_complete) {
        (0, true) => (text.health_reconciled_agree(last.sales, when), "good"),
        (0, false) => (text.health_reconciled_cut(last.agreeing, when), "warn"),
        (differences, _) => (
            text.health_reconciled_differ(last.agreeing, differences, last.sales, when),
            "warn",
        ),
    }
}

fn last(visit: &Visit, last: &Reconciled) -> Last {
    let (since, until) = days_of(last, &visit.zone);
    let (found, _) = result_in_words(visit.text, last, visit.worker().ledger().now());
    let differing = last.differing.iter().map(|differing| Found {
        record: differing.record.to_string(),
        class: Class::ALL
            .into_iter()
            .find(|class| class.as_str() == differing.class)
            .map(|class| Words::of(visit.text.language()).class(class))
            .unwrap_or_default(),
    });
    Last {
        text: format!("{since} – {until}: {found}."),
        more: last.differences.saturating_sub(last.differing.len()),
        differing: differing.collect(),
    }
}

/// The form, with the last result: a comparison reads both systems, so that it is asked for.
pub(crate) async fn reconciliation(visit: Visit, Query(asked): Query<Asked>) -> Response {
    match form(&visit, asked).await {
        Ok(page) => shown(&page),
        Err(problem) => failed(&visit, problem),
    }
}

async fn form(visit: &Visit, asked: Asked) -> Result<Page, Problem> {
    let ledger = visit.worker().ledger();
    let today = ledger.now().to_zoned_datetime(visit.zone.clone()).date();
    let found = Reconciled::last(ledger).await?;
    let is_day = |text: &String| text.parse::<Date>().is_ok();
    Ok(Page {
        frame: Frame::of(visit, visit.text.nav_reconciliation(), "reconciliation"),
        since: Some(asked.since)
            .filter(is_day)
            .unwrap_or_else(|| today.first_of_month().to_string()),
        until: Some(asked.until).filter(is_day).unwrap_or_default(),
        last: found.map(|found| last(visit, &found)),
        body: None,
    })
}

/// The comparison.
pub(crate) async fn reconcile(visit: Visit, Form(asked): Form<Asked>) -> Response {
    match Box::pin(compared(&visit, &asked)).await {
        Ok(found) if asked.form == "csv" => (
            [
                (CONTENT_TYPE, "text/csv; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"reconciliation.csv\""),
            ],
            reconcile::csv(&found),
        )
            .into_response(),
        Ok(found) => shown(&Page {
            frame: Frame::of(&visit, visit.text.nav_reconciliation(), "reconciliation"),
            last: None,
            body: Some(body(&visit, &found)),
            since: asked.since,
            until: asked.until,
        }),
        Err(problem) => failed(&visit, problem),
    }
}

fn body(visit: &Visit, found: &Reconciliation) -> String {
    let view = View {
        language: visit.text.language(),
        zone: &visit.zone,
        command_suffix: &visit.options.place.suffix(),
        link: &|record| Some(format!("/record/{}", encoded(&record.to_string()))),
    };
    reconcile::body(found, &view)
}

async fn compared(visit: &Visit, asked: &Asked) -> Result<Reconciliation, Failure> {
    let day = |text: &str| {
        text.parse::<Date>().map_err(|_| {
            Failure::Form(
                visit.text.reconciliation_no_day(text),
                visit.text.reconciliation_day_help(),
            )
        })
    };
    let days = Days {
        since: day(&asked.since)?,
        until: match asked.until.as_str() {
            "" => None,
            until => Some(day(until)?),
        },
    };
    let worker = visit.worker();
    let compared = reconcile::reconcile(worker, days, worker.ledger().now(), &|_| {});
    // The shop's own jobs have priority.
    let found = Box::pin(DistributedRateLimiter::with_priority(Priority::Bulk, compared)).await?;
    found.keep(worker.ledger()).await;
    Ok(found)
}
