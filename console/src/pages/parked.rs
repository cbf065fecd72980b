use std::collections::BTreeMap;

use askama::Template;
use aws::SettingsDocument;
use axum::extract::Query;
use axum::response::Response;
use ledger::{Record, State as Standing};
use model::Problem;
use serde::Deserialize;

use super::activity::encoded;
use super::{Frame, failed, shown};
use crate::view::ago;
use crate::visit::Visit;

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
struct Cause {
    code: String,
    remedies: Vec<String>,
    /// The settings that the remedies name.
    settings: Vec<String>,
    rows: Vec<Row>,
    /// The records that can be replayed, for the form.
    replayable: String,
    count: usize,
}

#[derive(Template)]
#[template(path = "parked.html")]
struct Parked {
    frame: Frame,
    causes: Vec<Cause>,
    count: usize,
    more: Option<String>,
}

pub(crate) async fn parked(visit: Visit, Query(place): Query<Place>) -> Response {
    match page(&visit, &place.from).await {
        Ok(page) => shown(&page),
        Err(problem) => failed(&visit, &problem),
    }
}

async fn page(visit: &Visit, from: &str) -> Result<Parked, Problem> {
    let text = visit.text;
    let ledger = visit.worker().ledger();
    let from = Some(from).filter(|from| !from.is_empty() && from.len() <= LONGEST_PLACE);
    let page = ledger.store().list(Standing::Parked, PAGE, from).await?;
    let now = ledger.now();
    let mut causes: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
    for record in &page.records {
        let code = record.problem.as_ref().map(|problem| problem.code.to_string());
        causes.entry(code.unwrap_or_default()).or_default().push(record);
    }
    let cause = |(code, records): (String, Vec<&Record>)| {
        let mut remedies: Vec<String> = Vec::new();
        for problem in records.iter().filter_map(|record| record.problem.as_ref()) {
            if !problem.remedy.is_empty() && !remedies.contains(&problem.remedy) && remedies.len() < 5 {
                remedies.push(problem.remedy.clone());
            }
        }
        let names: Vec<String> = records
            .iter()
            .filter_map(|record| record.job.as_ref().map(|job| job.source.to_string()))
            .collect();
        let row = |record: &&Record| Row {
            name: record
                .job
                .as_ref()
                .map_or_else(|| record.key.to_string(), |job| job.source.to_string()),
            is_record: record.job.is_some(),
            message: record
                .problem
                .as_ref()
                .map(|problem| problem.message.clone())
                .unwrap_or_default(),
            since: ago(text, record.updated_at, now),
        };
        let settings = why::settings_in(&remedies.join(" "), &SettingsDocument::shipped());
        Cause {
            code,
            settings: settings.into_iter().map(|setting| setting.key).collect(),
            remedies,
            rows: records.iter().map(row).collect(),
            count: names.len(),
            replayable: names.join(" "),
        }
    };
    let mut causes: Vec<Cause> = causes.into_iter().map(cause).collect();
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.rows.len()));
    Ok(Parked {
        frame: Frame::of(visit, text.nav_parked(), "parked"),
        causes,
        count: page.records.len(),
        more: page.next.map(|next| format!("/parked?from={}", encoded(&next))),
    })
}
