#![doc = include_str!("../README.md")]

mod language;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use language::Language;

/// The value of a message's variable: a text, or a number, which selects the language's plural form.
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

/// One language of a catalog.
struct Catalog {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Catalog {
    fn read(language: Language, source: &'static str) -> Self {
        let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks separate left-to-right from right-to-left text; all six languages are left-to-right.
        bundle.set_use_isolating(false);
        // The build has parsed the same file and fails on syntax errors.
        let resource = FluentResource::try_new(source.to_owned());
        let resource = resource.unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }

    /// A message by its name; nothing if the catalog has none of that name.
    fn find(&self, name: &str, values: &[(&'static str, FluentValue<'_>)]) -> Option<String> {
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            arguments.set(*name, value.clone());
        }
        self.find_whole(name, &arguments).map(|(text, _)| text)
    }

    /// The same, and whether it has all of its variables.
    fn find_whole(&self, name: &str, arguments: &FluentArgs<'_>) -> Option<(String, bool)> {
        let pattern = self.bundle.get_message(name)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(arguments), &mut errors);
        Some((text.into_owned(), errors.is_empty()))
    }

    /// A message by its name, where it has all of its variables.
    fn find_of(&self, name: &str, with: &[(&str, &dyn Argument)]) -> Option<String> {
        let arguments: FluentArgs<'_> = with.iter().map(|(name, value)| (*name, value.value())).collect();
        let (text, is_whole) = self.find_whole(name, &arguments)?;
        is_whole.then_some(text)
    }

    fn format(&self, name: &'static str, values: &[(&'static str, FluentValue<'_>)]) -> String {
        self.find(name, values).unwrap_or_else(|| name.to_owned())
    }
}

/// A catalog's type, with the texts of each language in the order of [`Language::ALL`], and the names of its messages.
macro_rules! catalog {
    ($name:ident, $documentation:literal, [$($source:expr),* $(,)?], [$($message:literal),* $(,)?]) => {
        #[doc = $documentation]
        pub struct $name(Catalog);

        impl $name {
            /// The texts in a language.
            #[must_use]
            pub fn of(language: Language) -> &'static Self {
                const SOURCES: [&str; 6] = [$($source),*];
                static ALL: LazyLock<[$name; 6]> = LazyLock::new(|| {
                    Language::ALL.map(|language| $name(Catalog::read(language, SOURCES[language as usize])))
                });
                &ALL[language as usize]
            }

            /// The language of the texts.
            #[must_use]
            pub fn language(&self) -> Language {
                self.0.language
            }

            /// The name of every message.
            #[allow(dead_code, reason = "but for the help's, only tests read them")]
            const NAMES: &'static [&'static str] = &[$($message),*];
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/generated.rs"));

impl ToolMessages {
    /// A record's state in a sentence, by the state's name in JSON, such as `waiting_for_vendor`. `None` for another name.
    #[must_use]
    pub fn answer(&self, state: &str, record: &str) -> Option<String> {
        let record = ("record", FluentValue::from(record));
        self.0
            .find(&format!("answer-{}", state.replace('_', "-")), &[record])
    }
}

impl CauseMessages {
    /// What an error code such as `sku_unknown` means, in a few words without a period. `None` if the code has no text.
    #[must_use]
    pub fn cause(&self, code: &str) -> Option<String> {
        self.0.find(&code.replace('_', "-"), &[])
    }

    /// What to do about an error code, in one or two sentences. `None` if the code has no text.
    #[must_use]
    pub fn remedy(&self, code: &str) -> Option<String> {
        self.0.find(&format!("{}-remedy", code.replace('_', "-")), &[])
    }

    /// What to do about a case of an error code, with what it names by variable. `None` if the case has no text, or names too
    /// little for it: another version may have stored it.
    #[must_use]
    pub fn remedy_of_case<'a>(
        &self,
        code: &str,
        case: &str,
        with: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Option<String> {
        let arguments: FluentArgs<'_> = with.into_iter().collect();
        let name = format!("{}-{case}-remedy", code.replace('_', "-"));
        let (text, is_whole) = self.0.find_whole(&name, &arguments)?;
        is_whole.then_some(text)
    }
}

impl EventMessages {
    /// What happened, by the text's name, with what it names by variable. `None` if there is no such text, or if it names too little
    /// for it: another version may have stored it.
    #[must_use]
    pub fn event(&self, name: &str, with: &[(&str, &dyn Argument)]) -> Option<String> {
        self.0.find_of(name, with)
    }
}

impl ReasonMessages {
    /// A reason by its name, with what it names by variable. `None` if the reason has no text, or names too little for it: another
    /// version may have stored it.
    #[must_use]
    pub fn reason(&self, name: &str, with: &[(&str, &dyn Argument)]) -> Option<String> {
        self.0.find_of(name, with)
    }

    /// What a reason's variable holds, by its English: "part paid". `None` if it is no such word.
    #[must_use]
    pub fn word(&self, english: &str) -> Option<String> {
        let is_part = |c: char| c.is_ascii_alphanumeric();
        let parts = english.split(|c| !is_part(c)).filter(|part| !part.is_empty());
        let name: Vec<String> = parts.map(str::to_ascii_lowercase).collect();
        self.0.find(&format!("word-{}", name.join("-")), &[])
    }
}

impl StepMessages {
    /// A step by its text's name, with what it names by variable. `None` if there is no such text, or if it names too little for it:
    /// another version may have stored it.
    #[must_use]
    pub fn step(&self, name: &str, with: &[(&str, &dyn Argument)]) -> Option<String> {
        self.0.find_of(name, with)
    }

    /// What a step is about, by its word in English: "payment". `None` if it is no such word.
    #[must_use]
    pub fn name(&self, english: &str) -> Option<String> {
        self.0.find(&format!("name-{english}"), &[])
    }
}

impl HelpMessages {
    /// A text of the help by its English, as a command or an option has it. `None` if there is no such text.
    #[must_use]
    pub fn told(&self, english: &str) -> Option<String> {
        let name = Self::names().get(english)?;
        self.0.find(name, &[])
    }

    /// Every text in English.
    pub fn english() -> impl Iterator<Item = &'static str> {
        Self::names().keys().map(String::as_str)
    }

    /// The names of the texts by their English.
    fn names() -> &'static BTreeMap<String, &'static str> {
        static NAMES: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
            let english = &HelpMessages::of(Language::English).0;
            let of = |name: &&'static str| (english.format(name, &[]), *name);
            HelpMessages::NAMES.iter().map(of).collect()
        });
        &NAMES
    }
}

impl DoctorMessages {
    /// What a check looks at, by its code such as `fiscal_year`. `None` if there is no such check.
    #[must_use]
    pub fn title(&self, check: &str) -> Option<String> {
        self.0.find(&check.replace('_', "-"), &[])
    }

    /// What a finding of a check means. `None` if there is no such check.
    #[must_use]
    pub fn finding(&self, check: &str) -> Option<String> {
        self.0.find(&format!("{}-finding", check.replace('_', "-")), &[])
    }

    /// What to do about a finding of a check. `None` if there is no such check.
    #[must_use]
    pub fn remedy(&self, check: &str) -> Option<String> {
        self.0.find(&format!("{}-do", check.replace('_', "-")), &[])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every message of every catalog in a language, by catalog and name.
    fn all(language: Language) -> Vec<(String, String)> {
        let catalogs = [
            ("causes", &CauseMessages::of(language).0, CauseMessages::NAMES),
            (
                "commands",
                &CommandMessages::of(language).0,
                CommandMessages::NAMES,
            ),
            ("console", &Messages::of(language).0, Messages::NAMES),
            ("doctor", &DoctorMessages::of(language).0, DoctorMessages::NAMES),
            ("events", &EventMessages::of(language).0, EventMessages::NAMES),
            ("help", &HelpMessages::of(language).0, HelpMessages::NAMES),
            ("notices", &NoticeMessages::of(language).0, NoticeMessages::NAMES),
            ("reasons", &ReasonMessages::of(language).0, ReasonMessages::NAMES),
            (
                "reconcile",
                &ReconcileMessages::of(language).0,
                ReconcileMessages::NAMES,
            ),
            ("setup", &SetupMessages::of(language).0, SetupMessages::NAMES),
            ("steps", &StepMessages::of(language).0, StepMessages::NAMES),
            ("tool", &ToolMessages::of(language).0, ToolMessages::NAMES),
        ];
        let mut texts = Vec::new();
        for (catalog, messages, names) in catalogs {
            assert_eq!(messages.language, language);
            for name in names {
                texts.push((format!("{catalog}/{name}"), messages.format(name, &[])));
            }
        }
        texts
    }

    #[test]
    fn every_message_is_there_in_every_language() {
        for language in Language::ALL {
            for (name, text) in all(language) {
                assert!(
                    !text.is_empty() && !name.ends_with(&format!("/{text}")),
                    "{name} in {}",
                    language.tag()
                );
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

    /// The variables of a text that stand before a word, such as `{ $count } orders`, though they count what the word names.
    fn counted(text: &str) -> Vec<String> {
        const COUNTS: [&str; 9] = [
            "agreeing", "attempts", "causes", "count", "days", "matched", "records", "sales", "seconds",
        ];
        let parts = text.split("{ $").skip(1);
        parts
            .filter_map(|part| {
                let (name, after) = part.split_once(" } ")?;
                let word = after.split_whitespace().next()?;
                let is_plural = word.chars().all(char::is_alphabetic) && word.ends_with('s') && word != "is";
                (COUNTS.contains(&name) && is_plural).then(|| format!("{name} {word}"))
            })
            .collect()
    }

    #[test]
    fn a_text_that_counts_things_has_a_form_for_one() {
        assert_eq!(counted("of { $count } orders agree"), ["count orders"]);
        let locales = concat!(env!("CARGO_MANIFEST_DIR"), "/locales");
        let mut wrong = Vec::new();
        for catalog in std::fs::read_dir(locales).unwrap() {
            let file = catalog.unwrap().path().join("en.ftl");
            for line in std::fs::read_to_string(&file).unwrap().lines() {
                // A message of one line; the forms of others are lines of their own. "At least" is never of one.
                let is_one_line = line.contains(" = ") && !line.ends_with("->");
                if is_one_line && !line.to_lowercase().contains("at least") && !line.contains("or more") {
                    wrong.extend(counted(line).into_iter().map(|what| format!("{what}: {line}")));
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
        let one = ReconcileMessages::of(Language::English).orders_agree(1_usize, 1_usize);
        assert_eq!(one, "1 of 1 order agrees.");
    }

    #[test]
    fn no_language_repeats_the_english_texts() {
        let english = all(Language::English);
        for language in Language::ALL.into_iter().skip(1) {
            let texts = all(language);
            let same: BTreeSet<&str> = texts
                .iter()
                .zip(&english)
                .filter(|(text, english)| text == english)
                .map(|((name, _), _)| name.as_str())
                .collect();
            // Words that both languages have, such as "ms" and "webhook".
            assert!(same.len() * 8 < english.len(), "{}: {same:?}", language.tag());
            // A whole sentence that is the same was not translated.
            for (name, text) in texts.iter().filter(|(name, _)| same.contains(name.as_str())) {
                let words = text
                    .split(' ')
                    .filter(|word| word.chars().all(char::is_alphabetic));
                assert!(words.count() < 4, "{name} in {}: {text}", language.tag());
            }
        }
    }

    #[test]
    fn a_thing_has_one_word_in_each_language() {
        // Each a second word for a thing that has another one.
        let second_words = [
            (Language::Dutch, "bestelling"),
            (Language::Dutch, "zandbak"),
            (Language::Dutch, "logboek"),
            (Language::Dutch, "creditnota"),
            (Language::Dutch, " u "),
            (Language::Dutch, " uw "),
            (Language::Dutch, "betalingsconditie"),
            (Language::Dutch, "leverancier"),
            (Language::Swedish, "beställning"),
            (Language::Swedish, "testmiljö"),
            (Language::Swedish, "kreditnota"),
            (Language::Swedish, "koppling"),
            (Language::Swedish, "leverantör"),
            (Language::Swedish, "driftsättning"),
            (Language::Norwegian, "bestilling"),
            (Language::Norwegian, "testmiljø"),
            (Language::Norwegian, "pålogging"),
            (Language::Norwegian, "kreditfaktura"),
            (Language::Norwegian, "utrulling"),
            (Language::Norwegian, "leverandør"),
            (Language::Norwegian, "fakturautkast"),
            (Language::Finnish, "testiympärist"),
            (Language::Finnish, "verkkokauppayhte"),
            (Language::Finnish, "aikataulu"),
            (Language::Finnish, "toimittaja"),
            (Language::Finnish, "asiakastunnus"),
            (Language::Finnish, "artikkeli"),
            (Language::Spanish, " abono"),
            (Language::Spanish, "nota de crédito"),
            (Language::Spanish, "abone"),
            (Language::Spanish, "negocio"),
            (Language::Spanish, "despliegue"),
            (Language::Spanish, "proveedor"),
        ];
        for (language, word) in second_words {
            for (name, text) in all(language) {
                assert!(!text.to_lowercase().contains(word), "{name}: {text}");
            }
        }
    }

    #[test]
    fn every_language_names_the_same_commands_and_settings() {
        let named = |text: &str| -> BTreeSet<String> {
            text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
        };
        let english = all(Language::English);
        for language in Language::ALL.into_iter().skip(1) {
            for ((name, text), (_, english)) in all(language).iter().zip(&english) {
                assert_eq!(
                    named(text),
                    named(english),
                    "{name} in {}: {text}",
                    language.tag()
                );
            }
        }
    }

    #[test]
    fn text_of_people_stands_in_a_message_as_it_is() {
        let text = Messages::of(Language::English).record_of_connection("1", "{ $x } <b>");
        assert!(text.contains("{ $x } <b> (connection 1)"), "{text}");
    }
}
