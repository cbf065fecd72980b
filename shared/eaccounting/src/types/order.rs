use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{OrderStatus, TaxReductionPerson, lenient, shows};

/// An order as it is read (`OrderApi`). Amounts are in `currency_code`.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Order {
    /// Id.
    pub id: Uuid,
    /// Number that people use; none on drafts and some others.
    #[serde(default, deserialize_with = "lenient::int_option")]
    pub number: Option<i64>,
    /// Its status.
    pub status: OrderStatus,
    /// The customer.
    pub customer_id: Uuid,
    /// The customer's number.
    #[serde(default, deserialize_with = "lenient::text_option")]
    pub customer_number: Option<String>,
    /// The customer's name.
    #[serde(default)]
    pub customer_name: Option<String>,
    /// Whether the customer is a private person.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub customer_is_private_person: bool,
    /// Currency of all amounts.
    #[serde(default, deserialize_with = "lenient::text_or_empty")]
    pub currency_code: String,
    /// Total, with VAT where `includes_vat`, rounding included: see [`crate::totals::order_total_including_vat`].
    #[serde(with = "rust_decimal::serde::float")]
    pub amount: Decimal,
    /// VAT in it.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub vat_amount: Decimal,
    /// Rounding in it.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub roundings_amount: Decimal,
    /// Whether `amount` and the rows' prices include VAT.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub includes_vat: bool,
    /// Date of the order.
    #[serde(default, with = "lenient::date_option")]
    pub order_date: Option<Date>,
    /// Date of delivery.
    #[serde(default, with = "lenient::date_option")]
    pub delivery_date: Option<Date>,
    /// Date of shipping.
    #[serde(default, with = "lenient::date_option")]
    pub shipped_date_time: Option<Date>,
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
    /// The invoice address's name.
    #[serde(default)]
    pub invoice_customer_name: Option<String>,
    /// First address line that invoices go to.
    #[serde(default)]
    pub invoice_address1: Option<String>,
    /// Second address line that invoices go to.
    #[serde(default)]
    pub invoice_address2: Option<String>,
    /// Postcode that invoices go to.
    #[serde(default, deserialize_with = "lenient::text_option")]
    pub invoice_postal_code: Option<String>,
    /// City that invoices go to.
    #[serde(default)]
    pub invoice_city: Option<String>,
    /// Country that invoices go to.
    #[serde(default)]
    pub invoice_country_code: Option<String>,
    /// Delivery method by name.
    #[serde(default)]
    pub delivery_method_name: Option<String>,
    /// Delivery method by code.
    #[serde(default)]
    pub delivery_method_code: Option<String>,
    /// Delivery term by name.
    #[serde(default)]
    pub delivery_term_name: Option<String>,
    /// Delivery term by code.
    #[serde(default)]
    pub delivery_term_code: Option<String>,
    /// Terms of payment.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub terms_of_payment_id: Option<Uuid>,
    /// The quote that it was created from.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub created_from_quote_id: Option<Uuid>,
    /// Rows.
    #[serde(default, deserialize_with = "lenient::list_or_empty")]
    pub rows: Vec<OrderRow>,
}

shows!(Order, this: id = this.id, number = this.number, status = this.status, customer_id = this.customer_id, rows = this.rows.len());

/// A row of an order as it is read (`OrderRowApi`).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct OrderRow {
    /// Id.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub id: Option<Uuid>,
    /// Place of the row in the order.
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
    /// Price of one; includes VAT where the order does.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub unit_price: Decimal,
    /// How many.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub quantity: Decimal,
    /// How many are delivered.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub delivered_quantity: Decimal,
    /// Discount as a fraction of 1.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub discount_percentage: Decimal,
    /// Amount of the row; includes VAT where the order does.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub amount: Decimal,
    /// VAT rate that eAccounting chose, as a fraction of 1; none on text rows.
    #[serde(default, with = "lenient::rate_option")]
    pub vat_rate: Option<Decimal>,
    /// Unit.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub unit_id: Option<Uuid>,
    /// Whether the article is a service.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_service_article: bool,
}

shows!(OrderRow, this: line_number = this.line_number, article_id = this.article_id, quantity = this.quantity, unit_price = this.unit_price);

/// An order to create: eAccounting's `OrderApi` without read-only fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct NewOrder {
    /// Amount in the document currency; eAccounting computes it when absent; 2 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub amount: Option<Decimal>,
    /// The customer.
    pub customer_id: Uuid,
    /// Currency code, ISO 4217; at most 3 characters.
    pub currency_code: String,
    /// VAT; eAccounting computes it when absent; 2 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub vat_amount: Option<Decimal>,
    /// Rounding; eAccounting computes it when absent; 2 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub roundings_amount: Option<Decimal>,
    /// Delivered amount; computed when absent; 2 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub delivered_amount: Option<Decimal>,
    /// VAT on what is delivered; computed if absent; 2 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub delivered_vat_amount: Option<Decimal>,
    /// Rounding on what is delivered; computed if absent; 2 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub delivered_roundings_amount: Option<Decimal>,
    /// Who receives the goods; at most 100 characters.
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
    /// First address line that invoices go to; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_address1: Option<String>,
    /// Second address line that invoices go to; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_address2: Option<String>,
    /// City that invoices go to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_city: Option<String>,
    /// Country that invoices go to; needed with a VAT number, at most 2 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_country_code: Option<String>,
    /// Who receives the invoice; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_customer_name: Option<String>,
    /// Postcode that invoices go to; at most 10 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_postal_code: Option<String>,
    /// Delivery method by name; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_method_name: Option<String>,
    /// Delivery method by code; at most 20 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_method_code: Option<String>,
    /// Delivery term by name; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_term_name: Option<String>,
    /// Delivery term by code; at most 20 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_term_code: Option<String>,
    /// Terms of payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms_of_payment_id: Option<Uuid>,
    /// Triangular trade within the EU, and nothing else.
    pub eu_third_party: bool,
    /// Date of the order, within a fiscal year.
    #[serde(with = "lenient::date")]
    pub order_date: Date,
    /// Its status.
    pub status: OrderStatus,
    /// Date of delivery.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::date_option"
    )]
    pub delivery_date: Option<Date>,
    /// ROT or RUT deduction.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub house_work_amount: Option<Decimal>,
    /// ROT or RUT deduction distributed automatically.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub house_work_automatic_distribution: Option<bool>,
    /// Organisation number for ROT; at most 20 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub house_work_corporate_identity_number: Option<String>,
    /// Property for ROT; at most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub house_work_property_name: Option<String>,
    /// Rows.
    pub rows: Vec<NewOrderRow>,
    /// Date of shipping.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::date_option"
    )]
    pub shipped_date_time: Option<Date>,
    /// Tax reduction: 0 none, 1 ROT, 2 RUT.
    pub rot_reduced_invoicing_type: i32,
    /// Property for ROT: 1 flat, 2 house.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rot_property_type: Option<i32>,
    /// Persons who share a tax reduction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persons: Option<Vec<TaxReductionPerson>>,
    /// Reverse charge on construction services; on a customer it needs a VAT number.
    pub reverse_charge_on_construction_services: bool,
    /// Tax reduction for green technology.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uses_green_technology: Option<bool>,
}

/// A row of an order to create: eAccounting's `OrderRowApi` without read-only fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct NewOrderRow {
    /// Place of the row in the document.
    pub line_number: i32,
    /// How many are delivered; 2 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub delivered_quantity: Option<Decimal>,
    /// The article; absent on text rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_id: Option<Uuid>,
    /// Article number; at most 40 characters.
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
    /// Amount in the document currency; eAccounting computes it when absent; 2 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub amount: Option<Decimal>,
    /// Discount as a fraction of 1; 4 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub discount_percentage: Option<Decimal>,
    /// How many; 4 decimals.
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
    pub is_work_cost: bool,
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
    /// Reverse charge applies to this row.
    pub eligible_for_reverse_charge_on_vat: bool,
    /// First cost centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_center_item_id1: Option<Uuid>,
    /// Second cost centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_center_item_id2: Option<Uuid>,
    /// Third cost centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_center_item_id3: Option<Uuid>,
    /// Project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_id: Option<Uuid>,
    /// Kind of green technology.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub green_technology_type: Option<i32>,
}

shows!(NewOrder, this: customer_id = this.customer_id, status = this.status, order_date = this.order_date, rows = this.rows.len());
shows!(NewOrderRow, this: line_number = this.line_number, article_id = this.article_id, quantity = this.quantity, unit_price = this.unit_price);

/// What `POST /orders/{id}/convert` takes (`OrderConversionApi`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct OrderConversion {
    /// Other costs of ROT and RUT.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub work_house_other_costs: Option<Decimal>,
}
