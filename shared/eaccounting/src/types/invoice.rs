use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{PaymentStatus, PaymentType, SendType, lenient, shows};

/// A customer invoice as it is read (`CustomerInvoiceApi`). It is bookkept: it cannot be changed or deleted.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerInvoice {
    /// Id.
    pub id: Uuid,
    /// Invoice number.
    #[serde(default, deserialize_with = "lenient::int_option")]
    pub invoice_number: Option<i64>,
    /// The customer.
    pub customer_id: Uuid,
    /// The customer's number.
    #[serde(default, deserialize_with = "lenient::text_option")]
    pub customer_number: Option<String>,
    /// The customer's name.
    #[serde(default)]
    pub customer_name: Option<String>,
    /// The address that the customer's invoices are e-mailed to.
    #[serde(default)]
    pub customer_email: Option<String>,
    /// The invoice address's name.
    #[serde(default)]
    pub invoice_customer_name: Option<String>,
    /// First address line that the invoice goes to.
    #[serde(default)]
    pub invoice_address1: Option<String>,
    /// Second address line that the invoice goes to.
    #[serde(default)]
    pub invoice_address2: Option<String>,
    /// Postcode that the invoice goes to.
    #[serde(default, deserialize_with = "lenient::text_option")]
    pub invoice_postal_code: Option<String>,
    /// City that the invoice goes to.
    #[serde(default)]
    pub invoice_city: Option<String>,
    /// Country that the invoice goes to.
    #[serde(default)]
    pub invoice_country_code: Option<String>,
    /// The delivery address's name.
    #[serde(default)]
    pub delivery_customer_name: Option<String>,
    /// First address line that goods go to.
    #[serde(default)]
    pub delivery_address1: Option<String>,
    /// Second address line that goods go to.
    #[serde(default)]
    pub delivery_address2: Option<String>,
    /// Postcode that goods go to.
    #[serde(default, deserialize_with = "lenient::text_option")]
    pub delivery_postal_code: Option<String>,
    /// City that goods go to.
    #[serde(default)]
    pub delivery_city: Option<String>,
    /// Country that goods go to.
    #[serde(default)]
    pub delivery_country_code: Option<String>,
    /// Delivery method by name.
    #[serde(default)]
    pub delivery_method_name: Option<String>,
    /// Delivery term by name.
    #[serde(default)]
    pub delivery_term_name: Option<String>,
    /// Terms of payment.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub terms_of_payment_id: Option<Uuid>,
    /// Date of delivery.
    #[serde(default, with = "lenient::date_option")]
    pub delivery_date: Option<Date>,
    /// Whether the customer is a private person.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub customer_is_private_person: bool,
    /// Currency, from the customer.
    #[serde(default)]
    pub currency_code: Option<String>,
    /// Total in the company's currency, VAT and rounding included.
    #[serde(with = "rust_decimal::serde::float")]
    pub total_amount: Decimal,
    /// VAT in the company's currency.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub total_vat_amount: Decimal,
    /// Rounding in the company's currency.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub total_roundings: Decimal,
    /// Total in the invoice's currency, VAT and rounding included.
    #[serde(default, with = "lenient::decimal_option")]
    pub total_amount_invoice_currency: Option<Decimal>,
    /// VAT in the invoice's currency.
    #[serde(default, with = "lenient::decimal_option")]
    pub total_vat_amount_invoice_currency: Option<Decimal>,
    /// The amount that credit invoices have credited, in the invoice's currency.
    #[serde(default, with = "lenient::decimal_option")]
    pub set_off_amount_invoice_currency: Option<Decimal>,
    /// The unpaid amount in the company's currency; negative on credit invoices.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub remaining_amount: Decimal,
    /// The unpaid amount in the invoice's currency; negative on credit invoices.
    #[serde(default, with = "lenient::decimal_option")]
    pub remaining_amount_invoice_currency: Option<Decimal>,
    /// Whether it is paid.
    #[serde(default)]
    pub payment_status: Option<PaymentStatus>,
    /// Date of the payment.
    #[serde(default, with = "lenient::date_option")]
    pub payment_date: Option<Date>,
    /// Whether the rows' prices include VAT.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub includes_vat: bool,
    /// A credit invoice.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_credit_invoice: bool,
    /// How it was sent.
    #[serde(default)]
    pub send_type: Option<SendType>,
    /// Date of the invoice.
    #[serde(default, with = "lenient::date_option")]
    pub invoice_date: Option<Date>,
    /// Due date.
    #[serde(default, with = "lenient::date_option")]
    pub due_date: Option<Date>,
    /// When it was created.
    #[serde(default, deserialize_with = "lenient::time_option")]
    pub created_utc: Option<Timestamp>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "lenient::time_option")]
    pub modified_utc: Option<Timestamp>,
    /// The buyer's order reference: the shop's order number.
    #[serde(default, deserialize_with = "lenient::text_option")]
    pub buyers_order_reference: Option<String>,
    /// The buyer's person.
    #[serde(default)]
    pub your_reference: Option<String>,
    /// The seller's person.
    #[serde(default)]
    pub our_reference: Option<String>,
    /// The part of the total that the tax agency pays, in an invoice with ROT or RUT.
    #[serde(default, with = "lenient::decimal_option")]
    pub rot_reduced_invoicing_amount: Option<Decimal>,
    /// The invoices that credit this one.
    #[serde(default, deserialize_with = "lenient::list_or_empty")]
    pub credited_by: Vec<CreditedBy>,
    /// The order that it was created from.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub created_from_order_id: Option<Uuid>,
    /// The quote that it was created from.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub created_from_quote_id: Option<Uuid>,
    /// Whether it was created from several orders; `created_from_order_id` then names none or one of them.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_collective_invoice: bool,
    /// Which rows of a collective invoice are of which order.
    #[serde(
        default,
        rename = "CollectiveCustomerInvoiceRowsRelationToOrders",
        deserialize_with = "lenient::list_or_empty"
    )]
    pub collected_orders: Vec<CollectedOrder>,
    /// The draft that it was created from.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub created_from_draft_id: Option<Uuid>,
    /// The invoice that this one credits.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub referring_invoice_id: Option<Uuid>,
    /// Number of the voucher that it was bookkept with.
    #[serde(default)]
    pub voucher_number: Option<String>,
    /// Amounts for each VAT rate.
    #[serde(default, deserialize_with = "lenient::list_or_empty")]
    pub vat_specification: Vec<VatSpecification>,
    /// Rows.
    #[serde(default, deserialize_with = "lenient::list_or_empty")]
    pub rows: Vec<CustomerInvoiceRow>,
}

impl CustomerInvoice {
    /// The unpaid amount in the invoice's currency; the company's, where eAccounting gives no other.
    #[must_use]
    pub fn unpaid(&self) -> Decimal {
        self.remaining_amount_invoice_currency
            .unwrap_or(self.remaining_amount)
    }
}

shows!(CustomerInvoice, this: id = this.id, invoice_number = this.invoice_number, payment_status = this.payment_status, customer_id = this.customer_id, rows = this.rows.len());

/// A credit invoice that credits another invoice (`CreditedByApi`).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreditedBy {
    /// The credit invoice.
    pub credit_invoice_id: Uuid,
}

/// Where rows of a collective invoice come from (`CollectiveCustomerInvoiceRelationToOrderApi`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CollectedOrder {
    /// The order.
    pub order_id: Uuid,
    /// The order's number.
    #[serde(default, deserialize_with = "lenient::int_option")]
    pub order_number: Option<i64>,
    /// The rows of the invoice, by line number, that are the order's.
    #[serde(default, deserialize_with = "lenient::ints")]
    pub related_invoice_rows: Vec<i32>,
}

/// A row of a customer invoice as it is read (`CustomerInvoiceRowApi`).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerInvoiceRow {
    /// Place of the row in the invoice.
    #[serde(default, deserialize_with = "lenient::int_or_zero")]
    pub line_number: i32,
    /// The article; none on text rows.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub article_id: Option<Uuid>,
    /// Article number.
    #[serde(default, deserialize_with = "lenient::text_option")]
    pub article_number: Option<String>,
    /// A row of text only.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_text_row: bool,
    /// Text.
    #[serde(default)]
    pub text: Option<String>,
    /// Price of one; includes VAT where the invoice does.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub unit_price: Decimal,
    /// How many.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub quantity: Decimal,
    /// Discount as a fraction of 1.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub discount_percentage: Decimal,
    /// Amount of the row; includes VAT where the invoice does.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub amount: Decimal,
    /// Amount of the row without VAT.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub amount_no_vat: Decimal,
    /// VAT rate as a fraction of 1; none on text rows.
    #[serde(default, with = "lenient::rate_option")]
    pub vat_rate: Option<Decimal>,
    /// Cost center of the first dimension.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub cost_center_item_id1: Option<Uuid>,
    /// Cost center of the second dimension.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub cost_center_item_id2: Option<Uuid>,
    /// Cost center of the third dimension.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub cost_center_item_id3: Option<Uuid>,
    /// Project.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub project_id: Option<Uuid>,
}

shows!(CustomerInvoiceRow, this: line_number = this.line_number, article_id = this.article_id, quantity = this.quantity, unit_price = this.unit_price);

/// Amounts of one VAT rate (`CustomerInvoiceVatApi`), in the invoice's currency.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct VatSpecification {
    /// The base amount of the VAT.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub amount_invoice_currency: Decimal,
    /// VAT.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub vat_amount_invoice_currency: Decimal,
    /// The rate.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub vat_percent: Decimal,
}

/// An entry of the customer ledger (`CustomerLedgerItemApi`): an invoice's state without its content. Amounts are in
/// `currency_code`. Whether posted invoices are in the list is not documented.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerLedgerItem {
    /// Id of the entry, not of the invoice.
    pub id: Uuid,
    /// The invoice's number.
    #[serde(default, deserialize_with = "lenient::int_option")]
    pub invoice_number: Option<i64>,
    /// The customer.
    pub customer_id: Uuid,
    /// Currency of the amounts.
    #[serde(default)]
    pub currency_code: Option<String>,
    /// Whether it is of a credit invoice.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_credit_invoice: bool,
    /// Total.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub total_amount_invoice_currency: Decimal,
    /// The unpaid amount.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub remaining_amount_invoice_currency: Decimal,
    /// Due date.
    #[serde(default, with = "lenient::date_option")]
    pub due_date: Option<Date>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "lenient::time_option")]
    pub modified_utc: Option<Timestamp>,
}

/// A payment of an invoice (`InvoicePaymentApi`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct InvoicePayment {
    /// The bank account that was paid to.
    pub company_bank_account_id: Uuid,
    /// Day of the payment in the company's time zone; not in the future.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::date_option"
    )]
    pub payment_date: Option<Date>,
    /// Reference; at most 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Amount in the invoice's currency.
    #[serde(with = "rust_decimal::serde::float")]
    pub payment_amount: Decimal,
    /// Currency of the amount.
    pub payment_currency: String,
    /// The document that it settles.
    pub payment_type: PaymentType,
}
