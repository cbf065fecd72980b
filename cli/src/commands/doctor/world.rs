//! The data that checks use. Each item is read once, by the first check that needs it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use activecampaign::{Connection, Webhook};
use aws::{SettingsDocument, Worker};
use eaccounting::tokens::{Grant, TokenStore};
use eaccounting::types::{
    Article, ArticleAccountCoding, BankAccount, CompanySettings, DeliveryMethod, FiscalYear, TermsOfPayment,
    Unit, VatCodeRates,
};
use flows::CompiledSettings;
use futures::future::BoxFuture;
use jiff::Timestamp;
use journal::Summary;
use messages::{DoctorMessages, Language};
use model::{Clock, Code, Problem, Sku};
use secrecy::SecretString;
use serde_json::Value;
use settings::Settings;
use tokio::sync::OnceCell;
use tokio::time::Instant;
use transport::{
    HttpOptions, HttpTransport, Pace, RateLimiter, Request, Response, RetryPolicy, SendError, Transport,
};

use super::outcome::{Absence, Skip};
use crate::cloud::Account;
use crate::cloud::stack::Stack;
use crate::custom_fields::{self, Missing};
use crate::deployment::Deployment;

/// Time between two calls to a vendor: 4 a second, of the 5 that ActiveCampaign allows an account.
pub(super) const BETWEEN_CALLS: Duration = Duration::from_millis(250);

/// Number of the newest entries of the activity log that are read.
const MOST_ENTRIES: usize = 500;

/// Limits the rate of calls to each vendor, across all checks.
pub(super) struct Paced {
    between: Duration,
    next: Mutex<BTreeMap<&'static str, Instant>>,
}

impl Paced {
    pub(super) fn new(between: Duration) -> Self {
        Self {
            between,
            next: Mutex::default(),
        }
    }
}

impl RateLimiter for Paced {
    fn pace(&self, pace: Pace) -> BoxFuture<'_, Result<(), SendError>> {
        let at = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            let at = next.get(pace.vendor).copied().unwrap_or(now).max(now);
            next.insert(pace.vendor, at + self.between);
            at
        };
        Box::pin(async move {
            tokio::time::sleep_until(at).await;
            Ok(())
        })
    }
}

/// Measures how far a vendor's clock is from this machine's, by the `Date` header of its responses.
struct Dated {
    inner: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    ahead: Arc<Mutex<Option<i64>>>,
}

impl Transport for Dated {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, SendError>> {
        Box::pin(async move {
            let response = self.inner.send(request).await?;
            let date = response.headers.get("date").and_then(|date| date.to_str().ok());
            if let Some(date) = date.and_then(|date| jiff::fmt::rfc2822::parse(date).ok()) {
                let ahead = date.timestamp().as_second() - self.clock.now().as_second();
                *self.ahead.lock().unwrap_or_else(PoisonError::into_inner) = Some(ahead);
            }
            Ok(response)
        })
    }
}

type Read<T> = OnceCell<Result<T, Problem>>;

/// A deployment under examination.
pub(super) struct World {
    pub(super) deployment: Deployment,
    pub(super) worker: Worker,
    pub(super) clock: Arc<dyn Clock>,
    /// The stack's name; none for `ekobridge dev`.
    stack: Option<String>,
    /// Seconds by which the vendors' clocks are ahead of this machine's, once they have responded.
    pub(super) activecampaign_ahead: Arc<Mutex<Option<i64>>>,
    pub(super) eaccounting_ahead: Arc<Mutex<Option<i64>>>,
    pacer: Arc<Paced>,
    account: OnceCell<Result<Account, String>>,
    activecampaign_secret: Read<(url::Url, SecretString)>,
    activecampaign: Read<activecampaign::Client>,
    connections: Read<Vec<Connection>>,
    missing_fields: Read<Vec<Missing>>,
    webhooks: Read<Vec<Webhook>>,
    grant: Read<Grant>,
    eaccounting: Read<Arc<eaccounting::Client>>,
    company: Read<CompanySettings>,
    codings: Read<Vec<ArticleAccountCoding>>,
    terms: Read<Vec<TermsOfPayment>>,
    units: Read<Vec<Unit>>,
    years: Read<Vec<FiscalYear>>,
    rates: Read<Vec<VatCodeRates>>,
    deliveries: Read<Vec<DeliveryMethod>>,
    banks: Read<Vec<BankAccount>>,
    articles: Read<Vec<Article>>,
    settings: Read<Settings>,
    entries: Read<Vec<Summary>>,
    ledger: Read<()>,
}

/// The data, for a check that doesn't report failed reads of it.
fn lent<T>(read: &Result<T, Problem>) -> Result<&T, Skip> {
    read.as_ref()
        .map_err(|problem| Skip::NotChecked(problem.message.clone()))
}

fn skipped(skip: Skip) -> Problem {
    let why = match skip {
        Skip::NotApplicable(why) => why.text(DoctorMessages::of(Language::English)),
        Skip::NotChecked(why) => why,
    };
    Problem::new(Code::STORAGE_ERROR, why, "")
}

/// Defines an item: `try_NAME` for the check that reports a failed read of it, and `NAME` for all others.
macro_rules! things {
    ($($(#[doc = $doc:literal])* $name:ident / $attempt:ident: $type:ty = |$world:ident| $read:expr;)*) => {
        impl World {$(
            $(#[doc = $doc])*
            pub(super) async fn $attempt(&self) -> &Result<$type, Problem> {
                let $world = self;
                self.$name.get_or_init(|| async move { $read }).await
            }

            pub(super) async fn $name(&self) -> Result<&$type, Skip> {
                lent(self.$attempt().await)
            }
        )*}
    };
}

/// Reads a list of eAccounting.
macro_rules! list {
    ($world:ident.$method:ident($($argument:expr),*)) => {{
        $world.company().await.map_err(skipped)?;
        let client = $world.eaccounting().await.map_err(skipped)?;
        client.$method($($argument),*).await.map_err(Problem::from)
    }};
}

things! {
    /// ActiveCampaign's URL and key.
    activecampaign_secret / try_activecampaign_secret: (url::Url, SecretString) = |world| world.read_secret().await;
    /// A client of ActiveCampaign, after it has accepted the key.
    activecampaign / try_activecampaign: activecampaign::Client = |world| {
        let (url, key) = world.activecampaign_secret().await.map_err(skipped)?;
        let config = activecampaign::Config {
            url: url.clone(),
            api_key: key.clone(),
            vendor_urls: world.deployment.environment.vendor_urls,
        };
        let client = activecampaign::Client::new(
            config,
            world.transport(&world.activecampaign_ahead)?,
            Arc::clone(&world.pacer) as Arc<dyn RateLimiter>,
            Arc::clone(&world.clock),
            RetryPolicy::default(),
        )?;
        client.me().await?;
        Ok(client)
    };
    /// ActiveCampaign's e-commerce connections.
    connections / try_connections: Vec<Connection> = |world| {
        let client = world.activecampaign().await.map_err(skipped)?;
        client.connections().await.map_err(Problem::from)
    };
    /// The custom fields of the settings that ActiveCampaign doesn't have.
    missing_fields / try_missing_fields: Vec<Missing> = |world| {
        let client = world.activecampaign().await.map_err(skipped)?;
        let settings = world.settings().await.map_err(skipped)?;
        custom_fields::missing(client, &CompiledSettings::new(settings.clone())?).await.map_err(Problem::from)
    };
    /// ActiveCampaign's webhooks.
    webhooks / try_webhooks: Vec<Webhook> = |world| {
        let client = world.activecampaign().await.map_err(skipped)?;
        client.webhooks().await.map_err(Problem::from)
    };
    /// eAccounting's client credentials and grant, from the secret.
    grant / try_grant: Grant = |world| Ok(world.worker.tokens().load().await?.grant);
    /// A client of eAccounting. Makes no call.
    eaccounting / try_eaccounting: Arc<eaccounting::Client> = |world| {
        world.grant().await.map_err(skipped)?;
        let environment = &world.deployment.environment;
        let client = eaccounting::Client::new(
            eaccounting::Config {
                api_url: environment.eaccounting_api_url.clone(),
                identity_url: environment.eaccounting_identity_url.clone(),
                vendor_urls: environment.vendor_urls,
            },
            Arc::clone(world.worker.tokens()) as Arc<dyn TokenStore>,
            world.transport(&world.eaccounting_ahead)?,
            Arc::clone(&world.pacer) as Arc<dyn RateLimiter>,
            Arc::new(model::SystemClock),
            RetryPolicy::default(),
        )?;
        Ok(Arc::new(client))
    };
    /// The company settings, or a problem if the grant is for another company than the connected one.
    company / try_company: CompanySettings = |world| {
        let client = world.eaccounting().await.map_err(skipped)?;
        client.verify_company().await.map_err(Problem::from)
    };
    codings / try_codings: Vec<ArticleAccountCoding> = |world| list!(world.article_account_codings());
    terms / try_terms: Vec<TermsOfPayment> = |world| list!(world.terms_of_payments());
    units / try_units: Vec<Unit> = |world| list!(world.units());
    years / try_years: Vec<FiscalYear> = |world| list!(world.fiscal_years());
    rates / try_rates: Vec<VatCodeRates> = |world| list!(world.vat_code_rates());
    deliveries / try_deliveries: Vec<DeliveryMethod> = |world| list!(world.delivery_methods());
    banks / try_banks: Vec<BankAccount> = |world| list!(world.bank_accounts());
    /// The articles in eAccounting that the settings name.
    articles / try_articles: Vec<Article> = |world| {
        let settings = world.settings().await.map_err(skipped)?;
        let numbers: Vec<Sku> = super::article_settings::named(settings).into_keys().collect();
        list!(world.articles_by_numbers(&numbers))
    };
    /// The settings in force.
    settings / try_settings: Settings = |world| {
        let document = SettingsDocument::pushed(world.worker.ledger()).await?.unwrap_or_else(SettingsDocument::shipped);
        Settings::parse(&document.text, &document.file).map_err(|errors| Problem::new(
            Code::SETTINGS_INVALID,
            format!("The settings in force are wrong: {errors}"),
            "Correct the file, and push it with `ekobridge settings push FILE`.",
        ))
    };
    /// The entries of the activity log of the last two days, newest first.
    entries / try_entries: Vec<Summary> = |world| world.worker.journal().recent(2, MOST_ENTRIES).await;
    /// Success if the ledger can be read.
    ledger / try_ledger: () = |world| world.worker.ledger().remembered::<Value>("salt").await.map(drop);
}

impl World {
    /// Examines a deployment, with this much time between two calls to a vendor.
    pub(super) fn new(
        deployment: Deployment,
        stack: Option<String>,
        clock: Arc<dyn Clock>,
        between_calls: Duration,
    ) -> Self {
        Self {
            worker: deployment.worker(),
            deployment,
            clock,
            stack,
            activecampaign_ahead: Arc::default(),
            eaccounting_ahead: Arc::default(),
            pacer: Arc::new(Paced::new(between_calls)),
            account: OnceCell::new(),
            activecampaign_secret: OnceCell::new(),
            activecampaign: OnceCell::new(),
            connections: OnceCell::new(),
            missing_fields: OnceCell::new(),
            webhooks: OnceCell::new(),
            grant: OnceCell::new(),
            eaccounting: OnceCell::new(),
            company: OnceCell::new(),
            codings: OnceCell::new(),
            terms: OnceCell::new(),
            units: OnceCell::new(),
            years: OnceCell::new(),
            rates: OnceCell::new(),
            deliveries: OnceCell::new(),
            banks: OnceCell::new(),
            articles: OnceCell::new(),
            settings: OnceCell::new(),
            entries: OnceCell::new(),
            ledger: OnceCell::new(),
        }
    }

    /// Replaces the AWS account, for tests.
    #[cfg(test)]
    pub(super) fn with_account(mut self, account: Result<Account, String>) -> Self {
        self.account = OnceCell::new_with(Some(account));
        self
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The stack's name, for checks of AWS.
    pub(super) fn stack(&self) -> Result<&str, Skip> {
        self.stack.as_deref().ok_or(Skip::NotApplicable(Absence::Stack))
    }

    /// The AWS account of the terminal's credentials, or the error text for the check that reports it.
    pub(super) async fn try_account(&self) -> &Result<Account, String> {
        self.account
            .get_or_init(|| async {
                Account::of(self.deployment.sdk.clone())
                    .await
                    .map_err(|error| format!("{error:#}"))
            })
            .await
    }

    /// The stack and its account, for checks of AWS.
    pub(super) async fn deployed(&self) -> Result<(Stack, &Account), Skip> {
        let name = self.stack()?;
        match self.try_account().await {
            Ok(account) => Ok((Stack::of(account, name), account)),
            Err(why) => Err(Skip::NotChecked(why.clone())),
        }
    }

    /// Fields by which eAccounting refuses to filter or sort lists, as the functions have recorded them.
    pub(super) async fn refusals(&self) -> Result<BTreeSet<String>, Skip> {
        self.ledger().await?;
        let found = self
            .worker
            .ledger()
            .remembered::<BTreeSet<String>>("eaccounting_refusals")
            .await
            .map_err(|problem| Skip::NotChecked(problem.message))?;
        Ok(found.map(|found| found.value).unwrap_or_default())
    }

    fn transport(&self, ahead: &Arc<Mutex<Option<i64>>>) -> Result<Arc<dyn Transport>, Problem> {
        let options = HttpOptions {
            vendor_urls: self.deployment.environment.vendor_urls,
            ..HttpOptions::default()
        };
        let inner = HttpTransport::new(options).map_err(|error| {
            Problem::new(
                Code::STORAGE_ERROR,
                format!("TLS cannot be set up: {error}."),
                "Look at this machine's certificates.",
            )
        })?;
        Ok(Arc::new(Dated {
            inner: Arc::new(inner),
            clock: Arc::clone(&self.clock),
            ahead: Arc::clone(ahead),
        }))
    }

    async fn read_secret(&self) -> Result<(url::Url, SecretString), Problem> {
        let wrong = |what: &str| {
            Problem::new(
                Code::SECRET_MISSING,
                format!("The secret of ActiveCampaign {what}."),
                "Run `ekobridge setup --activecampaign-key`, or fill in `url`, `api_key` and `route_tokens` in AWS Secrets \
                 Manager.",
            )
        };
        let read = aws_sdk_secretsmanager::Client::new(&self.deployment.sdk)
            .get_secret_value()
            .secret_id(&self.deployment.environment.activecampaign_secret)
            .send()
            .await
            .map_err(|error| wrong(&format!("cannot be read: {}", aws::sdk_error(&error))))?;
        let text = read.secret_string.unwrap_or_default();
        let value: Value = serde_json::from_str(&text).map_err(|_| wrong("is not JSON"))?;
        let field = |name: &str| {
            let text = value.get(name).and_then(Value::as_str).map(str::trim);
            text.filter(|text| !text.is_empty())
                .ok_or_else(|| wrong(&format!("has no {name}")))
        };
        let url = field("url")?
            .parse()
            .map_err(|_| wrong("has a url that is none"))?;
        Ok((url, field("api_key")?.to_owned().into()))
    }
}
