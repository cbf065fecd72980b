//! Where the grant is stored: a folder on this machine, or the secret of a deployed stack.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::anyhow;
use aws::EaccountingTokens;
use aws_config::SdkConfig;
use aws_sdk_secretsmanager::error::DisplayErrorContext;
use eaccounting::tokens::{self, CompanyBinding, Grant};
use ledger::Ledger;
use model::SystemClock;
use serde_json::Value;

use super::{ConnectArgs, Service, document, usual_folder};
use crate::deployment::{Deployment, Target};
use crate::local::folder::private_folder;
use crate::local::grants::{connected_file, read, text};
use crate::local::private_file;
use crate::local::vendors::variable;
use crate::terminal::told;

/// How long a lease on the ledger's records would last; this process takes the tokens' lease alone, which has its own.
const LEASE: Duration = Duration::from_secs(120);

/// Where the grant goes.
pub(super) enum Place {
    Folder(PathBuf),
    Stack {
        secret: String,
        ledger: String,
        sdk: Box<SdkConfig>,
    },
}

/// What is there already.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) client_id: Option<String>,
    pub(super) client_secret: Option<String>,
    pub(super) company: Option<CompanyBinding>,
}

impl Place {
    pub(super) async fn of(args: &ConnectArgs) -> anyhow::Result<Self> {
        if args.stack.is_none() {
            let folder = args
                .data
                .clone()
                .unwrap_or_else(|| usual_folder(args.sandbox.is_some()));
            return Ok(Self::Folder(folder));
        }
        let target = Target {
            stack: args.stack.clone(),
            data: None,
        };
        let deployment = Deployment::find(&target).await?;
        Ok(Self::Stack {
            secret: deployment.environment.eaccounting_secret,
            ledger: deployment.environment.ledger_table,
            sdk: Box::new(deployment.sdk),
        })
    }

    /// The place, for messages.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Folder(folder) => connected_file(folder).display().to_string(),
            Self::Stack { secret, .. } => format!("the secret {secret}"),
        }
    }

    /// What to do next.
    pub(super) fn next(&self, sandbox: bool) -> String {
        match self {
            Self::Folder(folder) if sandbox => {
                format!(
                    "The sandbox is used with it by `ekobridge dev --data {}`.",
                    folder.display()
                )
            }
            Self::Folder(_) => {
                "`ekobridge dev` uses it from now on; one that runs takes it over at its next look."
                    .to_owned()
            }
            Self::Stack { .. } => {
                "The stack uses it from now on; jobs that waited go on by themselves.".to_owned()
            }
        }
    }

    /// The client and the company of the grant before.
    pub(super) async fn found(&self) -> anyhow::Result<Found> {
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

    pub(super) async fn store(
        &self,
        grant: &Grant,
        args: &ConnectArgs,
        service: &Service,
        variables: &BTreeMap<String, String>,
    ) -> anyhow::Result<()> {
        match self {
            Self::Folder(folder) => {
                private_folder(folder)?;
                // The token that `dev` would begin with otherwise: while the environment still says it, this one counts.
                let given = if args.sandbox.is_some() {
                    Some(sandbox::Credentials::default().refresh_token)
                } else {
                    variable(variables, "EACCOUNTING_REFRESH_TOKEN")
                };
                let document = document(grant, service, given.as_deref(), args.other_company)?;
                private_file(&connected_file(folder), document.to_string().as_bytes())
            }
            Self::Stack { secret, ledger, sdk } => {
                let table = ledger::DynamoStore::new(aws_sdk_dynamodb::Client::new(sdk), ledger.clone());
                let owner = format!("connect {}", uuid::Uuid::new_v4());
                let ledger = Ledger::new(Arc::new(table), Arc::new(SystemClock), owner, LEASE);
                let secrets = aws_sdk_secretsmanager::Client::new(sdk);
                let store = EaccountingTokens::new(secrets, secret.clone(), ledger);
                tokens::install(&store, grant).await.map_err(told)
            }
        }
    }
}

async fn secret_of(sdk: &SdkConfig, id: &str) -> anyhow::Result<Value> {
    let client = aws_sdk_secretsmanager::Client::new(sdk);
    let read = client.get_secret_value().secret_id(id).send().await.map_err(|error| {
        if error.as_service_error().is_some_and(|error| error.is_resource_not_found_exception()) {
            anyhow!("There is no secret {id} in this account and region: deploy the stack again, which makes it.")
        } else {
            anyhow!("The secret {id} cannot be read: {}. Check your AWS credentials and region.", DisplayErrorContext(&error))
        }
    })?;
    // A secret that holds something else is not overwritten by mistake.
    serde_json::from_str(read.secret_string().unwrap_or_default()).map_err(|_| {
        anyhow!("The secret {id} holds no JSON, so it is not the one of eAccounting. Nothing was changed.")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::local::aws::LocalAws;
    use crate::local::grants::Grants;
    use crate::local::vendors::Vendors;

    #[tokio::test]
    async fn the_secret_of_a_stack_is_read_and_written_under_the_lease() {
        let vendors = Vendors::sandbox("http://127.0.0.1:1");
        let aws = LocalAws::start(None, Arc::new(Grants::new(&vendors, None, None)))
            .await
            .unwrap();
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
        let service = Service {
            api: "http://127.0.0.1:1/v2".parse().unwrap(),
            identity: "http://127.0.0.1:1/identity".parse().unwrap(),
            urls: transport::UrlPolicy::Any,
        };
        let args = <crate::Cli as clap::Parser>::try_parse_from(["ekobridge", "connect", "--stack", "shop"]);
        let crate::Command::Connect(args) = args.unwrap().command else {
            panic!("another command")
        };
        place
            .store(&grant, &args, &service, &BTreeMap::new())
            .await
            .unwrap();
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
