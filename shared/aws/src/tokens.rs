use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use eaccounting::tokens::{Grant, Lease, StoredGrant, TokenStore, Version};
use futures::future::BoxFuture;
use ledger::{Ledger, NamedLease, NamedLeaseOutcome};
use model::Problem;
use secrecy::ExposeSecret;

use crate::clients::LazyClient;
use crate::secrets::Secret;

/// The name of the lease in the ledger's table.
const LEASE: &str = "eaccounting_tokens";

/// eAccounting's client and grant. The values are in Secrets Manager; the lease for writing is in the ledger's table.
pub struct EaccountingTokens {
    secret: Secret,
    ledger: Ledger,
    /// The leases that this process holds, by their fence.
    held: Mutex<HashMap<String, NamedLease>>,
}

impl EaccountingTokens {
    /// The grant in the secret with this name or ARN.
    #[must_use]
    pub fn new(
        client: impl Into<LazyClient<aws_sdk_secretsmanager::Client>>,
        secret_id: String,
        ledger: Ledger,
    ) -> Self {
        Self {
            secret: Secret::new(client, secret_id, "eAccounting"),
            ledger,
            held: Mutex::default(),
        }
    }
}

impl TokenStore for EaccountingTokens {
    fn load(&self) -> BoxFuture<'_, Result<StoredGrant, Problem>> {
        Box::pin(async {
            let (text, version) = self.secret.versioned().await?;
            Ok(StoredGrant {
                grant: Grant::from_json(text.expose_secret())?,
                version: Version(version),
            })
        })
    }

    fn store<'a>(
        &'a self,
        grant: &'a Grant,
        instead_of: Option<&'a Version>,
    ) -> BoxFuture<'a, Result<Option<Version>, Problem>> {
        Box::pin(async move {
            let written = match instead_of {
                Some(Version(version)) => self.secret.replace(grant.to_json(), version).await?,
                None => Some(self.secret.write(grant.to_json()).await?),
            };
            Ok(written.map(Version))
        })
    }

    fn lease(&self, ttl: Duration) -> BoxFuture<'_, Result<Option<Lease>, Problem>> {
        Box::pin(async move {
            Ok(match self.ledger.take_lease(LEASE, ttl).await? {
                NamedLeaseOutcome::Mine(lease) => {
                    let (holder, until) = (lease.fence().to_string(), lease.until());
                    self.held
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .insert(holder.clone(), lease);
                    Some(Lease { holder, until })
                }
                NamedLeaseOutcome::Held { .. } => None,
            })
        })
    }

    fn release(&self, lease: Lease) -> BoxFuture<'_, Result<(), Problem>> {
        Box::pin(async move {
            let held = self
                .held
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .remove(&lease.holder);
            match held {
                Some(held) => self.ledger.release_lease(held).await,
                None => Ok(()),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use aws_sdk_secretsmanager::config::{BehaviorVersion, Config, Region};
    use ledger::MemoryStore;
    use model::SystemClock;

    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    /// Two processes of one deployment.
    fn two() -> (EaccountingTokens, EaccountingTokens) {
        let store = Arc::new(MemoryStore::default());
        let tokens = |owner: &str| {
            let config = Config::builder()
                .behavior_version(BehaviorVersion::latest())
                .region(Region::new("eu-north-1"))
                .build();
            let ledger = Ledger::new(store.clone(), Arc::new(SystemClock), owner, MINUTE);
            EaccountingTokens::new(
                aws_sdk_secretsmanager::Client::from_conf(config),
                "x".to_owned(),
                ledger,
            )
        };
        (tokens("one"), tokens("two"))
    }

    #[tokio::test]
    async fn one_process_at_a_time_may_renew_tokens() {
        let (one, two) = two();
        let lease = one.lease(MINUTE).await.unwrap().unwrap();
        assert_eq!(two.lease(MINUTE).await.unwrap(), None);
        one.release(lease).await.unwrap();
        assert!(two.lease(MINUTE).await.unwrap().is_some());
    }

    #[tokio::test]
    async fn a_lease_of_another_process_is_not_given_back() {
        let (one, two) = two();
        let lease = one.lease(MINUTE).await.unwrap().unwrap();
        two.release(lease).await.unwrap();
        assert_eq!(two.lease(MINUTE).await.unwrap(), None);
    }
}
