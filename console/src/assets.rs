//! Static files that pages load. They hold no data of a deployment, so they are served without the cookie.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, kind)], text).into_response()
}

pub(crate) async fn style() -> Response {
    asset("text/css; charset=utf-8", look::STYLE)
}

pub(crate) async fn icon() -> Response {
    asset("image/svg+xml", look::ICON)
}

/// [htmx](https://htmx.org) 4.0.1 as npm has it, under the Zero-Clause BSD license beside it: the pages that look again by
/// themselves work with it, and as plain forms without.
pub(crate) async fn htmx() -> Response {
    asset(
        "text/javascript; charset=utf-8",
        include_str!("../assets/htmx-4.0.1.min.js"),
    )
}
