//! Finding documents by what eAccounting may not be able to filter by.
//!
//! `$filter` and `$orderby` are documented for a few properties only, and not for those needed here. Each is tried; if
//! the API rejects (code 6000) or ignores it, that is remembered, and the customer's documents are read newest first
//! and compared here. The result is the same either way, and it is conclusive or an error.

use jiff::{SignedDuration, Timestamp};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{Client, Error};
use crate::odata::Filter;
use crate::requests::{self, Listing, Query};
use crate::types::{CustomerInvoice, CustomerInvoiceDraft, Order, Page};

const REFERENCE: &str = "BuyersOrderReference";
const CUSTOMER: &str = "CustomerId";
const NEWEST_FIRST: &str = "CreatedUtc desc";

/// Most pages that a scan reads: 20,000 documents.
const MOST_PAGES: u32 = 20;

/// A scan goes on this far past the time that it may stop at, since both clocks may be wrong.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_hours(24);

/// A document that is found by customer, time and reference.
pub(super) trait Document: DeserializeOwned {
    const LISTING: Listing;
    fn customer(&self) -> Uuid;
    fn created(&self) -> Option<Timestamp>;
    fn reference(&self) -> Option<&str>;
}

macro_rules! documents {
    ($($type:ty = $listing:ident;)*) => {$(
        impl Document for $type {
            const LISTING: Listing = requests::$listing;

            fn customer(&self) -> Uuid {
                self.customer_id
            }

            fn created(&self) -> Option<Timestamp> {
                self.created_utc
            }

            fn reference(&self) -> Option<&str> {
                self.buyers_order_reference.as_deref().map(str::trim)
            }
        }
    )*};
}

documents! {
    Order = ORDERS;
    CustomerInvoiceDraft = CUSTOMER_INVOICE_DRAFTS;
    CustomerInvoice = CUSTOMER_INVOICES;
}

impl Client {
    /// The customer's order with this reference: the oldest, if there are several. `None` is conclusive.
    ///
    /// `since` is when it can have been created at the earliest, such as when the shop's order was placed: where the API
    /// cannot filter, older orders need not be read.
    ///
    /// # Errors
    /// [`Error::Inconclusive`] if not everything could be read; see [`Error`]. Neither means that there is none.
    pub async fn find_order(
        &self,
        reference: &str,
        customer: Uuid,
        since: Option<Timestamp>,
    ) -> Result<Option<Order>, Error> {
        let found = self.orders_with_reference(reference, customer, since).await?;
        Ok(first(found))
    }

    /// The customer's orders with this reference, the oldest first, as [`Self::find_order`] looks for them.
    ///
    /// # Errors
    /// As [`Self::find_order`].
    pub async fn orders_with_reference(
        &self,
        reference: &str,
        customer: Uuid,
        since: Option<Timestamp>,
    ) -> Result<Vec<Order>, Error> {
        self.find(reference, customer, since).await
    }

    /// The customer's invoice drafts with this reference, like [`Self::orders_with_reference`].
    ///
    /// # Errors
    /// As [`Self::find_order`].
    pub async fn invoice_drafts_with_reference(
        &self,
        reference: &str,
        customer: Uuid,
        since: Option<Timestamp>,
    ) -> Result<Vec<CustomerInvoiceDraft>, Error> {
        self.find(reference, customer, since).await
    }

    /// The customer's invoice draft with this reference, like [`Self::find_order`].
    ///
    /// # Errors
    /// As [`Self::find_order`].
    pub async fn find_invoice_draft(
        &self,
        reference: &str,
        customer: Uuid,
        since: Option<Timestamp>,
    ) -> Result<Option<CustomerInvoiceDraft>, Error> {
        let found = self
            .invoice_drafts_with_reference(reference, customer, since)
            .await?;
        Ok(first(found))
    }

    /// The customer's orders since then, newest first; all of them without `since`. The list is complete.
    ///
    /// # Errors
    /// [`Error::Inconclusive`] when not everything could be read; see [`Error`].
    pub async fn newest_orders(&self, customer: Uuid, since: Option<Timestamp>) -> Result<Vec<Order>, Error> {
        self.scan(Some(customer), since, |_: &Order| true).await
    }

    /// The customer's invoices since then, credit invoices included, newest first; all of them without `since`. The list is
    /// complete.
    ///
    /// # Errors
    /// [`Error::Inconclusive`] when not everything could be read; see [`Error`].
    pub async fn newest_invoices(
        &self,
        customer: Uuid,
        since: Option<Timestamp>,
    ) -> Result<Vec<CustomerInvoice>, Error> {
        self.scan(Some(customer), since, |_: &CustomerInvoice| true).await
    }

    /// All invoices since then, of whichever customer, credit invoices included, newest first. The list is complete.
    ///
    /// # Errors
    /// [`Error::Inconclusive`] when not everything could be read; see [`Error`].
    pub async fn invoices_since(&self, since: Timestamp) -> Result<Vec<CustomerInvoice>, Error> {
        self.scan(None, Some(since), |_: &CustomerInvoice| true).await
    }

    /// All invoice drafts that were created since then, drafts of credits included. The list is complete.
    ///
    /// # Errors
    /// [`Error::Inconclusive`] when not everything could be read; see [`Error`].
    pub async fn invoice_drafts_since(&self, since: Timestamp) -> Result<Vec<CustomerInvoiceDraft>, Error> {
        let mut found = self
            .scan(None, Some(since), |_: &CustomerInvoiceDraft| true)
            .await?;
        found.retain(|draft| draft.created_utc.is_none_or(|at| at >= since));
        Ok(found)
    }

    async fn find<T: Document>(
        &self,
        reference: &str,
        customer: Uuid,
        since: Option<Timestamp>,
    ) -> Result<Vec<T>, Error> {
        let reference = reference.trim();
        let mut found: Option<Vec<T>> = None;
        if self.can(T::LISTING, REFERENCE) {
            match self
                .page::<T>(T::LISTING, &Query::matching(Filter::eq(REFERENCE, reference)))
                .await
            {
                Ok(page) if heeded(&page.data, reference) && page.is_last(1) => {
                    found = Some(page.data);
                }
                Err(error) if !error.is_unfilterable() => return Err(error),
                // Refused, or not heeded.
                _ => self.cannot(T::LISTING, REFERENCE),
            }
        }
        let is_it = |document: &T| document.customer() == customer && document.reference() == Some(reference);
        let mut found = match found {
            Some(found) => found,
            None => self.scan(Some(customer), since, is_it).await?,
        };
        found.retain(is_it);
        found.sort_by_key(T::created);
        Ok(found)
    }

    /// Reads documents newest first, and keeps the wanted ones; only the customer's, if one is given. Works without the
    /// filter and the sort order if eAccounting rejects them.
    pub(super) async fn scan<T: Document>(
        &self,
        customer: Option<Uuid>,
        since: Option<Timestamp>,
        is_wanted: impl Fn(&T) -> bool,
    ) -> Result<Vec<T>, Error> {
        let oldest = since.and_then(|since| since.checked_sub(CLOCKS_DIFFER).ok());
        loop {
            let filter = customer
                .filter(|_| self.can(T::LISTING, CUSTOMER))
                .map(|id| Filter::eq(CUSTOMER, id));
            let order_by = Some(NEWEST_FIRST).filter(|order| self.can(T::LISTING, order));
            // Invoices alone can be limited in time by a parameter of their own, which is documented.
            let modified_since = oldest.filter(|_| T::LISTING == requests::CUSTOMER_INVOICES);
            let query = Query {
                filter,
                order_by,
                modified_since,
                ..Query::all()
            };
            match self.scan_pages(customer, &query, oldest, &is_wanted).await {
                // Which of the two it refuses is not said: without the order first, then without the filter.
                Err(error) if error.is_unfilterable() && query.order_by.is_some() => {
                    self.cannot(T::LISTING, NEWEST_FIRST);
                }
                Err(error) if error.is_unfilterable() && query.filter.is_some() => {
                    self.cannot(T::LISTING, CUSTOMER);
                    self.may_be(T::LISTING, NEWEST_FIRST);
                }
                other => return other,
            }
        }
    }

    async fn scan_pages<T: Document>(
        &self,
        customer: Option<Uuid>,
        query: &Query,
        oldest: Option<Timestamp>,
        is_wanted: impl Fn(&T) -> bool,
    ) -> Result<Vec<T>, Error> {
        let mut found: Vec<T> = Vec::new();
        let mut newest_first = query.order_by.is_some();
        let mut last: Option<Timestamp> = None;
        for number in 1..=MOST_PAGES {
            let page: Page<T> = self.page(T::LISTING, &query.on_page(number)).await?;
            // The order is checked, not believed.
            for document in &page.data {
                let created = document.created();
                newest_first &= created.is_some() && (last.is_none() || created <= last);
                last = created;
            }
            let is_last = page.is_last(number);
            let is_past = newest_first && oldest.is_some() && last < oldest;
            found.extend(page.data.into_iter().filter(|document| {
                customer.is_none_or(|customer| document.customer() == customer) && is_wanted(document)
            }));
            if is_last || is_past {
                found.sort_by_key(|document| std::cmp::Reverse(document.created()));
                return Ok(found);
            }
        }
        Err(Error::Inconclusive {
            doing: T::LISTING.doing(),
        })
    }
}

/// Whether a filter on the reference was applied, and not ignored.
fn heeded<T: Document>(found: &[T], reference: &str) -> bool {
    let reference = reference.to_lowercase();
    found.iter().all(|document| {
        document
            .reference()
            .is_some_and(|own| own.to_lowercase() == reference)
    })
}

/// The first of documents with one reference.
fn first<T: Document>(found: Vec<T>) -> Option<T> {
    if found.len() > 1 {
        let list = T::LISTING.path();
        tracing::warn!(
            list,
            count = found.len(),
            "several documents have one reference; the oldest is taken"
        );
    }
    found.into_iter().next()
}

/// The first that was created.
pub(super) fn oldest<T: Document>(found: Vec<T>) -> Option<T> {
    found.into_iter().min_by_key(T::created)
}
