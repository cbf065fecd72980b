use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use ledger::{Record, State as Standing};
use model::Problem;
use operations::causes::name_of;

use super::activity::encoded;
use super::parked::Place;
use super::{Frame, failed, shown};
use crate::view::{ago, filters};
use crate::visit::Visit;

/// The records that each of the page's two queries reads. Records in doubt are in a list of their own while they are on hold, and
/// are shown on the first page.
const PAGE: u32 = 50;

/// A record on hold, in one row.
struct Row {
    /// The record, or its ledger key if it has no job.
    name: String,
    /// Whether it has a page.
    is_record: bool,
    because: String,
    by: String,
    since: String,
}

#[derive(Template)]
#[template(path = "holds.html")]
struct Holds {
    frame: Frame,
    rows: Vec<Row>,
    more: Option<String>,
}

pub(crate) async fn holds(visit: Visit, Query(place): Query<Place>) -> Response {
    match page(&visit, &place).await {
        Ok(page) => shown(&page),
        Err(problem) => failed(&visit, problem),
    }
}

async fn page(visit: &Visit, place: &Place) -> Result<Holds, Problem> {
    let store = visit.worker().ledger().store();
    let page = store.list_on_hold(PAGE, place.from()).await?;
    let mut records = page.records;
    if place.from().is_none() {
        let in_doubt = store.list(Standing::InDoubt, PAGE, None).await?;
        records.extend(
            in_doubt
                .records
                .into_iter()
                .filter(|record| record.hold.is_some()),
        );
    }
    let mut rows: Vec<Row> = Vec::new();
    for row in records.iter().filter_map(|record| row(visit, record)) {
        // A part of a record, such as an order's credit, is on hold under the record's name.
        if !rows.iter().any(|other| other.name == row.name) {
            rows.push(row);
        }
    }
    Ok(Holds {
        frame: Frame::of(visit, visit.text.holds_title(), "parked"),
        rows,
        more: page.next.map(|next| format!("/holds?from={}", encoded(&next))),
    })
}

fn row(visit: &Visit, record: &Record) -> Option<Row> {
    let hold = record.hold.as_ref()?;
    Some(Row {
        name: name_of(record),
        is_record: record.job.is_some(),
        because: hold.because.clone(),
        by: hold.by.clone().unwrap_or_default(),
        since: ago(visit.text, hold.since, visit.worker().ledger().now()),
    })
}
