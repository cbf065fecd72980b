use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// How the company's API behaves where the vendor's documents leave it open, and what stands in a caller's way.
///
/// The default is what is thought most likely. A test that must hold whatever the vendor does sets both ways.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Behaviour {
    /// Properties that `$filter` refuses with 6000, as `orders/BuyersOrderReference`. None by default; whether
    /// orders can be filtered by `BuyersOrderReference` and `ModifiedUtc`, and quotes by `Status`, is not documented.
    pub unfilterable: BTreeSet<String>,
    /// Whether `$filter` tells upper from lower case. Not by default: the database behind the API is thought not to.
    pub case_sensitive: bool,
    /// Whether an order keeps the `Amount`, `VatAmount` and `RoundingsAmount` that were posted. Not by default: they
    /// are ignored and worked out again.
    pub keeps_posted_totals: bool,
    /// Whether `Amount` of an order includes VAT although `IncludesVat` says that unit prices don't. Not by default; what it is
    /// then is not documented.
    pub order_amount_has_vat: bool,
    /// Fields that an invoice doesn't take over from the order or draft that it is made of, as `OurReference`. None by default.
    pub lost_in_conversion: BTreeSet<String>,
    /// Whether an order can be turned into an invoice before it is shipped. Not by default.
    pub converts_unshipped_orders: bool,
    /// Whether the service that checks VAT numbers answers; if not, a VAT number gives 4100.
    pub vies_is_down: bool,
    /// VAT numbers that the service does not know: 4025.
    pub unknown_vat_numbers: BTreeSet<String>,
    /// Whether stock moves without a trace in `Article.ChangedUtc`. Not by default: another integration pulls stock by that
    /// date. Whether it is so, is not documented.
    pub silent_stock_movements: bool,
    /// Whether the customer ledger lacks posted invoices. Not by default; not documented either.
    pub ledger_lacks_invoices: bool,
    /// Refuses every call with this code: 4003 (start-up guide not done), 4004 (company inactive), 4009 (product
    /// variant), 4011, 4012, 4019 (read-only user), 4034 (sandbox client against a production company) …
    pub refuses_with: Option<u16>,
}

impl Behaviour {
    /// Without filters on orders' `BuyersOrderReference`, orders' and quotes' `ModifiedUtc`, and quotes' `Status`.
    #[must_use]
    pub fn without_document_filters(mut self) -> Self {
        for property in [
            "orders/BuyersOrderReference",
            "orders/ModifiedUtc",
            "quotes/ModifiedUtc",
            "quotes/Status",
        ] {
            self.unfilterable.insert(property.to_owned());
        }
        self
    }
}
