//! The content of a preview.

use std::fmt::{self, Display};

use engine::describe;
use flows::Remark;
use flows::recording::{FieldSource, any_of};
use flows::sale_conversion::StoreConvention;
use flows::trace::FoundBy;
use jiff::Timestamp;
use ledger::{DocumentKind, Record, State};
use mapping::SourceField;
use model::{Job, JobKind, Problem, Reason, Source, counted};
use rust_decimal::Decimal;
use sale::{Note, PriceInterpretation, RowSource, SaleKind};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::effect::Effect;

/// The preview of one record. Holds personal data: show it to the person who asked, and store it nowhere.
#[derive(Clone, Serialize)]
pub struct Preview {
    /// The record.
    pub source: Source,
    /// What would be done with it.
    pub kind: JobKind,
    /// How it would end.
    pub outcome: Outcome,
    /// All obstacles, with their remedies. The first one decides the outcome.
    pub problems: Vec<Problem>,
    /// Everything by which the settings leave an order out. The first one decides.
    #[serde(serialize_with = "as_texts")]
    pub left_out: Vec<Reason>,
    /// What would go wrong beside the document, and not stop it.
    #[serde(serialize_with = "as_texts")]
    pub remarks: Vec<Remark>,
    /// Earlier work on the record.
    pub known: Option<PriorState>,
    /// The record as it is now, field by field, in the names that the mapping's expressions use.
    pub read: Vec<SourceField>,
    /// What it becomes: customer, articles, order or invoice draft. In the order in which they are written.
    pub documents: Vec<Document>,
    /// What is written to ActiveCampaign of a record of eAccounting's.
    pub written: Vec<WrittenField>,
    /// An order's lines as the shop has them.
    pub lines: Vec<Line>,
    /// An order's rows, VAT, accounts and totals; none where they cannot be known.
    pub sale: Option<Sale>,
    /// The calls that would be made and change something, in their order.
    pub calls: Vec<Call>,
    /// Set if documents and rows are shown that would not be sent: they are computed as if the record were new and the
    /// settings included it.
    pub as_if_sent: bool,
    /// The calls that would be made then.
    pub calls_if_sent: Vec<Call>,
    /// The records that would be queued, each as its own job.
    pub queued: Vec<Job>,
}

/// How a record would end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The outcome in one word: `done`, `skipped`, `parked`, `later`.
    pub verdict: &'static str,
    /// In one sentence.
    #[serde(rename = "text", serialize_with = "as_text")]
    pub end: End,
}

/// How a record would end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// So many orders of the record would be queued.
    Queued(usize, Source),
    /// It would be done, and is no document.
    Done(Source),
    /// It is this document already.
    Already(Source, ledger::Document),
    /// The customer with this number would be updated from it.
    UpdatesCustomer(String, Source),
    /// It would become a new customer.
    NewCustomer(Source),
    /// It would become a document.
    Becomes(DocumentKind, Source),
    /// Nothing would be done.
    Nothing(Reason),
    /// It would wait for a person.
    Waits(Problem),
    /// It failed just now, and would be tried again.
    Retried(Problem),
}

impl Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |source: &Source| format!("{} {}", source.kind(), source.id());
        let name = |source: &Source| engine::capitalized(&of(source));
        match self {
            Self::Queued(orders, source) => {
                write!(
                    f,
                    "{} of {} would be queued.",
                    counted(*orders, "order"),
                    of(source)
                )
            }
            Self::Done(source) => write!(f, "{} would be done.", name(source)),
            Self::Already(source, document) => write!(
                f,
                "{} was sent already as {}, and nothing would be written.",
                name(source),
                describe(document)
            ),
            Self::UpdatesCustomer(number, source) => {
                write!(f, "Customer {number} would be updated from {}.", of(source))
            }
            Self::NewCustomer(source) => write!(f, "{} would become a new customer.", name(source)),
            Self::Becomes(kind, source) => {
                let what = kind.as_str().replace('_', " ");
                let article = match what.starts_with(['a', 'e', 'i', 'o', 'u']) {
                    true => "an",
                    false => "a",
                };
                write!(f, "{} would become {article} {what}.", name(source))
            }
            Self::Nothing(reason) => {
                write!(f, "Nothing would be done: {}.", reason.trim_end_matches('.'))
            }
            Self::Waits(problem) => write!(f, "It would wait for you: {}", problem.message),
            Self::Retried(problem) => {
                write!(f, "It failed just now and would be retried: {}", problem.message)
            }
        }
    }
}

/// The ledger's record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PriorState {
    /// Its state, in one word.
    #[serde(serialize_with = "state")]
    pub state: State,
    /// What it became so far: "order 1042".
    #[serde(serialize_with = "documents")]
    pub documents: Vec<ledger::Document>,
    /// Why it was skipped, where it was.
    pub reason: Option<String>,
    /// What went wrong last.
    pub problem: Option<Problem>,
    /// Since when.
    pub since: Timestamp,
    /// When the next attempt is due.
    pub next_attempt: Option<Timestamp>,
}

/// What would be done with a document in eAccounting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// It is created.
    Create,
    /// It is changed.
    Update,
    /// It exists, and stays unchanged.
    Leave,
    /// Undecided, because of an obstacle.
    Unknown,
}

/// The kind of a document in eAccounting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A customer.
    Customer,
    /// An article.
    Article,
    /// An order.
    Order,
    /// An invoice draft.
    InvoiceDraft,
    /// A draft of a credit invoice.
    CreditDraft,
}

impl Kind {
    /// Its name in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Article => "article",
            Self::Order => "order",
            Self::InvoiceDraft => "invoice draft",
            Self::CreditDraft => "credit invoice draft",
        }
    }
}

impl Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A customer that was found, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its number.
    pub number: String,
    /// How.
    pub by: FoundBy,
}

impl Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.by.text(&self.number).as_str())
    }
}

/// A document in eAccounting, as it would be.
#[derive(Clone, Serialize)]
pub struct Document {
    /// Its kind.
    #[serde(serialize_with = "as_text")]
    pub what: Kind,
    /// What would be done with it.
    pub action: Action,
    /// The number that people know it by, where it has one by now.
    pub number: Option<String>,
    /// What it was found by, in one line.
    #[serde(serialize_with = "as_text_if_any")]
    pub found_by: Option<Found>,
    /// Its fields, but for its rows.
    pub fields: Vec<Field>,
}

/// A record that doesn't exist yet, and so has no id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewRecord {
    /// A customer in eAccounting.
    Customer,
    /// An article in eAccounting.
    Article,
    /// An order in eAccounting.
    Order,
    /// An invoice draft in eAccounting.
    InvoiceDraft,
    /// An invoice in eAccounting.
    Invoice,
    /// A contact in ActiveCampaign.
    Contact,
    /// An account in ActiveCampaign.
    Account,
}

impl Display for NewRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Customer => "<new customer>",
            Self::Article => "<new article>",
            Self::Order => "<new order>",
            Self::InvoiceDraft => "<new invoice draft>",
            Self::Invoice => "<new invoice>",
            Self::Contact => "<new contact>",
            Self::Account => "<new account>",
        })
    }
}

/// An order's status in eAccounting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderStatus {
    /// 1.
    Draft,
    /// 2.
    Ongoing,
    /// 3.
    Shipped,
}

impl OrderStatus {
    /// By its number in eAccounting's API.
    pub(crate) fn of(number: &str) -> Option<Self> {
        match number {
            "1" => Some(Self::Draft),
            "2" => Some(Self::Ongoing),
            "3" => Some(Self::Shipped),
            _ => None,
        }
    }
}

impl Display for OrderStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Draft => "1 (draft)",
            Self::Ongoing => "2 (ongoing)",
            Self::Shipped => "3 (shipped)",
        })
    }
}

/// What a field would hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// This text, or the name of what this id means.
    Text(String),
    /// The id of a record that doesn't exist yet.
    New(NewRecord),
    /// A status of an order.
    Status(OrderStatus),
}

impl Display for FieldValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::New(record) => record.fmt(f),
            Self::Status(status) => status.fmt(f),
        }
    }
}

/// Whether it is this text.
impl PartialEq<&str> for FieldValue {
    fn eq(&self, other: &&str) -> bool {
        matches!(self, Self::Text(text) if text == other)
    }
}

/// How a value was made to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortened {
    /// Characters before.
    pub from: usize,
    /// Characters after.
    pub to: usize,
}

impl Display for Shortened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "shortened from {} to {} characters", self.from, self.to)
    }
}

/// A field of a document.
#[derive(Clone, Serialize)]
pub struct Field {
    /// As eAccounting names it.
    pub name: String,
    /// What it would hold.
    #[serde(serialize_with = "as_text")]
    pub value: FieldValue,
    /// What it holds now, where that is something else.
    pub was: Option<String>,
    /// What decides it.
    pub rule: Option<Rule>,
    /// The fields that the rule reads on this record.
    pub made_from: Vec<SourceField>,
    /// How the value was made to fit.
    #[serde(serialize_with = "as_text_if_any")]
    pub note: Option<Shortened>,
}

/// A field of a record in ActiveCampaign, as it would be written.
#[derive(Clone, Serialize)]
pub struct WrittenField {
    /// What it belongs to: `e-commerce order`, `deal`, `contact`, `product LAMP`.
    pub document: String,
    /// As ActiveCampaign names it, with its place in lists.
    pub name: String,
    /// What it would hold.
    #[serde(serialize_with = "as_text")]
    pub value: FieldValue,
    /// The rule that makes it, where one does.
    pub rule: Option<Rule>,
}

/// What decides a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The mapping's expression, or in words the setting or fact.
    #[serde(rename = "text", serialize_with = "as_text")]
    pub by: RuleKind,
    /// File, line and column of the mapping's rule.
    pub place: Option<String>,
    /// Whether it is the user's own.
    pub own: bool,
}

/// What decides a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleKind {
    /// An expression of the mapping.
    Expression(String),
    /// A setting or fact.
    Source(FieldSource),
    /// The record as it is in eAccounting, which this job leaves alone.
    AsItIs,
}

impl Display for RuleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expression(expression) => f.write_str(expression),
            Self::Source(source) => source.fmt(f),
            Self::AsItIs => f.write_str("as eAccounting has it: an order or contact does not change it"),
        }
    }
}

/// A line of the shop's order, and its article.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// From 1.
    pub number: usize,
    /// SKU.
    pub sku: Option<String>,
    /// Name.
    pub name: String,
    /// How many.
    #[serde(with = "rust_decimal::serde::str")]
    pub quantity: Decimal,
    /// The price as the shop gives it: of one piece or of the line, with VAT or without.
    #[serde(with = "rust_decimal::serde::str")]
    pub price: Decimal,
    /// The article with this number. In JSON `article`, null where there is none, and `article_looked_up`.
    #[serde(flatten)]
    pub article: ArticleLookUp,
}

/// Whether eAccounting has a line's article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArticleLookUp {
    /// It was not looked up: the order was decided before, or the line has no article number.
    NotDone,
    /// It was looked up, and there is none.
    NotFound,
    /// It was found, or would be created.
    Found(LineArticle),
}

impl ArticleLookUp {
    /// The article, where there is one.
    #[must_use]
    pub fn article(&self) -> Option<&LineArticle> {
        match self {
            Self::Found(article) => Some(article),
            Self::NotDone | Self::NotFound => None,
        }
    }
}

impl Serialize for ArticleLookUp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("article", &self.article())?;
        map.serialize_entry("article_looked_up", &(*self != Self::NotDone))?;
        map.end()
    }
}

/// A line's article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineArticle {
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its coding.
    pub coding: String,
    /// The coding's VAT rate in percent.
    #[serde(with = "rust_decimal::serde::str")]
    pub rate: Decimal,
    /// Whether it would be created.
    pub is_new: bool,
}

fn as_text<S: Serializer>(value: &impl Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

#[allow(clippy::ref_option, reason = "serde gives the field")]
fn as_text_if_any<S: Serializer>(value: &Option<impl Display>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.serialize_some(&value.to_string()),
        None => serializer.serialize_none(),
    }
}

fn as_texts<S: Serializer>(values: &[impl Display], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.iter().map(ToString::to_string))
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives the field")]
fn state<S: Serializer>(state: &State, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(state.as_str())
}

fn documents<S: Serializer>(documents: &[ledger::Document], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(documents.iter().map(describe))
}

/// An order's amounts.
#[derive(Clone, Serialize)]
pub struct Sale {
    /// The kind of sale for VAT.
    #[serde(serialize_with = "as_text")]
    pub kind: SaleKind,
    /// The price convention of the store, and its origin: `woocommerce (detected from woocommerce)`.
    #[serde(serialize_with = "as_text_if_any")]
    pub convention: Option<StoreConvention>,
    /// How the shop's prices were read.
    #[serde(serialize_with = "as_text")]
    pub reading: PriceInterpretation,
    /// Currency of all amounts.
    pub currency: String,
    /// Whether unit prices and amounts of rows include VAT.
    pub includes_vat: bool,
    /// The rows.
    pub rows: Vec<Row>,
    /// Without VAT.
    #[serde(with = "rust_decimal::serde::str")]
    pub net: Decimal,
    /// VAT.
    #[serde(with = "rust_decimal::serde::str")]
    pub vat: Decimal,
    /// With VAT.
    #[serde(with = "rust_decimal::serde::str")]
    pub gross: Decimal,
    /// By VAT rate.
    pub by_rate: Vec<RateTotal>,
    /// What eAccounting adds to round the total to whole currency.
    #[serde(with = "rust_decimal::serde::str")]
    pub rounding: Decimal,
    /// The shop's total, or a deal's value; with VAT.
    #[serde(with = "rust_decimal::serde::str")]
    pub shop_total: Decimal,
    /// The shop's VAT, if it sends any.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub shop_vat: Option<Decimal>,
    /// The corrections that reach the shop's total.
    #[serde(serialize_with = "as_texts")]
    pub notes: Vec<Note>,
}

/// Net and VAT of one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RateTotal {
    /// The rate in percent.
    #[serde(with = "rust_decimal::serde::str")]
    pub rate: Decimal,
    /// Without VAT.
    #[serde(with = "rust_decimal::serde::str")]
    pub net: Decimal,
    /// VAT.
    #[serde(with = "rust_decimal::serde::str")]
    pub vat: Decimal,
}

/// What decides a row's article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArticleRule {
    /// What says its number.
    pub by: ArticleSource,
    /// Whether the article would be created.
    pub is_new: bool,
}

/// What says the number of a row's article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArticleSource {
    /// The line's SKU.
    Sku,
    /// The first of these settings that says it.
    Settings(&'static [&'static str]),
    /// Nothing: the line costs nothing, and is a row of text.
    TextRow,
}

impl Display for ArticleRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.by {
            ArticleSource::Sku => f.write_str("the line's SKU")?,
            ArticleSource::Settings(keys) => f.write_str(&any_of(keys, " or "))?,
            ArticleSource::TextRow => f.write_str("none: the line costs nothing, and is a text row")?,
        }
        match self.is_new {
            true => f.write_str("; it would be created"),
            false => Ok(()),
        }
    }
}

/// A row of the document.
#[derive(Clone, Serialize)]
pub struct Row {
    /// From 1.
    pub number: u16,
    /// Its origin: `line 1`, `shipping`, `discount 1`, `rounding`.
    #[serde(serialize_with = "as_text")]
    pub of: RowSource,
    /// Article number.
    pub article: String,
    /// What decides the article.
    #[serde(serialize_with = "as_text")]
    pub article_rule: ArticleRule,
    /// Text; none where eAccounting takes the article's name.
    pub text: Option<String>,
    /// How many.
    #[serde(with = "rust_decimal::serde::str")]
    pub quantity: Decimal,
    /// Price of one.
    #[serde(with = "rust_decimal::serde::str")]
    pub unit_price: Decimal,
    /// Discount in percent.
    #[serde(with = "rust_decimal::serde::str")]
    pub discount: Decimal,
    /// The row's amount.
    #[serde(with = "rust_decimal::serde::str")]
    pub amount: Decimal,
    /// VAT rate in percent.
    #[serde(with = "rust_decimal::serde::str")]
    pub rate: Decimal,
    /// The account that it is booked on.
    pub account: i64,
    /// The article's coding, which with the kind of sale decides rate and account.
    pub coding: Option<String>,
    /// The row's fields by the mapping.
    pub fields: Vec<Field>,
}

/// A call that changes something.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Call {
    /// The vendor.
    pub vendor: &'static str,
    /// Method.
    pub method: String,
    /// The endpoint without ids, such as `/orders/{id}/convert`.
    pub endpoint: String,
    /// The path, with placeholders in angle brackets for records that don't exist yet.
    pub path: String,
    /// What it does, in a few words.
    #[serde(serialize_with = "as_text")]
    pub what: Effect,
    /// The body, with placeholders in angle brackets for records that don't exist yet.
    pub body: Option<Value>,
}

impl From<Record> for PriorState {
    fn from(record: Record) -> Self {
        let is_parked = matches!(
            record.state,
            State::Parked | State::Waiting | State::InDoubt | State::Done
        );
        Self {
            state: record.state,
            since: record.since(),
            documents: record.documents,
            reason: record.reason,
            problem: record.problem.filter(|_| is_parked),
            next_attempt: record.next_attempt,
        }
    }
}
