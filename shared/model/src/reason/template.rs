//! A reason's values, read back from its text in English.

use std::collections::BTreeMap;

use super::{Kind, Known, kind_of, words};
use crate::{Case, event, field_of_name};

/// A part of a reason's English text.
enum Part {
    Text(&'static str),
    Variable(&'static str),
}

/// What of these lists has this text, with its values. Of several, the one with the most words of its own, and of those the last.
pub(crate) fn read(lists: &[&'static [Known]], text: &str) -> Option<Case> {
    let all = lists.iter().copied().flatten();
    let found = all.filter_map(|known| {
        let (begins, _) = known.english.split_once('{').unwrap_or((known.english, ""));
        if !text.starts_with(begins) {
            return None;
        }
        let parts = parts(known);
        let with = values(&parts, text)?;
        let own: usize = parts
            .iter()
            .map(|part| match part {
                Part::Text(own) => own.len(),
                Part::Variable(_) => 0,
            })
            .sum();
        // What is a value alone names nothing.
        (own > 0).then_some((own, known, with))
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
        Kind::Fields => Some(
            english
                .split(", ")
                .map(field_of_name)
                .collect::<Vec<_>>()
                .join("\n"),
        ),
        Kind::Phrases(_) => serde_json::to_string(&[read(&[event::ALL], english)?]).ok(),
        Kind::Stock | Kind::Changes | Kind::Records | Kind::Rows | Kind::Event | Kind::Problem => None,
    }
}

/// What a text calls by its number, beside the rows of a document.
const NUMBERED: [&str; 14] = [
    "account",
    "article",
    "contact",
    "customer",
    "deal",
    "discount",
    "document",
    "invoice",
    "invoice draft",
    "line",
    "order",
    "quote",
    "sales order",
    "stock",
];

/// One of the words, or a record or a row by its kind and number.
fn is_name(text: &str) -> bool {
    let is_word = words::ALL.iter().any(|word| word.as_str() == text);
    let of_kind = |kind| text.strip_prefix(kind)?.strip_prefix(' ');
    is_word || NUMBERED.into_iter().filter_map(of_kind).any(is_number)
}

/// Whether a text is a number as shops and ledgers have them, "A 12" among them, and no part of a sentence.
fn is_number(text: &str) -> bool {
    let is_one = !text.contains(' ');
    let is_part = |part: &str| {
        let is_word = part.chars().all(|c| c.is_ascii_lowercase());
        (is_one || !is_word) && !part.is_empty() && !part.ends_with([',', ':', ';'])
    };
    text.split(' ').all(is_part)
}

#[cfg(test)]
mod tests {
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
            reason::became("order A 12", "invoice draft 7"),
            reason::became("order a", "invoice draft 7"),
            reason::written("order 7", "paid", "799.00 SEK"),
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
        for known in reason::ALL.iter().filter(|known| known.variables.is_empty()) {
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
