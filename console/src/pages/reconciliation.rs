//! Compares the orders of some days in both systems, for the screen and for print.

use askama::Template;
use aws::{DistributedRateLimiter, Priority};
use axum::extract::Form;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use model::{Code, Problem};
use reconcile::{Days, Reconciliation};
use serde::Deserialize;

use super::{Frame, failed, shown};
use crate::view::filters;
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
    /// The findings, as HTML whose texts are escaped.
    body: Option<String>,
}

/// The form: a comparison reads both systems, so that it is asked for.
pub(crate) async fn reconciliation(visit: Visit) -> Response {
    let today = visit
        .worker()
        .ledger()
        .now()
        .to_zoned_datetime(visit.zone.clone())
        .date();
    shown(&Page {
        frame: Frame::of(&visit, visit.text.nav_reconciliation(), "reconciliation"),
        since: today.first_of_month().to_string(),
        until: String::new(),
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
            body: Some(reconcile::body(&found, &visit.zone)),
            since: asked.since,
            until: asked.until,
        }),
        Err(problem) => failed(&visit, &problem),
    }
}

async fn compared(visit: &Visit, asked: &Asked) -> Result<Reconciliation, Problem> {
    let day = |text: &str| {
        text.parse::<Date>().map_err(|_| {
            Problem::new(
                Code::VALUE_INVALID,
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
