//! The pages, a file each.

mod actions;
mod activity;
mod holds;
mod language;
mod overview;
mod parked;
mod reconciliation;
mod record;
mod replay;
mod settings;

use askama::Template;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use messages::{Language, Messages};
use model::Problem;

use crate::view::{Told, filters};
use crate::visit::Visit;

pub(crate) use actions::{hold, release, settle};
pub(crate) use activity::activity;
pub(crate) use holds::holds;
pub(crate) use language::choose_language;
pub(crate) use overview::overview;
pub(crate) use parked::{mark_cause, parked};
pub(crate) use reconciliation::{reconcile, reconciliation};
pub(crate) use record::{record, search};
pub use replay::standing_word;
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

/// A page with one message, for somebody who is not let in: without the menu.
pub(crate) fn message_outside(
    text: &'static Messages,
    status: StatusCode,
    title: String,
    line: String,
) -> Response {
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

/// A page with one message.
fn message(visit: &Visit, status: StatusCode, title: String, line: String) -> Response {
    let page = Message {
        frame: Frame::of(visit, title, ""),
        lines: vec![line],
        detail: String::new(),
    };
    rendered(status, &page)
}

pub(crate) async fn not_found(visit: Visit) -> Response {
    let (title, help) = (visit.text.page_none(), visit.text.page_none_help());
    message(&visit, StatusCode::NOT_FOUND, title, help)
}

/// An address that takes a form alone, opened as a page: in another tab, or after a reload. Leads to the page with the form.
pub(crate) async fn form_alone(method: Method, uri: Uri) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let section = uri.path().split('/').nth(1).unwrap_or_default();
    let page = match section {
        "settings" => "/settings",
        "parked" | "replay" | "settle" => "/parked",
        "hold" | "release" => "/holds",
        _ => "/",
    };
    Redirect::to(page).into_response()
}

/// Makes a page of an answer that the router gives in plain text: of a method that a page doesn't have, or a form, an address
/// or a query that can't be read.
pub(crate) async fn errors_as_pages(visit: Visit, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let kind = response.headers().get(CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let is_error = status.is_client_error() || status.is_server_error();
    if !is_error || is_page || visit.wants_part {
        return response;
    }
    let text = visit.text;
    let (title, help) = match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => (text.page_none(), text.page_none_help()),
        _ => (text.problem_title(), text.request_unreadable()),
    };
    message(&visit, status, title, help)
}
