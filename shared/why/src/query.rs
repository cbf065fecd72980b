//! What a person names a record by: the one grammar of the tool's commands and the console's search.

use std::fmt;
use std::str::FromStr;

use model::{Code, Email, Problem, Source};
use uuid::Uuid;

/// The longest text that is read.
const LONGEST: usize = 200;

/// The forms there are, for messages.
pub const FORMS: &str = "Name it as messages do (order:1:1001, deal:7, contact:3, account:2, quote:ID), by kind and number (order 1001, \
                         invoice 1042, sales-order 1042, quote 1042, customer 1001, article LAMP), by the number alone of an order or \
                         document (1001), by a contact's e-mail address (anna@example.com), or by first and last name (\"Anna \
                         Svensson\").";

/// The most words of a name.
const MOST_WORDS: usize = 6;

/// What a person names a record by. Kinds of records are read in any case, with a colon or a space after them, and
/// `sales-order` is `sales_order`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// A record by its id, as messages name it.
    Record(Source),
    /// A shop's order by the shop's id or number, on any connection.
    Order(String),
    /// A contact by its e-mail address.
    Person(Email),
    /// A person or company by its name.
    Named(Name),
    /// A record of eAccounting by its number.
    Numbered(Numbered, String),
    /// The number of a shop's order or of a document in eAccounting.
    Number(String),
}

/// A person's or company's name, as somebody typed it. Its `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Name(Vec<String>);

impl Name {
    /// Its words.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// Words that may be a name: each that is a number needs two others.
    fn of(text: &str, fewest: usize) -> Result<Self, NoRecord> {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let is_other = |c: char| c == ':' || c == '@' || c == '#';
        let with_letters = words
            .iter()
            .filter(|word| word.contains(char::is_alphabetic))
            .count();
        let is_name = with_letters >= fewest
            && words.len() <= MOST_WORDS
            && !text.contains(is_other)
            && !words.iter().any(|word| Query::is_kind(word));
        match is_name {
            true => Ok(Self(words)),
            false => Err(NoRecord),
        }
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Name(…)")
    }
}

/// A kind of record that people know by its number in eAccounting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbered {
    /// An article.
    Article,
    /// A customer.
    Customer,
    /// An invoice.
    Invoice,
    /// A quote.
    Quote,
    /// An order.
    SalesOrder,
}

impl Numbered {
    /// The kind in eAccounting's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Customer => "customer",
            Self::Invoice => "invoice",
            Self::Quote => "quote",
            Self::SalesOrder => "order",
        }
    }
}

/// The text names no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRecord;

impl From<NoRecord> for Problem {
    fn from(_: NoRecord) -> Self {
        let told =
            "This names no record. A person or company is found by the e-mail address, or by the name.";
        Self::new(Code::INPUT_INVALID, told, FORMS)
    }
}

impl Query {
    /// Whether a word is a kind of record, so that its number or id follows.
    #[must_use]
    pub fn is_kind(word: &str) -> bool {
        kind_of(word).is_some()
    }

    /// The number of an article that a text may be where nothing else has it as a name or number.
    pub(crate) fn article_number(&self) -> Option<String> {
        match self {
            Self::Named(name) => Some(name.words().join(" ")),
            Self::Number(number) => Some(number.clone()),
            Self::Record(_) | Self::Order(_) | Self::Person(_) | Self::Numbered(..) => None,
        }
    }

    /// The record that a text names by its id, as messages and addresses of pages do.
    ///
    /// # Errors
    /// When it names nothing, or names it in another way. eAccounting's ids are GUIDs: another text can't be asked for there.
    pub fn record(text: &str) -> Result<Source, NoRecord> {
        match text.parse()? {
            Self::Record(source) => Ok(source),
            _ => Err(NoRecord),
        }
    }

    /// What a search means by a text. A word alone, which a command that acts on records takes for a typing mistake, is a name
    /// here.
    ///
    /// # Errors
    /// When it names nothing.
    pub fn sought(text: &str) -> Result<Self, NoRecord> {
        text.parse()
            .or_else(|no_record| match text.split_whitespace().count() {
                1 if text.chars().count() <= LONGEST => Name::of(text, 1).map(Self::Named),
                _ => Err(no_record),
            })
    }
}

impl FromStr for Query {
    type Err = NoRecord;

    fn from_str(text: &str) -> Result<Self, NoRecord> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > LONGEST || text.chars().any(char::is_control) {
            return Err(NoRecord);
        }
        let is_end = |c: char| c == ':' || c.is_whitespace();
        match text.split_once(is_end) {
            Some((word, id)) => match kind_of(word) {
                Some(kind) => of_kind(kind, id.trim()),
                None => Name::of(text, 2).map(Query::Named),
            },
            None => alone(text),
        }
    }
}

/// A kind as records' names have it.
fn kind_of(word: &str) -> Option<&'static str> {
    const KINDS: [&str; 10] = [
        "contact",
        "account",
        "order",
        "deal",
        "quote",
        "sales_order",
        "invoice",
        "customer",
        "article",
        "stock",
    ];
    let word = word.to_lowercase().replace('-', "_");
    KINDS.into_iter().find(|kind| *kind == word)
}

/// A text without a kind.
fn alone(text: &str) -> Result<Query, NoRecord> {
    if text.contains('@') {
        return text.parse().map(Query::Person).map_err(|_| NoRecord);
    }
    let number = without_sign(text);
    // A word without a digit is a kind without its number, or a typing mistake.
    match number.contains(|c: char| c.is_ascii_digit()) {
        true => Ok(Query::Number(number.to_owned())),
        false => Err(NoRecord),
    }
}

fn of_kind(kind: &str, id: &str) -> Result<Query, NoRecord> {
    let is_number = |id: &str| id.parse::<i64>().is_ok();
    let is_text = |id: &str| id.parse::<Uuid>().is_err() && !id.is_empty();
    let numbered = |kind, number: &str| Ok(Query::Numbered(kind, number.to_owned()));
    let number = without_sign(id);
    match kind {
        "contact" if id.contains('@') => id.parse().map(Query::Person).map_err(|_| NoRecord),
        // ActiveCampaign's ids are numbers.
        "contact" if !id.contains(|c: char| c.is_ascii_digit()) => Name::of(id, 1).map(Query::Named),
        // An order's id without a connection.
        "order" if !id.contains(':') && !number.is_empty() => Ok(Query::Order(number.to_owned())),
        "invoice" if is_number(number) => numbered(Numbered::Invoice, number),
        "sales_order" if is_number(number) => numbered(Numbered::SalesOrder, number),
        "quote" if is_number(number) => numbered(Numbered::Quote, number),
        "invoice" | "sales_order" | "quote" if id.parse::<Uuid>().is_err() => Err(NoRecord),
        "customer" if is_text(id) => numbered(Numbered::Customer, id),
        "article" if is_text(id) => numbered(Numbered::Article, id),
        "contact" | "account" | "deal" => format!("{kind}:{number}")
            .parse()
            .map(Query::Record)
            .map_err(|_| NoRecord),
        _ => format!("{kind}:{id}")
            .parse()
            .map(Query::Record)
            .map_err(|_| NoRecord),
    }
}

/// A number as people write it, without the sign before it.
fn without_sign(text: &str) -> &str {
    text.strip_prefix('#').unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e";

    fn record(text: &str) -> Query {
        Query::Record(text.parse().unwrap())
    }

    fn named(words: &[&str]) -> Query {
        Query::Named(Name(words.iter().map(|word| (*word).to_owned()).collect()))
    }

    fn numbered(kind: Numbered, number: &str) -> Query {
        Query::Numbered(kind, number.to_owned())
    }

    #[test]
    fn a_record_is_read_in_every_form_that_people_write() {
        let order = || Query::Order("1001".to_owned());
        let anna = || Query::Person("anna@example.com".parse().unwrap());
        let invoice = format!("invoice:{ID}");
        let typed = format!("Invoice {ID}");
        for (text, query) in [
            ("order:1:1001", record("order:1:1001")),
            ("ORDER:1:1001", record("order:1:1001")),
            ("Order 1:1001", record("order:1:1001")),
            ("order:1:A:b", record("order:1:A:b")),
            ("order 1001", order()),
            ("order #1001", order()),
            ("Order:1001", order()),
            ("  order:  1001 ", order()),
            ("1001", Query::Number("1001".to_owned())),
            ("#1001", Query::Number("1001".to_owned())),
            ("A-1001", Query::Number("A-1001".to_owned())),
            ("deal 7", record("deal:7")),
            ("DEAL:7", record("deal:7")),
            ("deal #7", record("deal:7")),
            ("contact: #12", record("contact:12")),
            ("account:#3", record("account:3")),
            ("contact 12", record("contact:12")),
            ("account:3", record("account:3")),
            ("anna@example.com", anna()),
            ("Contact anna@example.com", anna()),
            ("contact:anna@example.com", anna()),
            ("Anna Svensson", named(&["Anna", "Svensson"])),
            ("  anna   maria svensson ", named(&["anna", "maria", "svensson"])),
            ("Form 24 AB", named(&["Form", "24", "AB"])),
            ("contact Svensson", named(&["Svensson"])),
            ("contact: Åsa Ek", named(&["Åsa", "Ek"])),
            ("quote 5", numbered(Numbered::Quote, "5")),
            ("invoice:1042", numbered(Numbered::Invoice, "1042")),
            ("invoice #1042", numbered(Numbered::Invoice, "1042")),
            ("sales-order 1042", numbered(Numbered::SalesOrder, "1042")),
            ("Sales_Order:1042", numbered(Numbered::SalesOrder, "1042")),
            ("customer 1001", numbered(Numbered::Customer, "1001")),
            ("article LAMP", numbered(Numbered::Article, "LAMP")),
            ("article:#1 lamp", numbered(Numbered::Article, "#1 lamp")),
            (&typed, record(&invoice)),
            ("stock:all", record("stock:all")),
        ] {
            assert_eq!(text.parse::<Query>(), Ok(query), "{text:?}");
        }
    }

    #[test]
    fn a_search_takes_a_word_alone_for_a_name() {
        assert_eq!(Query::sought(" Björkskog "), Ok(named(&["Björkskog"])));
        assert_eq!(Query::sought("A-1001"), Ok(Query::Number("A-1001".to_owned())));
        let long = "a".repeat(201);
        for text in [
            "", " ", "-", "order", "Customer", "offer:5", "a@", "lamp 1 2", &long,
        ] {
            assert_eq!(Query::sought(text), Err(NoRecord), "{text:?}");
        }
    }

    #[test]
    fn what_names_no_record_is_refused_with_the_forms_there_are() {
        let long = "1".repeat(201);
        for text in [
            "",
            " ",
            "order",
            "order:",
            "order 1:",
            "order ::",
            "offer 5",
            "lamp 1 2",
            "12 34",
            "contact -",
            "Anna Svensson order 1001",
            "Anna: Svensson",
            "a b c d e f g",
            "offer:5",
            "lamp",
            "customer:",
            "invoice A-1",
            "quote:0b9f",
            "a@",
            "contact a@b@c",
            "contact:1\n2",
            "https://example.com/1",
            &long,
        ] {
            assert_eq!(text.parse::<Query>(), Err(NoRecord), "{text:?}");
        }
        for kind in [
            "contact",
            "account",
            "order",
            "deal",
            "quote",
            "sales-order",
            "invoice",
            "customer",
            "article",
        ] {
            assert!(Query::is_kind(kind) && FORMS.contains(kind), "{kind}");
        }
    }
}
