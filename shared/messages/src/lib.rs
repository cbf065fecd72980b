#![doc = include_str!("../README.md")]

mod language;

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use language::Language;

include!(concat!(env!("OUT_DIR"), "/generated.rs"));

/// What stands in a message for a variable: a number, by which languages choose their plural, or a text.
pub trait Argument {
    /// The value for Fluent.
    fn value(&self) -> FluentValue<'_>;
}

impl Argument for str {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::from(self)
    }
}

impl Argument for String {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}

impl<T: Argument + ?Sized> Argument for &T {
    fn value(&self) -> FluentValue<'_> {
        (**self).value()
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl Argument for $number {
            fn value(&self) -> FluentValue<'_> {
                FluentValue::from(*self)
            }
        })*
    };
}

numbers!(u16, u32, u64, i64, usize);

/// The messages of a language, a method each.
pub struct Messages {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Messages {
    /// Those of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        static ALL: LazyLock<[Messages; 6]> = LazyLock::new(|| Language::ALL.map(Messages::read));
        &ALL[language as usize]
    }

    /// The language they are in.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    fn read(language: Language) -> Self {
        let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The marks that keep apart text of both writing directions: these languages have one.
        bundle.set_use_isolating(false);
        // The build has read the file and refuses what is wrong with it.
        let resource = FluentResource::try_new(language.source().to_owned());
        let resource = resource.unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }

    fn format(&self, name: &'static str, values: &[(&'static str, FluentValue<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(name).and_then(|message| message.value()) else {
            return name.to_owned();
        };
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            arguments.set(*name, value.clone());
        }
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(&arguments), &mut errors)
            .into_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_message_is_there_in_every_language() {
        for language in Language::ALL {
            let messages = Messages::of(language);
            assert_eq!(messages.language(), language);
            for name in NAMES {
                let text = messages.format(name, &[]);
                assert!(!text.is_empty() && text != *name, "{name} in {}", language.tag());
            }
        }
    }

    #[test]
    fn a_count_takes_the_plural_of_the_language() {
        let english = Messages::of(Language::English);
        assert_eq!(english.replay_queued(1_u64), "1 record is queued.");
        assert_eq!(english.replay_queued(2_usize), "2 records are queued.");
        assert_eq!(
            Messages::of(Language::Swedish).replay_queued(1_u64),
            "1 post är köad."
        );
    }

    #[test]
    fn a_language_is_its_own_and_no_copy_of_english() {
        let english = Messages::of(Language::English);
        for language in Language::ALL.into_iter().skip(1) {
            let messages = Messages::of(language);
            let same: BTreeSet<&str> = NAMES
                .iter()
                .copied()
                .filter(|name| messages.format(name, &[]) == english.format(name, &[]))
                .collect();
            // Words that both languages have, such as "ms" and "webhook".
            assert!(same.len() * 6 < NAMES.len(), "{}: {same:?}", language.tag());
        }
    }

    #[test]
    fn text_of_people_stands_in_a_message_as_it_is() {
        let text = Messages::of(Language::English).record_title("{ $x } <b>");
        assert!(text.contains("{ $x } <b>"), "{text}");
    }
}
