//! Sales to check on a schedule: no list shows that a document was deleted, or that an invoice became overdue.
//!
//! The ledger stores when to check each written and unfinished order next. The list is split into parts, so that
//! thousands of open orders fit.

use std::collections::BTreeMap;

use engine::Ports;
use jiff::{SignedDuration, Timestamp};
use model::{Problem, Source};
use serde::{Deserialize, Serialize};

/// How often a document that could be deleted is looked at.
pub(crate) const LOOKED_AT_EVERY: SignedDuration = SignedDuration::from_hours(24);

/// How often a concurrent write is tolerated before the change is retried later.
const TRIES: usize = 8;

/// An order that is looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Open {
    /// The document to look at.
    pub(crate) source: Source,
    /// When.
    pub(crate) at: Timestamp,
}

type Part = BTreeMap<String, Open>;

const PARTS: [&str; 16] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f",
];

fn name(part: &str) -> String {
    format!("open_orders:{part}")
}

fn part_of(root: &str) -> &'static str {
    let first = root
        .chars()
        .next()
        .and_then(|c| c.to_digit(16))
        .unwrap_or_default();
    PARTS.get(first as usize).copied().unwrap_or("0")
}

/// Notes when an invoice draft is to be looked at again whose state goes back to its source. Drafts are in none of the lists that
/// are read.
pub(crate) async fn note_draft(
    ports: &Ports,
    draft: &str,
    now: Timestamp,
    after: SignedDuration,
) -> Result<(), Problem> {
    let next = Open {
        source: Source::Invoice(draft.to_owned()),
        at: now + after,
    };
    note_status(ports, draft, Some(next)).await
}

/// The same for the documents of a source, whose state goes back to it.
pub(crate) async fn note_status(ports: &Ports, root: &str, next: Option<Open>) -> Result<(), Problem> {
    note(ports, &format!("{root}#status"), next).await
}

/// Notes when a sale is to be looked at again; `None` where nothing more comes by the clock alone.
pub(crate) async fn note(ports: &Ports, root: &str, next: Option<Open>) -> Result<(), Problem> {
    let name = name(part_of(root));
    for _ in 0..TRIES {
        let known = ports.ledger.remembered::<Part>(&name).await?;
        let version = known.as_ref().map(|known| known.version);
        let mut part = known.map(|known| known.value).unwrap_or_default();
        if part.get(root) == next.as_ref() {
            return Ok(());
        }
        match &next {
            Some(open) => part.insert(root.to_owned(), open.clone()),
            None => part.remove(root),
        };
        if ports
            .ledger
            .compare_and_set(&name, &part, version)
            .await?
            .is_some()
        {
            return Ok(());
        }
    }
    Err(Problem::new(
        model::Code::RECORD_LOCKED,
        "The list of open orders was written by others while it was to be changed.",
        "Wait for the next attempt. If it goes on, see which other jobs run at the time, with `ekobridge activity`.",
    ))
}

/// The documents that are due to be looked at.
pub(crate) async fn due(ports: &Ports, now: Timestamp) -> Result<Vec<Source>, Problem> {
    let mut due = Vec::new();
    for part in PARTS {
        let known = ports.ledger.remembered::<Part>(&name(part)).await?;
        let open = known.into_iter().flat_map(|known| known.value.into_values());
        due.extend(open.filter(|open| open.at <= now).map(|open| open.source));
    }
    Ok(due)
}
