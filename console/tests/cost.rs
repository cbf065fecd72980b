//! What a page costs: as much with few entries as with many.

#![allow(
    clippy::unwrap_used,
    clippy::large_futures,
    reason = "a test fails by panicking, and may take what stack it needs"
)]

mod served;

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use aws::{Limit, Limits, Worker, WorkerBuilder};
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use devstack::testing::{IdleStack, job};
use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use journal::{Outcome, Recorder, Redaction};
use model::{JobKind, ManualClock, company_zone};
use reqwest::Client;
use reqwest::header::{COOKIE, SET_COOKIE};
use serde_json::Value;
use served::serve;

/// The calls to DynamoDB: operation and body.
type Calls = Arc<Mutex<Vec<(String, Value)>>>;

/// How often each page is timed at each number of entries.
const ROUNDS: usize = 21;

/// A page that takes less than this is as fast as one that takes this: a busy machine varies by as much.
const NOISE: Duration = Duration::from_millis(10);

/// What a page has cost.
#[derive(Debug, PartialEq, Eq)]
struct Cost {
    queries: usize,
    /// The items that the queries ask for at most.
    items: u64,
    /// Reads of one item.
    reads: usize,
    /// Scans of whole tables. Writes aren't counted: how many rate limit slots a preview reserves depends on the clock.
    scans: usize,
}

fn cost(calls: &[(String, Value)]) -> Cost {
    let of = |name: &'static str| calls.iter().filter(move |(operation, _)| operation == name);
    // A query without a limit may read everything.
    let items = of("Query").map(|(_, body)| body["Limit"].as_u64().unwrap_or(1_000_000));
    Cost {
        queries: of("Query").count(),
        items: items.sum(),
        reads: of("GetItem").count(),
        scans: of("Scan").count(),
    }
}

/// The parts of a deployment.
fn builder(stack: &IdleStack) -> WorkerBuilder {
    let mut worker = WorkerBuilder::new(stack.environment.clone(), stack.sdk.clone());
    // The record's page asks the vendors. Their pace would make a page wait for the one before it.
    worker.limits = Limits {
        activecampaign: Limit {
            calls: 10_000,
            ..Limit::ACTIVECAMPAIGN
        },
        eaccounting: Limit {
            calls: 1_000_000,
            ..Limit::EACCOUNTING
        },
    };
    worker
}

/// Starts a console. Returns its address, and the cookie that lets in.
async fn enter(worker: Worker) -> (String, String) {
    let (base, entrance) = serve(worker, None, "the tester").await;
    let entered = Client::new().get(entrance).send().await.unwrap();
    let cookie = entered.headers()[SET_COOKIE].to_str().unwrap();
    (base, cookie.split(';').next().unwrap().to_owned())
}

/// A console over a deployment with a number of entries.
struct Shop {
    stack: IdleStack,
    calls: Calls,
    client: Client,
    base: String,
    cookie: String,
}

impl Shop {
    async fn with(entries: usize) -> Self {
        let calls = Calls::default();
        let seen = Arc::clone(&calls);
        let mut stack = IdleStack::watched(Arc::new(move |operation: &str, body: &[u8]| {
            let body = serde_json::from_slice(body).unwrap();
            seen.lock().unwrap().push((operation.to_owned(), body));
        }))
        .await;
        // A repeated call would count twice: the console waits for a slow one instead.
        let patience = TimeoutConfig::builder().operation_timeout(Duration::from_secs(300));
        let sdk = stack.sdk.clone().into_builder();
        stack.sdk = sdk
            .retry_config(RetryConfig::disabled())
            .timeout_config(patience.build())
            .build();
        let (base, cookie) = enter(builder(&stack).build()).await;
        if entries > 0 {
            stack.store_parked_orders(entries).await;
        }
        // The schedule has read the company's country, which a console then asks once.
        stack.know_country("SE").await;
        Self {
            stack,
            calls,
            client: Client::new(),
            base,
            cookie,
        }
    }

    fn builder(&self) -> WorkerBuilder {
        builder(&self.stack)
    }

    fn pages(&self) -> [String; 9] {
        // From the end of the UTC day that has the entries: late in the evening the company's day has begun, and would be looked
        // for in the next one first.
        let now = self.stack.worker.ledger().now().to_zoned_datetime(TimeZone::UTC);
        let end = now.end_of_day().unwrap().timestamp();
        [
            "/".to_owned(),
            format!("/activity?before={end}"),
            format!("/activity?before={end}&outcome=sent"),
            "/activity?record=order:1:0000007".to_owned(),
            "/parked".to_owned(),
            "/holds".to_owned(),
            "/record/order:1:0000007".to_owned(),
            "/reconciliation".to_owned(),
            "/settings".to_owned(),
        ]
    }

    async fn get(&self, page: &str) -> String {
        let request = self.client.get(format!("{}{page}", self.base));
        let response = request.header(COOKIE, &self.cookie).send().await.unwrap();
        assert!(response.status().is_success(), "{page}");
        response.text().await.unwrap()
    }

    /// What each page costs.
    async fn costs(&self) -> Vec<Cost> {
        let mut costs = Vec::new();
        for page in &self.pages() {
            // What a process asks once is asked before.
            self.get(page).await;
            self.calls.lock().unwrap().clear();
            let html = self.get(page).await;
            let listed = match page.as_str() {
                "/parked" => Some(95),
                page if page.starts_with("/activity?before") && !page.ends_with("sent") => Some(99),
                _ => None,
            };
            assert!(
                listed.is_none_or(|listed| html.matches("/record/order").count() == listed),
                "{page}:\n{html}"
            );
            let calls = std::mem::take(&mut *self.calls.lock().unwrap());
            let cost = cost(&calls);
            assert!(
                cost.queries <= 3 && cost.items <= 100 && cost.reads <= 12 && cost.scans == 0,
                "{page}: {cost:?}\n{calls:?}"
            );
            costs.push(cost);
        }
        costs
    }
}

/// A shop at a moment, and how many entries it has a day.
struct Day<'a> {
    shop: &'a Shop,
    now: Timestamp,
    entries_a_day: i64,
}

impl Day<'_> {
    /// The entries of the two days before the moment.
    async fn store(&self, worker: &Worker) {
        let between = SignedDuration::from_secs(86_400 / self.entries_a_day);
        let job = job(JobKind::Order, "order:1:5001");
        for number in 0..self.entries_a_day * 2 {
            let number = i32::try_from(number).unwrap();
            let at = self.now - between * number;
            let entry = Recorder::new(&job, at).finish(Outcome::Done, at, &Redaction::default());
            worker.journal().put(&entry).await.unwrap();
        }
    }

    /// How many attempts the pages of today list.
    async fn attempts(&self) -> usize {
        let mut builder = self.shop.builder();
        builder.clock = Arc::new(ManualClock::new(self.now));
        let worker = builder.build();
        self.store(&worker).await;
        // A console that has asked nothing before.
        let (base, cookie) = enter(worker).await;
        let mut listed = 0;
        let mut page = "/activity".to_owned();
        loop {
            self.shop.calls.lock().unwrap().clear();
            let request = self.shop.client.get(format!("{base}{page}"));
            let html = request.header(COOKIE, &cookie).send().await.unwrap();
            let html = html.text().await.unwrap();
            let cost = cost(&std::mem::take(&mut *self.shop.calls.lock().unwrap()));
            assert!(
                cost.queries <= 3,
                "{} at {} of {} a day: {cost:?}",
                page,
                self.now,
                self.entries_a_day
            );
            listed += html.matches("/record/order").count();
            let Some((_, older)) = html
                .split_once("href=\"/activity?day=")
                .filter(|_| html.contains("before="))
            else {
                return listed;
            };
            let links = std::iter::once(older).chain(older.split("href=\"/activity?day=").skip(1));
            let mut links = links.filter_map(|link| link.split('"').next());
            let Some(link) = links.find(|link| link.contains("before=")) else {
                return listed;
            };
            page = format!(
                "/activity?day={}",
                link.replace("&#38;", "&").replace("&amp;", "&")
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn at_every_hour_a_page_of_today_costs_three_queries_at_most() {
    for country in ["SE", "FI"] {
        let shop = Shop::with(0).await;
        shop.stack.know_country(country).await;
        let zone = company_zone(country.parse().unwrap());
        let mut day = date(2026, 11, 2);
        for entries_a_day in [1, 30, 120] {
            for (hour, minute) in [(0, 30), (12, 0), (22, 30), (23, 30)] {
                day = day.saturating_add(4.days());
                let midnight = zone.to_timestamp(day.at(0, 0, 0, 0)).unwrap();
                let now = zone.to_timestamp(day.at(hour, minute, 0, 0)).unwrap();
                let today = Day {
                    shop: &shop,
                    now,
                    entries_a_day,
                };
                let since = now.duration_since(midnight).as_secs();
                let expected = since / (86_400 / entries_a_day) + 1;
                let listed = i64::try_from(today.attempts().await).unwrap();
                assert_eq!(listed, expected, "{country} {now} {entries_a_day}");
            }
        }
    }
}

/// The time until the whole page has arrived. The page needs nothing else for its first paint: it is rendered on the server,
/// and its style sheet doesn't depend on the entries.
async fn time(shop: &Shop, page: &str) -> Duration {
    let start = Instant::now();
    shop.get(page).await;
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_costs_three_queries_and_a_hundred_items_at_most() {
    let (few, more) = (Shop::with(150).await, Shop::with(1_000).await);
    assert_eq!(more.costs().await, few.costs().await, "of {:?}", few.pages());
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "stores 100,000 entries and takes a minute or two; make verify runs it"]
async fn a_page_costs_and_takes_as_much_at_100_000_entries_as_at_1_000() {
    let (few, many) = (Shop::with(1_000).await, Shop::with(100_000).await);
    assert_eq!(many.costs().await, few.costs().await, "of {:?}", few.pages());
    let mut slow = Vec::new();
    for page in few.pages() {
        let (mut of_few, mut of_many) = (Vec::new(), Vec::new());
        // In turns, so that whatever else the machine does slows both.
        for _ in 0..ROUNDS {
            of_few.push(time(&few, &page).await);
            of_many.push(time(&many, &page).await);
        }
        let (of_few, of_many) = (median(of_few), median(of_many));
        println!("{page}: {of_few:?} at 1,000 entries, {of_many:?} at 100,000");
        if of_many > of_few.max(NOISE) * 2 {
            slow.push(format!("{page}: {of_many:?}, and {of_few:?} at 1,000 entries"));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
