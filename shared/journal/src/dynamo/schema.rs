//! The layout of the journal's table, which the deployment's template repeats. Its partition key (S) is the source, such as
//! `order:1:1001`.

pub use dynamo::{EXPIRES_AT, PARTITION_KEY};
use dynamo::{Index, Projected, Schema};

/// Sort key (S) of the table and of both indexes: [`crate::Entry::position`], a time in RFC 3339, UTC, with microseconds,
/// then `#` and the entry's id.
pub const SORT_KEY: &str = "sk";

/// Index of the entries of a day. Projects everything.
pub const BY_DAY: &str = "by_day";

/// Partition key (S) of [`BY_DAY`]: the day, UTC, such as `2026-11-23`.
pub const DAY: &str = "day";

/// Index of the entries about a person, to erase them by. Projects keys only.
pub const BY_SUBJECT: &str = "by_subject";

/// Partition key (S) of [`BY_SUBJECT`]: the person's digest ([`crate::person_digest`]).
pub const SUBJECT: &str = "subject";

pub(crate) const SCHEMA: Schema = Schema {
    sort_key: Some(SORT_KEY),
    indexes: &[
        Index {
            name: BY_DAY,
            partition_key: DAY,
            sort_key: SORT_KEY,
            projected: Projected::All,
        },
        Index {
            name: BY_SUBJECT,
            partition_key: SUBJECT,
            sort_key: SORT_KEY,
            projected: Projected::Keys,
        },
    ],
};
