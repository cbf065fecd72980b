use std::fmt;

use model::{CountryCode, Reason, event};

/// The kind of a sale for VAT. Together with each article's coding, it decides the account and the rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SaleKind {
    /// Inside the seller's country, with its VAT.
    Domestic,
    /// Inside the seller's country, construction services under reverse charge: the buyer accounts for VAT.
    DomesticReverse,
    /// To a company of another EU country (or Northern Ireland) with a VAT number from outside the seller's country: no VAT.
    EuCompany {
        /// Where the goods go.
        country: CountryCode,
    },
    /// To another EU country with the seller's VAT: private persons without OSS, companies without a usable VAT number.
    EuPrivate {
        /// Where the goods go.
        country: CountryCode,
    },
    /// To a private person of another EU country under the One Stop Shop: that country's VAT. An article that is not
    /// marked for OSS is still sold with the seller's VAT.
    EuPrivateOss {
        /// Where the goods go.
        country: CountryCode,
    },
    /// To a country outside the EU (or, from Norway, any other country): no VAT.
    Export {
        /// Where the goods go.
        country: CountryCode,
    },
    /// To a country outside the EU with the seller's VAT, since the customer is marked so (ForceBookkeepVat).
    ExportWithVat {
        /// Where the goods go.
        country: CountryCode,
    },
}

impl SaleKind {
    /// Whether no row of this sale can carry VAT.
    #[must_use]
    pub fn is_without_vat(&self) -> bool {
        matches!(
            self,
            Self::DomesticReverse | Self::EuCompany { .. } | Self::Export { .. }
        )
    }
}

impl SaleKind {
    /// Whether a sale of this kind is booked as the other is: with the seller's VAT or none, the country makes no difference.
    #[must_use]
    pub fn has_accounts_of(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::EuPrivate { .. }, Self::EuPrivate { .. })
                | (Self::Export { .. }, Self::Export { .. })
                | (Self::ExportWithVat { .. }, Self::ExportWithVat { .. })
        )
    }
}

impl SaleKind {
    /// The kind in words, with an article: "a domestic sale with VAT".
    #[must_use]
    pub fn told(&self) -> Reason {
        match self {
            Self::Domestic => event::sale_domestic(),
            Self::DomesticReverse => event::sale_domestic_reverse(),
            Self::EuCompany { country } => event::sale_eu_company(country),
            Self::EuPrivate { country } => event::sale_eu_private(country),
            Self::EuPrivateOss { country } => event::sale_eu_private_oss(country),
            Self::Export { country } => event::sale_export(country),
            Self::ExportWithVat { country } => event::sale_export_with_vat(country),
        }
    }
}

impl fmt::Display for SaleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told())
    }
}
