//! How records and waits are put into words.

use std::time::Duration;

use jiff::Timestamp;
use ledger::Document;

/// A document by its number, else by its id: "order 1042".
#[must_use]
pub fn describe(document: &Document) -> String {
    let kind = document.kind.as_str().replace('_', " ");
    format!("{kind} {}", document.number.as_deref().unwrap_or(&document.id))
}

/// A text with its first letter in upper case.
#[must_use]
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// From `now` until `at`, at least a second.
#[must_use]
pub fn time_until(at: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(at.duration_since(now))
        .unwrap_or_default()
        .max(Duration::from_secs(1))
}
