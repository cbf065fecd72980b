//! The storage of the grant: a folder on this machine, or the secret of a deployed stack.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::anyhow;
use aws::EaccountingTokens;
use aws_config::SdkConfig;
use devstack::files::{digest, private_file, private_folder};
use devstack::folder::ROOT;
use devstack::grant_file::{connected_file, read, text};
use eaccounting::tokens::{self, CompanyBinding, Grant};
use jiff::Timestamp;
use ledger::Ledger;
use model::SystemClock;
use secrecy::ExposeSecret;
use serde_json::Value;
use url::Url;

use crate::language::commands;
use crate::terminal::{print, told};

/// The lease time for the ledger's records. This process only takes the lease of the tokens, which has its own.
const LEASE: Duration = Duration::from_secs(120);

/// How long a store may wait for another process before the person is told.
const SILENCE: Duration = Duration::from_secs(3);

/// Where the grant is stored.
pub(crate) enum Place {
    Folder(PathBuf),
    Stack {
        secret: String,
        ledger: String,
        sdk: Box<SdkConfig>,
    },
}

/// Details that a folder stores with the grant.
pub(crate) struct Origin<'a> {
    /// The identity server.
    pub(crate) identity: &'a Url,
    /// The refresh token that this grant replaces.
    pub(crate) instead_of: Option<&'a str>,
    /// Whether the person chose to switch to another company.
    pub(crate) other_company: bool,
}

/// What is already stored.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) client_id: Option<String>,
    pub(crate) client_secret: Option<String>,
    pub(crate) company: Option<CompanyBinding>,
}

impl Place {
    /// A folder on this machine. By default, the sandbox's folder is separate from the real one.
    pub(crate) fn folder(named: Option<&Path>, sandbox: bool) -> Self {
        let root = Path::new(ROOT);
        let usual = if sandbox {
            root.join("sandbox")
        } else {
            root.to_owned()
        };
        Self::Folder(named.map_or(usual, Path::to_owned))
    }

    /// A description of the place, for messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Folder(folder) => connected_file(folder).display().to_string(),
            Self::Stack { secret, .. } => commands().place_secret(secret),
        }
    }

    /// The next step.
    pub(crate) fn next(&self, sandbox: bool) -> String {
        match self {
            Self::Folder(folder) if sandbox => {
                commands().place_sandbox_next(format!("`ekobridge dev --data {}`", folder.display()))
            }
            Self::Folder(folder) => {
                let dev = match folder.as_path() == Path::new(ROOT) {
                    true => commands().place_without_data("`ekobridge dev`"),
                    false => format!("`ekobridge dev --data {}`", folder.display()),
                };
                commands().place_folder_next(dev)
            }
            Self::Stack { .. } => commands().place_stack_next(),
        }
    }

    /// The client and the company of the previous grant.
    pub(crate) async fn found(&self) -> anyhow::Result<Found> {
        let document = match self {
            Self::Folder(folder) => read(&connected_file(folder))?,
            Self::Stack { secret, sdk, .. } => Some(secret_of(sdk, secret).await?),
        };
        let Some(document) = document else {
            return Ok(Found::default());
        };
        let get = |name: &str| text(&document, name).map(str::to_owned);
        Ok(Found {
            client_id: get("client_id"),
            client_secret: get("client_secret"),
            company: document
                .get("company")
                .and_then(|company| serde_json::from_value(company.clone()).ok()),
        })
    }

    /// Stores a grant and replaces the previous one.
    pub(crate) async fn store(&self, grant: &Grant, origin: &Origin<'_>) -> anyhow::Result<()> {
        match self {
            Self::Folder(folder) => {
                private_folder(folder)?;
                let document = document(grant, origin)?;
                private_file(&connected_file(folder), document.to_string().as_bytes())
            }
            Self::Stack { secret, ledger, sdk } => {
                let table = ledger::DynamoStore::new(aws_sdk_dynamodb::Client::new(sdk), ledger.clone());
                let owner = format!("connect {}", uuid::Uuid::new_v4());
                let ledger = Ledger::new(Arc::new(table), Arc::new(SystemClock), owner, LEASE);
                let secrets = aws_sdk_secretsmanager::Client::new(sdk);
                let store = EaccountingTokens::new(secrets, secret.clone(), ledger);
                let mut installed = std::pin::pin!(tokens::install(&store, grant));
                tokio::select! {
                    done = &mut installed => return done.map_err(told),
                    () = tokio::time::sleep(SILENCE) => print(&format!("  {}\n", commands().place_waits()))?,
                }
                installed.await.map_err(told)
            }
        }
    }
}

/// The content of the grant file, with the vendor's URLs.
fn document(grant: &Grant, origin: &Origin<'_>) -> anyhow::Result<Value> {
    let mut document: Value = serde_json::from_str(grant.to_json().expose_secret())?;
    document["identity_url"] = origin.identity.as_str().into();
    document["connected_at"] = Timestamp::now().to_string().into();
    document["instead_of"] = origin.instead_of.map(digest).into();
    document["other_company"] = origin.other_company.into();
    Ok(document)
}

async fn secret_of(sdk: &SdkConfig, id: &str) -> anyhow::Result<Value> {
    let client = aws_sdk_secretsmanager::Client::new(sdk);
    let read = client
        .get_secret_value()
        .secret_id(id)
        .send()
        .await
        .map_err(|error| {
            if error
                .as_service_error()
                .is_some_and(|error| error.is_resource_not_found_exception())
            {
                anyhow!("{}", commands().secret_missing(id))
            } else {
                anyhow!("{}", commands().secret_unreadable(id, aws::sdk_error(&error)))
            }
        })?;
    // A secret with other content isn't overwritten by mistake.
    serde_json::from_str(read.secret_string().unwrap_or_default())
        .map_err(|_| anyhow!("{}", commands().secret_not_json(id)))
}

#[cfg(test)]
mod tests {
    use devstack::embedded_aws::{EmbeddedAws, Hooks};
    use serde_json::json;

    use super::*;

    #[tokio::test]
    async fn the_secret_of_a_stack_is_read_and_written_under_the_lease() {
        let aws = EmbeddedAws::start(None, Hooks::default()).await.unwrap();
        let sdk = aws.sdk().await;
        aws.put_secret(
            "ea",
            &json!({"client_id": "", "client_secret": "", "redirect_uri": "", "refresh_token": ""}),
        )
        .await
        .unwrap();
        ledger::create_table(&aws_sdk_dynamodb::Client::new(&sdk), "ledger")
            .await
            .unwrap();
        let place = Place::Stack {
            secret: "ea".to_owned(),
            ledger: "ledger".to_owned(),
            sdk: Box::new(sdk.clone()),
        };
        let empty = place.found().await.unwrap();
        assert!(empty.client_id.is_none() && empty.company.is_none());

        let grant = Grant::from_json(
            r#"{"client_id":"c","client_secret":"s","refresh_token":"r","company":{"id":"1","name":"Shop AB"}}"#,
        )
        .unwrap();
        let identity = "http://127.0.0.1:1/identity".parse().unwrap();
        let origin = Origin {
            identity: &identity,
            instead_of: None,
            other_company: false,
        };
        place.store(&grant, &origin).await.unwrap();
        let found = place.found().await.unwrap();
        assert_eq!(found.client_id.as_deref(), Some("c"));
        assert_eq!(found.company.unwrap().name, "Shop AB");
        let missing = Place::Stack {
            secret: "none".to_owned(),
            ledger: "ledger".to_owned(),
            sdk: Box::new(sdk),
        };
        assert!(
            missing
                .found()
                .await
                .unwrap_err()
                .to_string()
                .contains("no secret none")
        );
    }
}
