use askama::Template;
use aws::SettingsDocument;
use axum::extract::{Form, Query};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use ledger::{Record, State as Standing};
use messages::{Language, Messages, ToolMessages};
use model::{Code, Problem};
use operations::causes::{Cause, Count, Status, group, mark, marks, name_of};
use operations::replay::{Replay, ReplayState, replays};
use serde::Deserialize;

use super::activity::encoded;
use super::{Frame, failed, shown};
use crate::view::{ago, filters, meaning};
use crate::visit::Visit;

/// The records that a page reads, in one query; with those in doubt, they are a hundred.
const PAGE: u32 = 95;
const IN_DOUBT: u32 = 5;

/// The newest replays that are listed.
const REPLAYS: usize = 10;

/// The longest text that says where a page begins.
const LONGEST_PLACE: usize = 2_000;

#[derive(Debug, Deserialize)]
pub(crate) struct Place {
    #[serde(default)]
    from: String,
}

impl Place {
    /// Where the page begins; `None` is the start.
    pub(super) fn from(&self) -> Option<&str> {
        let from = self.from.as_str();
        Some(from).filter(|from| !from.is_empty() && from.len() <= LONGEST_PLACE)
    }
}

/// A parked record in one row.
struct Row {
    /// The record, or its ledger key if it has no job.
    name: String,
    /// Whether it has a page.
    is_record: bool,
    message: Option<Message>,
    since: String,
}

/// What happened to a record.
struct Message {
    text: String,
    /// Whether it exists in English alone.
    is_english: bool,
}

impl Message {
    /// The code's meaning is told of the cause already.
    fn of(text: &Messages, problem: &Problem) -> Self {
        let (what, english) = notices::what_happened(problem, text.language());
        Self {
            is_english: english.is_some(),
            text: english.map_or(what, str::to_owned),
        }
    }
}

/// What is parked for one cause.
struct Shown {
    code: String,
    /// Whether it is neither ignored nor resolved.
    is_listed: bool,
    /// What the code means.
    meaning: String,
    /// What to do; empty in English, where the remedies say it.
    advice: Vec<String>,
    /// The acknowledgment of the cause; empty while it is open.
    status: String,
    /// Why somebody has set it, in their own words.
    said: Option<String>,
    /// The states that the cause can be set to: the form value and its text.
    marks: Vec<(&'static str, String)>,
    /// The same in English; empty where other languages have words for all that happened.
    remedies: Vec<String>,
    /// Whether some of its records were sent, and have changed since.
    is_sent: bool,
    /// The settings that the remedies name.
    settings: Vec<String>,
    rows: Vec<Row>,
    /// The records that can be replayed, for the form.
    replayable: String,
    count: usize,
}

/// A record in doubt.
struct InDoubt {
    name: String,
    /// What that means, and what to do.
    text: String,
}

/// An earlier replay.
struct Past {
    name: String,
    count: usize,
    by: String,
    at: String,
    /// Whether it is only a plan, of which nothing is queued.
    is_planned: bool,
}

#[derive(Template)]
#[template(path = "parked.html")]
struct Parked {
    frame: Frame,
    /// Records that may have become a document: whoever looks there may be about to create it by hand.
    in_doubt: Vec<InDoubt>,
    causes: Vec<Shown>,
    count: u64,
    /// The causes that are ignored or resolved.
    hidden: Vec<Shown>,
    hidden_count: u64,
    more: Option<String>,
    replays: Vec<Past>,
}

pub(crate) async fn parked(visit: Visit, Query(place): Query<Place>) -> Response {
    match page(&visit, &place).await {
        Ok(page) => shown(&page),
        Err(problem) => failed(&visit, problem),
    }
}

async fn page(visit: &Visit, place: &Place) -> Result<Parked, Problem> {
    let text = visit.text;
    let ledger = visit.worker().ledger();
    let (page, in_doubt, marks, replays) = futures::join!(
        ledger.store().list(Standing::Parked, PAGE, place.from()),
        ledger.store().list(Standing::InDoubt, IN_DOUBT, None),
        marks(ledger),
        replays(ledger),
    );
    let page = page?;
    let now = ledger.now();
    let causes = group(page.records, &marks?);
    let counted = Count::of(&causes);
    let (causes, hidden): (Vec<Cause>, Vec<Cause>) =
        causes.into_iter().partition(|cause| cause.status.is_listed());
    let all = |causes: Vec<Cause>| {
        causes
            .into_iter()
            .map(|cause| of_cause(text, cause, now))
            .collect()
    };
    let answers = ToolMessages::of(text.language());
    let in_doubt = in_doubt?.records;
    Ok(Parked {
        frame: Frame::of(visit, text.nav_parked(), "parked"),
        in_doubt: in_doubt
            .iter()
            .map(name_of)
            .map(|name| InDoubt {
                text: format!("{} {}", answers.answer_in_doubt(&name), answers.why_in_doubt_do()),
                name,
            })
            .collect(),
        causes: all(causes),
        hidden: all(hidden),
        count: counted.listed,
        hidden_count: counted.hidden,
        more: page.next.map(|next| format!("/parked?from={}", encoded(&next))),
        replays: replays?
            .into_iter()
            .take(REPLAYS)
            .map(|replay| past(visit, replay))
            .collect(),
    })
}

fn past(visit: &Visit, replay: Replay) -> Past {
    Past {
        is_planned: replay.state == ReplayState::Planned,
        at: visit.time(replay.applied_at.unwrap_or(replay.planned_at)),
        name: replay.name,
        count: replay.count,
        by: replay.by,
    }
}

fn of_cause(text: &Messages, cause: Cause, now: Timestamp) -> Shown {
    let names: Vec<String> = cause
        .records
        .iter()
        .filter_map(|record| record.job.as_ref().map(|job| job.source.to_string()))
        .collect();
    let row = |record: &Record| Row {
        name: name_of(record),
        is_record: record.job.is_some(),
        message: record.problem.as_ref().map(|problem| Message::of(text, problem)),
        since: ago(text, record.since(), now),
    };
    let mark = cause.mark.as_ref().filter(|mark| mark.status != Status::Open);
    let settings = why::settings_in(&cause.remedies.join(" "), &SettingsDocument::shipped());
    let choices = [
        (Status::Acknowledged, "acknowledged", text.parked_acknowledge()),
        (Status::Ignored, "ignored", text.parked_ignore()),
        (Status::Resolved, "resolved", text.parked_resolve()),
        (Status::Open, "open", text.parked_reopen()),
    ];
    let (meaning, advice) = meaning(text, cause.code);
    let problems = || cause.records.iter().filter_map(|record| record.problem.as_ref());
    let mut remedies = notices::remedies(problems(), text.language());
    if remedies.is_empty() && !advice.is_empty() {
        remedies.push(advice);
    }
    let is_told = |problem| notices::event(problem, text.language()).is_some();
    let all_told = text.language() != Language::English && problems().all(is_told);
    Shown {
        code: cause.code.to_string(),
        is_listed: cause.status.is_listed(),
        meaning,
        advice: remedies,
        status: mark
            .map(|mark| {
                let when = ago(text, mark.at, now);
                let said = match mark.status {
                    Status::Open => String::new(),
                    Status::Acknowledged => text.parked_is_acknowledged(when, &mark.by),
                    Status::Ignored => text.parked_is_ignored(when, &mark.by),
                    Status::Resolved => text.parked_is_resolved(when, &mark.by),
                };
                match cause.is_open() {
                    true => format!("{} {said}", text.parked_is_open_again()),
                    false => said,
                }
            })
            .unwrap_or_default(),
        said: mark.and_then(|mark| mark.note.clone()),
        marks: choices
            .into_iter()
            .filter(|(status, ..)| *status != cause.status)
            .map(|(_, value, words)| (value, words))
            .collect(),
        rows: cause.records.iter().map(row).collect(),
        settings: settings.into_iter().map(|setting| setting.key).collect(),
        is_sent: cause.records.iter().any(Record::is_unsettled),
        remedies: if all_told { Vec::new() } else { cause.remedies },
        count: names.len(),
        replayable: names.join(" "),
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct MarkForm {
    code: Code,
    status: Status,
    /// Why, in the person's own words.
    #[serde(default)]
    because: String,
}

/// Sets the state of a cause.
pub(crate) async fn mark_cause(visit: Visit, Form(form): Form<MarkForm>) -> Response {
    let (ledger, by) = (visit.worker().ledger(), &visit.options.operator);
    let because = Some(form.because.trim()).filter(|because| !because.is_empty());
    match mark(ledger, form.code, form.status, by, because).await {
        Ok(()) => (StatusCode::SEE_OTHER, [(LOCATION, "/parked")]).into_response(),
        Err(problem) => failed(&visit, problem),
    }
}
