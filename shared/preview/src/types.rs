//! The content of a preview.

use std::fmt::Display;

use engine::describe;
use jiff::Timestamp;
use ledger::{Record, State};
use mapping::SourceField;
use model::{Job, JobKind, Problem, Source};
use rust_decimal::Decimal;
use sale::{PriceInterpretation, SaleKind};
use serde::{Serialize, Serializer};
use serde_json::Value;

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
    /// What would go wrong beside the document, and not stop it.
    pub remarks: Vec<String>,
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
    pub text: String,
}

/// The ledger's record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PriorState {
    /// Its state, in one word.
    pub state: &'static str,
    /// What it became so far: "order 1042".
    pub documents: Vec<String>,
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

/// A document in eAccounting, as it would be.
#[derive(Clone, Serialize)]
pub struct Document {
    /// Its kind: `customer`, `article`, `order`, `invoice draft`.
    pub what: &'static str,
    /// What would be done with it.
    pub action: Action,
    /// The number that people know it by, where it has one by now.
    pub number: Option<String>,
    /// What it was found by, in one line.
    pub found_by: Option<String>,
    /// Its fields, but for its rows.
    pub fields: Vec<Field>,
}

/// A field of a document.
#[derive(Clone, Serialize)]
pub struct Field {
    /// As eAccounting names it.
    pub name: String,
    /// What it would hold.
    pub value: String,
    /// What it holds now, where that is something else.
    pub was: Option<String>,
    /// What decides it.
    pub rule: Option<Rule>,
    /// The fields that the rule reads on this record.
    pub made_from: Vec<SourceField>,
    /// How the value was made to fit.
    pub note: Option<String>,
}

/// A field of a record in ActiveCampaign, as it would be written.
#[derive(Clone, Serialize)]
pub struct WrittenField {
    /// What it belongs to: `e-commerce order`, `deal`, `contact`, `product LAMP`.
    pub document: String,
    /// As ActiveCampaign names it, with its place in lists.
    pub name: String,
    /// What it would hold.
    pub value: String,
    /// The rule that makes it, where one does.
    pub rule: Option<Rule>,
}

/// What decides a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The mapping's expression, or in words the setting or fact.
    pub text: String,
    /// File, line and column of the mapping's rule.
    pub place: Option<String>,
    /// Whether it is the user's own.
    pub own: bool,
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
    /// The article with this number; none where eAccounting has none.
    pub article: Option<LineArticle>,
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

/// An order's amounts.
#[derive(Clone, Serialize)]
pub struct Sale {
    /// The kind of sale for VAT.
    #[serde(serialize_with = "as_text")]
    pub kind: SaleKind,
    /// The price convention of the store, and its origin: `woocommerce (detected from woocommerce)`.
    pub convention: Option<String>,
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
    pub notes: Vec<String>,
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

/// A row of the document.
#[derive(Clone, Serialize)]
pub struct Row {
    /// From 1.
    pub number: u16,
    /// Its origin: `line 1`, `shipping`, `discount 1`, `rounding`.
    pub of: String,
    /// Article number.
    pub article: String,
    /// What decides the article.
    pub article_rule: String,
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
    pub what: &'static str,
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
            state: record.state.as_str(),
            since: record.since(),
            documents: record.documents.iter().map(describe).collect(),
            reason: record.reason,
            problem: record.problem.filter(|_| is_parked),
            next_attempt: record.next_attempt,
        }
    }
}
