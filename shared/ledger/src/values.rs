use jiff::Timestamp;
use model::{Code, Problem};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::{Ledger, PutValueError, StoredValue};

/// How often a write is retried because of a concurrent write.
pub(crate) const TRIES: usize = 16;

/// A named value with what is needed to change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versioned<T> {
    /// The value.
    pub value: T,
    /// When it was stored.
    pub at: Timestamp,
    /// Its version, for a conditional write.
    pub version: u64,
}

#[derive(Serialize, Deserialize)]
struct Stamped<T> {
    at: Timestamp,
    /// Unique per write, so that a write whose response was lost is recognized.
    by: String,
    value: T,
}

impl Ledger {
    /// Reads a named value: a probe's result, a circuit breaker's state, the settings.
    ///
    /// # Errors
    /// If the store failed, or the stored value has another shape.
    pub async fn remembered<T: DeserializeOwned>(&self, name: &str) -> Result<Option<Versioned<T>>, Problem> {
        self.store
            .get_value(name)
            .await?
            .map(|item| read(name, item))
            .transpose()
    }

    /// Writes a value if the stored version is still `seen` (`None`: if nothing is stored). Returns the new version, or
    /// `None` after a concurrent write.
    ///
    /// # Errors
    /// If the store failed.
    pub async fn compare_and_set<T: Serialize + Sync>(
        &self,
        name: &str,
        value: &T,
        seen: Option<u64>,
    ) -> Result<Option<u64>, Problem> {
        let value = self.stamped(name, value)?;
        match self.store.put_value(name, &value, seen).await {
            Ok(version) => Ok(Some(version)),
            Err(PutValueError::Conflict(Some(current))) if current.value == value => {
                Ok(Some(current.version))
            }
            Err(PutValueError::Conflict(_)) => Ok(None),
            Err(PutValueError::Failed(problem)) => Err(problem),
        }
    }

    /// Writes a value, replacing whatever is stored.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn remember<T: Serialize + Sync>(&self, name: &str, value: &T) -> Result<(), Problem> {
        let value = self.stamped(name, value)?;
        let mut seen = self.store.get_value(name).await?.map(|item| item.version);
        for _ in 0..TRIES {
            match self.store.put_value(name, &value, seen).await {
                Ok(_) => return Ok(()),
                Err(PutValueError::Conflict(current)) => seen = current.map(|item| item.version),
                Err(PutValueError::Failed(problem)) => return Err(problem),
            }
        }
        Err(contended(name))
    }

    /// The watermark: everything up to it was queued by the sweep.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn watermark(&self, name: &str) -> Result<Option<Timestamp>, Problem> {
        Ok(self
            .remembered::<Timestamp>(&watermark(name))
            .await?
            .map(|seen| seen.value))
    }

    /// Moves a watermark forward, never back, whoever else moves it. Call it once the jobs up to it are durable.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn move_watermark(&self, name: &str, to: Timestamp) -> Result<(), Problem> {
        let name = watermark(name);
        let value = self.stamped(&name, &to)?;
        let mut stored = self.store.get_value(&name).await?;
        for _ in 0..TRIES {
            let seen = stored.map(|item| read::<Timestamp>(&name, item)).transpose()?;
            if seen.as_ref().is_some_and(|seen| seen.value >= to) {
                return Ok(());
            }
            match self
                .store
                .put_value(&name, &value, seen.map(|seen| seen.version))
                .await
            {
                Ok(_) => return Ok(()),
                Err(PutValueError::Conflict(current)) => stored = current,
                Err(PutValueError::Failed(problem)) => return Err(problem),
            }
        }
        Err(contended(&name))
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

pub(crate) fn write<T: Serialize>(name: &str, value: &T) -> Result<serde_json::Value, Problem> {
    serde_json::to_value(value).map_err(|error| unreadable(name, &error))
}

fn read<T: DeserializeOwned>(name: &str, item: StoredValue) -> Result<Versioned<T>, Problem> {
    let Stamped { at, value, .. } = parse(name, item.value)?;
    Ok(Versioned {
        value,
        at,
        version: item.version,
    })
}

pub(crate) fn parse<T: DeserializeOwned>(name: &str, value: serde_json::Value) -> Result<T, Problem> {
    serde_json::from_value(value).map_err(|error| unreadable(name, &error))
}

fn unreadable(name: &str, error: &serde_json::Error) -> Problem {
    // Only the position: the error's own text quotes the value.
    Problem::new(
        Code::STORAGE_ERROR,
        format!(
            "What the ledger has stored as {name} does not have the expected shape ({:?} error).",
            error.classify()
        ),
        "It was written by another version of Ekobridge: deploy all functions of one version.",
    )
}

pub(crate) fn contended(name: &str) -> Problem {
    Problem::new(
        Code::RECORD_LOCKED,
        format!("{name} was written by others {TRIES} times while it was to be written."),
        "",
    )
}
