use std::time::Duration;

use jiff::Timestamp;
use model::Problem;
use serde::{Deserialize, Serialize};

use crate::time::later;
use crate::values::{TRIES, contended, parse, write};
use crate::{Ledger, PutValueError};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Hold {
    owner: String,
    until: Timestamp,
}

/// An exclusive lease on something that the deployment has one of, such as the OAuth tokens, until it is released or
/// expires.
#[derive(Debug, PartialEq, Eq)]
pub struct NamedLease {
    name: String,
    owner: String,
    until: Timestamp,
    version: u64,
}

impl NamedLease {
    /// When it expires.
    #[must_use]
    pub fn until(&self) -> Timestamp {
        self.until
    }

    /// Incremented each time the lease changes owner.
    #[must_use]
    pub fn fence(&self) -> u64 {
        self.version
    }
}

/// The result of acquiring a named lease.
#[derive(Debug, PartialEq, Eq)]
pub enum NamedLeaseOutcome {
    /// This worker owns it.
    Mine(NamedLease),
    /// Another worker owns it.
    Held {
        /// Until this time, unless it is released sooner.
        until: Timestamp,
    },
}

impl Ledger {
    /// Acquires a named lease for `ttl`. An expired one is taken over.
    ///
    /// # Errors
    /// The storage error.
    pub async fn take_lease(&self, name: &str, ttl: Duration) -> Result<NamedLeaseOutcome, Problem> {
        let name = lease(name);
        let owner = self.next_owner();
        let mut stored = self.store.get_value(&name).await?;
        for _ in 0..TRIES {
            let now = self.clock.now();
            let version = stored.as_ref().map(|item| item.version);
            if let Some(item) = stored.take() {
                let hold: Hold = parse(&name, item.value)?;
                if hold.until > now {
                    return Ok(NamedLeaseOutcome::Held { until: hold.until });
                }
            }
            let until = later(now, ttl);
            let value = write(
                &name,
                &Hold {
                    owner: owner.clone(),
                    until,
                },
            )?;
            match self.put_value::<Hold>(&name, &value, version).await {
                Ok(version) => {
                    return Ok(NamedLeaseOutcome::Mine(NamedLease {
                        name,
                        owner,
                        until,
                        version,
                    }));
                }
                Err(PutValueError::Conflict(current)) => stored = current,
                Err(PutValueError::Failed(problem)) => return Err(problem),
            }
        }
        Err(contended(&name))
    }

    /// Releases a named lease. Does nothing if it was taken over.
    ///
    /// # Errors
    /// The storage error; the lease then expires by itself.
    pub async fn release_lease(&self, held: NamedLease) -> Result<(), Problem> {
        let NamedLease {
            name, owner, version, ..
        } = held;
        let value = write(
            &name,
            &Hold {
                owner,
                until: self.clock.now(),
            },
        )?;
        match self.put_value::<Hold>(&name, &value, Some(version)).await {
            Ok(_) | Err(PutValueError::Conflict(_)) => Ok(()),
            Err(PutValueError::Failed(problem)) => Err(problem),
        }
    }
}

fn lease(name: &str) -> String {
    format!("lease#{name}")
}
