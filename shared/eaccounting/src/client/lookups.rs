use jiff::civil::Date;
use model::{Email, Sku};
use uuid::Uuid;

use super::{Client, Error};
use crate::Operation;
use crate::odata::Filter;
use crate::requests::{self, Query, id, number_filters};
use crate::types::{
    Article, ArticleAccountCoding, BankAccount, Country, Currency, Customer, CustomerLabel, DeliveryMethod,
    DeliveryTerm, FiscalYear, Page, TermsOfPayment, Unit, VatCode, VatCodeRates,
};

/// The most customers of a name that are read.
const MOST_NAMED: u32 = 50;
/// What a list turns out not to do: look for several values at once.
const OR: &str = "or";

macro_rules! whole_lists {
    ($($(#[doc = $doc:literal])* $name:ident: $type:ty = $listing:ident;)*) => {
        impl Client {$(
            $(#[doc = $doc])*
            ///
            /// # Errors
            /// See [`Error`].
            pub async fn $name(&self) -> Result<Vec<$type>, Error> {
                self.all(requests::$listing, Query::all()).await
            }
        )*}
    };
}

whole_lists! {
    /// All article account codings with today's VAT rates and their revenue accounts.
    article_account_codings: ArticleAccountCoding = ARTICLE_ACCOUNT_CODINGS;
    /// All terms of payment.
    terms_of_payments: TermsOfPayment = TERMS_OF_PAYMENTS;
    /// All units.
    units: Unit = UNITS;
    /// All delivery methods.
    delivery_methods: DeliveryMethod = DELIVERY_METHODS;
    /// All delivery terms.
    delivery_terms: DeliveryTerm = DELIVERY_TERMS;
    /// All countries.
    countries: Country = COUNTRIES;
    /// All currencies.
    currencies: Currency = CURRENCIES;
    /// All VAT codes; needs the scope `ea:accounting_readonly`.
    vat_codes: VatCode = VAT_CODES;
    /// All VAT codes with their rates, past and future; needs the scope `ea:accounting_readonly`.
    vat_code_rates: VatCodeRates = VAT_CODES_RATES;
    /// All bank accounts; needs the scope `ea:purchase_readonly`.
    bank_accounts: BankAccount = BANK_ACCOUNTS;
    /// All fiscal years.
    fiscal_years: FiscalYear = FISCAL_YEARS;
    /// All customer labels.
    customer_labels: CustomerLabel = CUSTOMER_LABELS;
}

impl Client {
    /// All article account codings with a day's VAT rates and their revenue accounts. A document uses the rates of its
    /// own date, which differ from today's if a rate has changed since.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn article_account_codings_on(&self, day: Date) -> Result<Vec<ArticleAccountCoding>, Error> {
        self.all(requests::ARTICLE_ACCOUNT_CODINGS, rates_on(day)).await
    }

    /// All VAT codes with the rates of a day; needs the scope `ea:accounting_readonly`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn vat_codes_on(&self, day: Date) -> Result<Vec<VatCode>, Error> {
        self.all(requests::VAT_CODES, rates_on(day)).await
    }

    /// The customers that match.
    ///
    /// # Errors
    /// See [`Error`]. After a failed look-up, it is unknown whether there are any.
    pub async fn customers_by(&self, filter: &Filter) -> Result<Vec<Customer>, Error> {
        self.all(requests::CUSTOMERS, Query::matching(filter.clone()))
            .await
    }

    /// The customers with this invoice e-mail address, active and inactive.
    ///
    /// Whether eAccounting compares addresses case-sensitively is not documented, so results are compared again here,
    /// ignoring case. The filter uses lower case.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn customers_by_email(&self, email: &Email) -> Result<Vec<Customer>, Error> {
        let mut found = self
            .customers_by(&Filter::eq("EmailAddress", email.as_str()))
            .await?;
        found.retain(|customer| {
            customer
                .fields
                .email_address
                .as_deref()
                .is_some_and(|address| address.trim().to_lowercase() == email.as_str())
        });
        Ok(found)
    }

    /// The customers with all of these words in the name, those named exactly so first, and whether there are more. One
    /// call.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn customers_by_name(&self, words: &[String]) -> Result<(Vec<Customer>, bool), Error> {
        let filters = words.iter().map(|word| Filter::contains("Name", word));
        let Some(filter) = filters.reduce(Filter::and) else {
            return Ok((Vec::new(), false));
        };
        let query = Query {
            page_size: MOST_NAMED,
            ..Query::matching(filter)
        };
        let page: Page<Customer> = self.page(requests::CUSTOMERS, &query).await?;
        let has_more = !page.is_last(1);
        let exact = words.join(" ").to_lowercase();
        let mut found = page.data;
        found.sort_by_key(|customer| {
            let name = customer.fields.name.as_deref().unwrap_or_default();
            name.trim().to_lowercase() != exact
        });
        Ok((found, has_more))
    }

    /// A customer by id; none when it was deleted.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn customer(&self, customer: Uuid) -> Result<Option<Customer>, Error> {
        let path = ["customers", &id(customer)];
        self.one(
            self.requests
                .read(&path, Operation::ReadCustomer, "the reading of the customer"),
        )
        .await
    }

    /// The articles that match.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn articles_by(&self, filter: &Filter) -> Result<Vec<Article>, Error> {
        self.all(requests::ARTICLES, Query::matching(filter.clone()))
            .await
    }

    /// The articles with these numbers, active and inactive, in as few calls as URLs and the API allow. eAccounting may
    /// compare without case: the caller matches them to its numbers.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn articles_by_numbers(&self, numbers: &[Sku]) -> Result<Vec<Article>, Error> {
        let mut wanted: Vec<&str> = numbers.iter().map(Sku::as_str).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let listing = requests::ARTICLES;
        if self.can(listing, OR) {
            match self
                .articles_that_match(number_filters(wanted.iter().copied()))
                .await
            {
                Err(error) if error.is_unfilterable() && wanted.len() > 1 => self.cannot(listing, OR),
                other => return other,
            }
        }
        let one_by_one = wanted.iter().map(|number| Filter::eq("Number", *number));
        self.articles_that_match(one_by_one.collect()).await
    }

    async fn articles_that_match(&self, filters: Vec<Filter>) -> Result<Vec<Article>, Error> {
        let mut found: Vec<Article> = Vec::new();
        for filter in filters {
            for article in self.articles_by(&filter).await? {
                // Two spellings of one number may fall into two calls.
                if found.iter().all(|other| other.id != article.id) {
                    found.push(article);
                }
            }
        }
        Ok(found)
    }

    /// The article with this number: exactly as written, else the one that differs in case only.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn article_by_number(&self, number: &Sku) -> Result<Option<Article>, Error> {
        let mut found = self.articles_by(&Filter::eq("Number", number.as_str())).await?;
        found.retain(|article| article.number.trim().to_lowercase() == number.as_str().to_lowercase());
        let exact = found
            .iter()
            .position(|article| article.number.trim() == number.as_str());
        Ok(exact
            .or((!found.is_empty()).then_some(0))
            .map(|at| found.swap_remove(at)))
    }

    /// An article by id; none when it does not exist.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn article(&self, article: Uuid) -> Result<Option<Article>, Error> {
        let path = ["articles", &id(article)];
        self.one(
            self.requests
                .read(&path, Operation::ReadArticle, "the reading of the article"),
        )
        .await
    }
}

fn rates_on(day: Date) -> Query {
    Query {
        vat_rate_date: Some(day),
        ..Query::all()
    }
}
