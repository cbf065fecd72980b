//! What a page costs: as much with few entries as with many.

#![allow(
    clippy::unwrap_used,
    clippy::large_futures,
    reason = "a test fails by panicking, and may take what stack it needs"
)]

use std::sync::{Arc, Mutex};

use aws::WorkerBuilder;
use devstack::testing::{IdleStack, job};
use futures::StreamExt;
use journal::{Outcome, Recorder, Redaction};
use ledger::{ClaimRequest, Key};
use model::{Code, JobKind, Problem};
use reqwest::Client;
use reqwest::header::{COOKIE, SET_COOKIE};
use web_console::{Console, Options};

/// The calls to DynamoDB: operation and body.
type Calls = Arc<Mutex<Vec<(String, serde_json::Value)>>>;

/// What a page has cost.
#[derive(Debug, PartialEq, Eq)]
struct Cost {
    queries: usize,
    /// The items that the queries ask for at most.
    items: u64,
    /// Reads of one item.
    reads: usize,
    /// Writes, and scans of whole tables.
    others: usize,
}

fn cost(calls: &[(String, serde_json::Value)]) -> Cost {
    let of = |name: &'static str| calls.iter().filter(move |(operation, _)| operation == name);
    // A query without a limit may read everything.
    let items = of("Query").map(|(_, body)| body["Limit"].as_u64().unwrap_or(1_000_000));
    Cost {
        queries: of("Query").count(),
        items: items.sum(),
        reads: of("GetItem").count(),
        others: calls.len() - of("Query").count() - of("GetItem").count(),
    }
}

async fn fill(stack: &IdleStack, from: usize, to: usize) {
    let worker = &stack.worker;
    let now = worker.ledger().now();
    let problem = Problem::new(Code::SKU_UNKNOWN, "No article has the SKU X.", "Create it.");
    futures::stream::iter(from..to)
        .for_each_concurrent(16, |number| {
            let problem = problem.clone();
            async move {
                let job = job(JobKind::Order, &format!("order:1:{number}"));
                let mut recorder = Recorder::new(&job, now);
                recorder.problem(problem.clone());
                let entry = recorder.finish(Outcome::Parked, now, &Redaction::default());
                worker.journal().put(&entry).await.unwrap();
                let request = ClaimRequest {
                    job: Some(&job),
                    ..ClaimRequest::default()
                };
                let key = Key::source(&job.source);
                worker
                    .ledger()
                    .park_leaseless(&key, request, &problem)
                    .await
                    .unwrap();
            }
        })
        .await;
}

/// Every page at each number of entries.
async fn pages_cost_the_same(counts: &[usize]) {
    let calls = Calls::default();
    let seen = Arc::clone(&calls);
    let stack = IdleStack::watched(Arc::new(move |operation: &str, body: &[u8]| {
        let body = serde_json::from_slice(body).unwrap();
        seen.lock().unwrap().push((operation.to_owned(), body));
    }))
    .await;
    let options = Options {
        worker: Arc::new(WorkerBuilder::new(stack.environment.clone(), stack.sdk.clone()).build()),
        name: "the test".to_owned(),
        command_suffix: String::new(),
        sandbox: None,
        poll_interval: None,
        operator: "the tester".to_owned(),
    };
    let console = Console::bind("127.0.0.1:0".parse().unwrap(), options)
        .await
        .unwrap();
    let (base, entrance) = (format!("http://{}", console.address()), console.url());
    tokio::spawn(console.serve());
    let client = Client::new();
    let entered = client.get(entrance).send().await.unwrap();
    let cookie = entered.headers()[SET_COOKIE].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let day = stack.worker.ledger().now().strftime("%Y-%m-%d").to_string();
    let pages = [
        "/".to_owned(),
        "/activity".to_owned(),
        format!("/activity?day={day}&outcome=sent"),
        "/activity?record=order:1:7".to_owned(),
        "/parked".to_owned(),
        "/record/order:1:7".to_owned(),
        "/reconciliation".to_owned(),
        "/settings".to_owned(),
    ];
    let mut first: Vec<Cost> = Vec::new();
    let mut filled = 0;
    for count in counts {
        fill(&stack, filled, *count).await;
        filled = *count;
        let mut costs = Vec::new();
        for page in &pages {
            let get = || client.get(format!("{base}{page}")).header(COOKIE, &cookie);
            // What a process asks once is asked before.
            get().send().await.unwrap();
            calls.lock().unwrap().clear();
            let response = get().send().await.unwrap();
            assert!(response.status().is_success(), "{page}");
            response.bytes().await.unwrap();
            let calls = std::mem::take(&mut *calls.lock().unwrap());
            let cost = cost(&calls);
            assert!(
                cost.queries <= 3 && cost.items <= 101 && cost.reads <= 12,
                "{page} at {count} entries: {cost:?}\n{calls:?}"
            );
            costs.push(cost);
        }
        if first.is_empty() {
            first = costs;
        } else {
            assert_eq!(costs, first, "at {count} entries, of {pages:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_costs_three_queries_and_a_hundred_items_at_most() {
    pages_cost_the_same(&[150, 1_000]).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "writes 100,000 entries and takes minutes; make verify runs it"]
async fn a_page_costs_as_much_at_a_hundred_thousand_entries_as_at_a_thousand() {
    pages_cost_the_same(&[1_000, 100_000]).await;
}
