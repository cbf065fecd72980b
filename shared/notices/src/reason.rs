//! A reason of the activity log, and what happened to a record that failed, in a person's language.

use engine::capitalized;
use messages::{Argument, CauseMessages, EventMessages, Language, NoticeMessages, ReasonMessages};
use model::reason::{Kind, kind_of};
use model::{Case, Problem};

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
    ReasonWords::of(language).phrases(cases, "; ")
}

/// What happened to a record that failed, in another language than English. `None` in English, which the problem's message is, and
/// where that exists in English alone.
#[must_use]
pub fn event(problem: &Problem, language: Language) -> Option<String> {
    let is_told = language != Language::English && !problem.event.is_empty();
    is_told.then(|| ReasonWords::of(language).sentences(&problem.event))?
}

/// What of a reason readers of a language are shown in English: all of it where it exists in English alone, and where it names a
/// problem, of which other languages tell the cause alone.
#[must_use]
pub fn reason_in_english<'a>(english: &'a str, cases: &[Case], language: Language) -> Option<&'a str> {
    let is_code = |(name, stored): (&String, &String)| kind_of(name) == Kind::Problem && !is_told(stored);
    let names_problem = cases.iter().any(|case| case.with.iter().any(is_code));
    let is_told = || reason(english, cases, language).is_some() && !names_problem;
    (language != Language::English && !is_told()).then_some(english)
}

/// Whether a variable holds texts with values of their own.
fn is_told(stored: &str) -> bool {
    stored.starts_with('[')
}

/// The texts that a variable holds.
fn cases_in(stored: &str) -> Option<Vec<Case>> {
    serde_json::from_str(stored).ok()
}

/// A variable's value for its text.
pub(crate) enum Value {
    Text(String),
    Count(u64),
}

impl Value {
    pub(crate) fn argument(&self) -> &dyn Argument {
        match self {
            Self::Text(text) => text,
            Self::Count(count) => count,
        }
    }
}

/// The texts of reasons in one language, and of what they name.
pub(crate) struct ReasonWords {
    events: &'static EventMessages,
    reasons: &'static ReasonMessages,
    causes: &'static CauseMessages,
    names: &'static NoticeMessages,
}

impl ReasonWords {
    pub(crate) fn of(language: Language) -> Self {
        Self {
            events: EventMessages::of(language),
            reasons: ReasonMessages::of(language),
            causes: CauseMessages::of(language),
            names: NoticeMessages::of(language),
        }
    }

    pub(crate) fn case(&self, case: &Case) -> Option<String> {
        self.in_catalog(case, |name, with| {
            let event = self.events.event(name, with);
            event.or_else(|| self.reasons.reason(name, with))
        })
    }

    /// A case as a catalog tells it, by its name and its values.
    pub(crate) fn in_catalog(
        &self,
        case: &Case,
        told: impl FnOnce(&str, &[(&str, &dyn Argument)]) -> Option<String>,
    ) -> Option<String> {
        let values = case
            .with
            .iter()
            .map(|(name, stored)| Some((name.as_str(), self.value(kind_of(name), stored)?)));
        let values: Vec<(&str, Value)> = values.collect::<Option<_>>()?;
        let with: Vec<(&str, &dyn Argument)> = values
            .iter()
            .map(|(name, value)| (*name, value.argument()))
            .collect();
        told(&case.name, &with)
    }

    /// Texts one after another. One that begins with a record's name begins with a capital.
    fn sentences(&self, cases: &[Case]) -> Option<String> {
        let sentence = |case: &Case| {
            let told = self.case(case)?;
            let names = case.with.iter().filter(|(name, _)| {
                let kind = kind_of(name);
                kind == Kind::Name || matches!(kind, Kind::Phrases(_))
            });
            let begins = names
                .filter_map(|(name, stored)| match self.value(kind_of(name), stored)? {
                    Value::Text(text) if !text.is_empty() => Some(told.starts_with(&text)),
                    _ => None,
                })
                .any(|begins| begins);
            Some(if begins { capitalized(&told) } else { told })
        };
        let told: Option<Vec<String>> = cases.iter().map(sentence).collect();
        Some(told?.join(" "))
    }

    /// Parts of a text.
    fn phrases(&self, cases: &[Case], separator: &str) -> Option<String> {
        let told: Option<Vec<String>> = cases.iter().map(|case| self.case(case)).collect();
        Some(told?.join(separator))
    }

    fn value(&self, kind: Kind, stored: &str) -> Option<Value> {
        Some(Value::Text(match kind {
            Kind::Count => return stored.parse().ok().map(Value::Count),
            Kind::AsItIs => stored.to_owned(),
            Kind::Name => self.name(stored)?,
            Kind::Stock => self.stock(stored)?,
            Kind::Changes => self.changes(stored),
            Kind::Fields => stored.replace('\n', ", "),
            Kind::Records => self.records(stored),
            Kind::Rows => self.rows(stored)?,
            Kind::Phrases(separator) => self.phrases(&cases_in(stored)?, separator)?,
            Kind::Event => self.sentences(&cases_in(stored)?)?,
            Kind::Problem if is_told(stored) => self.sentences(&cases_in(stored)?)?,
            Kind::Problem => format!("{}.", self.causes.cause(stored)?),
        }))
    }

    /// A word, or a record or a row by its kind and number; nothing where there is nothing to tell.
    fn name(&self, stored: &str) -> Option<String> {
        if stored.is_empty() {
            return Some(String::new());
        }
        let word = self.reasons.word(stored);
        word.or_else(|| self.record(stored)).or_else(|| self.row(stored))
    }

    /// A row of a document, by what it comes from.
    fn row(&self, stored: &str) -> Option<String> {
        match stored.split_once(' ') {
            Some(("line", number)) => Some(self.reasons.row_of_line(number)),
            Some(("discount", number)) => Some(self.reasons.row_of_discount(number)),
            _ => None,
        }
    }

    /// "line 1 100.00, shipping 49.00 and 3 more".
    fn rows(&self, stored: &str) -> Option<String> {
        let (rows, more) = stored.split_once("\n+").unwrap_or((stored, ""));
        let rows = rows.lines().map(|row| {
            let (row, amount) = row.rsplit_once(' ')?;
            Some(format!("{} {amount}", self.name(row)?))
        });
        let rows = rows.collect::<Option<Vec<String>>>()?.join(", ");
        Some(match more.parse::<u64>() {
            Ok(more) => self.reasons.and_more(more, rows),
            Err(_) => rows,
        })
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
pub(crate) mod tests {
    use std::collections::BTreeMap;

    use model::reason::{self, Known, Named, words};
    use model::{Code, Problem, Reason, event, step};
    use settings::SaleState;

    use super::*;

    fn all() -> impl Iterator<Item = &'static Known> {
        reason::ALL.iter().chain(event::ALL)
    }

    /// Values of a kind: as they are stored, and the same in English.
    pub(crate) fn samples(variable: &str) -> [(&'static str, &'static str); 2] {
        match kind_of(variable) {
            Kind::AsItIs => [("LAMP-5", "LAMP-5"), ("7", "7")],
            Kind::Count => match variable {
                "article_count" => [("1", "1 article"), ("3", "3 articles")],
                "calls" => [("1", "1 call"), ("3", "3 calls")],
                "cents" => [("1", "1 cent"), ("3", "3 cents")],
                "count" => [("1", "1 record"), ("3", "3 records")],
                "digests" => [("1", "1 field"), ("3", "3 fields")],
                "entries" => [("1", "1 entry"), ("3", "3 entries")],
                "jobs" => [("1", "1 job"), ("3", "3 jobs")],
                "line_count" => [("1", "1 line"), ("3", "3 lines")],
                "orders" => [("1", "1 order"), ("3", "3 orders")],
                "products" => [("1", "1 product"), ("3", "3 products")],
                "quantities" => [("1", "1 quantity"), ("3", "3 quantities")],
                "row_count" => [("1", "1 row"), ("3", "3 rows")],
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
            Kind::Fields => [("InvoiceCity\nVatNumber", "city, VAT number"), ("Name", "name")],
            Kind::Records => [("order:1:1", "order:1:1"), ("deal:7", "deal:7")],
            Kind::Rows => [
                ("line 1 100.00\nshipping 49.00", "line 1 100.00, shipping 49.00"),
                (
                    "an amount in no line 5.00\n+3",
                    "an amount in no line 5.00, and 3 more",
                ),
            ],
            Kind::Phrases(_) => [
                (
                    r#"[{"name":"sale-export","with":{"country":"NO"}}]"#,
                    "a VAT-free sale outside the EU (NO)",
                ),
                (
                    r#"[{"name":"sku-on-line","with":{"line":"1","sku":"LAMP"}}]"#,
                    "LAMP on line 1",
                ),
            ],
            Kind::Event => [
                (
                    r#"[{"name":"email-waits"}]"#,
                    "it waits until a person has checked the document.",
                ),
                (
                    r#"[{"name":"not-there","with":{"record":"order 7"}}]"#,
                    "ActiveCampaign has no order 7.",
                ),
            ],
            Kind::Problem => [("sku_unknown", "sku_unknown"), ("period_locked", "period_locked")],
        }
    }

    pub(crate) fn case(known: &Known, sample: usize) -> Case {
        let with = known
            .variables
            .iter()
            .map(|variable| ((*variable).to_owned(), samples(variable)[sample].0.to_owned()));
        Case {
            name: known.name.replace('_', "-"),
            with: with.collect(),
        }
    }

    /// A text in English with the samples of its variables.
    pub(crate) fn in_english(known: &Known, sample: usize) -> String {
        let mut english = known.english.to_owned();
        for variable in known.variables {
            english = english.replace(&format!("{{{variable}}}"), samples(variable)[sample].1);
        }
        english
    }

    /// The words of a text, and its variables.
    pub(crate) fn without_variables(english: &str) -> (String, Vec<&str>) {
        let mut parts = english.split('{');
        let first = parts.next().unwrap_or_default().to_owned();
        let parts = parts.filter_map(|part| part.split_once('}'));
        let (variables, words): (Vec<&str>, Vec<&str>) = parts.unzip();
        (first + &words.concat(), variables)
    }

    fn told(reason: &Reason, language: Language) -> Option<String> {
        super::reason(reason, reason.cases(), language)
    }

    #[test]
    fn the_catalog_says_in_english_what_the_reason_says() {
        let reasons = ReasonMessages::of(Language::English);
        let events = EventMessages::of(Language::English);
        for known in all() {
            for sample in [0, 1] {
                let name = case(known, sample).name;
                let english = in_english(known, sample);
                let mut values = Vec::new();
                for variable in known.variables {
                    let (stored, told) = samples(variable)[sample];
                    values.push(match kind_of(variable) {
                        Kind::Count => (*variable, Value::Count(stored.parse().unwrap())),
                        _ => (*variable, Value::Text(told.to_owned())),
                    });
                }
                let with: Vec<(&str, &dyn Argument)> = values
                    .iter()
                    .map(|(name, value)| (*name, value.argument()))
                    .collect();
                let told = events
                    .event(&name, &with)
                    .or_else(|| reasons.reason(&name, &with));
                assert_eq!(told, Some(english), "{}", known.name);
            }
        }
    }

    #[test]
    fn every_reason_has_its_text_with_all_that_it_names_in_every_language() {
        for language in Language::ALL.into_iter().skip(1) {
            let words = ReasonWords::of(language);
            for known in all() {
                for sample in [0, 1] {
                    let case = case(known, sample);
                    let named = format!("{} in {}", known.name, language.tag());
                    let told = words.case(&case).unwrap_or_else(|| panic!("{named}"));
                    let (text, _) = without_variables(known.english);
                    let is_same = told == in_english(known, sample);
                    assert!(!is_same || !text.contains(char::is_alphabetic), "{named}");
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
            for english in words::ALL.iter().map(|word| word.as_str()) {
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
                "den är redan skickad: kundorder 5",
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
                "ActiveCampaign informerades om dokument 5 av order:1:1001: betald",
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
    fn no_text_has_the_name_of_another_and_each_names_its_variables_once_declared() {
        for known in event::ALL.iter().chain(step::ALL) {
            let is_it = |other: &&Known| other.name == known.name;
            let others = all().chain(step::ALL).filter(is_it);
            assert_eq!(others.count(), 1, "{} twice", known.name);
            let (_, mut named) = without_variables(known.english);
            let mut declared = known.variables.to_vec();
            named.sort_unstable();
            named.dedup();
            declared.sort_unstable();
            assert_eq!(named, declared, "{}", known.name);
        }
    }

    #[test]
    fn what_happened_is_told_with_its_values_in_the_readers_language() {
        let problem = |message: Reason| Problem::new(Code::TOTAL_MISMATCH, message, "");
        let listing = Named::rows(
            [
                ("line 1".to_owned(), "1000.00".to_owned()),
                ("shipping".to_owned(), "225.00".to_owned()),
            ],
            1,
        );
        let parts = event::parts_differ(
            "1007",
            "1250.00 SEK",
            "1225.00 SEK",
            words::PER_PIECE_WITH_VAT,
            listing,
        );
        let english = "Order 1007 has a total of 1250.00 SEK, but its parts sum to 1225.00 SEK (prices per piece with VAT): line 1 \
                       1000.00, shipping 225.00, and 1 more. It does without the shipping of 225.00 SEK.";
        let parts = Reason::sentences([parts, event::fits_without_shipping("225.00 SEK")]);
        assert_eq!(parts, english);
        let abroad = event::no_account(
            "LAMP",
            "Varor 25 %",
            words::OSS,
            Named::phrase(&event::sale_eu_private_oss("DE")),
        );
        let of_order = event::of_record(Named::first("order 1001"), Named::phrase(&abroad));
        let step = event::step_failed(words::NOT_PAID, Named::phrase(&event::no_quote("7")));
        let steps = Named::phrases(" Also, ", &[step.clone(), step]);
        for (message, swedish) in [
            (
                parts,
                "Order 1007 har summan 1250.00 SEK, men dess delar ger 1225.00 SEK (priser per styck med moms): rad 1 1000.00, frakt \
                 225.00 och 1 till. Det stämmer utan frakten på 225.00 SEK.",
            ),
            (
                of_order,
                "Order 1001: Artikel LAMP har artikelkonteringen \"Varor 25 %\", som saknar konto för försäljning enligt OSS; ordern är \
                 försäljning till en privatperson i EU (DE) enligt One Stop Shop.",
            ),
            (
                event::changed_after(
                    Named::first("deal 7"),
                    words::IN_ACTIVECAMPAIGN,
                    "invoice draft 9",
                ),
                "Affär 7 ändrades i ActiveCampaign efter att fakturautkast 9 skapades i eAccounting.",
            ),
            (
                event::follow_up_failed(Named::first("order 1001"), "invoice 5", steps),
                "Order 1001 blev faktura 5, men allt som följer på det gjordes inte. Betalningen registrerades inte: eAccounting har \
                 ingen offert 7. Betalningen registrerades inte: eAccounting har ingen offert 7.",
            ),
        ] {
            let problem = problem(message);
            assert_eq!(
                super::event(&problem, Language::Swedish).as_deref(),
                Some(swedish),
                "{problem}"
            );
            // English is the message itself.
            assert_eq!(super::event(&problem, Language::English), None);
            let stored = serde_json::to_string(&problem).unwrap();
            let read: Problem = serde_json::from_str(&stored).unwrap();
            assert_eq!(read, problem);
        }
        // An older version has stored the message alone, and one of several parts may exist in English alone.
        let older = problem("Order 1007 has a total of its own.".into());
        assert_eq!(super::event(&older, Language::Swedish), None);
        let english_part = Named::phrase(&"something of its own".into());
        let mixed = problem(event::of_record("order 7", english_part));
        assert_eq!(super::event(&mixed, Language::Swedish), None);
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
