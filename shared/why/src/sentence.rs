use std::fmt;
use std::ops::Deref;

use messages::{Language, ToolMessages};
use model::Problem;
use serde::{Serialize, Serializer};

/// A sentence of an answer, in every language that people read. In JSON it is English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    english: String,
    /// The others in the order of [`Language::ALL`]; none of what is stored in English, or comes from a vendor.
    others: Option<[String; 5]>,
}

impl Sentence {
    /// A sentence that exists in English alone.
    #[must_use]
    pub fn english(text: impl Into<String>) -> Self {
        Self {
            english: text.into(),
            others: None,
        }
    }

    /// A sentence of the catalogs.
    pub(crate) fn of(make: impl Fn(&ToolMessages) -> String) -> Self {
        Self::in_each(|language| make(ToolMessages::of(language)))
    }

    /// A sentence that every language has.
    #[must_use]
    pub fn in_each(make: impl Fn(Language) -> String) -> Self {
        let [english, sv, nb, nl, fi, es] = Language::ALL.map(make);
        Self {
            english,
            others: Some([sv, nb, nl, fi, es]),
        }
    }

    /// A problem's remedy: in English its own, in the other languages that of its case or code.
    pub(crate) fn remedy(problem: &Problem) -> Self {
        Self::of(|text| {
            let remedy = notices::remedy(problem, text.language());
            remedy.unwrap_or_else(|| problem.remedy.clone())
        })
    }

    /// The sentence in a language; `None` if it exists in English alone, and another one is asked for.
    #[must_use]
    pub fn in_language(&self, language: Language) -> Option<&str> {
        let at = Language::ALL.iter().position(|other| *other == language)?;
        match (at.checked_sub(1), &self.others) {
            (None, _) => Some(&self.english),
            (Some(at), Some(others)) => others.get(at).map(String::as_str),
            (Some(_), None) => None,
        }
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english)
    }
}

impl Serialize for Sentence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.english)
    }
}

/// What a problem is: what happened, or in a language that has no words for that, what its code means.
pub(crate) fn cause(problem: &Problem, text: &ToolMessages) -> String {
    notices::what_happened(problem, text.language()).0
}

/// Its English text.
impl Deref for Sentence {
    type Target = str;

    fn deref(&self) -> &str {
        &self.english
    }
}

impl PartialEq<&str> for Sentence {
    fn eq(&self, other: &&str) -> bool {
        self.english == *other
    }
}
