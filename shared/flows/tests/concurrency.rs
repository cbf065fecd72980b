//! Many at once: they meet at a barrier, right before what only one of them may do.

use std::sync::Arc;
use std::time::Duration;

use engine::JobOutcome;
use flows::Worker;
use futures::future::join_all;
use ledger::testing::Call;
use model::{Cause, Job, JobKind};
use sandbox::activecampaign::OrderSeed;

use crate::support::{EMAIL, Step, World, anna, delivery, document, job, lamps, order_job};

/// Hands each job to its worker, all at once, and again to those who are told to wait, until all have ended.
pub(crate) async fn at_once(world: &World, jobs: Vec<(Arc<Worker>, Job)>) -> Vec<JobOutcome> {
    let mut verdicts: Vec<Option<JobOutcome>> = vec![None; jobs.len()];
    for receive in 1..20 {
        let open: Vec<usize> = (0..jobs.len())
            .filter(|index| verdicts[*index].is_none())
            .collect();
        if open.is_empty() {
            break;
        }
        let running = open.iter().map(|index| {
            let (worker, job) = jobs[*index].clone();
            // Tasks, so that they run on all threads.
            tokio::spawn(async move { worker.handle(&job, delivery(receive)).await })
        });
        let mut longest = Duration::ZERO;
        let answers = join_all(running).await;
        for (index, verdict) in open.into_iter().zip(answers) {
            match verdict.unwrap() {
                JobOutcome::Retry { after, .. } => longest = longest.max(after),
                ended => verdicts[index] = Some(ended),
            }
        }
        world.pass(i64::try_from(longest.as_secs()).unwrap());
    }
    assert!(world.steps.have_met(), "they never were where they were to meet");
    verdicts
        .into_iter()
        .map(|verdict| verdict.expect("it ended"))
        .collect()
}

fn done(verdicts: &[JobOutcome]) -> usize {
    verdicts
        .iter()
        .filter(|verdict| matches!(verdict, JobOutcome::Done { .. }))
        .count()
}

fn skipped(verdicts: &[JobOutcome]) -> usize {
    verdicts
        .iter()
        .filter(|verdict| matches!(verdict, JobOutcome::Skipped { .. }))
        .count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_identical_jobs_at_once_make_one_order() {
    let world = World::new("").await;
    world.stock();
    world.anna_in_eaccounting();
    let key = world.order(&lamps());
    let job = order_job(&world, &key);
    let workers: Vec<Arc<Worker>> = (0..5).map(|_| world.another_worker()).collect();
    world.steps.meet_at(Step::Ledger(Call::Get), 50);
    let jobs = (0..50)
        .map(|number| (Arc::clone(&workers[number % 5]), job.clone()))
        .collect();
    let verdicts = at_once(&world, jobs).await;
    world.only("orders");
    assert_eq!((done(&verdicts), skipped(&verdicts)), (1, 49));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn webhook_sweep_and_replay_of_one_order_at_once_create_it_once() {
    let world = World::new("").await;
    world.stock();
    world.anna_in_eaccounting();
    let key = world.order(&lamps());
    let job = order_job(&world, &key);
    // All three have found that nobody has it yet.
    world.steps.meet_at(Step::Ledger(Call::Put), 3);
    let jobs = [Cause::Webhook, Cause::Sweep, Cause::Replay].map(|cause| {
        let key = format!("{cause:?}");
        (
            world.another_worker(),
            Job {
                cause,
                key,
                ..job.clone()
            },
        )
    });
    let verdicts = at_once(&world, jobs.into()).await;
    world.only("orders");
    assert_eq!((done(&verdicts), skipped(&verdicts)), (1, 2), "{verdicts:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_orders_of_one_new_customer_at_once_make_one_customer() {
    let world = World::new("").await;
    world.stock();
    let first = world.order(&lamps());
    let second = world.order(&OrderSeed {
        id: "5002".to_owned(),
        number: "1002".to_owned(),
        ..lamps()
    });
    // Both have found that eAccounting has no such customer.
    world.steps.meet_at(Step::Ledger(Call::Put), 2);
    let jobs = [first, second].map(|key| (world.another_worker(), order_job(&world, &key)));
    let verdicts = at_once(&world, jobs.into()).await;
    for verdict in &verdicts {
        document(verdict);
    }
    let customer = world.only("customers");
    for reference in ["1001", "1002"] {
        let orders = world.orders_of(reference);
        assert_eq!(orders.len(), 1, "{reference}");
        assert_eq!(orders[0]["CustomerId"], customer["Id"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_orders_of_one_new_article_at_once_make_one_article() {
    let world = World::new("[articles]\non_unknown_sku = \"create\"").await;
    world.anna_in_eaccounting();
    let first = world.order(&lamps());
    let second = world.order(&OrderSeed {
        id: "5002".to_owned(),
        number: "1002".to_owned(),
        ..lamps()
    });
    world
        .steps
        .meet_at(Step::Http("POST /articles", transport::Idempotency::Create), 2);
    let jobs = [first, second].map(|key| (world.another_worker(), order_job(&world, &key)));
    let verdicts = at_once(&world, jobs.into()).await;
    assert_eq!(done(&verdicts), 2, "{verdicts:#?}");
    let mut articles = world.records("articles");
    articles.retain(|article| article["Number"] == "LAMP");
    assert_eq!(articles.len(), 1);
}

/// The orders queue and the backlog queue each keep their own groups in order, and know nothing of each other's.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_order_that_is_in_both_queues_at_once_is_created_once() {
    let world = World::new("").await;
    world.stock();
    world.anna_in_eaccounting();
    let key = world.order(&lamps());
    let live = order_job(&world, &key);
    let backlog = Job {
        cause: Cause::Backfill,
        key: "backfill".to_owned(),
        ..live.clone()
    };
    let workers = [world.another_worker(), world.another_worker()];
    world.steps.meet_at(Step::Ledger(Call::Put), 2);
    let jobs = workers.into_iter().zip([live, backlog]).collect();
    let verdicts = at_once(&world, jobs).await;
    assert_eq!((done(&verdicts), skipped(&verdicts)), (1, 1));
    world.only("orders");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_contact_that_is_in_both_queues_at_once_becomes_one_customer() {
    let world = World::new("").await;
    let contact = world.contact(&anna());
    let live = job(&world, JobKind::Customer, &contact);
    let backlog = Job {
        cause: Cause::Backfill,
        key: "backfill".to_owned(),
        ..live.clone()
    };
    let workers = [world.another_worker(), world.another_worker()];
    world.steps.meet_at(Step::Ledger(Call::Put), 2);
    let jobs = workers.into_iter().zip([live, backlog]).collect();
    let verdicts = at_once(&world, jobs).await;
    assert_eq!(done(&verdicts) + skipped(&verdicts), 2);
    assert_eq!(world.customers_of(EMAIL).len(), 1);
}
