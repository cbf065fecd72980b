//! A vendor that is down: how often it is called, what its jobs cost, what people are told, and that the other one's work
//! goes on.

use std::collections::BTreeSet;
use std::time::Duration;

use eaccounting::tokens::TokenStore;
use engine::{AlertStatus, JobOutcome};
use model::{Code, Job, JobKind};
use sandbox::activecampaign::OrderSeed;
use sandbox::{Action, Fault, Vendor};

use crate::support::{World, delivery, document, job, lamps, order_job, parked};

const TWO_HOURS: i64 = 2 * 3_600;
/// While a vendor is down: a quarter of an hour and its jitter.
const MAX_BACKOFF: i64 = 18 * 60;
/// How often a call is sent before it fails, in the worlds of these tests.
const ATTEMPTS: usize = 2;
/// The plan in minutes: 0.5, 1, 2, 5, then 15 for ever.
const PROBES_IN_TWO_HOURS: usize = 4 + 8;

fn down(vendor: Vendor) -> Fault {
    Fault::new(
        vendor,
        "*",
        Action::Fail {
            status: 503,
            body: None,
        },
    )
    .times(u32::MAX)
}

/// Orders 1 to `count`, and the jobs that announce them.
fn orders(world: &World, count: usize) -> Vec<Job> {
    (1..=count)
        .map(|number| {
            let key = world.order(&OrderSeed {
                id: format!("{number}"),
                number: format!("N{number}"),
                ..lamps()
            });
            order_job(world, &key)
        })
        .collect()
}

fn calls_to(world: &World, vendor: Vendor) -> usize {
    world
        .sandbox
        .requests()
        .iter()
        .filter(|call| call.vendor == vendor)
        .count()
}

fn changes(world: &World) -> Vec<(String, AlertStatus)> {
    let alerts = world.alerts.all().into_iter();
    alerts.map(|alert| (alert.topic, alert.status)).collect()
}

fn told_once_each_way(world: &World, topic: &str) {
    let told = [
        (topic.to_owned(), AlertStatus::Failing),
        (topic.to_owned(), AlertStatus::Recovered),
    ];
    assert_eq!(changes(world), told);
}

async fn two_hundred_jobs_and_two_hours(vendor: Vendor, topic: &str) {
    let world = World::still("", u32::try_from(ATTEMPTS).unwrap());
    world.stock();
    world.anna_in_eaccounting();
    let jobs = orders(&world, 200);
    world.queue.add(&jobs);
    let workers: Vec<_> = (0..4).map(|_| world.another_worker()).collect();
    world.sandbox.faults().add(down(vendor));
    world.forget_counts();

    let ended = world.drive_for(&workers, TWO_HOURS).await;
    assert_eq!(ended.len(), 0, "nothing ends while a vendor is down");
    // Each process fails once by itself, and the first to do so asks once more; then one asks for all.
    let by_themselves = workers.len() * ATTEMPTS;
    let probes = (1 + PROBES_IN_TWO_HOURS) * ATTEMPTS;
    let calls = calls_to(&world, vendor);
    assert!(
        calls <= by_themselves + probes,
        "{calls} calls to {vendor:?} in two hours"
    );
    assert!(calls > probes / 2, "it is probed: {calls}");
    assert!(world.memory.records().iter().all(|record| record.attempts == 0));
    let most = world.queue.most_receives();
    // A receive for each wait of the plan, and one for the first delivery.
    assert!(
        most as usize <= PROBES_IN_TWO_HOURS + 2,
        "{most} receives of 1000"
    );

    world.sandbox.faults().clear();
    let ended = world.drive_for(&workers, MAX_BACKOFF).await;
    assert_eq!(ended.len(), 200);
    assert!(
        ended
            .iter()
            .all(|ended| matches!(ended.verdict, JobOutcome::Done { .. }))
    );
    let references: BTreeSet<_> = world
        .records("orders")
        .iter()
        .map(|order| order["BuyersOrderReference"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!((references.len(), world.records("orders").len()), (200, 200));
    told_once_each_way(&world, topic);
    let told = world.alerts.all();
    // The first attempt found the outage, the last one its end.
    let attempt = format!("Attempt {} at ", PROBES_IN_TWO_HOURS + 1);
    let (_, text) = &world.alerts.texts()[1];
    assert!(text.starts_with(&attempt), "{attempt}: {text}");
    assert_eq!((told[1].since, told[0].since.is_some()), (told[0].since, true));
}

#[tokio::test(start_paused = true)]
async fn two_hundred_jobs_survive_two_hours_of_eaccounting_outage() {
    two_hundred_jobs_and_two_hours(Vendor::Eaccounting, "eaccounting").await;
}

#[tokio::test(start_paused = true)]
async fn two_hundred_jobs_survive_two_hours_of_activecampaign_outage() {
    two_hundred_jobs_and_two_hours(Vendor::ActiveCampaign, "activecampaign").await;
}

#[tokio::test(start_paused = true)]
async fn offers_are_converted_while_activecampaign_is_down() {
    let world = World::still("", 1);
    let article = world.article("LAMP", "25%");
    let customer = world.anna_in_eaccounting();
    world.sandbox.faults().add(down(Vendor::ActiveCampaign));
    let key = world.order(&lamps());
    assert!(matches!(
        world.handle(&order_job(&world, &key)).await,
        JobOutcome::Retry { .. }
    ));
    for _ in 0..20 {
        let offer = world.accepted_quote(&customer, &article);
        document(&world.handle(&job(&world, JobKind::Quote, &offer)).await);
    }
    assert_eq!(
        changes(&world),
        [("activecampaign".to_owned(), AlertStatus::Failing)]
    );
}

#[tokio::test(start_paused = true)]
async fn a_search_for_orders_goes_on_while_eaccounting_is_down() {
    let world = World::still("", 1);
    let contact = world.contact(&crate::support::anna());
    let key = world.order(&lamps());
    world.sandbox.faults().add(down(Vendor::Eaccounting));
    assert!(matches!(
        world.handle(&order_job(&world, &key)).await,
        JobOutcome::Retry { .. }
    ));
    let search = job(&world, JobKind::FindOrders, &contact);
    assert!(matches!(world.handle(&search).await, JobOutcome::Done { .. }));
}

#[tokio::test(start_paused = true)]
async fn a_record_that_a_healthy_vendor_fails_on_consumes_its_own_attempts() {
    let world = World::still("", 1);
    world.stock();
    world.anna_in_eaccounting();
    let jobs = orders(&world, 2);
    let poison = Fault::new(
        Vendor::ActiveCampaign,
        "POST /ecom/graphql",
        Action::Fail {
            status: 500,
            body: None,
        },
    );
    world.sandbox.faults().add(poison.times(1));
    let JobOutcome::Retry { problem, .. } = world.handle(&jobs[0]).await else {
        panic!("it is tried again");
    };
    assert_eq!(problem.code, Code::ACTIVECAMPAIGN_SERVER_ERROR);
    assert_eq!(world.record("order:1:1").unwrap().attempts, 1);
    document(&world.handle(&jobs[1]).await);
    assert!(world.alerts.all().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_replay_of_what_was_given_up_is_tried_again_with_growing_waits() {
    let world = World::still("", 1);
    world.stock();
    world.anna_in_eaccounting();
    let jobs = orders(&world, 1);
    let failing = |times| {
        let action = Action::Fail {
            status: 500,
            body: None,
        };
        Fault::new(Vendor::ActiveCampaign, "POST /ecom/graphql", action).times(times)
    };
    world.sandbox.faults().add(failing(u32::MAX));
    let mut receives = 0;
    let given_up = loop {
        receives += 1;
        match world.worker.handle(&jobs[0], delivery(receives)).await {
            JobOutcome::Retry { after, .. } => world.pass(i64::try_from(after.as_secs()).unwrap()),
            verdict => break verdict,
        }
    };
    assert_eq!(parked(&given_up).code, Code::RETRIES_EXHAUSTED);

    world.sandbox.faults().clear();
    world.sandbox.faults().add(failing(5));
    let replay = model::Job {
        cause: model::Cause::Replay,
        key: "replay".to_owned(),
        ..jobs[0].clone()
    };
    let mut waits = Vec::new();
    for receive in 1..=5 {
        let verdict = world.worker.handle(&replay, delivery(receive)).await;
        let JobOutcome::Retry { after, .. } = verdict else {
            panic!("it is tried again: {verdict:?}");
        };
        waits.push(after);
        world.pass(i64::try_from(after.as_secs()).unwrap());
    }
    assert!(
        waits.is_sorted() && waits[4] >= std::time::Duration::from_secs(900),
        "{waits:?}"
    );
    document(&world.worker.handle(&replay, delivery(6)).await);
}

#[tokio::test(start_paused = true)]
async fn a_permission_that_the_connection_lacks_is_told_and_uses_up_no_attempts() {
    let world = World::still("", 1);
    world.stock();
    world.anna_in_eaccounting();
    let jobs = orders(&world, 2);
    let body = serde_json::json!({"ErrorCode": 4006, "DeveloperErrorMessage": "scope", "ErrorId": "1"});
    let action = Action::Fail {
        status: 403,
        body: Some(body),
    };
    let lacking = Fault::new(Vendor::Eaccounting, "POST /orders", action);
    world.sandbox.faults().add(lacking.times(u32::MAX));
    for receive in 1..=3 {
        let verdict = world.worker.handle(&jobs[0], delivery(receive)).await;
        let JobOutcome::Retry { after, problem } = verdict else {
            panic!("it waits for a new connection: {verdict:?}");
        };
        assert_eq!(problem.code, Code::EACCOUNTING_REAUTHORIZE);
        world.pass(i64::try_from(after.as_secs()).unwrap());
    }
    assert_eq!(world.record("order:1:1").unwrap().attempts, 0);
    assert_eq!(world.alerts.topics(), ["parked:eaccounting_reauthorize"]);
    world.sandbox.faults().clear();
    document(&world.worker.handle(&jobs[0], delivery(4)).await);
    let told = |status| ("parked:eaccounting_reauthorize".to_owned(), status);
    assert_eq!(
        changes(&world),
        [told(AlertStatus::Failing), told(AlertStatus::Recovered)],
        "its notice doesn't stay open"
    );
}

#[tokio::test(start_paused = true)]
async fn an_outage_that_ends_in_a_refused_key_is_told_anew_since_a_person_must_act() {
    let world = World::still("", 1);
    world.stock();
    world.anna_in_eaccounting();
    let jobs = orders(&world, 1);
    let faults = world.sandbox.faults();
    let refused = Action::Fail {
        status: 401,
        body: None,
    };
    let mut receives = 0;
    for fault in [
        Some(down(Vendor::ActiveCampaign)),
        Some(Fault::new(Vendor::ActiveCampaign, "*", refused).times(u32::MAX)),
        None,
    ] {
        faults.clear();
        fault.into_iter().for_each(|fault| faults.add(fault));
        for _ in 0..3 {
            receives += 1;
            match world.worker.handle(&jobs[0], delivery(receives)).await {
                JobOutcome::Retry { after, .. } => world.pass(i64::try_from(after.as_secs()).unwrap()),
                verdict => assert!(
                    matches!(verdict, JobOutcome::Done { .. } | JobOutcome::Skipped { .. }),
                    "{verdict:?}"
                ),
            }
        }
    }
    let changes: Vec<_> = changes(&world).into_iter().map(|(_, change)| change).collect();
    assert_eq!(
        changes,
        [AlertStatus::Failing, AlertStatus::Failing, AlertStatus::Recovered]
    );
    let texts: Vec<_> = world.alerts.texts().into_iter().map(|(_, text)| text).collect();
    assert!(
        texts[1].contains(Code::ACTIVECAMPAIGN_UNAUTHORIZED.as_str()),
        "{}",
        texts[1]
    );
}

#[tokio::test(start_paused = true)]
async fn while_nothing_fails_the_circuit_costs_no_read() {
    let world = World::still("", 1);
    world.stock();
    world.anna_in_eaccounting();
    let jobs = orders(&world, 2);
    document(&world.handle(&jobs[0]).await);
    world.forget_counts();
    document(&world.handle(&jobs[1]).await);
    assert_eq!(world.store.count(ledger::testing::Call::GetValue), 0);
    assert_eq!(world.store.writes(), 2);
}

#[tokio::test(start_paused = true)]
async fn another_process_learns_of_the_end_within_seconds() {
    let world = World::still("", 1);
    world.stock();
    world.anna_in_eaccounting();
    let jobs = orders(&world, 4);
    let other = world.another_worker();
    world.sandbox.faults().add(down(Vendor::Eaccounting));
    for worker in [&world.worker, &other] {
        assert!(matches!(
            worker.handle(&jobs[0], delivery(1)).await,
            JobOutcome::Retry { .. }
        ));
    }
    world.sandbox.faults().clear();
    world.pass(31);
    document(&world.handle(&jobs[1]).await);
    // The first has asked, and the other goes by it.
    document(&other.handle(&jobs[2], delivery(1)).await);
    told_once_each_way(&world, "eaccounting");
}

#[tokio::test(start_paused = true)]
async fn a_failing_ledger_during_an_outage_loses_nothing_and_sends_no_storm() {
    use crate::support::{Step, StepFault};
    use ledger::testing::Call;
    let world = World::still("", 1);
    world.stock();
    world.anna_in_eaccounting();
    let jobs = orders(&world, 20);
    world.sandbox.faults().add(down(Vendor::Eaccounting));
    world.steps.begin_always(|step| {
        matches!(step, Step::Ledger(Call::GetValue | Call::PutValue)).then_some(StepFault::NotDone)
    });
    world.forget_counts();
    for job in &jobs {
        assert!(matches!(world.handle(job).await, JobOutcome::Retry { .. }));
    }
    let calls = calls_to(&world, Vendor::Eaccounting);
    assert!(calls <= 2, "its own failure, and one probe: {calls}");
    world.steps.begin([]);
    world.sandbox.faults().clear();
    world.pass(31);
    for job in &jobs {
        document(&world.worker.handle(job, delivery(2)).await);
    }
    assert_eq!(world.records("orders").len(), 20);
}

/// eAccounting wants a new token, and another worker has been renewing it for long: a probe finds out nothing.
async fn renewed_for_long(world: &World) -> eaccounting::tokens::Lease {
    let refused = Action::Fail {
        status: 401,
        body: None,
    };
    let refused = Fault::new(Vendor::Eaccounting, "GET /companysettings", refused);
    world.sandbox.faults().add(refused.times(u32::MAX));
    let lease = world.tokens.lease(Duration::from_secs(3_600)).await.unwrap();
    lease.expect("nobody renews it yet")
}

#[tokio::test(start_paused = true)]
async fn a_probe_that_fails_on_our_side_begins_no_outage() {
    let world = World::still("", 1);
    world.stock();
    world.anna_in_eaccounting();
    let jobs = orders(&world, 2);
    document(&world.handle(&jobs[0]).await);
    let lease = renewed_for_long(&world).await;
    let failed = Action::Fail {
        status: 500,
        body: None,
    };
    let failed = Fault::new(Vendor::Eaccounting, "GET /orders", failed);
    world.sandbox.faults().add(failed.times(1));
    let JobOutcome::Retry { problem, .. } = world.handle(&jobs[1]).await else {
        panic!("it is tried again");
    };
    assert_eq!(problem.code, Code::EACCOUNTING_SERVER_ERROR);
    let calls = world.calls();
    assert!(
        calls
            .last()
            .is_some_and(|call| call.ends_with("/companysettings")),
        "{calls:?}"
    );
    assert_eq!(changes(&world), []);
    assert_eq!(world.record("order:1:2").unwrap().attempts, 1);

    world.tokens.release(lease).await.unwrap();
    world.sandbox.faults().clear();
    world.pass(3_600);
    document(&world.worker.handle(&jobs[1], delivery(2)).await);
    assert_eq!(changes(&world), []);
}

#[tokio::test(start_paused = true)]
async fn a_probe_that_fails_on_our_side_ends_no_outage() {
    let world = World::still("", 1);
    world.stock();
    world.anna_in_eaccounting();
    let jobs = orders(&world, 3);
    document(&world.handle(&jobs[0]).await);
    world.sandbox.faults().add(down(Vendor::Eaccounting));
    assert!(matches!(world.handle(&jobs[1]).await, JobOutcome::Retry { .. }));
    world.sandbox.faults().clear();
    let lease = renewed_for_long(&world).await;
    world.pass(31);
    world.forget_counts();
    for job in &jobs[1..] {
        let verdict = world.worker.handle(job, delivery(2)).await;
        let JobOutcome::Retry { problem, .. } = verdict else {
            panic!("it waits: {verdict:?}");
        };
        assert_eq!(
            problem.code,
            Code::EACCOUNTING_SERVER_ERROR,
            "it is told of the vendor's trouble, not of ours"
        );
    }
    assert_eq!(calls_to(&world, Vendor::Eaccounting), 1, "one probe for both");
    let failing = [("eaccounting".to_owned(), AlertStatus::Failing)];
    assert_eq!(
        changes(&world),
        failing,
        "the outage goes on, and nobody is told anew"
    );

    world.tokens.release(lease).await.unwrap();
    world.sandbox.faults().clear();
    world.pass(MAX_BACKOFF);
    for job in &jobs[1..] {
        document(&world.worker.handle(job, delivery(3)).await);
    }
    told_once_each_way(&world, "eaccounting");
}
