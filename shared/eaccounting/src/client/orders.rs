use uuid::Uuid;

use super::{Client, Error, unwritable};
use crate::Operation;
use crate::odata::Filter;
use crate::requests::{self, Query, id};
use crate::types::{
    CustomerInvoice, EmailRequest, NewOrder, Order, OrderConversion, Quote, QuoteConversion,
    QuoteConversionType, QuoteStatus,
};

impl Client {
    /// The orders that match.
    ///
    /// # Errors
    /// [`Error::is_unfilterable`] when eAccounting cannot filter orders so; see [`Error`].
    pub async fn orders_by(&self, filter: &Filter) -> Result<Vec<Order>, Error> {
        self.all(requests::ORDERS, Query::matching(filter.clone())).await
    }

    /// An order by id; none when it was deleted.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn order(&self, order: Uuid) -> Result<Option<Order>, Error> {
        let path = ["orders", &id(order)];
        self.one(
            self.requests
                .read(&path, Operation::ReadOrder, "the reading of the order"),
        )
        .await
    }

    /// Creates an order.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_order(&self, order: &NewOrder) -> Result<Order, Error> {
        let doing = "the order";
        let call = self
            .requests
            .create(&["orders"], Operation::CreateOrder, doing, order)
            .map_err(|error| unwritable(doing, &error))?;
        self.created(call, |id| self.order(id)).await
    }

    /// Marks an ongoing order as shipped today; returns the order if eAccounting does.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn complete_order(&self, order: Uuid) -> Result<Option<Order>, Error> {
        let path = ["orders", &id(order), "completed"];
        let call = self
            .requests
            .act(&path, Operation::CompleteOrder, "the shipping of the order");
        self.written(call).await
    }

    /// Converts a draft to an ongoing order; returns the order if eAccounting does.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn confirm_order_draft(&self, order: Uuid) -> Result<Option<Order>, Error> {
        let path = ["orders", &id(order), "converteddrafttoorder"];
        let operation = Operation::ConvertOrderDraft;
        let call = self
            .requests
            .act(&path, operation, "the conversion of the draft into an order");
        self.written(call).await
    }

    /// Turns a shipped order into a bookkept invoice.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn convert_order_to_invoice(&self, order: Uuid) -> Result<CustomerInvoice, Error> {
        let doing = "the conversion of the order into an invoice";
        let path = ["orders", &id(order), "convert"];
        let call = self
            .requests
            .create(
                &path,
                Operation::ConvertOrderToInvoice,
                doing,
                &OrderConversion::default(),
            )
            .map_err(|error| unwritable(doing, &error))?;
        self.created(call, |id| self.invoice(id)).await
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
            .create(&path, Operation::EmailOrder, doing, email)
            .map_err(|error| unwritable(doing, &error))?;
        self.done(call).await
    }

    /// The quotes with this status.
    ///
    /// Whether eAccounting can filter quotes by status is not documented: where it refuses, all are read and chosen from here.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn quotes_with_status(&self, status: QuoteStatus) -> Result<Vec<Quote>, Error> {
        const STATUS: &str = "Status";
        let listing = requests::QUOTES;
        let mut found: Option<Vec<Quote>> = None;
        if self.can(listing, STATUS) {
            match self
                .all(listing, Query::matching(Filter::eq(STATUS, i32::from(status))))
                .await
            {
                Err(error) if error.is_unfilterable() => self.cannot(listing, STATUS),
                other => found = Some(other?),
            }
        }
        let mut found = match found {
            Some(found) => found,
            None => self.all(listing, Query::all()).await?,
        };
        found.retain(|quote| quote.status == status);
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
                .read(&path, Operation::ReadQuote, "the reading of the quote"),
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
    ) -> Result<Order, Error> {
        let doing = "the conversion of the quote into an order";
        let path = ["quotes", &id(quote), "converttoorder"];
        let call = self
            .requests
            .create(
                &path,
                Operation::ConvertQuoteToOrder,
                doing,
                &QuoteConversion { kind },
            )
            .map_err(|error| unwritable(doing, &error))?;
        self.created(call, |id| self.order(id)).await
    }

    /// The order that a quote was turned into: the oldest, if there are several. `None` is conclusive.
    ///
    /// Whether eAccounting can filter orders by `CreatedFromQuoteId` is not documented: where it refuses, the orders of the
    /// quote's customer since the quote are read.
    ///
    /// # Errors
    /// [`Error::Inconclusive`] if not everything could be read; see [`Error`]. Neither means that there is none.
    pub async fn order_from_quote(&self, quote: Uuid) -> Result<Option<Order>, Error> {
        const ORIGIN: &str = "CreatedFromQuoteId";
        let listing = requests::ORDERS;
        let is_it = |order: &Order| order.created_from_quote_id == Some(quote);
        if self.can(listing, ORIGIN) {
            match self
                .page(listing, &Query::matching(Filter::eq(ORIGIN, quote)))
                .await
            {
                Ok(page) if page.data.iter().all(is_it) && page.is_last(1) => {
                    return Ok(super::scan::oldest(page.data));
                }
                Err(error) if !error.is_unfilterable() => return Err(error),
                // Refused, or not heeded.
                _ => self.cannot(listing, ORIGIN),
            }
        }
        let known = self.quote(quote).await?;
        let (customer, since) =
            known.map_or((None, None), |quote| (Some(quote.customer_id), quote.created_utc));
        Ok(super::scan::oldest(self.scan(customer, since, is_it).await?))
    }
}
