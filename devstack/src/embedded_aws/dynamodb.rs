//! DynamoDB's HTTP surface over the embedded database.
//!
//! The database's own HTTP server accepts every caller and lets every web page read its responses. This one supports
//! only the operations that Ekobridge and its tools use.

use std::convert::Infallible;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;

use anyhow::anyhow;
use bytes::Bytes;
use dynoxide::{Database, DynoxideError};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::service::Service;
use rustack_auth::{StaticCredentialProvider, hash_payload, verify_sigv4};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::access::Refusal;

/// Called with each operation, such as `PutItem`, and the request's body.
pub type Watch = Arc<dyn Fn(&str, &[u8]) + Send + Sync>;

/// Opens the tables in this folder, or empty ones in memory.
pub(super) fn open(folder: Option<&Path>) -> anyhow::Result<Database> {
    let Some(folder) = folder else {
        return Database::memory().map_err(|error| anyhow!("cannot open a database in memory: {error}"));
    };
    let file = folder.join("dynamodb.sqlite");
    let file = file
        .to_str()
        .ok_or_else(|| anyhow!("--data must be a path in UTF-8"))?;
    Database::new(file).map_err(|error| anyhow!("cannot open {file}: {error}"))
}

/// DynamoDB's own limit.
const LARGEST_BODY: usize = 16 << 20;

/// The service.
#[derive(Clone)]
pub(super) struct DynamoDb {
    database: Database,
    provider: Arc<StaticCredentialProvider>,
    watch: Option<Watch>,
}

impl DynamoDb {
    /// Serves a database's tables.
    pub(super) fn new(database: Database, provider: StaticCredentialProvider, watch: Option<Watch>) -> Self {
        Self {
            database,
            provider: Arc::new(provider),
            watch,
        }
    }

    async fn answer(self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let (parts, body) = request.into_parts();
        let Ok(body) = Limited::new(body, LARGEST_BODY).collect().await else {
            return respond(StatusCode::PAYLOAD_TOO_LARGE, String::new());
        };
        let body = body.to_bytes();
        if verify_sigv4(&parts, &hash_payload(&body), self.provider.as_ref()).is_err() {
            return Refusal::Key.response();
        }
        let target = parts
            .headers
            .get("x-amz-target")
            .and_then(|target| target.to_str().ok());
        let operation = target
            .and_then(|target| target.strip_prefix("DynamoDB_20120810."))
            .unwrap_or_default();
        if let Some(watch) = &self.watch {
            watch(operation, &body);
        }
        match call(&self.database, operation, &body) {
            Ok(json) => respond(StatusCode::OK, json),
            Err(error) => {
                tracing::debug!(operation, code = error.error_type(), "answered with an error");
                let status = StatusCode::from_u16(error.status_code());
                respond(status.unwrap_or(StatusCode::BAD_REQUEST), error.to_json())
            }
        }
    }
}

impl Service<Request<Incoming>> for DynamoDb {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let service = self.clone();
        Box::pin(async move { Ok(service.answer(request).await) })
    }
}

fn respond(status: StatusCode, json: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(json));
    *response.status_mut() = status;
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/x-amz-json-1.0"),
    );
    response
}

// The database responds within microseconds, or milliseconds if it writes to disk. It serves one shop on one machine.
fn call(database: &Database, operation: &str, body: &[u8]) -> Result<String, DynoxideError> {
    match operation {
        "CreateTable" => json(&database.create_table(parse(body)?)?),
        "DeleteTable" => json(&database.delete_table(parse(body)?)?),
        "UpdateTable" => json(&database.update_table(parse(body)?)?),
        "DescribeTable" => json(&database.describe_table(parse(body)?)?),
        "ListTables" => json(&database.list_tables(parse(body)?)?),
        "UpdateTimeToLive" => json(&database.update_time_to_live(parse(body)?)?),
        "DescribeTimeToLive" => json(&database.describe_time_to_live(parse(body)?)?),
        "PutItem" => json(&database.put_item(parse(body)?)?),
        "GetItem" => json(&database.get_item(parse(body)?)?),
        "UpdateItem" => json(&database.update_item(parse(body)?)?),
        "DeleteItem" => json(&database.delete_item(parse(body)?)?),
        "Query" => json(&database.query(parse(body)?)?),
        "Scan" => json(&database.scan(parse(body)?)?),
        "BatchGetItem" => json(&database.batch_get_item(parse(body)?)?),
        "BatchWriteItem" => json(&database.batch_write_item(parse(body)?)?),
        "TransactWriteItems" => json(&database.transact_write_items(parse(body)?)?),
        "TransactGetItems" => json(&database.transact_get_items(parse(body)?)?),
        _ => Err(DynoxideError::ValidationException(format!(
            "{operation} is not done on this machine"
        ))),
    }
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, DynoxideError> {
    serde_json::from_slice(body).map_err(|error| DynoxideError::ValidationException(error.to_string()))
}

fn json(answer: &impl Serialize) -> Result<String, DynoxideError> {
    serde_json::to_string(answer).map_err(|error| DynoxideError::InternalServerError(error.to_string()))
}
