use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{FieldTag, Name};

/// Where a sale stands in eAccounting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaleState {
    /// A sent quote that nobody has answered.
    Quoted,
    /// An accepted quote.
    Accepted,
    /// Its document was just created in eAccounting.
    Created,
    /// An order that is not shipped.
    Ongoing,
    /// A shipped order.
    Shipped,
    /// An invoice that awaits payment.
    Invoiced,
    /// An invoice of which a part is paid.
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
    /// A quote that nobody accepted until its last day.
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
        match self {
            Self::Quoted => "quoted",
            Self::Accepted => "accepted",
            Self::Created => "created",
            Self::Ongoing => "ongoing",
            Self::Shipped => "shipped",
            Self::Invoiced => "invoiced",
            Self::PartPaid => "part paid",
            Self::Overdue => "overdue",
            Self::Paid => "paid",
            Self::Credited => "credited",
            Self::Refunded => "refunded",
            Self::Deleted => "deleted",
            Self::Lapsed => "lapsed",
        }
    }
}

/// `[to_activecampaign.status]`: the state of documents that came from ActiveCampaign goes back there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenStatus {
    /// Whether it does.
    pub enabled: bool,
    /// Do everything but write.
    pub dry_run: bool,
    /// Whether a note on the contact, or deal, says which document was created.
    pub note: bool,
    /// The stage, or "won" or "lost", of the deal that a document was made of, in each state.
    pub deal_stages: DocumentStates,
    /// The contact's tag in each state.
    pub tags: DocumentStates,
    /// Custom fields of the deal or contact, by their personalisation tags.
    pub fields: StatusFields,
}

/// What belongs to each state of a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentStates {
    /// Its document was just created in eAccounting.
    pub created: Option<Name>,
    /// An order that is not shipped.
    pub ongoing: Option<Name>,
    /// A shipped order.
    pub shipped: Option<Name>,
    /// An invoice that awaits payment.
    pub invoiced: Option<Name>,
    /// An invoice of which a part is paid.
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
    /// What belongs to a state.
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

/// What belongs to each state of a quote, and of what was made of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteStates {
    /// A sent quote that nobody has answered.
    pub quoted: Option<Name>,
    /// An accepted quote.
    pub accepted: Option<Name>,
    /// An order that is not shipped.
    pub ongoing: Option<Name>,
    /// A shipped order.
    pub shipped: Option<Name>,
    /// An invoice that awaits payment.
    pub invoiced: Option<Name>,
    /// An invoice of which a part is paid.
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
    /// A quote that nobody accepted until its last day.
    pub lapsed: Option<Name>,
}

impl QuoteStates {
    /// What belongs to a state.
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
    /// What remains to be paid of the invoice.
    pub amount_due: Option<FieldTag>,
    /// When the invoice is to be paid.
    pub due_date: Option<FieldTag>,
    /// When the invoice was last paid, of all or a part.
    pub payment_date: Option<FieldTag>,
}
