use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{QuoteConversionType, QuoteStatus, TermsOfPayment, lenient, shows};

/// A quote as it is read (`QuoteApi`). Amounts are in `currency_code`.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Quote {
    /// Id.
    pub id: Uuid,
    /// Number that people use; none on drafts.
    #[serde(default, deserialize_with = "lenient::int_option")]
    pub number: Option<i64>,
    /// Its status.
    pub status: QuoteStatus,
    /// The customer.
    pub customer_id: Uuid,
    /// The customer's number.
    #[serde(default, deserialize_with = "lenient::text_option")]
    pub customer_number: Option<String>,
    /// The customer's name.
    #[serde(default)]
    pub customer_name: Option<String>,
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
    /// Whether the customer is a private person.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub customer_is_private_person: bool,
    /// Currency of all amounts.
    #[serde(default)]
    pub currency_code: Option<String>,
    /// Total, with VAT where `includes_vat`, rounding included: see [`crate::totals::quote_total_including_vat`].
    #[serde(with = "rust_decimal::serde::float")]
    pub total_amount: Decimal,
    /// VAT in it.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub vat_amount: Decimal,
    /// Rounding in it.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub roundings_amount: Decimal,
    /// Whether `total_amount` and the rows' prices include VAT.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub includes_vat: bool,
    /// Date of the quote.
    #[serde(default, with = "lenient::date_option")]
    pub quote_date: Option<Date>,
    /// Valid until.
    #[serde(default, with = "lenient::date_option")]
    pub due_date: Option<Date>,
    /// Date of delivery.
    #[serde(default, with = "lenient::date_option")]
    pub delivery_date: Option<Date>,
    /// When it was accepted.
    #[serde(default, deserialize_with = "lenient::time_option")]
    pub approved_date: Option<Timestamp>,
    /// When it was created.
    #[serde(default, deserialize_with = "lenient::time_option")]
    pub created_utc: Option<Timestamp>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "lenient::time_option")]
    pub modified_utc: Option<Timestamp>,
    /// The buyer's order reference.
    #[serde(default, deserialize_with = "lenient::text_option")]
    pub buyers_order_reference: Option<String>,
    /// The buyer's person.
    #[serde(default)]
    pub customer_reference: Option<String>,
    /// The seller's person.
    #[serde(default)]
    pub company_reference: Option<String>,
    /// Terms of payment.
    #[serde(default)]
    pub terms_of_payment: Option<TermsOfPayment>,
    /// Rows.
    #[serde(default, deserialize_with = "lenient::list_or_empty")]
    pub rows: Vec<QuoteRow>,
}

shows!(Quote, this: id = this.id, number = this.number, status = this.status, customer_id = this.customer_id, rows = this.rows.len());

/// A row of a quote as it is read (`QuoteRowApi`).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct QuoteRow {
    /// Place of the row in the quote.
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
    /// Price of one; includes VAT where the quote does.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub unit_price: Decimal,
    /// How many.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub quantity: Decimal,
    /// Discount as a fraction of 1.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub discount_percentage: Decimal,
    /// Amount of the row; includes VAT where the quote does.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub amount: Decimal,
    /// VAT rate as a fraction of 1; none on text rows.
    #[serde(default, with = "lenient::rate_option")]
    pub vat_rate: Option<Decimal>,
    /// Whether the row is marked free of VAT.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_vat_free: bool,
}

shows!(QuoteRow, this: line_number = this.line_number, article_id = this.article_id, quantity = this.quantity, unit_price = this.unit_price);

/// What `POST /quotes/{id}/converttoorder` takes (`QuoteConversionApi`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct QuoteConversion {
    /// Draft or order.
    #[serde(rename = "Type")]
    pub kind: QuoteConversionType,
}
