#![doc = include_str!("../README.md")]

mod check;
mod customers;
mod journal;
mod mapping;
mod notices;
mod orders;
mod parse;
mod quotes;
mod reconciliation;
mod sales;
mod schema;
mod status;
mod sweep;
mod to_activecampaign;
mod value;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use model::{FieldOwner, NamedField};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use customers::{Customers, Language, MatchBy, Missing, OnMultipleMatches};
pub use journal::Journal;
pub use mapping::{MappingOverrides, Place, Rule};
pub use notices::{Every, NoticeLanguage, Notices};
pub use orders::{
    DealWhen, Deals, Document, DocumentPlan, OnCancel, OnChange, OrderStatus, Orders, PaymentMethod,
    StatusFilter, ZeroTotal,
};
pub use parse::{SettingsError, SettingsErrors, place_of};
pub use quotes::{QuoteTarget, Quotes};
pub use reconciliation::Reconciliation;
pub use sales::{
    Articles, CountryVat, Fees, LinePrice, OnUnknownSku, PlaceOfSupply, PriceConvention, PriceVat, Prices,
    Rounding, ShippingVat, Store, Surcharge, Vat, Vouchers, ZeroRatedPrices,
};
pub use schema::{json_schema, names};
pub use status::{DocumentStates, QuoteStates, SaleState, StatusFields, WrittenStatus};
pub use sweep::Sweep;
pub use to_activecampaign::{
    ContactMatch, FirstWrite, OwnConnection, QuoteAs, SaleDocument, SaleOrigin, StockQuantity,
    SubscribedList, ToActiveCampaign, WrittenCustomers, WrittenLinePrice, WrittenOrders, WrittenQuotes,
    WrittenStock,
};
pub use value::{Amount, FieldTag, Name, VatRate};

/// The shipped settings file: every key with its default, its meaning and an example.
pub const DEFAULT_FILE: &str = include_str!("../ekobridge.toml");

/// The format of settings files. A file says its own with the key `format`; without it, it is in format 1.
///
/// An older version refuses keys that it doesn't know. A version that changes the meaning of a key raises this number, so
/// that an older one doesn't misread a file with the new meaning, and reads older formats as before.
pub const FORMAT: u32 = 1;

/// The settings of one connection, as in `ekobridge.toml`.
///
/// This code has no defaults. They are in the shipped file ([`DEFAULT_FILE`]), which the user's file overrides key by
/// key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How contacts and accounts become customers.
    pub customers: Customers,
    /// How orders and deals become documents.
    pub orders: Orders,
    /// The articles of order lines.
    pub articles: Articles,
    /// The shipping row.
    pub shipping: Surcharge,
    /// Discount rows.
    pub discounts: Surcharge,
    /// Which lines are fees.
    pub fees: Fees,
    /// Gift cards.
    pub vouchers: Vouchers,
    /// The handling of small differences.
    pub rounding: Rounding,
    /// The tax code and revenue account of a sale.
    pub vat: Vat,
    /// The interpretation of the shop's prices.
    pub prices: Prices,
    /// Overrides for the orders of an e-commerce connection, by its id.
    #[serde(deserialize_with = "value::by_id")]
    pub stores: BTreeMap<String, Store>,
    /// The shop's shipping methods, each with eAccounting's delivery method by name or code.
    pub shipping_methods: BTreeMap<String, Name>,
    /// The shop's payment methods, each with its overrides for orders.
    pub payment_methods: BTreeMap<String, PaymentMethod>,
    /// How accepted quotes become orders.
    pub quotes: Quotes,
    /// The flows from eAccounting to ActiveCampaign.
    pub to_activecampaign: ToActiveCampaign,
    /// The activity log.
    pub journal: Journal,
    /// The search for changes that webhooks missed.
    pub sweep: Sweep,
    /// Notices other than failures.
    pub notices: Notices,
    /// The comparison of both systems on the schedule.
    pub reconciliation: Reconciliation,
    /// The user's mapping rules, which override the default mapping.
    pub mapping: MappingOverrides,
    /// The file that the settings were read from, for messages.
    #[serde(skip)]
    pub file: String,
}

static SHIPPED: LazyLock<Settings> = LazyLock::new(|| match Settings::parse("", "ekobridge.toml") {
    Ok(settings) => settings,
    // The file is compiled in, and a test parses it, so this can't happen in a tested build.
    Err(errors) => panic!("the shipped settings are wrong:\n{errors}"),
});

impl Default for Settings {
    fn default() -> Self {
        SHIPPED.clone()
    }
}

impl Settings {
    /// Parses a settings file, which overrides the shipped one. `file` is its name, for messages.
    ///
    /// # Errors
    /// All errors in the file, each with line and column: syntax, unknown keys (with the nearest known one), values of
    /// the wrong type, and settings that contradict each other.
    pub fn parse(text: &str, file: &str) -> Result<Self, SettingsErrors> {
        match parse::settings(text, file) {
            (Some(settings), None) => Ok(settings),
            (_, errors) => Err(errors.unwrap_or_else(|| SettingsErrors(Vec::new()))),
        }
    }

    /// As [`Settings::parse`], and also returns the settings without the invalid values, so that whatever builds on
    /// settings can be checked in the same run. No settings if the file isn't TOML.
    #[must_use]
    pub fn read(text: &str, file: &str) -> (Option<Self>, Option<SettingsErrors>) {
        parse::settings(text, file)
    }

    /// Parses a file of mapping rules, with a section for each target, such as `[customer]` or `[product]`. `file` is
    /// its name, for messages.
    ///
    /// # Errors
    /// As [`Settings::parse`].
    pub fn parse_rules(text: &str, file: &str) -> Result<MappingOverrides, SettingsErrors> {
        parse::mapping(text, file)
    }

    /// The custom fields of ActiveCampaign that the settings name: `customers.vat_number_field`, `vat_number`.
    #[must_use]
    pub fn custom_fields(&self) -> Vec<NamedField> {
        const BUYERS: &[FieldOwner] = &[FieldOwner::Contact, FieldOwner::Account];
        const CONTACTS: &[FieldOwner] = &[FieldOwner::Contact];
        const DEALS: &[FieldOwner] = &[FieldOwner::Deal];
        const CONTACTS_AND_DEALS: &[FieldOwner] = &[FieldOwner::Contact, FieldOwner::Deal];
        let (customers, back) = (&self.customers, &self.to_activecampaign);
        let status = &back.status.fields;
        let single = [
            ("customers.match_field", &customers.match_field, BUYERS),
            (
                "customers.organisation_number_field",
                &customers.organisation_number_field,
                FieldOwner::ALL,
            ),
            (
                "customers.vat_number_field",
                &customers.vat_number_field,
                FieldOwner::ALL,
            ),
            (
                "orders.deals.article_field",
                &self.orders.deals.article_field,
                DEALS,
            ),
            (
                "to_activecampaign.quotes.deal_field",
                &back.quotes.deal_field,
                DEALS,
            ),
            (
                "to_activecampaign.status.fields.number",
                &status.number,
                CONTACTS_AND_DEALS,
            ),
            (
                "to_activecampaign.status.fields.state",
                &status.state,
                CONTACTS_AND_DEALS,
            ),
            (
                "to_activecampaign.status.fields.amount_due",
                &status.amount_due,
                CONTACTS_AND_DEALS,
            ),
            (
                "to_activecampaign.status.fields.due_date",
                &status.due_date,
                CONTACTS_AND_DEALS,
            ),
            (
                "to_activecampaign.status.fields.payment_date",
                &status.payment_date,
                CONTACTS_AND_DEALS,
            ),
        ];
        let single = single
            .into_iter()
            .filter_map(|(key, tag, owners)| Some(NamedField::new(key, tag.as_ref()?.as_str(), owners)));
        let kept_equal = back.customers.fields.keys().map(|tag| {
            let tag = tag.trim().trim_matches('%').to_lowercase();
            NamedField::new("to_activecampaign.customers.fields", tag, CONTACTS)
        });
        single.chain(kept_equal).collect()
    }

    /// The entry of `[payment_methods]` for an order's payment method, ignoring case and surrounding spaces.
    #[must_use]
    pub fn payment_method(&self, name: Option<&str>) -> Option<&PaymentMethod> {
        named(&self.payment_methods, name)
    }

    /// eAccounting's delivery method for an order's shipping method, by name or code: the entry of
    /// `[shipping_methods]`, else `orders.delivery_method`. Ignores case and surrounding spaces.
    #[must_use]
    pub fn delivery_method(&self, shipping_method: Option<&str>) -> Option<&Name> {
        named(&self.shipping_methods, shipping_method).or(self.orders.delivery_method.as_ref())
    }

    /// Overrides for orders with this payment method.
    #[must_use]
    pub fn document_plan(&self, payment_method: Option<&str>) -> DocumentPlan {
        let none = PaymentMethod::default();
        let own = self.payment_method(payment_method).unwrap_or(&none);
        DocumentPlan {
            document: own.document.unwrap_or(self.orders.document),
            order_status: own.order_status.unwrap_or(self.orders.order_status),
            email: own.email.unwrap_or(self.orders.email),
            terms_of_payment: own
                .terms_of_payment
                .clone()
                .or_else(|| self.orders.terms_of_payment.clone()),
            register_payment_on: own
                .bank_account
                .clone()
                .filter(|_| own.register_payment == Some(true)),
        }
    }
}

fn named<'a, T>(entries: &'a BTreeMap<String, T>, name: Option<&str>) -> Option<&'a T> {
    let name = name?.trim().to_lowercase();
    entries
        .iter()
        .find(|(key, _)| key.trim().to_lowercase() == name)
        .map(|(_, entry)| entry)
}
