//! Words for records and waits.

use std::time::Duration;

use jiff::Timestamp;
use ledger::Document;

/// A document by its number, or by its id if it has none: "order 1042".
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

/// Whether a text names the record of this kind and number: "order 20". A longer number names it alone; a short one doesn't,
/// since it occurs elsewhere too, as in "error id 1".
#[must_use]
pub(crate) fn names_record(text: &str, kind: &str, number: &str) -> bool {
    if number.len() > 3 {
        return has_word(text, number);
    }
    let noun = kind.rsplit('_').next().unwrap_or(kind);
    [noun.to_owned(), capitalized(noun)]
        .iter()
        .any(|noun| has_word(text, &format!("{noun} {number}")))
}

/// Whether a text contains a whole word: "20" is not a word of "error 2000".
fn has_word(text: &str, word: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    !word.is_empty()
        && text.match_indices(word).any(|(at, found)| {
            is_edge(text[..at].chars().next_back()) && is_edge(text[at + found.len()..].chars().next())
        })
}

/// The time from `now` until `at`, at least one second.
#[must_use]
pub fn time_until(at: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(at.duration_since(now))
        .unwrap_or_default()
        .max(Duration::from_secs(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_number_alone_does_not_name_a_record() {
        for (text, kind, number, names) in [
            (
                "eAccounting refused it (error 4002, error id 1)",
                "quote",
                "1",
                false,
            ),
            ("Quote 1 was refused (error id 1)", "quote", "1", true),
            ("order 7 of the customer", "sales_order", "7", true),
            ("line 1 of order 1001", "order", "1001", true),
            ("contact 12", "contact", "1", false),
        ] {
            assert_eq!(names_record(text, kind, number), names, "{text}");
        }
    }

    #[test]
    fn a_number_within_another_is_no_word() {
        for (text, word, has) in [
            ("error 2000: Name", "20", false),
            ("Order 20: error 2000", "20", true),
            ("order:1:20 failed", "20", true),
            ("20", "20", true),
            ("120 and 201", "20", false),
            ("anything", "", false),
        ] {
            assert_eq!(has_word(text, word), has, "{text}");
        }
    }
}
