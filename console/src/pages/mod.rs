//! The pages, a file each.

mod actions;
mod activity;
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
use messages::Messages;
use model::Problem;

use crate::view::filters;
use crate::visit::Visit;

pub(crate) use actions::{hold, release};
pub(crate) use activity::activity;
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
    /// The zone of the page's times, such as "CET"; empty if it shows none.
    pub(crate) zone: String,
}

impl Frame {
    fn of(visit: &Visit, title: impl Into<String>, current: &'static str) -> Self {
        Self {
            text: visit.text,
            title: title.into(),
            name: visit.options.name.clone(),
            current,
            zone: zone_name(&visit.zone, visit.worker().ledger().now()),
        }
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
        zone: String::new(),
    };
    rendered(
        status,
        &Message {
            frame,
            lines: vec![line],
        },
    )
}

/// A page that could not be made.
fn failed(visit: &Visit, problem: &Problem) -> Response {
    let status = if problem.code == model::Code::VALUE_INVALID {
        StatusCode::BAD_REQUEST
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    rendered(
        status,
        &Message {
            frame: Frame::of(visit, visit.text.problem_title(), ""),
            lines: vec![
                problem.message.clone(),
                problem.remedy.clone(),
                format!("({})", problem.code),
            ],
        },
    )
}

pub(crate) async fn not_found(visit: Visit) -> Response {
    rendered(
        StatusCode::NOT_FOUND,
        &Message {
            frame: Frame::of(&visit, visit.text.page_none(), ""),
            lines: vec![visit.text.page_none_help()],
        },
    )
}
