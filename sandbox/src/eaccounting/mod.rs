//! eAccounting's API v2: customers, articles, quotes, orders, invoices, and the reference data around them.
//!
//! A strict stand-in. It holds the books of two companies, checks each request against the vendor's own tables
//! (`fields`), calculates VAT, accounts and totals by itself (`vat`), and responds in the vendor's format. It shares no
//! code with the product's client or its mapping: if both agree, two independent readings of the documentation do.
//!
//! Behavior that the documentation leaves open is in [`Behaviour`], or in one function whose comment tells so.

mod api;
mod articles;
mod behaviour;
mod books;
mod codings;
mod collection;
mod control;
mod customers;
mod doc;
mod drafts;
mod error;
mod fields;
mod invoices;
mod model;
mod odata;
mod orders;
pub(crate) mod presets;
mod pricing;
mod query;
mod quotes;
mod rates;
mod records;
mod table;
mod validate;
mod vat;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use jiff::SignedDuration;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::core::{Core, RateLimiter};
use crate::identity::Identity;
pub use behaviour::Behaviour;
use books::Books;
use collection::Collection;
use doc::Doc;
use error::Refusal;

/// Why a record was refused: the vendor's code and message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Rejected {
    /// The vendor's error code, for example 2000.
    pub code: u16,
    /// What is wrong.
    pub message: String,
}

impl From<Refusal> for Rejected {
    fn from(refusal: Refusal) -> Self {
        Self {
            code: refusal.code,
            message: refusal.message,
        }
    }
}

/// The API and the books of one company. Cheap to clone.
///
/// Methods use the company that is connected at the start. [`Eaccounting::company`] returns the view of another.
#[derive(Clone)]
pub struct Eaccounting {
    core: Core,
    identity: Identity,
    limiter: Arc<RateLimiter>,
    companies: Arc<Mutex<Vec<Books>>>,
    company: Uuid,
}

impl Eaccounting {
    pub(crate) fn new(core: Core, identity: Identity) -> Self {
        let companies: Vec<Books> = core.load("eaccounting").unwrap_or_else(|| fresh(&core));
        let limit = core.options().limits.eaccounting_per_minute;
        Self {
            company: presets::companies(core.options().company)[0].0,
            limiter: Arc::new(RateLimiter::new(limit, SignedDuration::from_mins(1))),
            companies: Arc::new(Mutex::new(companies)),
            core,
            identity,
        }
    }

    /// `/v2/…`, and under `/temp` the files to which it links.
    pub(crate) fn router(&self) -> Router {
        api::router(self)
    }

    pub(crate) fn control(&self) -> Router {
        control::router(self)
    }

    /// The view of another company (see [`Identity::companies`]).
    #[must_use]
    pub fn company(&self, id: Uuid) -> Option<Self> {
        self.read(id, |_| ())?;
        Some(Self {
            company: id,
            ..self.clone()
        })
    }

    /// `CompanySettingsApi.CompanyIdentifier` of this view's company.
    #[must_use]
    pub const fn company_id(&self) -> Uuid {
        self.company
    }

    /// The company's documents: `{"customers":[…],"orders":[…],"quotes":[…],"articles":[…],"invoices":[…],
    /// "invoicedrafts":[…], …}` in the vendor's JSON. Sales documents also have `_Bookkeeping`:
    /// `[{"Account","Amount","VatRate"}]`, the amount without VAT on each revenue account. Each row with an article has
    /// `_Account`, the account on which it is booked.
    #[must_use]
    pub fn snapshot(&self) -> Value {
        self.read(self.company, Books::snapshot).unwrap_or_default()
    }

    /// Resets the company to its initial records and behavior.
    pub fn reset(&self) {
        let fresh = fresh(&self.core);
        let mut companies = self.lock();
        *companies = fresh;
        self.limiter.clear();
        self.core.save("eaccounting", || companies.clone());
    }

    /// Adds a customer as if entered manually. Missing required fields get a value.
    ///
    /// # Errors
    ///
    /// When the vendor refuses it.
    pub fn add_customer(&self, fields: Value) -> Result<Value, Rejected> {
        let now = self.core.now();
        self.change(|books| {
            let defaults = json!({
                "Name": "Customer", "InvoiceCity": "City", "InvoicePostalCode": "11122", "IsActive": true,
                "IsPrivatePerson": true,
                "TermsOfPaymentId": first_id(books, Collection::TermsOfPayments),
            });
            customers::create(books, &over(defaults, fields), now)
        })
    }

    /// Changes some fields of a customer, as a person does in the application.
    ///
    /// # Errors
    ///
    /// When there is no such customer, or the vendor refuses the change.
    pub fn change_customer(&self, id: Uuid, fields: Value) -> Result<Value, Rejected> {
        let now = self.core.now();
        self.change(|books| customers::change(books, id, fields, now))
    }

    /// Adds an article. Without a `CodingId` it is coded as goods at the country's standard rate.
    ///
    /// # Errors
    ///
    /// When the vendor refuses it.
    pub fn add_article(&self, fields: Value) -> Result<Value, Rejected> {
        let now = self.core.now();
        self.change(|books| {
            let defaults = json!({
                "Name": "Article", "IsActive": true, "UnitId": first_id(books, Collection::Units),
                "CodingId": first_id(books, Collection::ArticleAccountCodings),
            });
            articles::seed(books, &over(defaults, fields), now)
        })
    }

    /// Adds a quote. `"Status": 2` makes it an accepted one.
    ///
    /// # Errors
    ///
    /// When the vendor refuses it.
    pub fn add_quote(&self, mut fields: Value) -> Result<Value, Rejected> {
        let now = self.core.now();
        let status = fields
            .as_object_mut()
            .and_then(|fields| fields.shift_remove("Status"));
        self.change(|books| {
            let quote = quotes::create(books, &fields, now)?;
            match status.and_then(|status| status.as_i64()) {
                Some(2) => quotes::accept(books, quote.id(), now),
                _ => Ok(quote),
            }
        })
    }

    /// Adds an order as if entered manually. By default it is ongoing and has today's date.
    ///
    /// # Errors
    ///
    /// When the vendor refuses it.
    pub fn add_order(&self, fields: Value) -> Result<Value, Rejected> {
        let now = self.core.now();
        self.change(|books| {
            let defaults = json!({
                "CurrencyCode": books.currency(), "Status": 2, "EuThirdParty": false,
                "RotReducedInvoicingType": 0, "ReverseChargeOnConstructionServices": false,
                "OrderDate": doc::date_text(books.today(now)),
            });
            orders::create(books, &over(defaults, fields), now)
        })
    }

    /// Adds a label for customers, for which the API has no call. Returns its record.
    pub fn add_customer_label(&self, name: &str) -> Value {
        let now = self.core.now();
        let label = json!({"Name": name});
        self.change(|books| records::create(books, Collection::CustomerLabels, &label, now))
            .unwrap_or_default()
    }

    /// Accepts a quote, as the customer does.
    ///
    /// # Errors
    ///
    /// When there is no such quote, or it isn't ongoing.
    pub fn accept_quote(&self, id: Uuid) -> Result<Value, Rejected> {
        let now = self.core.now();
        self.change(|books| quotes::accept(books, id, now))
    }

    /// Pays an invoice or refunds a credit invoice: the given amount, or the remaining one.
    ///
    /// # Errors
    ///
    /// When there is no such invoice, or the amount doesn't match what remains.
    pub fn pay_invoice(&self, id: Uuid, amount: Option<Decimal>) -> Result<Value, Rejected> {
        let now = self.core.now();
        self.change(|books| {
            let invoice = books.get(Collection::CustomerInvoices, id)?;
            let remaining = invoice.decimal("RemainingAmountInvoiceCurrency").abs();
            let payment = json!({
                "CompanyBankAccountId": first_id(books, Collection::BankAccounts),
                "PaymentAmount": doc::number(amount.unwrap_or(remaining)),
                "PaymentCurrency": invoice.text("CurrencyCode"),
                "PaymentType": if amount.is_none_or(|amount| amount == remaining) { 2 } else { 1 },
            });
            invoices::pay(books, id, &payment, now)?;
            books.get(Collection::CustomerInvoices, id).cloned()
        })
    }

    /// Credits an invoice: the whole invoice, or some pieces of the rows with these line numbers. Returns the credit
    /// invoice.
    ///
    /// # Errors
    ///
    /// When there is no such invoice, or it can't be credited.
    pub fn credit_invoice(&self, id: Uuid, quantities: Option<&[(i64, Decimal)]>) -> Result<Value, Rejected> {
        let now = self.core.now();
        self.change(|books| invoices::credit(books, id, quantities, now))
    }

    /// Voids an unpaid, uncredited invoice, and returns it.
    ///
    /// # Errors
    ///
    /// When there is no such invoice, or it can't be voided.
    pub fn void_invoice(&self, id: Uuid) -> Result<Value, Rejected> {
        let now = self.core.now();
        self.change(|books| {
            invoices::void(books, id, true, now)?;
            books.get(Collection::CustomerInvoices, id).cloned()
        })
    }

    /// Creates one invoice from several shipped orders of one customer.
    ///
    /// # Errors
    ///
    /// When an order is missing or not shipped, or they belong to several customers.
    pub fn invoice_together(&self, orders: &[Uuid]) -> Result<Value, Rejected> {
        let now = self.core.now();
        self.change(|books| orders::convert_together(books, orders, now))
    }

    /// Sets an article's stock manually, as after a stock count.
    ///
    /// # Errors
    ///
    /// When there is no such article, or it isn't a stock article.
    pub fn set_stock(&self, article: Uuid, balance: Decimal) -> Result<Value, Rejected> {
        let now = self.core.now();
        self.change(|books| articles::count_stock(books, article, balance, now))
    }

    /// Deletes a record as a person does. `kind` is the path's first segment. Booked documents can't be deleted.
    /// Returns the deleted record, which no list contains any more.
    ///
    /// # Errors
    ///
    /// When there is no such record, or the vendor refuses to delete it.
    pub fn delete_record(&self, kind: &str, id: Uuid) -> Result<Value, Rejected> {
        let now = self.core.now();
        self.change(|books| {
            let known = Collection::ALL
                .into_iter()
                .find(|known| known.shelf().path == kind);
            let kind = known.ok_or_else(|| Refusal::not_found("The kind of record"))?;
            let gone = books.get(kind, id)?.clone();
            match kind {
                Collection::Orders => orders::remove(books, id, now),
                Collection::Quotes => quotes::remove(books, id),
                Collection::Customers => customers::remove(books, id),
                Collection::CustomerInvoiceDrafts => drafts::remove(books, id),
                _ => Err(Refusal::new(4001, "Such a record can't be deleted.")),
            }?;
            Ok(gone)
        })
    }

    /// Changes any fields of any record, without checks, beyond what the API allows. `kind` is the path's first
    /// segment: `articleaccountcodings` to remove an account from a coding, for example.
    ///
    /// # Errors
    ///
    /// When there is no such record.
    pub fn amend(&self, kind: &str, id: Uuid, fields: Value) -> Result<Value, Rejected> {
        self.change(|books| {
            let kind = Collection::ALL
                .into_iter()
                .find(|known| known.shelf().path == kind);
            let kind = kind.ok_or_else(|| Refusal::not_found("The kind of record"))?;
            let mut doc = books.get(kind, id)?.clone();
            if fields.get("VatRatePercent").is_some() {
                codings::fix(&mut doc);
            }
            presets::overlay(&mut doc, fields);
            Ok(books.put(kind, doc))
        })
    }

    /// The records of a kind (the path's first segment), as the vendor returns them today.
    #[must_use]
    pub fn records(&self, kind: &str) -> Vec<Value> {
        let kind = Collection::ALL
            .into_iter()
            .find(|known| known.shelf().path == kind);
        let records = kind.and_then(|kind| {
            self.read(self.company, |books| {
                let today = books.today(self.core.now());
                let shown = |doc: &Doc| codings::on(doc, today).public();
                books.table(kind).iter().map(shown).collect()
            })
        });
        records.unwrap_or_default()
    }

    /// The company's settings.
    #[must_use]
    pub fn company_settings(&self) -> Value {
        self.read(self.company, |books| books.settings.public())
            .unwrap_or_default()
    }

    /// Changes settings, including those that are read-only in the API, and returns all of them.
    pub fn change_company_settings(&self, fields: Value) -> Value {
        let changed = self.write(self.company, |books| {
            presets::overlay(&mut books.settings, fields);
            books.settings.public()
        });
        changed.unwrap_or_default()
    }

    /// The API's current behavior.
    #[must_use]
    pub fn behaviour(&self) -> Behaviour {
        self.read(self.company, |books| books.behaviour.clone())
            .unwrap_or_default()
    }

    /// Sets the API's behavior.
    pub fn set_behaviour(&self, behaviour: Behaviour) {
        self.write(self.company, |books| books.behaviour = behaviour);
    }

    fn change(&self, change: impl FnOnce(&mut Books) -> Result<Doc, Refusal>) -> Result<Value, Rejected> {
        let changed = self.write(self.company, change);
        let changed = changed.unwrap_or_else(|| Err(Refusal::not_found("The company")));
        Ok(changed?.public())
    }

    /// Counts a call of an endpoint. Returns 4010 if it exceeds the limit.
    fn count(&self, endpoint: &str) -> Result<(), Refusal> {
        let quota = self.limiter.check(endpoint, self.core.now());
        match quota.retry_after_seconds() {
            None => Ok(()),
            Some(seconds) => {
                let limit = self.limiter.limit();
                Err(Refusal::new(
                    4010,
                    format!(
                        "API calls quota exceeded! maximum admitted {limit} per Minute. \
                         Try again in {seconds} seconds."
                    ),
                ))
            }
        }
    }

    fn read<T>(&self, company: Uuid, read: impl FnOnce(&Books) -> T) -> Option<T> {
        self.lock()
            .iter()
            .find(|books| books.company == company)
            .map(read)
    }

    fn write<T>(&self, company: Uuid, write: impl FnOnce(&mut Books) -> T) -> Option<T> {
        let mut companies = self.lock();
        let written = companies
            .iter_mut()
            .find(|books| books.company == company)
            .map(write);
        self.core.save("eaccounting", || companies.clone());
        written
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Books>> {
        self.companies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Both companies in their initial state: with articles for shipping and discounts, and a shop's goods in the demo.
fn fresh(core: &Core) -> Vec<Books> {
    let preset = core.options().company;
    let company = |(id, name): (Uuid, &str)| {
        let mut books = presets::books(preset, id, name);
        let unit = first_id(&books, Collection::Units);
        let land = presets::land(preset);
        let mut articles = presets::service_articles(land, id, unit);
        if core.options().demo {
            articles.extend(presets::demo_articles(land, id, unit));
        }
        for article in articles {
            if let Err(refusal) = articles::seed(&mut books, &article, core.now()) {
                tracing::error!(message = refusal.message, "a preset article was refused");
            }
        }
        books
    };
    presets::companies(preset).into_iter().map(company).collect()
}

fn first_id(books: &Books, kind: Collection) -> Uuid {
    books.table(kind).iter().next().map(Doc::id).unwrap_or_default()
}

/// `defaults`, overwritten with `fields`.
fn over(defaults: Value, fields: Value) -> Value {
    let mut merged = Doc::from(defaults.as_object().cloned().unwrap_or_default());
    presets::overlay(&mut merged, fields);
    merged.into()
}

#[cfg(test)]
mod tests;
