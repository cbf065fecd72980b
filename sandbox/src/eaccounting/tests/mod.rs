//! Tests of the API over its router, as a client uses it.

mod access;
mod bookkeeper;
mod customers;
mod invoices;
mod lists;
mod orders;
mod quotes;
mod rates;
mod totals;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::{CompanyPreset, ManualClock, Options, Sandbox};

/// A sandbox at noon of 23 November 2026, and a token for it.
struct Bench {
    sandbox: Sandbox,
    clock: ManualClock,
    token: String,
    router: Router,
}

const ALL: &[&str] = &[
    "ea:api",
    "ea:sales",
    "ea:accounting_readonly",
    "ea:purchase_readonly",
];

impl Bench {
    fn new() -> Self {
        Self::with(|_| {})
    }

    fn of(company: CompanyPreset) -> Self {
        Self::with(|options| options.company = company)
    }

    fn with(change: impl FnOnce(&mut Options)) -> Self {
        let clock = ManualClock::new("2026-11-23T12:00:00Z".parse().unwrap());
        let mut options = Options {
            clock: clock.clock(),
            ..Options::default()
        };
        change(&mut options);
        let sandbox = Sandbox::new(options);
        let token = sandbox.identity().access_token(ALL);
        let router = sandbox.router();
        Self {
            sandbox,
            clock,
            token,
            router,
        }
    }

    fn advance(&self, by: SignedDuration) {
        self.clock.advance(by);
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/eaccounting/v2{path}"))
            .header("authorization", format!("Bearer {}", self.token));
        let body = match body {
            Some(body) => {
                request = request.header("content-type", "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        send(&self.router, request.body(body).unwrap()).await
    }

    async fn get(&self, path: &str) -> Value {
        let (status, body) = self.call("GET", path, None).await;
        assert_eq!(status, 200, "GET {path}: {body}");
        body
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.call("POST", path, Some(body)).await
    }

    async fn put(&self, path: &str, body: Value) -> (u16, Value) {
        self.call("PUT", path, Some(body)).await
    }

    async fn created(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.post(path, body).await;
        assert!(matches!(status, 200 | 201), "POST {path}: {status} {answer}");
        answer
    }

    /// The error code of a call that must fail with `status`.
    async fn refused(
        &self,
        method: &str,
        path: &str,
        body: Option<Value>,
        status: u16,
    ) -> (u64, Vec<String>) {
        let (got, answer) = self.call(method, path, body).await;
        assert_eq!(got, status, "{method} {path}: {answer}");
        assert!(
            answer["ErrorId"]
                .as_str()
                .is_some_and(|id| id.parse::<Uuid>().is_ok()),
            "{method} {path}: {answer}"
        );
        assert!(answer["DeveloperErrorMessage"].is_string());
        let fields = answer["Errors"].as_array().into_iter().flatten();
        let fields = fields
            .filter_map(|error| error["Field"].as_str().map(str::to_owned))
            .collect();
        (answer["ErrorCode"].as_u64().unwrap(), fields)
    }

    fn customer(&self, fields: Value) -> Value {
        self.sandbox.eaccounting().add_customer(fields).unwrap()
    }

    /// The preset article with this number.
    fn article(&self, number: &str) -> Value {
        let articles = self.sandbox.eaccounting().records("articles");
        articles
            .into_iter()
            .find(|article| article["Number"] == number)
            .unwrap()
    }

    fn terms(&self, english: &str) -> Value {
        let terms = self.sandbox.eaccounting().records("termsofpayments");
        terms
            .into_iter()
            .find(|terms| terms["NameEnglish"] == english)
            .unwrap()["Id"]
            .clone()
    }

    /// A minimal valid customer.
    fn customer_body(&self) -> Value {
        json!({
            "Name": "Anna A", "InvoiceCity": "Stockholm", "InvoicePostalCode": "11122", "IsActive": true,
            "IsPrivatePerson": true, "TermsOfPaymentId": self.terms("30 days net"),
        })
    }

    /// A minimal valid ongoing order. Rows are article number, unit price, quantity.
    fn order_body(&self, customer: &Value, rows: &[(&str, f64, f64)]) -> Value {
        let rows: Vec<Value> = rows
            .iter()
            .zip(1..)
            .map(|((article, price, quantity), line)| {
                json!({
                    "LineNumber": line, "ArticleId": self.article(article)["Id"], "UnitPrice": price,
                    "Quantity": quantity, "IsTextRow": false, "IsWorkCost": false,
                    "EligibleForReverseChargeOnVat": false,
                })
            })
            .collect();
        json!({
            "CustomerId": customer["Id"], "OrderDate": "2026-11-23", "CurrencyCode": customer["CurrencyCode"],
            "Status": 2, "EuThirdParty": false, "RotReducedInvoicingType": 0,
            "ReverseChargeOnConstructionServices": false, "Rows": rows,
        })
    }
}

async fn send(router: &Router, request: Request<Body>) -> (u16, Value) {
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}
