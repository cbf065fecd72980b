use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The API's behavior where the vendor's documentation leaves it open, and the company's obstacles to a caller.
///
/// The defaults are the most likely behavior. A test that must pass with either behavior sets both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Behaviour {
    /// Properties on which `$filter` fails with 6000, for example `orders/BuyersOrderReference`. Empty by default. The
    /// documentation doesn't tell whether orders can be filtered by `BuyersOrderReference` and `ModifiedUtc`, and
    /// quotes by `Status`.
    pub unfilterable: BTreeSet<String>,
    /// Whether `$filter` is case-sensitive. False by default: the database behind the API probably isn't.
    pub case_sensitive: bool,
    /// Whether an order keeps the posted `Amount`, `VatAmount` and `RoundingsAmount`. False by default: they are
    /// ignored and recalculated.
    pub keeps_posted_totals: bool,
    /// Whether an order's `Amount` includes VAT although `IncludesVat` tells that unit prices don't. False by default;
    /// the documentation leaves it open.
    pub order_amount_has_vat: bool,
    /// Fields that an invoice doesn't copy from its order or draft, for example `OurReference`. Empty by default.
    pub lost_in_conversion: BTreeSet<String>,
    /// Whether an order can be invoiced before it is shipped. False by default.
    pub converts_unshipped_orders: bool,
    /// Whether the service that checks VAT numbers is available. If not, a VAT number fails with 4100.
    pub vies_is_down: bool,
    /// VAT numbers that the service doesn't know: they fail with 4025.
    pub unknown_vat_numbers: BTreeSet<String>,
    /// Whether stock changes leave `Article.ChangedUtc` unchanged. False by default, because another integration pulls
    /// stock by that date. The documentation leaves it open.
    pub silent_stock_movements: bool,
    /// Whether the customer ledger lacks posted invoices. False by default; the documentation leaves it open.
    pub ledger_lacks_invoices: bool,
    /// Refuses all calls with this code: 4003 (setup guide not finished), 4004 (company inactive), 4009 (product
    /// variant), 4011, 4012, 4019 (read-only user), 4034 (sandbox client against a production company) …
    pub refuses_with: Option<u16>,
}

impl Behaviour {
    /// No filters on orders' `BuyersOrderReference`, orders' and quotes' `ModifiedUtc`, and quotes' `Status`.
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
