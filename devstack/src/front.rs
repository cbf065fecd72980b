//! The HTTP front end: the function URL, as on AWS, and the sandbox.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use base64::Engine;
use sandbox::Sandbox;
use serde_json::json;
use tokio::net::TcpListener;
use webhook_ingest::Ingest;

/// Serves webhooks and the sandbox.
pub(crate) fn serve(listener: TcpListener, ingest: Arc<Ingest>, sandbox: Option<Sandbox>) {
    let webhooks = Router::new()
        .route("/webhook", axum::routing::any(webhook))
        .route("/webhook/{*rest}", axum::routing::any(webhook))
        .with_state(ingest);
    tokio::spawn(async move {
        let served = match sandbox {
            Some(sandbox) => {
                sandbox
                    .serve_beside(webhooks, listener, std::future::pending())
                    .await
            }
            None => axum::serve(listener, webhooks).await,
        };
        if let Err(error) = served {
            tracing::error!(%error, "the HTTP front has stopped");
        }
    });
}

/// A function URL: converts the request to an event, calls the function, and converts its result to a response.
async fn webhook(State(ingest): State<Arc<Ingest>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    // Lambda rejects more than 6 MB before it calls a function.
    let Ok(body) = to_bytes(body, 6 << 20).await else {
        return plain(413);
    };
    let headers: BTreeMap<String, String> = parts
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
    let event = json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": parts.uri.path(),
        "rawQueryString": parts.uri.query().unwrap_or_default(),
        "headers": headers,
        "requestContext": {
            "accountId": "anonymous",
            "http": { "method": parts.method.as_str(), "path": parts.uri.path(), "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1" },
            "requestId": uuid::Uuid::new_v4().to_string(),
            "routeKey": "$default",
            "stage": "$default",
            "timeEpoch": 0,
        },
        "body": base64::engine::general_purpose::STANDARD.encode(&body),
        "isBase64Encoded": true,
    });
    let Ok(event) = serde_json::from_value(event) else {
        return plain(400);
    };
    let answer = ingest.handle(event).await;
    let status = u16::try_from(answer.status_code).unwrap_or(500);
    let mut response = plain(status);
    *response.headers_mut() = answer.headers;
    *response.body_mut() = Body::from(answer.body.unwrap_or_default());
    response
}

fn plain(status: u16) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() =
        axum::http::StatusCode::from_u16(status).unwrap_or(axum::http::StatusCode::INTERNAL_SERVER_ERROR);
    response
}
