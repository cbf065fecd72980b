use std::sync::Arc;
use std::time::Duration;

use model::Cause;
use serde_json::json;

use super::bench::{Bench, intent, job, key, order, source};
use crate::testing::Call;
use crate::{
    ClaimOutcome, ClaimRequest, FORMAT, Ledger, LinkStore, Overlay, PutValueError, RecordStore, SlotRequest,
    Slots, State,
};

fn on(bench: &Bench, overlay: Overlay) -> Ledger {
    Ledger::new(
        Arc::new(overlay),
        bench.clock.clone(),
        "preview",
        super::bench::LEASE,
    )
}

fn writes(bench: &Bench) -> u64 {
    [Call::Put, Call::PutLink, Call::PutValue, Call::ReserveSlots]
        .into_iter()
        .map(|call| bench.store.count(call))
        .sum()
}

#[tokio::test]
async fn a_link_removed_in_an_overlay_stays_in_the_store_below() {
    let bench = Bench::memory();
    bench.store.put_link(&source(), &order()).await.unwrap();
    let over = on(&bench, Overlay::new(bench.store.clone()));
    over.store().remove_link(&source()).await.unwrap();
    assert_eq!(over.store().link(&source()).await.unwrap(), None);
    assert_eq!(bench.store.link(&source()).await.unwrap(), Some(order()));
}

#[tokio::test]
async fn an_overlays_writes_are_read_back_and_the_store_below_is_unchanged() {
    let bench = Bench::memory();
    let over = on(&bench, Overlay::new(bench.store.clone()));
    let ClaimOutcome::Fresh(lease) = over
        .claim_with_intent(&key(), ClaimRequest::default(), intent())
        .await
        .unwrap()
    else {
        panic!("it is new")
    };
    over.done(lease, Some(order())).await.unwrap();
    over.store().put_link(&source(), &order()).await.unwrap();
    over.remember("mark", &7).await.unwrap();
    assert_eq!(over.get(&key()).await.unwrap().unwrap().state, State::Done);
    assert_eq!(over.store().link(&source()).await.unwrap(), Some(order()));
    assert_eq!(over.remembered::<i32>("mark").await.unwrap().unwrap().value, 7);
    let ask = SlotRequest {
        name: "pace",
        count: 5,
        spacing: Duration::from_secs(1),
        now: bench.now(),
        latest: None,
        known: None,
    };
    let places = over.store().reserve_slots(&ask).await.unwrap();
    assert_eq!(places, Slots::From(bench.now()));
    assert!(over.store().next_slots().await.unwrap().is_empty());

    assert_eq!(writes(&bench), 0);
    assert_eq!(bench.store.get(&key()).await.unwrap(), None);
    assert_eq!(bench.store.link(&source()).await.unwrap(), None);
}

#[tokio::test]
async fn what_is_below_is_seen_conflicts_as_it_does_there_and_can_be_hidden() {
    let bench = Bench::memory();
    let ledger = bench.worker("w");
    let asked = job(Cause::Webhook);
    let ask = || ClaimRequest {
        job: Some(&asked),
        ..ClaimRequest::default()
    };
    let ClaimOutcome::Fresh(lease) = ledger.claim_with_intent(&key(), ask(), intent()).await.unwrap() else {
        panic!("it is new")
    };
    let over = on(&bench, Overlay::new(bench.store.clone()));
    assert!(matches!(
        over.claim(&key(), ClaimRequest::default()).await.unwrap(),
        ClaimOutcome::Busy { .. }
    ));
    ledger.done(lease, Some(order())).await.unwrap();
    assert!(matches!(
        over.claim(&key(), ClaimRequest::default()).await.unwrap(),
        ClaimOutcome::Finished(_)
    ));

    ledger.remember("mark", &7).await.unwrap();
    let over_store = over.store();
    assert!(matches!(
        over_store.put_value("mark", &json!(8), FORMAT, None).await,
        Err(PutValueError::Conflict(Some(item))) if item.version == 1
    ));
    assert_eq!(
        over_store.put_value("mark", &json!(8), FORMAT, Some(1)).await,
        Ok(2)
    );
    assert_eq!(ledger.remembered::<i32>("mark").await.unwrap().unwrap().value, 7);

    let hiding = on(&bench, Overlay::new(bench.store.clone()).without(key()));
    assert!(matches!(
        hiding.claim(&key(), ClaimRequest::default()).await.unwrap(),
        ClaimOutcome::Fresh(_)
    ));
    assert_eq!(ledger.get(&key()).await.unwrap().unwrap().state, State::Done);
}
