//! Secrets Manager, with a callback before a value is stored.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use rustack_secretsmanager_core::config::SecretsManagerConfig;
use rustack_secretsmanager_core::handler::RustackSecretsManagerHandler;
use rustack_secretsmanager_core::provider::RustackSecretsManager;
use rustack_secretsmanager_http::body::SecretsManagerResponseBody;
use rustack_secretsmanager_http::dispatch::SecretsManagerHandler;
use rustack_secretsmanager_model::error::{SecretsManagerError, SecretsManagerErrorCode};
use rustack_secretsmanager_model::operations::SecretsManagerOperation;
use serde_json::{Value, json};

use crate::names::{ACCOUNT, REGION};

/// The label of the version that is returned by default.
const CURRENT: &str = "AWSCURRENT";

/// Called with a secret's name and new value before it is stored. An error keeps the previous value.
pub type Keep = Arc<dyn Fn(&str, &str) -> anyhow::Result<()> + Send + Sync>;

/// The service, with an optional callback.
pub(super) struct Secrets {
    provider: Arc<RustackSecretsManager>,
    inner: RustackSecretsManagerHandler,
    keep: Option<Keep>,
}

impl Secrets {
    pub(super) fn new(keep: Option<Keep>) -> Self {
        let provider = Arc::new(RustackSecretsManager::new(SecretsManagerConfig {
            skip_signature_validation: false,
            default_region: REGION.to_owned(),
            default_account_id: ACCOUNT.to_owned(),
        }));
        Self {
            inner: RustackSecretsManagerHandler::new(Arc::clone(&provider)),
            provider,
            keep,
        }
    }

    /// Calls the callback with the value that an operation is about to make current.
    fn keep(&self, operation: SecretsManagerOperation, body: &[u8]) -> anyhow::Result<()> {
        let Some(keep) = &self.keep else { return Ok(()) };
        let request: Value = serde_json::from_slice(body)?;
        let text = |name: &str| request.get(name).and_then(Value::as_str);
        let Some(id) = text("SecretId") else { return Ok(()) };
        match operation {
            SecretsManagerOperation::PutSecretValue => {
                let labels = request.get("VersionStages").and_then(Value::as_array);
                let is_current =
                    labels.is_none_or(|labels| labels.is_empty() || labels.contains(&json!(CURRENT)));
                match text("SecretString").filter(|_| is_current) {
                    Some(secret) => keep(id, secret),
                    None => Ok(()),
                }
            }
            SecretsManagerOperation::UpdateSecretVersionStage if text("VersionStage") == Some(CURRENT) => {
                // A move that will be refused changes nothing.
                let current = self.version(json!({ "SecretId": id }))?;
                let next = self.version(json!({ "SecretId": id, "VersionId": text("MoveToVersionId") }))?;
                match (current, next) {
                    (Some((current, _)), Some((_, secret)))
                        if text("RemoveFromVersionId") == Some(&current) =>
                    {
                        keep(id, &secret)
                    }
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    /// A version's id and value, if it exists.
    fn version(&self, request: Value) -> anyhow::Result<Option<(String, String)>> {
        let found = self
            .provider
            .handle_get_secret_value(&serde_json::from_value(request)?);
        Ok(found
            .ok()
            .and_then(|found| found.version_id.zip(found.secret_string)))
    }
}

type SecretsAnswer = Result<http::Response<SecretsManagerResponseBody>, SecretsManagerError>;

impl SecretsManagerHandler for Secrets {
    fn handle_operation(
        &self,
        operation: SecretsManagerOperation,
        body: Bytes,
    ) -> Pin<Box<dyn Future<Output = SecretsAnswer> + Send>> {
        if let Err(error) = self.keep(operation, &body) {
            tracing::error!(%error, "the secret cannot be kept");
            return Box::pin(std::future::ready(Err(SecretsManagerError::with_message(
                SecretsManagerErrorCode::InternalServiceError,
                "the secret cannot be kept in its file",
            ))));
        }
        self.inner.handle_operation(operation, body)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, PoisonError};
    use std::time::Duration;

    use ::aws::EaccountingTokens;
    use eaccounting::oauth::OAuthClient;
    use eaccounting::tokens::{Grant, TokenStore};
    use ledger::{Ledger, MemoryStore};
    use model::SystemClock;
    use secrecy::ExposeSecret;

    use super::*;
    use crate::embedded_aws::{EmbeddedAws, Hooks};

    fn grant(refresh_token: &str) -> Grant {
        let client = OAuthClient {
            id: "c".to_owned(),
            secret: "s".to_owned().into(),
        };
        Grant::new(client, refresh_token.to_owned().into())
    }

    #[tokio::test]
    async fn a_late_writer_replaces_no_newer_grant_and_nothing_of_it_is_kept() {
        let kept = Arc::new(Mutex::new(Vec::new()));
        let keeps = Arc::clone(&kept);
        let hooks = Hooks {
            keep_secret: Some(Arc::new(move |_: &str, secret: &str| {
                let mut kept = keeps.lock().unwrap_or_else(PoisonError::into_inner);
                kept.push(
                    Grant::from_json(secret)
                        .unwrap()
                        .refresh_token
                        .expose_secret()
                        .to_owned(),
                );
                Ok(())
            })),
            ..Hooks::default()
        };
        let aws = EmbeddedAws::start(None, hooks).await.unwrap();
        let first: Value = serde_json::from_str(grant("first").to_json().expose_secret()).unwrap();
        aws.put_secret("ea", &first).await.unwrap();
        let client = aws_sdk_secretsmanager::Client::new(&aws.sdk().await);
        let ledger = Ledger::new(
            Arc::new(MemoryStore::default()),
            Arc::new(SystemClock),
            "worker",
            Duration::from_secs(60),
        );
        let tokens = EaccountingTokens::new(client, "ea".to_owned(), ledger);

        let before = tokens.load().await.unwrap();
        let mut version = before.version.clone();
        for next in ["second", "third"] {
            version = tokens.store(&grant(next), Some(&version)).await.unwrap().unwrap();
        }
        // A late writer that names the version it read must not replace a newer refresh token.
        let refused = tokens.store(&grant("late"), Some(&before.version)).await.unwrap();
        assert_eq!(refused, None);
        let now = tokens.load().await.unwrap();
        assert_eq!(
            (now.grant.refresh_token.expose_secret(), &now.version),
            ("third", &version)
        );

        // A person's new grant replaces the current value unconditionally.
        tokens.store(&grant("connected"), None).await.unwrap().unwrap();
        let now = tokens.load().await.unwrap();
        assert_eq!(now.grant.refresh_token.expose_secret(), "connected");
        let kept = kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
        assert_eq!(kept, ["second", "third", "connected"]);
    }
}
