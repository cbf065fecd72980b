//! The layout of the journal's table, which the deployment's template repeats. Its partition key (S) is the source, such as
//! `order:1:1001`.

use dynamo::{CONTENT, Index, Projected, Schema};
pub use dynamo::{EXPIRES_AT, PARTITION_KEY};

/// Sort key (S) of the table and of its indexes: [`crate::Entry::position`], a time in RFC 3339, UTC, with microseconds,
/// then `#` and the entry's id.
pub const SORT_KEY: &str = "sk";

/// Attribute (B) that holds what [`dynamo::CONTENT`] does not: an entry's steps and fields, compressed. The content is its
/// [`crate::Summary`] as JSON. Items of earlier versions have no detail, and the whole
/// entry in the content.
pub const DETAIL: &str = "detail";

/// Index of the entries of a day, as lists show them. Projects the content.
pub const LISTED_BY_DAY: &str = "listed_by_day";

/// Partition key (S) of [`LISTED_BY_DAY`]: the day, UTC, such as `2026-11-23`.
pub const LISTED_DAY: &str = "listed_day";

/// The same index as earlier versions wrote it. Projects everything. It is read for what they have written, and written no
/// more: entries no longer have its key, so that it costs nothing. An index cannot be changed, and a deployment can add or
/// remove one at a time, so a later version removes it.
pub const BY_DAY: &str = "by_day";

/// Partition key (S) of [`BY_DAY`].
pub const DAY: &str = "day";

/// Index of the entries about a person, to erase them by. Projects keys only.
pub const BY_SUBJECT: &str = "by_subject";

/// Partition key (S) of [`BY_SUBJECT`]: the person's digest ([`crate::person_digest`]).
pub const SUBJECT: &str = "subject";

/// Keys and indexes.
pub const SCHEMA: Schema = Schema {
    sort_key: Some(SORT_KEY),
    indexes: &[
        Index {
            name: LISTED_BY_DAY,
            partition_key: LISTED_DAY,
            sort_key: SORT_KEY,
            projected: Projected::Also(&[CONTENT]),
        },
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
