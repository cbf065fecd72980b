use std::ops::Deref;
use std::time::Duration;

use clap::Parser;
use devstack::testing::{IdleStack, delivery, job};
use ledger::{ClaimRequest, Document, DocumentKind, Intent};
use model::Cause;

use super::*;

/// A stack, and what these tests do with it.
struct Stack(IdleStack);

impl Deref for Stack {
    type Target = IdleStack;

    fn deref(&self) -> &IdleStack {
        &self.0
    }
}

impl Stack {
    async fn new() -> Self {
        Self(IdleStack::new().await)
    }

    async fn park(&self, job: &Job, code: Code) {
        let ask = ClaimRequest {
            job: Some(job),
            ..ClaimRequest::default()
        };
        let problem = Problem::new(code, format!("{} failed.", job.source), "Mend it.");
        self.worker
            .ledger()
            .park_leaseless(&Key::source(&job.source), ask, &problem)
            .await
            .unwrap();
    }

    async fn create(&self, source: &str) {
        let key = Key::source(&source.parse().unwrap());
        let intent = Intent {
            what: DocumentKind::Order,
            natural_key: "1001".to_owned(),
            customer_id: None,
            step: "order".to_owned(),
        };
        let ledger = self.worker.ledger();
        let claimed = ledger
            .claim_with_intent(&key, ClaimRequest::default(), intent)
            .await
            .unwrap();
        let ledger::ClaimOutcome::Fresh(lease) = claimed else {
            panic!("{claimed:?}")
        };
        let document = Document {
            kind: DocumentKind::Order,
            id: "a".to_owned(),
            number: Some("17".to_owned()),
        };
        ledger.done(lease, Some(document)).await.unwrap();
    }

    async fn plan(&self, arguments: &[&str]) -> Plan {
        plan(&self.worker, &args(arguments), Timestamp::now())
            .await
            .unwrap()
    }

    async fn replay(&self, arguments: &[&str]) -> Plan {
        let plan = self.plan(arguments).await;
        apply(&self.worker, &plan, Timestamp::now()).await.unwrap();
        plan
    }
}

#[derive(Parser)]
struct CommandLine {
    #[command(flatten)]
    args: ReplayArgs,
}

fn args(arguments: &[&str]) -> ReplayArgs {
    let all = ["replay"].iter().chain(arguments);
    CommandLine::try_parse_from(all).unwrap().args
}

fn words(plan: &Plan) -> Vec<(String, &'static str, bool)> {
    let word = |item: &Item| (item.source.to_string(), item.standing.word(), item.replayed);
    plan.items.iter().map(word).collect()
}

#[tokio::test]
async fn a_replay_of_parked_records_shows_their_reasons_and_queues_them() {
    let stack = Stack::new().await;
    stack
        .park(&job(JobKind::Order, "order:1:1001"), Code::SKU_UNKNOWN)
        .await;
    stack
        .park(&job(JobKind::Customer, "contact:3"), Code::CUSTOMER_INCOMPLETE)
        .await;

    let one = stack.plan(&["--parked", "--code", "sku_unknown"]).await;
    assert_eq!(words(&one), [("order:1:1001".to_owned(), "parked", true)]);
    let text = one.text("the stack shop", &Style::plain());
    assert!(
        text.contains("[sku_unknown] order:1:1001 failed. Mend it."),
        "{text}"
    );

    let both = stack.replay(&["--parked"]).await;
    assert_eq!(both.replayed().count(), 2);
    let orders = stack.jobs(&stack.environment.queues.orders).await;
    assert_eq!(
        (orders[0].source.to_string().as_str(), orders[0].cause),
        ("order:1:1001", Cause::Replay)
    );
    // The record is looked at as it is now, whatever version was seen when it was parked.
    assert_eq!(orders[0].version, None);
    let customers = stack.jobs(&stack.environment.queues.customers).await;
    assert_eq!(customers[0].kind, JobKind::Customer);
    // Until a worker takes it, it is as parked as before.
    assert_eq!(parked(stack.worker.ledger(), None).await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_is_done_busy_or_comes_by_itself_is_said_and_left() {
    let stack = Stack::new().await;
    let ledger = stack.worker.ledger();
    stack.create("order:1:1001").await;
    let key = |source: &str| Key::source(&source.parse().unwrap());
    let _busy = ledger
        .claim(&key("order:1:1002"), ClaimRequest::default())
        .await
        .unwrap();
    let problem = Problem::new(Code::EACCOUNTING_SERVER_ERROR, "eAccounting failed.", "");
    let later = Timestamp::now() + jiff::SignedDuration::from_hours(2);
    ledger
        .wait_leaseless(
            &key("order:1:1003"),
            ClaimRequest::default(),
            &problem,
            later,
            true,
        )
        .await
        .unwrap();
    ledger
        .skip_leaseless(&key("deal:7"), ClaimRequest::default(), "not won")
        .await
        .unwrap();

    let all = [
        "order:1:1001",
        "order:1:1002",
        "order:1:1003",
        "deal:7",
        "quote:x",
    ];
    let expected = |again: bool| {
        [
            ("order:1:1001", "done", again),
            ("order:1:1002", "busy", false),
            ("order:1:1003", "waits", false),
            ("deal:7", "skipped", true),
            ("quote:x", "unknown", true),
        ]
        .map(|(source, word, replayed)| (source.to_owned(), word, replayed))
        .into_iter()
        .collect::<BTreeSet<_>>()
    };
    let plan = stack.plan(&all).await;
    assert_eq!(words(&plan).into_iter().collect::<BTreeSet<_>>(), expected(false));
    let text = plan.text("it", &Style::plain());
    assert!(text.contains("done already: order 17"), "{text}");
    let again = stack.plan(&[&all[..], &["--again"]].concat()).await;
    assert_eq!(words(&again).into_iter().collect::<BTreeSet<_>>(), expected(true));
}

#[tokio::test]
async fn a_done_order_is_replayed_where_its_credit_is_parked() {
    let stack = Stack::new().await;
    stack.create("order:1:1001").await;
    let source: Source = "order:1:1001".parse().unwrap();
    let order = job(JobKind::Order, "order:1:1001");
    let ask = ClaimRequest {
        job: Some(&order),
        ..ClaimRequest::default()
    };
    let problem = Problem::new(Code::PERIOD_LOCKED, "The period is locked.", "Unlock it.");
    let ledger = stack.worker.ledger();
    ledger
        .park_leaseless(&Key::credit_of(&source), ask, &problem)
        .await
        .unwrap();
    assert_eq!(
        words(&stack.plan(&["order:1:1001"]).await),
        [("order:1:1001".to_owned(), "parked", true)]
    );
}

#[tokio::test]
async fn an_exhausted_job_is_one_dead_letter_until_it_is_replayed() {
    let stack = Stack::new().await;
    let first = job(JobKind::Order, "order:1:1001");
    stack.park(&first, Code::RETRIES_EXHAUSTED).await;
    // Another webhook about it had waited behind: it gave up with the first, and leaves no second letter.
    let second = Job {
        key: "another webhook".to_owned(),
        ..first.clone()
    };
    let minute = Duration::from_secs(60);
    let answer = stack
        .worker
        .process_orders(delivery(&[first.clone(), second]), minute)
        .await;
    assert!(answer.batch_item_failures.is_empty(), "{answer:?}");
    let dead = &stack.environment.dead_letters.orders;
    assert_eq!(stack.jobs(dead).await, [first]);

    stack.replay(&["order:1:1001"]).await;
    assert_eq!(stack.jobs(&stack.environment.queues.orders).await.len(), 1);
    assert_eq!(stack.bodies(dead).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_job_that_is_parked_for_a_person_leaves_no_dead_letter() {
    let stack = Stack::new().await;
    let parked = job(JobKind::Order, "order:1:1001");
    stack.park(&parked, Code::SKU_UNKNOWN).await;
    stack
        .worker
        .process_orders(delivery(&[parked]), Duration::from_secs(60))
        .await;
    assert_eq!(
        stack.bodies(&stack.environment.dead_letters.orders).await,
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn dead_letters_that_are_jobs_are_replayed_and_what_is_none_stays_and_is_named() {
    let stack = Stack::new().await;
    let dead = stack.environment.dead_letters.clone();
    let send = async |url: &str, group: &str, body: &str| {
        stack
            .sqs
            .send_message()
            .queue_url(url)
            .message_group_id(group)
            .message_deduplication_id(body.len().to_string())
            .message_body(body)
            .send()
            .await
            .unwrap()
            .message_id
            .unwrap()
    };
    // Two about one record, which come one after the other; and what somebody has put there by hand.
    let gave_up = job(JobKind::Order, "order:1:1001");
    let body = serde_json::to_string(&gave_up).unwrap();
    send(&dead.orders, "order:1:1001", &body).await;
    send(&dead.orders, "order:1:1001", &format!(" {body}")).await;
    let unreadable = send(&dead.customers, "x", "not a job: anna@example.com").await;
    stack.park(&gave_up, Code::RETRIES_EXHAUSTED).await;

    let plan = stack.replay(&["--dead-letters"]).await;
    assert_eq!(words(&plan), [("order:1:1001".to_owned(), "parked", true)]);
    for shown in [plan.text("it", &Style::plain()), plan.json()] {
        assert!(shown.contains(&unreadable) && !shown.contains("anna"), "{shown}");
    }
    let queued = stack.jobs(&stack.environment.queues.orders).await;
    assert_eq!(queued.len(), 1);
    assert_eq!(queued[0].cause, Cause::Replay);
    assert_eq!(stack.bodies(&dead.orders).await, Vec::<String>::new());
    assert_eq!(stack.bodies(&dead.customers).await.len(), 1);
}

#[test]
fn a_code_that_is_none_is_refused_before_anything_is_asked() {
    let error = crate::Cli::try_parse_from(["ekobridge", "replay", "--parked", "--code", "sku"])
        .unwrap_err()
        .to_string();
    assert!(error.contains("there is no code sku"), "{error}");
    for wrong in [
        &["replay"][..],
        &["replay", "order:1"],
        &["replay", "order:1:1", "--parked"],
        &["replay", "order:1:1", "--code", "retries_exhausted"],
    ] {
        let all = ["ekobridge"].iter().chain(wrong);
        assert!(crate::Cli::try_parse_from(all).is_err(), "{wrong:?}");
    }
}
