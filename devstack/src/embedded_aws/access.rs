//! Access control of the embedded services.
//!
//! Any local process and any web page can reach a loopback port, and the services hold both vendors' secrets. A request
//! is therefore accepted only if it names the server by its exact address, doesn't come from a web page, and is signed
//! with this process's access key. A name that an attacker has pointed at 127.0.0.1 fails at `Host`, a web page at
//! `Origin`, and another user's process at the key. No response allows another origin to read it.

use bytes::Bytes;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, AUTHORIZATION, CONTENT_TYPE, HOST, ORIGIN};
use http::{HeaderMap, HeaderValue, Response, StatusCode, Uri};
use rustack_auth::StaticCredentialProvider;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::files::random_secret;

/// An access key in AWS's format.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessKey {
    /// The id, which is in each request.
    pub id: String,
    /// The secret, with which each request is signed.
    pub secret: String,
}

impl AccessKey {
    /// A random key.
    #[must_use]
    pub fn random() -> Self {
        Self {
            id: format!("EKOBRIDGE{}", random_secret()),
            secret: random_secret(),
        }
    }

    /// The key that the embedded services verify signatures with.
    #[must_use]
    pub(crate) fn provider(&self) -> StaticCredentialProvider {
        StaticCredentialProvider::new([(self.id.clone(), self.secret.clone())])
    }
}

/// Shows nothing, because both parts open all services.
impl std::fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AccessKey(…)")
    }
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It names another server.
    Host,
    /// It comes from a web page.
    Origin,
    /// It is not signed with the access key.
    Key,
}

/// The check before a service.
#[derive(Debug, Clone)]
pub(crate) struct Guard {
    host: String,
    key: AccessKey,
}

impl Guard {
    /// For the service that listens at `host`, such as `127.0.0.1:4566`.
    pub(crate) fn new(host: String, key: AccessKey) -> Self {
        Self { host, key }
    }

    /// Checks everything but the signature, which needs the body.
    pub(crate) fn check(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
        let mut hosts = headers.get_all(HOST).iter();
        let exact = hosts
            .next()
            .is_some_and(|host| host.as_bytes() == self.host.as_bytes());
        let named = uri
            .authority()
            .is_none_or(|authority| authority.as_str() == self.host);
        if !exact || !named || hosts.next().is_some() {
            return Err(Refusal::Host);
        }
        // No AWS client sends one.
        if headers.contains_key(ORIGIN) {
            return Err(Refusal::Origin);
        }
        let id = headers
            .get(AUTHORIZATION)
            .and_then(|header| header.to_str().ok())
            .and_then(key_id)
            .unwrap_or_default();
        if bool::from(id.as_bytes().ct_eq(self.key.id.as_bytes())) {
            Ok(())
        } else {
            Err(Refusal::Key)
        }
    }
}

/// The id in `AWS4-HMAC-SHA256 Credential=ID/20261129/eu-north-1/sqs/aws4_request, …`.
fn key_id(authorization: &str) -> Option<&str> {
    let (_, rest) = authorization
        .strip_prefix("AWS4-HMAC-SHA256")?
        .split_once("Credential=")?;
    Some(rest.split_once('/')?.0)
}

impl Refusal {
    /// The response: 403, without details.
    pub(crate) fn response<B: From<Bytes>>(self) -> Response<B> {
        let (code, message) = match self {
            Self::Host => ("AccessDeniedException", "The request names another host."),
            Self::Origin => ("AccessDeniedException", "Requests of web pages are refused."),
            Self::Key => (
                "UnrecognizedClientException",
                "The request is not signed with the access key of the `ekobridge dev` that runs.",
            ),
        };
        let body = serde_json::json!({ "__type": code, "message": message }).to_string();
        let mut response = Response::new(B::from(Bytes::from(body)));
        *response.status_mut() = StatusCode::FORBIDDEN;
        response.headers_mut().insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-amz-json-1.0"),
        );
        response
    }
}

/// Removes the CORS permissions that a stand-in grants to web pages.
pub(crate) fn without_cors(headers: &mut HeaderMap) {
    headers.remove(ACCESS_CONTROL_ALLOW_ORIGIN);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headers: &[(&str, &str)]) -> Result<(), Refusal> {
        let key = AccessKey {
            id: "OURS".to_owned(),
            secret: "s".to_owned(),
        };
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(
                http::HeaderName::try_from(*name).unwrap(),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        Guard::new("127.0.0.1:4566".to_owned(), key).check(&Uri::from_static("/"), &map)
    }

    const SIGNED: &str = "AWS4-HMAC-SHA256 Credential=OURS/20261129/eu-north-1/sqs/aws4_request, SignedHeaders=host, Signature=0";

    #[test]
    fn only_the_exact_host_is_answered() {
        assert_eq!(
            check(&[("host", "127.0.0.1:4566"), ("authorization", SIGNED)]),
            Ok(())
        );
        for hosts in [
            &["localhost:4566"][..],
            &["127.0.0.1"],
            &["127.0.0.1:45660"],
            &["rebound.example.com:4566"],
            &["127.0.0.1:4566", "evil.example.com"],
            &[],
        ] {
            let mut headers: Vec<_> = hosts.iter().map(|host| ("host", *host)).collect();
            headers.push(("authorization", SIGNED));
            assert_eq!(check(&headers), Err(Refusal::Host), "{hosts:?}");
        }
    }

    #[test]
    fn no_web_page_is_answered_whatever_its_origin() {
        for origin in ["https://evil.example.com", "null", "http://127.0.0.1:4566"] {
            let headers = [
                ("host", "127.0.0.1:4566"),
                ("authorization", SIGNED),
                ("origin", origin),
            ];
            assert_eq!(check(&headers), Err(Refusal::Origin), "{origin}");
        }
    }

    #[test]
    fn another_access_key_is_refused_and_so_is_none() {
        for authorization in [
            SIGNED.replace("OURS", "OUR"),
            SIGNED.replace("OURS", "OURSX"),
            SIGNED.replace("OURS", ""),
            "Bearer OURS".to_owned(),
            "AWS4-HMAC-SHA256 Credential=OURS".to_owned(),
        ] {
            let headers = [
                ("host", "127.0.0.1:4566"),
                ("authorization", authorization.as_str()),
            ];
            assert_eq!(check(&headers), Err(Refusal::Key), "{authorization}");
        }
        assert_eq!(check(&[("host", "127.0.0.1:4566")]), Err(Refusal::Key));
    }

    #[test]
    fn no_two_keys_are_equal_and_none_is_shown() {
        let key = AccessKey::random();
        assert_ne!(key, AccessKey::random());
        assert!(!format!("{key:?}").contains(&key.secret));
    }
}
