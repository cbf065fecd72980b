//! Access control of a served sandbox.
//!
//! Any web page and any process on the machine can reach its port. A request must name the server by an address of this
//! machine, which blocks DNS rebinding. A request from another origin's page is refused. The control API, which acts as
//! the vendors' own staff, also needs a secret.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// Accepts a request that names the server at this address and doesn't come from another site's page.
pub(crate) async fn same_site(State(address): State<SocketAddr>, request: Request, next: Next) -> Response {
    match site_of(request.headers(), address) {
        Ok(()) => next.run(request).await,
        Err(why) => (StatusCode::FORBIDDEN, format!("{why}\n")).into_response(),
    }
}

fn site_of(headers: &HeaderMap, address: SocketAddr) -> Result<(), &'static str> {
    let mut hosts = headers.get_all(HOST).iter();
    let host = hosts
        .next()
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    if !is_here(host, address) || hosts.next().is_some() {
        return Err("The request names another host.");
    }
    match headers.get(ORIGIN) {
        Some(origin) if origin.as_bytes() != format!("http://{host}").as_bytes() => {
            Err("Requests of other sites' pages are refused.")
        }
        _ => Ok(()),
    }
}

/// HTTP's port, which a `Host` leaves out.
const HTTP: u16 = 80;

/// Whether a `Host` is this address, or `localhost` for a loopback address. A server on all addresses accepts any IP
/// address: unlike a name, it can't be pointed elsewhere.
fn is_here(host: &str, address: SocketAddr) -> bool {
    names(host, address) || (address.port() == HTTP && names(&format!("{host}:{HTTP}"), address))
}

fn names(host: &str, address: SocketAddr) -> bool {
    let ip = address.ip();
    if let Ok(named) = host.parse::<SocketAddr>() {
        return named.port() == address.port() && (named.ip() == ip || ip.is_unspecified());
    }
    (ip.is_loopback() || ip.is_unspecified()) && host == format!("localhost:{}", address.port())
}

/// Accepts a request that has `Authorization: Bearer SECRET`.
pub(crate) async fn with_secret(State(secret): State<Arc<str>>, request: Request, next: Next) -> Response {
    let given = request
        .headers()
        .get(AUTHORIZATION)
        .and_then(|header| header.as_bytes().strip_prefix(b"Bearer "))
        .unwrap_or_default();
    // Compares digests, so that the time it takes reveals nothing about the secret.
    if Sha256::digest(given) == Sha256::digest(secret.as_bytes()) {
        next.run(request).await
    } else {
        let why = "The control API needs `Authorization: Bearer` with the sandbox's control secret.\n";
        (StatusCode::UNAUTHORIZED, why).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(host: &str, origin: Option<&str>, address: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(ORIGIN, origin.parse().unwrap());
        }
        site_of(&headers, address.parse().unwrap()).is_ok()
    }

    #[test]
    fn only_addresses_of_the_listener_are_answered() {
        assert!(site("127.0.0.1:8787", None, "127.0.0.1:8787"));
        assert!(site("localhost:8787", None, "127.0.0.1:8787"));
        assert!(site("192.168.1.7:8787", None, "0.0.0.0:8787"));
        for host in [
            "127.0.0.1",
            "127.0.0.1:8788",
            "192.168.1.7:8787",
            "rebound.example.com:8787",
            "localhost",
            "localhost.example.com:8787",
        ] {
            assert!(!site(host, None, "127.0.0.1:8787"), "{host}");
        }
        assert!(!site("rebound.example.com:8787", None, "0.0.0.0:8787"));
        for host in ["127.0.0.1", "127.0.0.1:80", "localhost"] {
            assert!(site(host, None, "127.0.0.1:80"), "{host}");
        }
        assert!(site("[::1]", None, "[::1]:80"));
        assert!(!site("rebound.example.com", None, "127.0.0.1:80"));
        assert!(site_of(&HeaderMap::new(), "127.0.0.1:8787".parse().unwrap()).is_err());
    }

    #[test]
    fn only_its_own_page_may_call_it() {
        let own = Some("http://127.0.0.1:8787");
        assert!(site("127.0.0.1:8787", own, "127.0.0.1:8787"));
        for origin in [
            "null",
            "https://127.0.0.1:8787",
            "http://127.0.0.1:8788",
            "http://evil.example.com",
        ] {
            assert!(
                !site("127.0.0.1:8787", Some(origin), "127.0.0.1:8787"),
                "{origin}"
            );
        }
    }
}
