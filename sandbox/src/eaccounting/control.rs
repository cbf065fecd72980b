//! The control API under `/sandbox/eaccounting`: actions of a person, or of another system, in eAccounting.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post, put};
use axum::{Json, Router};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::behaviour::Behaviour;
use super::{Eaccounting, Rejected};

/// `GET /` the documents · `POST /customers`, `/articles`, `/quotes`, `/orders` · `POST /quotes/{id}/accept` ·
/// `POST /invoices/{id}/pay`, `/credit`, `/void` · `POST /orders/invoice` several at once · `PUT /articles/{id}/stock` ·
/// `DELETE /{kind}/{id}` · `PATCH /companysettings` · `PATCH /{kind}/{id}` any record, unchecked · `GET`, `PUT /behaviour`.
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
        .route("/invoices/{id}/pay", post(pay))
        .route("/invoices/{id}/credit", post(credit))
        .route("/invoices/{id}/void", post(void))
        .route("/orders/invoice", post(invoice_together))
        .route("/articles/{id}/stock", put(set_stock))
        .route("/companysettings", patch(company_settings))
        .route("/behaviour", get(behaviour).put(set_behaviour))
        .route("/{kind}/{id}", patch(amend).delete(delete_record))
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

/// Without an amount: the remaining balance.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Payment {
    amount: Option<Decimal>,
}

async fn pay(
    State(vendor): State<Eaccounting>,
    Path(id): Path<Uuid>,
    Json(payment): Json<Payment>,
) -> Response {
    answer(vendor.pay_invoice(id, payment.amount))
}

/// `{"rows":[[1,2]]}`: two pieces of line 1. Without rows: the whole invoice.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Credit {
    rows: Option<Vec<(i64, Decimal)>>,
}

async fn credit(
    State(vendor): State<Eaccounting>,
    Path(id): Path<Uuid>,
    Json(credit): Json<Credit>,
) -> Response {
    answer(vendor.credit_invoice(id, credit.rows.as_deref()))
}

async fn void(State(vendor): State<Eaccounting>, Path(id): Path<Uuid>) -> Response {
    answer(vendor.void_invoice(id))
}

/// The orders' ids.
async fn invoice_together(State(vendor): State<Eaccounting>, Json(orders): Json<Vec<Uuid>>) -> Response {
    answer(vendor.invoice_together(&orders))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stock {
    balance: Decimal,
}

async fn set_stock(
    State(vendor): State<Eaccounting>,
    Path(id): Path<Uuid>,
    Json(stock): Json<Stock>,
) -> Response {
    answer(vendor.set_stock(id, stock.balance))
}

async fn delete_record(
    State(vendor): State<Eaccounting>,
    Path((kind, id)): Path<(String, Uuid)>,
) -> Response {
    answer(vendor.delete_record(&kind, id))
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
