//! How a sale is treated for VAT: its kind, by seller, buyer and destination, and the customer's flags for it.

use model::CountryCode;

use crate::kind::SaleKind;
use crate::types::{Buyer, Company, PlaceOfSupply};

/// The flags that the customer record in eAccounting needs so that eAccounting treats the sale as [`sale_kind`] does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CustomerVatFlags {
    /// CustomerApi.DeliveryBasedVat must be this; where it is true, delivery city, postcode and country must be filled in.
    pub delivery_based_vat: bool,
    /// CustomerApi.VatNumber must be set.
    pub vat_number: bool,
    /// CustomerApi.IsNorthernIreland must be this.
    pub northern_ireland: bool,
    /// CustomerApi.ForceBookkeepVat must be this.
    pub force_bookkeep_vat: bool,
    /// OrderApi.ReverseChargeOnConstructionServices of the document must be this. The customer's own is what a bookkeeper says
    /// of it: without the document's and the row's, eAccounting charges VAT.
    pub reverse_charge_construction: bool,
}

/// The code under which Northern Ireland's VAT numbers stand.
const NORTHERN_IRELAND: &str = "XI";

/// Whether goods to `country` go to Northern Ireland, which is in the EU for goods: by its code, by the flag with the
/// United Kingdom's code, or by a VAT number that starts with XI.
fn is_northern_ireland(buyer: &Buyer, country: CountryCode) -> bool {
    let by_number = buyer
        .vat_number
        .as_ref()
        .is_some_and(|number| number.country().as_str() == NORTHERN_IRELAND);
    country.as_str() == NORTHERN_IRELAND
        || (country.as_str() == "GB" && (buyer.northern_ireland || by_number))
}

/// A VAT number that makes a sale from `seller` VAT-free: of another EU country or Northern Ireland, and not of the
/// seller's own (directive 2006/112/EC, article 138: registered in another member state than that of dispatch).
fn has_foreign_eu_vat_number(seller: CountryCode, buyer: &Buyer) -> bool {
    buyer.vat_number.as_ref().is_some_and(|number| {
        let country = number.country();
        country != seller && (country.is_eu() || country.as_str() == NORTHERN_IRELAND)
    })
}

/// The country that decides, and whether it is the delivery's although the invoice's differs.
pub(super) fn deciding_country(
    company: &Company,
    buyer: &Buyer,
    place: PlaceOfSupply,
) -> (CountryCode, bool) {
    let delivery = buyer.delivery_country.unwrap_or(buyer.country);
    let by_delivery = match place {
        PlaceOfSupply::InvoiceCountry => false,
        PlaceOfSupply::DeliveryCountry => true,
        // Goods that a domestic company has sent from one EU country to another are taxed where they leave, unless it is
        // registered elsewhere; eAccounting does so when it looks at the invoice address. Everything else follows the goods.
        PlaceOfSupply::ByLaw => {
            buyer.is_private
                || buyer.country != company.country
                || !company.country.is_eu()
                || !delivery.is_eu()
                || has_foreign_eu_vat_number(company.country, buyer)
        }
    };
    // Whoever charges their own VAT on goods that leave the EU has it on an invoice at home by the invoice address.
    let has_vat_at_home = buyer.force_bookkeep_vat
        && buyer.country == company.country
        && company.country.is_eu()
        && !delivery.is_eu();
    if by_delivery && delivery != buyer.country && !has_vat_at_home {
        (delivery, true)
    } else {
        (buyer.country, false)
    }
}

/// The country whose settings a sale follows: the one that decides about VAT, and for Northern Ireland `XI`.
#[must_use]
pub fn country_of_sale(company: &Company, buyer: &Buyer, place: PlaceOfSupply) -> CountryCode {
    let (country, _) = deciding_country(company, buyer, place);
    let is_northern = company.country.is_eu() && is_northern_ireland(buyer, country);
    match NORTHERN_IRELAND.parse() {
        Ok(northern) if is_northern => northern,
        _ => country,
    }
}

/// The sale's VAT treatment. Shops sell goods, so the rules are those for goods; a seller of services sets the place of
/// supply to the invoice address.
///
/// eAccounting: CustomerApi.{IsPrivatePerson, InvoiceCountryCode, DeliveryCountryCode, DeliveryBasedVat, VatNumber,
/// IsNorthernIreland, ForceBookkeepVat}, CompanySettingsApi.{CountryCode, UsesMoss}. How eAccounting combines them is
/// partly inferred (OSS, Northern Ireland, construction); the comparison after the POST ([`crate::reconcile_document`])
/// catches a difference before anything is bookkept.
#[must_use]
pub fn sale_kind(company: &Company, buyer: &Buyer, place: PlaceOfSupply) -> SaleKind {
    let (country, _) = deciding_country(company, buyer, place);
    if country == company.country {
        let reverse =
            company.uses_reverse_construction_vat && buyer.reverse_charge_construction && !buyer.is_private;
        return if reverse && buyer.vat_number.is_some() {
            SaleKind::DomesticReverse
        } else {
            SaleKind::Domestic
        };
    }
    let within_eu = company.country.is_eu() && (country.is_eu() || is_northern_ireland(buyer, country));
    if within_eu {
        return if !buyer.is_private && has_foreign_eu_vat_number(company.country, buyer) {
            SaleKind::EuCompany { country }
        } else if buyer.is_private && company.uses_moss {
            SaleKind::EuPrivateOss { country }
        } else {
            SaleKind::EuPrivate { country }
        };
    }
    // eAccounting refuses ForceBookkeepVat where the invoice address is in the EU (CustomerApi.ForceBookkeepVat).
    if buyer.force_bookkeep_vat && !buyer.country.is_eu() {
        SaleKind::ExportWithVat { country }
    } else {
        SaleKind::Export { country }
    }
}

/// The flags that the customer record needs for [`sale_kind`] to hold.
#[must_use]
pub fn customer_vat_flags(company: &Company, buyer: &Buyer, place: PlaceOfSupply) -> CustomerVatFlags {
    let (country, delivery_based_vat) = deciding_country(company, buyer, place);
    let kind = sale_kind(company, buyer, place);
    CustomerVatFlags {
        delivery_based_vat,
        vat_number: matches!(kind, SaleKind::EuCompany { .. } | SaleKind::DomesticReverse),
        northern_ireland: is_northern_ireland(buyer, country),
        force_bookkeep_vat: matches!(kind, SaleKind::ExportWithVat { .. }),
        reverse_charge_construction: matches!(kind, SaleKind::DomesticReverse),
    }
}
