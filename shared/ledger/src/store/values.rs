use futures::future::BoxFuture;
use model::Problem;
use serde_json::Value;

/// A named value of the deployment: a watermark, a lease, what a probe found.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredValue {
    /// The value.
    pub value: Value,
    /// 1 for the first, raised by each write.
    pub version: u64,
}

/// Why a named value was not written.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PutValueError {
    /// Another version is stored than was expected: this, or nothing.
    #[error("the value is not as expected")]
    Conflict(Option<StoredValue>),
    /// The store failed; it is not known whether the value was written.
    #[error(transparent)]
    Failed(#[from] Problem),
}

/// Stores named values of the deployment.
pub trait ValueStore: Send + Sync {
    /// A named value.
    fn get_value<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StoredValue>, Problem>>;

    /// Writes a named value where the stored version is the expected one; `None` expects nothing. Answers the version
    /// that it has now.
    fn put_value<'a>(
        &'a self,
        name: &'a str,
        value: &'a Value,
        expected_version: Option<u64>,
    ) -> BoxFuture<'a, Result<u64, PutValueError>>;
}
