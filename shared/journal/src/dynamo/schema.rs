//! What the journal's table looks like; the deployment's template says the same.

/// Partition key (S): the source, such as `order:1:1001`.
pub const PARTITION_KEY: &str = "pk";

/// Sort key (S), also of both indexes: [`crate::Entry::position`], a time in RFC 3339, UTC, with microseconds, then `#` and
/// the entry's id.
pub const SORT_KEY: &str = "sk";

/// Attribute (N, epoch seconds) after which DynamoDB may delete an item. Every entry has it.
pub const EXPIRES_AT: &str = "expires_at";

/// Index of the entries of a day. Projects everything.
pub const BY_DAY: &str = "by_day";

/// Partition key (S) of [`BY_DAY`]: the day, UTC, such as `2026-11-23`.
pub const DAY: &str = "day";

/// Index of the entries about a person, to erase them by. Projects keys only.
pub const BY_SUBJECT: &str = "by_subject";

/// Partition key (S) of [`BY_SUBJECT`]: the salted digest of an e-mail address.
pub const SUBJECT: &str = "subject";

/// The entry, as JSON. Attributes beside it are those that keys and expiry need.
pub(crate) const CONTENT: &str = "content";
