//! What changed since a moment: the polls of the lists.
//!
//! Customers, articles and invoices can be filtered by the date of change. For orders and quotes this is not
//! documented: the filter is tried once, and if eAccounting rejects it (code 6000) or ignores it, that is remembered,
//! and the list is read newest first instead. Either way a poll without news costs one call.

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{Client, Error, MOST_PAGES};
use crate::odata::Filter;
use crate::requests::{self, LARGEST_PAGE, Listing, Query};
use crate::types::{ArticleStock, Customer, CustomerInvoice, CustomerLedgerItem, Order, Page, Quote};

/// Records a page where a list is read newest first, and only its head is wanted.
const SHORT_PAGE: u32 = 100;
/// Changes of a longer time are read in the largest pages.
const SHORT_TIME: SignedDuration = SignedDuration::from_hours(48);
/// Remembers that a list doesn't support `$select`, or doesn't exist.
const SELECT: &str = "$select";
const LIST: &str = "list";

/// The records that changed since a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes<T> {
    /// The records, each once, in no order.
    pub records: Vec<T>,
    /// The server's time of the list: the next poll reads changes since then, with an overlap.
    pub as_of: Option<Timestamp>,
}

/// A record with a date of change.
trait Changing: DeserializeOwned {
    const LISTING: Listing;
    /// The property with the date.
    const CHANGED: &'static str;
    const NEWEST_FIRST: &'static str;
    /// The properties to select; all if empty.
    const PROPERTIES: Option<&'static str> = None;

    fn id(&self) -> Uuid;
    fn changed(&self) -> Option<Timestamp>;
}

macro_rules! changing {
    ($($type:ty = $listing:ident by $property:literal ($field:ident) $(select $properties:expr)?;)*) => {$(
        impl Changing for $type {
            const LISTING: Listing = requests::$listing;
            const CHANGED: &'static str = $property;
            const NEWEST_FIRST: &'static str = concat!($property, " desc");
            $(const PROPERTIES: Option<&'static str> = Some($properties);)?

            fn id(&self) -> Uuid {
                self.id
            }

            fn changed(&self) -> Option<Timestamp> {
                self.$field
            }
        }
    )*};
}

changing! {
    Order = ORDERS by "ModifiedUtc" (modified_utc);
    Quote = QUOTES by "ModifiedUtc" (modified_utc);
    CustomerInvoice = CUSTOMER_INVOICES by "ModifiedUtc" (modified_utc);
    CustomerLedgerItem = CUSTOMER_LEDGER_ITEMS by "ModifiedUtc" (modified_utc);
    Customer = CUSTOMERS by "ChangedUtc" (changed_utc);
    ArticleStock = ARTICLES by "ChangedUtc" (changed_utc) select ArticleStock::PROPERTIES;
}

/// The pages of a list, as far as they were read.
struct Pages<T> {
    records: Vec<T>,
    as_of: Option<Timestamp>,
}

impl Client {
    /// The orders that changed since.
    ///
    /// # Errors
    /// [`Error::Inconclusive`] when there are more than can be read; see [`Error`].
    pub async fn orders_changed_since(&self, since: Timestamp) -> Result<Changes<Order>, Error> {
        self.changed_since(since).await
    }

    /// The quotes that changed since.
    ///
    /// # Errors
    /// As [`Self::orders_changed_since`].
    pub async fn quotes_changed_since(&self, since: Timestamp) -> Result<Changes<Quote>, Error> {
        self.changed_since(since).await
    }

    /// The customers that changed since.
    ///
    /// # Errors
    /// As [`Self::orders_changed_since`].
    pub async fn customers_changed_since(&self, since: Timestamp) -> Result<Changes<Customer>, Error> {
        self.changed_since(since).await
    }

    /// The articles that changed since, with their stock. Whether a movement of stock counts as a change of its article is
    /// not documented: see [`Self::article_stock_page`] for a full reading.
    ///
    /// # Errors
    /// As [`Self::orders_changed_since`].
    pub async fn article_stock_changed_since(
        &self,
        since: Timestamp,
    ) -> Result<Changes<ArticleStock>, Error> {
        self.changed_since(since).await
    }

    /// The invoices, credit invoices included, that changed since (`modifiedSinceUtc`, which is documented). That an invoice
    /// became overdue need not be a change.
    ///
    /// # Errors
    /// As [`Self::orders_changed_since`].
    pub async fn invoices_changed_since(&self, since: Timestamp) -> Result<Changes<CustomerInvoice>, Error> {
        let query = Query {
            modified_since: Some(since),
            ..Query::all()
        };
        let pages = self.pages(&query, |_| false).await?;
        Ok(changes(pages, since))
    }

    /// The entries of the customer ledger that changed since; none where the company's API has no such list. Much smaller
    /// than invoices. Whether posted invoices are among them is to be found out by the caller, with one that was paid.
    ///
    /// # Errors
    /// As [`Self::orders_changed_since`].
    pub async fn ledger_items_changed_since(
        &self,
        since: Timestamp,
    ) -> Result<Option<Changes<CustomerLedgerItem>>, Error> {
        let listing = CustomerLedgerItem::LISTING;
        if !self.can(listing, LIST) {
            return Ok(None);
        }
        match self.changed_since(since).await {
            Err(error) if error.api().is_some_and(|error| matches!(error.status, 403 | 404)) => {
                self.cannot(listing, LIST);
                Ok(None)
            }
            other => other.map(Some),
        }
    }

    /// A page of all articles' stock, 1,000 a page, from 1.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn article_stock_page(&self, page: u32) -> Result<Page<ArticleStock>, Error> {
        let listing = ArticleStock::LISTING;
        let query = |select| Query {
            select,
            ..Query::all().on_page(page)
        };
        if self.can(listing, SELECT) {
            match self.page(listing, &query(Some(ArticleStock::PROPERTIES))).await {
                Err(error) if error.is_unfilterable() => self.cannot(listing, SELECT),
                other => return other,
            }
        }
        self.page(listing, &query(None)).await
    }

    async fn changed_since<T: Changing>(&self, since: Timestamp) -> Result<Changes<T>, Error> {
        let listing = T::LISTING;
        loop {
            let select = T::PROPERTIES.filter(|_| self.can(listing, SELECT));
            if !self.can(listing, T::CHANGED) {
                return self.head_of_list(since).await;
            }
            let query = Query {
                filter: Some(Filter::ge(T::CHANGED, since)),
                select,
                ..Query::all()
            };
            match self.pages(&query, |_| false).await {
                Ok(pages) if heeded(&pages.records, since) => return Ok(changes(pages, since)),
                Ok(_) => self.cannot(listing, T::CHANGED),
                // Which of the two it refuses is not said: without the selection first, then without the filter.
                Err(error) if error.is_unfilterable() && select.is_some() => self.cannot(listing, SELECT),
                Err(error) if error.is_unfilterable() => {
                    self.cannot(listing, T::CHANGED);
                    self.may_be(listing, SELECT);
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Reads a list newest first until what follows is older; all of it where eAccounting does not sort it so.
    async fn head_of_list<T: Changing>(&self, since: Timestamp) -> Result<Changes<T>, Error> {
        let listing = T::LISTING;
        let is_recent = self.clock.now().duration_since(since) <= SHORT_TIME;
        loop {
            let select = T::PROPERTIES.filter(|_| self.can(listing, SELECT));
            let order_by = Some(T::NEWEST_FIRST).filter(|order| self.can(listing, order));
            let page_size = if order_by.is_some() && is_recent {
                SHORT_PAGE
            } else {
                LARGEST_PAGE
            };
            let query = Query {
                order_by,
                select,
                page_size,
                ..Query::all()
            };
            // The order is verified: a record that is newer than the one before shows that the list isn't sorted.
            let is_past = |records: &[T]| {
                let dates: Option<Vec<Timestamp>> = records.iter().map(T::changed).collect();
                order_by.is_some()
                    && dates.is_some_and(|dates| {
                        dates.is_sorted_by(|a, b| a >= b)
                            && dates
                                .last()
                                .is_some_and(|last| last.as_second() < since.as_second())
                    })
            };
            match self.pages(&query, is_past).await {
                Ok(pages) => return Ok(changes(pages, since)),
                Err(error) if error.is_unfilterable() && order_by.is_some() => {
                    self.cannot(listing, T::NEWEST_FIRST);
                }
                Err(error) if error.is_unfilterable() && select.is_some() => self.cannot(listing, SELECT),
                Err(error) => return Err(error),
            }
        }
    }

    /// Reads page after page until the last one, or until `is_past` says that no further record is wanted.
    async fn pages<T: Changing>(
        &self,
        query: &Query,
        is_past: impl Fn(&[T]) -> bool,
    ) -> Result<Pages<T>, Error> {
        let mut pages = Pages {
            records: Vec::new(),
            as_of: None,
        };
        for number in 1..=MOST_PAGES {
            let page: Page<T> = self.page(T::LISTING, &query.on_page(number)).await?;
            // A record that changes while pages are read is found by the next poll, which starts at the first page's time.
            pages.as_of = pages.as_of.or(page.meta.server_time_utc);
            let is_last = page.is_last(number);
            pages.records.extend(page.data);
            if is_last || is_past(&pages.records) {
                return Ok(pages);
            }
        }
        Err(Error::Inconclusive {
            doing: T::LISTING.doing(),
        })
    }
}

/// Whether a record changed before a moment. A date may be written in whole seconds.
fn is_older<T: Changing>(record: &T, since: Timestamp) -> bool {
    record
        .changed()
        .is_some_and(|at| at.as_second() < since.as_second())
}

/// Whether a filter by the date of change was applied.
fn heeded<T: Changing>(records: &[T], since: Timestamp) -> bool {
    !records.iter().any(|record| is_older(record, since))
}

/// Records as new as `since`, or without a date; each record once, since pages shift while records change.
fn changes<T: Changing>(pages: Pages<T>, since: Timestamp) -> Changes<T> {
    let mut seen = HashSet::new();
    let is_new = |record: &T| !is_older(record, since) && seen.insert(record.id());
    let mut records = pages.records;
    records.retain(is_new);
    Changes {
        records,
        as_of: pages.as_of,
    }
}
