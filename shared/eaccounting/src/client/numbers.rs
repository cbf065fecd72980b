use serde::de::DeserializeOwned;

use super::{Client, Error, MOST_PAGES};
use crate::odata::Filter;
use crate::requests::{self, Listing, Query};
use crate::types::{Customer, CustomerInvoice, Order, Page, Quote};

const NEWEST_FIRST: &str = "CreatedUtc desc";

/// A document that people name by its number.
trait Numbered: DeserializeOwned {
    const LISTING: Listing;
    const NUMBER: &'static str;

    fn number(&self) -> Option<i64>;
}

macro_rules! numbered {
    ($($type:ty = $listing:ident by $property:literal ($field:ident);)*) => {$(
        impl Numbered for $type {
            const LISTING: Listing = requests::$listing;
            const NUMBER: &'static str = $property;

            fn number(&self) -> Option<i64> {
                self.$field
            }
        }
    )*};
}

numbered! {
    Order = ORDERS by "Number" (number);
    Quote = QUOTES by "Number" (number);
    CustomerInvoice = CUSTOMER_INVOICES by "InvoiceNumber" (invoice_number);
}

impl Client {
    /// The order with this number.
    ///
    /// # Errors
    /// [`Error::Inconclusive`] if not everything could be read; see [`Error`]. Neither means that there is none.
    pub async fn order_by_number(&self, number: i64) -> Result<Option<Order>, Error> {
        self.by_number(number).await
    }

    /// The quote with this number.
    ///
    /// # Errors
    /// As [`Self::order_by_number`].
    pub async fn quote_by_number(&self, number: i64) -> Result<Option<Quote>, Error> {
        self.by_number(number).await
    }

    /// The invoice, or credit invoice, with this number.
    ///
    /// # Errors
    /// As [`Self::order_by_number`].
    pub async fn invoice_by_number(&self, number: i64) -> Result<Option<CustomerInvoice>, Error> {
        self.by_number(number).await
    }

    /// The customer with this number.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn customer_by_number(&self, number: &str) -> Result<Option<Customer>, Error> {
        let wanted = number.trim();
        let mut found = self.customers_by(&Filter::eq("CustomerNumber", wanted)).await?;
        found.retain(|customer| customer.fields.customer_number.as_deref().map(str::trim) == Some(wanted));
        Ok(found.pop())
    }

    /// Whether documents can be filtered by number is not documented: where eAccounting refuses that, or does not heed it,
    /// the list is read newest first until the document is found.
    async fn by_number<T: Numbered>(&self, number: i64) -> Result<Option<T>, Error> {
        let is_it = |document: &T| document.number() == Some(number);
        if self.can(T::LISTING, T::NUMBER) {
            match self
                .page::<T>(T::LISTING, &Query::matching(Filter::eq(T::NUMBER, number)))
                .await
            {
                Ok(Page { data, .. }) if data.iter().all(is_it) => return Ok(data.into_iter().next()),
                Err(error) if !error.is_unfilterable() => return Err(error),
                // Refused, or not heeded.
                _ => self.cannot(T::LISTING, T::NUMBER),
            }
        }
        loop {
            let order_by = Some(NEWEST_FIRST).filter(|order| self.can(T::LISTING, order));
            match self.find_on_pages(order_by, is_it).await {
                Err(error) if error.is_unfilterable() && order_by.is_some() => {
                    self.cannot(T::LISTING, NEWEST_FIRST);
                }
                other => return other,
            }
        }
    }

    async fn find_on_pages<T: Numbered>(
        &self,
        order_by: Option<&'static str>,
        is_it: impl Fn(&T) -> bool,
    ) -> Result<Option<T>, Error> {
        let query = Query {
            order_by,
            ..Query::all()
        };
        for number in 1..=MOST_PAGES {
            let page: Page<T> = self.page(T::LISTING, &query.on_page(number)).await?;
            let is_last = page.is_last(number);
            let found = page.data.into_iter().find(|document| is_it(document));
            if found.is_some() || is_last {
                return Ok(found);
            }
        }
        Err(Error::Inconclusive {
            doing: T::LISTING.doing(),
        })
    }
}
