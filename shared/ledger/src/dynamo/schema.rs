//! What the ledger's table looks like; the deployment's template says the same.

/// Partition key (S): `record#<key>`, `link#<source>`, `state#<name>`. There is no sort key.
pub const PARTITION_KEY: &str = "pk";

/// Attribute (N, epoch seconds) after which DynamoDB may delete an item: set on what may be forgotten only.
pub const EXPIRES_AT: &str = "expires_at";

/// Index of the records that somebody must come back to. Sparse: a record in another state isn't in it, so that the usual
/// way through the ledger writes no index. Projects everything.
pub const BY_STATE: &str = "by_state";

/// Partition key (S) of [`BY_STATE`]: the state.
pub const LISTED: &str = "listed";

/// Sort key (S) of [`BY_STATE`]: when the record was written last, RFC 3339 with microseconds.
pub const LISTED_AT: &str = "listed_at";

pub(crate) const OWNER: &str = "owner";
pub(crate) const FENCE: &str = "fence";
pub(crate) const STATE: &str = "state";
pub(crate) const VERSION: &str = "version";
/// The item of all schedules, and what the attributes begin with that hold each one's next free place, in microseconds
/// since 1970: one item, so that one read knows them all.
pub(crate) const PLACES: &str = "places";
pub(crate) const NEXT: &str = "next ";
/// What the item says, as JSON. Attributes beside it are those that conditions, the index and expiry need.
pub(crate) const CONTENT: &str = "content";
