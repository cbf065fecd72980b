use std::time::Duration;

use clap::Parser;
use ledger::{ClaimRequest, Document, DocumentKind, Intent};

use super::*;
use crate::local::testing::{Still, delivery, job};

impl Still {
    async fn park(&self, job: &Job, code: Code) {
        let ask = ClaimRequest {
            job: Some(job),
            ..ClaimRequest::default()
        };
        let problem = Problem::new(code, format!("{} failed.", job.source), "Mend it.");
        self.worker
            .ledger()
            .park_unclaimed(&Key::source(&job.source), ask, &problem)
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

fn args(arguments: &[&str]) -> ReplayArgs {
    let all = ["ekobridge", "replay"].iter().chain(arguments);
    match crate::Cli::try_parse_from(all).unwrap().command {
        crate::Command::Replay(args) => args,
        other => panic!("{other:?}"),
    }
}

fn words(plan: &Plan) -> Vec<(String, &'static str, bool)> {
    let word = |item: &Item| (item.source.to_string(), item.standing.word(), item.replayed);
    plan.items.iter().map(word).collect()
}

#[tokio::test]
async fn what_is_parked_is_planned_with_its_reason_and_queued_for_a_replay_while_the_ledger_keeps_it() {
    let still = Still::new().await;
    still
        .park(&job(JobKind::Order, "order:1:1001"), Code::SKU_UNKNOWN)
        .await;
    still
        .park(&job(JobKind::Customer, "contact:3"), Code::CUSTOMER_INCOMPLETE)
        .await;

    let one = still.plan(&["--parked", "--code", "sku_unknown"]).await;
    assert_eq!(words(&one), [("order:1:1001".to_owned(), "parked", true)]);
    let text = one.text("the stack shop", &Style::plain());
    assert!(
        text.contains("[sku_unknown] order:1:1001 failed. Mend it."),
        "{text}"
    );

    let both = still.replay(&["--parked"]).await;
    assert_eq!(both.replayed().count(), 2);
    let orders = still.jobs(&still.environment.queues.orders).await;
    assert_eq!(
        (orders[0].source.to_string().as_str(), orders[0].cause),
        ("order:1:1001", Cause::Replay)
    );
    // The record is looked at as it is now, whatever version was seen when it was parked.
    assert_eq!(orders[0].version, None);
    let customers = still.jobs(&still.environment.queues.customers).await;
    assert_eq!(customers[0].kind, JobKind::Customer);
    // Until a worker takes it, it is as parked as before.
    assert_eq!(parked(still.worker.ledger(), None).await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_is_done_busy_or_comes_by_itself_is_said_and_left() {
    let still = Still::new().await;
    let ledger = still.worker.ledger();
    still.create("order:1:1001").await;
    let key = |source: &str| Key::source(&source.parse().unwrap());
    let _busy = ledger
        .claim(&key("order:1:1002"), ClaimRequest::default())
        .await
        .unwrap();
    let problem = Problem::new(Code::EACCOUNTING_SERVER_ERROR, "eAccounting failed.", "");
    let later = Timestamp::now() + jiff::SignedDuration::from_hours(2);
    ledger
        .wait_unclaimed(
            &key("order:1:1003"),
            ClaimRequest::default(),
            &problem,
            later,
            true,
        )
        .await
        .unwrap();
    ledger
        .skip_unclaimed(&key("deal:7"), ClaimRequest::default(), "not won")
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
    let plan = still.plan(&all).await;
    assert_eq!(words(&plan).into_iter().collect::<BTreeSet<_>>(), expected(false));
    let text = plan.text("it", &Style::plain());
    assert!(text.contains("done already: order 17"), "{text}");
    let again = still.plan(&[&all[..], &["--again"]].concat()).await;
    assert_eq!(words(&again).into_iter().collect::<BTreeSet<_>>(), expected(true));
}

#[tokio::test]
async fn a_done_order_is_replayed_where_its_credit_is_parked() {
    let still = Still::new().await;
    still.create("order:1:1001").await;
    let source: Source = "order:1:1001".parse().unwrap();
    let order = job(JobKind::Order, "order:1:1001");
    let ask = ClaimRequest {
        job: Some(&order),
        ..ClaimRequest::default()
    };
    let problem = Problem::new(Code::PERIOD_LOCKED, "The period is locked.", "Unlock it.");
    let ledger = still.worker.ledger();
    ledger
        .park_unclaimed(&Key::credit_of(&source), ask, &problem)
        .await
        .unwrap();
    assert_eq!(
        words(&still.plan(&["order:1:1001"]).await),
        [("order:1:1001".to_owned(), "parked", true)]
    );
}

#[tokio::test]
async fn a_job_that_gave_up_lies_in_the_dead_letter_queue_once_until_it_is_replayed_from_the_ledger() {
    let still = Still::new().await;
    let first = job(JobKind::Order, "order:1:1001");
    still.park(&first, Code::RETRIES_EXHAUSTED).await;
    // Another webhook about it had waited behind: it gave up with the first, and leaves no second letter.
    let second = Job {
        key: "another webhook".to_owned(),
        ..first.clone()
    };
    let minute = Duration::from_secs(60);
    let answer = still
        .worker
        .process_orders(delivery(&[first.clone(), second]), minute)
        .await;
    assert!(answer.batch_item_failures.is_empty(), "{answer:?}");
    let dead = &still.environment.dead_letters.orders;
    assert_eq!(still.jobs(dead).await, [first]);

    still.replay(&["order:1:1001"]).await;
    assert_eq!(still.jobs(&still.environment.queues.orders).await.len(), 1);
    assert_eq!(still.bodies(dead).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_job_that_is_parked_for_a_person_leaves_no_dead_letter() {
    let still = Still::new().await;
    let parked = job(JobKind::Order, "order:1:1001");
    still.park(&parked, Code::SKU_UNKNOWN).await;
    still
        .worker
        .process_orders(delivery(&[parked]), Duration::from_secs(60))
        .await;
    assert_eq!(
        still.bodies(&still.environment.dead_letters.orders).await,
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn dead_letters_that_are_jobs_are_replayed_and_what_is_none_stays_and_is_named() {
    let still = Still::new().await;
    let dead = still.environment.dead_letters.clone();
    let send = async |url: &str, group: &str, body: &str| {
        still
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
    still.park(&gave_up, Code::RETRIES_EXHAUSTED).await;

    let plan = still.replay(&["--dead-letters"]).await;
    assert_eq!(words(&plan), [("order:1:1001".to_owned(), "parked", true)]);
    for shown in [plan.text("it", &Style::plain()), plan.json()] {
        assert!(shown.contains(&unreadable) && !shown.contains("anna"), "{shown}");
    }
    let queued = still.jobs(&still.environment.queues.orders).await;
    assert_eq!(queued.len(), 1);
    assert_eq!(queued[0].cause, Cause::Replay);
    assert_eq!(still.bodies(&dead.orders).await, Vec::<String>::new());
    assert_eq!(still.bodies(&dead.customers).await.len(), 1);
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
