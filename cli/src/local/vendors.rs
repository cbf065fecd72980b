//! Which vendors the system talks to: the real ones, as the environment or a `.env` file says, or the sandbox.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde_json::{Value, json};

/// Addresses and credentials of both vendors.
#[derive(Clone)]
pub(crate) struct Vendors {
    pub(crate) activecampaign_url: String,
    pub(crate) activecampaign_api_key: String,
    pub(crate) eaccounting_api_url: String,
    pub(crate) eaccounting_identity_url: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    pub(crate) refresh_token: Option<String>,
    /// Whether http and loopback addresses are allowed: for the sandbox, or where the environment says so.
    pub(crate) insecure: bool,
}

/// Where a grant is kept on this machine.
pub(crate) fn grant_file(folder: &Path) -> PathBuf {
    folder.join("eaccounting.json")
}

impl Vendors {
    /// The sandbox that is served at `base`.
    pub(crate) fn sandbox(base: &str) -> Self {
        let credentials = sandbox::Credentials::default();
        Self {
            activecampaign_url: format!("{base}/activecampaign"),
            activecampaign_api_key: credentials.api_key,
            eaccounting_api_url: format!("{base}/eaccounting/v2"),
            eaccounting_identity_url: format!("{base}/identity"),
            client_id: credentials.client_id,
            client_secret: credentials.client_secret,
            refresh_token: Some(credentials.refresh_token),
            insecure: true,
        }
    }

    /// What the environment says; `None` where it says nothing of ActiveCampaign and of a grant, and the sandbox is meant.
    ///
    /// # Errors
    /// When it says a part only: everything that is missing.
    pub(crate) fn from_variables(
        variables: &BTreeMap<String, String>,
        folder: Option<&Path>,
    ) -> anyhow::Result<Option<Self>> {
        let get = |name: &str| variables.get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let meant = ["ACTIVECAMPAIGN_URL", "ACTIVECAMPAIGN_API_KEY", "EACCOUNTING_CLIENT_ID", "EACCOUNTING_REFRESH_TOKEN"];
        if meant.iter().all(|name| get(name).is_none()) {
            return Ok(None);
        }
        let mut missing = Vec::new();
        let mut need = |name: &'static str| {
            get(name).unwrap_or_else(|| {
                missing.push(name);
                String::new()
            })
        };
        let vendors = Self {
            activecampaign_url: need("ACTIVECAMPAIGN_URL"),
            activecampaign_api_key: need("ACTIVECAMPAIGN_API_KEY"),
            client_id: need("EACCOUNTING_CLIENT_ID"),
            client_secret: need("EACCOUNTING_CLIENT_SECRET"),
            eaccounting_api_url: get("EACCOUNTING_API_URL")
                .unwrap_or_else(|| platform::Environment::EACCOUNTING_API_URL.to_owned()),
            eaccounting_identity_url: get("EACCOUNTING_IDENTITY_URL")
                .unwrap_or_else(|| platform::Environment::EACCOUNTING_IDENTITY_URL.to_owned()),
            refresh_token: get("EACCOUNTING_REFRESH_TOKEN"),
            insecure: get("EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS").as_deref() == Some("1"),
        };
        let has_grant = vendors.refresh_token.is_some() || folder.is_some_and(|folder| grant_file(folder).exists());
        if !has_grant {
            missing.push("EACCOUNTING_REFRESH_TOKEN");
        }
        if !missing.is_empty() {
            bail!(
                "Some of the vendors' settings are given, but not: {}.\nSet them in the environment or in .env (a refresh \
                 token comes from `ekobridge connect`), or remove the others to use the sandbox.",
                missing.join(", ")
            );
        }
        Ok(Some(vendors))
    }

    /// eAccounting's secret: the grant that was kept, where it is of this client, else what the environment gives.
    pub(crate) fn grant(&self, folder: Option<&Path>) -> anyhow::Result<Value> {
        if let Some(file) = folder.map(grant_file).filter(|file| file.exists()) {
            let text = std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
            let kept: Value = serde_json::from_str(&text).with_context(|| format!("{} is not JSON", file.display()))?;
            let started_from = kept.get("started_from").and_then(Value::as_str);
            let newer_given = self.refresh_token.is_some() && started_from != self.refresh_token.as_deref();
            if kept.get("client_id").and_then(Value::as_str) == Some(self.client_id.as_str()) && !newer_given {
                return Ok(kept);
            }
        }
        Ok(json!({
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "refresh_token": self.refresh_token,
            // Which token of the environment this grant began with: a new one there replaces what was kept.
            "started_from": self.refresh_token,
        }))
    }
}
