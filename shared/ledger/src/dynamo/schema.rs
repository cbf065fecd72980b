//! The layout of the ledger's table, which the deployment's template repeats. The partition key (S) is `record#<key>`,
//! `link#<source>` or `state#<name>`; there is no sort key. Only items that may be forgotten expire.

pub use dynamo::{EXPIRES_AT, PARTITION_KEY};
use dynamo::{Index, Projected, Schema};

/// Index of unfinished records, of those on hold, and of finished ones that a person has to settle. Sparse: other finished
/// records aren't in it, so that a job without problems writes to no index. Projects all attributes.
pub const BY_STATE: &str = "by_state";

/// Partition key (S) of [`BY_STATE`]: the record's state, `on_hold` for one on hold that no state lists, or `parked` for a
/// finished one that a person has to settle.
pub const LISTED: &str = "listed";

/// Sort key (S) of [`BY_STATE`]: the time of the last write, RFC 3339 with microseconds.
pub const LISTED_AT: &str = "listed_at";

pub(crate) const OWNER: &str = "owner";
pub(crate) const FENCE: &str = "fence";
pub(crate) const STATE: &str = "state";
/// The format (N) of a record or a named value, where it is newer than 1 ([`crate::FORMAT`]).
pub(crate) const FORMAT: &str = "format";
pub(crate) const VERSION: &str = "version";
/// The item of all rate limit schedules, and the prefix of its attributes: each holds a schedule's next free slot, in
/// microseconds since 1970. One item, so that one read returns all.
pub(crate) const SLOTS: &str = "places";
pub(crate) const NEXT: &str = "next ";

/// Keys and indexes.
pub const SCHEMA: Schema = Schema {
    sort_key: None,
    indexes: &[Index {
        name: BY_STATE,
        partition_key: LISTED,
        sort_key: LISTED_AT,
        projected: Projected::All,
    }],
};

pub(crate) fn value_pk(name: &str) -> String {
    format!("state#{name}")
}
