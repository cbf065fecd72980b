use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::Mutex;

use crate::Error;

/// How long definitions are remembered: a new custom field is seen after this time at the latest.
pub(super) const LIFETIME: Duration = Duration::from_secs(300);
/// The shortest time between two reads of definitions, when a value appears that no definition fits.
pub(super) const RENEWAL: Duration = Duration::from_secs(30);

/// A value that is read once and cached. Concurrent callers wait for the first read.
pub(super) struct Cache<T> {
    slot: Mutex<Option<(Timestamp, Arc<T>)>>,
}

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self {
            slot: Mutex::new(None),
        }
    }
}

impl<T> Cache<T> {
    /// The value, read by `read` when it is older than `lifetime`.
    pub(super) async fn get(
        &self,
        now: Timestamp,
        lifetime: Duration,
        read: impl Future<Output = Result<T, Error>>,
    ) -> Result<Arc<T>, Error> {
        let mut slot = self.slot.lock().await;
        if let Some((read_at, value)) = &*slot {
            let age = Duration::try_from(now.duration_since(*read_at)).unwrap_or_default();
            if age < lifetime {
                return Ok(Arc::clone(value));
            }
        }
        let value = Arc::new(read.await?);
        *slot = Some((now, Arc::clone(&value)));
        Ok(value)
    }

    /// The value that is remembered, however old.
    pub(super) async fn peek(&self) -> Option<(Timestamp, Arc<T>)> {
        self.slot.lock().await.clone()
    }

    /// Replaces the value.
    pub(super) async fn put(&self, now: Timestamp, value: T) {
        *self.slot.lock().await = Some((now, Arc::new(value)));
    }
}
