use std::fmt;

use model::CountryCode;

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

impl fmt::Display for SaleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Domestic => f.write_str("a domestic sale with VAT"),
            Self::DomesticReverse => f.write_str("a domestic sale under reverse charge (construction)"),
            Self::EuCompany { country } => {
                write!(f, "a VAT-free sale to a company in the EU ({country})")
            }
            Self::EuPrivate { country } => {
                write!(f, "a sale to the EU ({country}) with the seller's own VAT")
            }
            Self::EuPrivateOss { country } => {
                write!(
                    f,
                    "a sale to a private person in the EU ({country}) under the One Stop Shop"
                )
            }
            Self::Export { country } => write!(f, "a VAT-free sale outside the EU ({country})"),
            Self::ExportWithVat { country } => write!(
                f,
                "a sale outside the EU ({country}) with VAT, as the customer is marked"
            ),
        }
    }
}
