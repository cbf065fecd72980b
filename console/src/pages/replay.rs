//! A replay of records: plan, apply, progress and abort.

use askama::Template;
use aws::{SettingsDocument, SettingsVersion};
use axum::extract::{Form, Path};
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use journal::Outcome;
use messages::{CauseMessages, Messages};
use model::{Problem, Source};
use operations::replay::{self, Progress, ReplayState, Selection};
use serde::Deserialize;

use super::activity::encoded;
use super::{Failure, Frame, failed, shown};
use crate::view::{Told, filters, outcome, told_reason};
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
    fn read(&self, text: &Messages) -> Result<Vec<Source>, Failure> {
        let refused = |why: String| Failure::Form(why, text.form_again());
        let mut sources = Vec::new();
        for word in self.records.split_whitespace() {
            let source = why::Query::record(word).map_err(|_| refused(text.form_no_record()))?;
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
    /// Why it is in this state.
    why: String,
    /// What the ledger says of it, in English.
    detail: String,
}

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanPage {
    frame: Frame,
    items: Vec<Planned>,
    /// Those that would be replayed, for the form.
    records: String,
    count: usize,
    /// That the functions don't use the newest settings yet.
    settings_note: Option<String>,
}

/// The plan of a replay. Queues nothing.
pub(crate) async fn plan_replay(visit: Visit, Form(form): Form<Records>) -> Response {
    match plan(&visit, &form).await {
        Ok(plan) => shown(&plan),
        Err(problem) => failed(&visit, problem),
    }
}

async fn plan(visit: &Visit, form: &Records) -> Result<PlanPage, Failure> {
    let worker = visit.worker();
    let selection = Selection::Records(form.read(visit.text)?);
    let plan = replay::plan(worker, selection, false, worker.ledger().now()).await?;
    let records: Vec<String> = plan.replayed().map(|item| item.source.to_string()).collect();
    let items = plan.items.iter().map(|item| {
        let (why, detail) = why(visit, &item.standing);
        Planned {
            record: item.source.to_string(),
            state: standing_word(visit.text, &item.standing),
            replayed: item.replayed,
            why,
            detail,
        }
    });
    let soon = SettingsDocument::not_yet_used(worker.ledger()).await?;
    let note = |(newest, used_from): (SettingsVersion, Timestamp)| {
        let from = visit.time(used_from);
        visit.text.replay_settings_soon(from, newest.version.to_string())
    };
    Ok(PlanPage {
        settings_note: soon.map(note),
        frame: Frame::of(visit, visit.text.replay_title(), ""),
        count: records.len(),
        records: records.join(" "),
        items: items.collect(),
    })
}

/// Where a record stands, in a word or two.
#[must_use]
pub fn standing_word(text: &Messages, standing: &replay::Standing) -> String {
    use replay::Standing;

    match standing {
        Standing::Unknown(_) => text.state_never_seen(),
        Standing::Missing(_) => text.state_missing(),
        Standing::OnHold(_) => text.state_on_hold(),
        Standing::Parked(_) => text.state_parked(),
        Standing::Skipped(_) => text.outcome_skipped(),
        Standing::ChangedSince(..) => text.state_changed_since(),
        Standing::Done(Some(_), _) => text.state_sent(),
        Standing::Done(None, _) => text.outcome_done(),
        Standing::Waits(..) => text.plan_waits(),
        Standing::InDoubt(_) => text.state_in_doubt(),
        Standing::Overdue => text.plan_overdue(),
        Standing::InFlight(_) => text.state_running(),
    }
}

/// Why it stands there, and what is only there in English.
fn why(visit: &Visit, standing: &replay::Standing) -> (String, String) {
    use replay::Standing;

    let text = visit.text;
    let told = |problem: &Problem| {
        let told = Told::of(text, problem);
        let why = format!("{} {} ({})", told.text, told.remedy, told.code);
        (why, told.detail)
    };
    let plain = |why: String| (why, String::new());
    match standing {
        Standing::Unknown(None) => plain(text.plan_why_unknown()),
        Standing::Unknown(Some(why)) => (text.plan_why_not_asked(), why.clone()),
        Standing::Missing(vendor) => plain(text.plan_why_missing(vendor.name())),
        Standing::OnHold(because) => plain(text.plan_why_on_hold(because)),
        Standing::Parked(problem) | Standing::ChangedSince(_, problem) | Standing::Done(_, Some(problem)) => {
            told(problem)
        }
        Standing::Skipped(reason) => told_reason(text, reason, reason.cases()),
        Standing::Done(Some(document), None) => {
            plain(text.plan_why_done(notices::record_name(document, text.language())))
        }
        Standing::Done(None, None) => plain(text.plan_why_nothing()),
        Standing::Waits(at, _) => plain(text.plan_why_waits(visit.time(*at))),
        Standing::InDoubt(_) => plain(text.plan_why_in_doubt()),
        Standing::Overdue => plain(text.plan_why_overdue()),
        Standing::InFlight(until) => plain(text.plan_why_running(visit.time(*until))),
    }
}

/// Applies a plan: queues its records.
pub(crate) async fn apply_replay(visit: Visit, Form(form): Form<Records>) -> Response {
    let sources = match form.read(visit.text) {
        Ok(sources) => sources,
        Err(failure) => return failed(&visit, failure),
    };
    match queue(&visit, sources).await {
        Ok(name) => to_replay(&name),
        Err(problem) => failed(&visit, problem),
    }
}

/// Queues records as a replay, and returns its name.
async fn queue(visit: &Visit, sources: Vec<Source>) -> Result<String, Problem> {
    let (worker, by) = (visit.worker(), &visit.options.operator);
    let plan = replay::plan(worker, Selection::Records(sources), true, worker.ledger().now()).await?;
    let saved = replay::save(worker, &plan, by).await?;
    let applied = replay::apply(worker, &saved.name, Some(&plan), by, |_| {}).await?;
    Ok(applied.replay.name)
}

fn to_replay(name: &str) -> Response {
    match HeaderValue::from_str(&format!("/replay/{}", encoded(name))) {
        Ok(path) => (StatusCode::SEE_OTHER, [(LOCATION, path)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The progress of one record of a replay.
struct Replayed {
    record: String,
    state: String,
    class: &'static str,
    code: String,
    /// What the code means, and what to do; empty without one.
    meaning: String,
    remedy: String,
}

/// The progress of a replay.
struct Standing {
    name: String,
    by: String,
    at: String,
    /// The first of its records.
    items: Vec<Replayed>,
    count: usize,
    queued: usize,
    ended: usize,
    /// Whether it is only a plan, of which nothing is queued.
    is_planned: bool,
    is_aborted: bool,
    /// Whether the replay is running, so that the page reloads its progress.
    is_running: bool,
}

#[derive(Template)]
#[template(path = "replay.html")]
struct ReplayPage {
    frame: Frame,
    replay: Standing,
}

/// The same as a part of a page.
#[derive(Template)]
#[template(path = "replay_part.html")]
struct ReplayPart {
    frame: Frame,
    replay: Standing,
}

/// The progress of a replay, from the activity log since it was queued.
pub(crate) async fn replay(visit: Visit, Path(name): Path<String>) -> Response {
    let worker = visit.worker();
    match replay::progress(worker, &name, worker.ledger().now()).await {
        Ok(progress) => {
            let frame = Frame::of(&visit, visit.text.replay_progress(&name), "");
            let replay = standing(&visit, &progress);
            if visit.wants_part {
                shown(&ReplayPart { frame, replay })
            } else {
                shown(&ReplayPage { frame, replay })
            }
        }
        Err(problem) => failed(&visit, problem),
    }
}

fn standing(visit: &Visit, progress: &Progress) -> Standing {
    let (text, head) = (visit.text, &progress.replay);
    let is_planned = head.state == ReplayState::Planned;
    let is_aborted = head.state == ReplayState::Aborted;
    let causes = CauseMessages::of(text.language());
    let items = progress.targets.iter().take(MOST).map(|target| {
        let (state, class) = match target.outcome {
            None if is_planned => (text.replay_planned_record(), "quiet"),
            None if is_aborted => (text.replay_aborted_record(), "quiet"),
            None => (text.state_queued(), "quiet"),
            Some(Outcome::Waiting) => (text.outcome_later(), "warn"),
            Some(ended) => outcome(text, ended),
        };
        let of_code = |find: fn(&CauseMessages, &str) -> Option<String>| {
            let found = target.code.and_then(|code| find(causes, code.as_str()));
            found.unwrap_or_default()
        };
        Replayed {
            record: target.source.to_string(),
            state,
            class,
            code: target.code.map(|code| code.to_string()).unwrap_or_default(),
            meaning: of_code(CauseMessages::cause),
            remedy: of_code(CauseMessages::remedy),
        }
    });
    let ended = progress.over();
    Standing {
        name: head.name.clone(),
        by: head.by.clone(),
        at: visit.time(head.applied_at.unwrap_or(head.planned_at)),
        items: items.collect(),
        count: progress.targets.len(),
        queued: head.queued,
        ended,
        is_planned,
        is_aborted,
        is_running: !is_aborted && head.applied_at.is_some() && ended < progress.targets.len(),
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Named {
    name: String,
}

/// Carries out a replay that was only planned: queues its records.
pub(crate) async fn start_replay(visit: Visit, Form(form): Form<Named>) -> Response {
    match replay::apply(visit.worker(), &form.name, None, &visit.options.operator, |_| {}).await {
        Ok(applied) => to_replay(&applied.replay.name),
        Err(problem) => failed(&visit, problem),
    }
}

/// Aborts a replay: records that no worker has started are skipped.
pub(crate) async fn abort_replay(visit: Visit, Form(form): Form<Named>) -> Response {
    match replay::abort(visit.worker(), &form.name, &visit.options.operator).await {
        Ok(replay) => to_replay(&replay.name),
        Err(problem) => failed(&visit, problem),
    }
}
