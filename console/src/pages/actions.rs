//! What a person does from a page. All are posts, and a replay of several is a plan first.

use askama::Template;
use axum::extract::{Form, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use model::{Code, Problem, Source};
use operations::replay::{self, Selection};
use serde::Deserialize;

use super::{Frame, failed, shown, told};
use crate::Context;
use crate::view::time;

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
    let worker = &context.options.worker;
    let selection = Selection::Records(form.read()?);
    let plan = replay::plan(worker, selection, false, worker.ledger().now()).await?;
    let records: Vec<String> = plan.replayed().map(|item| item.source.to_string()).collect();
    let items = plan.items.iter().map(|item| Planned {
        record: item.source.to_string(),
        state: item.standing.word().to_owned(),
        replayed: item.replayed,
        text: item.standing.text(time),
    });
    Ok(Plan {
        frame: Frame::of(context, "Replay: the plan", ""),
        count: records.len(),
        records: records.join(" "),
        items: items.collect(),
    })
}

/// Carries a plan out: queues its records.
pub(crate) async fn apply_replay(State(context): State<Context>, Form(form): Form<Records>) -> Response {
    let queued = match form.read() {
        Ok(sources) => queue(&context, &sources).await.map(|name| (sources, name)),
        Err(problem) => Err(problem),
    };
    match queued {
        Ok((sources, name)) => {
            let text = match sources.len() {
                1 => format!("1 record is queued as {name}."),
                count => format!("{count} records are queued as {name}."),
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

/// Queues records as a replay, and answers its name.
async fn queue(context: &Context, sources: &[Source]) -> Result<String, Problem> {
    let (worker, by) = (&context.options.worker, &context.options.operator);
    let selection = Selection::Records(sources.to_vec());
    let plan = replay::plan(worker, selection, true, worker.ledger().now()).await?;
    let saved = replay::save(worker, &plan, by).await?;
    let applied = replay::apply(worker, &saved.name, Some(&plan), by, |_| {}).await?;
    Ok(applied.replay.name)
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
