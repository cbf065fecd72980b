//! The steps of an attempt, in a person's language: for the tool and the console.

use messages::{Language, StepMessages};
use model::{Case, StepText};

use crate::reason::ReasonWords;

/// A step for readers of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<'a> {
    /// What was done; `None` where it exists in English alone.
    pub told: Option<String>,
    /// What there is of it in English alone: all of it, as another version has stored it, or what a problem said.
    pub english: Option<&'a str>,
}

/// A step by its text in the activity log, which is English.
#[must_use]
pub fn step(text: &str, language: Language) -> Step<'_> {
    if language == Language::English {
        let told = Some(text.to_owned());
        return Step { told, english: None };
    }
    let read = model::step::read(text);
    let told = read.and_then(|read| Some((in_words(&read.cases, language)?, read.problem)));
    match told {
        Some((told, problem)) => Step {
            told: Some(told),
            english: Some(problem).filter(|problem| !problem.is_empty()),
        },
        None => Step {
            told: None,
            english: Some(text),
        },
    }
}

/// What a step that was just made says; in English where the language has no words for it.
#[must_use]
pub fn step_text(text: &StepText, language: Language) -> String {
    let told = (language != Language::English).then(|| in_words(text.cases(), language));
    told.flatten().unwrap_or_else(|| text.to_string())
}

/// What a step is about, by its word in the activity log. `None` for a word of another version.
#[must_use]
pub fn step_name(word: &str, language: Language) -> Option<String> {
    StepMessages::of(language).name(word)
}

fn in_words(cases: &[Case], language: Language) -> Option<String> {
    let (words, steps) = (ReasonWords::of(language), StepMessages::of(language));
    let case = |case| {
        let step = words.in_catalog(case, |name, with| steps.step(name, with));
        step.or_else(|| words.case(case))
    };
    let told: Option<Vec<String>> = cases.iter().map(case).collect();
    Some(told?.join("; ")).filter(|told| !told.is_empty())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use model::reason::{Kind, kind_of, words};
    use model::step::ALL;
    use model::{Named, StepName, event, reason, step};

    use super::*;
    use crate::reason::tests::{case, in_english, samples, without_variables};

    #[test]
    fn the_catalog_says_in_english_what_the_step_says() {
        for known in ALL {
            for sample in [0, 1] {
                let told = in_words(&[case(known, sample)], Language::English);
                let mut english = in_english(known, sample);
                for variable in known.variables {
                    // English tells fields by their names in the API here, as other languages do.
                    if kind_of(variable) == Kind::Fields {
                        let (stored, named) = samples(variable)[sample];
                        english = english.replace(named, &stored.replace('\n', ", "));
                    }
                }
                assert_eq!(told, Some(english), "{}", known.name);
            }
        }
    }

    #[test]
    fn every_step_has_its_text_with_all_that_it_names_in_every_language() {
        for language in Language::ALL.into_iter().skip(1) {
            let words = ReasonWords::of(language);
            for known in ALL {
                for sample in [0, 1] {
                    let case = case(known, sample);
                    let named = format!("{} in {}", known.name, language.tag());
                    let told = in_words(std::slice::from_ref(&case), language);
                    let told = told.unwrap_or_else(|| panic!("{named}"));
                    let (text, _) = without_variables(known.english);
                    let is_same = told == in_english(known, sample);
                    assert!(!is_same || !text.contains(char::is_alphabetic), "{named}");
                    for (variable, stored) in &case.with {
                        let alone = Case {
                            name: String::new(),
                            with: BTreeMap::from([(variable.clone(), stored.clone())]),
                        };
                        // "One" may be a word of the text.
                        let is_one = kind_of(variable) == Kind::Count && stored == "1";
                        let value = words.in_catalog(&alone, |_, with| {
                            StepMessages::of(Language::English).step("not-done", &[("what", with[0].1)])
                        });
                        let value = value.unwrap();
                        assert!(
                            is_one || told.contains(&value),
                            "{named}: {variable} is not in {told}"
                        );
                    }
                    let less = Case {
                        with: BTreeMap::new(),
                        ..case
                    };
                    let is_untold = in_words(&[less], language).is_none();
                    assert_eq!(is_untold, !known.variables.is_empty(), "{named}");
                }
            }
        }
    }

    #[test]
    fn every_step_is_read_back_from_its_text_as_itself() {
        for known in ALL.iter().filter(|known| known.name != "not_done") {
            for sample in [0, 1] {
                let text = in_english(known, sample);
                let read = step::read(&text).unwrap_or_else(|| panic!("{text}"));
                assert_eq!(read.cases, [case(known, sample)], "{text}");
                assert_eq!(read.problem, "", "{text}");
            }
        }
    }

    #[test]
    fn every_name_of_a_step_has_its_word_in_every_language() {
        for language in Language::ALL {
            for name in StepName::ALL {
                let word = step_name(name.as_str(), language);
                let word = word.unwrap_or_else(|| panic!("{} in {}", name.as_str(), language.tag()));
                assert!(language != Language::English || word == name.as_str());
            }
        }
    }

    fn told(text: &str) -> String {
        let told = step(text, Language::Swedish);
        assert_eq!(told.english, None, "{text}");
        told.told.unwrap()
    }

    #[test]
    fn a_step_is_told_with_its_values_in_its_readers_language() {
        let kind = Named::phrase(&event::sale_export("NO"));
        for (text, swedish) in [
            (
                step::order_read("order 1001", "799.00 SEK", Named::counted(1, "line", "lines")),
                "order 1001 lästes: 799.00 SEK, 1 rad",
            ),
            (
                step::planned(kind, Named::counted(2, "row", "rows"), "1598.00"),
                "momsfri försäljning utanför EU (NO); 2 rader; summa 1598.00",
            ),
            (
                step::customer_by_field("12", words::EMAIL_ADDRESS),
                "kund 12 via e-postadress",
            ),
            (StepText::of(&reason::customer_created("12")), "kund 12 skapades"),
            (
                step::order_written("order 7", words::PAID, "799.00 SEK"),
                "e-handelsordern skrevs: order 7: betald, 799.00 SEK",
            ),
            (
                StepText::of(&reason::deal_stays("7", words::DEAL_MOVED_FURTHER)),
                "affär 7 står kvar: en person har flyttat den vidare",
            ),
            (
                StepText::joined([
                    step::price_of_article("1", "299.00"),
                    step::line_split("shipping", "2"),
                    StepText::of(&event::and_more("3")),
                ]),
                "rad 1 för 299.00 per styck inklusive försäljningens moms, enligt artikelns pris i eAccounting; frakt har 2 \
                 fakturarader, eftersom inget à-pris ger beloppet på öret; och 3 till",
            ),
        ] {
            assert_eq!(told(text.as_str()), swedish);
            assert_eq!(step_text(&text, Language::Swedish), swedish);
            assert_eq!(step_text(&text, Language::English), text.as_str());
            let english = step(text.as_str(), Language::English);
            assert_eq!(english.told.as_deref(), Some(text.as_str()));
        }
        let fields = Named::several([("city".to_owned(), "InvoiceCity".to_owned())]);
        let updated = step::customer_fields_updated("12", fields);
        assert_eq!(told(updated.as_str()), "kund 12 uppdaterades: InvoiceCity");
    }

    #[test]
    fn what_a_problem_said_follows_in_english() {
        for (text, swedish) in [
            (step::not_done(words::NOT_PAID), "betalningen registrerades inte"),
            (step::no_contact_link(), "länken till kontakten lades inte till"),
        ] {
            let text = text.because("Bank: closed. Open it.");
            let told = step(text.as_str(), Language::Swedish);
            assert_eq!(told.told.as_deref(), Some(swedish));
            assert_eq!(told.english, Some("Bank: closed. Open it."));
        }
    }

    #[test]
    fn a_step_of_another_version_is_there_in_english_alone() {
        for text in [
            "",
            "something of its own",
            "the order was read",
            "part paid",
            "order 7",
            "deal 7 moved; something of its own",
            "the payment was lost: on its way",
            "customer 7 by its own choice",
        ] {
            let told = step(text, Language::Finnish);
            assert_eq!((told.told, told.english), (None, Some(text)));
        }
        assert_eq!(step_name("dance", Language::Finnish), None);
    }
}
