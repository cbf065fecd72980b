//! The purpose of a customer in a flow.

use eaccounting::types::NewCustomer;
use model::{Order, Problem};
use settings::{Missing, Settings};

use super::new::NO_POSTCODE;
use crate::sale_conversion::input::{self, Destination};
use crate::sale_conversion::output::apply_vat_flags;

/// The purpose of a customer in a flow.
#[derive(Clone, Copy)]
pub(crate) enum Purpose<'a> {
    /// Kept equal to the contact or account.
    Keep,
    /// To be billed for an order.
    Bill(&'a Billing<'a>),
}

impl Purpose<'_> {
    pub(super) fn is_keep(self) -> bool {
        matches!(self, Self::Keep)
    }

    /// Whether the address comes from an order, and so is complete.
    pub(super) fn says_address(self) -> bool {
        match self {
            Self::Keep => false,
            Self::Bill(billing) => !billing.order.customer.billing.is_empty(),
        }
    }

    /// Sets the flags that make eAccounting compute the VAT that an order has.
    pub(super) fn fit(self, fields: &mut NewCustomer, settings: &Settings) -> Result<(), Problem> {
        let Self::Bill(billing) = self else { return Ok(()) };
        let needs = billing.needs(fields, settings)?;
        apply_vat_flags(&needs, fields);
        if needs.delivery_based_vat {
            fill_delivery(fields, settings);
        }
        Ok(())
    }
}

/// Fills in what eAccounting wants of a delivery address that decides about VAT, as the settings say, and as for an invoice
/// address where the country has no postcodes. What is still missing is for a person.
fn fill_delivery(fields: &mut NewCustomer, settings: &Settings) {
    let country = fields
        .delivery_country_code
        .as_deref()
        .and_then(|code| code.parse().ok());
    let customers = &settings.customers;
    let text = |policy: &Missing| match policy {
        Missing::Use(text) => Some(text.clone()),
        _ => None,
    };
    if is_blank(fields.delivery_city.as_deref()) {
        fields.delivery_city = text(&customers.on_missing_city);
    }
    if is_blank(fields.delivery_postal_code.as_deref()) {
        let needs_none = country.is_some_and(|country| !places::has_postcodes(country));
        let none = || needs_none.then(|| NO_POSTCODE.to_owned());
        fields.delivery_postal_code = text(&customers.on_missing_postal_code).or_else(none);
    }
}

pub(crate) fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

/// The part of an order that decides the customer's VAT flags.
pub(crate) struct Billing<'a> {
    pub(crate) order: &'a Order,
    pub(crate) company: &'a sale::Company,
    pub(crate) place: sale::PlaceOfSupply,
    pub(crate) destination: Destination<'a>,
}

impl Billing<'_> {
    /// The buyer that this customer record makes.
    pub(crate) fn buyer(&self, fields: &NewCustomer, settings: &Settings) -> Result<sale::Buyer, Problem> {
        input::buyer(fields, self.destination, self.company, settings)
    }

    pub(crate) fn needs(
        &self,
        fields: &NewCustomer,
        settings: &Settings,
    ) -> Result<sale::CustomerVatFlags, Problem> {
        Ok(sale::customer_vat_flags(
            self.company,
            &self.buyer(fields, settings)?,
            self.place,
        ))
    }
}
