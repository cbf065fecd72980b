//! The connection to eAccounting, as jobs meet it: tokens that change, a grant that is void, a company that is another.

use std::sync::Arc;

use engine::{AlertStatus, JobOutcome};
use flows::Worker;
use ledger::State;
use model::{Code, Job};
use sandbox::activecampaign::OrderSeed;
use sandbox::identity::TokenMode;
use transport::Idempotency;

use crate::support::{Step, StepFault, World, delivery, lamps, order_job};

const MODES: [TokenMode; 3] = [TokenMode::Reusable, TokenMode::Rotating, TokenMode::ReuseRevokes];

/// A shop whose customer is known, with so many orders; their jobs.
fn shop(world: &World, orders: usize) -> Vec<Job> {
    world.stock();
    world.anna_in_eaccounting();
    let ids = (0..orders).map(|number| 5_001 + number);
    ids.map(|id| {
        let key = world.order(&OrderSeed {
            id: id.to_string(),
            number: (id - 4_000).to_string(),
            ..lamps()
        });
        order_job(world, &key)
    })
    .collect()
}

/// How often the login service was asked to renew a token, whatever it answered.
fn asked(world: &World) -> u64 {
    let calls = world.sandbox.identity().token_calls();
    calls.refresh_token + calls.refused
}

/// What was told of eAccounting.
fn told(world: &World) -> Vec<AlertStatus> {
    let alerts = world.alerts.all().into_iter();
    alerts
        .filter(|alert| alert.topic == "eaccounting")
        .map(|alert| alert.status)
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_workers_without_a_token_renew_it_once_in_each_mode() {
    for mode in MODES {
        let world = World::new("").await;
        world.sandbox.identity().set_token_mode(mode);
        let jobs = shop(&world, 20);
        // They all read their order at once, and turn to eAccounting then.
        world
            .steps
            .meet_at(Step::Http("POST /ecom/graphql", Idempotency::Read), 20);
        let working = jobs.into_iter().map(|job| {
            let worker = world.another_worker();
            tokio::spawn(async move { worker.handle(&job, delivery(1)).await })
        });
        for verdict in futures::future::join_all(working).await {
            let verdict = verdict.unwrap();
            assert!(
                matches!(verdict, JobOutcome::Done { .. }),
                "{mode:?}: {verdict:?}"
            );
        }
        assert!(world.steps.have_met());
        assert_eq!(asked(&world), 1, "{mode:?}");
        assert_eq!(world.records("orders").len(), 20, "{mode:?}");
    }
}

/// The step at which an order's token is renewed, and its number.
async fn renewal() -> (Step, usize) {
    let world = World::still("", 1);
    let jobs = shop(&world, 1);
    world.queue.add(&jobs);
    world.steps.begin([]);
    world.drive().await;
    let steps = world.steps.seen();
    let renewal = eaccounting::Operation::Token.as_str();
    let is_renewal = |step: &Step| matches!(step, Step::Http(call, _) if *call == renewal);
    let number = steps.iter().position(is_renewal).expect("a token is renewed");
    (steps[number], number)
}

#[tokio::test(start_paused = true)]
async fn a_faulty_renewal_costs_no_order_and_at_most_a_new_login() {
    let (step, number) = renewal().await;
    let mut logins = 0;
    for mode in MODES {
        for fault in StepFault::all(step) {
            let name = format!("{mode:?}, {fault:?}");
            let world = World::still("", 1);
            world.sandbox.identity().set_token_mode(mode);
            let jobs = shop(&world, 3);
            world.queue.add(&jobs);
            world.steps.begin([(number, *fault)]);
            // Each delivery goes to a process of its own: one that stands still has its token to itself.
            let workers: Vec<Arc<Worker>> = (0..400).map(|_| world.another_worker()).collect();
            let mut ended = world.drive_for(&workers, 7_200).await;
            let is_void = world.tokens.grant().refused_at.is_some();
            if is_void {
                // The only valid refresh token went with an answer that nobody stored.
                logins += 1;
                assert_ne!(mode, TokenMode::Reusable, "{name}");
                assert_eq!(ended.len(), 0, "{name}: {ended:?}");
                assert_eq!(told(&world), [AlertStatus::Failing], "{name}");
                world.connect().await;
                ended = world.drive_for(&workers, 3_600).await;
            }
            assert_eq!(ended.len(), 3, "{name}: {:?} wait", world.queue.waiting());
            for ended in &ended {
                assert!(
                    matches!(ended.verdict, JobOutcome::Done { .. }),
                    "{name}: {ended:?}"
                );
            }
            assert_eq!(world.records("orders").len(), 3, "{name}");
        }
    }
    assert!(logins > 0, "a lost answer ends a grant that rotates");
}

#[tokio::test(start_paused = true)]
async fn a_void_grant_is_probed_every_ten_minutes_and_costs_no_attempt() {
    let world = World::still("", 1);
    world.sandbox.identity().set_token_mode(TokenMode::ReuseRevokes);
    let jobs = shop(&world, 100);
    // A password was changed, say.
    world.sandbox.identity().revoke();
    world.queue.add(&jobs);
    let workers: Vec<Arc<Worker>> = (0..4).map(|_| world.another_worker()).collect();
    let ended = world.drive_for(&workers, 86_400).await;
    assert_eq!(ended.len(), 0, "{ended:?}");
    let asked = asked(&world);
    assert!((48..=145).contains(&asked), "asked {asked} times in a day");
    let books = |call: &&String| call.starts_with("eaccounting ");
    assert_eq!(
        world.calls().iter().filter(books).count(),
        0,
        "nobody calls eAccounting without a token"
    );
    assert_eq!(told(&world), [AlertStatus::Failing]);
    assert_eq!(world.alerts.all().len(), 1);
    let records = world.memory.records();
    assert_eq!(records.len(), 100);
    for record in records {
        assert_eq!(
            (record.state, record.attempts),
            (State::Waiting, 0),
            "{}",
            record.key
        );
    }

    world.connect().await;
    let ended = world.drive_for(&workers, 3_600).await;
    assert_eq!(ended.len(), 100, "{} wait", world.queue.waiting().len());
    assert_eq!(world.records("orders").len(), 100);
    world.poller().run().await.unwrap();
    assert_eq!(told(&world), [AlertStatus::Failing, AlertStatus::Recovered]);
}

/// The grant before is void, and a person logs in to this company.
async fn login(world: &World, company: uuid::Uuid) {
    let identity = world.sandbox.identity();
    identity.revoke();
    assert!(identity.switch_company(company));
    world.connect().await;
}

#[tokio::test(start_paused = true)]
async fn a_grant_for_another_company_writes_nothing_until_the_first_is_back() {
    let world = World::still("", 1);
    let jobs = shop(&world, 3);
    // One who knows the first company by heart, and one who knows nothing.
    let workers = [Arc::clone(&world.worker), world.another_worker()];
    world.queue.add(&jobs[..1]);
    world.drive().await;
    let identity = world.sandbox.identity();
    let (first, other) = (identity.companies()[0].id, identity.companies()[1].id);
    login(&world, other).await;
    world.forget_counts();
    world.queue.add(&jobs[1..]);
    let ended = world.drive_for(&workers, 7_200).await;
    assert_eq!(ended.len(), 0, "{ended:?}");
    assert_eq!(world.writes(), Vec::<String>::new());
    let there = world
        .sandbox
        .eaccounting()
        .company(other)
        .expect("the other company");
    assert!(there.records("orders").is_empty() && there.records("customers").is_empty());
    assert_eq!(told(&world), [AlertStatus::Failing]);
    for job in &jobs[1..] {
        let record = world.record(&job.source.to_string()).unwrap();
        assert_eq!(record.attempts, 0);
        assert_eq!(record.problem.unwrap().code, Code::EACCOUNTING_COMPANY_MISMATCH);
    }

    login(&world, first).await;
    let ended = world.drive_for(&workers, 3_600).await;
    assert_eq!(ended.len(), 2, "{:?} wait", world.queue.waiting());
    assert_eq!(world.records("orders").len(), 3);
}
