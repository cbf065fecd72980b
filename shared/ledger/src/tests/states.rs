use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::sync::Barrier;

use super::bench::Bench;
use crate::{FORMAT, NamedLeaseOutcome, PutValueError, SlotRequest, SlotStore, Slots, StoredValue};

pub(super) async fn a_named_value_changes_only_from_the_version_that_was_seen(bench: &Bench) {
    let store = bench.store.clone();
    let store: &dyn crate::Store = &*store;
    assert_eq!(store.get_value("settings").await.unwrap(), None);
    assert_eq!(
        store.put_value("settings", &json!(1), FORMAT, Some(3)).await,
        Err(PutValueError::Conflict(None))
    );
    assert_eq!(
        store.put_value("settings", &json!({"a": 1}), FORMAT, None).await,
        Ok(1)
    );
    let first = StoredValue {
        value: json!({"a": 1}),
        version: 1,
        format: FORMAT,
    };
    assert_eq!(
        store.put_value("settings", &json!(2), FORMAT, None).await,
        Err(PutValueError::Conflict(Some(first.clone())))
    );
    assert_eq!(store.get_value("settings").await.unwrap(), Some(first));
    assert_eq!(
        store
            .put_value("settings", &json!([2.5, null]), FORMAT, Some(1))
            .await,
        Ok(2)
    );
    let second = StoredValue {
        value: json!([2.5, null]),
        version: 2,
        format: FORMAT,
    };
    assert_eq!(store.get_value("settings").await.unwrap(), Some(second));

    // What a newer version has marked isn't written by an older one that doesn't know the mark.
    let newer = FORMAT + 1;
    assert_eq!(store.put_value("probe", &json!(1), newer, None).await, Ok(1));
    let marked = StoredValue {
        value: json!(1),
        version: 1,
        format: newer,
    };
    assert_eq!(
        store.put_value("probe", &json!(2), FORMAT, Some(1)).await,
        Err(PutValueError::Conflict(Some(marked)))
    );
    assert_eq!(store.put_value("probe", &json!(2), newer, Some(1)).await, Ok(2));
    assert_eq!(store.get_value("probe").await.unwrap().unwrap().format, newer);
}

pub(super) async fn what_a_probe_found_is_remembered(bench: &Bench) {
    let (first, second) = (bench.worker("w1"), bench.worker("w2"));
    let name = "probe#orders_filter";
    assert_eq!(first.remembered::<bool>(name).await.unwrap(), None);
    first.remember(name, &true).await.unwrap();
    let seen = second.remembered::<bool>(name).await.unwrap().unwrap();
    assert_eq!((seen.value, seen.at), (true, bench.now()));
    assert_eq!(
        second
            .compare_and_set(name, &false, Some(seen.version))
            .await
            .unwrap(),
        Some(2)
    );
    assert_eq!(
        first
            .compare_and_set(name, &true, Some(seen.version))
            .await
            .unwrap(),
        None,
        "seen too early"
    );
    first.remember(name, &true).await.unwrap();
    assert!(second.remembered::<bool>(name).await.unwrap().unwrap().value);
    let error = second.remembered::<Vec<String>>(name).await.unwrap_err();
    assert!(
        error.message.contains(name) && !error.message.contains("true"),
        "{error}"
    );
}

pub(super) async fn a_watermark_never_moves_back(bench: &Bench) {
    let (first, second) = (bench.worker("w1"), bench.worker("w2"));
    assert_eq!(first.watermark("orders").await.unwrap(), None);
    let (early, late) = (
        "2026-11-23T08:00:00Z".parse().unwrap(),
        "2026-11-23T09:00:00Z".parse().unwrap(),
    );
    first.move_watermark("orders", early, None).await.unwrap();
    second.move_watermark("orders", late, None).await.unwrap();
    first.move_watermark("orders", early, None).await.unwrap();
    assert_eq!(first.watermark("orders").await.unwrap().unwrap().value, late);
    assert_eq!(first.watermark("contacts").await.unwrap(), None);
}

pub(super) async fn of_fifty_workers_one_has_the_lease_at_a_time(bench: &Bench) {
    let barrier = Arc::new(Barrier::new(50));
    let racers: Vec<_> = (0..50)
        .map(|n| {
            let (ledger, barrier) = (bench.worker(&format!("w{n}")), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                ledger
                    .take_lease("tokens", Duration::from_secs(30))
                    .await
                    .unwrap()
            })
        })
        .collect();
    let mut mine = Vec::new();
    for racer in racers {
        match racer.await.unwrap() {
            NamedLeaseOutcome::Mine(lease) => mine.push(lease),
            NamedLeaseOutcome::Held { until } => assert!(until > bench.now()),
        }
    }
    assert_eq!(mine.len(), 1);
    let ledger = bench.worker("w");
    ledger.release_lease(mine.remove(0)).await.unwrap();
    let again = ledger
        .take_lease("tokens", Duration::from_secs(30))
        .await
        .unwrap();
    assert!(matches!(again, NamedLeaseOutcome::Mine(_)), "{again:?}");
}

pub(super) async fn a_state_lease_lapses_and_its_late_holder_releases_nothing(bench: &Bench) {
    let (first, second) = (bench.worker("w1"), bench.worker("w2"));
    let ttl = Duration::from_secs(30);
    let NamedLeaseOutcome::Mine(late) = first.take_lease("tokens", ttl).await.unwrap() else {
        panic!("free")
    };
    bench.pass(29);
    let held = second.take_lease("tokens", ttl).await.unwrap();
    assert_eq!(held, NamedLeaseOutcome::Held { until: late.until() });
    bench.pass(1);
    let NamedLeaseOutcome::Mine(lease) = second.take_lease("tokens", ttl).await.unwrap() else {
        panic!("lapsed")
    };
    assert!(lease.fence() > late.fence());
    first.release_lease(late).await.unwrap();
    let held = first.take_lease("tokens", ttl).await.unwrap();
    assert_eq!(
        held,
        NamedLeaseOutcome::Held { until: lease.until() },
        "the late one released nothing"
    );
}

fn asked(bench: &Bench, count: u32) -> SlotRequest<'static> {
    SlotRequest {
        name: "activecampaign",
        count,
        spacing: Duration::from_millis(200),
        now: bench.now(),
        latest: None,
        known: None,
    }
}

pub(super) async fn no_place_is_given_twice_and_none_is_left_out(bench: &Bench) {
    let barrier = Arc::new(Barrier::new(20));
    let start = bench.now();
    let racers: Vec<_> = (0..20)
        .map(|racer| {
            let (store, barrier, mut ask) =
                (bench.store.clone(), barrier.clone(), asked(bench, 1 + racer % 3));
            // Whatever was last heard of the schedule, right or wrong.
            ask.known = [None, Some(start), Some(start + Duration::from_secs(9))][racer as usize % 3];
            tokio::spawn(async move {
                barrier.wait().await;
                let Slots::From(first) = store.reserve_slots(&ask).await.unwrap() else {
                    panic!("nothing was said of a latest place");
                };
                (0..ask.count).map(move |n| first + ask.spacing * n)
            })
        })
        .collect();
    let mut places = Vec::new();
    for racer in racers {
        places.extend(racer.await.unwrap());
    }
    places.sort_unstable();
    let all: Vec<_> = (0..places.len())
        .map(|n| start + Duration::from_millis(200) * n as u32)
        .collect();
    assert_eq!(places, all);
    let next = bench.store.next_slots().await.unwrap();
    assert_eq!(
        next["activecampaign"],
        start + Duration::from_millis(200) * places.len() as u32
    );
}

pub(super) async fn a_schedule_that_lies_behind_begins_anew_and_each_name_has_its_own(bench: &Bench) {
    let store = &bench.store;
    assert!(store.next_slots().await.unwrap().is_empty());
    let first = asked(bench, 5);
    assert_eq!(
        store.reserve_slots(&first).await.unwrap(),
        Slots::From(bench.now())
    );
    bench.pass(60);
    assert_eq!(
        store.reserve_slots(&asked(bench, 1)).await.unwrap(),
        Slots::From(bench.now())
    );
    let other = SlotRequest {
        name: "GET /customers",
        ..asked(bench, 1)
    };
    assert_eq!(
        store.reserve_slots(&other).await.unwrap(),
        Slots::From(bench.now())
    );
    assert_eq!(store.next_slots().await.unwrap().len(), 2);
}

pub(super) async fn who_asks_for_an_early_place_takes_none_that_is_late(bench: &Bench) {
    let store = &bench.store;
    store.reserve_slots(&asked(bench, 5)).await.unwrap();
    let next = bench.now() + Duration::from_secs(1);
    let early = |latest| SlotRequest {
        latest: Some(latest),
        ..asked(bench, 2)
    };
    let almost = early(next - Duration::from_millis(1));
    assert_eq!(store.reserve_slots(&almost).await.unwrap(), Slots::Full { next });
    assert_eq!(
        store.next_slots().await.unwrap()["activecampaign"],
        next,
        "nothing was taken"
    );
    assert_eq!(
        store.reserve_slots(&early(next)).await.unwrap(),
        Slots::From(next)
    );
}
