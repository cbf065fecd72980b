use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Name, value};

/// `[orders]`: orders and deals become documents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Orders {
    /// Whether orders are sent to eAccounting.
    pub enabled: bool,
    /// Do everything but write.
    pub dry_run: bool,
    /// Which orders.
    pub status_filter: StatusFilter,
    /// The e-commerce connections' ids whose orders count; empty means all.
    pub connections: Vec<Name>,
    /// Orders placed before this day are left alone.
    #[serde(deserialize_with = "value::optional_date", default)]
    #[schemars(with = "Option<String>")]
    pub placed_after: Option<Date>,
    /// Whether test orders count.
    pub test_orders: bool,
    /// The most orders that one run of the sweep or a backfill queues, for first use.
    pub maximum_per_run: Option<u32>,
    /// The kind of document.
    pub document: Document,
    /// The state in which an order is created, with `document = "order"`.
    pub order_status: OrderStatus,
    /// Whether eAccounting sends the document to the customer by e-mail.
    pub email: bool,
    /// Whether an order updates its customer where it already exists. The customer flow does in any case.
    pub update_customer: bool,
    /// The customer number that takes orders without a usable customer; none parks them.
    pub default_customer: Option<Name>,
    /// Terms of payment of documents: name or number of days; none leaves the customer's.
    pub terms_of_payment: Option<Name>,
    /// The delivery method, by name or code, where `[shipping_methods]` has no entry.
    pub delivery_method: Option<Name>,
    /// `OurReference` of documents.
    pub our_reference: Option<Name>,
    /// Whether a note with the link to the shop's order is put on the document.
    pub note: bool,
    /// The handling of an order that is canceled or refunded after it was sent.
    pub on_cancel: OnCancel,
    /// The text row of a credit invoice; `{invoice}` stands for the number of the invoice that it credits.
    pub credit_text: Name,
    /// The handling of an order that is changed after it was sent.
    pub on_change: OnChange,
    /// The handling of an order whose total is 0.
    pub zero_total: ZeroTotal,
    /// Deals.
    pub deals: Deals,
}

/// `orders.status_filter`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StatusFilter {
    /// Paid orders: pending payment and carts are left alone.
    Paid,
    /// Completed orders only.
    Completed,
    /// Every order, but for left carts, failed and cancelled ones.
    All,
}

/// `orders.document` and `payment_methods.*.document`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Document {
    /// An order.
    Order,
    /// An order that is shipped and turned into an invoice.
    OrderInvoiced,
    /// An invoice draft, which a person books.
    InvoiceDraft,
    /// An invoice, through a draft that is converted with the shop's totals.
    Invoice,
}

/// `orders.order_status` and `payment_methods.*.order_status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OrderStatus {
    /// Draft (1).
    Draft,
    /// Ongoing (2).
    Ongoing,
    /// Shipped (3).
    Shipped,
}

/// `orders.on_cancel`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnCancel {
    /// Nothing is done; the journal says so.
    Skip,
    /// The job waits for a person.
    Park,
    /// A credit invoice is made where an invoice was; an order that is not invoiced waits for a person.
    Credit,
}

/// `orders.on_change`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnChange {
    /// Nothing is done; the journal says so.
    Skip,
    /// The job waits for a person.
    Park,
}

/// `orders.zero_total`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ZeroTotal {
    /// It is sent as any other.
    Send,
    /// It is left out; the journal says so.
    Skip,
}

/// `[orders.deals]`: deals become documents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deals {
    /// Whether deals count.
    pub enabled: bool,
    /// When a deal becomes a document.
    pub when: DealWhen,
    /// The pipelines' ids whose deals count; empty means all.
    pub pipelines: Vec<Name>,
    /// The stages' ids that make a document, with `when = "stage"`.
    pub stages: Vec<Name>,
    /// Whether a deal's value includes VAT.
    pub value_includes_vat: bool,
    /// The article number of a deal's one row.
    pub article: Option<Name>,
    /// The deal's custom field with the article number; before `article`.
    pub article_field: Option<crate::FieldTag>,
}

/// `orders.deals.when`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DealWhen {
    /// When it is won.
    Won,
    /// When it comes to one of `stages`.
    Stage,
}

/// One entry of `[payment_methods]`: what differs for orders that were paid so.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentMethod {
    /// Terms of payment: name or number of days.
    pub terms_of_payment: Option<Name>,
    /// The bank account that takes the payment: its name or number in eAccounting.
    pub bank_account: Option<Name>,
    /// Whether the invoice's payment is registered on `bank_account`.
    pub register_payment: Option<bool>,
    /// The kind of document, in place of `orders.document`.
    pub document: Option<Document>,
    /// The order's state, in place of `orders.order_status`.
    pub order_status: Option<OrderStatus>,
    /// Whether the document is e-mailed, in place of `orders.email`.
    pub email: Option<bool>,
}

/// What one order becomes: `[orders]` with its payment method's entry laid over it.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentPlan {
    /// The kind of document.
    pub document: Document,
    /// The order's state.
    pub order_status: OrderStatus,
    /// Whether it is e-mailed.
    pub email: bool,
    /// Terms of payment: name or number of days; none leaves the customer's.
    pub terms_of_payment: Option<Name>,
    /// The bank account on which the payment is registered; none registers nothing.
    pub register_payment_on: Option<Name>,
}
