//! The kinds of records: their paths, models and scopes.

use serde::{Deserialize, Serialize};

use super::fields;
use super::model::Model;

/// A kind of record. To add one, add a variant and a line in [`Collection::shelf`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Collection {
    Customers,
    CustomerLabels,
    Orders,
    Quotes,
    Articles,
    ArticleAccountCodings,
    TermsOfPayments,
    Units,
    DeliveryMethods,
    DeliveryTerms,
    Countries,
    Currencies,
    VatCodes,
    VatCodesRates,
    CustomerInvoices,
    CustomerLedgerItems,
    CustomerInvoiceDrafts,
    Notes,
    PartnerResourceLinks,
    BankAccounts,
    Accounts,
    FiscalYears,
}

/// What all records of a kind have in common.
pub(crate) struct Shelf {
    /// The first segment of the path.
    pub(crate) path: &'static str,
    pub(crate) model: &'static Model,
    /// The noun for one record in messages.
    pub(crate) one: &'static str,
}

impl Collection {
    pub(crate) const ALL: [Self; 22] = [
        Self::Customers,
        Self::CustomerLabels,
        Self::Orders,
        Self::Quotes,
        Self::Articles,
        Self::ArticleAccountCodings,
        Self::TermsOfPayments,
        Self::Units,
        Self::DeliveryMethods,
        Self::DeliveryTerms,
        Self::Countries,
        Self::Currencies,
        Self::VatCodes,
        Self::VatCodesRates,
        Self::CustomerInvoices,
        Self::CustomerLedgerItems,
        Self::CustomerInvoiceDrafts,
        Self::Notes,
        Self::PartnerResourceLinks,
        Self::BankAccounts,
        Self::Accounts,
        Self::FiscalYears,
    ];

    pub(crate) const fn shelf(self) -> Shelf {
        let (path, model, one) = match self {
            Self::Customers => ("customers", &fields::CUSTOMER, "The customer"),
            Self::CustomerLabels => ("customerlabels", &fields::CUSTOMER_LABEL, "The customer label"),
            Self::Orders => ("orders", &fields::ORDER, "The order"),
            Self::Quotes => ("quotes", &fields::QUOTE, "The quote"),
            Self::Articles => ("articles", &fields::ARTICLE, "The article"),
            Self::ArticleAccountCodings => (
                "articleaccountcodings",
                &fields::CODING,
                "The article account coding",
            ),
            Self::TermsOfPayments => (
                "termsofpayments",
                &fields::TERMS_OF_PAYMENT,
                "The terms of payment",
            ),
            Self::Units => ("units", &fields::UNIT, "The unit"),
            Self::DeliveryMethods => ("deliverymethods", &fields::DELIVERY_METHOD, "The delivery method"),
            Self::DeliveryTerms => ("deliveryterms", &fields::DELIVERY_TERM, "The delivery term"),
            Self::Countries => ("countries", &fields::COUNTRY, "The country"),
            Self::Currencies => ("currencies", &fields::CURRENCY, "The currency"),
            Self::VatCodes => ("vatcodes", &fields::VAT_CODE, "The VAT code"),
            Self::VatCodesRates => ("vatcodesrates", &fields::VAT_CODE_RATE, "The VAT code"),
            Self::CustomerInvoices => ("customerinvoices", &fields::INVOICE, "The customer invoice"),
            Self::CustomerLedgerItems => (
                "customerledgeritems",
                &fields::LEDGER_ITEM,
                "The customer ledger item",
            ),
            Self::CustomerInvoiceDrafts => (
                "customerinvoicedrafts",
                &fields::DRAFT,
                "The customer invoice draft",
            ),
            Self::Notes => ("notes", &fields::NOTE, "The note"),
            Self::PartnerResourceLinks => (
                "partnerresourcelinks",
                &fields::PARTNER_RESOURCE_LINK,
                "The partner resource link",
            ),
            Self::BankAccounts => ("bankaccounts", &fields::BANK_ACCOUNT, "The bank account"),
            Self::Accounts => ("accounts", &fields::ACCOUNT, "The account"),
            Self::FiscalYears => ("fiscalyears", &fields::FISCAL_YEAR, "The fiscal year"),
        };
        Shelf { path, model, one }
    }
}

const SALES: &[&str] = &["ea:sales"];
const SALES_READ: &[&str] = &["ea:sales", "ea:sales_readonly"];
const ACCOUNTING_READ: &[&str] = &["ea:accounting", "ea:accounting_readonly"];
const PURCHASE_READ: &[&str] = &["ea:purchase", "ea:purchase_readonly"];
const SALES_OR_PURCHASE: &[&str] = &["ea:sales", "ea:purchase"];
const SALES_OR_PURCHASE_READ: &[&str] = &[
    "ea:sales",
    "ea:sales_readonly",
    "ea:purchase",
    "ea:purchase_readonly",
];
const SALES_OR_ACCOUNTING_READ: &[&str] = &[
    "ea:sales",
    "ea:sales_readonly",
    "ea:accounting",
    "ea:accounting_readonly",
];
const ANY: &[&str] = &[
    "ea:sales",
    "ea:sales_readonly",
    "ea:purchase",
    "ea:purchase_readonly",
    "ea:accounting",
    "ea:accounting_readonly",
];

/// The scopes of which a call needs one, from the descriptions in the OpenAPI document. All calls also need `ea:api`.
pub(crate) fn scopes(first_segment: &str, is_read: bool) -> &'static [&'static str] {
    match (first_segment, is_read) {
        ("vatcodes" | "vatcodesrates" | "accounts", _) => ACCOUNTING_READ,
        ("bankaccounts", _) => PURCHASE_READ,
        ("notes", _) => ANY,
        ("fiscalyears", _) => SALES_OR_ACCOUNTING_READ,
        ("termsofpayments" | "currencies" | "partnerresourcelinks", true) => SALES_OR_PURCHASE_READ,
        ("partnerresourcelinks", false) => SALES_OR_PURCHASE,
        ("deliverymethods" | "deliveryterms", _) | (_, true) => SALES_READ,
        (_, false) => SALES,
    }
}
