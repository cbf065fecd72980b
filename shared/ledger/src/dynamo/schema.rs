//! The layout of the ledger's table, which the deployment's template repeats. Its partition key (S) is `record#<key>`,
//! `link#<source>` or `state#<name>`; there is no sort key. Only what may be forgotten expires.

pub use dynamo::{EXPIRES_AT, PARTITION_KEY};
use dynamo::{Index, Projected, Schema};

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
/// The item of all schedules, and what the attributes begin with that hold each one's next free slot, in microseconds
/// since 1970: one item, so that one read knows them all.
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
