use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::sync::Barrier;

use super::bench::Bench;
use crate::{PutStateError, StateItem, TakenLease};

pub(super) async fn a_named_value_changes_only_from_the_version_that_was_seen(bench: &Bench) {
    let store = bench.store.clone();
    let store: &dyn crate::Store = &*store;
    assert_eq!(store.get_state("settings").await.unwrap(), None);
    assert_eq!(
        store.put_state("settings", &json!(1), Some(3)).await,
        Err(PutStateError::Conflict(None))
    );
    assert_eq!(store.put_state("settings", &json!({"a": 1}), None).await, Ok(1));
    let first = StateItem {
        value: json!({"a": 1}),
        version: 1,
    };
    assert_eq!(
        store.put_state("settings", &json!(2), None).await,
        Err(PutStateError::Conflict(Some(first.clone())))
    );
    assert_eq!(store.get_state("settings").await.unwrap(), Some(first));
    assert_eq!(
        store.put_state("settings", &json!([2.5, null]), Some(1)).await,
        Ok(2)
    );
    let second = StateItem {
        value: json!([2.5, null]),
        version: 2,
    };
    assert_eq!(store.get_state("settings").await.unwrap(), Some(second));
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
            .remember_if(name, &false, Some(seen.version))
            .await
            .unwrap(),
        Some(2)
    );
    assert_eq!(
        first.remember_if(name, &true, Some(seen.version)).await.unwrap(),
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
    first.move_watermark("orders", early).await.unwrap();
    second.move_watermark("orders", late).await.unwrap();
    first.move_watermark("orders", early).await.unwrap();
    assert_eq!(first.watermark("orders").await.unwrap(), Some(late));
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
            TakenLease::Mine(lease) => mine.push(lease),
            TakenLease::Held { until } => assert!(until > bench.now()),
        }
    }
    assert_eq!(mine.len(), 1);
    let ledger = bench.worker("w");
    ledger.release_lease(mine.remove(0)).await.unwrap();
    let again = ledger
        .take_lease("tokens", Duration::from_secs(30))
        .await
        .unwrap();
    assert!(matches!(again, TakenLease::Mine(_)), "{again:?}");
}

pub(super) async fn a_state_lease_lapses_and_its_late_holder_releases_nothing(bench: &Bench) {
    let (first, second) = (bench.worker("w1"), bench.worker("w2"));
    let ttl = Duration::from_secs(30);
    let TakenLease::Mine(late) = first.take_lease("tokens", ttl).await.unwrap() else {
        panic!("free")
    };
    bench.pass(29);
    let held = second.take_lease("tokens", ttl).await.unwrap();
    assert_eq!(held, TakenLease::Held { until: late.until() });
    bench.pass(1);
    let TakenLease::Mine(lease) = second.take_lease("tokens", ttl).await.unwrap() else {
        panic!("lapsed")
    };
    assert!(lease.fence() > late.fence());
    first.release_lease(late).await.unwrap();
    let held = first.take_lease("tokens", ttl).await.unwrap();
    assert_eq!(
        held,
        TakenLease::Held { until: lease.until() },
        "the late one released nothing"
    );
}

pub(super) async fn slots_are_shared_and_never_granted_twice(bench: &Bench) {
    let expires = bench.now() + jiff::SignedDuration::from_mins(1);
    let barrier = Arc::new(Barrier::new(20));
    let racers: Vec<_> = (0..20)
        .map(|_| {
            let (store, barrier) = (bench.store.clone(), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                crate::Store::claim_slots(&*store, "activecampaign", 7, 3, 50, expires)
                    .await
                    .unwrap()
            })
        })
        .collect();
    let mut granted = Vec::new();
    for racer in racers {
        granted.push(racer.await.unwrap());
    }
    assert_eq!(granted.iter().sum::<u32>(), 50, "all of them: {granted:?}");
    assert!(granted.iter().all(|got| *got <= 3));
    let store: &dyn crate::Store = &*bench.store;
    assert_eq!(
        store
            .claim_slots("activecampaign", 7, 1, 50, expires)
            .await
            .unwrap(),
        0
    );
    assert_eq!(
        store
            .claim_slots("activecampaign", 8, 99, 50, expires)
            .await
            .unwrap(),
        50,
        "the next window"
    );
    assert_eq!(
        store.claim_slots("eaccounting", 7, 1, 50, expires).await.unwrap(),
        1,
        "another name"
    );
    assert_eq!(
        store.claim_slots("eaccounting", 9, 1, 0, expires).await.unwrap(),
        0
    );
    assert_eq!(
        store
            .claim_slots("activecampaign", 7, 1, 60, expires)
            .await
            .unwrap(),
        1,
        "a limit may be raised"
    );
}
