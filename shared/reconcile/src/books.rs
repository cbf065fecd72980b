//! What is compared: sales in ActiveCampaign and documents in eAccounting, in terms of neither vendor's API.

use flows::sale_conversion::NetAmounts;
use jiff::Timestamp;
use model::{Currency, OrderState, Reason, Source};
use rust_decimal::Decimal;

/// Everything that is compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Books {
    /// Orders and deals in ActiveCampaign.
    pub sales: Vec<Sale>,
    /// Orders, invoice drafts and invoices in eAccounting, credit invoices included.
    pub documents: Vec<Document>,
}

/// An order or a deal in ActiveCampaign, without personal data.
#[derive(Debug, Clone, PartialEq)]
pub struct Sale {
    /// Which one.
    pub source: Source,
    /// The number that the buyer knows.
    pub number: String,
    /// The reference that its documents have in eAccounting, where it differs from the number.
    pub reference: Option<String>,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// Where it stands in the shop.
    pub state: OrderState,
    /// Currency of all amounts.
    pub currency: Currency,
    /// What the buyer pays, VAT and shipping included; a deal's value may be without VAT.
    pub total: Decimal,
    /// Whether the total is without VAT.
    pub is_net: bool,
    /// VAT in it, where the store says so (REST orders only).
    pub vat: Option<Decimal>,
    /// Its amounts without VAT, where its prices are known to be without: GraphQL has no VAT amount.
    pub net: Option<NetAmounts>,
    /// The lines.
    pub lines: Vec<SaleLine>,
    /// Whether something was taken off, which may be spread over the lines.
    pub is_discounted: bool,
    /// The ids of the documents in eAccounting that the ledger knows it by.
    pub documents: Vec<String>,
    /// Why the settings leave it out; none where they don't.
    pub left_out: Option<Reason>,
}

/// A line of a sale.
#[derive(Debug, Clone, PartialEq)]
pub struct SaleLine {
    /// Article number as the shop writes it.
    pub sku: Option<String>,
    /// How many.
    pub quantity: Decimal,
    /// As the store gives it: of one piece or of the line, with VAT or without.
    pub price: Decimal,
}

/// A kind of document in eAccounting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// An order.
    Order,
    /// A draft of an invoice.
    Draft,
    /// A booked invoice.
    Invoice,
}

impl DocumentKind {
    /// The kind in words, as in "invoice 1042".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Draft => "invoice draft",
            Self::Invoice => "invoice",
        }
    }
}

/// What stands for the number of a document that has none, such as a draft.
pub(crate) const WITHOUT_NUMBER: &str = "without number";

/// A document in eAccounting, without personal data.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// eAccounting's id.
    pub id: String,
    /// The number that people use; drafts have none.
    pub number: Option<String>,
    /// `BuyersOrderReference`.
    pub reference: Option<String>,
    /// eAccounting's id of the customer.
    pub customer: String,
    /// Currency of all amounts; none where the document does not say.
    pub currency: Option<String>,
    /// Total with VAT, without eAccounting's rounding to whole units. That of a credit invoice is negative or positive, as
    /// eAccounting writes it.
    pub total: Decimal,
    /// VAT in it.
    pub vat: Decimal,
    /// What eAccounting adds to round it to whole units.
    pub rounding: Decimal,
    /// The rows that are no text.
    pub rows: Vec<DocumentRow>,
    /// The id of the order or draft that it was made of.
    pub made_of: Option<String>,
    /// The ids of the orders that a collective invoice bills; its amounts are then those of all of them.
    pub collects: Vec<String>,
    /// Of a credit invoice: the id of the invoice that it credits.
    pub credits: Option<String>,
    /// Whether it is a credit invoice, or a draft of one.
    pub is_credit: bool,
    /// When it was created.
    pub created_at: Option<Timestamp>,
}

impl Document {
    /// "invoice 1042".
    #[must_use]
    pub fn name(&self) -> String {
        format!(
            "{} {}",
            self.kind.words(),
            self.number.as_deref().unwrap_or(WITHOUT_NUMBER)
        )
    }
}

/// A row of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentRow {
    /// Article number.
    pub article: Option<String>,
    /// How many.
    pub quantity: Decimal,
    /// Amount of the row with VAT, in the document's currency.
    pub gross: Decimal,
    /// Amount of the row without VAT.
    pub net: Decimal,
}

/// An amount with all the decimals of its currency.
pub(crate) fn shown(currency: Currency, amount: Decimal) -> Decimal {
    let mut amount = currency.round(amount);
    amount.rescale(currency.decimals());
    amount
}
