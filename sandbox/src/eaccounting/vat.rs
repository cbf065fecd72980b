//! VAT, revenue accounts and totals: pure functions of company, customer, article coding and rows.
//!
//! The vendor accepts no VAT rate and no account from a caller. It derives both from the article's coding, the seller
//! and the buyer. Sums are rounded half away from zero: each row to two decimals, the VAT once per rate.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::rates;

/// The company's settings that decide VAT.
#[derive(Debug, Clone)]
pub(crate) struct Seller {
    pub(crate) country: String,
    pub(crate) currency: String,
    /// `CompanySettingsApi.UsesMoss`: the one-stop shop (OSS).
    pub(crate) uses_moss: bool,
    pub(crate) shows_prices_excl_vat_to_private: bool,
    pub(crate) rounding: Rounding,
}

/// `CompanySettingsApi.DomesticCurrencyRounding`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rounding {
    None,
    HalfAwayFromZero,
}

/// The customer's fields that decide VAT.
#[derive(Debug, Clone, Default)]
pub(crate) struct Buyer {
    /// The deciding country: see [`taxing_country`].
    pub(crate) country: String,
    pub(crate) is_private: bool,
    pub(crate) has_vat_number: bool,
    pub(crate) force_bookkeep_vat: bool,
    pub(crate) is_northern_ireland: bool,
    pub(crate) reverse_charge_on_construction: bool,
}

/// The country that decides a customer's VAT: the delivery country if the customer's record requests it
/// (`DeliveryBasedVat`), else the invoice country, else the company's own. Addresses on the order don't count.
pub(crate) fn taxing_country<'a>(
    invoice: Option<&'a str>,
    delivery: Option<&'a str>,
    delivery_based: bool,
    company: &'a str,
) -> &'a str {
    let delivery = if delivery_based { delivery } else { None };
    delivery.or(invoice).unwrap_or(company)
}

/// Goods or services: `ArticleAccountCodingApi.Type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Supply {
    Goods,
    Services,
}

/// An article account coding: `ArticleAccountCodingApi`. An unset account is `None`.
#[derive(Debug, Clone)]
pub(crate) struct Coding {
    pub(crate) supply: Supply,
    /// As a fraction: 0.25.
    pub(crate) rate: Decimal,
    pub(crate) domestic: Option<i64>,
    pub(crate) domestic_exempt: Option<i64>,
    pub(crate) domestic_reversed_construction: Option<i64>,
    pub(crate) moss: Option<i64>,
    pub(crate) third_party: Option<i64>,
    pub(crate) eu_with_vat: Option<i64>,
    pub(crate) eu_exempt: Option<i64>,
    pub(crate) export: Option<i64>,
}

/// The kind of a sale, for one article and one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sale {
    /// Domestic, or abroad with domestic VAT forced.
    Domestic,
    DomesticExempt,
    DomesticReversedConstruction,
    /// To a company in the EU with a VAT number: no VAT.
    EuExempt,
    /// Goods passed on between EU countries by an intermediary: no VAT.
    EuThirdParty,
    /// To the EU with the seller's VAT.
    EuWithVat,
    /// To a private person in the EU with the destination's VAT.
    Moss,
    /// Outside the EU: no VAT.
    Export,
}

/// The fields of a document and a row that decide the kind of sale.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Terms {
    /// The document's `EuThirdParty`.
    pub(crate) eu_third_party: bool,
    /// The row's `IsVatFree`.
    pub(crate) vat_free: bool,
    /// The row is under reverse charge (construction): document, row and customer must all be marked.
    pub(crate) reversed_construction: bool,
    /// The article's `UsesMoss`.
    pub(crate) article_uses_moss: bool,
}

/// Decides the kind of a sale.
///
/// Assumptions where the documentation is silent: a company in the EU without a VAT number pays the seller's VAT and
/// never uses the one-stop shop; a seller outside the EU exports to all other countries; with forced VAT, a sale
/// outside the EU is booked as a domestic one; Northern Ireland belongs to the EU only for goods.
pub(crate) fn sale(seller: &Seller, buyer: &Buyer, coding: &Coding, terms: Terms) -> Sale {
    if buyer.country == seller.country {
        return if terms.reversed_construction && buyer.reverse_charge_on_construction {
            Sale::DomesticReversedConstruction
        } else if terms.vat_free || coding.rate.is_zero() {
            Sale::DomesticExempt
        } else {
            Sale::Domestic
        };
    }
    let goods_to_northern_ireland =
        buyer.is_northern_ireland && buyer.country == "GB" && coding.supply == Supply::Goods;
    let within_eu =
        rates::is_eu(&seller.country) && (rates::is_eu(&buyer.country) || goods_to_northern_ireland);
    if !within_eu {
        return if buyer.force_bookkeep_vat && !coding.rate.is_zero() {
            Sale::Domestic
        } else {
            Sale::Export
        };
    }
    if !buyer.is_private && buyer.has_vat_number {
        return if terms.eu_third_party {
            Sale::EuThirdParty
        } else {
            Sale::EuExempt
        };
    }
    if buyer.is_private && seller.uses_moss && terms.article_uses_moss {
        return Sale::Moss;
    }
    Sale::EuWithVat
}

/// The revenue account of a sale, with the name of the coding's field. The account is `None` if the coding has none
/// (error 4024).
pub(crate) fn account(sale: Sale, coding: &Coding) -> (&'static str, Option<i64>) {
    match sale {
        Sale::Domestic => ("DomesticSalesSubjectToVatAccountNumber", coding.domestic),
        Sale::DomesticExempt => ("DomesticSalesVatExemptAccountNumber", coding.domestic_exempt),
        Sale::DomesticReversedConstruction => (
            "DomesticSalesSubjectToReversedConstructionVatAccountNumber",
            coding.domestic_reversed_construction,
        ),
        Sale::EuExempt => ("ForeignSalesVatExemptWithinEuAccountNumber", coding.eu_exempt),
        Sale::EuThirdParty => (
            "ForeignSalesSubjectToThirdPartySalesAccountNumber",
            coding.third_party,
        ),
        Sale::EuWithVat => (
            "ForeignSalesSubjectToVatWithinEuAccountNumber",
            coding.eu_with_vat,
        ),
        Sale::Moss => ("ForeignSalesSubjectToMossAccountNumber", coding.moss),
        Sale::Export => ("ForeignSalesVatExemptOutsideEuAccountNumber", coding.export),
    }
}

/// The VAT rate of a sale, as a fraction.
pub(crate) fn rate(sale: Sale, seller: &Seller, buyer: &Buyer, coding: &Coding) -> Decimal {
    match sale {
        Sale::Domestic | Sale::EuWithVat => coding.rate,
        Sale::Moss => {
            let destination = if buyer.is_northern_ireland {
                "XI"
            } else {
                &buyer.country
            };
            rates::at_destination(&seller.country, coding.rate, destination)
        }
        Sale::DomesticExempt
        | Sale::DomesticReversedConstruction
        | Sale::EuExempt
        | Sale::EuThirdParty
        | Sale::Export => Decimal::ZERO,
    }
}

/// Whether unit prices and row amounts include VAT: for private persons, unless the company shows them prices without
/// VAT.
///
/// Open point: the OpenAPI document of February 2026 states the opposite; this follows the older texts.
pub(crate) fn includes_vat(seller: &Seller, buyer: &Buyer) -> bool {
    buyer.is_private && !seller.shows_prices_excl_vat_to_private
}

/// Rounds to `places` decimals, half away from zero.
pub(crate) fn round(amount: Decimal, places: u32) -> Decimal {
    amount.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// The amount of a row: price × quantity less discount (a fraction), to two decimals.
pub(crate) fn row_amount(unit_price: Decimal, quantity: Decimal, discount: Decimal) -> Decimal {
    round(unit_price * quantity * (Decimal::ONE - discount), 2)
}

/// A row that counts: its amount (with VAT if the document includes it), its rate and its account.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Priced {
    pub(crate) amount: Decimal,
    pub(crate) rate: Decimal,
    pub(crate) account: i64,
}

/// One rate's share of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RateTotal {
    pub(crate) rate: Decimal,
    pub(crate) net: Decimal,
    pub(crate) vat: Decimal,
}

/// The amount without VAT on one account at one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Posting {
    pub(crate) account: i64,
    pub(crate) rate: Decimal,
    pub(crate) net: Decimal,
}

/// The totals of a document, in its currency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) includes_vat: bool,
    pub(crate) net: Decimal,
    pub(crate) vat: Decimal,
    /// What rounding to whole units added. Zero if the company doesn't round.
    pub(crate) rounding: Decimal,
    pub(crate) by_rate: Vec<RateTotal>,
    pub(crate) postings: Vec<Posting>,
}

impl Totals {
    /// The amount to pay: with VAT and rounding.
    pub(crate) fn payable(&self) -> Decimal {
        self.net + self.vat + self.rounding
    }

    /// `OrderApi.Amount`. Assumption: with VAT if the document includes it, and always with the rounding.
    pub(crate) fn order_amount(&self) -> Decimal {
        if self.includes_vat {
            self.payable()
        } else {
            self.net + self.rounding
        }
    }
}

/// Adds up a document. `rounds` tells whether its total is rounded to whole units: only in the company's own currency.
pub(crate) fn totals(rows: &[Priced], includes_vat: bool, rounds: bool) -> Totals {
    let mut groups: BTreeMap<Decimal, BTreeMap<i64, Decimal>> = BTreeMap::new();
    for row in rows {
        *groups
            .entry(row.rate)
            .or_default()
            .entry(row.account)
            .or_default() += row.amount;
    }
    let mut totals = Totals {
        includes_vat,
        ..Totals::default()
    };
    for (rate, accounts) in groups {
        let gathered: Decimal = accounts.values().copied().sum();
        let (net, vat) = if includes_vat {
            let vat = round(gathered * rate / (Decimal::ONE + rate), 2);
            (gathered - vat, vat)
        } else {
            (gathered, round(gathered * rate, 2))
        };
        totals.postings.extend(post(rate, &accounts, net, includes_vat));
        totals.net += net;
        totals.vat += vat;
        totals.by_rate.push(RateTotal { rate, net, vat });
    }
    if rounds {
        let exact = totals.net + totals.vat;
        totals.rounding = round(exact, 0) - exact;
    }
    totals
}

/// Spreads a rate's net amount over its accounts. Each share is rounded; the remainder goes to the account with the
/// largest share, so that the postings add up to the net amount.
fn post(rate: Decimal, accounts: &BTreeMap<i64, Decimal>, net: Decimal, includes_vat: bool) -> Vec<Posting> {
    let share = |amount: Decimal| {
        if includes_vat {
            round(amount / (Decimal::ONE + rate), 2)
        } else {
            amount
        }
    };
    let mut postings: Vec<Posting> = accounts
        .iter()
        .map(|(&account, &amount)| Posting {
            account,
            rate,
            net: share(amount),
        })
        .collect();
    let spread: Decimal = postings.iter().map(|posting| posting.net).sum();
    if let Some(largest) = postings.iter_mut().max_by_key(|posting| posting.net.abs()) {
        largest.net += net - spread;
    }
    postings
}

#[cfg(test)]
#[path = "vat_tests.rs"]
mod tests;
