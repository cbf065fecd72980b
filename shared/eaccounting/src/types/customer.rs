use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{TermsOfPayment, lenient, shows};

/// A customer as it is read (`CustomerApi`).
///
/// A PUT replaces the whole record and an omitted field becomes null, so this keeps every writable field, and unknown
/// ones in `other`: a read, merge and PUT loses nothing.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Customer {
    /// Id.
    pub id: Uuid,
    /// The terms of payment that `terms_of_payment_id` names; follows it, so it is never sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms_of_payment: Option<TermsOfPayment>,
    /// The account on which payments are booked.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::id_option"
    )]
    pub pay_to_account_id: Option<Uuid>,
    /// Date of the last invoice.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::date_option"
    )]
    pub last_invoice_date: Option<Date>,
    /// When it was last changed.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::time_option"
    )]
    pub changed_utc: Option<Timestamp>,
    /// Whether invoices may have a future date.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_future_invoice_date_allowed: bool,
    /// The unpaid amount.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub unpaid_invoices_amount: Decimal,
    /// Message threads, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_threads: Option<Vec<Uuid>>,
    /// Notes, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Vec<Uuid>>,
    /// The writable fields.
    #[serde(flatten)]
    pub fields: NewCustomer,
    /// Fields that this program does not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

shows!(Customer, this: id = this.id, customer_number = this.fields.customer_number, is_active = this.fields.is_active);

impl Customer {
    /// Everything that a PUT must hold so that nothing is erased: all writable fields, and the unknown ones as they came.
    #[must_use]
    pub fn to_put(&self) -> Map<String, Value> {
        let mut fields = self.fields.to_map();
        for (name, value) in &self.other {
            fields.entry(name.clone()).or_insert_with(|| value.clone());
        }
        fields
    }
}

/// The writable fields of a customer: eAccounting's `CustomerApi` without read-only fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct NewCustomer {
    /// City that invoices go to; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_city: Option<String>,
    /// Postcode that invoices go to; at most 10 characters.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::text_option"
    )]
    pub invoice_postal_code: Option<String>,
    /// Global location number; obsolete, `edi_gln_number` took its place, at most 255 characters.
    #[serde(rename = "GLN", skip_serializing_if = "Option::is_none")]
    pub gln: Option<String>,
    /// Address that orders are sent to; at most 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address_order: Option<String>,
    /// Address that quotes are sent to; at most 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address_quote: Option<String>,
    /// Number for tax deduction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_deduction_number: Option<String>,
    /// Property for ROT: 1 flat, 2 house.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::int_option"
    )]
    pub property_type: Option<i32>,
    /// Property reference for ROT; at most 40 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property_reference: Option<String>,
    /// Labels, which must exist.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_labels: Option<Vec<CustomerLabel>>,
    /// Customer's IBAN; at most 35 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iban: Option<String>,
    /// Paid by direct debit.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::bool_option"
    )]
    pub is_direct_debit_enabled: Option<bool>,
    /// Mandate of the direct debit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direct_debit_customer_settings: Option<DirectDebitSettings>,
    /// Discount agreement; Pro companies only.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::id_option"
    )]
    pub discount_agreement_id: Option<Uuid>,
    /// Customer number, unique; given by eAccounting when empty, at most 16 characters.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::text_option"
    )]
    pub customer_number: Option<String>,
    /// Organisation number or personal identity number, with a valid control digit; at most 20 characters.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::text_option"
    )]
    pub corporate_identity_number: Option<String>,
    /// Contact person's e-mail; at most 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_person_email: Option<String>,
    /// Contact person's mobile; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_person_mobile: Option<String>,
    /// Contact person's name; at most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_person_name: Option<String>,
    /// Contact person's phone; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_person_phone: Option<String>,
    /// Currency code, ISO 4217; at most 3 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency_code: Option<String>,
    /// Address that invoices are sent to; the default key between both systems, at most 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    /// First address line that invoices go to; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_address1: Option<String>,
    /// Second address line that invoices go to; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_address2: Option<String>,
    /// Country that invoices go to; needed with a VAT number, at most 2 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_country_code: Option<String>,
    /// First address line that goods go to; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_address1: Option<String>,
    /// Second address line that goods go to; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_address2: Option<String>,
    /// City that goods go to; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_city: Option<String>,
    /// Country that goods go to; at most 2 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_country_code: Option<String>,
    /// Postcode that goods go to; at most 10 characters.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::text_option"
    )]
    pub delivery_postal_code: Option<String>,
    /// Who receives the goods; at most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_customer_name: Option<String>,
    /// Delivery method.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::id_option"
    )]
    pub delivery_method_id: Option<Uuid>,
    /// Delivery term.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::id_option"
    )]
    pub delivery_term_id: Option<Uuid>,
    /// Name; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Note; at most 4000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Reverse charge on construction services; on a customer it needs a VAT number.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::bool_option"
    )]
    pub reverse_charge_on_construction_services: Option<bool>,
    /// Customer number in Visma Webshop.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::int_option"
    )]
    pub webshop_customer_number: Option<i32>,
    /// Mobile phone; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile_phone: Option<String>,
    /// Phone; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// Terms of payment.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::id_option"
    )]
    pub terms_of_payment_id: Option<Uuid>,
    /// VAT number with its country prefix; checked in VIES, at most 20 characters.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::text_option"
    )]
    pub vat_number: Option<String>,
    /// Web address; at most 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub www_address: Option<String>,
    /// A private person, not a company.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_private_person: bool,
    /// In Northern Ireland, which the EU counts as its own for goods.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::bool_option"
    )]
    pub is_northern_ireland: Option<bool>,
    /// Discount as a fraction of 1; 4 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub discount_percentage: Option<Decimal>,
    /// May be used.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_active: bool,
    /// VAT on sales to a customer outside the EU.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::bool_option"
    )]
    pub force_bookkeep_vat: Option<bool>,
    /// Global location number; at most 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edi_gln_number: Option<String>,
    /// Language of documents; at most 2 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sales_document_language: Option<String>,
    /// Address for electronic invoices; at most 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub electronic_address: Option<String>,
    /// Reference for electronic invoices; at most 35 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub electronic_reference: Option<String>,
    /// Operator of electronic invoices; at most 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edi_service_deliverer_id: Option<String>,
    /// When the invitation to e-invoices was sent.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::date_option"
    )]
    pub auto_invoice_activation_email_sent_date: Option<Date>,
    /// When the registration for e-invoices was requested.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::date_option"
    )]
    pub auto_invoice_registration_request_sent_date: Option<Date>,
    /// Addresses for copies, five at most; needs `email_address`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_addresses: Option<Vec<String>>,
    /// VAT and OSS follow the delivery address; needs its city, country and postcode.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::bool_option"
    )]
    pub delivery_based_vat: Option<bool>,
    /// Price list; Pro companies only.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::id_option"
    )]
    pub sales_price_list_id: Option<Uuid>,
}

shows!(NewCustomer, this: customer_number = this.customer_number, is_active = this.is_active);

impl NewCustomer {
    /// The fields as a JSON object, without those that are not set.
    #[must_use]
    pub fn to_map(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(fields)) => fields,
            // A struct of texts, numbers and lists always becomes an object.
            _ => Map::new(),
        }
    }
}

/// A label of customers (`CustomerLabelApi`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerLabel {
    /// Id; how a customer names an existing label.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::id_option"
    )]
    pub id: Option<Uuid>,
    /// Name; at most 50 characters.
    #[serde(default, deserialize_with = "lenient::text_or_empty")]
    pub name: String,
    /// Description; at most 400 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A direct debit mandate (`DirectDebitCustomerSettingsApi`), sent back unchanged.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DirectDebitSettings(pub Map<String, Value>);

shows!(DirectDebitSettings, this: fields = this.0.len());

/// A person who shares a tax reduction (`SalesDocumentRotRutReductionPersonApi`).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TaxReductionPerson {
    /// Personal identity number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ssn: Option<String>,
    /// Share of the reduction.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub amount: Option<Decimal>,
}

shows!(TaxReductionPerson, this: amount = this.amount);
