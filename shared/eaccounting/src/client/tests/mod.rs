mod calls;
mod changes;
mod company;
mod documents;
mod lookups;
mod numbers;

use std::time::Duration;

use futures::future::BoxFuture;
use http::Method;
use model::{Kind, Sku};
use serde_json::{Value, json};
use transport::{NoLimit, SendError};
use uuid::Uuid;

use super::*;
use crate::odata::Filter;
use crate::testing::{Api, ID, OTHER_ID, answer, at, clock, grant, page, page_of, raw};
use crate::tokens::MemoryTokenStore;
use crate::types::{
    CustomerInvoiceDraftValidation, EmailRequest, NewCustomer, NewOrder, OrderStatus, QuoteConversionType,
    QuoteStatus, merge,
};

struct World {
    api: Arc<Api>,
    store: Arc<MemoryTokenStore>,
    client: Client,
}

fn world() -> World {
    let clock = clock();
    let api = Arc::new(Api::new());
    api.on("GET /companysettings", [Ok(answer(200, &company("c1")))]);
    let store = Arc::new(MemoryTokenStore::new(grant("r"), Arc::clone(&clock) as _));
    let config = Config {
        api_url: "https://eaccountingapi.vismaonline.com/v2".parse().unwrap(),
        identity_url: "https://identity.vismaonline.com".parse().unwrap(),
        vendor_urls: UrlPolicy::Public,
    };
    let transport = Arc::clone(&api) as Arc<dyn Transport>;
    let pacer = Arc::new(NoLimit);
    let client = Client::new(
        config,
        Arc::clone(&store) as _,
        transport,
        pacer,
        clock,
        RetryPolicy::default(),
    )
    .unwrap();
    World {
        api,
        store,
        client: client.with_jitter(Arc::new(|| 0.0)),
    }
}

fn company(id: &str) -> Value {
    json!({"Name": "Shop AB", "CompanyIdentifier": id, "CountryCode": "SE"})
}

fn id() -> Uuid {
    ID.parse().unwrap()
}

fn other_id() -> Uuid {
    OTHER_ID.parse().unwrap()
}

fn order(reference: &str, customer: &str, created: &str) -> Value {
    json!({
        "Id": ID, "CustomerId": customer, "Status": 2, "Number": null, "Amount": "125.00", "VatAmount": 25,
        "BuyersOrderReference": reference, "CreatedUtc": created,
    })
}

fn new_order() -> NewOrder {
    NewOrder {
        customer_id: id(),
        currency_code: "SEK".to_owned(),
        order_date: jiff::civil::date(2026, 11, 23),
        status: OrderStatus::Ongoing,
        ..NewOrder::default()
    }
}

fn unfilterable() -> Result<Response, SendError> {
    Ok(answer(
        400,
        &json!({"ErrorCode": 6000, "DeveloperErrorMessage": "marked"}),
    ))
}

fn timed_out() -> Result<Response, SendError> {
    Err(SendError::OutcomeUnknown("timed out".to_owned()))
}

fn not_sent() -> Result<Response, SendError> {
    Err(SendError::NotSent("connection refused".to_owned()))
}
