//! What a comparison says.

use aws::{Differing, Direction, Reconciled};
use jiff::Timestamp;
use ledger::Ledger;
use messages::Language;
use model::{Code, Reason, Source};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use why::{Advice, Sentence, SettingLine, State};

/// In which way the systems disagree about a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// ActiveCampaign has it, and eAccounting does not.
    MissingInEaccounting,
    /// eAccounting has a document of it, and ActiveCampaign no longer has the order, or not yet.
    MissingInActiveCampaign,
    /// The system that it was sent to has it more than once.
    SentTwice,
    /// Both have it, and not the same.
    Different,
    /// One of them has refunded, cancelled or credited it.
    RefundedOnOneSide,
}

impl Class {
    /// Every class, in the order of reports.
    pub const ALL: [Self; 5] = [
        Self::MissingInEaccounting,
        Self::MissingInActiveCampaign,
        Self::SentTwice,
        Self::Different,
        Self::RefundedOnOneSide,
    ];

    /// The class in one word, as in CSV and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MissingInEaccounting => "missing_in_eaccounting",
            Self::MissingInActiveCampaign => "missing_in_activecampaign",
            Self::SentTwice => "sent_twice",
            Self::Different => "different",
            Self::RefundedOnOneSide => "refunded_on_one_side",
        }
    }

    /// The class in words, for people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::MissingInEaccounting => "Missing in eAccounting",
            Self::MissingInActiveCampaign => "Missing in ActiveCampaign",
            Self::SentTwice => "Sent twice",
            Self::Different => "Different",
            Self::RefundedOnOneSide => "Refunded on one side",
        }
    }
}

/// The kind of a reason, for programs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// The record's own state says why ([`Finding::state`]), with its problem's code.
    #[default]
    State,
    /// No job has come for it.
    NeverHeard,
    /// It was left out, and would be sent now.
    WasLeftOut,
    /// Its document was deleted in eAccounting.
    DeletedInEaccounting,
    /// Each of its documents bills it whole.
    BilledTwice,
    /// Ekobridge made one of its documents, and somebody else another.
    AlsoMadeOtherwise,
    /// It or its document was changed after it was sent.
    ChangedAfterSending,
    /// Its document was not made by Ekobridge.
    EnteredOtherwise,
    /// It was credited, and not refunded in the shop.
    CreditedInEaccounting,
    /// It was cancelled or refunded in the shop, and no job has seen that.
    RefundedInShop,
    /// The document's order is no longer in ActiveCampaign.
    OrderDeleted,
    /// The order that Ekobridge wrote is no longer in ActiveCampaign.
    DeletedInActiveCampaign,
    /// It was never written to ActiveCampaign.
    NeverWritten,
    /// The ledger doesn't know what was written.
    NotInLedger,
    /// Its documents have changed, and no job has written that yet.
    NotWrittenYet,
    /// It was changed in ActiveCampaign after Ekobridge had written it.
    ChangedInActiveCampaign,
    /// ActiveCampaign has it as a store's order too.
    BesideTheStores,
    /// ActiveCampaign has it under the ids of several documents.
    WrittenTwice,
    /// Its documents are no longer in eAccounting.
    DocumentsDeleted,
}

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// The currencies.
    Currency {
        /// In ActiveCampaign.
        activecampaign: String,
        /// In eAccounting.
        eaccounting: String,
    },
    /// The totals with VAT.
    Total {
        /// In ActiveCampaign.
        activecampaign: Decimal,
        /// In eAccounting, less what is credited.
        eaccounting: Decimal,
    },
    /// The VAT.
    Vat {
        /// In ActiveCampaign.
        activecampaign: Decimal,
        /// In eAccounting.
        eaccounting: Decimal,
    },
    /// An article that the order has and the document has not.
    LineMissing {
        /// Its number.
        article: String,
        /// How many were ordered.
        quantity: Decimal,
    },
    /// An article that the document has and the order has not.
    LineExtra {
        /// Its number.
        article: String,
        /// How many are billed.
        quantity: Decimal,
    },
    /// How many of an article.
    Quantity {
        /// Its number.
        article: String,
        /// In ActiveCampaign.
        activecampaign: Decimal,
        /// In eAccounting.
        eaccounting: Decimal,
    },
    /// The amount of an article's lines, while those of the others agree.
    Amount {
        /// Its number.
        article: String,
        /// In ActiveCampaign, on the same basis.
        activecampaign: Decimal,
        /// In eAccounting.
        eaccounting: Decimal,
    },
    /// The state of an order that Ekobridge writes to ActiveCampaign.
    State {
        /// In ActiveCampaign.
        activecampaign: String,
        /// In eAccounting.
        eaccounting: String,
    },
    /// The lines of an article in such an order, each as `2 × 99.50`.
    Lines {
        /// Its number; none for a line without one, such as a rounding.
        #[serde(skip_serializing_if = "Option::is_none")]
        article: Option<String>,
        /// In ActiveCampaign.
        activecampaign: Vec<String>,
        /// In eAccounting.
        eaccounting: Vec<String>,
    },
    /// One of them has refunded it.
    Refund {
        /// What eAccounting has credited.
        credited: Decimal,
        /// Whether the order is cancelled or refunded in ActiveCampaign.
        is_refunded_in_shop: bool,
    },
}

/// A document in a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FoundDocument {
    /// "invoice 1042".
    pub name: String,
    /// eAccounting's id.
    pub id: String,
    /// Whether the ledger knows it as made of this sale.
    pub is_known: bool,
}

/// One sale about which the systems disagree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Which way the sale goes.
    pub direction: Direction,
    /// In which way they disagree.
    pub class: Class,
    /// The record that commands take: in ActiveCampaign, or on the way back the document in eAccounting.
    pub record: Source,
    /// The number that the buyer knows.
    pub number: String,
    /// When it was placed, where the system that it comes from has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placed_at: Option<Timestamp>,
    /// Currency of the amounts.
    pub currency: String,
    /// Total in ActiveCampaign; none where it has no such order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activecampaign: Option<Decimal>,
    /// Total of the documents in eAccounting, less what is credited; none where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eaccounting: Option<Decimal>,
    /// The documents; on the way back also the orders in ActiveCampaign.
    pub documents: Vec<FoundDocument>,
    /// What differs.
    pub differences: Vec<Difference>,
    /// The probable reason, a sentence each. In JSON one text in English.
    #[serde(serialize_with = "as_text")]
    pub reason: Vec<Sentence>,
    /// What of the reason was stored in English, and what vendors said of it. In English, the reason says it already.
    #[serde(skip)]
    pub stored: Vec<String>,
    /// Its kind.
    pub reason_kind: ReasonKind,
    /// The record's state, where that is the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// The code of the problem behind that state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    /// The settings that decided it.
    pub settings: Vec<SettingLine>,
    /// What mends it.
    pub advice: Vec<Advice>,
}

/// Sentences in one text in English.
fn as_text<S: Serializer>(sentences: &[Sentence], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&joined(sentences, Language::English))
}

/// The sentences that a language has, in one text, each with its full stop.
pub(crate) fn joined(sentences: &[Sentence], language: Language) -> String {
    let told = sentences
        .iter()
        .filter_map(|sentence| sentence.in_language(language));
    let ended = told.map(str::trim).filter(|part| !part.is_empty()).map(|part| {
        let full_stop = if part.ends_with(['.', '!', '?']) { "" } else { "." };
        format!("{part}{full_stop}")
    });
    ended.collect::<Vec<_>>().join(" ")
}

/// Orders that the settings leave out for one reason, which is no disagreement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeftOut {
    /// The reason, naming the setting.
    pub reason: Reason,
    /// The settings with their lines.
    pub settings: Vec<SettingLine>,
    /// The orders.
    pub records: Vec<Source>,
}

/// What both systems come to in one currency.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sum {
    /// The currency.
    pub currency: String,
    /// How many sales belong in eAccounting, or are there.
    pub sales: usize,
    /// What these come to in ActiveCampaign; what is cancelled or refunded counts as nothing.
    pub activecampaign: Decimal,
    /// What their documents come to in eAccounting, less what is credited.
    pub eaccounting: Decimal,
}

impl Sum {
    /// By how much eAccounting has more.
    #[must_use]
    pub fn difference(&self) -> Decimal {
        self.eaccounting - self.activecampaign
    }
}

/// What the comparison of the way back found beside its findings.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct WayBack {
    /// Sales of eAccounting that were compared: those that belong in ActiveCampaign, or are there.
    pub sales: usize,
    /// How many of them agree.
    pub matched: usize,
    /// What the settings leave out, by reason.
    pub left_out: Vec<LeftOut>,
    /// What both come to, by currency.
    pub sums: Vec<Sum>,
}

/// What a comparison of a time found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reconciliation {
    /// The first moment that orders were placed at.
    pub since: Timestamp,
    /// The moment before which they were placed.
    pub until: Timestamp,
    /// When it was made.
    pub made_at: Timestamp,
    /// Orders and deals that were compared.
    pub sales: usize,
    /// How many of them agree.
    pub matched: usize,
    /// Where they disagree, by direction, class and time.
    pub findings: Vec<Finding>,
    /// What the settings leave out, by reason.
    pub left_out: Vec<LeftOut>,
    /// What both come to, by currency.
    pub sums: Vec<Sum>,
    /// The way back; none where the settings write no e-commerce orders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub way_back: Option<WayBack>,
    /// Documents of the same time that no shop's order is known of, such as those entered by hand.
    pub other_documents: usize,
    /// Sales whose VAT the store does not tell, so that only the total was compared.
    pub without_vat: usize,
    /// What could not be compared, a sentence each.
    pub notes: Vec<String>,
    /// Calls to the vendors.
    pub calls: u64,
}

impl Reconciliation {
    /// Counts and ids alone, to be kept as the last result.
    #[must_use]
    pub fn summary(&self) -> Reconciled {
        let (sales, matched) = self
            .way_back
            .as_ref()
            .map_or((0, 0), |back| (back.sales, back.matched));
        let differing = self.findings.iter().map(|finding| Differing {
            record: finding.record.clone(),
            class: finding.class.as_str().to_owned(),
        });
        Reconciled {
            made_at: self.made_at,
            since: self.since,
            until: self.until,
            is_scheduled: false,
            sales: self.sales - self.left_out() + sales,
            agreeing: self.matched + matched,
            differences: self.findings.len(),
            differing: differing.take(Reconciled::MOST).collect(),
            is_complete: self.notes.is_empty(),
        }
    }

    /// Keeps it as the last result, for the console's overview and the digest. Whoever may only read has the comparison all the
    /// same: a failure is in the log.
    pub async fn keep(&self, ledger: &Ledger) {
        if let Err(problem) = self.summary().store(ledger).await {
            tracing::warn!(code = %problem.code, "the result is not kept for the overview: {}", problem.message);
        }
    }

    /// How many orders the settings leave out.
    fn left_out(&self) -> usize {
        self.left_out.iter().map(|left_out| left_out.records.len()).sum()
    }

    /// Whether both agree about everything that could be compared.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.findings.is_empty()
    }

    /// The findings of a direction and class.
    pub fn of(&self, direction: Direction, class: Class) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(move |finding| finding.direction == direction && finding.class == class)
    }
}
