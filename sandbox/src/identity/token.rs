//! The token and revocation endpoints. Clients authenticate by HTTP Basic or in the body.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::json;
use url::Url;

use super::Identity;
use super::grants::{ACCESS_LIFETIME, Tokens, Void};
use crate::core::violation;

type Form = BTreeMap<String, String>;

pub(super) async fn token(State(identity): State<Identity>, headers: HeaderMap, body: Bytes) -> Response {
    let answer = exchange(&identity, &headers, &body);
    identity.change(|saved| match &answer {
        Ok((true, _)) => saved.calls.authorization_code += 1,
        Ok((false, _)) => saved.calls.refresh_token += 1,
        Err(_) => saved.calls.refused += 1,
    });
    match answer {
        Ok((_, tokens)) => issued(&tokens),
        Err(refused) => refused.into_response(),
    }
}

pub(super) async fn revocation(
    State(identity): State<Identity>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let form = match form(&headers, &body) {
        Ok(form) => form,
        Err(refused) => return refused.into_response(),
    };
    if let Err(refused) = authenticate(&identity, &headers, &form) {
        return refused.into_response();
    }
    let Some(token) = form.get("token") else {
        return Refused::new("invalid_request", "token is missing.").into_response();
    };
    // An unknown token gets the same response as a known one (RFC 7009).
    identity.change(|saved| saved.grants.revoke_token(token));
    StatusCode::OK.into_response()
}

/// The tokens, and whether they were issued for a code.
fn exchange(identity: &Identity, headers: &HeaderMap, body: &[u8]) -> Result<(bool, Tokens), Refused> {
    let form = form(headers, body)?;
    authenticate(identity, headers, &form)?;
    let needed = |name: &'static str| {
        let value = form.get(name).filter(|value| !value.is_empty());
        value.ok_or_else(|| Refused::new("invalid_request", format!("{name} is missing.")))
    };
    let now = identity.core.now();
    match needed("grant_type")?.as_str() {
        "authorization_code" => {
            let code = needed("code")?;
            let redirect_uri = Url::parse(needed("redirect_uri")?)
                .map_err(|_| Refused::new("invalid_request", "redirect_uri is no URL."))?;
            let verifier = form.get("code_verifier").map(String::as_str);
            let tokens = identity.change(|saved| {
                if !saved.grants.is_verified(code, verifier) {
                    return Err(Void::Verifier);
                }
                saved.grants.exchange(code, redirect_uri.as_str(), now)
            });
            tokens.map(|tokens| (true, tokens))
        }
        "refresh_token" => {
            let token = needed("refresh_token")?;
            let tokens = identity.change(|saved| saved.grants.refresh(token, now));
            tokens.map(|tokens| (false, tokens))
        }
        _ => {
            return Err(Refused::new(
                "unsupported_grant_type",
                "Only authorization_code and refresh_token.",
            ));
        }
    }
    .map_err(|void| Refused::new("invalid_grant", void.to_string()))
}

fn form(headers: &HeaderMap, body: &[u8]) -> Result<Form, Refused> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        violation("the token endpoint takes application/x-www-form-urlencoded only");
        return Err(Refused::new(
            "invalid_request",
            "The body must be application/x-www-form-urlencoded.",
        ));
    }
    Ok(form_urlencoded::parse(body).into_owned().collect())
}

fn authenticate(identity: &Identity, headers: &HeaderMap, form: &Form) -> Result<(), Refused> {
    let credentials = &identity.core.options().credentials;
    let wanted = (credentials.client_id.as_str(), credentials.client_secret.as_str());
    let authorization = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let basic = authorization.and_then(|value| value.strip_prefix("Basic "));
    let good = match basic {
        Some(basic) => decode_basic(basic).is_some_and(|(id, secret)| {
            let plain = (unescape(&id), unescape(&secret));
            (id.as_str(), secret.as_str()) == wanted || (plain.0.as_str(), plain.1.as_str()) == wanted
        }),
        None => {
            let field = |name| form.get(name).map_or("", String::as_str);
            (field("client_id"), field("client_secret")) == wanted
        }
    };
    if good {
        Ok(())
    } else {
        Err(Refused::client(authorization.is_some()))
    }
}

fn decode_basic(encoded: &str) -> Option<(String, String)> {
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

/// RFC 6749 form-encodes both parts before they are joined; the vendor's own example doesn't.
fn unescape(text: &str) -> String {
    let pair = format!("x={text}");
    form_urlencoded::parse(pair.as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

fn issued(tokens: &Tokens) -> Response {
    let mut body = json!({
        "access_token": tokens.access,
        "token_type": "Bearer",
        "expires_in": ACCESS_LIFETIME.as_secs(),
        "scope": tokens.scopes.join(" "),
    });
    if let Some(refresh) = &tokens.refresh {
        body["refresh_token"] = json!(refresh);
    }
    let mut response = Json(body).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// An OAuth error.
struct Refused {
    status: StatusCode,
    error: &'static str,
    description: String,
    challenge: bool,
}

impl Refused {
    fn new(error: &'static str, description: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            error,
            description: description.into(),
            challenge: false,
        }
    }

    /// Unknown client: 401 with a challenge if the request had an `Authorization` header, else 400 (RFC 6749, 5.2).
    fn client(by_header: bool) -> Self {
        let status = if by_header {
            StatusCode::UNAUTHORIZED
        } else {
            StatusCode::BAD_REQUEST
        };
        let description = "Client authentication failed.".to_owned();
        Self {
            status,
            error: "invalid_client",
            description,
            challenge: by_header,
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let body = json!({"error": self.error, "error_description": self.description});
        let mut response = (self.status, Json(body)).into_response();
        if self.challenge {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic"));
        }
        response
    }
}
