//! A worker that stands still in the middle of a job, while others go on, and then goes on by what it read before.

use eaccounting::Operation;
use engine::JobOutcome;
use flows::Worker;
use ledger::State;
use model::{Cause, Job, JobKind};
use sandbox::activecampaign::{ContactSeed, OrderSeed};
use serde_json::json;
use tokio::sync::oneshot;

use crate::scenarios::INVOICE;
use crate::support::{
    EMAIL, HIDDEN, Next, Step, StepFault, Working, World, anna, delivery, document, job, lamps, order_job,
    skipped,
};

/// What reads an order from ActiveCampaign.
const READS_ORDER: &str = activecampaign::Operation::Graphql.as_str();

/// A worker that stands still.
struct Late {
    working: Working,
    go: oneshot::Sender<()>,
}

impl Late {
    /// Another worker gets the job, and stands still once it has the answer of the first call with this name.
    async fn after(world: &World, call: &'static str, job: &Job) -> Self {
        inject_once(world, call, StepFault::FreezeAfter);
        let mut working = Working::on(&world.another_worker(), job, 1);
        let Next::Frozen(go) = working.next().await else {
            panic!("it never came to {call}");
        };
        Self { working, go }
    }

    /// It goes on; what it says in the end.
    async fn thaw(mut self) -> JobOutcome {
        self.go.send(()).unwrap();
        match self.working.next().await {
            Next::Ended(verdict) => verdict,
            _ => panic!("it was let go on"),
        }
    }
}

/// Strikes at the next call with this name, and at nothing else.
fn inject_once(world: &World, call: &'static str, fault: StepFault) {
    let mut fault = Some(fault);
    world.steps.begin_always(move |step| match step {
        Step::Http(known, _) if known == call => fault.take(),
        _ => None,
    });
}

/// Hands a job to a worker, from this receive on, until it has ended.
async fn to_the_end(world: &World, worker: &Worker, job: &Job, first: u32) -> JobOutcome {
    for receive in first..first + 20 {
        match worker.handle(job, delivery(receive)).await {
            JobOutcome::Retry { after, .. } => world.pass(i64::try_from(after.as_secs()).unwrap()),
            ended => return ended,
        }
    }
    panic!("no end of {job:?}")
}

fn order_of_status(world: &World, status: &str) -> Job {
    let key = world.order(&OrderSeed {
        status: status.to_owned(),
        ..lamps()
    });
    order_job(world, &key)
}

fn shop() -> World {
    let world = World::still("", 1);
    world.stock();
    world.anna_in_eaccounting();
    world
}

fn state(world: &World) -> State {
    world.record("order:1:5001").expect("a record").state
}

#[tokio::test(start_paused = true)]
async fn a_late_skip_does_not_end_an_order_that_was_paid_meanwhile_and_waits() {
    let world = shop();
    let job = order_of_status(&world, "PENDING_PAYMENT");
    let late = Late::after(&world, READS_ORDER, &job).await;
    world.pass(HIDDEN.as_secs());
    order_of_status(&world, "COMPLETED");
    let other = world.another_worker();
    inject_once(&world, Operation::ListCustomers.as_str(), StepFault::Refused);
    let verdict = other.handle(&job, delivery(2)).await;
    let JobOutcome::Retry { after, .. } = verdict else {
        panic!("it met a 503: {verdict:?}");
    };
    assert_eq!(state(&world), State::Waiting);

    let verdict = late.thaw().await;
    assert!(matches!(verdict, JobOutcome::Retry { .. }), "{verdict:?}");
    assert_eq!(
        state(&world),
        State::Waiting,
        "who read that it is not paid came too late"
    );
    world.pass(i64::try_from(after.as_secs()).unwrap());
    document(&to_the_end(&world, &other, &job, 3).await);
    assert_eq!(state(&world), State::Done);
    world.only("orders");
}

#[tokio::test(start_paused = true)]
async fn a_late_failure_does_not_reopen_an_order_that_was_skipped_meanwhile() {
    let world = shop();
    let job = order_of_status(&world, "COMPLETED");
    let late = Late::after(&world, READS_ORDER, &job).await;
    world.pass(HIDDEN.as_secs());
    order_of_status(&world, "CANCELLED");
    let other = world.another_worker();
    let verdict = to_the_end(&world, &other, &job, 2).await;
    let reason = skipped(&verdict).to_owned();
    assert_eq!(state(&world), State::Skipped);

    inject_once(&world, Operation::ListCustomers.as_str(), StepFault::Refused);
    let verdict = late.thaw().await;
    assert!(matches!(verdict, JobOutcome::Retry { .. }), "{verdict:?}");
    assert_eq!(state(&world), State::Skipped, "nothing is left to wait for");
    assert_eq!(skipped(&to_the_end(&world, &other, &job, 3).await), reason);
    assert!(world.records("orders").is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_order_is_not_created_by_a_worker_with_an_older_read() {
    let world = shop();
    let job = order_of_status(&world, "COMPLETED");
    let late = Late::after(&world, READS_ORDER, &job).await;
    world.pass(HIDDEN.as_secs());
    order_of_status(&world, "CANCELLED");
    let other = world.another_worker();
    skipped(&to_the_end(&world, &other, &job, 2).await);

    let verdict = late.thaw().await;
    assert!(matches!(verdict, JobOutcome::Retry { .. }), "{verdict:?}");
    assert!(world.records("orders").is_empty(), "it was cancelled");
    skipped(&to_the_end(&world, &other, &job, 3).await);
    assert_eq!(state(&world), State::Skipped);
    assert!(world.records("orders").is_empty());
}

/// The first look found a record: a skip of an earlier announcement.
#[tokio::test(start_paused = true)]
async fn an_order_that_was_skipped_twice_is_not_created_by_who_read_it_in_between() {
    let world = shop();
    let first = order_of_status(&world, "PENDING_PAYMENT");
    skipped(&world.handle(&first).await);
    world.pass(60);
    let job = order_of_status(&world, "COMPLETED");
    let late = Late::after(
        &world,
        READS_ORDER,
        &Job {
            key: "paid".to_owned(),
            ..job
        },
    )
    .await;
    world.pass(HIDDEN.as_secs());
    let job = Job {
        key: "cancelled".to_owned(),
        ..order_of_status(&world, "CANCELLED")
    };
    skipped(&world.another_worker().handle(&job, delivery(1)).await);

    let verdict = late.thaw().await;
    assert!(matches!(verdict, JobOutcome::Retry { .. }), "{verdict:?}");
    assert!(world.records("orders").is_empty(), "it was cancelled");
    assert_eq!(state(&world), State::Skipped);
}

#[tokio::test(start_paused = true)]
async fn a_worker_that_stalled_after_reading_registers_no_second_payment() {
    let world = World::still(INVOICE.settings, 1);
    let job = (INVOICE.seed)(&world).remove(0);
    // The invoice is read, it is open, and the next call would be the payment.
    let late = Late::after(&world, Operation::ListBankAccounts.as_str(), &job).await;
    world.pass(HIDDEN.as_secs());
    let other = world.another_worker();
    document(&to_the_end(&world, &other, &job, 2).await);
    let payments = || {
        let calls = world.writes().into_iter();
        calls.filter(|call| call.ends_with("/payments")).count()
    };
    assert_eq!(payments(), 1);

    late.thaw().await;
    assert_eq!(payments(), 1, "the one that the other has registered");
    world.only("customerinvoices");
}

#[tokio::test(start_paused = true)]
async fn a_look_up_from_before_the_creation_is_not_conclusive() {
    let world = World::still("", 1);
    world.stock();
    let first = order_of_status(&world, "COMPLETED");
    let second = world.order(&OrderSeed {
        id: "5002".to_owned(),
        number: "1002".to_owned(),
        ..lamps()
    });
    let second = order_job(&world, &second);
    // It knows of no such customer.
    let late = Late::after(&world, Operation::ListCustomers.as_str(), &first).await;
    let other = world.another_worker();
    inject_once(&world, Operation::CreateCustomer.as_str(), StepFault::AnswerLost);
    let verdict = other.handle(&second, delivery(1)).await;
    assert!(matches!(verdict, JobOutcome::Retry { .. }), "{verdict:?}");
    assert_eq!(
        world.customers_of(EMAIL).len(),
        1,
        "the time-out was not the vendor's"
    );
    // Long enough that a look-up of now would be conclusive.
    world.pass(65);

    let verdict = late.thaw().await;
    assert!(matches!(verdict, JobOutcome::Retry { .. }), "{verdict:?}");
    assert_eq!(world.customers_of(EMAIL).len(), 1);
    world.pass(HIDDEN.as_secs());
    document(&to_the_end(&world, &other, &first, 2).await);
    document(&to_the_end(&world, &other, &second, 2).await);
    let customer = world.only("customers");
    for reference in ["1001", "1002"] {
        let orders = world.orders_of(reference);
        assert_eq!(orders.len(), 1, "{reference}");
        assert_eq!(orders[0]["CustomerId"], customer["Id"]);
    }
}

/// A backlog job reads the contact and stands still for so long; meanwhile the contact moves, and the live queue hears of it.
async fn moved_while_backlog_stood(seconds: i64) {
    let world = World::still("", 1);
    let contact = world.contact(&anna());
    world.customer(json!({"Name": "Annaqvzx Lindqvzx", "EmailAddress": EMAIL, "InvoiceCity": "Lund"}));
    let backlog = Job {
        cause: Cause::Backfill,
        key: "backfill".to_owned(),
        ..job(&world, JobKind::Customer, &contact)
    };
    let late = Late::after(&world, Operation::ListCustomers.as_str(), &backlog).await;
    world
        .sandbox
        .activecampaign()
        .update_contact(1, &ContactSeed::default().field("CITY", "Göteborg"));
    world.pass(seconds);
    let live = job(&world, JobKind::Customer, &contact);
    let other = world.another_worker();
    let first = other.handle(&live, delivery(1)).await;

    late.thaw().await;
    if let JobOutcome::Retry { after, .. } = first {
        world.pass(i64::try_from(after.as_secs()).unwrap());
        to_the_end(&world, &other, &live, 2).await;
    }
    assert_eq!(world.only("customers")["InvoiceCity"], "Göteborg");
}

#[tokio::test(start_paused = true)]
async fn a_backlog_job_with_an_outdated_contact_overwrites_no_change() {
    moved_while_backlog_stood(10).await;
}

#[tokio::test(start_paused = true)]
async fn a_backlog_job_whose_lease_is_over_does_not_write_over_a_change_either() {
    moved_while_backlog_stood(HIDDEN.as_secs()).await;
}

#[tokio::test(start_paused = true)]
async fn a_live_job_that_was_handed_out_again_does_not_write_what_it_read_before() {
    let world = World::still("", 1);
    let contact = world.contact(&anna());
    world.customer(json!({"Name": "Annaqvzx Lindqvzx", "EmailAddress": EMAIL, "InvoiceCity": "Lund"}));
    let live = job(&world, JobKind::Customer, &contact);
    let late = Late::after(&world, Operation::ListCustomers.as_str(), &live).await;
    world
        .sandbox
        .activecampaign()
        .update_contact(1, &ContactSeed::default().field("CITY", "Göteborg"));
    world.pass(HIDDEN.as_secs());
    document(&to_the_end(&world, &world.another_worker(), &live, 2).await);

    late.thaw().await;
    assert_eq!(world.only("customers")["InvoiceCity"], "Göteborg");
}
