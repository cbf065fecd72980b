//! The vendors to use: the real ones, from the environment or a `.env` file, or the sandbox.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::bail;

use crate::Refused;
use crate::grant_file::{connected_file, read, text};

/// The variables that select the real vendors.
const MEANT: [&str; 4] = [
    "ACTIVECAMPAIGN_URL",
    "ACTIVECAMPAIGN_API_KEY",
    "EACCOUNTING_CLIENT_ID",
    "EACCOUNTING_REFRESH_TOKEN",
];

/// Addresses and credentials of both vendors.
#[derive(Clone)]
pub struct Vendors {
    /// ActiveCampaign's account URL, without `/api/3`.
    pub activecampaign_url: String,
    /// ActiveCampaign's API key.
    pub activecampaign_api_key: String,
    /// eAccounting's API URL, `/v2` included.
    pub eaccounting_api_url: String,
    /// The identity server's URL.
    pub eaccounting_identity_url: String,
    /// The OAuth client's id.
    pub client_id: String,
    /// The OAuth client's secret.
    pub client_secret: String,
    /// The refresh token from the environment.
    pub refresh_token: Option<String>,
    /// Whether http and loopback addresses are allowed: for the sandbox, or if the environment allows them.
    pub insecure: bool,
}

/// A variable's value, if it isn't empty.
#[must_use]
pub fn variable(variables: &BTreeMap<String, String>, name: &str) -> Option<String> {
    variables
        .get(name)
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
}

/// Whether http and loopback vendors are allowed.
#[must_use]
pub fn insecure(variables: &BTreeMap<String, String>) -> bool {
    variable(variables, "EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS").as_deref() == Some("1")
}

impl Vendors {
    /// The sandbox at `base`.
    #[must_use]
    pub fn sandbox(base: &str) -> Self {
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

    /// Reads the environment, and the grant that `connect` stored in the folder `root`; `None` if the environment names
    /// no vendor, which selects the sandbox.
    ///
    /// # Errors
    /// Lists all missing variables if only some are set.
    pub fn from_variables(variables: &BTreeMap<String, String>, root: &Path) -> anyhow::Result<Option<Self>> {
        let get = |name: &str| variable(variables, name);
        if MEANT.iter().all(|name| get(name).is_none()) {
            return Ok(None);
        }
        let connected = read(&connected_file(root))?.unwrap_or_default();
        let stored = |name: &str| text(&connected, name).map(str::to_owned);
        let mut missing = Vec::new();
        let mut need = |name: &'static str, value: Option<String>| {
            value.unwrap_or_else(|| {
                missing.push(name);
                String::new()
            })
        };
        let vendors = Self {
            activecampaign_url: need("ACTIVECAMPAIGN_URL", get("ACTIVECAMPAIGN_URL")),
            activecampaign_api_key: need("ACTIVECAMPAIGN_API_KEY", get("ACTIVECAMPAIGN_API_KEY")),
            client_id: need(
                "EACCOUNTING_CLIENT_ID",
                get("EACCOUNTING_CLIENT_ID").or_else(|| stored("client_id")),
            ),
            client_secret: need(
                "EACCOUNTING_CLIENT_SECRET",
                get("EACCOUNTING_CLIENT_SECRET").or_else(|| stored("client_secret")),
            ),
            eaccounting_api_url: get("EACCOUNTING_API_URL")
                .unwrap_or_else(|| aws::Environment::EACCOUNTING_API_URL.to_owned()),
            eaccounting_identity_url: get("EACCOUNTING_IDENTITY_URL")
                .unwrap_or_else(|| aws::Environment::EACCOUNTING_IDENTITY_URL.to_owned()),
            refresh_token: get("EACCOUNTING_REFRESH_TOKEN"),
            insecure: insecure(variables),
        };
        if vendors.refresh_token.is_none() && stored("refresh_token").is_none() {
            missing.push("EACCOUNTING_REFRESH_TOKEN");
        }
        if !missing.is_empty() {
            let missing = missing.into_iter().map(str::to_owned).collect();
            bail!(Refused::VendorsIncomplete(missing));
        }
        Ok(Some(vendors))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(given: &[(&str, &str)]) -> BTreeMap<String, String> {
        given
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn without_any_of_them_the_sandbox_is_meant() {
        let none = variables(&[("EACCOUNTING_API_URL", "http://x"), ("ACTIVECAMPAIGN_URL", " ")]);
        assert!(
            Vendors::from_variables(&none, Path::new("nowhere"))
                .unwrap()
                .is_none()
        );
    }

    #[test]
    fn everything_that_is_missing_is_named_at_once() {
        let some = variables(&[("ACTIVECAMPAIGN_URL", "https://shop.api-us1.com")]);
        let error = Vendors::from_variables(&some, Path::new("nowhere"))
            .err()
            .unwrap()
            .to_string();
        for name in [
            "ACTIVECAMPAIGN_API_KEY",
            "EACCOUNTING_CLIENT_ID",
            "EACCOUNTING_CLIENT_SECRET",
            "EACCOUNTING_REFRESH_TOKEN",
        ] {
            assert!(error.contains(name), "{name}: {error}");
        }
        assert!(!error.contains("ACTIVECAMPAIGN_URL"), "{error}");
    }

    #[test]
    fn what_connect_has_stored_need_not_be_said_again() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(
            connected_file(dir.path()),
            r#"{"client_id":"c","client_secret":"s","refresh_token":"r"}"#,
        )
        .unwrap();
        let some = variables(&[
            ("ACTIVECAMPAIGN_URL", "https://shop.api-us1.com"),
            ("ACTIVECAMPAIGN_API_KEY", "k"),
        ]);
        let vendors = Vendors::from_variables(&some, dir.path()).unwrap().unwrap();
        assert_eq!(
            (vendors.client_id.as_str(), vendors.client_secret.as_str()),
            ("c", "s")
        );
        assert_eq!(vendors.refresh_token, None);
        assert!(!vendors.insecure);
    }
}
