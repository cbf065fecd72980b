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

/// A text for a list, in which ids that are UUIDs are cut to their first eight characters. Commands, which are in backquotes, need
/// them whole.
#[must_use]
pub fn with_short_ids(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(index, part)| match index % 2 {
        0 => without_long_ids(part),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
}

fn without_long_ids(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_hexdigit() || c == '-';
    let mut short = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c| !is_part(c)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        short.push_str(before);
        let is_whole_word =
            !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        match (is_whole_word && is_uuid(word), word.get(..8)) {
            (true, Some(begin)) => {
                short.push_str(begin);
                short.push('…');
            }
            _ => short.push_str(word),
        }
        rest = after;
    }
    short.push_str(rest);
    short
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12]
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
    fn an_id_is_short_in_a_list_and_whole_in_a_command() {
        let id = "5f08f8a8-b338-41e7-b88b-8e02f2f47074";
        for (text, short) in [
            (format!("quote:{id}"), "quote:5f08f8a8…".to_owned()),
            (
                format!("order 1001 became invoice draft {id}."),
                "order 1001 became invoice draft 5f08f8a8….".to_owned(),
            ),
            (
                format!("{id}, {id}: `ekobridge why quote:{id}`"),
                format!("5f08f8a8…, 5f08f8a8…: `ekobridge why quote:{id}`"),
            ),
            (format!("x{id}"), format!("x{id}")),
            (
                "2026-11-23, face, order:1:1001, Åbo".to_owned(),
                "2026-11-23, face, order:1:1001, Åbo".to_owned(),
            ),
        ] {
            assert_eq!(with_short_ids(&text), short);
        }
    }

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
