//! `/sandbox/activecampaign`: creates records in the account and sends webhooks, with plain JSON.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::core::control::bad_request;

use super::{
    AccountSeed, ActiveCampaign, AutomationSeed, ConnectionSeed, ContactSeed, DealSeed, DeliveryFaults,
    FieldSeed, OrderSeed, ProductSeed, Refused, ShopOrder, WebhookBody,
};

pub(super) fn router(account: ActiveCampaign) -> Router {
    Router::new()
        .route("/", get(snapshot))
        .route("/contacts", post(add_contact))
        .route("/contacts/{id}", put(update_contact))
        .route("/accounts", post(add_account))
        .route("/deals", post(add_deal))
        .route("/deals/{id}/win", post(win_deal))
        .route("/orders", post(add_order))
        .route("/rest-orders", post(add_rest_order))
        .route("/woocommerce-orders", post(add_woocommerce_order))
        .route("/magento-orders", post(add_magento_order))
        .route("/products", post(add_product))
        .route("/connections", post(add_connection))
        .route("/fields", post(add_field))
        .route("/webhooks", post(register_webhook))
        .route("/automations", post(add_automation))
        .route("/automation", post(run_automation))
        .route("/deliver", post(deliver))
        .route("/delivery", post(delivery))
        .route("/deliveries", get(deliveries))
        .with_state(account)
}

/// Why a body was rejected.
struct Unusable(String);

impl IntoResponse for Unusable {
    fn into_response(self) -> Response {
        bad_request(&self.0)
    }
}

/// Reads a seed, or returns which field is wrong.
fn seed<T: DeserializeOwned>(body: Value) -> Result<T, Unusable> {
    serde_json::from_value(body).map_err(|error| Unusable(error.to_string()))
}

fn shop_order(body: Value) -> Result<ShopOrder, Unusable> {
    let order = seed::<ShopOrder>(body)?;
    order.check().map_err(Unusable)?;
    Ok(order)
}

impl From<Refused> for Unusable {
    fn from(refused: Refused) -> Self {
        Self(refused.to_string())
    }
}

fn created(body: Value) -> Response {
    (StatusCode::CREATED, Json(body)).into_response()
}

fn done(known: bool) -> Response {
    if known {
        StatusCode::NO_CONTENT.into_response()
    } else {
        (
            StatusCode::NOT_FOUND,
            Json(json!({"error": "there is no such record"})),
        )
            .into_response()
    }
}

async fn snapshot(State(account): State<ActiveCampaign>) -> Json<Value> {
    Json(account.snapshot())
}

async fn add_contact(
    State(account): State<ActiveCampaign>,
    Json(body): Json<Value>,
) -> Result<Response, Unusable> {
    Ok(created(
        json!({"id": account.add_contact(&seed::<ContactSeed>(body)?)}),
    ))
}

async fn update_contact(
    State(account): State<ActiveCampaign>,
    Path(id): Path<u64>,
    Json(body): Json<Value>,
) -> Result<Response, Unusable> {
    Ok(done(account.update_contact(id, &seed::<ContactSeed>(body)?)))
}

async fn add_account(
    State(account): State<ActiveCampaign>,
    Json(body): Json<Value>,
) -> Result<Response, Unusable> {
    Ok(created(
        json!({"id": account.add_account(&seed::<AccountSeed>(body)?)}),
    ))
}

async fn add_deal(
    State(account): State<ActiveCampaign>,
    Json(body): Json<Value>,
) -> Result<Response, Unusable> {
    Ok(created(json!({"id": account.add_deal(&seed::<DealSeed>(body)?)})))
}

async fn win_deal(State(account): State<ActiveCampaign>, Path(id): Path<u64>) -> Response {
    done(account.win_deal(id))
}

async fn add_order(
    State(account): State<ActiveCampaign>,
    Json(body): Json<Value>,
) -> Result<Response, Unusable> {
    let order = account.try_order(&seed::<OrderSeed>(body)?)?;
    Ok(created(json!(order)))
}

async fn add_rest_order(
    State(account): State<ActiveCampaign>,
    Json(body): Json<Value>,
) -> Result<Response, Unusable> {
    let id = account.try_rest_order(&seed::<OrderSeed>(body)?)?;
    Ok(created(json!({"id": id})))
}

async fn add_woocommerce_order(
    State(account): State<ActiveCampaign>,
    Json(body): Json<Value>,
) -> Result<Response, Unusable> {
    let order = account.try_woocommerce_order(&shop_order(body)?)?;
    Ok(created(json!(order)))
}

async fn add_magento_order(
    State(account): State<ActiveCampaign>,
    Json(body): Json<Value>,
) -> Result<Response, Unusable> {
    let id = account.try_magento_order(&shop_order(body)?)?;
    Ok(created(json!({"id": id})))
}

async fn add_product(
    State(account): State<ActiveCampaign>,
    Json(body): Json<Value>,
) -> Result<Response, Unusable> {
    account.try_product(&seed::<ProductSeed>(body)?)?;
    Ok(StatusCode::CREATED.into_response())
}

async fn add_connection(
    State(account): State<ActiveCampaign>,
    Json(body): Json<Value>,
) -> Result<Response, Unusable> {
    Ok(created(
        json!({"id": account.add_connection(&seed::<ConnectionSeed>(body)?)}),
    ))
}

async fn add_field(
    State(account): State<ActiveCampaign>,
    Json(body): Json<Value>,
) -> Result<Response, Unusable> {
    let field = seed::<FieldSeed>(body)?;
    Ok(created(
        json!({"id": account.custom_field(&field.title, &field.perstag, &field.kind)}),
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hook {
    url: String,
    #[serde(default)]
    events: Vec<String>,
}

async fn register_webhook(
    State(account): State<ActiveCampaign>,
    Json(body): Json<Value>,
) -> Result<Response, Unusable> {
    let hook = seed::<Hook>(body)?;
    let events: Vec<&str> = hook.events.iter().map(String::as_str).collect();
    Ok(created(
        json!({"id": account.register_webhook(&hook.url, &events)}),
    ))
}

async fn add_automation(
    State(account): State<ActiveCampaign>,
    Json(body): Json<Value>,
) -> Result<Response, Unusable> {
    Ok(created(
        json!({"id": account.add_automation(&seed::<AutomationSeed>(body)?)}),
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Automation {
    contact: u64,
    url: String,
    #[serde(default = "nine")]
    seriesid: u64,
}

/// The automation in the captured body.
const fn nine() -> u64 {
    9
}

async fn run_automation(
    State(account): State<ActiveCampaign>,
    Json(body): Json<Value>,
) -> Result<Response, Unusable> {
    let step = seed::<Automation>(body)?;
    let sent = account
        .run_automation(step.contact, &step.url, step.seriesid)
        .await;
    Ok(Json(json!(sent)).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deliver {
    url: String,
    /// The form as text, or its fields as an object.
    body: Value,
    #[serde(default = "one")]
    times: u32,
}

/// The caller waits for all of them.
const MAX_TIMES: u32 = 1_000;

const fn one() -> u32 {
    1
}

async fn deliver(
    State(account): State<ActiveCampaign>,
    Json(body): Json<Value>,
) -> Result<Response, Unusable> {
    let wanted = seed::<Deliver>(body)?;
    if wanted.times > MAX_TIMES {
        return Err(Unusable(format!("times is at most {MAX_TIMES}")));
    }
    let form = match &wanted.body {
        Value::String(form) => WebhookBody::decode(form),
        Value::Object(fields) => WebhookBody::new(
            fields
                .iter()
                .map(|(key, value)| (key.as_str(), super::state::text_of(Some(value)))),
        ),
        _ => {
            return Err(Unusable(
                "body is a form as text, or an object of its fields".to_owned(),
            ));
        }
    };
    Ok(Json(json!(account.deliver(&wanted.url, &form, wanted.times).await)).into_response())
}

async fn delivery(
    State(account): State<ActiveCampaign>,
    Json(body): Json<Value>,
) -> Result<Response, Unusable> {
    let faults = seed::<DeliveryFaults>(body)?;
    if faults.duplicates > MAX_TIMES {
        return Err(Unusable(format!("duplicates is at most {MAX_TIMES}")));
    }
    account.set_delivery_faults(faults);
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn deliveries(State(account): State<ActiveCampaign>) -> Json<Value> {
    Json(json!(account.deliveries()))
}
