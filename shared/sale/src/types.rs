use std::collections::BTreeMap;
use std::fmt;

use model::{CountryCode, Currency, VatNumber};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::articles::SpecialArticles;
use crate::kind::PlaceOfSupply;
use crate::known::KnownPrices;
use crate::oss::OssRates;
use crate::prices::PriceRules;

/// A VAT rate as a fraction: 0.25 is 25 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Rate(Decimal);

impl Rate {
    /// No VAT.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// A rate from a fraction such as 0.25; `None` outside 0 to 1.
    #[must_use]
    pub fn from_fraction(fraction: Decimal) -> Option<Self> {
        (fraction >= Decimal::ZERO && fraction < Decimal::ONE).then(|| Self(fraction.normalize()))
    }

    /// A rate from a percentage such as 25; `None` outside 0 to 100.
    #[must_use]
    pub fn from_percent(percent: Decimal) -> Option<Self> {
        Self::from_fraction(percent / Decimal::ONE_HUNDRED)
    }

    /// A rate in tenths of a percent, such as 255 for 25.5 %: for tables.
    #[must_use]
    pub const fn per_mille(tenths: u16) -> Self {
        Self(Decimal::from_parts(tenths as u32, 0, 0, false, 3))
    }

    /// A rate from text such as `25%`, `25 %`, `25,5` or `25.5`.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('%').trim().replace(',', ".");
        Self::from_percent(text.parse().ok()?)
    }

    /// The fraction.
    #[must_use]
    pub fn fraction(&self) -> Decimal {
        self.0
    }

    /// One plus the rate: net × this = gross.
    #[must_use]
    pub fn factor(&self) -> Decimal {
        Decimal::ONE + self.0
    }

    /// Whether there is no VAT.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// The percentage as settings write it, such as `25` or `25.5`.
    #[must_use]
    pub fn percent(&self) -> Decimal {
        (self.0 * Decimal::ONE_HUNDRED).normalize()
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", self.percent())
    }
}

/// How eAccounting rounds a document's total (CompanySettingsApi.DomesticCurrencyRounding).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DomesticRounding {
    /// Not at all (0).
    #[default]
    None,
    /// To whole currency, half away from zero (1): "öresavrundning".
    HalfAwayFromZero,
}

/// What eAccounting knows of the selling company (CompanySettingsApi) that decides VAT and prices.
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
    /// CustomerApi.IsNorthernIreland, or a postcode that says so.
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
    /// Articles for shipping, discounts, rounding, and what has no article of its own.
    pub articles: SpecialArticles,
    /// A residue up to this amount (in the order's currency) goes on a rounding row; zero: none does.
    pub rounding_tolerance: Decimal,
    /// Rates of the destination countries under the One Stop Shop.
    pub oss: OssRates,
    /// The account that every row of a sale to a country must come to, where the settings name one.
    pub country_accounts: BTreeMap<CountryCode, i64>,
    /// Row texts by purpose; the keys are of [`crate::Purpose`]. What is absent takes the shop's word or the article's name.
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
