//! A replay of one or several records: a plan, its carrying out, and what becomes of them.

use askama::Template;
use axum::extract::Form;
use axum::response::Response;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use journal::{Entry, Outcome};
use ledger::{Record, State as Standing};
use messages::Messages;
use model::{Cause, Code, Job, JobKind, Problem, Source};
use serde::Deserialize;
use why::{replay_job, standing_record};

use super::{Frame, failed, shown};
use crate::view::outcome;
use crate::visit::Visit;

/// The most records of one plan. Each is looked up.
const MOST: usize = 100;

#[derive(Debug, Deserialize)]
pub(crate) struct Records {
    /// Records, with blanks between.
    #[serde(default)]
    records: String,
}

impl Records {
    fn read(&self, text: &Messages) -> Result<Vec<Source>, Problem> {
        let refused = |message: String| Problem::new(Code::VALUE_INVALID, message, text.form_again());
        let mut sources = Vec::new();
        for word in self.records.split_whitespace() {
            let source: Source = word.parse().map_err(|_| refused(text.form_no_record()))?;
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        match sources.len() {
            0 => Err(refused(text.form_none())),
            1..=MOST => Ok(sources),
            _ => Err(refused(text.form_too_many())),
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
pub(crate) async fn plan_replay(visit: Visit, Form(form): Form<Records>) -> Response {
    match plan(&visit, &form).await {
        Ok(plan) => shown(&plan),
        Err(problem) => failed(&visit, &problem),
    }
}

async fn plan(visit: &Visit, form: &Records) -> Result<Plan, Problem> {
    let ledger = visit.worker().ledger();
    let now = ledger.now();
    let mut items = Vec::new();
    for source in form.read(visit.text)? {
        let record = standing_record(ledger, JobKind::of(&source), &source).await?;
        let (state, replayed, text) = match &record {
            None => ("unknown", true, visit.text.replay_anew()),
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
        frame: Frame::of(visit, visit.text.replay_title(), ""),
        count: records.len(),
        records: records.join(" "),
        items,
    })
}

/// Carries a plan out: queues its records.
pub(crate) async fn apply_replay(visit: Visit, Form(form): Form<Records>) -> Response {
    let queued = match form.read(visit.text) {
        Ok(sources) => queue(&visit, &sources).await.map(|since| (sources, since)),
        Err(problem) => Err(problem),
    };
    match queued {
        Ok((sources, since)) => match progress(&visit, &sources, since).await {
            Ok(progress) => shown(&progress),
            Err(problem) => failed(&visit, &problem),
        },
        Err(problem) => failed(&visit, &problem),
    }
}

/// Queues records. Answers when.
async fn queue(visit: &Visit, sources: &[Source]) -> Result<Timestamp, Problem> {
    let worker = visit.worker();
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
    Ok(now)
}

#[derive(Debug, Deserialize)]
pub(crate) struct ProgressForm {
    #[serde(flatten)]
    records: Records,
    /// When the records were queued.
    since: Timestamp,
}

/// What has become of a record that was replayed.
struct Progressing {
    record: String,
    state: String,
    class: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "progress.html")]
struct Progress {
    frame: Frame,
    items: Vec<Progressing>,
    ended: usize,
    records: String,
    since: Timestamp,
}

/// The same without the page around it.
#[derive(Template)]
#[template(path = "progress_part.html")]
struct ProgressPart {
    frame: Frame,
    items: Vec<Progressing>,
    ended: usize,
    records: String,
    since: Timestamp,
}

/// What has become of a replay so far: a read of one item for each of its records.
pub(crate) async fn replay_progress(visit: Visit, Form(form): Form<ProgressForm>) -> Response {
    let found = match form.records.read(visit.text) {
        Ok(sources) => progress(&visit, &sources, form.since).await,
        Err(problem) => Err(problem),
    };
    match found {
        Ok(page) if visit.wants_part => shown(&ProgressPart {
            frame: page.frame,
            items: page.items,
            ended: page.ended,
            records: page.records,
            since: page.since,
        }),
        Ok(page) => shown(&page),
        Err(problem) => failed(&visit, &problem),
    }
}

/// How many of the day's newest entries are looked through, in one query.
const NEWEST: usize = 100;

async fn progress(visit: &Visit, sources: &[Source], since: Timestamp) -> Result<Progress, Problem> {
    let worker = visit.worker();
    let (text, ledger) = (visit.text, worker.ledger());
    let today = ledger.now().to_zoned_datetime(TimeZone::UTC).date();
    let entries = worker.journal().day(today, NEWEST, None).await?;
    let mut items = Vec::with_capacity(sources.len());
    let mut ended = 0;
    for source in sources {
        let attempt = entries
            .iter()
            .find(|entry| entry.source == *source && entry.cause == Cause::Replay && entry.at >= since);
        let (state, class, has_ended, what) = match attempt {
            Some(entry) => of_entry(text, entry),
            None => {
                let record = standing_record(ledger, JobKind::of(source), source).await?;
                of_record(text, record.filter(|record| record.updated_at >= since).as_ref())
            }
        };
        ended += usize::from(has_ended);
        items.push(Progressing {
            record: source.to_string(),
            state,
            class,
            text: what,
        });
    }
    let records: Vec<&str> = items.iter().map(|item| item.record.as_str()).collect();
    Ok(Progress {
        frame: Frame::of(visit, text.replay_progress(), ""),
        records: records.join(" "),
        items,
        ended,
        since,
    })
}

/// State, class, whether it has ended, and what happened, by the attempt's entry in the activity log.
fn of_entry(text: &Messages, entry: &Entry) -> (String, &'static str, bool, String) {
    let (word, class) = outcome(text, entry.outcome);
    let what = match (&entry.problem, &entry.reason) {
        (Some(problem), _) => problem.message.clone(),
        (None, reason) => reason.clone().unwrap_or_default(),
    };
    (word, class, entry.outcome != Outcome::Waiting, what)
}

/// The same by the ledger, where the log has no entry of it yet.
fn of_record(text: &Messages, record: Option<&Record>) -> (String, &'static str, bool, String) {
    let Some(record) = record else {
        return (text.state_queued(), "quiet", false, String::new());
    };
    let (word, class, has_ended) = match record.state {
        Standing::Leased | Standing::Committing => (text.state_running(), "warn", false),
        Standing::InDoubt => (text.state_in_doubt(), "warn", false),
        Standing::Waiting => (text.outcome_later(), "warn", false),
        Standing::Done => (text.outcome_sent(), "good", true),
        Standing::Skipped => (text.outcome_skipped(), "quiet", true),
        Standing::Parked => (text.outcome_parked(), "bad", true),
    };
    let what = match (&record.problem, &record.reason) {
        (Some(problem), _) if record.state != Standing::Done => problem.message.clone(),
        (_, reason) => reason.clone().unwrap_or_default(),
    };
    (word, class, has_ended, what)
}
