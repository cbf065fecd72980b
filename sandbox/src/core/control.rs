//! The control API under `/sandbox`: faults, the request log, the state.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Call, Fault, Vendor};
use crate::Sandbox;

pub(crate) fn router(sandbox: Sandbox) -> Router {
    Router::new()
        .route("/faults", get(list_faults).post(add_fault).delete(clear_faults))
        .route("/requests", get(requests).delete(clear_requests))
        .route("/counts", get(counts))
        .route("/violations", get(violations))
        .route("/state", get(state))
        .route("/reset", post(reset))
        .with_state(sandbox)
}

async fn list_faults(State(sandbox): State<Sandbox>) -> Json<Vec<Fault>> {
    Json(sandbox.faults().all())
}

/// Accepts one fault or a list of faults.
async fn add_fault(State(sandbox): State<Sandbox>, Json(body): Json<Value>) -> Response {
    let faults = match body {
        Value::Array(_) => serde_json::from_value::<Vec<Fault>>(body),
        one => serde_json::from_value::<Fault>(one).map(|fault| vec![fault]),
    };
    match faults {
        Ok(faults) => {
            faults.into_iter().for_each(|fault| sandbox.faults().add(fault));
            (StatusCode::CREATED, Json(sandbox.faults().all())).into_response()
        }
        Err(error) => bad_request(&error.to_string()),
    }
}

async fn clear_faults(State(sandbox): State<Sandbox>) -> StatusCode {
    sandbox.faults().clear();
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct Which {
    vendor: Option<Vendor>,
    /// The same pattern as in a fault.
    matcher: Option<String>,
}

async fn requests(State(sandbox): State<Sandbox>, Query(which): Query<Which>) -> Json<Vec<Call>> {
    let matcher = which.matcher.as_deref().unwrap_or("*");
    let mut calls = sandbox.requests();
    calls.retain(|call| {
        which.vendor.is_none_or(|vendor| vendor == call.vendor)
            && super::faults::fits(matcher, &call.method, &call.path)
    });
    Json(calls)
}

async fn clear_requests(State(sandbox): State<Sandbox>) -> StatusCode {
    sandbox.reset_log();
    StatusCode::NO_CONTENT
}

async fn counts(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(json!(sandbox.core().log().counts()))
}

async fn violations(State(sandbox): State<Sandbox>) -> Json<Vec<String>> {
    Json(sandbox.violations())
}

async fn state(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(sandbox.state())
}

async fn reset(State(sandbox): State<Sandbox>) -> StatusCode {
    sandbox.reset();
    StatusCode::NO_CONTENT
}

/// An error of the control API.
pub(crate) fn bad_request(why: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({"error": why}))).into_response()
}
