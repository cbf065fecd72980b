use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Address, Email};

/// One custom field of a contact, account or deal, by every name that a user may know it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomField {
    /// ActiveCampaign's id of the field.
    pub id: String,
    /// The title that the user sees.
    pub title: String,
    /// The personalisation tag, lower case, such as `vat_number`; accounts' and deals' fields have it too.
    pub tag: String,
    /// The value; several values of a checkbox or list box are joined by `, `.
    pub value: String,
}

/// Custom fields by personalisation tag, lower case.
pub type CustomFields = BTreeMap<String, CustomField>;

/// The record that a customer was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerOrigin {
    /// A contact (with its account, where it has one).
    Contact,
    /// An account, with one of its contacts where it has any.
    Account,
    /// An order's own customer data.
    Order,
}

/// A customer as ActiveCampaign has it: a contact, its account, and the buyer of an order.
///
/// This is the source document that mapping expressions read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    /// What it was read from.
    pub origin: CustomerOrigin,
    /// ActiveCampaign's contact id.
    pub contact_id: Option<String>,
    /// ActiveCampaign's account id.
    pub account_id: Option<String>,
    /// E-mail address, the default key between both systems.
    pub email: Option<Email>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Phone number as written.
    pub phone: Option<String>,
    /// Company name, from the account, the order or the contact's organisation.
    pub company: Option<String>,
    /// The account's web address.
    pub website: Option<String>,
    /// Locale of the customer such as `sv_SE`, where the source has one.
    pub locale: Option<String>,
    /// Currency of the order that the customer came with.
    pub currency: Option<String>,
    /// Where invoices go.
    pub billing: Address,
    /// Where goods go; empty means the same as `billing`.
    pub delivery: Address,
    /// The contact's tags.
    pub tags: Vec<String>,
    /// The contact's custom fields.
    pub fields: CustomFields,
    /// The account's custom fields.
    pub account_fields: CustomFields,
}

impl Customer {
    /// An empty customer of this origin.
    #[must_use]
    pub fn new(origin: CustomerOrigin) -> Self {
        Self {
            origin,
            contact_id: None,
            account_id: None,
            email: None,
            first_name: None,
            last_name: None,
            phone: None,
            company: None,
            website: None,
            locale: None,
            currency: None,
            billing: Address::default(),
            delivery: Address::default(),
            tags: Vec::new(),
            fields: CustomFields::new(),
            account_fields: CustomFields::new(),
        }
    }
}
