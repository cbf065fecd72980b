//! The one place where this module's inputs are made from wire types and settings.

use std::collections::BTreeMap;

use eaccounting::totals::{invoice_draft_total_including_vat, order_total_including_vat};
use eaccounting::types as wire;
use model::reason::{Word, words};
use model::{Code, CountryCode, Order, Problem, Sku, Source, StepText, VatNumber, case, event, step};
use rust_decimal::Decimal;
use settings::{LinePrice, Name, Settings, VatRate};

use sale::{
    Accounts, ArticleInfo, Buyer, Coding, CodingType, Company, DocumentTotals, DomesticRounding, KnownPrices,
    OssRates, PlaceOfSupply, PriceConvention, PricePer, PriceRules, PriceVat, Purpose, Rate, Rules,
    ShippingVat, SpecialArticles, TaxCheck, UnknownSku, Unlisted, VoucherPatterns, ZeroVatPrices,
};

/// The company, from its settings in eAccounting.
///
/// # Errors
/// `EACCOUNTING_INVALID_RESPONSE`, when country or currency cannot be read.
pub fn company(from: &wire::CompanySettings) -> Result<Company, Problem> {
    let unexpected = |what: &str| {
        Problem::new(
            Code::EACCOUNTING_INVALID_RESPONSE,
            format!("eAccounting's company settings have no {what} that can be read."),
            format!("Set the company's {what} in eAccounting's company settings, then replay the order."),
        )
    };
    Ok(Company {
        country: from.country_code.parse().map_err(|_| unexpected("country"))?,
        currency: from
            .currency_code
            .as_deref()
            .and_then(|code| code.parse().ok())
            .ok_or_else(|| unexpected("currency"))?,
        show_prices_excl_vat_private: from.show_prices_excl_vat_pc,
        uses_moss: from.uses_moss,
        uses_reverse_construction_vat: from.uses_reverse_construction_vat,
        domestic_rounding: match from.domestic_currency_rounding {
            Some(wire::DomesticCurrencyRounding::HalfAwayFromZero) => DomesticRounding::HalfAwayFromZero,
            _ => DomesticRounding::None,
        },
    })
}

/// An article account coding.
///
/// # Errors
/// `EACCOUNTING_INVALID_RESPONSE`, when its VAT rate cannot be read, or is two.
pub(crate) fn coding(from: &wire::ArticleAccountCoding) -> Result<Coding, Problem> {
    let name = from.name.clone().unwrap_or_else(|| from.id.to_string());
    let rate = coding_rate(from.vat_rate_percent, from.vat_rate.as_deref()).ok_or_else(|| {
        Problem::new(
            Code::EACCOUNTING_INVALID_RESPONSE,
            format!(
                "eAccounting gives the article account coding \"{name}\" the VAT rates {} and {}, which is not one rate.",
                from.vat_rate.as_deref().unwrap_or("none"),
                from.vat_rate_percent
            ),
            "Look at the coding under Settings › Article account codings in eAccounting, and report it if it is right there.",
        )
    })?;
    Ok(Coding {
        id: from.id,
        name,
        rate,
        accounts: Accounts {
            domestic_vat: from.domestic_sales_subject_to_vat_account_number,
            domestic_vat_exempt: from.domestic_sales_vat_exempt_account_number,
            domestic_vat_code_exempt: from.domestic_sales_vat_code_exempt_account_number,
            domestic_reversed_construction: from
                .domestic_sales_subject_to_reversed_construction_vat_account_number,
            moss: from.foreign_sales_subject_to_moss_account_number,
            vat_within_eu: from.foreign_sales_subject_to_vat_within_eu_account_number,
            vat_exempt_within_eu: from.foreign_sales_vat_exempt_within_eu_account_number,
            vat_exempt_outside_eu: from.foreign_sales_vat_exempt_outside_eu_account_number,
        },
        coding_type: coding_type(from.kind.as_deref()),
        is_active: from.is_active,
    })
}

/// A coding's rate. `VatRate` was seen as `25%` and is called a code, so it counts only with its sign. Where both are there
/// they must agree.
fn coding_rate(fraction: Decimal, text: Option<&str>) -> Option<Rate> {
    let number = Rate::from_fraction(fraction);
    match text.filter(|text| text.contains('%')).and_then(Rate::from_text) {
        // A missing number reads as zero.
        Some(text) => (number? == text || fraction.is_zero()).then_some(text),
        None => number,
    }
}

/// Goods or services; the vendor shows "Goods" only, so words are matched in the languages that it is sold in.
fn coding_type(text: Option<&str>) -> CodingType {
    let text = text.unwrap_or_default().trim().to_lowercase();
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    if starts(&["good", "var", "goed", "tavar"]) {
        CodingType::Goods
    } else if starts(&["serv", "tjän", "tjen", "dienst", "palvelu"]) {
        CodingType::Services
    } else {
        CodingType::Other
    }
}

/// An article with its coding.
///
/// # Errors
/// `CODING_MISSING`, when its coding is not among `codings`.
pub(crate) fn article(from: &wire::Article, codings: &[Coding]) -> Result<ArticleInfo, Problem> {
    let coding = codings
        .iter()
        .find(|coding| coding.id == from.coding_id)
        .cloned()
        .ok_or_else(|| {
            Problem::new(
                Code::CODING_MISSING,
                event::coding_not_listed(&from.number),
                format!(
                    "Give article {} another coding in eAccounting, then replay the order.",
                    from.number
                ),
            )
            .in_case(case::CODING_MISSING_OF_ARTICLE, [&from.number])
        })?;
    Ok(ArticleInfo {
        id: from.id,
        number: from.number.clone(),
        name: from.name.clone(),
        coding,
        is_active: from.is_active,
        uses_moss: from.uses_moss,
        prices: KnownPrices {
            net: Some(from.net_price).filter(|price| *price > Decimal::ZERO),
            gross: Some(from.gross_price).filter(|price| *price > Decimal::ZERO),
            store: None,
        },
    })
}

/// Where an order's goods go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Destination<'a> {
    /// To the order's own delivery address.
    Address {
        /// Its country.
        country: CountryCode,
        /// Its postcode.
        postal_code: Option<&'a str>,
    },
    /// To where the invoice goes: the order has that address alone.
    InvoiceAddress,
    /// The order doesn't say; the customer record does.
    OfCustomer,
}

/// The buyer, from the customer record as it is or will be in eAccounting, and where this order's goods go.
///
/// A country that is empty is the company's. `vat.countries.*.charge_vat` decides `ForceBookkeepVat` where it is set.
///
/// In the United Kingdom the postcode decides whether it is Northern Ireland; without one, the customer record does.
///
/// # Errors
/// `VALUE_INVALID`, when a country or a company's VAT number cannot be read; the number is not quoted.
pub(crate) fn buyer(
    customer: &wire::NewCustomer,
    destination: Destination<'_>,
    company: &Company,
    settings: &Settings,
) -> Result<Buyer, Problem> {
    let who = customer.customer_number.as_deref();
    let invalid = |what: Word| {
        let field = what.as_str().replace(' ', "_").to_lowercase();
        Problem::new(
            Code::VALUE_INVALID,
            match who {
                Some(number) => event::field_not_read(number, what),
                None => event::field_of_customer_not_read(what),
            },
            format!("Correct the customer's {what}, then replay the order."),
        )
        .in_case(case::VALUE_INVALID_CUSTOMER_FIELD, [&field])
    };
    let read = |text: Option<&str>, what: Word| -> Result<Option<CountryCode>, Problem> {
        match text.map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => text.parse().map(Some).map_err(|_| invalid(what)),
            None => Ok(None),
        }
    };
    let country =
        read(customer.invoice_country_code.as_deref(), words::INVOICE_COUNTRY)?.unwrap_or(company.country);
    let (delivery_country, postal_code) = match destination {
        Destination::Address { country, postal_code } => (Some(country), postal_code),
        Destination::InvoiceAddress => (None, None),
        Destination::OfCustomer => (
            read(customer.delivery_country_code.as_deref(), words::DELIVERY_COUNTRY)?,
            customer.delivery_postal_code.as_deref(),
        ),
    };
    let (place, postal_code) = match delivery_country {
        Some(delivery) if settings.vat.place_of_supply != settings::PlaceOfSupply::InvoiceAddress => {
            (delivery, postal_code)
        }
        _ => (country, customer.invoice_postal_code.as_deref()),
    };
    let postal_code = postal_code.map(str::trim).filter(|code| !code.is_empty());
    let by_postcode = places::locate(&place.into(), postal_code);
    let northern_ireland = match postal_code {
        Some(_) if place.as_str() == "GB" => by_postcode.is_northern_ireland(),
        _ => customer.is_northern_ireland == Some(true),
    };
    let located = match places::country("XI") {
        Ok(country) if northern_ireland && place.as_str() == "GB" => places::locate(&country, None),
        _ => by_postcode,
    };
    let treatment = located
        .check(company.country, place, northern_ireland)
        .map_err(|untold| untellable(who, &untold))?;
    let vat_number = match customer
        .vat_number
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        Some(_) if customer.is_private_person => None,
        Some(text) => match text.parse::<VatNumber>() {
            Ok(number) => Some(number),
            // An export has no VAT, whatever the number is.
            Err(_) if treatment == places::Treatment::Export => None,
            Err(_) => return Err(invalid(words::VAT_NUMBER)),
        },
        None => None,
    };
    let charge_vat = settings
        .vat
        .countries
        .get(&place)
        .and_then(|country| country.charge_vat);
    Ok(Buyer {
        is_private: customer.is_private_person,
        country,
        delivery_country,
        vat_number,
        // eAccounting heeds the customer's own flag only where its invoices leave the EU.
        force_bookkeep_vat: charge_vat
            .unwrap_or(customer.force_bookkeep_vat == Some(true) && !country.is_eu()),
        northern_ireland,
        reverse_charge_construction: customer.reverse_charge_on_construction_services == Some(true),
    })
}

/// A sale to a place in words.
fn word(treatment: places::Treatment) -> Word {
    match treatment {
        places::Treatment::Domestic => words::A_DOMESTIC_SALE,
        places::Treatment::WithinEu => words::A_SALE_WITHIN_EU,
        places::Treatment::Export => words::AN_EXPORT,
    }
}

/// eAccounting would take the place for something else than it is.
fn untellable(who: Option<&str>, untold: &places::Untold) -> Problem {
    let remedy = match untold.code {
        Some(code) => format!(
            "Set the country of {} to {code} in eAccounting, or let orders update their customers (orders.update_customer); then replay the order.",
            who.map_or("the customer".to_owned(), |number| format!("Customer {number}")),
        ),
        None => format!(
            "eAccounting has no country code for {}: enter the order there by hand, as {}.",
            untold.territory, untold.is
        ),
    };
    let (territory, source) = (untold.territory, untold.source);
    let (is, would_be) = (word(untold.is), word(untold.would_be));
    let told = match who {
        Some(number) => event::customer_in_territory(number, territory, is, source, would_be),
        None => event::in_territory(territory, is, source, would_be),
    };
    let problem = Problem::new(Code::VALUE_INVALID, told, remedy);
    match untold.code {
        Some(code) => problem.in_case(case::VALUE_INVALID_TERRITORY, [&code]),
        None => problem.in_case(case::VALUE_INVALID_BY_HAND, []),
    }
}

/// The settings for an order's amounts, for an order from `source` whose store has the price convention `store`.
///
/// # Errors
/// `SETTINGS_INVALID`, when an account of `vat.countries` is no number.
pub(crate) fn rules(
    settings: &Settings,
    source: &Source,
    store: &StoreConvention,
    company: &Company,
) -> Result<Rules, Problem> {
    let articles = special_articles(settings);
    let default_rate = articles.default_rate(company.country);
    let mut oss = OssRates::default();
    let mut country_accounts = BTreeMap::new();
    for (country, of_country) in &settings.vat.countries {
        if let Some(there) = of_country.rate {
            oss = oss.with(*country, default_rate, rate(there));
        }
        for (home, there) in &of_country.oss_rates {
            oss = oss.with(*country, rate(*home), rate(*there));
        }
        if let Some(account) = &of_country.account {
            let number = account.as_str().parse().map_err(|_| {
                Problem::new(
                    Code::SETTINGS_INVALID,
                    format!("vat.countries.{country}.account is \"{account}\", which is no account number."),
                    "Write the account's number, such as 3106, and push the settings again.",
                )
            })?;
            country_accounts.insert(*country, number);
        }
    }
    let texts = BTreeMap::from([
        (Purpose::Shipping, settings.shipping.text.as_str().to_owned()),
        (Purpose::Discount, settings.discounts.text.as_str().to_owned()),
        (Purpose::Rounding, settings.rounding.text.as_str().to_owned()),
    ]);
    Ok(Rules {
        place: place_of_supply(settings),
        prices: price_rules(settings, source, store),
        articles,
        rounding_tolerance: settings.rounding.tolerance.0,
        oss,
        country_accounts,
        texts,
    })
}

/// How gift cards are recognized.
pub(crate) fn vouchers(settings: &Settings) -> VoucherPatterns {
    let texts = |names: &[Name]| names.iter().map(|name| name.as_str().to_owned()).collect();
    VoucherPatterns {
        names: texts(&settings.vouchers.names),
        codes: texts(&settings.vouchers.codes),
    }
}

/// Which address decides about VAT.
pub(crate) fn place_of_supply(settings: &Settings) -> PlaceOfSupply {
    match settings.vat.place_of_supply {
        settings::PlaceOfSupply::Goods => PlaceOfSupply::ByLaw,
        settings::PlaceOfSupply::InvoiceAddress => PlaceOfSupply::InvoiceCountry,
        settings::PlaceOfSupply::DeliveryAddress => PlaceOfSupply::DeliveryCountry,
    }
}

fn special_articles(settings: &Settings) -> SpecialArticles {
    let by_rate = |articles: &BTreeMap<VatRate, Sku>| {
        articles
            .iter()
            .map(|(of, sku)| (rate(*of), sku.clone()))
            .collect()
    };
    let texts = |names: &[Name]| names.iter().map(|name| name.as_str().to_owned()).collect();
    SpecialArticles {
        shipping: by_rate(&settings.shipping.articles),
        discount: by_rate(&settings.discounts.articles),
        fee: by_rate(&settings.fees.articles),
        fee_names: texts(&settings.fees.names),
        fallback: by_rate(&settings.articles.fallback),
        rounding: settings.rounding.article.clone(),
        voucher: settings.vouchers.article.clone(),
        vouchers: vouchers(settings),
        unlisted: settings.fees.unexplained_article.clone().map(|article| Unlisted {
            article,
            limit: settings
                .fees
                .unexplained_limit
                .map_or(Decimal::ZERO, |limit| limit.0),
        }),
        unknown: match settings.articles.on_unknown_sku {
            settings::OnUnknownSku::Park => UnknownSku::Park,
            settings::OnUnknownSku::Fallback => UnknownSku::Fallback,
            settings::OnUnknownSku::Create => UnknownSku::Create,
        },
        default_rate: settings.vat.default_rate.map(rate),
    }
}

/// A store's price convention, and its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreConvention {
    /// What its integration writes.
    pub convention: PriceConvention,
    /// Its origin.
    pub source: ConventionSource,
}

/// The origin of a store's price convention. In words: `detected from woocommerce`, `[prices]`, `[stores."1"]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConventionSource {
    /// The store's service in ActiveCampaign.
    Service(String),
    /// None: the store's connection names no service.
    NoService,
    /// The settings of all stores.
    Prices,
    /// The settings of the store with this connection.
    Store(String),
    /// None: a deal is no store's order, and has one price.
    Deal,
}

impl std::fmt::Display for ConventionSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Service(service) => write!(f, "detected from {service}"),
            Self::NoService => f.write_str("the connection names no service"),
            Self::Prices => f.write_str("[prices]"),
            Self::Store(connection) => write!(f, "[stores.\"{connection}\"]"),
            Self::Deal => f.write_str("a deal has one price"),
        }
    }
}

impl std::fmt::Display for StoreConvention {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.convention, self.source)
    }
}

impl StoreConvention {
    /// What the activity log says of it.
    #[must_use]
    pub(crate) fn told(&self) -> StepText {
        let convention = self.convention;
        match &self.source {
            ConventionSource::Service(service) => step::convention_of_service(convention, service),
            ConventionSource::NoService => step::convention_without_service(convention),
            ConventionSource::Deal => step::convention_of_deal(convention),
            ConventionSource::Prices | ConventionSource::Store(_) => {
                step::convention_of_settings(convention, &self.source)
            }
        }
    }
}

/// Whether a key contradicts a convention: the store then isn't the integration that its service names.
fn contradicts(line_price: LinePrice, vat: settings::PriceVat) -> bool {
    // Every convention that can be detected has prices of one piece without VAT.
    line_price == LinePrice::Line || vat == settings::PriceVat::Included
}

/// The `[stores]` entry of an order's connection.
fn store_settings<'a>(settings: &'a Settings, source: &Source) -> Option<&'a settings::Store> {
    match source {
        Source::Order { connection, .. } => settings.stores.get(connection.as_str()),
        _ => None,
    }
}

/// The price convention that the settings name for an order's store; nothing if it is detected from the service.
#[must_use]
pub(crate) fn named_convention(settings: &Settings, source: &Source) -> Option<StoreConvention> {
    let Source::Order { connection, .. } = source else {
        // A deal is no store's order.
        return Some(StoreConvention {
            convention: PriceConvention::Auto,
            source: ConventionSource::Deal,
        });
    };
    let of_store = || ConventionSource::Store(connection.clone());
    let store = store_settings(settings, source);
    let named = |convention, source| Some(StoreConvention { convention, source });
    if let Some(convention) = store.and_then(|store| store.price_convention) {
        let convention = match convention {
            settings::PriceConvention::Auto => PriceConvention::Auto,
            settings::PriceConvention::Woocommerce => PriceConvention::Woocommerce,
            settings::PriceConvention::Magento2 => PriceConvention::Magento2,
        };
        return named(convention, of_store());
    }
    let (line_price, vat) = (
        store.and_then(|store| store.line_price),
        store.and_then(|store| store.vat),
    );
    if contradicts(
        line_price.unwrap_or(LinePrice::Auto),
        vat.unwrap_or(settings::PriceVat::Auto),
    ) {
        return named(PriceConvention::Auto, of_store());
    }
    let prices = &settings.prices;
    if contradicts(line_price.unwrap_or(prices.line_price), vat.unwrap_or(prices.vat)) {
        return named(PriceConvention::Auto, ConventionSource::Prices);
    }
    None
}

/// An order's price convention. `service` is ActiveCampaign's word for its connection; empty if unknown.
#[must_use]
pub(crate) fn store_convention(settings: &Settings, source: &Source, service: &str) -> StoreConvention {
    named_convention(settings, source).unwrap_or_else(|| StoreConvention {
        convention: PriceConvention::detect(service),
        source: match service.trim() {
            "" => ConventionSource::NoService,
            service => ConventionSource::Service(service.to_owned()),
        },
    })
}

/// Whether an order's total is without VAT, as the value of a deal may be.
#[must_use]
pub fn is_without_vat(order: &Order, settings: &Settings) -> bool {
    matches!(order.source, Source::Deal(_)) && !settings.orders.deals.value_includes_vat
}

pub(super) fn price_rules(settings: &Settings, source: &Source, store: &StoreConvention) -> PriceRules {
    // A deal is one line with the deal's value; the settings say whether that includes VAT.
    let deal = matches!(source, Source::Deal(_));
    let deal_includes_vat = settings.orders.deals.value_includes_vat;
    let of_store = store_settings(settings, source);
    // A store's own convention takes precedence over the one for all stores.
    let is_named = of_store.is_some_and(|store| {
        store
            .price_convention
            .is_some_and(|named| named != settings::PriceConvention::Auto)
    });
    let line_price = of_store
        .and_then(|store| store.line_price)
        .unwrap_or(match is_named {
            true => LinePrice::Auto,
            false => settings.prices.line_price,
        });
    let vat = of_store.and_then(|store| store.vat).unwrap_or(match is_named {
        true => settings::PriceVat::Auto,
        false => settings.prices.vat,
    });
    PriceRules {
        convention: store.convention,
        per: match line_price {
            _ if deal => Some(PricePer::Line),
            LinePrice::Auto => None,
            LinePrice::Unit => Some(PricePer::Unit),
            LinePrice::Line => Some(PricePer::Line),
        },
        vat: match vat {
            _ if deal && deal_includes_vat => Some(PriceVat::Included),
            _ if deal => Some(PriceVat::Excluded),
            settings::PriceVat::Auto => None,
            settings::PriceVat::Included => Some(PriceVat::Included),
            settings::PriceVat::Excluded => Some(PriceVat::Excluded),
        },
        zero_vat: match settings.prices.zero_rated_prices {
            settings::ZeroRatedPrices::AsCharged => ZeroVatPrices::AsCharged,
            settings::ZeroRatedPrices::VatTakenOff => ZeroVatPrices::SellersVatTakenOff,
        },
        tax: if settings.prices.check_vat {
            TaxCheck::Check
        } else {
            TaxCheck::Ignore
        },
        shipping_vat: match settings.vat.shipping_vat {
            settings::ShippingVat::Main => ShippingVat::Main,
            settings::ShippingVat::Highest => ShippingVat::Highest,
            settings::ShippingVat::Split => ShippingVat::Split,
        },
        total_includes_vat: !deal || deal_includes_vat,
    }
}

/// A settings rate of 100 % exists for no article; it reads as none.
fn rate(from: VatRate) -> Rate {
    Rate::from_percent(from.percent()).unwrap_or_default()
}

/// An order's totals in eAccounting.
#[must_use]
pub(crate) fn order_totals(order: &wire::Order) -> DocumentTotals {
    DocumentTotals {
        gross: order_total_including_vat(order),
        vat: Some(order.vat_amount),
        includes_vat: Some(order.includes_vat),
    }
}

/// An invoice draft's totals in eAccounting.
#[must_use]
pub(crate) fn invoice_draft_totals(draft: &wire::CustomerInvoiceDraft) -> DocumentTotals {
    DocumentTotals {
        gross: invoice_draft_total_including_vat(draft),
        vat: Some(draft.total_vat_amount),
        includes_vat: Some(draft.includes_vat),
    }
}
