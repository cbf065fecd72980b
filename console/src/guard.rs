//! Access control.
//!
//! Any page that a browser shows can send requests to a port of this machine, and a name of an attacker's can resolve to it.
//! So a request counts only where its `Host` is this console's own, where it has the cookie that the printed address was
//! exchanged for, and, where it changes something, where its `Origin` is this console's own too.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Query, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HOST, HeaderName, ORIGIN, REFERRER_POLICY, SET_COOKIE,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use messages::Messages;
use serde::Deserialize;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::pages;
use crate::visit::messages_for;

/// The command that prints an address.
const COMMAND: &str = "`ekobridge console`";

/// How long a browser keeps the cookie, in seconds: a week, also when it is closed. The cookie is worth nothing once the process
/// has ended.
const KEPT: u32 = 7 * 86_400;

/// Response headers: no content from other origins, no script but the one file, no frames, no caching.
const HEADERS: [(HeaderName, &str); 5] = [
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
    ),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    // With `no-referrer`, browsers post forms with the origin `null`, which is refused.
    (REFERRER_POLICY, "same-origin"),
    (CACHE_CONTROL, "no-store"),
];

/// The credentials of a console.
pub(crate) struct Guard {
    /// The `Host` values that this console accepts, with the port.
    hosts: Vec<String>,
    cookie: String,
    session: String,
    token: String,
    is_used: Mutex<bool>,
}

fn secret() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

fn is_equal(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}

impl Guard {
    pub(crate) fn new(address: SocketAddr) -> Self {
        let port = address.port();
        let mut hosts = vec![address.to_string(), format!("localhost:{port}")];
        // A browser leaves out HTTP's port.
        if port == 80 {
            hosts.extend([address.to_string().replace(":80", ""), "localhost".to_owned()]);
        }
        Self {
            hosts,
            // Cookies don't depend on the port, so each console on this machine uses its own cookie name.
            cookie: format!("ekobridge_console_{port}"),
            session: secret(),
            token: secret(),
            is_used: Mutex::new(false),
        }
    }

    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    fn is_own_host(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(HOST).and_then(|host| host.to_str().ok());
        host.is_some_and(|host| self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host)))
    }

    fn is_own_origin(&self, headers: &HeaderMap) -> bool {
        let origin = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
        let host = origin.and_then(|origin| origin.strip_prefix("http://"));
        host.is_some_and(|host| self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host)))
    }

    fn is_inside(&self, headers: &HeaderMap) -> bool {
        cookies(headers).any(|(name, value)| name == self.cookie && is_equal(value, &self.session))
    }

    /// Consumes the token, which is valid once.
    fn take(&self, token: &str) -> bool {
        let mut is_used = self.is_used.lock().unwrap_or_else(PoisonError::into_inner);
        let is_good = !*is_used && is_equal(token, &self.token);
        *is_used |= is_good;
        is_good
    }
}

/// The names and values of a request's cookies.
pub(crate) fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
}

/// Rejects requests of other sites, and adds the security headers to every response.
pub(crate) async fn check_origin(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = if !guard.is_own_host(headers) {
        refused(headers, StatusCode::MISDIRECTED_REQUEST, Messages::guard_host)
    } else if changes && !guard.is_own_origin(headers) {
        refused(headers, StatusCode::FORBIDDEN, Messages::guard_origin)
    } else {
        next.run(request).await
    };
    for (name, value) in HEADERS {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Rejects requests without the cookie that the printed address is exchanged for.
pub(crate) async fn let_in(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    if guard.is_inside(request.headers()) {
        return next.run(request).await;
    }
    refused(request.headers(), StatusCode::UNAUTHORIZED, |text| {
        text.guard_open(COMMAND)
    })
}

fn refused(headers: &HeaderMap, status: StatusCode, why: impl Fn(&Messages) -> String) -> Response {
    let text = messages_for(headers);
    pages::message_outside(text, status, text.guard_title(), why(text))
}

#[derive(Deserialize)]
pub(crate) struct Entering {
    #[serde(default)]
    token: String,
}

/// Exchanges the token of the printed address for a cookie.
pub(crate) async fn enter(
    State(guard): State<Arc<Guard>>,
    Query(entering): Query<Entering>,
    headers: HeaderMap,
) -> Response {
    // A page that reloads instead of a redirect: the cookie is then sent regardless of where the address was opened.
    let text = messages_for(&headers);
    let go_on = || {
        Html(format!(
            "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><link rel=\"icon\" href=\"/icon.svg\"><meta http-equiv=\"refresh\" content=\"0;url=/\">\
             <title>Ekobridge</title><p><a href=\"/\">{}</a>",
            text.language().tag(),
            text.guard_go_on()
        ))
    };
    if guard.is_inside(&headers) {
        return go_on().into_response();
    }
    if !guard.take(&entering.token) {
        return refused(&headers, StatusCode::UNAUTHORIZED, |text| {
            text.guard_used(COMMAND)
        });
    }
    let cookie = format!(
        "{}={}; Max-Age={KEPT}; HttpOnly; SameSite=Strict; Path=/",
        guard.cookie, guard.session
    );
    ([(SET_COOKIE, cookie)], go_on()).into_response()
}
