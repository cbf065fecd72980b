//! What sets problems of one code apart: readers of other languages than English are told what to do about each.

use std::fmt::Display;

use crate::{Case, Code, Problem};

/// A case of a code, whose remedy names `N` things. Its text is `{code}-{name}-remedy` in the catalog `causes`.
#[derive(Debug, Clone, Copy)]
pub struct CaseOf<const N: usize> {
    code: Code,
    name: &'static str,
    variables: [&'static str; N],
}

impl Problem {
    /// The same as this case of its code, with what the remedy names in the order of the case's variables.
    #[must_use]
    pub fn in_case<const N: usize>(mut self, case: CaseOf<N>, with: [&dyn Display; N]) -> Self {
        debug_assert_eq!(self.code, case.code, "{} is a case of another code", case.name);
        let names = case.variables.iter().map(|name| (*name).to_owned());
        let with = with.iter().map(ToString::to_string);
        self.case = Some(Box::new(Case {
            name: case.name.to_owned(),
            with: names.zip(with).collect(),
        }));
        self
    }
}

macro_rules! cases {
    ($($(#[doc = $doc:literal])* $name:ident = $code:ident, $text:literal, [$($variable:literal),*];)*) => {
        $($(#[doc = $doc])* pub const $name: CaseOf<{ <[&str]>::len(&[$($variable),*]) }> = CaseOf {
            code: Code::$code,
            name: $text,
            variables: [$($variable),*],
        };)*

        /// Every case: its code, its name, and its variables.
        pub const ALL: &[(Code, &str, &[&str])] = &[$((Code::$code, $text, &[$($variable),*]),)*];
    };
}

cases! {
    /// The shop charged VAT on an export.
    TOTAL_MISMATCH_CHARGED_ON_EXPORT = TOTAL_MISMATCH, "charged-on-export", ["country"];
    /// The shop charged no VAT on an export that has VAT.
    TOTAL_MISMATCH_NOT_CHARGED_ON_EXPORT = TOTAL_MISMATCH, "not-charged-on-export", ["country"];
    /// The shop charged VAT on another sale that has none.
    TOTAL_MISMATCH_CHARGED_WITHOUT_VAT = TOTAL_MISMATCH, "charged-without-vat", [];
    /// The shop charged VAT on a domestic sale under reverse charge.
    TOTAL_MISMATCH_CHARGED_UNDER_REVERSE_CHARGE = TOTAL_MISMATCH, "charged-under-reverse-charge", [];
    /// The shop charged no VAT on a domestic sale.
    TOTAL_MISMATCH_NOT_CHARGED_AT_HOME = TOTAL_MISMATCH, "not-charged-at-home", [];
    /// The shop charged other VAT than eAccounting computes, and the buyer's VAT number may decide which.
    TOTAL_MISMATCH_VAT_NUMBER = TOTAL_MISMATCH, "vat-number", [];
    /// The shop charged another VAT rate.
    TOTAL_MISMATCH_OTHER_RATE = TOTAL_MISMATCH, "other-rate", [];
    /// The shop charged no VAT on shipping.
    TOTAL_MISMATCH_SHIPPING_WITHOUT_VAT = TOTAL_MISMATCH, "shipping-without-vat", [];
    /// The order's parts don't come to its total.
    TOTAL_MISMATCH_PARTS_DIFFER = TOTAL_MISMATCH, "parts-differ", [];
    /// The last cents can't be reached.
    TOTAL_MISMATCH_CENTS = TOTAL_MISMATCH, "cents", [];
    /// The VAT that the order states is another.
    TOTAL_MISMATCH_STATED_VAT = TOTAL_MISMATCH, "stated-vat", [];
    /// The invoice would be rounded, and its payment was not.
    TOTAL_MISMATCH_ROUNDED_PAYMENT = TOTAL_MISMATCH, "rounded-payment", [];
    /// An article's VAT rate has changed since the order.
    TOTAL_MISMATCH_RATE_CHANGED = TOTAL_MISMATCH, "rate-changed", [];
    /// An article's VAT rate has changed since the invoice that is to be credited.
    TOTAL_MISMATCH_CREDIT_BY_HAND = TOTAL_MISMATCH, "credit-by-hand", ["number"];
    /// A document with the order's reference has another total.
    TOTAL_MISMATCH_ANOTHER_DOCUMENT = TOTAL_MISMATCH, "another-document", ["number"];
    /// The document that was created has other totals.
    TOTAL_MISMATCH_DOCUMENT_DIFFERS = TOTAL_MISMATCH, "document-differs", ["number", "undo"];
    /// The document that was created is in another currency.
    TOTAL_MISMATCH_DOCUMENT_CURRENCY = TOTAL_MISMATCH, "document-currency", ["number", "undo"];
    /// The order has nothing to make a document of.
    VALUE_INVALID_NO_LINES = VALUE_INVALID, "no-lines", [];
    /// The customer's VAT settings are not those of the sale.
    VALUE_INVALID_VAT_FLAG = VALUE_INVALID, "vat-flag", ["customer", "flag", "change"];
    /// The order is picked up in the store, and would be a sale abroad.
    VALUE_INVALID_STORE_PICKUP = VALUE_INVALID, "store-pickup", [];
    /// The customer's invoices are in another currency.
    VALUE_INVALID_CURRENCY = VALUE_INVALID, "currency", ["customer"];
    /// The VAT number is one of another country than the invoice address.
    VALUE_INVALID_VAT_NUMBER_COUNTRY = VALUE_INVALID, "vat-number-country", [];
    /// A value of the record doesn't fit a field.
    VALUE_INVALID_FIELD = VALUE_INVALID, "field", ["field", "section"];
    /// A rule sets a field that can't be set so.
    VALUE_INVALID_MAPPING = VALUE_INVALID, "mapping", ["field", "section"];
    /// A field of the customer can't be read.
    VALUE_INVALID_CUSTOMER_FIELD = VALUE_INVALID, "customer-field", ["field"];
    /// The customer's country has another code for VAT.
    VALUE_INVALID_TERRITORY = VALUE_INVALID, "territory", ["country"];
    /// eAccounting takes no such order.
    VALUE_INVALID_BY_HAND = VALUE_INVALID, "by-hand", [];
    /// A discount is larger than what it can be on.
    VALUE_INVALID_DISCOUNT = VALUE_INVALID, "discount", [];
    /// The order's total is below zero.
    VALUE_INVALID_NEGATIVE_TOTAL = VALUE_INVALID, "negative-total", [];
    /// The order contradicts itself.
    VALUE_INVALID_ORDER_IN_SHOP = VALUE_INVALID, "order-in-shop", [];
    /// A SKU is too long for an article number.
    VALUE_INVALID_LONG_SKU = VALUE_INVALID, "long-sku", ["line"];
    /// An invoice can't be credited as it was booked.
    VALUE_INVALID_CREDIT_BY_HAND = VALUE_INVALID, "credit-by-hand", ["number"];
    /// The customer has changed since the invoice that is to be credited.
    VALUE_INVALID_CREDIT_CUSTOMER = VALUE_INVALID, "credit-customer", ["customer", "number"];
    /// These articles are missing.
    SKU_UNKNOWN_ARTICLES = SKU_UNKNOWN, "articles", ["articles"];
    /// The product is a gift card.
    SKU_UNKNOWN_GIFT_CARD = SKU_UNKNOWN, "gift-card", ["article"];
    /// A line without SKU is a gift card.
    SKU_MISSING_GIFT_CARD = SKU_MISSING, "gift-card", [];
    /// A line that takes something off.
    SKU_MISSING_BELOW_ZERO = SKU_MISSING, "below-zero", [];
    /// The customer lacks a field that a setting can fill in.
    CUSTOMER_INCOMPLETE_FIELD = CUSTOMER_INCOMPLETE, "field", ["field", "setting"];
    /// The customer has neither city nor postcode.
    CUSTOMER_INCOMPLETE_ADDRESS = CUSTOMER_INCOMPLETE, "address", [];
    /// The delivery address, which decides about VAT, has no city.
    CUSTOMER_INCOMPLETE_DELIVERY_CITY = CUSTOMER_INCOMPLETE, "delivery-city", [];
    /// The delivery address, which decides about VAT, has no postcode.
    CUSTOMER_INCOMPLETE_DELIVERY_POSTCODE = CUSTOMER_INCOMPLETE, "delivery-postcode", [];
    /// The delivery address, which decides about VAT, has neither.
    CUSTOMER_INCOMPLETE_DELIVERY_BOTH = CUSTOMER_INCOMPLETE, "delivery-both", [];
    /// A new customer's number is taken, by one that was not found.
    EACCOUNTING_REJECTED_NUMBER_TAKEN = EACCOUNTING_REJECTED, "number-taken", ["by", "number"];
    /// The company doesn't have this currency.
    EACCOUNTING_REJECTED_CURRENCY = EACCOUNTING_REJECTED, "currency", ["currency"];
    /// Neither a deal nor the settings name an article for it.
    SKU_MISSING_DEAL = SKU_MISSING, "deal", [];
    /// This article is inactive.
    ARTICLE_INACTIVE_ARTICLE = ARTICLE_INACTIVE, "article", ["article"];
    /// A coding lacks the account for the kind of sale.
    ACCOUNT_MISSING_CODING = ACCOUNT_MISSING, "coding", ["article", "coding"];
    /// A gift card would be booked as a sale abroad.
    ACCOUNT_MISSING_GIFT_CARD = ACCOUNT_MISSING, "gift-card", ["account", "article"];
    /// A row would be booked on another account than the settings ask for in a country.
    ACCOUNT_MISSING_COUNTRY = ACCOUNT_MISSING, "country", ["account", "country"];
    /// A setting names no article.
    ARTICLE_NOT_CONFIGURED_SETTING = ARTICLE_NOT_CONFIGURED, "setting", ["rate", "setting"];
    /// A setting names an article that eAccounting doesn't have.
    ARTICLE_NOT_CONFIGURED_MISSING = ARTICLE_NOT_CONFIGURED, "missing", ["article", "setting"];
    /// A setting names an article with another VAT rate.
    ARTICLE_NOT_CONFIGURED_RATE = ARTICLE_NOT_CONFIGURED, "rate", ["article", "rate", "setting"];
    /// An article is not marked for OSS, and the goods are.
    ARTICLE_NOT_CONFIGURED_OSS = ARTICLE_NOT_CONFIGURED, "oss", ["article"];
    /// No coding has the VAT rate.
    CODING_MISSING_RATE = CODING_MISSING, "rate", ["rate"];
    /// Several codings have the VAT rate.
    CODING_MISSING_SEVERAL = CODING_MISSING, "several", ["rate"];
    /// The VAT rate in another country is not known.
    CODING_MISSING_OSS = CODING_MISSING, "oss", ["country", "rate"];
    /// An article has a coding that eAccounting doesn't list.
    CODING_MISSING_OF_ARTICLE = CODING_MISSING, "of-article", ["article"];
    /// A setting names what eAccounting doesn't have.
    REFERENCE_NOT_FOUND_SETTING = REFERENCE_NOT_FOUND, "setting", ["setting"];
    /// eAccounting doesn't have the default customer.
    REFERENCE_NOT_FOUND_DEFAULT_CUSTOMER = REFERENCE_NOT_FOUND, "default-customer", ["customer"];
    /// No terms of payment are available for sales.
    REFERENCE_NOT_FOUND_TERMS = REFERENCE_NOT_FOUND, "terms", [];
    /// No reading of the prices comes to the total.
    PRICE_AMBIGUOUS_NONE = PRICE_AMBIGUOUS, "none", [];
    /// Units where cents are meant, or the other way round.
    PRICE_AMBIGUOUS_CENTS = PRICE_AMBIGUOUS, "cents", [];
    /// A contact names another company than its customer.
    CUSTOMER_AMBIGUOUS_ANOTHER_COMPANY = CUSTOMER_AMBIGUOUS, "another-company", ["customer"];
    /// These customers are inactive.
    CUSTOMER_INACTIVE_CUSTOMERS = CUSTOMER_INACTIVE, "customers", ["customers"];
    /// A rule of this section of the mapping failed.
    MAPPING_FAILED_SECTION = MAPPING_FAILED, "section", ["section"];
    /// The period of this day is locked or missing.
    PERIOD_LOCKED_UNLOCK = PERIOD_LOCKED, "unlock", ["day"];
    /// An invoice was refunded in part.
    PARTIAL_REFUND_CREDIT = PARTIAL_REFUND, "credit", ["amount", "number"];
    /// The same, and nothing says how much.
    PARTIAL_REFUND_CREDIT_PART = PARTIAL_REFUND, "credit-part", ["number"];
    /// An order or a draft was refunded in part.
    PARTIAL_REFUND_TAKE_OFF = PARTIAL_REFUND, "take-off", ["amount", "number"];
    /// The same, and nothing says how much.
    PARTIAL_REFUND_TAKE_OFF_PART = PARTIAL_REFUND, "take-off-part", ["number"];
    /// The shop has changed an order again whose refunded part was seen to.
    PARTIAL_REFUND_AGAIN = PARTIAL_REFUND, "again", ["number"];
    /// The document of an order that is to be had again was undone.
    CHANGED_AFTER_CREATION_ENTER = CHANGED_AFTER_CREATION, "enter", ["number"];
    /// Two backfills go on at once.
    INPUT_INVALID_ANOTHER_BACKFILL = INPUT_INVALID, "another-backfill", [];
    /// Another document stands in the place of the credited one.
    CANCELLED_AFTER_CREATION_REPLACED = CANCELLED_AFTER_CREATION, "replaced", ["number"];
}
