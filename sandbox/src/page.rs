//! The page at `/`.

use axum::Router;
use axum::response::Html;
use axum::routing::get;

use crate::Sandbox;

pub(crate) fn router(sandbox: Sandbox) -> Router {
    Router::new()
        .route("/", get(async || Html("sandbox")))
        .with_state(sandbox)
}
