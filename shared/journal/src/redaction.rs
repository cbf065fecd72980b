use std::collections::HashSet;
use std::time::Duration;

use crate::FieldValue;

/// How long entries are kept, and which values are redacted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redaction {
    days: u16,
    fields: HashSet<String>,
}

impl Default for Redaction {
    /// Fourteen days, and every value.
    fn default() -> Self {
        Self::new(14, std::iter::empty::<&str>())
    }
}

impl Redaction {
    /// Keeps entries for `days`, without the values of `fields`.
    ///
    /// A field is named as its vendor names it, in upper or lower case. A name without a dot means the field wherever it
    /// is (`Text` also means `Rows[3].Text`); one with a dot means this place in every row (`Rows.Text`).
    #[must_use]
    pub fn new(days: u16, fields: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self {
            days,
            fields: fields.into_iter().map(|field| plain(field.as_ref())).collect(),
        }
    }

    /// How long entries are kept.
    #[must_use]
    pub fn kept(&self) -> Duration {
        Duration::from_secs(u64::from(self.days) * 24 * 60 * 60)
    }

    /// Whether a field's value is redacted.
    #[must_use]
    pub fn hides(&self, field: &str) -> bool {
        if self.fields.is_empty() {
            return false;
        }
        let path = plain(field);
        let last = path.rsplit('.').next().unwrap_or_default();
        self.fields.contains(last) || self.fields.contains(&path)
    }

    /// Redacts values. A value that is redacted in one field is redacted in all others: the phone number sent to
    /// eAccounting was read from another field.
    pub(crate) fn apply(&self, rows: &mut [&mut Vec<FieldValue>]) {
        if self.fields.is_empty() {
            return;
        }
        let mut hidden = HashSet::new();
        for row in rows.iter().flat_map(|rows| rows.iter()) {
            if let Some(value) = row.value.as_deref().filter(|_| self.hides(&row.field)) {
                // A short value, such as a number of pieces, is equal to others by chance.
                if value.trim().chars().count() > 3 {
                    hidden.insert(value.trim().to_lowercase());
                }
            }
        }
        for row in rows.iter_mut().flat_map(|rows| rows.iter_mut()) {
            let hide =
                |value: &String| self.hides(&row.field) || hidden.contains(&value.trim().to_lowercase());
            if row.value.as_ref().is_some_and(hide) {
                row.value = None;
                row.redacted = true;
            }
        }
    }
}

/// A path without the places in lists, lower case: `Rows[0].Text` is `rows.text`.
fn plain(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.trim().chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            c if !inside => plain.extend(c.to_lowercase()),
            _ => {}
        }
    }
    plain
}
