//! The requests to eAccounting's API as data, without authorization.

use crate::operation::Operation;
use http::{HeaderValue, Method, header};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use transport::{Idempotency, Request};
use url::Url;
use uuid::Uuid;

use crate::odata::{Filter, encode, moment};

/// Most records a page may have (eAccounting: Pagination).
pub const LARGEST_PAGE: u32 = 1000;

/// Longest filter that goes into one URL, encoded.
const LONGEST_FILTER: usize = 1800;

/// A request with its purpose.
#[derive(Debug, Clone)]
pub struct Call {
    /// The request, without authorisation.
    pub request: Request,
    /// Its object, for errors: "eAccounting refused {doing} of order 1001".
    pub doing: &'static str,
}

/// A list of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listing {
    path: &'static str,
    operation: Operation,
    doing: &'static str,
}

impl Listing {
    /// The list's name in the API, such as `orders`.
    #[must_use]
    pub const fn path(self) -> &'static str {
        self.path
    }

    /// Its object, for errors.
    #[must_use]
    pub const fn doing(self) -> &'static str {
        self.doing
    }
}

macro_rules! listings {
    ($($(#[doc = $doc:literal])* $name:ident = $path:literal, $operation:ident, $doing:literal;)*) => {$(
        $(#[doc = $doc])*
        pub const $name: Listing = Listing {
            path: $path,
            operation: Operation::$operation,
            doing: $doing,
        };
    )*};
}

listings! {
    /// Customers.
    CUSTOMERS = "customers", ListCustomers, "the look-up of customers";
    /// Customer labels.
    CUSTOMER_LABELS = "customerlabels", ListCustomerLabels, "the look-up of customer labels";
    /// Orders.
    ORDERS = "orders", ListOrders, "the look-up of orders";
    /// Quotes.
    QUOTES = "quotes", ListQuotes, "the look-up of quotes";
    /// Articles.
    ARTICLES = "articles", ListArticles, "the look-up of articles";
    /// Article account codings.
    ARTICLE_ACCOUNT_CODINGS = "articleaccountcodings", ListArticleAccountCodings, "the look-up of article account codings";
    /// Terms of payment.
    TERMS_OF_PAYMENTS = "termsofpayments", ListTermsOfPayments, "the look-up of terms of payment";
    /// Units.
    UNITS = "units", ListUnits, "the look-up of units";
    /// Delivery methods.
    DELIVERY_METHODS = "deliverymethods", ListDeliveryMethods, "the look-up of delivery methods";
    /// Delivery terms.
    DELIVERY_TERMS = "deliveryterms", ListDeliveryTerms, "the look-up of delivery terms";
    /// Countries.
    COUNTRIES = "countries", ListCountries, "the look-up of countries";
    /// Currencies.
    CURRENCIES = "currencies", ListCurrencies, "the look-up of currencies";
    /// VAT codes.
    VAT_CODES = "vatcodes", ListVatCodes, "the look-up of VAT codes";
    /// VAT codes with all their rates.
    VAT_CODES_RATES = "vatcodesrates", ListVatCodesRates, "the look-up of VAT rates";
    /// Bank accounts.
    BANK_ACCOUNTS = "bankaccounts", ListBankAccounts, "the look-up of bank accounts";
    /// Fiscal years.
    FISCAL_YEARS = "fiscalyears", ListFiscalYears, "the look-up of fiscal years";
    /// Customer invoices.
    CUSTOMER_INVOICES = "customerinvoices", ListCustomerInvoices, "the look-up of invoices";
    /// Customer ledger items.
    CUSTOMER_LEDGER_ITEMS = "customerledgeritems", ListCustomerLedgerItems, "the look-up of ledger items";
    /// Customer invoice drafts.
    CUSTOMER_INVOICE_DRAFTS = "customerinvoicedrafts", ListCustomerInvoiceDrafts, "the look-up of invoice drafts";
}

/// Which records of a list, in which order, and how many a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Only these.
    pub filter: Option<Filter>,
    /// In this order, such as `CreatedUtc desc`.
    pub order_by: Option<&'static str>,
    /// Only those changed since: an own parameter of invoices (`modifiedSinceUtc`).
    pub modified_since: Option<Timestamp>,
    /// Only these properties, such as `Id,Number`.
    pub select: Option<&'static str>,
    /// With the VAT rates of this day: an own parameter of codings and VAT codes (`vatRateDate`), today by default.
    pub vat_rate_date: Option<Date>,
    /// The page, from 1.
    pub page: u32,
    /// Records a page, at most [`LARGEST_PAGE`].
    pub page_size: u32,
}

impl Query {
    /// All records, in the largest pages.
    #[must_use]
    pub fn all() -> Self {
        Self {
            filter: None,
            order_by: None,
            modified_since: None,
            select: None,
            vat_rate_date: None,
            page: 1,
            page_size: LARGEST_PAGE,
        }
    }

    /// The records that match, in the largest pages.
    #[must_use]
    pub fn matching(filter: Filter) -> Self {
        Self {
            filter: Some(filter),
            ..Self::all()
        }
    }

    /// The same, on this page.
    #[must_use]
    pub fn on_page(&self, page: u32) -> Self {
        Self { page, ..self.clone() }
    }

    fn encoded(&self) -> String {
        let mut query = format!("$page={}&$pagesize={}", self.page, self.page_size);
        if let Some(filter) = &self.filter {
            query.push_str(&format!("&$filter={}", filter.encoded()));
        }
        if let Some(order) = self.order_by {
            query.push_str(&format!("&$orderby={}", encode(order)));
        }
        if let Some(since) = self.modified_since {
            query.push_str(&format!("&modifiedSinceUtc={}", encode(&moment(since))));
        }
        if let Some(properties) = self.select {
            query.push_str(&format!("&$select={}", encode(properties)));
        }
        if let Some(day) = self.vat_rate_date {
            query.push_str(&format!("&vatRateDate={day}"));
        }
        query
    }
}

/// Builds the requests of one API address, such as `https://eaccountingapi.vismaonline.com/v2`.
#[derive(Debug, Clone)]
pub struct Requests {
    api: Url,
}

impl Requests {
    /// Requests to the API at this address.
    #[must_use]
    pub fn new(api: Url) -> Self {
        Self { api }
    }

    /// One page of a list.
    #[must_use]
    pub fn list(&self, listing: Listing, query: &Query) -> Call {
        let mut call = self.bare(
            Method::GET,
            &[listing.path],
            listing.operation,
            Idempotency::Read,
            listing.doing,
        );
        call.request.url.set_query(Some(&query.encoded()));
        call
    }

    /// A record by id, or without one the only record of its kind.
    #[must_use]
    pub fn read(&self, path: &[&str], operation: Operation, doing: &'static str) -> Call {
        self.bare(Method::GET, path, operation, Idempotency::Read, doing)
    }

    /// A record that is created, or something that happens to one: never sent twice blindly.
    ///
    /// # Errors
    /// When the body cannot be written as JSON.
    pub fn create(
        &self,
        path: &[&str],
        operation: Operation,
        doing: &'static str,
        body: &impl Serialize,
    ) -> Result<Call, serde_json::Error> {
        let Call { request, doing } = self.bare(Method::POST, path, operation, Idempotency::Create, doing);
        Ok(Call {
            request: request.json(body)?,
            doing,
        })
    }

    /// Something that happens to a record and needs no body: never sent twice blindly.
    #[must_use]
    pub fn act(&self, path: &[&str], operation: Operation, doing: &'static str) -> Call {
        self.bare(Method::POST, path, operation, Idempotency::Create, doing)
    }

    /// A record that is replaced as a whole.
    ///
    /// # Errors
    /// When the body cannot be written as JSON.
    pub fn replace(
        &self,
        path: &[&str],
        operation: Operation,
        doing: &'static str,
        body: &impl Serialize,
    ) -> Result<Call, serde_json::Error> {
        let Call { request, doing } = self.bare(Method::PUT, path, operation, Idempotency::Replace, doing);
        Ok(Call {
            request: request.json(body)?,
            doing,
        })
    }

    /// A record that is deleted.
    #[must_use]
    pub fn delete(&self, path: &[&str], operation: Operation, doing: &'static str) -> Call {
        self.bare(Method::DELETE, path, operation, Idempotency::Replace, doing)
    }

    fn bare(
        &self,
        method: Method,
        path: &[&str],
        operation: Operation,
        effect: Idempotency,
        doing: &'static str,
    ) -> Call {
        let mut url = self.api.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        let request = Request::new(method, url, operation.as_str(), effect)
            .header(header::ACCEPT, HeaderValue::from_static("application/json"));
        Call { request, doing }
    }
}

/// Filters for all of these numbers, each short enough for a URL.
pub(crate) fn number_filters<'a>(numbers: impl IntoIterator<Item = &'a str>) -> Vec<Filter> {
    let mut filters: Vec<Filter> = Vec::new();
    for number in numbers {
        let one = Filter::eq("Number", number);
        match filters.pop() {
            Some(last) => {
                let joined = last.clone().or(one.clone());
                if joined.encoded().len() <= LONGEST_FILTER {
                    filters.push(joined);
                } else {
                    filters.extend([last, one]);
                }
            }
            None => filters.push(one),
        }
    }
    filters
}

/// An id as a path segment.
pub(crate) fn id(id: Uuid) -> String {
    id.hyphenated().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requests() -> Requests {
        Requests::new("https://eaccountingapi.vismaonline.com/v2".parse().unwrap())
    }

    #[test]
    fn a_list_is_paged_filtered_and_encoded() {
        let query = Query {
            order_by: Some("CreatedUtc desc"),
            ..Query::matching(Filter::eq("EmailAddress", "o'hara+1@example.com"))
        };
        let call = requests().list(CUSTOMERS, &query.on_page(3));
        assert_eq!(
            call.request.url.as_str(),
            "https://eaccountingapi.vismaonline.com/v2/customers?$page=3&$pagesize=1000\
             &$filter=EmailAddress%20eq%20%27o%27%27hara%2B1%40example.com%27&$orderby=CreatedUtc%20desc"
        );
        assert_eq!(
            (call.request.label, call.request.effect),
            ("GET /customers", Idempotency::Read)
        );
    }

    #[test]
    fn a_base_with_or_without_a_slash_at_its_end_is_the_same() {
        let with = Requests::new("http://127.0.0.1:1/eaccounting/v2/".parse().unwrap());
        let call = with.read(&["orders", "x"], Operation::ReadOrder, "the order");
        assert_eq!(
            call.request.url.as_str(),
            "http://127.0.0.1:1/eaccounting/v2/orders/x"
        );
    }

    #[test]
    fn many_numbers_are_asked_for_in_urls_of_bounded_length() {
        let numbers: Vec<String> = (0..200).map(|n| format!("SKU-{n}-'å'")).collect();
        let filters = number_filters(numbers.iter().map(String::as_str));
        assert!(filters.len() > 1);
        assert!(
            filters
                .iter()
                .all(|filter| filter.encoded().len() <= LONGEST_FILTER)
        );
        let asked: usize = filters
            .iter()
            .map(|filter| filter.to_string().matches("Number eq").count())
            .sum();
        assert_eq!(asked, 200);
        assert!(number_filters([]).is_empty());
    }
}
