//! Whether ActiveCampaign's webhook is there and heard, told once each way, within the calls that a sweep may cost.

use engine::AlertStatus;
use flows::Poller;
use model::{Code, JobKind};
use sha2::{Digest, Sha256};

use crate::support::{World, anna, job};

const TOKEN: &str = "c0ffee";
const DEALS: &str = "[orders.deals]\nenabled = true\narticle = \"LAMP\"";
const EVENTS: [&str; 5] = ["subscribe", "update", "account_update", "deal_update", "deal_add"];

fn poller(world: &World) -> Poller {
    world.poller().watching(vec![
        Sha256::digest("an older one").into(),
        Sha256::digest(TOKEN).into(),
    ])
}

/// Nobody listens there.
fn url(token: &str) -> url::Url {
    format!("http://127.0.0.1:9/webhook/{token}").parse().unwrap()
}

fn client(world: &World) -> &activecampaign::Client {
    &world.worker.services().activecampaign
}

/// What was told since the last time: what kind of change, and its text.
struct Told<'a> {
    world: &'a World,
    heard: usize,
}

impl Told<'_> {
    fn now(&mut self) -> Vec<(AlertStatus, String)> {
        let (all, texts) = (self.world.alerts.all(), self.world.alerts.texts());
        let new = all.iter().zip(texts).skip(self.heard);
        self.heard = all.len();
        new.inspect(|(alert, _)| assert_eq!(alert.topic, "webhook"))
            .map(|(alert, (_, text))| (alert.status, text))
            .collect()
    }
}

async fn an_hour_of_runs(world: &World) {
    for _ in 0..12 {
        world.pass(300);
        poller(world).run().await.unwrap();
    }
}

#[tokio::test]
async fn a_missing_or_changed_webhook_and_its_recovery_are_each_told_once() {
    let world = World::new(&format!("[customers]\ncompanies = true\n{DEALS}")).await;
    let mut told = Told {
        world: &world,
        heard: 0,
    };
    poller(&world).run().await.unwrap();
    let missing = told.now();
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert_eq!(missing[0].0, AlertStatus::Failing);
    assert!(missing[0].1.contains("has no webhook"), "{missing:?}");
    assert!(
        missing[0].1.contains(Code::WEBHOOK_UNHEALTHY.as_str()),
        "{missing:?}"
    );
    assert!(missing[0].1.contains("docs/WEBHOOKS.md"), "{missing:?}");
    an_hour_of_runs(&world).await;
    an_hour_of_runs(&world).await;
    assert_eq!(told.now(), [], "it is told once");

    let hook = client(&world)
        .create_webhook("Ekobridge", &url(TOKEN), &EVENTS)
        .await;
    let id = hook.unwrap().id;
    an_hour_of_runs(&world).await;
    let back = told.now();
    assert_eq!(
        back.iter().map(|(change, _)| *change).collect::<Vec<_>>(),
        [AlertStatus::Recovered]
    );

    client(&world)
        .update_webhook(&id, "Ekobridge", &url("another"), &EVENTS)
        .await
        .unwrap();
    an_hour_of_runs(&world).await;
    let elsewhere = told.now();
    assert!(
        elsewhere[0].1.contains("does not end with a valid route token"),
        "{elsewhere:?}"
    );
    assert!(
        !elsewhere[0].1.contains("another"),
        "a token is never told: {elsewhere:?}"
    );

    client(&world)
        .update_webhook(&id, "Our own name", &url(TOKEN), &["update", "deal_add"])
        .await
        .unwrap();
    an_hour_of_runs(&world).await;
    let lacks = told.now();
    assert_eq!(lacks.len(), 1, "{lacks:?}");
    for event in ["subscribe", "account_update", "deal_update"] {
        assert!(lacks[0].1.contains(&format!("the event {event}")), "{lacks:?}");
    }
    assert!(!lacks[0].1.contains("event update"), "{lacks:?}");

    client(&world)
        .update_webhook(&id, "Our own name", &url(TOKEN), &EVENTS)
        .await
        .unwrap();
    an_hour_of_runs(&world).await;
    assert_eq!(told.now()[0].0, AlertStatus::Recovered);
}

#[tokio::test]
async fn a_run_over_nothing_new_costs_a_call_a_list_and_the_webhook_is_seen_hourly() {
    let world = World::new(DEALS).await;
    client(&world)
        .create_webhook("Ekobridge", &url(TOKEN), &EVENTS)
        .await
        .unwrap();
    poller(&world).run().await.unwrap();
    world.pass(86_400);
    let (mut looks, mut rest) = (0, 0);
    for run in 0..36 {
        world.pass(300);
        world.forget_counts();
        poller(&world).run().await.unwrap();
        let mut calls = world.calls();
        calls.retain(|call| call.starts_with("activecampaign"));
        // The REST store is looked at twice an hour.
        let lists = 3 + usize::from(calls.iter().any(|call| call.contains("/ecomOrders")));
        assert!(calls.len() <= lists, "run {run}: {calls:?}");
        rest += lists - 3;
        looks += calls.iter().filter(|call| call.contains("/webhooks")).count();
    }
    assert_eq!(looks, 3);
    assert!((4..=6).contains(&rest), "in three hours: {rest}");
}

#[tokio::test]
async fn what_waits_for_the_look_at_the_webhook_is_found_by_the_next_run() {
    let world = World::new(DEALS).await;
    let contact = world.contact(&anna());
    client(&world)
        .create_webhook("Ekobridge", &url(TOKEN), &EVENTS)
        .await
        .unwrap();
    poller(&world).run().await.unwrap();
    world.pass(3_500);
    world.sandbox.activecampaign().set_field(1, "CITY", "Lund");
    world.pass(200);
    assert_eq!(
        poller(&world).run().await.unwrap().contacts,
        0,
        "the look comes first"
    );
    world.pass(300);
    assert_eq!(poller(&world).run().await.unwrap().contacts, 1);
    assert!(
        world
            .queue
            .waiting()
            .iter()
            .any(|job| job.source.to_string() == contact)
    );
}

#[tokio::test]
async fn webhook_silence_is_told_while_the_sweep_finds_changes() {
    let world = World::new("").await;
    let contact = world.contact(&anna());
    client(&world)
        .create_webhook("Ekobridge", &url(TOKEN), &EVENTS)
        .await
        .unwrap();
    poller(&world).run().await.unwrap();
    let mut told = Told {
        world: &world,
        heard: 0,
    };
    // An import: much within one hour says nothing of the webhook.
    for city in ["Lund", "Malmö", "Ystad"] {
        world.sandbox.activecampaign().set_field(1, "CITY", city);
        an_hour_of_runs_with_work(&world, 4).await;
    }
    assert_eq!(told.now(), []);
    for city in ["Borås", "Skara", "Mora"] {
        world.sandbox.activecampaign().set_field(1, "CITY", city);
        an_hour_of_runs_with_work(&world, 12).await;
    }
    an_hour_of_runs_with_work(&world, 12).await;
    let silent = told.now();
    assert_eq!(silent.len(), 1, "{silent:?}");
    assert!(silent[0].1.contains("delete it and add it again"), "{silent:?}");

    world.queue.add(&[job(&world, JobKind::Customer, &contact)]);
    world.drive().await;
    an_hour_of_runs_with_work(&world, 12).await;
    let back = told.now();
    assert_eq!(
        back.iter().map(|(change, _)| *change).collect::<Vec<_>>(),
        [AlertStatus::Recovered]
    );
}

async fn an_hour_of_runs_with_work(world: &World, runs: usize) {
    for _ in 0..runs {
        world.pass(300);
        poller(world).run().await.unwrap();
        world.drive().await;
    }
}

#[tokio::test]
async fn where_nothing_is_followed_that_a_webhook_tells_none_is_missed() {
    let world = World::new("[customers]\nenabled = false\n[orders.deals]\nenabled = false").await;
    poller(&world).run().await.unwrap();
    an_hour_of_runs(&world).await;
    assert!(world.alerts.all().is_empty());
    assert!(!world.calls().iter().any(|call| call.contains("/webhooks")));
}

#[tokio::test]
async fn a_look_that_fails_is_no_failure_of_the_sweep_and_tells_nobody() {
    let world = World::new("").await;
    poller(&world).run().await.unwrap();
    let before = world.alerts.all().len();
    let refused = sandbox::Fault::new(
        sandbox::Vendor::ActiveCampaign,
        "GET /webhooks",
        sandbox::Action::Fail {
            status: 403,
            body: None,
        },
    );
    world.sandbox.faults().add(refused.times(1_000));
    an_hour_of_runs(&world).await;
    an_hour_of_runs(&world).await;
    assert_eq!(world.alerts.all().len(), before);
}

#[tokio::test]
async fn a_part_that_fails_every_time_keeps_no_other_from_being_swept() {
    let world = World::new(DEALS).await;
    world.contact(&anna());
    client(&world)
        .create_webhook("Ekobridge", &url(TOKEN), &EVENTS)
        .await
        .unwrap();
    poller(&world).run().await.unwrap();
    let refused = sandbox::Action::Fail {
        status: 400,
        body: None,
    };
    let refused = sandbox::Fault::new(sandbox::Vendor::ActiveCampaign, "GET /deals", refused);
    world.sandbox.faults().add(refused.times(1_000));
    world.pass(86_400);
    world.sandbox.activecampaign().set_field(1, "CITY", "Lund");
    for _ in 0..3 {
        world.pass(300);
        poller(&world).run().await.unwrap_err();
    }
    let queued = world.queue.waiting();
    assert!(
        queued.iter().any(|job| job.source.to_string() == "contact:1"),
        "{queued:?}"
    );
}

#[tokio::test]
async fn hourly_runs_find_a_contact_by_the_second_with_bounded_calls() {
    let world = World::new(DEALS).await;
    world.contact(&anna());
    client(&world)
        .create_webhook("Ekobridge", &url(TOKEN), &EVENTS)
        .await
        .unwrap();
    poller(&world).run().await.unwrap();
    for city in ["Lund", "Malmö", "Ystad"] {
        world.pass(60);
        world.sandbox.activecampaign().set_field(1, "CITY", city);
        let (mut found, mut most) = (0, 0);
        for run in 0..2 {
            world.pass(3_600);
            world.forget_counts();
            found += poller(&world).run().await.unwrap().contacts;
            let mut calls = world.calls();
            calls.retain(|call| call.starts_with("activecampaign"));
            assert!(calls.iter().any(|call| call.contains("/webhooks")), "{calls:?}");
            assert!(calls.len() <= 5, "run {run} after {city}: {calls:?}");
            most += calls.len();
        }
        assert_eq!(found, 1, "{city}");
        assert!(
            most <= 9,
            "the part that waited is made up for, and no more: {most}"
        );
    }
}
