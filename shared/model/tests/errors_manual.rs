//! `docs/ERRORS.md` has an entry for every code, and none for a code that is gone.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use model::{Code, Kind};

const MANUAL: &str = include_str!("../../../docs/ERRORS.md");

/// The entries by their codes: what stands under each heading of a code in backticks.
fn entries() -> BTreeMap<&'static str, &'static str> {
    let mut entries = BTreeMap::new();
    for part in MANUAL.split("\n### ").skip(1) {
        let (heading, text) = part.split_once('\n').unwrap();
        let code = heading
            .strip_prefix('`')
            .and_then(|rest| rest.strip_suffix('`'))
            .unwrap_or_else(|| panic!("a heading that is no code: {heading}"));
        let text = text.split("\n## ").next().unwrap();
        assert!(entries.insert(code, text).is_none(), "{code} twice");
    }
    entries
}

#[test]
fn every_code_has_an_entry_and_every_entry_a_code() {
    let mut documented: Vec<&str> = entries().into_keys().collect();
    let mut known: Vec<&str> = Code::ALL.iter().map(|(code, _)| code.as_str()).collect();
    documented.sort_unstable();
    known.sort_unstable();
    assert_eq!(documented, known);
}

#[test]
fn every_entry_says_what_happened_why_what_to_do_and_whether_it_is_tried_again() {
    let entries = entries();
    for (code, kind) in Code::ALL {
        let text = entries[code.as_str()];
        let at = [
            "**What happened.** ",
            "**Why.** ",
            "**What to do.** ",
            "**By itself?** ",
        ]
        .map(|part| text.find(part).unwrap_or_else(|| panic!("{code} without {part}")));
        assert!(at.is_sorted(), "{code}: another order");
        let again = &text[at[3]..];
        let expected = match kind {
            Kind::RetryLater | Kind::Disconnected | Kind::InDoubt => "**By itself?** Yes",
            Kind::NeedsPerson | Kind::Bug => "**By itself?** No",
        };
        assert!(again.starts_with(expected), "{code}: {again}");
    }
}
