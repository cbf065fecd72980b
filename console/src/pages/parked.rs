use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Timestamp;
use ledger::{Record, State as Standing};
use model::Problem;
use operations::causes::{Cause, group, marks, name_of};
use serde::Deserialize;

use super::activity::encoded;
use super::{Frame, failed, shown};
use crate::Context;
use crate::view::ago;

/// The records that a page reads, in one query.
const PAGE: u32 = 100;

/// The longest text that says where a page begins.
const LONGEST_PLACE: usize = 2_000;

#[derive(Debug, Deserialize)]
pub(crate) struct Place {
    #[serde(default)]
    from: String,
}

/// A parked record in one row.
struct Row {
    /// The record; its key where it names no job.
    name: String,
    /// Whether it has a page.
    is_record: bool,
    message: String,
    since: String,
}

/// What is parked for one cause.
struct Shown {
    code: String,
    /// What people said of it; empty while it is open.
    status: String,
    remedies: Vec<String>,
    rows: Vec<Row>,
    /// The records that can be replayed, for the form.
    replayable: String,
    count: usize,
}

#[derive(Template)]
#[template(path = "parked.html")]
struct Parked {
    frame: Frame,
    causes: Vec<Shown>,
    count: usize,
    more: Option<String>,
}

pub(crate) async fn parked(State(context): State<Context>, Query(place): Query<Place>) -> Response {
    match page(&context, &place.from).await {
        Ok(page) => shown(&page),
        Err(problem) => failed(&context, &problem),
    }
}

async fn page(context: &Context, from: &str) -> Result<Parked, Problem> {
    let ledger = context.options.worker.ledger();
    let from = Some(from).filter(|from| !from.is_empty() && from.len() <= LONGEST_PLACE);
    let page = ledger.store().list(Standing::Parked, PAGE, from).await?;
    let now = ledger.now();
    let count = page.records.len();
    let causes = group(page.records, &marks(ledger).await?);
    Ok(Parked {
        frame: Frame::of(context, "Parked", "parked"),
        causes: causes.into_iter().map(|cause| of_cause(cause, now)).collect(),
        count,
        more: page.next.map(|next| format!("/parked?from={}", encoded(&next))),
    })
}

fn of_cause(cause: Cause, now: Timestamp) -> Shown {
    let names: Vec<String> = cause
        .records
        .iter()
        .filter_map(|record| record.job.as_ref().map(|job| job.source.to_string()))
        .collect();
    let row = |record: &Record| Row {
        name: name_of(record),
        is_record: record.job.is_some(),
        message: record
            .problem
            .as_ref()
            .map(|problem| problem.message.clone())
            .unwrap_or_default(),
        since: ago(record.updated_at, now),
    };
    let mark = cause.mark.as_ref().filter(|_| !cause.is_open());
    Shown {
        code: cause.code.to_string(),
        status: mark
            .map(|mark| format!("{} {} by {}", mark.status, ago(mark.at, now), mark.by))
            .unwrap_or_default(),
        rows: cause.records.iter().map(row).collect(),
        remedies: cause.remedies,
        count: names.len(),
        replayable: names.join(" "),
    }
}
