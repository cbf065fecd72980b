//! Any HTTPS address, signed as Standard Webhooks (<https://www.standardwebhooks.com>): `webhook-id`, `webhook-timestamp`, and
//! `webhook-signature` with `v1,` and the base64 of HMAC-SHA256 over id, timestamp and body with dots between.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderName, HeaderValue, Method};
use secrecy::{ExposeSecret, SecretSlice};
use serde_json::{Map, Value, json};
use sha2::Sha256;
use transport::{Idempotency, Request};
use url::Url;

use super::{Channel, Delivery, text, url_of};
use crate::Message;

/// How a signing secret begins.
const PREFIX: &str = "whsec_";
/// How many bytes a signing secret has: Standard Webhooks says 24 to 64.
const LENGTHS: std::ops::RangeInclusive<usize> = 24..=64;

struct Webhook {
    url: Url,
    secret: SecretSlice<u8>,
}

pub(super) fn open(part: &Map<String, Value>) -> Result<Box<dyn Channel>, String> {
    let url = url_of(part)?;
    let secret = text(part, "secret").ok_or_else(|| format!("its secret is missing: {PREFIX} and base64"))?;
    let secret = STANDARD
        .decode(secret.trim_start_matches(PREFIX))
        .map_err(|_| format!("its secret is none: {PREFIX} and base64 is expected"))?;
    if !LENGTHS.contains(&secret.len()) {
        return Err("its secret has not 24 to 64 bytes".to_owned());
    }
    Ok(Box::new(Webhook {
        url,
        secret: secret.into(),
    }))
}

impl Channel for Webhook {
    fn request(&self, message: &Message, delivery: &Delivery) -> Result<Request, String> {
        let facts: Map<String, Value> = message
            .facts
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str().into()))
            .collect();
        let body = json!({
            "type": format!("notice.{}", message.status_code()),
            "timestamp": delivery.at,
            "data": {
                "topic": message.topic,
                "status": message.status_code(),
                "title": message.title,
                "text": message.text,
                "code": message.code.as_ref().map(model::Code::as_str),
                "count": message.count,
                "since": message.since,
                "stack": message.stack,
                "link": message.link,
                "language": message.language.tag(),
                "facts": facts,
            },
        });
        let request = Request::new(
            Method::POST,
            self.url.clone(),
            "the notice to the webhook",
            Idempotency::Create,
        )
        .json(&body)
        .map_err(|error| error.to_string())?;
        let seconds = delivery.at.as_second().to_string();
        let signature = signature(
            self.secret.expose_secret(),
            &delivery.id,
            &seconds,
            request.body.as_deref().unwrap_or_default(),
        )?;
        let value = |text: &str| HeaderValue::from_str(text).map_err(|error| error.to_string());
        Ok(request
            .header(HeaderName::from_static("webhook-id"), value(&delivery.id)?)
            .header(HeaderName::from_static("webhook-timestamp"), value(&seconds)?)
            .header(HeaderName::from_static("webhook-signature"), value(&signature)?))
    }
}

/// The signature's header.
fn signature(secret: &[u8], id: &str, seconds: &str, body: &[u8]) -> Result<String, String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).map_err(|error| error.to_string())?;
    for part in [id.as_bytes(), b".", seconds.as_bytes(), b".", body] {
        mac.update(part);
    }
    Ok(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::tests_support::{body, delivery, message};

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /// The vector that implementations of Standard Webhooks are tested with.
    #[test]
    fn the_signature_is_that_of_standard_webhooks() {
        let secret = STANDARD.decode(&SECRET[PREFIX.len()..]).unwrap();
        let signed = signature(
            &secret,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "1614265330",
            br#"{"test": 2432232314}"#,
        );
        assert_eq!(signed.unwrap(), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn the_request_is_signed_over_the_body_that_it_sends() {
        let part = json!({ "url": "https://example.com/h", "secret": SECRET });
        let request = open(part.as_object().unwrap())
            .unwrap()
            .request(&message("title"), &delivery())
            .unwrap();
        let secret = STANDARD.decode(&SECRET[PREFIX.len()..]).unwrap();
        let expected = signature(&secret, "msg_1", "1795932000", request.body.as_deref().unwrap()).unwrap();
        assert_eq!(request.headers["webhook-id"], "msg_1");
        assert_eq!(request.headers["webhook-timestamp"], "1795932000");
        assert_eq!(request.headers["webhook-signature"], expected.as_str());
        let sent = body(&request);
        assert_eq!(sent["type"], "notice.failing");
        assert_eq!(sent["data"]["code"], "sku_unknown");
        assert_eq!(sent["data"]["count"], 3);
        assert_eq!(sent["data"]["stack"], "shop");
    }

    #[test]
    fn a_secret_that_is_missing_no_base64_or_short_is_refused_without_its_value() {
        for secret in ["", "whsec_%%%%", "whsec_c2hvcnQ="] {
            let part = json!({ "url": "https://example.com/h", "secret": secret });
            let error = open(part.as_object().unwrap()).err().unwrap();
            assert!(!error.contains("%%") && !error.contains("c2hv"), "{error}");
        }
    }
}
