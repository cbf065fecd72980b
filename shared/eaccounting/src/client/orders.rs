use std::sync::atomic::Ordering;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Client, Error, unwritable};
use crate::odata::Filter;
use crate::requests::{self, LARGEST_PAGE, Query, id};
use crate::types::{
    CustomerInvoice, EmailRequest, NewOrder, Order, OrderConversion, Page, Quote, QuoteConversion,
    QuoteConversionType, QuoteStatus,
};

/// How an order is found by the shop's number. What eAccounting can filter orders by is not documented: found out once by
/// [`Client::order_filter_capability`], and remembered by the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderLookup {
    /// By filter on `BuyersOrderReference`.
    Filterable,
    /// By reading the customer's orders, newest first.
    ScanCustomer,
    /// By reading all orders, newest first.
    ScanNewest,
}

const NEWEST_FIRST: &str = "CreatedUtc desc";

/// Most pages that a scan reads: 20,000 orders.
const MOST_SCANNED_PAGES: u32 = 20;

/// A scan goes on this far past the time that it may stop at, since both clocks may be wrong.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_hours(24);

impl Client {
    /// The orders that match.
    ///
    /// # Errors
    /// [`Error::is_unfilterable`] when eAccounting cannot filter orders so; see [`Error`].
    pub async fn orders_by(&self, filter: Filter) -> Result<Vec<Order>, Error> {
        self.all(requests::ORDERS, Query::matching(filter)).await
    }

    /// The customer's orders, newest first, at most `max`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn newest_orders(&self, customer: Uuid, max: usize) -> Result<Vec<Order>, Error> {
        self.scan(customer, OrderLookup::ScanCustomer, None, max, |_| true)
            .await
    }

    /// An order by id; none when it was deleted.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn order(&self, order: Uuid) -> Result<Option<Order>, Error> {
        let path = ["orders", &id(order)];
        self.one(
            self.requests
                .read(&path, "GET /orders/{id}", "the reading of the order"),
        )
        .await
    }

    /// Creates an order.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_order(&self, order: &NewOrder) -> Result<Option<Order>, Error> {
        let doing = "the order";
        let call = self
            .requests
            .create(&["orders"], "POST /orders", doing, order)
            .map_err(|error| unwritable(doing, &error))?;
        self.written(call).await
    }

    /// Marks an ongoing order as shipped today.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn complete_order(&self, order: Uuid) -> Result<Option<Order>, Error> {
        let path = ["orders", &id(order), "completed"];
        let call = self
            .requests
            .act(&path, "POST /orders/{id}/completed", "the shipping of the order");
        self.written(call).await
    }

    /// Turns a draft into an ongoing order.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn confirm_order_draft(&self, order: Uuid) -> Result<Option<Order>, Error> {
        let path = ["orders", &id(order), "converteddrafttoorder"];
        let label = "POST /orders/{id}/converteddrafttoorder";
        let call = self
            .requests
            .act(&path, label, "the conversion of the draft into an order");
        self.written(call).await
    }

    /// Turns a shipped order into a bookkept invoice.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn convert_order_to_invoice(&self, order: Uuid) -> Result<Option<CustomerInvoice>, Error> {
        let doing = "the conversion of the order into an invoice";
        let path = ["orders", &id(order), "convert"];
        let call = self
            .requests
            .create(
                &path,
                "POST /orders/{id}/convert",
                doing,
                &OrderConversion::default(),
            )
            .map_err(|error| unwritable(doing, &error))?;
        self.written(call).await
    }

    /// E-mails an order.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn email_order(&self, order: Uuid, email: &EmailRequest) -> Result<(), Error> {
        let doing = "the e-mail with the order";
        let path = ["orders", &id(order), "email"];
        let call = self
            .requests
            .create(&path, "POST /orders/{id}/email", doing, email)
            .map_err(|error| unwritable(doing, &error))?;
        self.done(call).await
    }

    /// Finds out how orders can be found: at most two small calls, once for a company.
    ///
    /// A filter that is ignored instead of refused is noticed by what it lets through.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn order_filter_capability(&self) -> Result<OrderLookup, Error> {
        let nothing = "ekobridge-probe";
        if self
            .filters_orders_to_nothing(Filter::eq("BuyersOrderReference", nothing))
            .await?
        {
            Ok(OrderLookup::Filterable)
        } else if self
            .filters_orders_to_nothing(Filter::eq("CustomerId", Uuid::nil()))
            .await?
        {
            Ok(OrderLookup::ScanCustomer)
        } else {
            Ok(OrderLookup::ScanNewest)
        }
    }

    async fn filters_orders_to_nothing(&self, filter: Filter) -> Result<bool, Error> {
        let query = Query {
            page_size: 1,
            ..Query::matching(filter)
        };
        match self.page::<Order>(requests::ORDERS, &query).await {
            Ok(page) => Ok(page.data.is_empty()),
            Err(error) if error.is_unfilterable() => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The customer's order with this reference: the oldest, if there are several. `None` is conclusive: there is none.
    ///
    /// `since` is when it may have been created at the earliest, such as when the intent was written; a scan need not go
    /// back further.
    ///
    /// # Errors
    /// [`Error::Inconclusive`] when a scan ended before it had seen everything; see [`Error`]. Neither means that there is
    /// none.
    pub async fn find_order(
        &self,
        reference: &str,
        customer: Uuid,
        lookup: OrderLookup,
        since: Option<Timestamp>,
    ) -> Result<Option<Order>, Error> {
        let reference = reference.trim();
        let is_it = |order: &Order| {
            order.customer_id == customer
                && order.buyers_order_reference.as_deref().map(str::trim) == Some(reference)
        };
        let mut found = match lookup {
            OrderLookup::Filterable => {
                self.orders_by(Filter::eq("BuyersOrderReference", reference))
                    .await?
            }
            scan => self.scan(customer, scan, since, usize::MAX, is_it).await?,
        };
        found.retain(is_it);
        if found.len() > 1 {
            tracing::warn!(
                orders = found.len(),
                "several orders of one customer have one reference; the oldest is taken"
            );
        }
        Ok(found
            .into_iter()
            .min_by_key(|order| (order.created_utc, order.number)))
    }

    /// The orders that a quote of this customer was turned into. An empty list is conclusive.
    ///
    /// # Errors
    /// As [`Self::find_order`].
    pub async fn orders_from_quote(&self, quote: Uuid, customer: Uuid) -> Result<Vec<Order>, Error> {
        let is_it = |order: &Order| order.created_from_quote_id == Some(quote);
        let mut found = match self.orders_by(Filter::eq("CreatedFromQuoteId", quote)).await {
            Err(error) if error.is_unfilterable() => {
                self.scan(customer, OrderLookup::ScanCustomer, None, usize::MAX, is_it)
                    .await?
            }
            other => other?,
        };
        found.retain(is_it);
        Ok(found)
    }

    /// Reads orders newest first, and keeps the customer's that are wanted. Does without the filter and the order where
    /// eAccounting refuses them.
    async fn scan(
        &self,
        customer: Uuid,
        lookup: OrderLookup,
        since: Option<Timestamp>,
        max: usize,
        is_wanted: impl Fn(&Order) -> bool,
    ) -> Result<Vec<Order>, Error> {
        let size = u32::try_from(max).unwrap_or(LARGEST_PAGE).clamp(1, LARGEST_PAGE);
        let by_customer = Query {
            order_by: Some(NEWEST_FIRST),
            page_size: size,
            ..Query::matching(Filter::eq("CustomerId", customer))
        };
        let mut ways = vec![
            by_customer.clone(),
            Query {
                order_by: None,
                page_size: LARGEST_PAGE,
                ..by_customer
            },
            Query {
                order_by: Some(NEWEST_FIRST),
                ..Query::all()
            },
            Query::all(),
        ];
        if lookup == OrderLookup::ScanNewest {
            ways.drain(..2);
        }
        for way in ways {
            match self.scan_pages(customer, &way, since, max, &is_wanted).await {
                Err(error) if error.is_unfilterable() => {}
                other => return other,
            }
        }
        Err(Error::Inconclusive {
            doing: "the look-up of orders",
        })
    }

    async fn scan_pages(
        &self,
        customer: Uuid,
        query: &Query,
        since: Option<Timestamp>,
        max: usize,
        is_wanted: impl Fn(&Order) -> bool,
    ) -> Result<Vec<Order>, Error> {
        let oldest = since.and_then(|since| since.checked_sub(CLOCKS_DIFFER).ok());
        let mut found: Vec<Order> = Vec::new();
        let mut newest_first = query.order_by.is_some();
        let mut last: Option<Timestamp> = None;
        for number in 1..=MOST_SCANNED_PAGES {
            let page: Page<Order> = self.page(requests::ORDERS, &query.on_page(number)).await?;
            // The order is checked, not believed.
            for order in &page.data {
                newest_first &=
                    order.created_utc.is_some() && last.is_none_or(|last| order.created_utc <= Some(last));
                last = order.created_utc;
            }
            let is_last = page.data.is_empty() || number >= page.meta.total_number_of_pages;
            let is_past = newest_first && oldest.is_some() && last < oldest;
            found.extend(
                page.data
                    .into_iter()
                    .filter(|order| order.customer_id == customer && is_wanted(order)),
            );
            if is_last || is_past || (newest_first && found.len() >= max) {
                found.sort_by_key(|order| std::cmp::Reverse(order.created_utc));
                found.truncate(max);
                return Ok(found);
            }
        }
        Err(Error::Inconclusive {
            doing: "the look-up of orders",
        })
    }

    /// The quotes with this status.
    ///
    /// Whether eAccounting can filter quotes by status is not documented: where it refuses, all are read and chosen from here.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn quotes_with_status(&self, status: QuoteStatus) -> Result<Vec<Quote>, Error> {
        let mut found = if self.quotes_unfilterable.load(Ordering::Relaxed) {
            self.all(requests::QUOTES, Query::all()).await?
        } else {
            let filter = Filter::eq("Status", i32::from(status));
            match self.all(requests::QUOTES, Query::matching(filter)).await {
                Err(error) if error.is_unfilterable() => {
                    self.quotes_unfilterable.store(true, Ordering::Relaxed);
                    self.all(requests::QUOTES, Query::all()).await?
                }
                other => other?,
            }
        };
        found.retain(|quote: &Quote| quote.status == status);
        Ok(found)
    }

    /// A quote by id; none when it was deleted.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn quote(&self, quote: Uuid) -> Result<Option<Quote>, Error> {
        let path = ["quotes", &id(quote)];
        self.one(
            self.requests
                .read(&path, "GET /quotes/{id}", "the reading of the quote"),
        )
        .await
    }

    /// Turns an accepted quote into an order or a draft of one.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn convert_quote_to_order(
        &self,
        quote: Uuid,
        kind: QuoteConversionType,
    ) -> Result<Option<Order>, Error> {
        let doing = "the conversion of the quote into an order";
        let path = ["quotes", &id(quote), "converttoorder"];
        let call = self
            .requests
            .create(
                &path,
                "POST /quotes/{id}/converttoorder",
                doing,
                &QuoteConversion { kind },
            )
            .map_err(|error| unwritable(doing, &error))?;
        self.written(call).await
    }
}
