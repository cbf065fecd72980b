//! The control API under `/sandbox/eaccounting`: what a person, or another system, does in eAccounting itself.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use uuid::Uuid;

use super::behaviour::Behaviour;
use super::{Eaccounting, Rejected};

/// `GET /` the documents · `POST /customers`, `/articles`, `/quotes`, `/orders` · `POST /quotes/{id}/accept` ·
/// `PATCH /companysettings` · `PATCH /{kind}/{id}` any record, unchecked · `GET`, `PUT /behaviour`.
pub(super) fn router(vendor: &Eaccounting) -> Router {
    Router::new()
        .route(
            "/",
            get(async |State(vendor): State<Eaccounting>| Json(vendor.snapshot())),
        )
        .route("/customers", post(customer))
        .route("/articles", post(article))
        .route("/quotes", post(quote))
        .route("/orders", post(order))
        .route("/quotes/{id}/accept", post(accept))
        .route("/companysettings", patch(company_settings))
        .route("/behaviour", get(behaviour).put(set_behaviour))
        .route("/{kind}/{id}", patch(amend))
        .with_state(vendor.clone())
}

fn answer(result: Result<Value, Rejected>) -> Response {
    match result {
        Ok(record) => (StatusCode::CREATED, Json(record)).into_response(),
        Err(rejected) => rejected.into_response(),
    }
}

impl IntoResponse for Rejected {
    fn into_response(self) -> Response {
        (
            StatusCode::BAD_REQUEST,
            Json(json!({"error": self.message, "code": self.code})),
        )
            .into_response()
    }
}

async fn customer(State(vendor): State<Eaccounting>, Json(body): Json<Value>) -> Response {
    answer(vendor.add_customer(body))
}

async fn article(State(vendor): State<Eaccounting>, Json(body): Json<Value>) -> Response {
    answer(vendor.add_article(body))
}

async fn quote(State(vendor): State<Eaccounting>, Json(body): Json<Value>) -> Response {
    answer(vendor.add_quote(body))
}

async fn order(State(vendor): State<Eaccounting>, Json(body): Json<Value>) -> Response {
    answer(vendor.add_order(body))
}

async fn accept(State(vendor): State<Eaccounting>, Path(id): Path<Uuid>) -> Response {
    answer(vendor.accept_quote(id))
}

async fn company_settings(State(vendor): State<Eaccounting>, Json(body): Json<Value>) -> Json<Value> {
    Json(vendor.change_company_settings(body))
}

async fn amend(
    State(vendor): State<Eaccounting>,
    Path((kind, id)): Path<(String, Uuid)>,
    Json(body): Json<Value>,
) -> Response {
    answer(vendor.amend(&kind, id, body))
}

async fn behaviour(State(vendor): State<Eaccounting>) -> Json<Behaviour> {
    Json(vendor.behaviour())
}

async fn set_behaviour(State(vendor): State<Eaccounting>, Json(body): Json<Behaviour>) -> StatusCode {
    vendor.set_behaviour(body);
    StatusCode::NO_CONTENT
}
