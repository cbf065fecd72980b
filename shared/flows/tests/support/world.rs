use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use eaccounting::oauth::OAuthClient;
use eaccounting::tokens::{Grant, MemoryTokenStore};
use engine::{Delivery, JobOutcome, NoopObserver, Ports};
use flows::{CompiledSettings, Poller, Services, Worker};
use jiff::{SignedDuration, Timestamp};
use ledger::Ledger;
use ledger::testing::CountingStore;
use model::{Cause, Clock, Job, JobKind, ManualClock};
use sandbox::activecampaign::OrderKey;
use sandbox::identity::TokenMode;
use sandbox::{CompanyPreset, Limits, Options, Running, Sandbox};
use secrecy::SecretString;
use serde_json::Value;
use settings::Settings;
use tokio::sync::oneshot;
use transport::{HttpOptions, HttpTransport, NoLimit, RetryPolicy, Roots, Transport, UrlPolicy};

use super::messages::{Ended, Message, Messages};
use super::steps::{Seat, Steps, Stopped};
use super::stores::{CountingJournal, StruckLedger, Told};
use super::variants::{Variant, Varied};
use super::wire::{Answering, InProcess, Late, StruckTransport};

/// As in the deployment: longer than a worker may run after its last write.
pub(crate) const LEASE: SignedDuration = SignedDuration::from_secs(120);
/// How long a message of a lost worker stays hidden.
pub(crate) const HIDDEN: SignedDuration = SignedDuration::from_secs(180);
/// How often messages are handed out before a test gives up on ever coming to an end.
const MOST_RECEIVES: usize = 400;

/// What every worker of a world shares.
struct Parts {
    clock: Arc<ManualClock>,
    tokens: Arc<MemoryTokenStore>,
    transport: Arc<dyn Transport>,
    store: Arc<dyn ledger::Store>,
    journal: Arc<CountingJournal>,
    queue: Arc<Messages>,
    alerts: Arc<Told>,
    base_url: String,
    api_key: String,
    attempts: u32,
}

impl Parts {
    fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock) as Arc<dyn Clock>
    }

    /// A worker as another process has it: its own caches, its own name in the ledger.
    fn worker(&self, owner: &str, settings: &str) -> Worker {
        let policy = RetryPolicy {
            attempts: self.attempts,
            base: Duration::ZERO,
            ..RetryPolicy::default()
        };
        let url = |path: &str| format!("{}{path}", self.base_url).parse().unwrap();
        let activecampaign = activecampaign::Client::new(
            activecampaign::Config {
                url: url("/activecampaign"),
                api_key: SecretString::from(self.api_key.clone()),
                vendor_urls: UrlPolicy::Any,
            },
            Arc::clone(&self.transport),
            Arc::new(NoLimit),
            self.clock(),
            policy,
        );
        let eaccounting = eaccounting::Client::new(
            eaccounting::Config {
                api_url: url("/eaccounting/v2"),
                identity_url: url("/identity"),
                vendor_urls: UrlPolicy::Any,
            },
            Arc::clone(&self.tokens) as Arc<dyn eaccounting::tokens::TokenStore>,
            Arc::clone(&self.transport),
            Arc::new(NoLimit),
            self.clock(),
            policy,
        );
        let lease = Duration::try_from(LEASE).unwrap();
        let ports = Ports {
            ledger: Ledger::new(Arc::clone(&self.store), self.clock(), owner, lease),
            journal: Arc::clone(&self.journal) as Arc<dyn journal::Store>,
            queue: Arc::clone(&self.queue) as Arc<dyn engine::Queue>,
            alerts: Arc::clone(&self.alerts) as Arc<dyn engine::Alerts>,
            observer: Arc::new(NoopObserver),
            clock: self.clock(),
            jitter: Arc::new(|| 0.0),
            salt: "salt".to_owned(),
        };
        let services = Services::new(
            activecampaign.unwrap().with_jitter(Arc::new(|| 0.0)),
            eaccounting.unwrap().with_jitter(Arc::new(|| 0.0)),
        );
        flows::worker(ports, services, plan(settings))
    }
}

/// A plan is built once for all worlds with these settings.
fn plan(settings: &str) -> Arc<CompiledSettings> {
    static PLANS: Mutex<BTreeMap<String, Arc<CompiledSettings>>> = Mutex::new(BTreeMap::new());
    let mut plans = PLANS.lock().unwrap_or_else(PoisonError::into_inner);
    let known = plans.entry(settings.to_owned());
    let new = || Arc::new(CompiledSettings::new(Settings::parse(settings, "test.toml").unwrap()).unwrap());
    Arc::clone(known.or_insert_with(new))
}

fn options(clock: &Arc<ManualClock>) -> Options {
    let clock = Arc::clone(clock);
    Options {
        clock: Arc::new(move || clock.now()),
        limits: Limits::none(),
        ..Options::default()
    }
}

/// Both vendors, and everything that flows reach.
pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) memory: Arc<ledger::MemoryStore>,
    pub(crate) store: Arc<CountingStore>,
    pub(crate) journal: Arc<CountingJournal>,
    pub(crate) queue: Arc<Messages>,
    pub(crate) alerts: Arc<Told>,
    pub(crate) steps: Arc<Steps>,
    pub(crate) tokens: Arc<MemoryTokenStore>,
    pub(crate) worker: Arc<Worker>,
    parts: Parts,
    late: Arc<Late>,
    settings: String,
    workers: AtomicU64,
    _running: Option<Running>,
}

impl World {
    /// Over loopback, with the real transport.
    pub(crate) async fn new(settings: &str) -> Self {
        let clock = Arc::new(ManualClock::new(at("09:00:00")));
        let running = Sandbox::start(options(&clock)).await.unwrap();
        let transport = HttpTransport::new(HttpOptions {
            vendor_urls: UrlPolicy::Any,
            // Nothing is read or parsed for each world.
            roots: Roots::Shipped,
            ..HttpOptions::default()
        });
        let (sandbox, base_url) = (running.sandbox.clone(), running.base_url.clone());
        let transport = Arc::new(transport.unwrap());
        Self::build(settings, 3, clock, sandbox, transport, base_url, Some(running))
    }

    /// In this process, without a socket, so that tokio's time can stand still. Every call is sent up to `attempts` times.
    pub(crate) fn still(settings: &str, attempts: u32) -> Self {
        Self::still_in(CompanyPreset::default(), settings, attempts)
    }

    /// The same, with a company of another country.
    pub(crate) fn still_in(company: CompanyPreset, settings: &str, attempts: u32) -> Self {
        let with = |options| Options { company, ..options };
        Self::still_with(with, settings, attempts)
    }

    /// The same, in a sandbox with other options.
    pub(crate) fn still_with(with: impl FnOnce(Options) -> Options, settings: &str, attempts: u32) -> Self {
        let clock = Arc::new(ManualClock::new(at("09:00:00")));
        let sandbox = Sandbox::new(with(options(&clock)));
        let transport = Arc::new(InProcess::new(&sandbox));
        let base_url = "http://sandbox.test".to_owned();
        Self::build(settings, attempts, clock, sandbox, transport, base_url, None)
    }

    /// The same, where some requests are answered without the sandbox, and counted.
    pub(crate) fn answering(
        settings: &str,
        answer: impl Fn(&transport::Request) -> Option<String> + Send + Sync + 'static,
    ) -> (Self, Arc<AtomicUsize>) {
        let clock = Arc::new(ManualClock::new(at("09:00:00")));
        let sandbox = Sandbox::new(options(&clock));
        let answered = Arc::new(AtomicUsize::new(0));
        let transport = Arc::new(Answering {
            inner: Arc::new(InProcess::new(&sandbox)),
            answer: Box::new(answer),
            answered: Arc::clone(&answered),
        });
        let base_url = "http://sandbox.test".to_owned();
        let world = Self::build(settings, 1, clock, sandbox, transport, base_url, None);
        (world, answered)
    }

    /// The same, at vendors who write their answers in another way, and whether that ever changes anything.
    pub(crate) fn varied(settings: &str, variant: &'static Variant) -> (Self, Arc<AtomicBool>) {
        let clock = Arc::new(ManualClock::new(at("09:00:00")));
        let sandbox = Sandbox::new(options(&clock));
        let has_effect = Arc::new(AtomicBool::new(false));
        let transport = Arc::new(Varied {
            inner: InProcess::new(&sandbox),
            variant,
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            has_effect: Arc::clone(&has_effect),
        });
        let base_url = "http://sandbox.test".to_owned();
        let world = Self::build(settings, 1, clock, sandbox, transport, base_url, None);
        (world, has_effect)
    }

    fn build(
        settings: &str,
        attempts: u32,
        clock: Arc<ManualClock>,
        sandbox: Sandbox,
        transport: Arc<dyn Transport>,
        base_url: String,
        running: Option<Running>,
    ) -> Self {
        // Tokens that change are the concern of the tests that ask for them.
        sandbox.identity().set_token_mode(TokenMode::Reusable);
        // Settings that name custom fields need them to exist.
        for tag in ["VAT_NUMBER", "ORG_NUMBER", "CUSTOMER_NO"] {
            if settings.contains(&format!("\"{}\"", tag.to_lowercase())) {
                sandbox.activecampaign().custom_field(tag, tag, "text");
            }
        }
        let credentials = sandbox.core().options().credentials.clone();
        let client = OAuthClient {
            id: credentials.client_id,
            secret: SecretString::from(credentials.client_secret),
        };
        let grant = Grant::new(client, SecretString::from(credentials.refresh_token));
        let shared = || Arc::clone(&clock) as Arc<dyn Clock>;
        let steps = Arc::new(Steps::default());
        let memory = Arc::new(ledger::MemoryStore::new());
        let store = Arc::new(CountingStore::new(Arc::clone(&memory) as Arc<dyn ledger::Store>));
        let late = Arc::new(Late::new(transport.clone(), shared()));
        let parts = Parts {
            tokens: Arc::new(MemoryTokenStore::new(grant, shared())),
            transport: Arc::new(StruckTransport {
                inner: transport,
                steps: Arc::clone(&steps),
                late: Arc::clone(&late),
            }),
            store: Arc::new(StruckLedger {
                inner: Arc::clone(&store) as Arc<dyn ledger::Store>,
                steps: Arc::clone(&steps),
            }),
            journal: Arc::new(CountingJournal::new(
                journal::MemoryStore::new(shared()),
                Arc::clone(&steps),
            )),
            queue: Arc::new(Messages::new(shared(), Arc::clone(&steps))),
            alerts: Arc::new(Told::default()),
            clock: Arc::clone(&clock),
            base_url,
            api_key: credentials.api_key,
            attempts,
        };
        Self {
            worker: Arc::new(parts.worker("worker-1", settings)),
            sandbox,
            clock,
            memory,
            store,
            journal: Arc::clone(&parts.journal),
            queue: Arc::clone(&parts.queue),
            alerts: Arc::clone(&parts.alerts),
            tokens: Arc::clone(&parts.tokens),
            steps,
            parts,
            late,
            settings: settings.to_owned(),
            workers: AtomicU64::new(1),
            _running: running,
        }
    }

    /// Another worker, as another process has it.
    pub(crate) fn another_worker(&self) -> Arc<Worker> {
        let number = self.workers.fetch_add(1, Ordering::Relaxed) + 1;
        Arc::new(self.parts.worker(&format!("worker-{number}"), &self.settings))
    }

    /// A worker of another deployment over the same accounts, whose ledger knows nothing.
    pub(crate) fn worker_elsewhere(&self, settings: &str) -> Worker {
        let parts = &self.parts;
        let elsewhere = Parts {
            clock: Arc::clone(&parts.clock),
            tokens: Arc::clone(&parts.tokens),
            transport: Arc::clone(&parts.transport),
            store: Arc::new(ledger::MemoryStore::new()),
            journal: Arc::clone(&parts.journal),
            queue: Arc::clone(&parts.queue),
            alerts: Arc::clone(&parts.alerts),
            base_url: parts.base_url.clone(),
            api_key: parts.api_key.clone(),
            attempts: parts.attempts,
        };
        elsewhere.worker("worker-elsewhere", settings)
    }

    /// Connects eAccounting again, as a person does who logs in: the company that was connected stays so.
    pub(crate) async fn connect(&self) {
        let before = self.tokens.grant();
        let grant = Grant {
            company: before.company.clone(),
            ..Grant::new(before.client(), self.sandbox.identity().grant().into())
        };
        eaccounting::tokens::install(&*self.tokens, &grant).await.unwrap();
    }

    /// Other settings from now on.
    pub(crate) fn set(&self, settings: &str) {
        self.worker.set_settings(plan(settings));
    }

    /// What the schedule runs.
    pub(crate) fn poller(&self) -> Poller {
        Poller::new(Arc::clone(&self.worker))
    }

    /// Moves the clock.
    pub(crate) fn pass(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
    }

    /// The time so many seconds from now.
    pub(crate) fn after(&self, seconds: i64) -> Timestamp {
        self.clock.now() + SignedDuration::from_secs(seconds)
    }

    /// A job's first delivery.
    pub(crate) async fn handle(&self, job: &Job) -> JobOutcome {
        self.worker.handle(job, delivery(1)).await
    }

    /// Queues a job, and works the queue until it is empty; how that job ended.
    pub(crate) async fn settle(&self, job: Job) -> JobOutcome {
        let key = job.key.clone();
        self.queue.add(&[job]);
        let ended = self.drive().await;
        let found = ended.into_iter().find(|ended| ended.job.key == key);
        found.expect("the job was dropped as a duplicate").verdict
    }

    /// Works the queue as the deployment does, until it is empty.
    pub(crate) async fn drive(&self) -> Vec<Ended> {
        self.drive_on(&[Arc::clone(&self.worker)]).await
    }

    /// The same; a message's first delivery goes to the first worker, and every later one to the last. Whoever freezes
    /// thaws when everything else is over.
    pub(crate) async fn drive_on(&self, workers: &[Arc<Worker>]) -> Vec<Ended> {
        let ended = self.drive_until(workers, None, MOST_RECEIVES).await;
        let waiting = self.queue.waiting();
        assert!(waiting.is_empty(), "no end of {waiting:?}; ended: {ended:?}");
        ended
    }

    /// The same for so many seconds and no longer; each delivery goes to another worker.
    pub(crate) async fn drive_for(&self, workers: &[Arc<Worker>], seconds: i64) -> Vec<Ended> {
        let end = self.after(seconds);
        let ended = self.drive_until(workers, Some(end), usize::MAX).await;
        self.clock.advance(end.duration_since(self.clock.now()));
        ended
    }

    async fn drive_until(&self, workers: &[Arc<Worker>], end: Option<Timestamp>, most: usize) -> Vec<Ended> {
        let mut ended = Vec::new();
        let mut frozen: Vec<(Working, oneshot::Sender<()>)> = Vec::new();
        for number in 0..most {
            self.deliver_late().await;
            let message = match self.queue.receive(HIDDEN) {
                Ok(message) => message,
                Err(next) => match [next, self.late.next()].into_iter().flatten().min() {
                    Some(next) if end.is_some_and(|end| next > end) => return ended,
                    Some(next) => {
                        self.clock.advance(next.duration_since(self.clock.now()));
                        continue;
                    }
                    None => {
                        let Some((working, go)) = frozen.pop() else {
                            return ended;
                        };
                        let _ = go.send(());
                        // Its message is long gone, and nobody heeds its verdict.
                        self.follow(working, None, workers, &mut ended, &mut frozen).await;
                        continue;
                    }
                },
            };
            let worker = match end {
                Some(_) => workers.get(number % workers.len()),
                // Whoever stands still takes its clients with it.
                None if message.receives == 1 && frozen.is_empty() => workers.first(),
                None => workers.last(),
            };
            let working = Working::on(worker.unwrap(), &message.job, message.receives);
            self.follow(working, Some(message), workers, &mut ended, &mut frozen)
                .await;
        }
        ended
    }

    /// Follows a worker until it ends, is lost or stands still; what becomes of its message then.
    async fn follow(
        &self,
        mut working: Working,
        message: Option<Message>,
        workers: &[Arc<Worker>],
        ended: &mut Vec<Ended>,
        frozen: &mut Vec<(Working, oneshot::Sender<()>)>,
    ) {
        loop {
            match working.next().await {
                Next::Ended(verdict) => {
                    if let Some(message) = &message {
                        self.conclude(message, verdict, ended);
                    }
                    return;
                }
                Next::Lost => return,
                Next::Frozen(go) => return frozen.push((working, go)),
                Next::Overtaken(go) => {
                    if let (Some(message), Some(other)) = (&message, workers.last()) {
                        let again = Working::on(other, &message.job, message.receives + 1);
                        Box::pin(self.follow(again, Some(message.clone()), workers, ended, frozen)).await;
                    }
                    let _ = go.send(());
                }
            }
        }
    }

    /// What becomes of a message whose job ended so.
    pub(crate) fn conclude(&self, message: &Message, verdict: JobOutcome, ended: &mut Vec<Ended>) {
        if let JobOutcome::Retry { after, .. } = verdict {
            return self.queue.hide(message, after);
        }
        if self.queue.delete(message) {
            ended.push(Ended {
                job: message.job.clone(),
                verdict,
            });
        }
    }

    /// Carries out the requests that were under way without anybody waiting for them, and have arrived by now.
    pub(crate) async fn deliver_late(&self) {
        for request in self.late.arrived() {
            self.late.deliver(request).await;
        }
    }

    /// When the next of them arrives.
    pub(crate) fn next_late(&self) -> Option<Timestamp> {
        self.late.next()
    }

    /// Every entry of the activity log, newest first.
    pub(crate) async fn entries(&self) -> Vec<journal::Entry> {
        self.journal.all()
    }

    /// The latest entry about a source.
    pub(crate) async fn entry(&self, source: &str) -> journal::Entry {
        let source = source.parse().unwrap();
        let found = journal::Store::of(&*self.journal, &source, 1).await.unwrap();
        found.into_iter().next().expect("the journal has an entry")
    }

    /// eAccounting's records of a kind, by the path of the API.
    pub(crate) fn records(&self, kind: &str) -> Vec<Value> {
        self.sandbox.eaccounting().records(kind)
    }

    /// eAccounting's only record of a kind.
    pub(crate) fn only(&self, kind: &str) -> Value {
        let mut records = self.records(kind);
        assert_eq!(records.len(), 1, "{kind}: {records:#?}");
        records.remove(0)
    }

    /// eAccounting's orders with a reference.
    pub(crate) fn orders_of(&self, reference: &str) -> Vec<Value> {
        let mut orders = self.records("orders");
        orders.retain(|order| order["BuyersOrderReference"] == reference);
        orders
    }

    /// eAccounting's customers with an e-mail address.
    pub(crate) fn customers_of(&self, email: &str) -> Vec<Value> {
        let mut customers = self.records("customers");
        customers.retain(|customer| customer["EmailAddress"] == email);
        customers
    }

    /// The ledger's record of a source or another key.
    pub(crate) fn record(&self, key: &str) -> Option<ledger::Record> {
        let mut records = self.memory.records();
        records.retain(|record| record.key.as_str() == key);
        records.pop()
    }

    /// Forgets the calls, the ledger's and the journal's counts so far.
    pub(crate) fn forget_counts(&self) {
        self.sandbox.reset_log();
        self.store.reset();
        self.journal.reset();
    }

    /// The calls to both vendors since the counts were forgotten, as method and path, token calls left out.
    pub(crate) fn calls(&self) -> Vec<String> {
        let calls = self.sandbox.requests().into_iter();
        calls
            .filter(|call| call.vendor != sandbox::Vendor::Identity)
            .map(|call| format!("{} {} {}", call.vendor, call.method, call.path))
            .collect()
    }

    /// The calls that could change something in eAccounting.
    pub(crate) fn writes(&self) -> Vec<String> {
        let mut calls = self.calls();
        calls.retain(|call| call.starts_with("eaccounting ") && !call.contains(" GET "));
        calls
    }
}

/// A worker at work.
pub(crate) struct Working {
    seat: Arc<Seat>,
    work: Pin<Box<dyn Future<Output = JobOutcome> + Send>>,
}

/// What a worker comes to.
pub(crate) enum Next {
    /// Its verdict.
    Ended(JobOutcome),
    /// It is lost.
    Lost,
    /// It stands still until everything else is over.
    Frozen(oneshot::Sender<()>),
    /// It waits while the same job is done by another.
    Overtaken(oneshot::Sender<()>),
}

impl Working {
    /// Begins a job that is delivered for the `receives`th time.
    pub(crate) fn on(worker: &Arc<Worker>, job: &Job, receives: u32) -> Self {
        let (worker, job) = (Arc::clone(worker), job.clone());
        Self::at(async move { worker.handle(&job, delivery(receives)).await })
    }

    /// Begins other work that faults may be injected into.
    pub(crate) fn at(work: impl Future<Output = JobOutcome> + Send + 'static) -> Self {
        let seat = Arc::new(Seat::default());
        let work = Box::pin(seat.work(work));
        Self { seat, work }
    }

    /// Works until something happens to it.
    pub(crate) async fn next(&mut self) -> Next {
        tokio::select! {
            biased;
            verdict = &mut self.work => Next::Ended(verdict),
            stopped = self.seat.stopped() => match stopped {
                Stopped::Lost => Next::Lost,
                Stopped::Frozen(go) => Next::Frozen(go),
                Stopped::Overtaken(go) => Next::Overtaken(go),
            },
        }
    }
}

/// A delivery with time enough.
pub(crate) fn delivery(receive_count: u32) -> Delivery {
    Delivery {
        receive_count,
        remaining: Duration::from_secs(90),
    }
}

/// A time on the day that all tests are played on.
pub(crate) fn at(time: &str) -> Timestamp {
    format!("2026-11-23T{time}Z").parse().unwrap()
}

/// A job for a source, asked for now by a webhook.
pub(crate) fn job(world: &World, kind: JobKind, source: &str) -> Job {
    Job {
        kind,
        source: source.parse().unwrap(),
        key: format!("{source}@test-{}", world.queue.sent().len()),
        cause: Cause::Webhook,
        first_seen: world.clock.now(),
        version: None,
    }
}

/// The job of an order, asked for now by a webhook.
pub(crate) fn order_job(world: &World, key: &OrderKey) -> Job {
    job(
        world,
        JobKind::Order,
        &format!("order:{}:{}", key.connection, key.order),
    )
}
