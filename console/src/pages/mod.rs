//! The pages, a file each.

mod actions;
mod activity;
mod language;
mod overview;
mod parked;
mod reconciliation;
mod record;
mod replay;
mod settings;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use messages::{Language, Messages};
use model::Problem;

use crate::view::{Told, filters};
use crate::visit::Visit;

pub(crate) use actions::{hold, release, settle};
pub(crate) use activity::activity;
pub(crate) use language::choose_language;
pub(crate) use overview::overview;
pub(crate) use parked::{mark_cause, parked};
pub(crate) use reconciliation::{reconcile, reconciliation};
pub(crate) use record::{record, search};
pub(crate) use replay::{abort_replay, apply_replay, plan_replay, replay, start_replay};
pub(crate) use settings::{check_settings, preview_settings, save_settings, settings};

/// What every page's frame shows.
pub(crate) struct Frame {
    pub(crate) text: &'static Messages,
    pub(crate) title: String,
    /// The deployment; empty if the page shows no data of it.
    pub(crate) name: String,
    pub(crate) current: &'static str,
    /// Where a change of the language returns to.
    pub(crate) here: String,
    /// The zone of the page's times, such as "CET"; empty if it shows none.
    pub(crate) zone: String,
}

impl Frame {
    fn of(visit: &Visit, title: impl Into<String>, current: &'static str) -> Self {
        Self {
            text: visit.text,
            title: title.into(),
            name: visit.options.place.name(visit.text),
            current,
            here: visit.here.clone(),
            zone: zone_name(&visit.zone, visit.worker().ledger().now()),
        }
    }
}

impl Frame {
    /// Each language: its tag, its own name, and whether it is the page's.
    fn languages(&self) -> [(&'static str, &'static str, bool); 6] {
        Language::ALL.map(|language| (language.tag(), language.name(), language == self.text.language()))
    }
}

/// The name of a zone at a moment, such as "CET".
fn zone_name(zone: &TimeZone, at: Timestamp) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%Z").to_string()
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message {
    frame: Frame,
    lines: Vec<String>,
    /// What the lines do not say, in English.
    detail: String,
}

fn rendered(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page of the console could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn shown(page: &impl Template) -> Response {
    rendered(StatusCode::OK, page)
}

/// A page with one message and no data of the deployment.
pub(crate) fn message(text: &'static Messages, status: StatusCode, title: String, line: String) -> Response {
    let frame = Frame {
        text,
        title,
        name: String::new(),
        current: "",
        here: "/".to_owned(),
        zone: String::new(),
    };
    let page = Message {
        frame,
        lines: vec![line],
        detail: String::new(),
    };
    rendered(status, &page)
}

/// Why a request is not carried out.
enum Failure {
    /// A part of the deployment has failed or refused it.
    Problem(Problem),
    /// The form's values are refused, in the person's language: why, and what to do.
    Form(String, String),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// A page that could not be made.
fn failed(visit: &Visit, failure: impl Into<Failure>) -> Response {
    let (status, lines, detail) = match failure.into() {
        Failure::Form(why, remedy) => (StatusCode::BAD_REQUEST, vec![why, remedy], String::new()),
        Failure::Problem(problem) => {
            let status = match problem.code == model::Code::INPUT_INVALID {
                true => StatusCode::BAD_REQUEST,
                false => StatusCode::SERVICE_UNAVAILABLE,
            };
            let told = Told::of(visit.text, &problem);
            let code = format!("({})", told.code);
            (status, vec![told.text, told.remedy, code], told.detail)
        }
    };
    let page = Message {
        frame: Frame::of(visit, visit.text.problem_title(), ""),
        lines,
        detail,
    };
    rendered(status, &page)
}

pub(crate) async fn not_found(visit: Visit) -> Response {
    rendered(
        StatusCode::NOT_FOUND,
        &Message {
            frame: Frame::of(&visit, visit.text.page_none(), ""),
            lines: vec![visit.text.page_none_help()],
            detail: String::new(),
        },
    )
}
