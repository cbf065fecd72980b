//! Serves a service behind the access check.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Incoming};
use hyper::service::Service;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use super::Gate;
use super::access::{Guard, without_cors};

type AnyError = Box<dyn std::error::Error + Send + Sync>;
type AnyBody = UnsyncBoxBody<Bytes, AnyError>;

/// A service behind the access check.
struct Guarded<S> {
    inner: S,
    guard: Arc<Guard>,
    gate: Option<Gate>,
}

impl<S, B> Service<http::Request<Incoming>> for Guarded<S>
where
    S: Service<http::Request<Incoming>, Response = http::Response<B>, Error = Infallible>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Future: Send + 'static,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<AnyError>,
{
    type Response = http::Response<AnyBody>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn call(&self, request: http::Request<Incoming>) -> Self::Future {
        if let Err(refusal) = self.guard.check(request.uri(), request.headers()) {
            tracing::warn!(?refusal, "a request to an embedded AWS service is refused");
            let refused: http::Response<Full<Bytes>> = refusal.response();
            return Box::pin(std::future::ready(Ok(boxed(refused))));
        }
        let (inner, gate) = (self.inner.clone(), self.gate.clone());
        Box::pin(async move {
            let operation = operation(request.headers());
            if let Some(gate) = &gate {
                gate(operation.clone(), false).await;
            }
            let mut response = inner.call(request).await?;
            if let Some(gate) = &gate {
                gate(operation, true).await;
            }
            without_cors(response.headers_mut());
            Ok(boxed(response))
        })
    }
}

/// The operation that a request names in `X-Amz-Target`, without its service: `PutItem`.
fn operation(headers: &http::HeaderMap) -> String {
    let target = headers
        .get("x-amz-target")
        .and_then(|target| target.to_str().ok());
    let operation = target.and_then(|target| target.rsplit('.').next());
    operation.unwrap_or_default().to_owned()
}

fn boxed<B>(response: http::Response<B>) -> http::Response<AnyBody>
where
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<AnyError>,
{
    response.map(|body| body.map_err(Into::into).boxed_unsync())
}

/// Serves a service on a listener until the process ends.
pub(super) fn serve<S, B>(listener: TcpListener, guard: Guard, gate: Option<Gate>, service: S)
where
    S: Service<http::Request<Incoming>, Response = http::Response<B>, Error = Infallible>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Future: Send + 'static,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<AnyError>,
{
    let guard = Arc::new(guard);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let service = Guarded {
                inner: service.clone(),
                guard: Arc::clone(&guard),
                gate: gate.clone(),
            };
            tokio::spawn(async move {
                // A client that disconnects ends only its own connection.
                let _closed = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    });
}
