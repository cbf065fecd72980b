use askama::Template;
use aws::Direction;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use journal::Summary;
use model::{Problem, Source};
use serde::Deserialize;

use super::{Frame, failed, shown};
use crate::Context;
use crate::view::{Attempt, outcome};

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
            && is(&self.outcome, outcome(entry.outcome).0)
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
    words: &'static str,
    on: bool,
}

fn choices(now: &str, all: &[(&'static str, &'static str)]) -> Vec<Choice> {
    all.iter()
        .map(|(value, words)| Choice {
            value,
            words,
            on: *value == now,
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

pub(crate) async fn activity(State(context): State<Context>, Query(filter): Query<Filter>) -> Response {
    match page(&context, &filter).await {
        Ok(page) => shown(&page),
        Err(problem) => failed(&context, &problem),
    }
}

async fn page(context: &Context, filter: &Filter) -> Result<Activity, Problem> {
    let worker = &context.options.worker;
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
        frame: Frame::of(context, "Activity", "activity"),
        record: record.as_ref().map(ToString::to_string).unwrap_or_default(),
        code: filter.code.clone(),
        directions: choices(
            &filter.direction,
            &[
                ("", "both"),
                ("eaccounting", "to eAccounting"),
                ("activecampaign", "to ActiveCampaign"),
            ],
        ),
        outcomes: choices(
            &filter.outcome,
            &[
                ("", "any"),
                ("sent", "sent"),
                ("skipped", "skipped"),
                ("failing", "failing"),
                ("parked", "parked"),
            ],
        ),
        causes: choices(
            &filter.cause,
            &[
                ("", "any"),
                ("webhook", "webhook"),
                ("sweep", "sweep"),
                ("poll", "poll"),
                ("replay", "replay"),
                ("backfill", "backfill"),
            ],
        ),
        read: entries.len(),
        attempts: entries
            .iter()
            .filter(|entry| filter.takes(entry))
            .map(Attempt::of)
            .collect(),
        older,
        day_before: record.is_none().then(|| filter.at(&beside(-1), "")),
        day_after: (record.is_none() && day < today).then(|| filter.at(&beside(1), "")),
        day: day_text,
    })
}
