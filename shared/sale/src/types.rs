use std::collections::BTreeMap;

use model::{CountryCode, Currency, VatNumber};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::interpretation::PriceRules;
use crate::known::KnownPrices;
use crate::oss::OssRates;
use crate::rate::Rate;
use crate::special_articles::SpecialArticles;

/// How eAccounting rounds a document's total (CompanySettingsApi.DomesticCurrencyRounding).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DomesticRounding {
    /// Not at all (0).
    #[default]
    None,
    /// To whole currency, half away from zero (1): "öresavrundning".
    HalfAwayFromZero,
}

/// Which country decides about VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PlaceOfSupply {
    /// The rule for goods: where the transport ends. A domestic company that sends goods abroad keeps domestic VAT.
    #[default]
    ByLaw,
    /// Always the invoice address's country: for sellers of services.
    InvoiceCountry,
    /// Always the delivery address's country.
    DeliveryCountry,
}

/// The selling company's settings in eAccounting (CompanySettingsApi) that affect VAT and prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// CountryCode.
    pub country: CountryCode,
    /// CurrencyCode.
    pub currency: Currency,
    /// ShowPricesExclVatPC: documents to private persons show prices without VAT.
    pub show_prices_excl_vat_private: bool,
    /// UsesMoss: the company uses the One Stop Shop.
    pub uses_moss: bool,
    /// UsesReverseConstructionVat: the company knows reverse charge in the construction trade.
    pub uses_reverse_construction_vat: bool,
    /// DomesticCurrencyRounding.
    pub domestic_rounding: DomesticRounding,
}

/// The facts about the buyer that decide VAT. No personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buyer {
    /// A private person, not a company (CustomerApi.IsPrivatePerson).
    pub is_private: bool,
    /// Country of the invoice address.
    pub country: CountryCode,
    /// Country that the goods go to; `None` means the invoice's.
    pub delivery_country: Option<CountryCode>,
    /// VAT number, where the buyer gave one.
    pub vat_number: Option<VatNumber>,
    /// CustomerApi.ForceBookkeepVat: VAT although the buyer is outside the EU.
    pub force_bookkeep_vat: bool,
    /// CustomerApi.IsNorthernIreland, or a postcode there.
    pub northern_ireland: bool,
    /// CustomerApi.ReverseChargeOnConstructionServices.
    pub reverse_charge_construction: bool,
}

/// The purpose of an article account coding (ArticleAccountCodingApi.Type).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodingType {
    /// Goods.
    Goods,
    /// Services.
    Services,
    /// A word that the vendor's documents don't have.
    Other,
}

/// The sales accounts of a coding, by kind of sale (ArticleAccountCodingApi.*AccountNumber).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Accounts {
    /// DomesticSalesSubjectToVatAccountNumber.
    pub domestic_vat: Option<i64>,
    /// DomesticSalesVatExemptAccountNumber.
    pub domestic_vat_exempt: Option<i64>,
    /// DomesticSalesVatCodeExemptAccountNumber.
    pub domestic_vat_code_exempt: Option<i64>,
    /// DomesticSalesSubjectToReversedConstructionVatAccountNumber.
    pub domestic_reversed_construction: Option<i64>,
    /// ForeignSalesSubjectToMossAccountNumber.
    pub moss: Option<i64>,
    /// ForeignSalesSubjectToVatWithinEuAccountNumber.
    pub vat_within_eu: Option<i64>,
    /// ForeignSalesVatExemptWithinEuAccountNumber.
    pub vat_exempt_within_eu: Option<i64>,
    /// ForeignSalesVatExemptOutsideEuAccountNumber.
    pub vat_exempt_outside_eu: Option<i64>,
}

/// An article account coding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coding {
    /// Id.
    pub id: Uuid,
    /// Name, as eAccounting shows it.
    pub name: String,
    /// The domestic rate.
    pub rate: Rate,
    /// The accounts.
    pub accounts: Accounts,
    /// Goods or services.
    pub coding_type: CodingType,
    /// IsActive.
    pub is_active: bool,
}

/// The facts about an article that decide VAT and account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleInfo {
    /// Id.
    pub id: Uuid,
    /// Number: the SKU.
    pub number: String,
    /// Name.
    pub name: String,
    /// Its coding.
    pub coding: Coding,
    /// IsActive.
    pub is_active: bool,
    /// UsesMoss: sold under the One Stop Shop.
    pub uses_moss: bool,
    /// Its known prices.
    pub prices: KnownPrices,
}

/// The settings that decide about money, in this module's own words; the flows makes them from the settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Which country decides VAT.
    pub place: PlaceOfSupply,
    /// The rules for prices.
    pub prices: PriceRules,
    /// Articles for shipping, discounts, rounding, and lines without an article.
    pub articles: SpecialArticles,
    /// A residue up to this amount (in the order's currency) goes on a rounding row; zero: none does.
    pub rounding_tolerance: Decimal,
    /// Rates of the destination countries under the One Stop Shop.
    pub oss: OssRates,
    /// The account that every row of a sale to a country must come to, where the settings name one.
    pub country_accounts: BTreeMap<CountryCode, i64>,
    /// Row texts by purpose; the keys are of [`crate::Purpose`]. A missing text uses the shop's word or the article's
    /// name.
    pub texts: BTreeMap<crate::Purpose, String>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            place: PlaceOfSupply::default(),
            prices: PriceRules::default(),
            articles: SpecialArticles::default(),
            rounding_tolerance: Decimal::ZERO,
            oss: OssRates::default(),
            country_accounts: BTreeMap::new(),
            texts: BTreeMap::new(),
        }
    }
}
