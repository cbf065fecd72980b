//! Clients of both vendors, to verify answers during setup.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use devstack::vendors::insecure;
use eaccounting::oauth::OAuthClient;
use eaccounting::tokens::Grant;
use eaccounting::types::CompanySettings;
use model::{Problem, SystemClock};
use secrecy::ExposeSecret;
use serde_json::Value;
use transport::{HttpOptions, HttpTransport, NoLimit, RetryPolicy, Transport, UrlPolicy};

use crate::login::access::Access;
use crate::login::service::Service;
use crate::terminal::told;

/// How both vendors are called.
pub(super) struct Caller {
    transport: Arc<dyn Transport>,
    urls: UrlPolicy,
}

impl Caller {
    /// With the URLs that the environment allows.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub(super) fn new(variables: &BTreeMap<String, String>) -> anyhow::Result<Self> {
        let urls = if insecure(variables) {
            UrlPolicy::Any
        } else {
            UrlPolicy::Public
        };
        let options = HttpOptions {
            vendor_urls: urls,
            ..HttpOptions::default()
        };
        let transport =
            HttpTransport::new(options).map_err(|error| anyhow!("TLS cannot be set up: {error}"))?;
        Ok(Self {
            transport: Arc::new(transport),
            urls,
        })
    }

    /// A client of ActiveCampaign. URL and key are verified with `GET /users/me`.
    ///
    /// # Errors
    /// When ActiveCampaign refuses one of them; the text says what to do.
    pub(super) async fn activecampaign(
        &self,
        url: &str,
        key: &str,
    ) -> anyhow::Result<activecampaign::Client> {
        let Ok(parsed) = url.trim().parse::<url::Url>() else {
            bail!(
                "ActiveCampaign's API URL is no URL. It stands under Settings › Developer, such as \
                 https://youraccount.api-us1.com."
            );
        };
        let config = activecampaign::Config {
            url: parsed,
            api_key: key.to_owned().into(),
            vendor_urls: self.urls,
        };
        let client = activecampaign::Client::new(
            config,
            Arc::clone(&self.transport),
            Arc::new(NoLimit),
            Arc::new(SystemClock),
            RetryPolicy::default(),
        )
        .map_err(|error| told(error.into()))?;
        client.me().await.map_err(|error| told(error.into()))?;
        Ok(client)
    }

    /// A client of eAccounting with a grant. Makes no call.
    ///
    /// # Errors
    /// When the environment does not allow its URLs.
    pub(super) fn eaccounting(&self, grant: Grant, service: &Service) -> Result<Access, Problem> {
        Access::new(grant, service, Arc::clone(&self.transport))
    }
}

/// eAccounting, connected for a company.
pub(super) struct Eaccounting {
    pub(super) access: Access,
    pub(super) company: CompanySettings,
}

/// A grant from a refresh token of the environment.
pub(super) fn granted(client: &OAuthClient, refresh_token: &str) -> Grant {
    let client = OAuthClient {
        id: client.id.clone(),
        secret: client.secret.clone(),
    };
    Grant::new(client, refresh_token.to_owned().into())
}

/// A grant as JSON.
pub(super) fn to_json(grant: &Grant) -> anyhow::Result<Value> {
    serde_json::from_str(grant.to_json().expose_secret()).context("the grant cannot be written")
}

/// A grant from the JSON of [`to_json`].
pub(super) fn from_json(value: &Value) -> anyhow::Result<Grant> {
    Grant::from_json(&value.to_string()).map_err(told)
}
