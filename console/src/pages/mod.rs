//! The pages, a file each.

mod actions;
mod activity;
mod overview;
mod parked;
mod record;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Response};
use model::Problem;

use crate::Context;

pub(crate) use actions::{apply_replay, hold, plan_replay, release};
pub(crate) use activity::activity;
pub(crate) use overview::overview;
pub(crate) use parked::parked;
pub(crate) use record::{record, search};

/// What every page's frame shows.
pub(crate) struct Frame {
    pub(crate) title: String,
    /// The deployment; empty where a page shows nothing of it.
    pub(crate) name: String,
    pub(crate) current: &'static str,
}

impl Frame {
    fn of(context: &Context, title: impl Into<String>, current: &'static str) -> Self {
        Self {
            title: title.into(),
            name: context.options.name.clone(),
            current,
        }
    }
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message {
    frame: Frame,
    lines: Vec<String>,
    links: Vec<(String, String)>,
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

/// A page with one message, of nobody's data.
pub(crate) fn message(status: StatusCode, title: &str, text: &str) -> Response {
    let frame = Frame {
        title: title.to_owned(),
        name: String::new(),
        current: "",
    };
    rendered(
        status,
        &Message {
            frame,
            lines: vec![text.to_owned()],
            links: Vec::new(),
        },
    )
}

fn told(context: &Context, title: &str, lines: Vec<String>, links: Vec<(String, String)>) -> Response {
    shown(&Message {
        frame: Frame::of(context, title, ""),
        lines,
        links,
    })
}

/// A page that could not be made.
fn failed(context: &Context, problem: &Problem) -> Response {
    let status = if problem.code == model::Code::VALUE_INVALID {
        StatusCode::BAD_REQUEST
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    rendered(
        status,
        &Message {
            frame: Frame::of(context, "This could not be done", ""),
            lines: vec![
                problem.message.clone(),
                problem.remedy.clone(),
                format!("({})", problem.code),
            ],
            links: Vec::new(),
        },
    )
}

pub(crate) async fn not_found(State(_): State<Context>) -> Response {
    message(
        StatusCode::NOT_FOUND,
        "There is no such page",
        "The menu has all of them.",
    )
}

pub(crate) async fn style() -> Response {
    (
        [(CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("../../templates/style.css"),
    )
        .into_response()
}
