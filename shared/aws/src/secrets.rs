use futures::future::BoxFuture;
use model::{Code, Problem};
use notices::SecretSource;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use crate::clients::LazyClient;
use crate::sdk_errors::sdk_error;

/// The label of the version that Secrets Manager returns by default.
const CURRENT: &str = "AWSCURRENT";
/// The label of a version that is stored but not current yet.
const NEXT: &str = "EKOBRIDGE_NEXT";

/// One secret of Secrets Manager that holds JSON.
#[derive(Debug, Clone)]
pub(crate) struct Secret {
    client: LazyClient<aws_sdk_secretsmanager::Client>,
    id: String,
    /// The vendor to which it belongs, for messages.
    vendor: &'static str,
}

impl Secret {
    pub(crate) fn new(
        client: impl Into<LazyClient<aws_sdk_secretsmanager::Client>>,
        id: String,
        vendor: &'static str,
    ) -> Self {
        Self {
            client: client.into(),
            id,
            vendor,
        }
    }

    /// The current value's text.
    pub(crate) async fn text(&self) -> Result<SecretString, Problem> {
        Ok(self.versioned().await?.0)
    }

    /// The current value's text, and the id of its version.
    pub(crate) async fn versioned(&self) -> Result<(SecretString, String), Problem> {
        let read = self
            .client
            .get_secret_value()
            .secret_id(&self.id)
            .send()
            .await
            .map_err(|error| {
                let missing = error
                    .as_service_error()
                    .is_some_and(|error| error.is_resource_not_found_exception());
                tracing::warn!(vendor = self.vendor, error = %sdk_error(&error), "a secret cannot be read");
                if missing {
                    self.missing("does not exist")
                } else {
                    self.failed("read")
                }
            })?;
        let text = read.secret_string.unwrap_or_default().into();
        Ok((text, read.version_id.unwrap_or_default()))
    }

    /// The current value.
    pub(crate) async fn read<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let text = self.text().await?;
        // The parser's own text quotes the input.
        serde_json::from_str(text.expose_secret())
            .map_err(|_| self.missing("does not have the expected fields"))
    }

    /// Replaces the value unconditionally. Returns the id of the new version.
    pub(crate) async fn write(&self, text: SecretString) -> Result<String, Problem> {
        self.put(text, None).await
    }

    /// Replaces the value if `version` is still the current one. Returns the id of the new version, or `None` if
    /// another one is current. Secrets Manager moves the label of the current version only from the version that the
    /// request names: a [conditional
    /// write](https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html).
    pub(crate) async fn replace(&self, text: SecretString, version: &str) -> Result<Option<String>, Problem> {
        let next = self.put(text, Some(NEXT)).await?;
        let moved = self
            .client
            .update_secret_version_stage()
            .secret_id(&self.id)
            .version_stage(CURRENT)
            .move_to_version_id(&next)
            .remove_from_version_id(version)
            .send()
            .await;
        let Err(error) = moved else {
            return Ok(Some(next));
        };
        // Either another version is current, or the response to the first attempt was lost and the retry found the
        // label moved.
        let (_, current) = self.versioned().await?;
        if current == next {
            return Ok(Some(next));
        }
        if current != version {
            return Ok(None);
        }
        tracing::error!(vendor = self.vendor, error = %sdk_error(&error), "a secret cannot be written");
        Err(self.failed("written"))
    }

    /// Stores a version. It becomes the current one unless it gets another label.
    async fn put(&self, text: SecretString, label: Option<&str>) -> Result<String, Problem> {
        let written = self
            .client
            .put_secret_value()
            .secret_id(&self.id)
            .secret_string(text.expose_secret())
            .set_version_stages(label.map(|label| vec![label.to_owned()]))
            .send()
            .await
            .map_err(|error| {
                tracing::error!(vendor = self.vendor, error = %sdk_error(&error), "a secret cannot be written");
                self.failed("written")
            })?;
        Ok(written.version_id.unwrap_or_default())
    }

    /// A value that only a person can provide.
    pub(crate) fn missing(&self, what: &str) -> Problem {
        Problem::new(
            Code::SECRET_MISSING,
            format!("The secret of {} {what}.", self.vendor),
            format!(
                "Fill in the secret of {} in AWS Secrets Manager, or run `ekobridge connect`.",
                self.vendor
            ),
        )
    }

    fn failed(&self, what: &str) -> Problem {
        Problem::new(
            Code::STORAGE_ERROR,
            format!("The secret of {} could not be {what}.", self.vendor),
            "If it lasts, look at the secret in AWS, and at whether the function's role may read and write it.",
        )
    }
}

/// The content of ActiveCampaign's secret.
#[derive(Debug, Clone)]
pub(crate) struct ActiveCampaignAccess {
    /// The account's URL.
    pub(crate) url: Url,
    /// The API key of a user.
    pub(crate) api_key: SecretString,
}

impl ActiveCampaignAccess {
    /// Whether both are the same.
    pub(crate) fn equals(&self, other: &Self) -> bool {
        self.url == other.url && self.api_key.expose_secret() == other.api_key.expose_secret()
    }
}

/// The secret of ActiveCampaign: `{"url", "api_key", "route_tokens"}`. The tokens are not read here, because
/// `webhook-ingest` has their digests.
#[derive(Debug, Clone)]
pub(crate) struct ActiveCampaignSecret(Secret);

impl ActiveCampaignSecret {
    pub(crate) fn new(client: impl Into<LazyClient<aws_sdk_secretsmanager::Client>>, id: String) -> Self {
        Self(Secret::new(client, id, "ActiveCampaign"))
    }

    pub(crate) async fn read(&self) -> Result<ActiveCampaignAccess, Problem> {
        #[derive(Deserialize)]
        struct Stored {
            url: String,
            api_key: String,
        }
        let stored: Stored = self.0.read().await?;
        let url = stored.url.trim().trim_end_matches('/');
        if url.is_empty() || stored.api_key.trim().is_empty() {
            return Err(self.0.missing("has no URL or no API key yet"));
        }
        let url = url
            .parse()
            .map_err(|_| self.0.missing("has a URL that is none"))?;
        Ok(ActiveCampaignAccess {
            url,
            api_key: stored.api_key.trim().into(),
        })
    }
}

/// The secret of the channels for notices. The channels parse its text themselves.
#[derive(Debug, Clone)]
pub(crate) struct NoticesSecret(Secret);

impl NoticesSecret {
    pub(crate) fn new(client: impl Into<LazyClient<aws_sdk_secretsmanager::Client>>, id: String) -> Self {
        Self(Secret::new(client, id, "the notices"))
    }
}

impl SecretSource for NoticesSecret {
    fn read(&self) -> BoxFuture<'_, Result<SecretString, Problem>> {
        Box::pin(self.0.text())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use eaccounting::oauth::{OAuthClient, TokenSet};
    use eaccounting::tokens::{Access, Grant};
    use transport::{Idempotency, Request, Response, UrlPolicy};

    use super::*;

    const HUSH: &str = "hush-hush";

    fn hush() -> SecretString {
        HUSH.into()
    }

    #[test]
    fn no_type_that_holds_a_secret_shows_it_in_debug() {
        let owner = OAuthClient {
            id: "shop".to_owned(),
            secret: hush(),
        };
        let mut grant = Grant::new(owner.clone(), hush());
        grant.access_token = Some(hush());
        let url: Url = "https://shop.api-us1.com".parse().unwrap();
        let header = http_header();
        let mut request = Request::new(
            header.0,
            format!("https://x/webhook/{HUSH}?token={HUSH}").parse().unwrap(),
            "GET /x",
            Idempotency::Read,
        )
        .form(format!("client_secret={HUSH}"));
        request.headers.insert("api-token", header.1.clone());
        let response = Response {
            status: 200.try_into().unwrap(),
            headers: [("set-cookie".parse().unwrap(), header.1)].into_iter().collect(),
            body: format!("{{\"access_token\":\"{HUSH}\"}}").into(),
        };
        let shown = [
            format!(
                "{:#?}",
                ActiveCampaignAccess {
                    url: url.clone(),
                    api_key: hush()
                }
            ),
            format!(
                "{:#?}",
                activecampaign::Config {
                    url,
                    api_key: hush(),
                    vendor_urls: UrlPolicy::Public
                }
            ),
            format!("{owner:#?} {grant:#?}"),
            format!(
                "{:#?}",
                TokenSet {
                    access_token: hush(),
                    refresh_token: Some(hush()),
                    expires_in: Duration::ZERO
                }
            ),
            format!(
                "{:#?}",
                Access {
                    token: hush(),
                    company: None
                }
            ),
            format!("{request:#?} {response:#?}"),
            format!(
                "{:#?}",
                activecampaign::Webhook {
                    id: "1".to_owned(),
                    name: "n".to_owned(),
                    url: format!("https://x/webhook/{HUSH}"),
                    events: Vec::new(),
                    sources: Vec::new()
                }
            ),
            format!(
                "{:#?}",
                crate::Environment::from_variables(|name| match name {
                    "EKOBRIDGE_SALT" => Some(HUSH.to_owned()),
                    "EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS" | "EKOBRIDGE_ROUTE_TOKEN_DIGESTS" => None,
                    name => name.starts_with("EKOBRIDGE_").then(|| "x".to_owned()),
                })
                .unwrap()
            ),
        ];
        for shown in shown {
            assert!(!shown.contains(HUSH), "{shown}");
        }
    }

    fn http_header() -> (http::Method, http::HeaderValue) {
        (http::Method::POST, http::HeaderValue::from_static(HUSH))
    }

    #[test]
    fn an_unsendable_key_and_an_unreadable_token_response_are_not_quoted() {
        let refused = activecampaign::Client::new(
            activecampaign::Config {
                url: "https://shop.api-us1.com".parse().unwrap(),
                api_key: format!("{HUSH}\n{HUSH}").into(),
                vendor_urls: UrlPolicy::Public,
            },
            Arc::new(transport::HttpTransport::lazy(transport::HttpOptions::default())),
            Arc::new(transport::NoLimit),
            Arc::new(model::SystemClock),
            transport::RetryPolicy::default(),
        )
        .unwrap_err();
        let shown = format!("{refused} {refused:?} {}", Problem::from(refused.clone()));
        assert!(!shown.contains(HUSH), "{shown}");
        for (status, body) in [
            (200, format!("{{\"access_token\":{{\"{HUSH}\":1}}}}")),
            (200, HUSH.to_owned()),
            (400, format!("{{\"error\":\"{HUSH} {HUSH}\"}}")),
            (500, format!("<p>{HUSH}</p>")),
        ] {
            let error = eaccounting::oauth::read_tokens(&Response {
                status: status.try_into().unwrap(),
                headers: http::HeaderMap::new(),
                body: body.into(),
            })
            .unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains(HUSH), "{shown}");
        }
        let error = Grant::from_json(&format!("{{\"client_id\":[\"{HUSH}\"]}}")).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(HUSH), "{error}");
    }
}
