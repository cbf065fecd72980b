//! The purpose of a customer in a flow.

use eaccounting::types::NewCustomer;
use model::{Order, Problem};
use settings::Settings;

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
        apply_vat_flags(&billing.needs(fields, settings)?, fields);
        Ok(())
    }
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
