//! The page at `/`: a view of all calls and documents. Server-rendered, without scripts and external resources.

mod view;

use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::json;

use crate::{Action, Fault, Sandbox, Vendor};
use view::{Group, Table};

/// How many calls are shown.
const SHOWN_CALLS: usize = 60;
/// How much of a body is shown.
const SHOWN_CHARACTERS: usize = 6_000;

pub(crate) fn router(sandbox: Sandbox) -> Router {
    Router::new()
        .route("/", get(show))
        .route("/help", get(help))
        .route("/faults", post(arm))
        .route("/faults/clear", post(disarm))
        .with_state(sandbox)
}

/// What the sandbox can do, as text.
async fn help() -> &'static str {
    include_str!("../../README.md")
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    tab: String,
    refresh: Option<String>,
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page {
    now: String,
    refresh: bool,
    current: &'static str,
    tabs: Vec<Tab>,
    tables: Vec<Table>,
    documents: Vec<Group>,
    show_calls: bool,
    faults: Vec<[String; 4]>,
    violations: Vec<String>,
    calls: Vec<CallRow>,
}

struct Tab {
    key: &'static str,
    title: &'static str,
    on: bool,
}

struct CallRow {
    time: String,
    vendor: &'static str,
    line: String,
    status: String,
    good: bool,
    fault: String,
    request: String,
    response: String,
}

const TABS: [(&str, &str); 3] = [
    ("eaccounting", "eAccounting"),
    ("activecampaign", "ActiveCampaign"),
    ("calls", "Calls and faults"),
];

async fn show(State(sandbox): State<Sandbox>, Query(wanted): Query<Wanted>) -> Response {
    let current = TABS
        .iter()
        .find(|(key, _)| *key == wanted.tab)
        .unwrap_or(&TABS[0])
        .0;
    let (mut tables, mut documents) = (Vec::new(), Vec::new());
    match current {
        "eaccounting" => {
            let snapshot = sandbox.eaccounting().snapshot();
            tables.push(view::customers(&snapshot));
            documents = view::eaccounting_documents(&snapshot);
        }
        "activecampaign" => {
            let snapshot = sandbox.activecampaign().snapshot();
            tables = view::activecampaign_tables(&snapshot);
            documents.push(view::activecampaign_orders(&snapshot));
        }
        _ => {}
    }
    let show_calls = current == "calls";
    let page = Page {
        now: sandbox.core().now().strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
        refresh: wanted.refresh.is_some(),
        current,
        tabs: TABS
            .iter()
            .map(|(key, title)| Tab {
                key,
                title,
                on: *key == current,
            })
            .collect(),
        tables,
        documents,
        show_calls,
        faults: if show_calls { faults(&sandbox) } else { Vec::new() },
        violations: if show_calls {
            sandbox.violations()
        } else {
            Vec::new()
        },
        calls: if show_calls { calls(&sandbox) } else { Vec::new() },
    };
    match page.render() {
        Ok(html) => Html(html).into_response(),
        Err(error) => {
            tracing::error!(%error, "the sandbox's page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn faults(sandbox: &Sandbox) -> Vec<[String; 4]> {
    let cells = |fault: Fault| {
        [
            fault.vendor.to_string(),
            fault.matcher,
            fault.action.name(),
            fault.times.to_string(),
        ]
    };
    sandbox.faults().all().into_iter().map(cells).collect()
}

fn calls(sandbox: &Sandbox) -> Vec<CallRow> {
    let shown = |body: &serde_json::Value| {
        let text = if body.is_null() {
            String::new()
        } else {
            format!("{body:#}")
        };
        text.chars().take(SHOWN_CHARACTERS).collect()
    };
    let latest = sandbox.core().log().latest(SHOWN_CALLS);
    let row = |call: crate::Call| CallRow {
        time: call.at.strftime("%H:%M:%S").to_string(),
        vendor: match call.vendor {
            Vendor::ActiveCampaign => "ActiveCampaign",
            Vendor::Eaccounting => "eAccounting",
            Vendor::Identity => "Identity",
        },
        line: match &call.query {
            Some(query) => format!("{} {}?{query}", call.method, call.path),
            None => format!("{} {}", call.method, call.path),
        },
        status: call
            .status
            .map_or_else(|| "no answer".to_owned(), |status| status.to_string()),
        good: call.status.is_some_and(|status| status < 400),
        fault: call.fault.unwrap_or_default(),
        request: shown(&call.request),
        response: shown(&call.response),
    };
    latest.into_iter().map(row).collect()
}

/// The form's fields. The kind decides which of them apply.
#[derive(Deserialize)]
struct Arm {
    vendor: Vendor,
    matcher: String,
    kind: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    times: String,
}

async fn arm(State(sandbox): State<Sandbox>, Form(form): Form<Arm>) -> Response {
    let status = form
        .status
        .trim()
        .parse()
        .ok()
        .filter(|status| (100..600).contains(status))
        .unwrap_or(500);
    let action = match form.kind.as_str() {
        "fail" => Action::Fail { status, body: None },
        "commit_then_fail" => Action::CommitThenFail { status },
        "commit_then_reset" => Action::CommitThenReset,
        "commit_then_hang" => Action::CommitThenHang,
        "reset" => Action::Reset,
        "hang" => Action::Hang { millis: None },
        "slow" => Action::Slow { millis: 2_000 },
        "garbage" => Action::Garbage,
        "rate_limit" => Action::RateLimit { retry_after: 5 },
        _ => {
            return (
                StatusCode::BAD_REQUEST,
                Json(json!({"error": "there is no such kind of fault"})),
            )
                .into_response();
        }
    };
    let matcher = if form.matcher.trim().is_empty() {
        "*"
    } else {
        form.matcher.trim()
    };
    sandbox
        .faults()
        .add(Fault::new(form.vendor, matcher, action).times(form.times.trim().parse().unwrap_or(1)));
    Redirect::to("/?tab=calls").into_response()
}

async fn disarm(State(sandbox): State<Sandbox>) -> Redirect {
    sandbox.faults().clear();
    Redirect::to("/?tab=calls")
}
