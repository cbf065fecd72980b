use askama::Template;
use aws::Direction;
use axum::extract::Query;
use axum::response::Response;
use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use journal::Summary;
use model::{Problem, Source};
use serde::Deserialize;

use super::{Frame, failed, shown};
use crate::view::{Attempt, outcome_value};
use crate::visit::Visit;

/// The entries that a page reads, in one query.
const PAGE: usize = 100;

/// What the form asks for. What cannot be read counts as not asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    day: String,
    before: String,
    record: String,
    direction: String,
    outcome: String,
    cause: String,
    code: String,
}

impl Filter {
    fn takes(&self, entry: &Summary) -> bool {
        let is = |wanted: &str, has: &str| wanted.is_empty() || wanted == has;
        let direction = match Direction::of(entry.kind) {
            Direction::ToEaccounting => "eaccounting",
            Direction::ToActiveCampaign => "activecampaign",
        };
        let code = entry.problem.as_ref().map_or("", |problem| problem.code.as_str());
        is(&self.direction, direction)
            && is(&self.outcome, outcome_value(entry.outcome))
            && is(&self.cause, entry.cause.as_str())
            && is(&self.code, code)
    }

    /// The same filter on another place, as a query.
    fn at(&self, day: &str, before: &str) -> String {
        let pairs = [
            ("day", day),
            ("before", before),
            ("direction", &self.direction),
            ("outcome", &self.outcome),
            ("cause", &self.cause),
            ("code", &self.code),
        ];
        let query: Vec<String> = pairs
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        format!("/activity?{}", query.join("&"))
    }
}

/// A value in a query.
pub(super) fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b':' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// A choice of a list.
struct Choice {
    value: &'static str,
    words: String,
    on: bool,
}

fn choices<const N: usize>(now: &str, all: [(&'static str, String); N]) -> Vec<Choice> {
    all.into_iter()
        .map(|(value, words)| Choice {
            value,
            words,
            on: value == now,
        })
        .collect()
}

#[derive(Template)]
#[template(path = "activity.html")]
struct Activity {
    frame: Frame,
    day: String,
    record: String,
    code: String,
    directions: Vec<Choice>,
    outcomes: Vec<Choice>,
    causes: Vec<Choice>,
    attempts: Vec<Attempt>,
    read: usize,
    older: Option<String>,
    day_before: Option<String>,
    day_after: Option<String>,
}

pub(crate) async fn activity(visit: Visit, Query(filter): Query<Filter>) -> Response {
    match page(&visit, &filter).await {
        Ok(page) => shown(&page),
        Err(problem) => failed(&visit, &problem),
    }
}

async fn page(visit: &Visit, filter: &Filter) -> Result<Activity, Problem> {
    let (text, worker) = (visit.text, visit.worker());
    let today = worker.ledger().now().to_zoned_datetime(TimeZone::UTC).date();
    let day = filter.day.parse::<Date>().unwrap_or(today).min(today);
    let record = filter.record.trim().parse::<Source>().ok();
    let before = Some(filter.before.as_str()).filter(|before| !before.is_empty() && before.len() <= 100);
    let entries = match &record {
        Some(record) => {
            let entries = worker.journal().of(record, PAGE).await?;
            entries.iter().map(Summary::from).collect()
        }
        None => worker.journal().day(day, PAGE, before).await?,
    };
    let day_text = day.to_string();
    let older = entries
        .last()
        .filter(|_| entries.len() == PAGE && record.is_none())
        .map(|entry| filter.at(&day_text, &entry.position()));
    let beside = |days: i64| day.saturating_add(Span::new().days(days)).to_string();
    Ok(Activity {
        frame: Frame::of(visit, text.nav_activity(), "activity"),
        record: record.as_ref().map(ToString::to_string).unwrap_or_default(),
        code: filter.code.clone(),
        directions: choices(
            &filter.direction,
            [
                ("", text.activity_both()),
                ("eaccounting", text.direction_to_eaccounting()),
                ("activecampaign", text.direction_to_activecampaign()),
            ],
        ),
        outcomes: choices(
            &filter.outcome,
            [
                ("", text.activity_any()),
                ("sent", text.outcome_sent()),
                ("skipped", text.outcome_skipped()),
                ("failing", text.outcome_failing()),
                ("parked", text.outcome_parked()),
                ("ignored", text.outcome_ignored()),
            ],
        ),
        causes: choices(
            &filter.cause,
            [
                ("", text.activity_any()),
                ("webhook", text.cause_webhook()),
                ("sweep", text.cause_sweep()),
                ("poll", text.cause_poll()),
                ("replay", text.cause_replay()),
                ("backfill", text.cause_backfill()),
            ],
        ),
        read: entries.len(),
        attempts: entries
            .iter()
            .filter(|entry| filter.takes(entry))
            .map(|entry| Attempt::of(text, entry))
            .collect(),
        older,
        day_before: record.is_none().then(|| filter.at(&beside(-1), "")),
        day_after: (record.is_none() && day < today).then(|| filter.at(&beside(1), "")),
        day: day_text,
    })
}
