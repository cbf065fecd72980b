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

use crate::names::{ACCOUNT, REGION};

/// Called with a secret's name and new value before it is stored; an error keeps the former value.
pub type Keep = Arc<dyn Fn(&str, &str) -> anyhow::Result<()> + Send + Sync>;

/// The service, with an optional callback.
pub(super) struct Secrets {
    inner: RustackSecretsManagerHandler,
    keep: Option<Keep>,
}

impl Secrets {
    pub(super) fn new(keep: Option<Keep>) -> Self {
        let provider = RustackSecretsManager::new(SecretsManagerConfig {
            skip_signature_validation: false,
            default_region: REGION.to_owned(),
            default_account_id: ACCOUNT.to_owned(),
        });
        Self {
            inner: RustackSecretsManagerHandler::new(Arc::new(provider)),
            keep,
        }
    }

    /// Passes a new value on.
    fn keep(&self, body: &[u8]) -> anyhow::Result<()> {
        let Some(keep) = &self.keep else { return Ok(()) };
        let request: serde_json::Value = serde_json::from_slice(body)?;
        let text = |name: &str| request.get(name).and_then(serde_json::Value::as_str);
        match (text("SecretId"), text("SecretString")) {
            (Some(id), Some(secret)) => keep(id, secret),
            _ => Ok(()),
        }
    }
}

type SecretsAnswer = Result<http::Response<SecretsManagerResponseBody>, SecretsManagerError>;

impl SecretsManagerHandler for Secrets {
    fn handle_operation(
        &self,
        operation: SecretsManagerOperation,
        body: Bytes,
    ) -> Pin<Box<dyn Future<Output = SecretsAnswer> + Send>> {
        if operation == SecretsManagerOperation::PutSecretValue
            && let Err(error) = self.keep(&body)
        {
            tracing::error!(%error, "the secret cannot be kept");
            return Box::pin(std::future::ready(Err(SecretsManagerError::with_message(
                SecretsManagerErrorCode::InternalServiceError,
                "the secret cannot be kept in its file",
            ))));
        }
        self.inner.handle_operation(operation, body)
    }
}
