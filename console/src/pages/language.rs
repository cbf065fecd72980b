//! The choice of the language, which is kept in a cookie.

use axum::extract::Form;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use messages::Language;
use serde::Deserialize;

use crate::visit::LANGUAGE_COOKIE;

/// How long the choice is kept, in seconds: a year.
const KEPT: u32 = 365 * 86_400;

#[derive(Debug, Deserialize)]
pub(crate) struct Chosen {
    language: String,
    /// The page to return to.
    #[serde(default)]
    back: String,
}

/// Keeps the language, and returns to the page. Whoever is not let in may choose one too.
pub(crate) async fn choose_language(Form(chosen): Form<Chosen>) -> Response {
    let Some(language) = Language::of_tag(&chosen.language) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let cookie = format!(
        "{LANGUAGE_COOKIE}={}; Max-Age={KEPT}; HttpOnly; SameSite=Lax; Path=/",
        language.tag()
    );
    let back = HeaderValue::from_str(page_of(&chosen.back)).unwrap_or(HeaderValue::from_static("/"));
    let mut response = (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie)]).into_response();
    response.headers_mut().insert(LOCATION, back);
    response
}

/// A page of this console; the overview for any other address.
fn page_of(path: &str) -> &str {
    let is_own = path.starts_with('/') && !path[1..].starts_with(['/', '\\']);
    if is_own { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_page_of_this_console_is_returned_to() {
        for (path, page) in [
            ("/activity?day=2026-11-25", "/activity?day=2026-11-25"),
            ("/", "/"),
            ("", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
        ] {
            assert_eq!(page_of(path), page);
        }
    }
}
