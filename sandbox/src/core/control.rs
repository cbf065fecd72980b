//! The control API under `/sandbox`: faults, the request log, the state.

use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use rust_decimal::Decimal;
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

/// The largest number in a body. With larger ones, the product of a price, a quantity and a rate may be no decimal number.
const MAX_NUMBER: i64 = 1_000_000_000;

/// Members of bodies that are amounts, also where they are written as text.
const AMOUNTS: [&str; 15] = [
    "amount",
    "balance",
    "discount_amount",
    "fees",
    "fixed",
    "percent",
    "price",
    "quantity",
    "rate",
    "rows",
    "shipping",
    "shipping_rate",
    "tax",
    "total",
    "value",
];

/// Refuses a body with a number that no shop or bookkeeper has.
pub(crate) async fn within_reason(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, 2 * 1024 * 1024).await else {
        return bad_request("the body cannot be read, or is longer than 2 MB");
    };
    if let Ok(read) = serde_json::from_slice::<Value>(&body)
        && let Some(number) = beyond_reason(&read, false)
    {
        return bad_request(&format!(
            "{number} is beyond reason: numbers are from -{MAX_NUMBER} to {MAX_NUMBER}"
        ));
    }
    next.run(Request::from_parts(parts, Body::from(body))).await
}

/// The first number that is too large.
fn beyond_reason(value: &Value, is_amount: bool) -> Option<String> {
    let number = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) if is_amount => text.trim().to_owned(),
        Value::Array(values) => {
            return values.iter().find_map(|value| beyond_reason(value, is_amount));
        }
        Value::Object(members) => {
            let mut members = members.iter();
            return members.find_map(|(name, value)| beyond_reason(value, AMOUNTS.contains(&name.as_str())));
        }
        _ => return None,
    };
    let most = Decimal::from(MAX_NUMBER);
    let decimal = Decimal::from_scientific(&number).or_else(|_| number.parse());
    let is_fine = match decimal {
        Ok(decimal) => decimal.abs() <= most,
        // A text that is no number is refused by whoever reads it.
        Err(_) => value.is_string(),
    };
    (!is_fine).then_some(number)
}

/// An error of the control API.
pub(crate) fn bad_request(why: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({"error": why}))).into_response()
}
