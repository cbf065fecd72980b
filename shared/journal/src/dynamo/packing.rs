//! How an entry is laid out in its item: the summary as JSON, which an index projects, and everything else compressed.
//!
//! Field values are most of an entry, and their names and rules repeat from row to row: LZ4 packs them to about a quarter at
//! the cost of reading them once. DynamoDB bills a write by its size.

use serde::{Deserialize, Serialize};

use crate::{Entry, FieldValue, Step, Summary};

/// No detail is larger: entries are cut to [`crate::LARGEST_ENTRY`] when they are made.
const LARGEST_DETAIL: usize = 4 * crate::LARGEST_ENTRY;

/// What an entry has beside its summary.
#[derive(Serialize)]
struct DetailRef<'e> {
    steps: &'e [Step],
    read: &'e [FieldValue],
    sent: &'e [FieldValue],
    #[serde(skip_serializing_if = "Option::is_none")]
    truncated: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'e str>,
}

/// The same, read.
#[derive(Deserialize)]
struct Detail {
    steps: Vec<Step>,
    read: Vec<FieldValue>,
    sent: Vec<FieldValue>,
    truncated: Option<String>,
    subject: Option<String>,
}

/// An entry's detail, packed: its length before that in four bytes, then LZ4.
pub(super) fn pack(entry: &Entry) -> Result<Vec<u8>, serde_json::Error> {
    let detail = serde_json::to_vec(&DetailRef {
        steps: &entry.steps,
        read: &entry.read,
        sent: &entry.sent,
        truncated: entry.truncated.as_deref(),
        subject: entry.subject.as_deref(),
    })?;
    Ok(lz4_flex::compress_prepend_size(&detail))
}

/// An entry of its two parts; nothing where the detail is none.
pub(super) fn unpack(summary: Summary, detail: &[u8]) -> Option<Entry> {
    let (size, packed) = lz4_flex::block::uncompressed_size(detail).ok()?;
    if size > LARGEST_DETAIL {
        return None;
    }
    let detail = lz4_flex::decompress(packed, size).ok()?;
    let detail: Detail = serde_json::from_slice(&detail).ok()?;
    Some(Entry {
        id: summary.id,
        at: summary.at,
        source: summary.source,
        kind: summary.kind,
        cause: summary.cause,
        outcome: summary.outcome,
        reason: summary.reason,
        cases: summary.cases,
        problem: summary.problem,
        document: summary.document,
        steps: detail.steps,
        duration_ms: summary.duration_ms,
        calls: summary.calls,
        read: detail.read,
        sent: detail.sent,
        truncated: detail.truncated,
        subject: detail.subject,
        expires_at: summary.expires_at,
    })
}
