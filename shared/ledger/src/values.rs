use jiff::Timestamp;
use model::{Code, Problem};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::newer::keep_unknown;
use crate::{FORMAT, Ledger, PutValueError, StoredValue};

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
    /// If the store failed, or a newer version has stored what this one can't read, which is then kept.
    pub async fn compare_and_set<T: Serialize + DeserializeOwned + Sync>(
        &self,
        name: &str,
        value: &T,
        seen: Option<u64>,
    ) -> Result<Option<u64>, Problem> {
        let value = self.stamped(name, value)?;
        match self.put_value::<Stamped<T>>(name, &value, seen).await {
            Ok(version) => Ok(Some(version)),
            Err(PutValueError::Conflict(_)) => Ok(None),
            Err(PutValueError::Failed(problem)) => Err(problem),
        }
    }

    /// Writes a value, replacing whatever is stored.
    ///
    /// # Errors
    /// As [`Self::compare_and_set`].
    pub async fn remember<T: Serialize + DeserializeOwned + Sync>(
        &self,
        name: &str,
        value: &T,
    ) -> Result<(), Problem> {
        let value = self.stamped(name, value)?;
        let mut seen = self.store.get_value(name).await?.map(|item| item.version);
        for _ in 0..TRIES {
            match self.put_value::<Stamped<T>>(name, &value, seen).await {
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
    pub async fn watermark(&self, name: &str) -> Result<Option<Versioned<Timestamp>>, Problem> {
        self.remembered(&watermark(name)).await
    }

    /// Moves a watermark forward, never back, whoever else moves it. `seen` is what [`Self::watermark`] returned, so that it
    /// isn't read again. Call it once the jobs up to it are durable.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn move_watermark(
        &self,
        name: &str,
        to: Timestamp,
        seen: Option<&Versioned<Timestamp>>,
    ) -> Result<(), Problem> {
        let name = watermark(name);
        let value = self.stamped(&name, &to)?;
        let mut seen = seen.cloned();
        for _ in 0..TRIES {
            if seen.as_ref().is_some_and(|seen| seen.value >= to) {
                return Ok(());
            }
            let version = seen.map(|seen| seen.version);
            match self.put_value::<Stamped<Timestamp>>(&name, &value, version).await {
                Ok(_) => return Ok(()),
                Err(PutValueError::Conflict(current)) => {
                    seen = current.map(|item| read(&name, item)).transpose()?;
                }
                Err(PutValueError::Failed(problem)) => return Err(problem),
            }
        }
        Err(contended(&name))
    }

    /// Writes a named value with content of this type. One that a newer version has stored keeps its format, and what this
    /// version doesn't know of it.
    ///
    /// # Errors
    /// Also if this version can't read what a newer one has stored: writing over it would lose that.
    pub(crate) async fn put_value<C: Serialize + DeserializeOwned>(
        &self,
        name: &str,
        value: &serde_json::Value,
        expected_version: Option<u64>,
    ) -> Result<u64, PutValueError> {
        let newer = match self.put_once(name, value, FORMAT, expected_version).await {
            Err(PutValueError::Conflict(Some(stored))) if Some(stored.version) == expected_version => stored,
            ended => return ended,
        };
        let known = write(name, &parse::<C>(name, newer.value.clone())?)?;
        let mut value = value.clone();
        keep_unknown(&mut value, &known, &newer.value);
        self.put_once(name, &value, newer.format, expected_version).await
    }

    /// A write whose response was lost is sent again by the SDK, and then meets itself. `value` must be unique per write.
    async fn put_once(
        &self,
        name: &str,
        value: &serde_json::Value,
        format: u32,
        expected_version: Option<u64>,
    ) -> Result<u64, PutValueError> {
        match self.store.put_value(name, value, format, expected_version).await {
            Err(PutValueError::Conflict(Some(current))) if current.value == *value => Ok(current.version),
            ended => ended,
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
