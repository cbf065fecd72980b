//! Reference data of the company, kept in memory between jobs: settings, codings, terms, units, delivery methods, articles.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use eaccounting::types::{
    Article, ArticleAccountCoding, BankAccount, CompanySettings, CustomerLabel, DeliveryMethod, DeliveryTerm,
    FiscalYear, TermsOfPayment, TermsOfPaymentType, Unit,
};
use engine::Ports;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use ledger::Versioned;
use mapping::Context;
use model::reason::{Word, words};
use model::{Code, Kind, Problem, Sku, case, event};
use sale::Coding;
use settings::Name;
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::sale_conversion::input;

/// How long reference data is cached. Accounts and terms change rarely; a change is seen within this time.
const FRESH: SignedDuration = SignedDuration::from_mins(10);

/// The ledger's name for the filters and sort orders that eAccounting's lists refused.
const REFUSALS: &str = "eaccounting_refusals";

/// After this a refused filter is tried again: eAccounting may support it by then.
const REFUSALS_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The connected company. Its lists are read on first use.
pub struct Reference {
    /// The company's settings.
    pub company: CompanySettings,
    /// The part of them that the mapping needs.
    pub context: Context,
    /// Documents are dated in this zone.
    pub(crate) zone: TimeZone,
    client: Arc<eaccounting::Client>,
    lists: Lists,
}

/// The codings with the VAT rates of one day.
type Codings = Arc<OnceCell<Vec<ArticleAccountCoding>>>;

/// Each list is read once, by the first job that needs it.
#[derive(Default)]
struct Lists {
    /// With the VAT rates of a day.
    codings: Mutex<BTreeMap<Date, Codings>>,
    terms: OnceCell<Vec<TermsOfPayment>>,
    units: OnceCell<Vec<Unit>>,
    delivery_methods: OnceCell<Vec<DeliveryMethod>>,
    delivery_terms: OnceCell<Vec<DeliveryTerm>>,
    bank_accounts: OnceCell<Vec<BankAccount>>,
    fiscal_years: OnceCell<Vec<FiscalYear>>,
}

#[derive(Default)]
struct Kept {
    reference: Option<(Timestamp, Arc<Reference>)>,
    /// Articles by number. A missing article isn't remembered, so that it can be added at any time.
    articles: BTreeMap<String, (Timestamp, Article)>,
    /// Articles whose fields equal the mapping's, with a digest of those.
    up_to_date: BTreeMap<Uuid, (Timestamp, String)>,
    /// The refused filters that the ledger has; `None` before it was read.
    refusals: Option<BTreeSet<String>>,
    /// The service of each of ActiveCampaign's connections by id, and when they were read.
    services: Option<(Timestamp, BTreeMap<String, String>)>,
}

/// The cache of one process.
#[derive(Default)]
pub(crate) struct ReferenceCache {
    kept: Mutex<Kept>,
    /// Held while ActiveCampaign's connections are read, so that jobs that begin together read them once.
    connections: tokio::sync::Mutex<()>,
}

impl ReferenceCache {
    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Drops everything. Used after a job was parked: stale reference data may have caused that or may hide its remedy.
    pub(crate) fn forget(&self) {
        let mut kept = self.kept();
        // A connection's service never changes, and a person can't correct what lists refuse.
        *kept = Kept {
            refusals: kept.refusals.take(),
            services: kept.services.take(),
            ..Kept::default()
        };
    }

    /// Reads, once in a process, which filters other processes found to be refused. Each unknown one costs a call.
    pub(crate) async fn learn(&self, ports: &Ports, client: &Arc<eaccounting::Client>) {
        if self.kept().refusals.is_some() {
            return;
        }
        let Ok(known) = ports.ledger.remembered::<BTreeSet<String>>(REFUSALS).await else {
            return;
        };
        let known = still_known(known, ports.clock.now());
        client.learn(known.clone());
        self.kept().refusals = Some(known);
    }

    /// Stores newly refused filters for other processes, merged with what they have stored meanwhile.
    pub(crate) async fn remember(&self, ports: &Ports, client: &Arc<eaccounting::Client>) {
        let found = client.refusals();
        let is_new = |kept: &Kept| kept.refusals.as_ref().is_some_and(|known| *known != found);
        if !is_new(&self.kept()) {
            return;
        }
        let Ok(seen) = ports.ledger.remembered::<BTreeSet<String>>(REFUSALS).await else {
            return;
        };
        let version = seen.as_ref().map(|seen| seen.version);
        let mut all = still_known(seen, ports.clock.now());
        all.extend(found);
        // After a concurrent write the next job of this process tries again.
        if let Ok(Some(_)) = ports.ledger.compare_and_set(REFUSALS, &all, version).await {
            client.learn(all.clone());
            self.kept().refusals = Some(all);
        }
    }

    /// The company's reference data, read if it is missing or old.
    pub(crate) async fn get(
        &self,
        ports: &Ports,
        client: &Arc<eaccounting::Client>,
    ) -> Result<Arc<Reference>, Problem> {
        let now = ports.clock.now();
        if let Some((at, reference)) = &self.kept().reference
            && now.duration_since(*at) < FRESH
        {
            return Ok(Arc::clone(reference));
        }
        self.learn(ports, client).await;
        // A grant for another company is refused here, before anything is read or written in it.
        let company = client.verify_company().await?;
        let context = context(&company)?;
        let zone = model::company_zone(context.country).clone();
        let client = Arc::clone(client);
        let reference = Arc::new(Reference {
            company,
            context,
            zone,
            client,
            lists: Lists::default(),
        });
        self.kept().reference = Some((now, Arc::clone(&reference)));
        Ok(reference)
    }

    /// The service of one of ActiveCampaign's connections, such as `woocommerce`; empty if there is no such connection. Read
    /// once in a process, and again for a connection that was added later.
    pub(crate) async fn service(
        &self,
        ports: &Ports,
        client: &activecampaign::Client,
        connection: &str,
    ) -> Result<String, Problem> {
        let services = self.services(ports, client, connection).await?;
        Ok(services.get(connection).cloned().unwrap_or_default())
    }

    /// The other connections of the same service. Read as [`Self::service`] is.
    pub(crate) async fn alike(
        &self,
        ports: &Ports,
        client: &activecampaign::Client,
        connection: &str,
    ) -> Result<Vec<String>, Problem> {
        let services = self.services(ports, client, connection).await?;
        let own = services.get(connection);
        let others = services
            .iter()
            .filter(|(id, service)| *id != connection && Some(*service) == own);
        Ok(others.map(|(id, _)| id.clone()).collect())
    }

    async fn services(
        &self,
        ports: &Ports,
        client: &activecampaign::Client,
        connection: &str,
    ) -> Result<BTreeMap<String, String>, Problem> {
        let now = ports.clock.now();
        let known = || {
            let kept = self.kept();
            let (at, services) = kept.services.as_ref()?;
            let service = services.get(connection)?;
            let is_known = !service.is_empty() || now.duration_since(*at) < FRESH;
            is_known.then(|| services.clone())
        };
        if let Some(services) = known() {
            return Ok(services);
        }
        let _reading = self.connections.lock().await;
        if let Some(services) = known() {
            return Ok(services);
        }
        let mut services: BTreeMap<String, String> = client
            .connections()
            .await?
            .into_iter()
            .map(|connection| (connection.id, connection.service))
            .collect();
        // One that is not there is asked for again after a while.
        services.entry(connection.to_owned()).or_default();
        self.kept().services = Some((now, services.clone()));
        Ok(services)
    }

    /// The articles with these numbers; missing ones are left out.
    pub(crate) async fn articles(
        &self,
        ports: &Ports,
        client: &eaccounting::Client,
        wanted: &[Sku],
    ) -> Result<Vec<Article>, Problem> {
        let now = ports.clock.now();
        let missing: Vec<Sku> = {
            let kept = self.kept();
            let known = |sku: &Sku| {
                kept.articles
                    .get(&sku.as_str().to_lowercase())
                    .is_some_and(|(at, _)| now.duration_since(*at) < FRESH)
            };
            wanted.iter().filter(|sku| !known(sku)).cloned().collect()
        };
        if !missing.is_empty() {
            let read = client.articles_by_numbers(&missing).await?;
            {
                // One that eAccounting no longer has under this number isn't the old one any more.
                let mut kept = self.kept();
                for sku in &missing {
                    let number = sku.as_str().to_lowercase();
                    let is_old = |(at, _): &(Timestamp, Article)| now.duration_since(*at) >= FRESH;
                    if kept.articles.get(&number).is_some_and(is_old) {
                        kept.articles.remove(&number);
                    }
                }
            }
            for article in read {
                self.add(now, article);
            }
        }
        let kept = self.kept();
        let found = |sku: &Sku| {
            kept.articles
                .get(&sku.as_str().to_lowercase())
                .map(|(_, article)| article.clone())
        };
        Ok(wanted.iter().filter_map(found).collect())
    }

    /// Whether an article's fields were recently found to be these.
    pub(crate) fn is_up_to_date(&self, now: Timestamp, article: Uuid, digest: &str) -> bool {
        let known = self.kept().up_to_date.get(&article).cloned();
        known.is_some_and(|(at, known)| known == digest && now.duration_since(at) < FRESH)
    }

    /// Remembers that an article's fields are these.
    pub(crate) fn set_up_to_date(&self, now: Timestamp, article: Uuid, digest: String) {
        self.kept().up_to_date.insert(article, (now, digest));
    }

    /// Adds an article that was just created or changed.
    pub(crate) fn add(&self, now: Timestamp, article: Article) {
        self.kept()
            .articles
            .insert(article.number.to_lowercase(), (now, article));
    }
}

/// The stored refused filters, unless they are so old that they are to be tried again.
fn still_known(remembered: Option<Versioned<BTreeSet<String>>>, now: Timestamp) -> BTreeSet<String> {
    remembered
        .filter(|known| now.duration_since(known.at) < REFUSALS_KEPT)
        .map_or_else(BTreeSet::new, |known| known.value)
}

fn context(company: &CompanySettings) -> Result<Context, Problem> {
    let unexpected = |what: Word| {
        Problem::new(
            Code::EACCOUNTING_INVALID_RESPONSE,
            event::company_setting_unusable(what),
            "Open Settings › Company settings in eAccounting and check it.",
        )
    };
    Ok(Context {
        country: company
            .country_code
            .parse()
            .map_err(|_| unexpected(words::COUNTRY))?,
        currency: company
            .currency_code
            .as_deref()
            .unwrap_or_default()
            .parse()
            .map_err(|_| unexpected(words::CURRENCY))?,
    })
}

/// The unit of the default settings. It has other names in other countries.
const PIECE: &str = "st";

/// Whether a unit is a piece in Norwegian, Dutch, Finnish or English.
fn is_piece(unit: &Unit) -> bool {
    let names = [&unit.name, &unit.code, &unit.abbreviation];
    names.into_iter().flatten().any(|name| {
        matches!(
            name.trim().to_lowercase().as_str(),
            "stk" | "stk." | "stuk" | "stuks" | "kpl" | "kappale" | "pcs" | "pce"
        )
    })
}

/// Terms that are a number of days from the invoice date, not cash, card or month's end.
fn is_net(terms: &TermsOfPayment) -> bool {
    terms
        .terms_of_payment_type_id
        .is_none_or(|kind| kind == TermsOfPaymentType::Normal)
}

impl Reference {
    /// The company's time zone. Documents are dated in it.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The bank account of this name or ledger account number.
    pub(crate) async fn bank_account(&self, wanted: &Name) -> Result<&BankAccount, Problem> {
        let accounts = self
            .lists
            .bank_accounts
            .get_or_try_init(|| self.client.bank_accounts())
            .await?;
        find_bank_account(accounts, wanted)
    }

    /// All fiscal years. Empty if the company or the user has no access to them: an edition without bookkeeping may have
    /// none.
    pub(crate) async fn fiscal_years(&self) -> Result<&[FiscalYear], Problem> {
        let read = || async {
            match self.client.fiscal_years().await.map_err(Problem::from) {
                Err(problem) if problem.kind == Kind::NeedsPerson => Ok(Vec::new()),
                read => read,
            }
        };
        let years = self.lists.fiscal_years.get_or_try_init(read).await?;
        Ok(years)
    }

    /// All article account codings with the VAT rates of a day. A document has the rates of its own date.
    pub(crate) async fn codings_on(&self, day: Date) -> Result<Vec<Coding>, Problem> {
        let of_day = {
            let mut codings = self.lists.codings.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(codings.entry(day).or_default())
        };
        let codings = of_day
            .get_or_try_init(|| self.client.article_account_codings_on(day))
            .await?;
        codings.iter().map(input::coding).collect()
    }

    async fn terms(&self) -> Result<Vec<&TermsOfPayment>, Problem> {
        let all = self
            .lists
            .terms
            .get_or_try_init(|| self.client.terms_of_payments())
            .await?;
        let for_sales: Vec<_> = all.iter().filter(|terms| terms.available_for_sales).collect();
        // A company whose terms don't say what they are for may use them all.
        Ok(if for_sales.is_empty() {
            all.iter().collect()
        } else {
            for_sales
        })
    }

    /// Terms of payment by name, English name or number of days.
    pub(crate) async fn terms_of_payment(&self, wanted: &Name, setting: &str) -> Result<Uuid, Problem> {
        let days = wanted.as_str().trim().parse::<i32>().ok();
        let terms = self.terms().await?;
        let usable = || terms.iter().copied();
        let by_name = usable().find(|terms| {
            [&terms.name, &terms.name_english]
                .into_iter()
                .flatten()
                .any(|name| wanted.is(name))
        });
        let by_days = || usable().find(|terms| days == Some(terms.number_of_days) && is_net(terms));
        // Who has no terms of 0 days net calls them cash.
        let in_cash = || {
            let is_cash =
                |terms: &&TermsOfPayment| terms.terms_of_payment_type_id == Some(TermsOfPaymentType::Cash);
            usable().find(|terms| days == Some(0) && is_cash(terms))
        };
        let found = by_name.or_else(by_days).or_else(in_cash);
        found.map(|terms| terms.id).ok_or_else(|| {
            let known: Vec<_> = usable().filter_map(|terms| terms.name.as_deref()).collect();
            missing(
                words::TERMS_OF_PAYMENT,
                wanted,
                setting,
                &known,
                "Settings › Terms of payment",
            )
        })
    }

    /// The terms of payment of new customers where the settings name none: the company's own default, else 30 days, else
    /// the first that sales may use.
    pub(crate) async fn default_terms_of_payment(&self) -> Result<Uuid, Problem> {
        let terms = self.terms().await?;
        let usable = || terms.iter().copied();
        self.company
            .terms_of_payment_id
            .filter(|id| usable().any(|terms| terms.id == *id))
            .or_else(|| {
                usable()
                    .find(|terms| terms.number_of_days == 30 && is_net(terms))
                    .map(|terms| terms.id)
            })
            .or_else(|| usable().next().map(|terms| terms.id))
            .ok_or_else(|| {
                Problem::new(
                    Code::REFERENCE_NOT_FOUND,
                    event::no_terms_for_sales(),
                    "Open Settings › Terms of payment in eAccounting and make one available for sales.",
                )
                .in_case(case::REFERENCE_NOT_FOUND_TERMS, [])
            })
    }

    /// A delivery method by name or code.
    pub(crate) async fn delivery_method(&self, wanted: &Name) -> Result<&DeliveryMethod, Problem> {
        let methods = self
            .lists
            .delivery_methods
            .get_or_try_init(|| self.client.delivery_methods())
            .await?;
        methods
            .iter()
            .find(|method| {
                wanted.is(&method.name) || method.code.as_deref().is_some_and(|code| wanted.is(code))
            })
            .ok_or_else(|| {
                let known: Vec<_> = methods.iter().map(|method| method.name.as_str()).collect();
                missing(
                    words::DELIVERY_METHOD,
                    wanted,
                    "orders.delivery_method, [shipping_methods] or the mapping",
                    &known,
                    "Settings › Delivery methods",
                )
            })
    }

    /// A delivery term by name or code.
    pub(crate) async fn delivery_term(&self, wanted: &Name) -> Result<&DeliveryTerm, Problem> {
        let terms = self
            .lists
            .delivery_terms
            .get_or_try_init(|| self.client.delivery_terms())
            .await?;
        terms
            .iter()
            .find(|term| wanted.is(&term.name) || term.code.as_deref().is_some_and(|code| wanted.is(code)))
            .ok_or_else(|| {
                let known: Vec<_> = terms.iter().map(|term| term.name.as_str()).collect();
                missing(
                    words::DELIVERY_TERM,
                    wanted,
                    "the mapping",
                    &known,
                    "Settings › Delivery terms",
                )
            })
    }

    /// A unit by name, code or abbreviation.
    pub(crate) async fn unit(&self, wanted: &Name) -> Result<Uuid, Problem> {
        let units = self.lists.units.get_or_try_init(|| self.client.units()).await?;
        units
            .iter()
            .find(|unit| {
                [&unit.name, &unit.code, &unit.abbreviation]
                    .into_iter()
                    .flatten()
                    .any(|name| wanted.is(name))
            })
            .or_else(|| units.iter().find(|unit| wanted.is(PIECE) && is_piece(unit)))
            .map(|unit| unit.id)
            .ok_or_else(|| {
                let known: Vec<_> = units
                    .iter()
                    .filter_map(|unit| unit.abbreviation.as_deref())
                    .collect();
                missing(words::UNIT, wanted, "articles.unit", &known, "Settings › Units")
            })
    }
}

/// A bank account by name or by its number in the chart of accounts.
fn find_bank_account<'a>(accounts: &'a [BankAccount], wanted: &Name) -> Result<&'a BankAccount, Problem> {
    accounts
        .iter()
        .filter(|account| account.is_active)
        .find(|account| {
            wanted.is(&account.name)
                || account
                    .ledger_account_number
                    .is_some_and(|number| wanted.is(&number.to_string()))
        })
        .ok_or_else(|| {
            let known: Vec<_> = accounts.iter().map(|account| account.name.as_str()).collect();
            missing(
                words::BANK_ACCOUNT,
                wanted,
                "payment_methods",
                &known,
                "Settings › Bank accounts",
            )
        })
}

/// Labels by name, each once.
pub(crate) fn labels(known: &[CustomerLabel], wanted: &[Name]) -> Result<Vec<CustomerLabel>, Problem> {
    let mut wanted: Vec<&Name> = wanted.iter().collect();
    let mut seen = Vec::new();
    wanted.retain(|name| {
        let is_new = !seen.iter().any(|other: &&Name| other.is(name.as_str()));
        seen.push(*name);
        is_new
    });
    wanted
        .into_iter()
        .map(|name| {
            known
                .iter()
                .find(|label| name.is(&label.name))
                .cloned()
                .ok_or_else(|| {
                    let names: Vec<_> = known.iter().map(|label| label.name.as_str()).collect();
                    missing(
                        words::CUSTOMER_LABEL,
                        name,
                        "customers.labels",
                        &names,
                        "Customers › Labels",
                    )
                })
        })
        .collect()
}

fn missing(what: Word, wanted: &Name, setting: &str, known: &[&str], place: &str) -> Problem {
    Problem::new(
        Code::REFERENCE_NOT_FOUND,
        event::not_in_eaccounting(what, wanted, setting, known.join(", ")),
        format!("Correct {setting} in the settings, or add it in eAccounting under {place}."),
    )
    .in_case(case::REFERENCE_NOT_FOUND_SETTING, [&setting])
}
