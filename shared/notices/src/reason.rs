//! A reason of the activity log in a person's language.

use messages::{Argument, CauseMessages, Language, NoticeMessages, ReasonMessages};
use model::Case;
use model::reason::{Kind, kind_of};

use crate::record;

/// A reason in a language, by its text in English and its cases. `None` where it exists in English alone: an older version has stored
/// it, or a newer one, with a case or a word that this version has no text for.
#[must_use]
pub fn reason(english: &str, cases: &[Case], language: Language) -> Option<String> {
    if language == Language::English {
        return Some(english.to_owned());
    }
    if cases.is_empty() {
        return None;
    }
    let words = ReasonWords::of(language);
    let parts: Option<Vec<String>> = cases.iter().map(|case| words.case(case)).collect();
    Some(parts?.join("; "))
}

/// What of a reason readers of a language are shown in English: all of it where it exists in English alone, and where it names a
/// problem, of which other languages tell the cause alone.
#[must_use]
pub fn reason_in_english<'a>(english: &'a str, cases: &[Case], language: Language) -> Option<&'a str> {
    let names_problem = cases
        .iter()
        .any(|case| case.with.keys().any(|name| kind_of(name) == Kind::Problem));
    let is_told = || reason(english, cases, language).is_some() && !names_problem;
    (language != Language::English && !is_told()).then_some(english)
}

/// A variable's value for its text.
enum Value {
    Text(String),
    Count(u64),
}

impl Value {
    fn argument(&self) -> &dyn Argument {
        match self {
            Self::Text(text) => text,
            Self::Count(count) => count,
        }
    }
}

/// The texts of reasons in one language, and of what they name.
struct ReasonWords {
    reasons: &'static ReasonMessages,
    causes: &'static CauseMessages,
    names: &'static NoticeMessages,
}

impl ReasonWords {
    fn of(language: Language) -> Self {
        Self {
            reasons: ReasonMessages::of(language),
            causes: CauseMessages::of(language),
            names: NoticeMessages::of(language),
        }
    }

    fn case(&self, case: &Case) -> Option<String> {
        let values = case
            .with
            .iter()
            .map(|(name, stored)| Some((name.as_str(), self.value(kind_of(name), stored)?)));
        let values: Vec<(&str, Value)> = values.collect::<Option<_>>()?;
        let with: Vec<(&str, &dyn Argument)> = values
            .iter()
            .map(|(name, value)| (*name, value.argument()))
            .collect();
        self.reasons.reason(&case.name, &with)
    }

    fn value(&self, kind: Kind, stored: &str) -> Option<Value> {
        Some(Value::Text(match kind {
            Kind::Count => return stored.parse().ok().map(Value::Count),
            Kind::AsItIs => stored.to_owned(),
            Kind::Name => self.name(stored)?,
            Kind::Stock => self.stock(stored)?,
            Kind::Changes => self.changes(stored),
            Kind::Records => self.records(stored),
            Kind::Problem => format!("{}.", self.causes.cause(stored)?),
        }))
    }

    /// A word, or a record by its kind and number; nothing where there is nothing to tell.
    fn name(&self, stored: &str) -> Option<String> {
        if stored.is_empty() {
            return Some(String::new());
        }
        self.reasons.word(stored).or_else(|| self.record(stored))
    }

    fn record(&self, stored: &str) -> Option<String> {
        // A kind may be of two words, and a number too.
        let spaces = stored.match_indices(' ').map(|(at, _)| at);
        let mut parts = spaces.map(|at| (stored[..at].replace(' ', "_"), &stored[at + 1..]));
        parts.find_map(|(kind, number)| match kind.as_str() {
            "document" => Some(self.reasons.document_of_number(number)),
            // "invoice draft 7" is no invoice.
            "invoice" if number.starts_with("draft ") => None,
            kind => record::of_kind(self.names, kind, number),
        })
    }

    /// "2 in stock, 1 low".
    fn stock(&self, stored: &str) -> Option<String> {
        let each = stored.split(", ").map(|part| match part.split_once(' ') {
            Some((count, word)) if count.parse::<u64>().is_ok() => {
                Some(format!("{count} {}", self.reasons.word(word)?))
            }
            _ => self.reasons.word(part),
        });
        Some(each.collect::<Option<Vec<String>>>()?.join(", "))
    }

    /// Fields by their names in the API, and tags and lists.
    fn changes(&self, stored: &str) -> String {
        let each = stored.lines().map(|change| {
            if let Some(tag) = change.strip_prefix("tag ") {
                return match tag.strip_suffix(" removed") {
                    Some(tag) => self.reasons.tag_removed(tag),
                    None => self.reasons.tag_added(tag),
                };
            }
            match change.strip_prefix("list ") {
                Some(list) => self.reasons.list_of_number(list),
                None => self.reasons.word(change).unwrap_or_else(|| change.to_owned()),
            }
        });
        each.collect::<Vec<_>>().join(", ")
    }

    fn records(&self, stored: &str) -> String {
        let (first, more) = stored.split_once("\n+").unwrap_or((stored, ""));
        let first = first.replace('\n', ", ");
        match more.parse::<u64>() {
            Ok(more) => self.reasons.and_more(more, first),
            Err(_) => first,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use model::reason::{self, ALL, Known, Named, words};
    use model::{Code, Problem, Reason};
    use settings::SaleState;

    use super::*;

    /// Values of a kind: as they are stored, and the same in English.
    fn samples(variable: &str) -> [(&'static str, &'static str); 2] {
        match kind_of(variable) {
            Kind::AsItIs => [("LAMP-5", "LAMP-5"), ("7", "7")],
            Kind::Count => match variable {
                "calls" => [("1", "1 call"), ("3", "3 calls")],
                "count" => [("1", "1 record"), ("3", "3 records")],
                "digests" => [("1", "1 field"), ("3", "3 fields")],
                "entries" => [("1", "1 entry"), ("3", "3 entries")],
                "jobs" => [("1", "1 job"), ("3", "3 jobs")],
                "orders" => [("1", "1 order"), ("3", "3 orders")],
                "products" => [("1", "1 product"), ("3", "3 products")],
                "quantities" => [("1", "1 quantity"), ("3", "3 quantities")],
                other => panic!("{other} has no sample"),
            },
            Kind::Name => [("invoice draft 7", "invoice draft 7"), ("part paid", "part paid")],
            Kind::Stock => [
                ("2 in stock, 1 low", "2 in stock, 1 low"),
                ("out of stock", "out of stock"),
            ],
            Kind::Changes => [
                ("InvoiceCity\naccount", "InvoiceCity\naccount"),
                ("tag VIP removed", "tag VIP removed"),
            ],
            Kind::Records => [("order:1:1", "order:1:1"), ("deal:7", "deal:7")],
            Kind::Problem => [("sku_unknown", "sku_unknown"), ("period_locked", "period_locked")],
        }
    }

    fn case(known: &Known, sample: usize) -> Case {
        let with = known
            .variables
            .iter()
            .map(|variable| ((*variable).to_owned(), samples(variable)[sample].0.to_owned()));
        Case {
            name: known.name.replace('_', "-"),
            with: with.collect(),
        }
    }

    fn told(reason: &Reason, language: Language) -> Option<String> {
        super::reason(reason, reason.cases(), language)
    }

    #[test]
    fn the_catalog_says_in_english_what_the_reason_says() {
        let catalog = ReasonMessages::of(Language::English);
        for known in ALL {
            for sample in [0, 1] {
                let name = case(known, sample).name;
                let mut english = known.english.to_owned();
                let mut values = Vec::new();
                for variable in known.variables {
                    let (stored, told) = samples(variable)[sample];
                    english = english.replace(&format!("{{{variable}}}"), told);
                    values.push(match kind_of(variable) {
                        Kind::Count => (*variable, Value::Count(stored.parse().unwrap())),
                        _ => (*variable, Value::Text(stored.to_owned())),
                    });
                }
                let with: Vec<(&str, &dyn Argument)> = values
                    .iter()
                    .map(|(name, value)| (*name, value.argument()))
                    .collect();
                assert_eq!(catalog.reason(&name, &with), Some(english), "{}", known.name);
            }
        }
    }

    #[test]
    fn every_reason_has_its_text_with_all_that_it_names_in_every_language() {
        for language in Language::ALL.into_iter().skip(1) {
            let words = ReasonWords::of(language);
            for known in ALL {
                for sample in [0, 1] {
                    let case = case(known, sample);
                    let named = format!("{} in {}", known.name, language.tag());
                    let told = words.case(&case).unwrap_or_else(|| panic!("{named}"));
                    assert_ne!(told, known.english, "{named}");
                    for (variable, stored) in &case.with {
                        let value = match words.value(kind_of(variable), stored).unwrap() {
                            Value::Text(text) => text,
                            // "One" may be a word of the text.
                            Value::Count(1) => continue,
                            Value::Count(count) => count.to_string(),
                        };
                        assert!(told.contains(&value), "{named}: {variable} is not in {told}");
                    }
                    // Another version may have stored less.
                    let less = Case {
                        with: BTreeMap::new(),
                        ..case
                    };
                    assert_eq!(
                        words.case(&less).is_none(),
                        !known.variables.is_empty(),
                        "{named}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_word_that_a_reason_holds_is_in_every_language() {
        for language in Language::ALL {
            let catalog = ReasonMessages::of(language);
            let states = SaleState::ALL.into_iter().map(SaleState::word);
            for english in words::ALL.iter().map(|word| word.as_str()).chain(states) {
                let told = catalog.word(english);
                let told = told.unwrap_or_else(|| panic!("{english} in {}", language.tag()));
                assert!(language != Language::English || told == english, "{told}");
            }
        }
    }

    #[test]
    fn a_reason_names_records_states_and_numbers_as_its_reader_does() {
        for (reason, swedish) in [
            (reason::off("orders.enabled"), "orders.enabled är av"),
            (
                reason::became("order 1001", "invoice draft 7"),
                "order 1001 blev fakturautkast 7",
            ),
            (reason::became("deal 7", "order A 12"), "affär 7 blev order A 12"),
            (
                reason::exists("sales order 5"),
                "eAccounting har den redan: kundorder 5",
            ),
            (
                reason::written("order 3", SaleState::PartPaid.word(), "799.00 SEK"),
                "ActiveCampaign har order 3: delvis betald, 799.00 SEK",
            ),
            (
                reason::stock_queued(
                    Named::counted(1, "product", "products"),
                    Named::counted(2, "job", "jobs"),
                    "2 in stock, 1 low",
                ),
                "1 produkt i kö i 2 jobb: 2 i lager, 1 snart slut",
            ),
            (
                reason::contact_updated(
                    "3",
                    words::CUSTOMER_WITHOUT_NUMBER,
                    Named::several([
                        ("city".to_owned(), "InvoiceCity".to_owned()),
                        ("tag VIP".to_owned(), "tag VIP".to_owned()),
                        ("account".to_owned(), "account".to_owned()),
                    ]),
                ),
                "kontakt 3 uppdaterades från kund utan nummer: InvoiceCity, tagg VIP, företag",
            ),
            (
                reason::change_skipped(
                    Named::problem(&Problem::new(Code::SKU_UNKNOWN, "No article.", "")),
                    "orders.on_change",
                ),
                "Ingen artikel i eAccounting har produktens artikelnummer (SKU). orders.on_change är \"skip\"",
            ),
            (
                reason::status_told("document 5", "order:1:1001", "paid"),
                "ActiveCampaign fick veta om dokument 5 av order:1:1001: betald",
            ),
            (
                Reason::joined([reason::draft(), reason::deal_deleted("7")]),
                "den är ett utkast; affär 7 togs bort i ActiveCampaign",
            ),
        ] {
            assert_eq!(
                told(&reason, Language::Swedish).as_deref(),
                Some(swedish),
                "{reason}"
            );
            assert_eq!(told(&reason, Language::English).as_deref(), Some(reason.as_str()));
        }
        let many: Vec<String> = (1..=7).map(|number| format!("order:1:{number}")).collect();
        let released = reason::released(Named::few(&many));
        assert_eq!(
            told(&released, Language::Dutch).as_deref(),
            Some("Vrijgegeven: order:1:1, order:1:2, order:1:3, order:1:4, order:1:5 en nog 2.")
        );
    }

    #[test]
    fn what_this_version_has_no_words_for_is_there_in_english_alone() {
        assert_eq!(
            told(&Reason::in_english("an older version's"), Language::Finnish),
            None
        );
        let of = |name: &str, variable: &str, value: &str| {
            let with = BTreeMap::from([(variable.to_owned(), value.to_owned())]);
            let name = name.to_owned();
            Reason::stored("a newer version's", vec![Case { name, with }])
        };
        for newer in [
            of("of-a-newer-version", "number", "7"),
            of("exists", "document", "parcel 7"),
            of("deal-stays", "why", "a reason of its own"),
            of("orders-queued", "orders", "many"),
        ] {
            assert_eq!(told(&newer, Language::Finnish), None, "{newer:?}");
        }
    }
}
