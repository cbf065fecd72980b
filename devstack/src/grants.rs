//! eAccounting's OAuth grant on this machine: the original one and its latest renewal.
//!
//! A refresh token may be single use, so the original one is soon invalid. Two files: `eaccounting.json` is the grant
//! from `ekobridge connect`, and `grant.json` its latest renewal by `dev`. The renewal is used only if it started from
//! the current grant; a new grant from `connect` or the environment replaces it. A grant for another company is
//! refused, unless `connect` was told to switch companies.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, bail};
use serde_json::{Value, json};

use crate::Refused;
use crate::files::{digest, private_file};
use crate::grant_file::{connected_file, read, text};
use crate::urls::without_port;
use crate::vendors::Vendors;

fn kept_file(folder: &Path) -> PathBuf {
    folder.join("grant.json")
}

/// The grant of these vendors, and its file.
#[derive(Debug)]
pub struct Grants {
    connected: Option<PathBuf>,
    kept: Option<PathBuf>,
    client_id: String,
    client_secret: String,
    identity_url: String,
    /// The refresh token from the environment.
    token: Option<String>,
    /// Digest of the token from which the current grant started.
    started_from: Mutex<String>,
}

impl Grants {
    /// `root` is the folder of `connect`, `state` the folder of `dev`.
    #[must_use]
    pub fn new(vendors: &Vendors, root: Option<&Path>, state: Option<&Path>) -> Self {
        Self {
            connected: root.map(connected_file),
            kept: state.map(kept_file),
            client_id: vendors.client_id.clone(),
            client_secret: vendors.client_secret.clone(),
            identity_url: vendors.eaccounting_identity_url.clone(),
            token: vendors.refresh_token.clone(),
            started_from: Mutex::default(),
        }
    }

    /// The initial secret.
    ///
    /// # Errors
    /// When there is no grant, or it is for another company than before.
    pub fn start(&self) -> anyhow::Result<Value> {
        let given = self.given()?;
        let token = text(&given, "refresh_token").unwrap_or_default();
        let started_from = digest(token);
        let kept = self.kept.as_deref().map(read).transpose()?.flatten();
        self.starts_from(&started_from);
        let Some(kept) = kept.filter(|kept| text(kept, "client_id") == Some(&self.client_id)) else {
            return Ok(given);
        };
        if text(&kept, "started_from") == Some(&started_from) {
            return Ok(kept);
        }
        for_the_same_company(given, &kept)
    }

    /// A grant that `ekobridge connect` has stored in another terminal since the start.
    ///
    /// # Errors
    /// When it can't be read, or is for another company than before.
    pub fn given_since(&self) -> anyhow::Result<Option<Value>> {
        let given = self.given()?;
        let started_from = digest(text(&given, "refresh_token").unwrap_or_default());
        if started_from == *self.started_from.lock().unwrap_or_else(PoisonError::into_inner) {
            return Ok(None);
        }
        let kept = self.kept.as_deref().map(read).transpose()?.flatten();
        let next = match &kept {
            Some(kept) => for_the_same_company(given, kept)?,
            None => given,
        };
        self.starts_from(&started_from);
        Ok(Some(next))
    }

    fn starts_from(&self, digest: &str) {
        *self.started_from.lock().unwrap_or_else(PoisonError::into_inner) = digest.to_owned();
    }

    /// Stores the renewed grant, if there is a folder.
    ///
    /// # Errors
    /// When it isn't JSON, or can't be written.
    pub fn keep(&self, secret: &str) -> anyhow::Result<()> {
        let Some(file) = &self.kept else { return Ok(()) };
        let mut grant: Value = serde_json::from_str(secret).context("the secret is not JSON")?;
        grant["started_from"] = json!(*self.started_from.lock().unwrap_or_else(PoisonError::into_inner));
        private_file(file, grant.to_string().as_bytes())
    }

    /// The grant from `connect`, unless the environment's token is newer.
    fn given(&self) -> anyhow::Result<Value> {
        let connected = self
            .connected
            .as_deref()
            .map(read)
            .transpose()?
            .flatten()
            .filter(|connected| {
                text(connected, "client_id") == Some(&self.client_id)
                    && text(connected, "identity_url").map(without_port)
                        == Some(without_port(&self.identity_url))
            });
        match (connected, &self.token) {
            (Some(connected), None) => Ok(connected),
            (Some(connected), Some(token)) if text(&connected, "instead_of") == Some(&digest(token)) => {
                Ok(connected)
            }
            (_, Some(token)) => Ok(json!({
                "client_id": self.client_id,
                "client_secret": self.client_secret,
                "refresh_token": token,
            })),
            (None, None) => bail!(Refused::NoGrant),
        }
    }
}

/// The given grant, bound to the previously connected company.
fn for_the_same_company(mut given: Value, before: &Value) -> anyhow::Result<Value> {
    let id = |grant: &Value| {
        grant
            .pointer("/company/id")
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    match (id(before), id(&given)) {
        (Some(before), Some(now)) if before != now && given.get("other_company") != Some(&json!(true)) => {
            bail!(Refused::OtherCompany { now, before })
        }
        (Some(_), None) => given["company"] = before["company"].clone(),
        _ => {}
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vendors(token: Option<&str>) -> Vendors {
        Vendors {
            refresh_token: token.map(str::to_owned),
            ..Vendors::sandbox("http://127.0.0.1:1")
        }
    }

    fn grants(folder: &Path, token: Option<&str>) -> Grants {
        Grants::new(&vendors(token), Some(folder), Some(folder))
    }

    fn token(grants: &Grants) -> String {
        text(&grants.start().unwrap(), "refresh_token")
            .unwrap()
            .to_owned()
    }

    fn renewed(token: &str, company: &str) -> String {
        json!({
            "client_id": "sandbox-client", "client_secret": "s", "refresh_token": token,
            "company": { "id": company, "name": "Shop AB" },
        })
        .to_string()
    }

    fn connect(folder: &Path, token: &str, company: &str, instead_of: Option<&str>) {
        let grant = json!({
            "client_id": "sandbox-client", "client_secret": "s", "refresh_token": token,
            "company": { "id": company, "name": "Shop AB" },
            "identity_url": "http://127.0.0.1:9/identity", "instead_of": instead_of.map(digest),
        });
        private_file(&connected_file(folder), grant.to_string().as_bytes()).unwrap();
    }

    #[test]
    fn what_the_grant_became_is_used_until_another_is_given() {
        let dir = tempfile::tempdir().unwrap();
        let first = grants(dir.path(), Some("r1"));
        assert_eq!(token(&first), "r1");
        first.keep(&renewed("r2", "c1")).unwrap();
        assert_eq!(
            token(&grants(dir.path(), Some("r1"))),
            "r2",
            "the environment still says r1, which is used up"
        );
        assert_eq!(
            token(&grants(dir.path(), Some("r9"))),
            "r9",
            "a new one in the environment"
        );
    }

    #[test]
    fn connecting_replaces_the_token_of_the_environment_until_that_changes() {
        let dir = tempfile::tempdir().unwrap();
        connect(dir.path(), "k1", "c1", Some("r1"));
        let connected = grants(dir.path(), Some("r1"));
        assert_eq!(token(&connected), "k1");
        connected.keep(&renewed("k2", "c1")).unwrap();
        assert_eq!(token(&grants(dir.path(), Some("r1"))), "k2");
        assert_eq!(token(&grants(dir.path(), None)), "k2");
        assert_eq!(token(&grants(dir.path(), Some("r2"))), "r2");
    }

    #[test]
    fn a_grant_that_is_given_while_dev_runs_is_found() {
        let dir = tempfile::tempdir().unwrap();
        let running = grants(dir.path(), Some("r1"));
        running.start().unwrap();
        assert_eq!(running.given_since().unwrap(), None);
        connect(dir.path(), "k1", "c1", Some("r1"));
        assert_eq!(
            text(&running.given_since().unwrap().unwrap(), "refresh_token"),
            Some("k1")
        );
        assert_eq!(running.given_since().unwrap(), None);
    }

    #[test]
    fn another_company_than_before_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let first = grants(dir.path(), Some("r1"));
        first.start().unwrap();
        first.keep(&renewed("r2", "c1")).unwrap();
        connect(dir.path(), "k1", "c2", Some("r1"));
        let refused = grants(dir.path(), Some("r1")).start().unwrap_err().to_string();
        assert!(
            refused.contains("c1") && refused.contains("c2") && refused.contains("--other-company"),
            "{refused}"
        );
        let bound = grants(dir.path(), Some("r3")).start().unwrap();
        assert_eq!(
            bound["company"]["id"], "c1",
            "a token of unknown company is held to the one before"
        );
    }

    #[test]
    fn a_grant_of_another_client_or_login_service_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        connect(dir.path(), "k1", "c1", None);
        let mut other = vendors(None);
        other.client_id = "another".to_owned();
        assert!(Grants::new(&other, Some(dir.path()), None).start().is_err());
        let mut elsewhere = vendors(None);
        elsewhere.eaccounting_identity_url = "https://identity.vismaonline.com".to_owned();
        assert!(Grants::new(&elsewhere, Some(dir.path()), None).start().is_err());
    }
}
