//! Names of people and companies, as they are written in one way or another.

/// Words for the form of a company.
const FORMS: &[&str] = &[
    "ab",
    "aktiebolag",
    "publ",
    "hb",
    "kb",
    "as",
    "asa",
    "a",
    "s",
    "aps",
    "oy",
    "oyj",
    "bv",
    "nv",
    "gmbh",
    "ag",
    "kg",
    "co",
    "ltd",
    "limited",
    "llc",
    "inc",
    "sa",
    "sarl",
    "srl",
    "spa",
    "sl",
];

/// A text without what people write in one way or another: upper and lower case, and blanks.
pub(crate) fn plain_text(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Whether two texts are one but for case and blanks.
pub(crate) fn same(a: &str, b: &str) -> bool {
    plain_text(a) == plain_text(b)
}

/// Whether two names are one, in any order of their words, and with or without a company's form: "Ek Bygg" is Ek Bygg AB, and
/// "Lind, Anna" is Anna Lind.
pub(crate) fn is_same_name(one: &str, other: &str) -> bool {
    let one = words(one);
    !one.is_empty() && one == words(other)
}

/// Whether two names have a word in common.
pub(crate) fn share_a_word(one: &str, other: &str) -> bool {
    let other = words(other);
    words(one).iter().any(|word| other.contains(word))
}

/// A name's words in lower case, sorted, without a company's form.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name
        .replace('.', "")
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !FORMS.contains(word))
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words
}
