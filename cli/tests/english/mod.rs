//! What a command says in English, and whether it says the same in another language.

use std::collections::BTreeSet;
use std::path::Path;

/// The catalogs that commands print from.
const CATALOGS: [&str; 5] = ["commands", "console", "reconcile", "setup", "tool"];

/// The words of a text that people read: of letters alone, without commands, names of fields and records.
fn words(text: &str) -> Vec<String> {
    let is_word = |word: &&str| {
        word.chars().any(char::is_alphabetic) && word.chars().all(|c| c.is_alphabetic() || c == '\'')
    };
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| c.is_ascii_punctuation() || "…✓–“”".contains(c)))
        .filter(is_word)
        .map(str::to_lowercase)
        .collect()
}

/// What stands before the details that exist in English alone, in each language.
fn details() -> Vec<String> {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/messages/locales/tool");
    let label = |tag: &str| {
        let file = std::fs::read_to_string(locales.join(format!("{tag}.ftl"))).unwrap();
        let line = file
            .lines()
            .find_map(|line| line.strip_prefix("label-in-detail = "));
        line.and_then(|line| line.split('{').next())
            .unwrap()
            .trim()
            .to_owned()
    };
    ["sv", "nb", "nl", "fi", "es"].map(label).into()
}

/// Each three words of a line that follow each other. Comments are left out: a settings file is English.
pub(super) fn threes(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    // Commands in backquotes are the same in every language.
    let outside: Vec<&str> = text.split('`').step_by(2).collect();
    let is_detail = |line: &&str| details().iter().any(|label| line.trim_start().starts_with(label));
    for line in outside.join("`").lines().filter(|line| !is_detail(line)) {
        let line = line.split("# ").next().unwrap_or_default();
        // What is marked as English may be.
        let line = line.split("[en] ").next().unwrap_or_default();
        found.extend(words(line).windows(3).map(|three| three.join(" ")));
    }
    found
}

/// What the catalogs say in a language, three words at a time, within the text between two variables.
pub(super) fn resource(tag: &str) -> BTreeSet<String> {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/messages/locales");
    let mut said = BTreeSet::new();
    for catalog in CATALOGS {
        let file = locales.join(catalog).join(format!("{tag}.ftl"));
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let text = line.split_once(['=', ']']).map_or(line, |(_, text)| text);
            for part in text.split(['{', '}']) {
                said.extend(threes(part));
            }
        }
    }
    said
}

/// Those of the words that a text shares with English which aren't the language's own, each for itself.
pub(super) fn foreign(shared: impl Iterator<Item = String>, tag: &str) -> Vec<String> {
    let own: BTreeSet<String> = resource(tag)
        .iter()
        .flat_map(|three| three.split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    shared
        .filter(|three| three.split(' ').any(|word| !own.contains(word)))
        .collect()
}

/// Checks that what was said in a language has no English of the catalogs in it, but for words that the language shares.
#[track_caller]
pub(super) fn assert_none(said: &str, tag: &str) {
    let own = resource(tag);
    let english = resource("en");
    assert!(english.len() > 1_000, "the catalogs are read");
    let left = threes(said).into_iter();
    let left = left.filter(|three| english.contains(three) && !own.contains(three));
    let left = foreign(left, tag);
    assert_eq!(left, Vec::<String>::new(), "English in {tag}:\n{said}");
}
