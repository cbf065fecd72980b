use std::time::Duration;

use jiff::Timestamp;
use model::{Code, Problem};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::time::later;
use crate::{Ledger, PutStateError, StateItem};

const TRIES: usize = 16;

/// A named value with what is needed to change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versioned<T> {
    /// The value.
    pub value: T,
    /// When it was stored.
    pub at: Timestamp,
    /// Its version, for a conditional change.
    pub version: u64,
}

#[derive(Serialize, Deserialize)]
struct Stamped<T> {
    at: Timestamp,
    /// Unique per write, so that a write whose answer was lost knows itself again.
    by: String,
    value: T,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Hold {
    owner: String,
    until: Timestamp,
}

/// Sole use of something that the deployment has one of, such as writing the OAuth tokens, until it is released or lapses.
#[derive(Debug, PartialEq, Eq)]
pub struct StateLease {
    name: String,
    owner: String,
    until: Timestamp,
    version: u64,
}

impl StateLease {
    /// When it lapses by itself.
    #[must_use]
    pub fn until(&self) -> Timestamp {
        self.until
    }

    /// Raised each time the lease changes hands.
    #[must_use]
    pub fn fence(&self) -> u64 {
        self.version
    }
}

/// Whether sole use was granted.
#[derive(Debug, PartialEq, Eq)]
pub enum TakenLease {
    /// It is this worker's.
    Mine(StateLease),
    /// Another worker has it.
    Held {
        /// Until when, unless it is released sooner.
        until: Timestamp,
    },
}

impl Ledger {
    /// What was remembered under a name: what a probe found out, the state of a circuit, a settings document.
    ///
    /// # Errors
    /// When the store failed, or what is stored has another shape.
    pub async fn remembered<T: DeserializeOwned>(&self, name: &str) -> Result<Option<Versioned<T>>, Problem> {
        self.store
            .get_state(name)
            .await?
            .map(|item| read(name, item))
            .transpose()
    }

    /// Remembers a value where the stored version is still `seen` (`None`: where nothing is). Answers the version that it has
    /// now, or `None` where somebody else wrote in between.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn compare_and_set<T: Serialize + Sync>(
        &self,
        name: &str,
        value: &T,
        seen: Option<u64>,
    ) -> Result<Option<u64>, Problem> {
        let value = self.stamped(name, value)?;
        match self.store.put_state(name, &value, seen).await {
            Ok(version) => Ok(Some(version)),
            Err(PutStateError::Conflict(Some(current))) if current.value == value => {
                Ok(Some(current.version))
            }
            Err(PutStateError::Conflict(_)) => Ok(None),
            Err(PutStateError::Failed(problem)) => Err(problem),
        }
    }

    /// Remembers a value in place of whatever was stored.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn remember<T: Serialize + Sync>(&self, name: &str, value: &T) -> Result<(), Problem> {
        let value = self.stamped(name, value)?;
        let mut seen = self.store.get_state(name).await?.map(|item| item.version);
        for _ in 0..TRIES {
            match self.store.put_state(name, &value, seen).await {
                Ok(_) => return Ok(()),
                Err(PutStateError::Conflict(current)) => seen = current.map(|item| item.version),
                Err(PutStateError::Failed(problem)) => return Err(problem),
            }
        }
        Err(contended(name))
    }

    /// Up to where a sweep has queued everything.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn watermark(&self, name: &str) -> Result<Option<Timestamp>, Problem> {
        Ok(self
            .remembered::<Timestamp>(&watermark(name))
            .await?
            .map(|seen| seen.value))
    }

    /// Moves a watermark forward; it never moves back, whoever else moves it. Call it once the jobs up to there are durable.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn move_watermark(&self, name: &str, to: Timestamp) -> Result<(), Problem> {
        let name = watermark(name);
        let value = self.stamped(&name, &to)?;
        let mut stored = self.store.get_state(&name).await?;
        for _ in 0..TRIES {
            let seen = stored.map(|item| read::<Timestamp>(&name, item)).transpose()?;
            if seen.as_ref().is_some_and(|seen| seen.value >= to) {
                return Ok(());
            }
            match self
                .store
                .put_state(&name, &value, seen.map(|seen| seen.version))
                .await
            {
                Ok(_) => return Ok(()),
                Err(PutStateError::Conflict(current)) => stored = current,
                Err(PutStateError::Failed(problem)) => return Err(problem),
            }
        }
        Err(contended(&name))
    }

    /// Takes sole use of something for `ttl`. One that lapsed may be taken over.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn take_lease(&self, name: &str, ttl: Duration) -> Result<TakenLease, Problem> {
        let name = lease(name);
        let owner = self.next_owner();
        let mut stored = self.store.get_state(&name).await?;
        for _ in 0..TRIES {
            let now = self.clock.now();
            let version = stored.as_ref().map(|item| item.version);
            if let Some(item) = stored.take() {
                let hold: Hold = parse(&name, item.value)?;
                if hold.owner == owner {
                    // The answer to our own write was lost, and its repetition met what it had written.
                    let (until, version) = (hold.until, item.version);
                    return Ok(TakenLease::Mine(StateLease {
                        name,
                        owner,
                        until,
                        version,
                    }));
                }
                if hold.until > now {
                    return Ok(TakenLease::Held { until: hold.until });
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
            match self.store.put_state(&name, &value, version).await {
                Ok(version) => {
                    return Ok(TakenLease::Mine(StateLease {
                        name,
                        owner,
                        until,
                        version,
                    }));
                }
                Err(PutStateError::Conflict(current)) => stored = current,
                Err(PutStateError::Failed(problem)) => return Err(problem),
            }
        }
        Err(contended(&name))
    }

    /// Ends sole use before its time. Where it was taken over already, nothing happens.
    ///
    /// # Errors
    /// When the store failed; it then lapses by itself.
    pub async fn release_lease(&self, held: StateLease) -> Result<(), Problem> {
        let StateLease {
            name, owner, version, ..
        } = held;
        let value = write(
            &name,
            &Hold {
                owner,
                until: self.clock.now(),
            },
        )?;
        match self.store.put_state(&name, &value, Some(version)).await {
            Ok(_) | Err(PutStateError::Conflict(_)) => Ok(()),
            Err(PutStateError::Failed(problem)) => Err(problem),
        }
    }

    fn stamped<T: Serialize>(&self, name: &str, value: &T) -> Result<serde_json::Value, Problem> {
        write(
            name,
            &Stamped {
                at: self.clock.now(),
                by: self.next_owner(),
                value,
            },
        )
    }
}

fn watermark(name: &str) -> String {
    format!("watermark#{name}")
}

fn lease(name: &str) -> String {
    format!("lease#{name}")
}

fn write<T: Serialize>(name: &str, value: &T) -> Result<serde_json::Value, Problem> {
    serde_json::to_value(value).map_err(|error| unreadable(name, &error))
}

fn read<T: DeserializeOwned>(name: &str, item: StateItem) -> Result<Versioned<T>, Problem> {
    let Stamped { at, value, .. } = parse(name, item.value)?;
    Ok(Versioned {
        value,
        at,
        version: item.version,
    })
}

fn parse<T: DeserializeOwned>(name: &str, value: serde_json::Value) -> Result<T, Problem> {
    serde_json::from_value(value).map_err(|error| unreadable(name, &error))
}

fn unreadable(name: &str, error: &serde_json::Error) -> Problem {
    // Only the place: the error's own text quotes the value.
    Problem::new(
        Code::STORAGE_ERROR,
        format!(
            "What the ledger has stored as {name} does not have the expected shape ({:?} error).",
            error.classify()
        ),
        "It was written by another version of Ekobridge: deploy all functions of one version.",
    )
}

fn contended(name: &str) -> Problem {
    Problem::new(
        Code::RECORD_LOCKED,
        format!("{name} was written by others {TRIES} times while it was to be written."),
        "",
    )
}
