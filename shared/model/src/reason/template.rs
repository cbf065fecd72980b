//! A reason's values, read back from its text in English.

use std::collections::BTreeMap;

use super::{ALL, Kind, Known, kind_of, words};
use crate::Case;

/// A part of a reason's English text.
enum Part {
    Text(&'static str),
    Variable(&'static str),
}

/// The reason that has this text, with its values. Of several, the one with the most words of its own.
pub(super) fn read(text: &str) -> Option<Case> {
    let found = ALL.iter().filter_map(|known| {
        let parts = parts(known);
        let with = values(&parts, text)?;
        let own: usize = parts
            .iter()
            .map(|part| match part {
                Part::Text(own) => own.len(),
                Part::Variable(_) => 0,
            })
            .sum();
        Some((own, known, with))
    });
    let (_, known, with) = found.max_by_key(|(own, ..)| *own)?;
    Some(Case {
        name: known.name.replace('_', "-"),
        with,
    })
}

fn parts(known: &Known) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = known.english;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        if !before.is_empty() {
            parts.push(Part::Text(before));
        }
        parts.push(Part::Variable(name));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

/// The values of the variables, as they are stored, where the text is made of these parts.
fn values(parts: &[Part], text: &str) -> Option<BTreeMap<String, String>> {
    let Some((first, rest)) = parts.split_first() else {
        return text.is_empty().then(BTreeMap::new);
    };
    let name = match first {
        Part::Text(own) => return values(rest, text.strip_prefix(own)?),
        Part::Variable(name) => *name,
    };
    let ends: Vec<usize> = match rest.first() {
        None => vec![text.len()],
        Some(Part::Text(own)) => text.match_indices(own).map(|(at, _)| at).collect(),
        // Nothing tells where one ends and the next begins.
        Some(Part::Variable(_)) => return None,
    };
    ends.into_iter().find_map(|end| {
        let value = stored(name, &text[..end])?;
        let mut with = values(rest, &text[end..])?;
        match with.get(name) {
            Some(other) if *other != value => None,
            _ => {
                with.insert(name.to_owned(), value);
                Some(with)
            }
        }
    })
}

/// A value as it is stored, where its English text says it.
fn stored(name: &str, english: &str) -> Option<String> {
    let english = english.trim_end();
    match kind_of(name) {
        _ if english.is_empty() => None,
        Kind::AsItIs => Some(english.to_owned()),
        Kind::Name => is_name(english).then(|| english.to_owned()),
        Kind::Count => {
            let (count, noun) = english.split_once(' ')?;
            let is_noun = noun.chars().all(|c| c.is_alphabetic() || c == '-');
            (count.parse::<u64>().is_ok() && is_noun).then(|| count.to_owned())
        }
        Kind::Stock
        | Kind::Changes
        | Kind::Records
        | Kind::Rows
        | Kind::Phrases(_)
        | Kind::Event
        | Kind::Problem => None,
    }
}

/// One of the words, or a record by its kind and number.
fn is_name(text: &str) -> bool {
    let is_word = words::ALL.iter().any(|word| word.as_str() == text);
    let is_record = || {
        text.rsplit_once(' ').is_some_and(|(kind, number)| {
            let is_kind = kind.chars().all(|c| c.is_ascii_lowercase() || c == ' ');
            is_kind && !number.ends_with([',', ':', ';'])
        })
    };
    is_word || is_record()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reason::{self, Reason};

    #[test]
    fn a_reason_is_read_back_from_its_text() {
        for known in [
            reason::off("orders.enabled"),
            reason::not_paid(),
            reason::placed_before("2026-01-01", "2026-02-01"),
            reason::reference_of("order:1:1001"),
            reason::exists("invoice draft 7"),
            reason::exists_with_reference("order 12", "1001"),
            reason::became("order 1001", "an order and its invoice"),
            reason::active_again("order 1001", "is active in the shop again", "invoice 7"),
            reason::undone_already("cancelled or refunded in the shop", "order 7", "was deleted"),
            reason::status_is_off("order:1:1001"),
            reason::dry_run_of_order("an order", "1,598.00 SEK"),
            reason::orders_queued(reason::Named::counted(2, "order", "orders")),
            reason::on_hold("the buyer asked; it waits"),
            reason::quote_not_accepted("7"),
        ] {
            assert_eq!(Reason::read(known.as_str()), known);
        }
        let both = Reason::joined([reason::draft(), reason::not_paid()]);
        assert_eq!(Reason::read(both.as_str()), both);
    }

    #[test]
    fn a_text_of_its_own_stays_as_it_is() {
        for text in [
            "",
            "something of its own",
            "it is a draft; something of its own",
            "customer 7 updated: InvoiceCity",
            "2 orders",
        ] {
            let read = Reason::read(text);
            assert_eq!((read.as_str(), read.cases().len()), (text, 0), "{text}");
        }
    }

    #[test]
    fn every_reason_without_values_is_itself_and_no_other() {
        for known in ALL.iter().filter(|known| known.variables.is_empty()) {
            let read = Reason::read(known.english);
            let [case] = read.cases() else {
                panic!("{}: {read:?}", known.name)
            };
            assert_eq!(case.name, known.name.replace('_', "-"));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,60}") {
            let read = Reason::read(text.clone());
            proptest::prop_assert_eq!(read.as_str(), text);
        }
    }
}
