use futures::future::BoxFuture;
use model::Problem;
use serde_json::Value;

/// A named value of the deployment: a watermark, a lease, the result of a probe.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredValue {
    /// The value.
    pub value: Value,
    /// 1 for the first write, incremented by each later one.
    pub version: u64,
    /// The format that it is marked with. Format 1 has no mark.
    pub format: u32,
}

/// Why a named value was not written.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PutValueError {
    /// The condition failed: this is stored, or nothing. With the expected version, it has a newer format.
    #[error("the value is not as expected")]
    Conflict(Option<StoredValue>),
    /// The store failed; whether the value was written is unknown.
    #[error(transparent)]
    Failed(#[from] Problem),
}

/// Stores named values of the deployment.
pub trait ValueStore: Send + Sync {
    /// Reads a named value.
    fn get_value<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StoredValue>, Problem>>;

    /// Writes a named value of this format if the stored version is the expected one, and its format not a newer one; `None`
    /// expects no value. Returns the new version.
    fn put_value<'a>(
        &'a self,
        name: &'a str,
        value: &'a Value,
        format: u32,
        expected_version: Option<u64>,
    ) -> BoxFuture<'a, Result<u64, PutValueError>>;
}
