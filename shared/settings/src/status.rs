use model::reason::words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{FieldTag, Name};

/// The state of a sale in eAccounting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaleState {
    /// A sent quote without an answer.
    Quoted,
    /// An accepted quote.
    Accepted,
    /// Its document was just created in eAccounting.
    Created,
    /// An order that is not shipped.
    Ongoing,
    /// A shipped order.
    Shipped,
    /// An unpaid invoice.
    Invoiced,
    /// A partly paid invoice.
    PartPaid,
    /// An invoice past its due date.
    Overdue,
    /// A paid invoice.
    Paid,
    /// An invoice that was credited in full before any payment.
    Credited,
    /// An invoice that was paid, and then credited in full.
    Refunded,
    /// A document that was deleted before it was invoiced.
    Deleted,
    /// A quote that wasn't accepted by its last day.
    Lapsed,
}

impl SaleState {
    /// Every state.
    pub const ALL: [Self; 13] = [
        Self::Quoted,
        Self::Accepted,
        Self::Created,
        Self::Ongoing,
        Self::Shipped,
        Self::Invoiced,
        Self::PartPaid,
        Self::Overdue,
        Self::Paid,
        Self::Credited,
        Self::Refunded,
        Self::Deleted,
        Self::Lapsed,
    ];

    /// The state in words, as it is written to ActiveCampaign.
    #[must_use]
    pub fn word(self) -> &'static str {
        let word = match self {
            Self::Quoted => words::QUOTED,
            Self::Accepted => words::ACCEPTED,
            Self::Created => words::CREATED,
            Self::Ongoing => words::ONGOING,
            Self::Shipped => words::SHIPPED,
            Self::Invoiced => words::INVOICED,
            Self::PartPaid => words::PART_PAID,
            Self::Overdue => words::OVERDUE,
            Self::Paid => words::PAID,
            Self::Credited => words::CREDITED,
            Self::Refunded => words::REFUNDED,
            Self::Deleted => words::DELETED,
            Self::Lapsed => words::LAPSED,
        };
        word.as_str()
    }
}

/// `[to_activecampaign.status]`: writes the state of documents from ActiveCampaign back to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenStatus {
    /// Whether it does.
    pub enabled: bool,
    /// Run everything, but write nothing.
    pub dry_run: bool,
    /// Whether a note on the contact or deal names the created document.
    pub note: bool,
    /// The stage, or "won" or "lost", of the deal from which a document was created, by state.
    pub deal_stages: DocumentStates,
    /// The contact's tag, by state.
    pub tags: DocumentStates,
    /// Custom fields of the deal or contact, by their personalization tags.
    pub fields: StatusFields,
}

/// The values for each state of a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentStates {
    /// Its document was just created in eAccounting.
    pub created: Option<Name>,
    /// An order that is not shipped.
    pub ongoing: Option<Name>,
    /// A shipped order.
    pub shipped: Option<Name>,
    /// An unpaid invoice.
    pub invoiced: Option<Name>,
    /// A partly paid invoice.
    pub part_paid: Option<Name>,
    /// An invoice past its due date.
    pub overdue: Option<Name>,
    /// A paid invoice.
    pub paid: Option<Name>,
    /// An invoice that was credited in full before any payment.
    pub credited: Option<Name>,
    /// An invoice that was paid, and then credited in full.
    pub refunded: Option<Name>,
    /// A document that was deleted before it was invoiced.
    pub deleted: Option<Name>,
}

impl DocumentStates {
    /// The value for a state.
    #[must_use]
    pub fn get(&self, state: SaleState) -> Option<&Name> {
        match state {
            SaleState::Created => self.created.as_ref(),
            SaleState::Ongoing => self.ongoing.as_ref(),
            SaleState::Shipped => self.shipped.as_ref(),
            SaleState::Invoiced => self.invoiced.as_ref(),
            SaleState::PartPaid => self.part_paid.as_ref(),
            SaleState::Overdue => self.overdue.as_ref(),
            SaleState::Paid => self.paid.as_ref(),
            SaleState::Credited => self.credited.as_ref(),
            SaleState::Refunded => self.refunded.as_ref(),
            SaleState::Deleted => self.deleted.as_ref(),
            SaleState::Quoted | SaleState::Accepted | SaleState::Lapsed => None,
        }
    }
}

/// The values for each state of a quote, and of the documents created from it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteStates {
    /// A sent quote without an answer.
    pub quoted: Option<Name>,
    /// An accepted quote.
    pub accepted: Option<Name>,
    /// An order that is not shipped.
    pub ongoing: Option<Name>,
    /// A shipped order.
    pub shipped: Option<Name>,
    /// An unpaid invoice.
    pub invoiced: Option<Name>,
    /// A partly paid invoice.
    pub part_paid: Option<Name>,
    /// An invoice past its due date.
    pub overdue: Option<Name>,
    /// A paid invoice.
    pub paid: Option<Name>,
    /// An invoice that was credited in full before any payment.
    pub credited: Option<Name>,
    /// An invoice that was paid, and then credited in full.
    pub refunded: Option<Name>,
    /// A document that was deleted before it was invoiced.
    pub deleted: Option<Name>,
    /// A quote that wasn't accepted by its last day.
    pub lapsed: Option<Name>,
}

impl QuoteStates {
    /// The value for a state.
    #[must_use]
    pub fn get(&self, state: SaleState) -> Option<&Name> {
        match state {
            SaleState::Quoted => self.quoted.as_ref(),
            SaleState::Accepted => self.accepted.as_ref(),
            SaleState::Ongoing => self.ongoing.as_ref(),
            SaleState::Shipped => self.shipped.as_ref(),
            SaleState::Invoiced => self.invoiced.as_ref(),
            SaleState::PartPaid => self.part_paid.as_ref(),
            SaleState::Overdue => self.overdue.as_ref(),
            SaleState::Paid => self.paid.as_ref(),
            SaleState::Credited => self.credited.as_ref(),
            SaleState::Refunded => self.refunded.as_ref(),
            SaleState::Deleted => self.deleted.as_ref(),
            SaleState::Lapsed => self.lapsed.as_ref(),
            SaleState::Created => None,
        }
    }
}

/// `[to_activecampaign.status.fields]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusFields {
    /// The number of the latest document: the order's, then the invoice's.
    pub number: Option<FieldTag>,
    /// The state in words, such as "part paid".
    pub state: Option<FieldTag>,
    /// The invoice's remaining amount.
    pub amount_due: Option<FieldTag>,
    /// The invoice's due date.
    pub due_date: Option<FieldTag>,
    /// The date of the invoice's last payment, in full or in part.
    pub payment_date: Option<FieldTag>,
}
