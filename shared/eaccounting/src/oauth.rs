//! eAccounting's login: the authorisation-code flow of OAuth 2, as pure request builders and readers.
//!
//! Why not the `oauth2` crate: it form-encodes client id and secret before Basic authentication (RFC 6749, 2.3.1), where
//! eAccounting documents `base64(client_id:client_secret)` as they are; and it takes a transport of its own, behind which
//! the one thing that matters here is lost: whether a refused or broken call may have used the refresh token up. What is
//! left of it, four forms and one answer, is less than the adapter would be.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderValue, Method, header};
use model::{Code, Problem};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use transport::{Idempotency, Request, Response, Transport};
use url::Url;
use url::form_urlencoded::Serializer;

use crate::Operation;
use crate::types::lenient;

/// The scopes: sales, and reading of accounts, VAT codes and bank accounts.
pub const SCOPES: &str = "ea:api offline_access ea:sales ea:accounting_readonly ea:purchase_readonly";

/// Shows only companies that have eAccounting.
const ACR_VALUES: &str = "service:44643EB1-3F76-4C1C-A672-402AE8085934";

/// A client as eAccounting's support registered it.
#[derive(Debug, Clone)]
pub struct OAuthClient {
    /// Client id.
    pub id: String,
    /// Client secret.
    pub secret: SecretString,
}

/// The tokens that the login service issues.
#[derive(Debug, Clone)]
pub struct TokenSet {
    /// The token that calls carry.
    pub access_token: SecretString,
    /// The next refresh token; nothing if the current one stays valid.
    pub refresh_token: Option<SecretString>,
    /// How long the access token is valid.
    pub expires_in: Duration,
}

/// Why the login service gives nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OAuthError {
    /// The code or refresh token is used up, expired or revoked.
    #[error("the grant is not valid any more (invalid_grant)")]
    InvalidGrant,
    /// Client id or secret is wrong.
    #[error("client id or client secret is wrong (invalid_client)")]
    InvalidClient,
    /// Another refusal, by its OAuth name.
    #[error("the login service refuses the request ({0})")]
    Refused(String),
    /// Too many requests.
    #[error("the login service asks for a slower pace")]
    RateLimited,
    /// The service failed; the refresh token may have been used up.
    #[error("the login service failed (HTTP {0})")]
    Failed(u16),
    /// The answer is not as documented.
    #[error("the login service's answer cannot be read")]
    Unreadable,
}

/// The address of the consent page. `state` comes back with the code and must be compared.
///
/// `code_challenge` is the S256 challenge of RFC 7636, which keeps a code that was caught on its way from being used.
/// eAccounting doesn't document it; a service that doesn't know the parameter ignores it (RFC 6749, 3.1).
#[must_use]
pub fn authorise_url(
    identity: &Url,
    client_id: &str,
    redirect_uri: &str,
    state: &str,
    code_challenge: &str,
) -> Url {
    let mut url = endpoint(identity, "authorize");
    url.query_pairs_mut()
        .append_pair("client_id", client_id)
        .append_pair("redirect_uri", redirect_uri)
        .append_pair("scope", SCOPES)
        .append_pair("state", state)
        .append_pair("code_challenge", code_challenge)
        .append_pair("code_challenge_method", "S256")
        .append_pair("response_type", "code")
        .append_pair("prompt", "select_account")
        .append_pair("acr_values", ACR_VALUES);
    url
}

/// The request that turns a code into tokens. A code works once and for five minutes. `code_verifier` is the text that the
/// challenge of [`authorise_url`] was made of.
#[must_use]
pub fn exchange_code(
    identity: &Url,
    client: &OAuthClient,
    code: &str,
    redirect_uri: &str,
    code_verifier: &SecretString,
) -> Request {
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", redirect_uri),
        ("code_verifier", code_verifier.expose_secret()),
    ];
    post(identity, "token", Operation::Token, client, &form)
}

/// The request that turns a refresh token into an access token, and perhaps a new refresh token.
#[must_use]
pub fn refresh(identity: &Url, client: &OAuthClient, refresh_token: &SecretString) -> Request {
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh_token.expose_secret()),
    ];
    post(identity, "token", Operation::Token, client, &form)
}

/// The request that ends a grant.
#[must_use]
pub fn revoke(identity: &Url, client: &OAuthClient, refresh_token: &SecretString) -> Request {
    let form = [
        ("token", refresh_token.expose_secret()),
        ("token_type_hint", "refresh_token"),
    ];
    post(identity, "revocation", Operation::RevokeToken, client, &form)
}

/// Exchanges a code, once.
///
/// # Errors
/// A problem whose remedy is to connect again, since a code can't be used twice.
pub async fn exchange(
    transport: &dyn Transport,
    identity: &Url,
    client: &OAuthClient,
    code: &str,
    redirect_uri: &str,
    code_verifier: &SecretString,
) -> Result<TokenSet, Problem> {
    let failed = |code: Code, why: String| {
        Problem::new(
            code,
            format!("eAccounting's login could not be finished: {why}."),
            "Run `ekobridge connect` again: a code works once and for five minutes.",
        )
    };
    let response = transport
        .send(exchange_code(identity, client, code, redirect_uri, code_verifier))
        .await
        .map_err(|error| failed(Code::EACCOUNTING_UNREACHABLE, error.to_string()))?;
    read_tokens(&response).map_err(|error| match error {
        OAuthError::InvalidGrant => failed(Code::EACCOUNTING_REAUTHORIZE, "the code is not valid any more".to_owned()),
        OAuthError::InvalidClient => Problem::new(
            Code::EACCOUNTING_REAUTHORIZE,
            format!("eAccounting's login could not be finished: {error}."),
            "Check client id and client secret, as eAccounting's API support gave them, and run `ekobridge connect` again.",
        ),
        OAuthError::RateLimited => failed(Code::EACCOUNTING_RATE_LIMIT, error.to_string()),
        OAuthError::Failed(_) => failed(Code::EACCOUNTING_SERVER_ERROR, error.to_string()),
        OAuthError::Refused(_) | OAuthError::Unreadable => failed(Code::EACCOUNTING_INVALID_RESPONSE, error.to_string()),
    })
}

/// Reads the answer to a code exchange or a refresh.
///
/// # Errors
/// The login service's error.
pub fn read_tokens(response: &Response) -> Result<TokenSet, OAuthError> {
    #[derive(Deserialize)]
    struct Tokens {
        access_token: String,
        #[serde(default)]
        refresh_token: Option<String>,
        #[serde(default, deserialize_with = "lenient::int_option")]
        expires_in: Option<u64>,
    }
    if !response.status.is_success() {
        return Err(read_error(response));
    }
    let tokens: Tokens = serde_json::from_slice(&response.body).map_err(|_| OAuthError::Unreadable)?;
    if tokens.access_token.is_empty() {
        return Err(OAuthError::Unreadable);
    }
    Ok(TokenSet {
        access_token: tokens.access_token.into(),
        refresh_token: tokens
            .refresh_token
            .filter(|token| !token.is_empty())
            .map(Into::into),
        expires_in: Duration::from_secs(tokens.expires_in.unwrap_or(3600)),
    })
}

/// Reads the answer to a revocation.
///
/// # Errors
/// The login service's error.
pub fn read_revocation(response: &Response) -> Result<(), OAuthError> {
    if response.status.is_success() {
        Ok(())
    } else {
        Err(read_error(response))
    }
}

fn read_error(response: &Response) -> OAuthError {
    #[derive(Deserialize)]
    struct Refusal {
        error: String,
    }
    let status = response.status.as_u16();
    if status == 429 {
        return OAuthError::RateLimited;
    }
    if status >= 500 {
        return OAuthError::Failed(status);
    }
    match serde_json::from_slice::<Refusal>(&response.body) {
        Ok(refusal) if refusal.error == "invalid_grant" => OAuthError::InvalidGrant,
        Ok(refusal) if refusal.error == "invalid_client" => OAuthError::InvalidClient,
        // Only what looks like one of OAuth's own names is shown.
        Ok(Refusal { error })
            if error.len() <= 40 && error.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') =>
        {
            OAuthError::Refused(error)
        }
        _ if status == 401 => OAuthError::InvalidClient,
        _ => OAuthError::Unreadable,
    }
}

fn endpoint(identity: &Url, name: &str) -> Url {
    let mut url = identity.clone();
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().extend(["connect", name]);
    }
    url
}

fn post(
    identity: &Url,
    name: &str,
    operation: Operation,
    client: &OAuthClient,
    form: &[(&str, &str)],
) -> Request {
    let body = Serializer::new(String::new()).extend_pairs(form).finish();
    let basic = STANDARD.encode(format!("{}:{}", client.id, client.secret.expose_secret()));
    // Base64 is always a valid header value.
    let mut authorization =
        HeaderValue::from_str(&format!("Basic {basic}")).unwrap_or(HeaderValue::from_static("Basic"));
    authorization.set_sensitive(true);
    // A code and a rotating refresh token are used up by the first call that arrives: never sent twice blindly.
    Request::new(
        Method::POST,
        endpoint(identity, name),
        operation.as_str(),
        Idempotency::Create,
    )
    .header(header::AUTHORIZATION, authorization)
    .header(header::ACCEPT, HeaderValue::from_static("application/json"))
    .form(body)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, StatusCode};

    use super::*;

    fn identity() -> Url {
        "https://identity.vismaonline.com".parse().unwrap()
    }

    fn client() -> OAuthClient {
        OAuthClient {
            id: "shop".to_owned(),
            secret: "s+/%&".into(),
        }
    }

    fn answer(status: u16, body: &str) -> Response {
        Response {
            status: StatusCode::from_u16(status).unwrap(),
            headers: HeaderMap::new(),
            body: Bytes::from(body.to_owned()),
        }
    }

    fn body(request: &Request) -> String {
        String::from_utf8(request.body.clone().unwrap().to_vec()).unwrap()
    }

    #[test]
    fn the_consent_page_is_the_recommended_one() {
        let url = authorise_url(&identity(), "shop", "http://127.0.0.1:9/callback", "s1", "c1");
        assert!(
            url.as_str()
                .starts_with("https://identity.vismaonline.com/connect/authorize?client_id=shop&")
        );
        let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        for (name, value) in [
            ("redirect_uri", "http://127.0.0.1:9/callback"),
            (
                "scope",
                "ea:api offline_access ea:sales ea:accounting_readonly ea:purchase_readonly",
            ),
            ("state", "s1"),
            ("code_challenge", "c1"),
            ("code_challenge_method", "S256"),
            ("response_type", "code"),
            ("prompt", "select_account"),
            ("acr_values", "service:44643EB1-3F76-4C1C-A672-402AE8085934"),
        ] {
            assert!(pairs.contains(&(name.to_owned(), value.to_owned())), "{name}");
        }
    }

    #[test]
    fn the_client_is_authenticated_by_its_id_and_secret_as_they_are() {
        let request = refresh(&identity(), &client(), &"r1".into());
        assert_eq!(
            request.url.as_str(),
            "https://identity.vismaonline.com/connect/token"
        );
        assert_eq!(request.headers[header::AUTHORIZATION], "Basic c2hvcDpzKy8lJg==");
        assert!(request.headers[header::AUTHORIZATION].is_sensitive());
        assert_eq!(
            request.headers[header::CONTENT_TYPE],
            "application/x-www-form-urlencoded"
        );
        assert_eq!(body(&request), "grant_type=refresh_token&refresh_token=r1");
        assert_eq!(request.effect, Idempotency::Create);
    }

    #[test]
    fn codes_are_exchanged_and_grants_revoked_with_forms() {
        let exchange = exchange_code(
            &identity(),
            &client(),
            "c/1",
            "http://127.0.0.1:9/callback",
            &"v1".into(),
        );
        assert_eq!(
            body(&exchange),
            "grant_type=authorization_code&code=c%2F1&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcallback&\
             code_verifier=v1"
        );
        let revocation = revoke(&identity(), &client(), &"r1".into());
        assert!(revocation.url.path().ends_with("/connect/revocation"));
        assert_eq!(body(&revocation), "token=r1&token_type_hint=refresh_token");
        assert_eq!(read_revocation(&answer(200, "")), Ok(()));
    }

    #[test]
    fn an_identity_service_below_a_path_keeps_the_path() {
        let request = refresh(
            &"http://127.0.0.1:1/identity/".parse().unwrap(),
            &client(),
            &"r".into(),
        );
        assert_eq!(request.url.path(), "/identity/connect/token");
    }

    #[test]
    fn a_refresh_may_or_may_not_bring_a_new_refresh_token() {
        let rotating = read_tokens(&answer(
            200,
            r#"{"access_token":"a","refresh_token":"r2","token_type":"bearer","expires_in":3600}"#,
        ))
        .unwrap();
        assert_eq!(rotating.refresh_token.unwrap().expose_secret(), "r2");
        assert_eq!(rotating.expires_in, Duration::from_secs(3600));
        let reusable = read_tokens(&answer(200, r#"{"access_token":"a","refresh_token":""}"#)).unwrap();
        assert!(reusable.refresh_token.is_none());
    }

    #[test]
    fn a_spent_grant_is_told_apart_from_every_other_failure() {
        for (status, text, expected) in [
            (400, r#"{"error":"invalid_grant"}"#, OAuthError::InvalidGrant),
            (400, r#"{"error":"invalid_client"}"#, OAuthError::InvalidClient),
            (401, "", OAuthError::InvalidClient),
            (
                400,
                r#"{"error":"invalid_scope"}"#,
                OAuthError::Refused("invalid_scope".to_owned()),
            ),
            (400, r#"{"error":"Marked Text"}"#, OAuthError::Unreadable),
            (429, "", OAuthError::RateLimited),
            (503, r#"{"error":"invalid_grant"}"#, OAuthError::Failed(503)),
            (200, "<html>", OAuthError::Unreadable),
            (200, r#"{"access_token":""}"#, OAuthError::Unreadable),
        ] {
            assert_eq!(
                read_tokens(&answer(status, text)).unwrap_err(),
                expected,
                "{status} {text}"
            );
        }
    }

    /// Gives every request the same response.
    struct Always(Response);

    impl Transport for Always {
        fn send(&self, _: Request) -> futures::future::BoxFuture<'_, Result<Response, transport::SendError>> {
            Box::pin(async { Ok(self.0.clone()) })
        }
    }

    #[tokio::test]
    async fn a_login_that_fails_says_what_to_do() {
        let exchange = async |status, body| {
            let transport = Always(answer(status, body));
            exchange(
                &transport,
                &identity(),
                &client(),
                "marked-code",
                "http://127.0.0.1:9/callback",
                &"marked-verifier".into(),
            )
            .await
        };
        assert!(
            exchange(200, r#"{"access_token":"a","refresh_token":"r"}"#)
                .await
                .is_ok()
        );
        for (status, body, code, remedy) in [
            (
                400,
                r#"{"error":"invalid_grant"}"#,
                Code::EACCOUNTING_REAUTHORIZE,
                "five minutes",
            ),
            (401, "", Code::EACCOUNTING_REAUTHORIZE, "client secret"),
            (500, "", Code::EACCOUNTING_SERVER_ERROR, "again"),
            (200, "<html>", Code::EACCOUNTING_INVALID_RESPONSE, "again"),
        ] {
            let problem = exchange(status, body).await.unwrap_err();
            assert_eq!(problem.code, code);
            assert!(problem.remedy.contains(remedy), "{problem}");
            assert!(!problem.to_string().contains("marked"), "{problem}");
        }
    }

    #[test]
    fn tokens_do_not_show_in_debug() {
        let tokens = read_tokens(&answer(
            200,
            r#"{"access_token":"marked","refresh_token":"marked"}"#,
        ))
        .unwrap();
        assert!(!format!("{tokens:?} {:?}", client()).contains("marked"));
        assert!(!format!("{:?}", client()).contains("s+/"));
    }
}
