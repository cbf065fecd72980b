use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Name, value};

/// `[orders]`: how orders and deals become documents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Orders {
    /// Whether orders are sent to eAccounting.
    pub enabled: bool,
    /// Run everything, but write nothing.
    pub dry_run: bool,
    /// Which orders.
    pub status_filter: StatusFilter,
    /// The ids of the e-commerce connections whose orders are sent. Empty means all.
    #[serde(deserialize_with = "value::connections")]
    pub connections: Vec<Name>,
    /// Orders placed, and deals won, before this day are skipped.
    #[serde(deserialize_with = "value::optional_date", default)]
    #[schemars(with = "Option<String>")]
    pub placed_after: Option<Date>,
    /// Whether test orders are sent.
    pub test_orders: bool,
    /// The most orders that one run of the sweep or a backfill queues. Useful for the first use.
    pub maximum_per_run: Option<u32>,
    /// The kind of document.
    pub document: Document,
    /// The state in which an order is created, with `document = "order"`.
    pub order_status: OrderStatus,
    /// Whether eAccounting sends the document to the customer by e-mail.
    pub email: bool,
    /// Whether an order updates a customer that already exists. The customer flow does so in any case.
    pub update_customer: bool,
    /// The number of the customer for orders without a usable customer. If unset, such orders are parked.
    pub default_customer: Option<Name>,
    /// The documents' payment terms: a name or a number of days. If unset, the customer's.
    #[serde(deserialize_with = "value::optional_terms", default)]
    pub terms_of_payment: Option<Name>,
    /// The delivery method, by name or code, of shipping methods that `[shipping_methods]` doesn't list.
    pub delivery_method: Option<Name>,
    /// `OurReference` of documents.
    pub our_reference: Option<Name>,
    /// Whether the document gets a note with the link to the shop's order.
    pub note: bool,
    /// The handling of an order that is canceled or refunded after it was sent.
    pub on_cancel: OnCancel,
    /// The text row of a credit invoice. `{invoice}` is replaced with the number of the credited invoice.
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
    /// Paid orders. Orders with a pending payment and carts are skipped.
    Paid,
    /// Completed orders only.
    Completed,
    /// All orders, except abandoned carts and failed or canceled orders.
    All,
}

/// `orders.document` and `payment_methods.*.document`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Document {
    /// An order.
    Order,
    /// An order that is shipped and then invoiced.
    OrderInvoiced,
    /// An invoice draft, for a person to book.
    InvoiceDraft,
    /// An invoice. It is created from a draft, which is converted with the shop's totals.
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
    /// Nothing happens; the journal records it.
    Skip,
    /// The job is parked.
    Park,
    /// An invoice is credited. An order that isn't invoiced is parked.
    Credit,
}

/// `orders.on_change`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnChange {
    /// Nothing happens; the journal records it.
    Skip,
    /// The job is parked.
    Park,
}

/// `orders.zero_total`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ZeroTotal {
    /// It is sent like any other order.
    Send,
    /// It is skipped; the journal records it.
    Skip,
}

/// `[orders.deals]`: how deals become documents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deals {
    /// Whether deals count.
    pub enabled: bool,
    /// When a deal becomes a document.
    pub when: DealWhen,
    /// The ids of the pipelines whose deals are sent. Empty means all.
    #[serde(deserialize_with = "value::ids")]
    pub pipelines: Vec<Name>,
    /// The ids of the stages whose deals become a document, with `when = "stage"`.
    #[serde(deserialize_with = "value::ids")]
    pub stages: Vec<Name>,
    /// Whether a deal's value includes VAT.
    pub value_includes_vat: bool,
    /// The article number of a deal's one row.
    pub article: Option<Name>,
    /// The deal's custom field with the article number, with precedence over `article`.
    pub article_field: Option<crate::FieldTag>,
}

/// `orders.deals.when`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DealWhen {
    /// When the deal is won.
    Won,
    /// When the deal reaches one of `stages`.
    Stage,
}

/// One entry of `[payment_methods]`: overrides for orders with this payment method.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentMethod {
    /// Payment terms: a name or a number of days.
    #[serde(deserialize_with = "value::optional_terms", default)]
    pub terms_of_payment: Option<Name>,
    /// The bank account that receives the payment: its name or number in eAccounting.
    pub bank_account: Option<Name>,
    /// Whether the invoice's payment is registered on `bank_account`.
    pub register_payment: Option<bool>,
    /// Overrides `orders.document`.
    pub document: Option<Document>,
    /// Overrides `orders.order_status`.
    pub order_status: Option<OrderStatus>,
    /// Whether the document is e-mailed. Overrides `orders.email`.
    pub email: Option<bool>,
}

/// The effective settings of one order: `[orders]` with the overrides of its payment method.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentPlan {
    /// The kind of document.
    pub document: Document,
    /// The order's state.
    pub order_status: OrderStatus,
    /// Whether it is e-mailed.
    pub email: bool,
    /// Payment terms: a name or a number of days. If unset, the customer's.
    pub terms_of_payment: Option<Name>,
    /// The bank account on which the payment is registered. If unset, no payment is registered.
    pub register_payment_on: Option<Name>,
}
