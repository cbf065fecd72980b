use std::convert::Infallible;
use std::sync::Arc;

use aws::Worker;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use messages::{Language, Messages};

use crate::{Context, Options};

/// A request: its deployment, and the language and form of the response.
pub(crate) struct Visit {
    pub(crate) options: Arc<Options>,
    /// The messages in the person's language.
    pub(crate) text: &'static Messages,
    /// Whether htmx sent the request and expects a part of a page.
    pub(crate) wants_part: bool,
}

impl Visit {
    pub(crate) fn worker(&self) -> &Worker {
        &self.options.worker
    }
}

impl FromRequestParts<Context> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, context: &Context) -> Result<Self, Infallible> {
        Ok(Self {
            options: Arc::clone(&context.options),
            text: messages_for(&parts.headers),
            wants_part: parts.headers.contains_key("hx-request"),
        })
    }
}

/// The messages in the language that a browser asks for.
pub(crate) fn messages_for(headers: &HeaderMap) -> &'static Messages {
    let accepted = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|header| header.to_str().ok());
    Messages::of(Language::accepted(accepted.unwrap_or_default()))
}
