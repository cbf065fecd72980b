use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{TaxReductionPerson, lenient, shows};

/// An invoice draft (`CustomerInvoiceDraftApi`). Amounts are in the invoice's currency unless noted.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerInvoiceDraft {
    /// Id; drafts have no number.
    pub id: Uuid,
    /// The customer.
    pub customer_id: Uuid,
    /// The customer's number.
    #[serde(default, deserialize_with = "lenient::text_option")]
    pub customer_number: Option<String>,
    /// Whether the customer is a private person.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub customer_is_private_person: bool,
    /// Currency, from the customer.
    #[serde(default)]
    pub invoice_currency_code: Option<String>,
    /// The amount to pay, VAT and rounding included: see [`crate::totals::invoice_draft_total_including_vat`].
    #[serde(with = "rust_decimal::serde::float")]
    pub total_amount: Decimal,
    /// VAT in it.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub total_vat_amount: Decimal,
    /// Rounding in it.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub total_roundings: Decimal,
    /// Total in the company's currency.
    #[serde(default, with = "lenient::decimal_option")]
    pub total_amount_base_currency: Option<Decimal>,
    /// Whether the rows' prices include VAT.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub includes_vat: bool,
    /// A credit invoice.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_credit_invoice: bool,
    /// Date of the invoice.
    #[serde(default, with = "lenient::date_option")]
    pub invoice_date: Option<Date>,
    /// Due date.
    #[serde(default, with = "lenient::date_option")]
    pub due_date: Option<Date>,
    /// When it was created.
    #[serde(default, deserialize_with = "lenient::time_option")]
    pub created_utc: Option<Timestamp>,
    /// The buyer's order reference: the shop's order number.
    #[serde(default, deserialize_with = "lenient::text_option")]
    pub buyers_order_reference: Option<String>,
    /// The buyer's person.
    #[serde(default)]
    pub your_reference: Option<String>,
    /// The seller's person.
    #[serde(default)]
    pub our_reference: Option<String>,
    /// Terms of payment.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub terms_of_payment_id: Option<Uuid>,
    /// Rows.
    #[serde(default, deserialize_with = "lenient::list_or_empty")]
    pub rows: Vec<CustomerInvoiceDraftRow>,
}

shows!(CustomerInvoiceDraft, this: id = this.id, customer_id = this.customer_id, rows = this.rows.len());

/// A row of an invoice draft as it is read (`CustomerInvoiceDraftRowApi`).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerInvoiceDraftRow {
    /// Place of the row in the draft.
    #[serde(default, deserialize_with = "lenient::int_option")]
    pub line_number: Option<i32>,
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
    /// Price of one; includes VAT where the draft does.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub unit_price: Decimal,
    /// How many.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub quantity: Decimal,
    /// Discount as a fraction of 1.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub discount_percentage: Decimal,
    /// Amount of the row; includes VAT where the draft does.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub amount: Decimal,
    /// VAT rate that eAccounting chose, as a fraction of 1; none on text rows.
    #[serde(default, with = "lenient::rate_option")]
    pub vat_rate: Option<Decimal>,
}

shows!(CustomerInvoiceDraftRow, this: line_number = this.line_number, article_id = this.article_id, quantity = this.quantity, unit_price = this.unit_price);

/// An invoice draft to create: eAccounting's `CustomerInvoiceDraftApi` without read-only fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct NewInvoiceDraft {
    /// The customer.
    pub customer_id: Uuid,
    /// A credit invoice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_credit_invoice: Option<bool>,
    /// Tax reduction: 0 none, 1 ROT, 2 RUT.
    pub rot_reduced_invoicing_type: i32,
    /// Property for ROT; at most 40 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rot_reduced_invoicing_property_name: Option<String>,
    /// Organisation number for ROT; at most 11 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rot_reduced_invoicing_org_number: Option<String>,
    /// ROT or RUT deduction; 2 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub rot_reduced_invoicing_amount: Option<Decimal>,
    /// ROT or RUT deduction distributed automatically.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rot_reduced_invoicing_automatic_distribution: Option<bool>,
    /// Property for ROT: 1 flat, 2 house.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rot_property_type: Option<i32>,
    /// Other costs for ROT and RUT.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub house_work_other_costs: Option<Decimal>,
    /// Rows.
    pub rows: Vec<NewInvoiceDraftRow>,
    /// Persons who share a tax reduction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persons: Option<Vec<TaxReductionPerson>>,
    /// The buyer's person; at most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub your_reference: Option<String>,
    /// The seller's person; at most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub our_reference: Option<String>,
    /// The buyer's order reference, carried on to the invoice: the shop's order number; at most 35
    /// characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buyers_order_reference: Option<String>,
    /// Reference for electronic invoices; at most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub electronic_reference: Option<String>,
    /// Subscription number; at most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscription_number: Option<String>,
    /// Contract number; at most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract_number: Option<String>,
    /// First address line that invoices go to; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_address1: Option<String>,
    /// Second address line that invoices go to; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_address2: Option<String>,
    /// Who receives the goods; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_customer_name: Option<String>,
    /// First address line that goods go to; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_address1: Option<String>,
    /// Second address line that goods go to; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_address2: Option<String>,
    /// Postcode that goods go to; at most 10 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_postal_code: Option<String>,
    /// City that goods go to; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_city: Option<String>,
    /// Country that goods go to; at most 2 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_country_code: Option<String>,
    /// Delivery method by name; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_method_name: Option<String>,
    /// Delivery term by name; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_term_name: Option<String>,
    /// Terms of payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms_of_payment_id: Option<Uuid>,
    /// Delivery method by code; at most 20 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_method_code: Option<String>,
    /// Delivery term by code; at most 20 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_term_code: Option<String>,
    /// Triangular trade within the EU, and nothing else.
    pub eu_third_party: bool,
    /// Date of the invoice.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::date_option"
    )]
    pub invoice_date: Option<Date>,
    /// Due date.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::date_option"
    )]
    pub due_date: Option<Date>,
    /// Date of delivery.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::date_option"
    )]
    pub delivery_date: Option<Date>,
    /// Replaces zero prices by the article's; `false` keeps free items free.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replace_unit_price_when_zero: Option<bool>,
    /// Tax reduction for green technology.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uses_green_technology: Option<bool>,
    /// Paid by direct debit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_direct_debit: Option<bool>,
    /// Background of the printed document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_id: Option<Uuid>,
}

/// A row of an invoice draft to create: eAccounting's `CustomerInvoiceDraftRowApi` without read-only fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct NewInvoiceDraftRow {
    /// Place of the row in the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_number: Option<i32>,
    /// The article; absent on text rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_id: Option<Uuid>,
    /// Article number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_number: Option<String>,
    /// A row of text only.
    pub is_text_row: bool,
    /// Text; the article's name when absent, at least one character on a text row, at most 2000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Price of one, in the document currency; includes VAT where the document does. Two decimals, four when
    /// customer or currency is foreign.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub unit_price: Option<Decimal>,
    /// Discount as a fraction of 1; 4 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub discount_percentage: Option<Decimal>,
    /// How many; 2 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub quantity: Option<Decimal>,
    /// Kind of work for ROT and RUT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_cost_type: Option<i32>,
    /// Work for ROT and RUT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_work_cost: Option<bool>,
    /// Hours of work.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub work_hours: Option<Decimal>,
    /// Cost of material.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub material_costs: Option<Decimal>,
    /// Reverse charge on construction services.
    pub reversed_construction_services_vat_free: bool,
    /// First cost centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_center_item_id1: Option<Uuid>,
    /// Second cost centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_center_item_id2: Option<Uuid>,
    /// Third cost centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_center_item_id3: Option<Uuid>,
    /// Unit, abbreviated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_abbreviation: Option<String>,
    /// Unit, abbreviated, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_abbreviation_english: Option<String>,
    /// Unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_name: Option<String>,
    /// Project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_id: Option<Uuid>,
    /// Kind of green technology.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub green_technology_type: Option<i32>,
}

shows!(NewInvoiceDraft, this: customer_id = this.customer_id, invoice_date = this.invoice_date, rows = this.rows.len());
shows!(NewInvoiceDraftRow, this: line_number = this.line_number, article_id = this.article_id, quantity = this.quantity, unit_price = this.unit_price);

/// A draft's expected totals on conversion to an invoice (`CustomerInvoiceDraftValidationApi`): eAccounting rejects the
/// conversion if they differ, so that nothing wrong is booked. Negative for credit invoices.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerInvoiceDraftValidation {
    /// Total, VAT and rounding included.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub total_amount_invoice_currency: Option<Decimal>,
    /// VAT.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub total_vat_amount_invoice_currency: Option<Decimal>,
    /// Rounding.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub total_roundings_invoice_currency: Option<Decimal>,
    /// Rows to check, matched by line number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<Vec<CustomerInvoiceDraftValidationRow>>,
}

/// What one row is expected to come to (`CustomerInvoiceDraftValidationRowApi`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerInvoiceDraftValidationRow {
    /// Line number in the draft.
    pub line_number: i32,
    /// Quantity × price − discount, without VAT.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub total_amount_no_vat_invoice_currency: Option<Decimal>,
    /// Quantity × price − discount, with VAT.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub total_amount_inc_vat_invoice_currency: Option<Decimal>,
}
