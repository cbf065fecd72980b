//! What a person does from a page. All are posts, and a replay of several is a plan first.

use askama::Template;
use axum::extract::{Form, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use ledger::State as Standing;
use model::{Code, Job, JobKind, Problem, Source};
use serde::Deserialize;
use why::{replay_job, standing_record};

use super::{Frame, failed, shown, told};
use crate::Context;

/// The most records of one plan. Each is looked up.
const MOST: usize = 100;

#[derive(Debug, Deserialize)]
pub(crate) struct Records {
    /// Records, with blanks between.
    #[serde(default)]
    records: String,
}

impl Records {
    fn read(&self) -> Result<Vec<Source>, Problem> {
        let refused = |message: &str| {
            Problem::new(
                Code::VALUE_INVALID,
                message,
                "Choose the records on the page again.",
            )
        };
        let mut sources = Vec::new();
        for word in self.records.split_whitespace() {
            let source: Source = word.parse().map_err(|_| refused("One of these is no record."))?;
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        match sources.len() {
            0 => Err(refused("No record is named.")),
            1..=MOST => Ok(sources),
            _ => Err(refused("These are more records than one plan takes.")),
        }
    }
}

/// A record of a plan.
struct Planned {
    record: String,
    state: String,
    replayed: bool,
    text: String,
}

#[derive(Template)]
#[template(path = "plan.html")]
struct Plan {
    frame: Frame,
    items: Vec<Planned>,
    /// Those that would be replayed, for the form.
    records: String,
    count: usize,
}

/// What a replay would do: nothing is queued.
pub(crate) async fn plan_replay(State(context): State<Context>, Form(form): Form<Records>) -> Response {
    match plan(&context, &form).await {
        Ok(plan) => shown(&plan),
        Err(problem) => failed(&context, &problem),
    }
}

async fn plan(context: &Context, form: &Records) -> Result<Plan, Problem> {
    let ledger = context.options.worker.ledger();
    let now = ledger.now();
    let mut items = Vec::new();
    for source in form.read()? {
        let record = standing_record(ledger, JobKind::of(&source), &source).await?;
        let (state, replayed, text) = match &record {
            None => (
                "unknown",
                true,
                "It isn't in the ledger: it is processed as new.".to_owned(),
            ),
            Some(record) => {
                let why = match (&record.hold, &record.problem, &record.reason) {
                    (Some(hold), ..) => hold.to_string(),
                    (None, Some(problem), _) => problem.message.clone(),
                    (None, None, reason) => reason.clone().unwrap_or_default(),
                };
                let is_free = record.hold.is_none() && record.held_until(now).is_none();
                let waits = record.next_attempt.is_some_and(|at| at > now);
                (record.state.as_str(), is_free && !waits, why)
            }
        };
        items.push(Planned {
            record: source.to_string(),
            state: state.replace('_', " "),
            replayed,
            text,
        });
    }
    let records: Vec<&str> = items
        .iter()
        .filter(|item| item.replayed)
        .map(|item| item.record.as_str())
        .collect();
    Ok(Plan {
        frame: Frame::of(context, "Replay: the plan", ""),
        count: records.len(),
        records: records.join(" "),
        items,
    })
}

/// Carries a plan out: queues its records.
pub(crate) async fn apply_replay(State(context): State<Context>, Form(form): Form<Records>) -> Response {
    let queued = match form.read() {
        Ok(sources) => queue(&context, &sources).await.map(|()| sources),
        Err(problem) => Err(problem),
    };
    match queued {
        Ok(sources) => {
            let text = match sources.len() {
                1 => "1 record is queued.".to_owned(),
                count => format!("{count} records are queued."),
            };
            let mut links: Vec<(String, String)> = sources
                .iter()
                .take(10)
                .map(|source| (format!("/record/{source}"), source.to_string()))
                .collect();
            links.push((
                "/activity?cause=replay".to_owned(),
                "What becomes of them".to_owned(),
            ));
            let more = "A record that has its document gets no second one.".to_owned();
            told(&context, "Queued", vec![text, more], links)
        }
        Err(problem) => failed(&context, &problem),
    }
}

async fn queue(context: &Context, sources: &[Source]) -> Result<(), Problem> {
    let worker = &context.options.worker;
    let now = worker.ledger().now();
    let mut jobs: Vec<Job> = Vec::new();
    let mut gave_up = false;
    for source in sources {
        let record = standing_record(worker.ledger(), JobKind::of(source), source).await?;
        let problem = record.as_ref().and_then(|record| record.problem.as_ref());
        gave_up |= problem.is_some_and(|problem| problem.code == Code::RETRIES_EXHAUSTED);
        // A record is parked by a job of a kind that its name does not always say.
        let parked = record.filter(|record| record.state == Standing::Parked);
        let kind = parked
            .and_then(|record| record.job)
            .filter(|job| job.source == *source)
            .map_or_else(|| JobKind::of(source), |job| job.kind);
        jobs.push(replay_job(kind, source, now));
    }
    worker.queue().send(&jobs).await?;
    if gave_up {
        // The record is worked on again, so that its dead letter alarms nobody any more.
        let dead = worker.dead_letters();
        for letter in dead.take().await? {
            let is_ours = letter
                .job
                .as_ref()
                .is_some_and(|job| sources.contains(&job.source));
            if is_ours {
                dead.delete(&letter).await?;
            } else {
                dead.give_back(&letter).await;
            }
        }
    }
    Ok(())
}

#[derive(Debug, Deserialize)]
pub(crate) struct HoldForm {
    record: Source,
    #[serde(default)]
    because: String,
}

pub(crate) async fn hold(State(context): State<Context>, Form(form): Form<HoldForm>) -> Response {
    match why::hold(context.options.worker.ledger(), &form.record, &form.because).await {
        Ok(_) => to_record(&form.record),
        Err(problem) => failed(&context, &problem),
    }
}

pub(crate) async fn release(State(context): State<Context>, Form(form): Form<HoldForm>) -> Response {
    let worker = &context.options.worker;
    match why::release(worker, &form.record, worker.ledger().now()).await {
        Ok(_) => to_record(&form.record),
        Err(problem) => failed(&context, &problem),
    }
}

pub(super) fn to_record(source: &Source) -> Response {
    let path = format!("/record/{}", super::activity::encoded(&source.to_string()));
    match HeaderValue::from_str(&path) {
        Ok(path) => (StatusCode::SEE_OTHER, [(LOCATION, path)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
