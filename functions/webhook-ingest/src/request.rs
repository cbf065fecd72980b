use std::fmt;

use aws_lambda_events::event::lambda_function_urls::LambdaFunctionUrlRequest;
use base64::Engine;
use http::StatusCode;
use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

/// The largest body, decoded, in bytes.
pub const MAX_BODY: usize = 256 * 1024;

/// The route tokens that are valid, as their SHA-256 digests.
#[derive(Debug, Clone)]
pub struct RouteTokens(Vec<[u8; 32]>);

impl RouteTokens {
    /// Of these digests. None means that no request is let in.
    #[must_use]
    pub fn new(digests: Vec<[u8; 32]>) -> Self {
        Self(digests)
    }

    /// Whether a token is valid. Takes the same time for every token of one length: all digests are compared, to their
    /// ends.
    fn accept(&self, token: &str) -> bool {
        let digest = Sha256::digest(token.as_bytes());
        self.0
            .iter()
            .fold(Choice::from(0), |found, valid| {
                found | valid.ct_eq(digest.as_slice())
            })
            .into()
    }
}

/// A request as it came. All that can be done with it is to verify it.
pub struct Unverified(LambdaFunctionUrlRequest);

/// A request with a valid route token. The body can be read only through this type.
pub struct Verified(LambdaFunctionUrlRequest);

/// Shows nothing: path and query hold the token, the body a person's data.
impl fmt::Debug for Unverified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unverified(…)")
    }
}

/// As [`Unverified`].
impl fmt::Debug for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verified(…)")
    }
}

impl Unverified {
    /// Takes a request.
    #[must_use]
    pub fn new(request: LambdaFunctionUrlRequest) -> Self {
        Self(request)
    }

    /// Checks the route token.
    ///
    /// # Errors
    /// 404 when it is missing or wrong, whichever.
    pub fn verify(self, tokens: &RouteTokens) -> Result<Verified, StatusCode> {
        // A missing token is compared like any other.
        if tokens.accept(self.token().unwrap_or_default()) {
            Ok(Verified(self.0))
        } else {
            Err(StatusCode::NOT_FOUND)
        }
    }

    /// `/webhook/<token>`, else `?token=<token>`.
    fn token(&self) -> Option<&str> {
        let path = self.0.raw_path.as_deref().unwrap_or_default();
        let in_path = path
            .strip_prefix("/webhook/")
            .map(|token| token.trim_end_matches('/'))
            .filter(|token| !token.is_empty());
        in_path.or_else(|| {
            let query = self.0.raw_query_string.as_deref().unwrap_or_default();
            query.split('&').find_map(|pair| pair.strip_prefix("token="))
        })
    }
}

impl Verified {
    /// The query string, without its `?`.
    #[must_use]
    pub fn query(&self) -> &str {
        self.0.raw_query_string.as_deref().unwrap_or_default()
    }

    /// The body.
    ///
    /// # Errors
    /// 405 unless it was posted, 413 when it is larger than [`MAX_BODY`], 400 when its base64 is broken.
    pub fn body(&self) -> Result<Vec<u8>, StatusCode> {
        if self.0.request_context.http.method.as_deref() != Some("POST") {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        let body = self.0.body.as_deref().unwrap_or_default();
        if !self.0.is_base64_encoded {
            return if body.len() > MAX_BODY {
                Err(StatusCode::PAYLOAD_TOO_LARGE)
            } else {
                Ok(body.as_bytes().to_vec())
            };
        }
        // Four characters are three bytes: too much is seen before it is decoded.
        if body.trim_end_matches('=').len() / 4 * 3 > MAX_BODY {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        let body = base64::engine::general_purpose::STANDARD
            .decode(body)
            .map_err(|_| StatusCode::BAD_REQUEST)?;
        if body.len() > MAX_BODY {
            Err(StatusCode::PAYLOAD_TOO_LARGE)
        } else {
            Ok(body)
        }
    }
}
