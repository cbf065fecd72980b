use std::cell::RefCell;
use std::future::pending;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use serde_json::{Map, Value, json};

use super::faults::Action;
use super::log::{Call, endpoint};
use super::{Core, Vendor};

/// No vendor accepts more in one request.
const MAX_BODY_BYTES: usize = 8 * 1024 * 1024;

tokio::task_local! {
    static VIOLATIONS: RefCell<Vec<String>>;
}

/// Records that the current call violates the vendor's documentation. Called by a vendor's handlers; outside a call it
/// does nothing.
pub fn violation(what: impl Into<String>) {
    let what = what.into();
    let noted = VIOLATIONS.try_with(|violations| violations.borrow_mut().push(what));
    if noted.is_err() {
        tracing::debug!("a violation outside of a call");
    }
}

/// Marks a response that must not be sent: the connection closes instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ConnectionReset;

pub(super) fn observe(core: Core, vendor: Vendor, router: Router) -> Router {
    router.layer(from_fn_with_state((core, vendor), handle))
}

async fn handle(State((core, vendor)): State<(Core, Vendor)>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let method = parts.method.as_str().to_owned();
    let path = vendor_path(vendor, parts.uri.path()).to_owned();
    let body = match to_bytes(body, MAX_BODY_BYTES).await {
        Ok(body) => body,
        Err(_) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
    };
    let action = core.faults().take(vendor, &method, &path, &body);
    let number = core.log().begin(Call {
        number: 0,
        at: core.now(),
        vendor,
        endpoint: endpoint(&method, &path),
        query: parts.uri.query().map(str::to_owned),
        path,
        method,
        status: None,
        request: readable(&parts.headers, &body),
        response: Value::Null,
        fault: action.as_ref().map(Action::name),
        violations: Vec::new(),
    });
    let request = Request::from_parts(parts, Body::from(body));
    let run = || run(&core, number, request, next);
    let response = match action {
        None => run().await,
        Some(Action::Fail { status, body }) => failure(vendor, status, body),
        Some(Action::RateLimit { retry_after }) => rate_limited(vendor, retry_after),
        Some(Action::Reset) => return dropped(),
        Some(Action::Hang { millis }) => {
            wait(millis).await;
            return dropped();
        }
        Some(Action::CommitThenFail { status }) => {
            run().await;
            failure(vendor, status, None)
        }
        Some(Action::CommitThenHang) => {
            run().await;
            wait(None).await;
            return dropped();
        }
        Some(Action::CommitThenReset) => {
            run().await;
            return dropped();
        }
        Some(Action::Slow { millis }) => {
            let response = run().await;
            wait(Some(millis)).await;
            response
        }
        Some(Action::Garbage) => {
            run().await;
            ([(header::CONTENT_TYPE, "application/json")], "<html>Bad gate").into_response()
        }
    };
    let mut response = remember(&core, number, response).await;
    // Without this header, the HTTP server adds the machine's own time.
    if let Some(date) = core.own_time(vendor).and_then(http_date) {
        response.headers_mut().insert(header::DATE, date);
    }
    response
}

/// A time as HTTP writes it (RFC 9110, 5.6.7).
fn http_date(at: Timestamp) -> Option<HeaderValue> {
    let text = rfc2822::DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&at)
        .ok()?;
    HeaderValue::from_str(&text).ok()
}

/// Passes the call to the vendor, and records its violations.
async fn run(core: &Core, number: u64, request: Request, next: Next) -> Response {
    let handled = async {
        let response = next.run(request).await;
        (response, VIOLATIONS.with(RefCell::take))
    };
    let (response, violations) = VIOLATIONS.scope(RefCell::default(), handled).await;
    if !violations.is_empty() {
        core.log().amend(number, |call| call.violations = violations);
    }
    response
}

async fn remember(core: &Core, number: u64, response: Response) -> Response {
    let (parts, body) = response.into_parts();
    // The sandbox's own bodies: in memory already, and never too long.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    core.log().amend(number, |call| {
        call.status = Some(parts.status.as_u16());
        call.response = readable(&parts.headers, &body);
    });
    Response::from_parts(parts, Body::from(body))
}

async fn wait(millis: Option<u64>) {
    match millis {
        Some(millis) => tokio::time::sleep(Duration::from_millis(millis)).await,
        None => pending().await,
    }
}

fn dropped() -> Response {
    let mut response = StatusCode::BAD_GATEWAY.into_response();
    response.extensions_mut().insert(ConnectionReset);
    response
}

/// The path in the vendor's documentation.
fn vendor_path(vendor: Vendor, path: &str) -> &str {
    let mut path = path;
    for prefix in [&format!("/{}", vendor.name()), "/api/3", "/v2"] {
        path = match path.strip_prefix(prefix) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => rest,
            _ => path,
        };
    }
    if path.is_empty() { "/" } else { path }
}

fn readable(headers: &HeaderMap, body: &Bytes) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    if kind.starts_with("application/x-www-form-urlencoded") {
        let pairs =
            form_urlencoded::parse(body).map(|(key, value)| (key.into_owned(), Value::String(value.into())));
        return Value::Object(pairs.collect::<Map<_, _>>());
    }
    serde_json::from_slice(body).unwrap_or_else(|_| Value::String(String::from_utf8_lossy(body).into_owned()))
}

fn failure(vendor: Vendor, status: u16, body: Option<Value>) -> Response {
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = body.unwrap_or_else(|| match vendor {
        Vendor::ActiveCampaign => json!({"message": "The sandbox was told to fail this call."}),
        Vendor::Identity => json!({"error": "temporarily_unavailable"}),
        Vendor::Eaccounting => json!({
            "ErrorCode": eaccounting_code(status),
            "DeveloperErrorMessage": "The sandbox was told to fail this call.",
            "ErrorId": uuid::Uuid::new_v4(),
            "Errors": [],
        }),
    });
    (code, axum::Json(body)).into_response()
}

/// The code that eAccounting returns with a status, if a fault names none: not authorized, no permission, no such
/// object, too many calls, server error, or invalid value.
fn eaccounting_code(status: u16) -> u16 {
    match status {
        401 => 4005,
        403 => 4007,
        404 => 3000,
        409 => 4000,
        429 => 4010,
        500.. => 5000,
        _ => 2000,
    }
}

fn rate_limited(vendor: Vendor, retry_after: u64) -> Response {
    match vendor {
        Vendor::Eaccounting => failure(
            vendor,
            429,
            Some(json!({
                "ErrorCode": 4010,
                "DeveloperErrorMessage": format!(
                    "API calls quota exceeded! maximum admitted 600 per Minute. Try again in {retry_after} seconds."
                ),
                "ErrorId": uuid::Uuid::new_v4(),
            })),
        ),
        Vendor::ActiveCampaign | Vendor::Identity => {
            let mut response = failure(vendor, 429, Some(json!({"message": "Too many requests"})));
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, retry_after.into());
            response
        }
    }
}
