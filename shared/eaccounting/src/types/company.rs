use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{CompanyStatus, DomesticCurrencyRounding, ProductVariant, lenient, shows};

/// The company and its settings (`CompanySettingsApi`), as far as documents depend on them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CompanySettings {
    /// Company name.
    #[serde(default, deserialize_with = "lenient::text_or_empty")]
    pub name: String,
    /// What names the company for good.
    #[serde(default)]
    pub company_identifier: Option<String>,
    /// Organisation number.
    #[serde(default, deserialize_with = "lenient::text_option")]
    pub corporate_identity_number: Option<String>,
    /// VAT number.
    #[serde(default)]
    pub vat_code: Option<String>,
    /// Country, ISO 3166-1.
    #[serde(default, deserialize_with = "lenient::text_or_empty")]
    pub country_code: String,
    /// Currency, ISO 4217.
    #[serde(default)]
    pub currency_code: Option<String>,
    /// Default terms of payment.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub terms_of_payment_id: Option<Uuid>,
    /// Default of our reference.
    #[serde(default)]
    pub our_reference: Option<String>,
    /// Product.
    #[serde(default)]
    pub product_variant: Option<ProductVariant>,
    /// Modules in use.
    #[serde(default, deserialize_with = "lenient::list_or_empty")]
    pub activated_modules: Vec<String>,
    /// Whether it may be written to.
    #[serde(default)]
    pub company_status: Option<CompanyStatus>,
    /// Show prices without VAT to private persons too ("ShowPricesExclVatPC").
    #[serde(
        default,
        rename = "ShowPricesExclVatPC",
        deserialize_with = "lenient::bool_or_false"
    )]
    pub show_prices_excl_vat_pc: bool,
    /// Sells under OSS.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub uses_moss: bool,
    /// How totals in the company's currency are rounded.
    #[serde(default)]
    pub domestic_currency_rounding: Option<DomesticCurrencyRounding>,
    /// Uses the rules of triangular trade.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub uses_vat_triangulation_rules: bool,
    /// Uses ROT and RUT.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub uses_rot_reduced_invoicing: bool,
    /// Uses reverse charge for construction.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub uses_reverse_construction_vat: bool,
    /// Nothing can be bookkept up to and including this day.
    #[serde(default, with = "lenient::date_option")]
    pub accounting_locked_to: Option<Date>,
    /// A converted draft keeps its date.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub keep_original_draft_date: bool,
}

shows!(CompanySettings, this: company_identifier = this.company_identifier, country_code = this.country_code, company_status = this.company_status);

impl CompanySettings {
    /// What names the company for good, so that a connection to another company is noticed: `CompanyIdentifier`, else the
    /// organisation number.
    #[must_use]
    pub fn identity(&self) -> Option<&str> {
        [&self.company_identifier, &self.corporate_identity_number]
            .into_iter()
            .filter_map(|id| id.as_deref().map(str::trim))
            .find(|id| !id.is_empty())
    }

    /// Whether a document for this kind of customer has prices with VAT.
    ///
    /// Inferred, and kept here alone: `IncludesVat = private person && !ShowPricesExclVatPC`, as eAccounting's older
    /// documentation and changelog say; its OpenAPI document of 2026 words it the other way round. The document's own
    /// `IncludesVat` decides once it is created.
    #[must_use]
    pub fn prices_include_vat(&self, customer_is_private_person: bool) -> bool {
        customer_is_private_person && !self.show_prices_excl_vat_pc
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn company(json: serde_json::Value) -> CompanySettings {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn private_persons_see_prices_with_vat_unless_the_company_says_otherwise() {
        let usual = company(serde_json::json!({"ShowPricesExclVatPC": false}));
        assert!(usual.prices_include_vat(true));
        assert!(!usual.prices_include_vat(false));
        let without = company(serde_json::json!({"ShowPricesExclVatPC": true}));
        assert!(!without.prices_include_vat(true));
        assert!(!without.prices_include_vat(false));
    }

    #[test]
    fn a_company_is_known_by_its_identifier_else_by_its_organisation_number() {
        let both = serde_json::json!({"CompanyIdentifier": "c1", "CorporateIdentityNumber": "556677-8899"});
        assert_eq!(company(both).identity(), Some("c1"));
        let number = serde_json::json!({"CompanyIdentifier": " ", "CorporateIdentityNumber": "556677-8899"});
        assert_eq!(company(number).identity(), Some("556677-8899"));
        assert_eq!(company(serde_json::json!({})).identity(), None);
    }
}
