use aws_sdk_secretsmanager::error::DisplayErrorContext;
use model::{Code, Problem};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

/// One secret of Secrets Manager, holding JSON.
#[derive(Debug, Clone)]
pub(crate) struct Secret {
    client: aws_sdk_secretsmanager::Client,
    id: String,
    /// Whose it is, for messages.
    vendor: &'static str,
}

impl Secret {
    pub(crate) fn new(client: aws_sdk_secretsmanager::Client, id: String, vendor: &'static str) -> Self {
        Self { client, id, vendor }
    }

    /// The value's text, as it is now.
    pub(crate) async fn text(&self) -> Result<SecretString, Problem> {
        let read = self.client.get_secret_value().secret_id(&self.id).send().await.map_err(|error| {
            let missing = error.as_service_error().is_some_and(|error| error.is_resource_not_found_exception());
            tracing::warn!(vendor = self.vendor, error = %DisplayErrorContext(&error), "a secret cannot be read");
            if missing { self.missing("does not exist") } else { self.failed("read") }
        })?;
        Ok(read.secret_string.unwrap_or_default().into())
    }

    /// The value, as it is now.
    pub(crate) async fn read<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let text = self.text().await?;
        // The parser's own text quotes what it found.
        serde_json::from_str(text.expose_secret())
            .map_err(|_| self.missing("does not have the expected fields"))
    }

    /// Replaces the value.
    pub(crate) async fn write(&self, text: SecretString) -> Result<(), Problem> {
        self.client
            .put_secret_value()
            .secret_id(&self.id)
            .secret_string(text.expose_secret())
            .send()
            .await
            .map(drop)
            .map_err(|error| {
                tracing::error!(vendor = self.vendor, error = %DisplayErrorContext(&error), "a secret cannot be written");
                self.failed("written")
            })
    }

    /// Something that only a person can fill in.
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
            Code::STORE_FAILED,
            format!("The secret of {} could not be {what}.", self.vendor),
            "Nothing needs to be done: it is tried again.",
        )
    }
}

/// What the secret of ActiveCampaign says.
#[derive(Debug, Clone)]
pub(crate) struct ActiveCampaignAccess {
    /// The account's own URL.
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

/// The secret of ActiveCampaign: `{"url", "api_key", "route_tokens"}`. The tokens are not read here: `webhook-ingest` has
/// their digests.
#[derive(Debug, Clone)]
pub(crate) struct ActiveCampaignSecret(Secret);

impl ActiveCampaignSecret {
    pub(crate) fn new(client: aws_sdk_secretsmanager::Client, id: String) -> Self {
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
