use std::sync::Arc;

use model::{Cause, Code};
use tokio::sync::Barrier;

use super::bench::{Bench, LEASE, ask, granted, intent, invoice_intent, job, key, order, problem};
use crate::testing::Call;
use crate::{ClaimOutcome, ClaimRequest, State};

pub(super) async fn of_fifty_racing_claims_one_wins(bench: &Bench) {
    let barrier = Arc::new(Barrier::new(50));
    let racers: Vec<_> = (0..50)
        .map(|n| {
            let (barrier, ledger) = (barrier.clone(), bench.worker(&format!("w{n}")));
            tokio::spawn(async move {
                barrier.wait().await;
                ledger
                    .claim_with_intent(&key(), ask("h"), intent())
                    .await
                    .unwrap()
            })
        })
        .collect();
    let mut won = 0;
    for racer in racers {
        match racer.await.unwrap() {
            ClaimOutcome::Fresh(lease) => {
                assert_eq!(lease.record().fence, 1);
                won += 1;
            }
            ClaimOutcome::Busy { until } => assert!(until > bench.now()),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(won, 1);
}

pub(super) async fn the_happy_path_takes_two_writes(bench: &Bench) {
    let ledger = bench.worker("w");
    let claimed = ledger
        .claim_with_intent(&key(), ask("h"), intent())
        .await
        .unwrap();
    let ClaimOutcome::Fresh(lease) = claimed else {
        panic!("{claimed:?}")
    };
    assert!(lease.is_committing());
    let stored = ledger.done(lease, Some(order())).await.unwrap();
    assert_eq!((bench.store.writes(), bench.store.reads()), (2, 0));
    assert_eq!(
        (stored.state, stored.documents.as_slice()),
        (State::Done, [order()].as_slice())
    );
    assert_eq!(ledger.get(&key()).await.unwrap(), Some(stored.clone()));

    bench.store.reset();
    let again = ledger
        .claim_with_intent(&key(), ask("h"), intent())
        .await
        .unwrap();
    assert_eq!(again, ClaimOutcome::Finished(stored));
    assert_eq!(
        (bench.store.writes(), bench.store.reads()),
        (1, 0),
        "the refused write brought the record along"
    );
}

pub(super) async fn a_claim_without_intent_takes_one_write_and_stores_its_intent_later(bench: &Bench) {
    let ledger = bench.worker("w");
    let mut lease = granted(ledger.claim(&key(), ask("h")).await.unwrap());
    assert_eq!(bench.store.count(Call::Put), 1);
    assert_eq!(lease.record().state, State::Leased);
    assert!(!lease.is_committing());
    bench.pass(100);
    ledger.commit(&mut lease, intent()).await.unwrap();
    assert!(lease.is_committing());
    assert_eq!(lease.record().intent_at, Some(bench.now()));
    assert_eq!(
        lease.remaining(bench.now()),
        LEASE,
        "the request that follows has the whole lease"
    );
    ledger.commit(&mut lease, intent()).await.unwrap();
    assert_eq!(
        bench.store.count(Call::Put),
        2,
        "the same intent is not stored twice"
    );
    let refused = ledger.commit(&mut lease, invoice_intent()).await.unwrap_err();
    assert!(refused.message.contains("must be looked up first"), "{refused}");
}

pub(super) async fn a_held_record_is_busy_until_its_lease_ends(bench: &Bench) {
    let (first, second) = (bench.worker("w1"), bench.worker("w2"));
    let mut lease = granted(first.claim(&key(), ask("h")).await.unwrap());
    let until = lease.record().lease_until.unwrap();
    assert_eq!(
        second.claim(&key(), ask("other")).await.unwrap(),
        ClaimOutcome::Busy { until }
    );
    assert_eq!(
        first.claim(&key(), ask("h")).await.unwrap(),
        ClaimOutcome::Busy { until },
        "not even to itself"
    );
    bench.pass(200);
    first.renew(&mut lease).await.unwrap();
    bench.pass(200);
    assert!(matches!(
        second.claim(&key(), ask("h")).await.unwrap(),
        ClaimOutcome::Busy { .. }
    ));
    bench.pass(100);
    let claimed = second.claim(&key(), ask("h")).await.unwrap();
    assert!(matches!(claimed, ClaimOutcome::Resume { .. }), "{claimed:?}");
}

pub(super) async fn a_lapsed_lease_is_taken_over_and_counts_a_crash(bench: &Bench) {
    let lost = granted(bench.worker("w1").claim(&key(), ask("h")).await.unwrap());
    bench.lapse();
    let claimed = bench.worker("w2").claim(&key(), ask("h")).await.unwrap();
    let ClaimOutcome::Resume { lease, record } = claimed else {
        panic!("{claimed:?}")
    };
    assert_eq!(record, *lost.record());
    assert_eq!(
        (
            lease.record().fence,
            lease.record().crashes,
            lease.record().attempts
        ),
        (2, 1, 0)
    );
    assert_eq!(lease.record().first_seen, lost.record().first_seen);
    assert!(lease.record().lease_until > Some(bench.now()));
}

pub(super) async fn a_zombie_that_finishes_late_loses(bench: &Bench) {
    let (first, second) = (bench.worker("w1"), bench.worker("w2"));
    let zombie = granted(first.claim_with_intent(&key(), ask("h"), intent()).await.unwrap());
    bench.lapse();
    let lease = granted(second.claim(&key(), ask("h")).await.unwrap());
    let late = first.done(zombie, Some(order())).await.unwrap_err();
    assert_eq!(late.code, Code::RECORD_LOCKED);
    let stored = second.get(&key()).await.unwrap().unwrap();
    assert_eq!(stored, *lease.record(), "nothing of the zombie's was written");
    let mut found = order();
    found.id = "o-found".to_owned();
    second.done(lease, Some(found.clone())).await.unwrap();
    assert_eq!(second.get(&key()).await.unwrap().unwrap().documents, [found]);
}

pub(super) async fn a_zombie_can_neither_commit_nor_renew(bench: &Bench) {
    let (first, second) = (bench.worker("w1"), bench.worker("w2"));
    let mut zombie = granted(first.claim(&key(), ask("h")).await.unwrap());
    bench.lapse();
    assert_eq!(zombie.remaining(bench.now()), std::time::Duration::ZERO);
    let lease = granted(second.claim(&key(), ask("h")).await.unwrap());
    assert_eq!(
        first.renew(&mut zombie).await.unwrap_err().code,
        Code::RECORD_LOCKED
    );
    assert_eq!(
        first.commit(&mut zombie, intent()).await.unwrap_err().code,
        Code::RECORD_LOCKED
    );
    assert_eq!(second.get(&key()).await.unwrap().as_ref(), Some(lease.record()));
}

pub(super) async fn a_lapsed_commit_is_unclear_until_it_was_looked_up(bench: &Bench) {
    let ledger = bench.worker("w");
    let lost = granted(
        ledger
            .claim_with_intent(&key(), ask("h"), intent())
            .await
            .unwrap(),
    );
    bench.lapse();
    let claimed = ledger
        .claim_with_intent(&key(), ask("h"), invoice_intent())
        .await
        .unwrap();
    let ClaimOutcome::InDoubt {
        mut lease,
        intent: open,
        ..
    } = claimed
    else {
        panic!("{claimed:?}")
    };
    assert_eq!(open, intent(), "the open one, not the one that was asked for");
    assert_eq!(
        lease.record().intent_at,
        lost.record().lease_until,
        "the lost worker may have sent until then"
    );
    assert!(!lease.is_committing());
    assert!(
        ledger.commit(&mut lease, intent()).await.is_err(),
        "not before the look-up"
    );
    lease.void_intent();
    ledger.commit(&mut lease, intent()).await.unwrap();
    assert!(lease.is_committing());
    let stored = ledger.done(lease, Some(order())).await.unwrap();
    assert_eq!((stored.intent, stored.intent_at), (None, None));
}

pub(super) async fn an_unclear_record_stays_unclear_whoever_crashes_on_it(bench: &Bench) {
    let ledger = bench.worker("w");
    granted(
        ledger
            .claim_with_intent(&key(), ask("h"), intent())
            .await
            .unwrap(),
    );
    bench.lapse();
    let mut lost = granted(ledger.claim(&key(), ask("h")).await.unwrap());
    // Found out, but lost before it was stored: the next one must look again.
    lost.void_intent();
    drop(lost);
    bench.lapse();
    let claimed = ledger.claim(&key(), ask("h")).await.unwrap();
    assert!(matches!(claimed, ClaimOutcome::InDoubt { .. }), "{claimed:?}");
}

pub(super) async fn a_record_that_crashed_its_worker_three_times_is_parked(bench: &Bench) {
    let ledger = bench.worker("w");
    let job = job(Cause::Webhook);
    let asked = || ClaimRequest {
        job: Some(&job),
        ..ask("h")
    };
    for crashes in 0..3 {
        let lease = granted(ledger.claim_with_intent(&key(), asked(), intent()).await.unwrap());
        assert_eq!(lease.record().crashes, crashes);
        bench.lapse();
    }
    let claimed = ledger.claim(&key(), asked()).await.unwrap();
    let ClaimOutcome::Finished(record) = claimed else {
        panic!("{claimed:?}")
    };
    assert_eq!((record.state, record.crashes), (State::Parked, 3));
    assert_eq!(record.problem.as_ref().unwrap().code, Code::CRASHED);
    assert_eq!(
        record.intent,
        Some(intent()),
        "what may exist is still to be looked up"
    );
    assert_eq!(record.job, Some(job.clone()), "and it can be queued again");
    assert_eq!(ledger.get(&key()).await.unwrap(), Some(record.clone()));
    assert_eq!(
        ledger.claim(&key(), asked()).await.unwrap(),
        ClaimOutcome::Finished(record)
    );
}

pub(super) async fn a_changed_payload_is_seen_before_the_state_is(bench: &Bench) {
    let ledger = bench.worker("w");
    let lease = granted(
        ledger
            .claim_with_intent(&key(), ask("old"), intent())
            .await
            .unwrap(),
    );
    let done = ledger.done(lease, Some(order())).await.unwrap();
    assert_eq!(
        ledger.claim(&key(), ask("new")).await.unwrap(),
        ClaimOutcome::Changed(done.clone())
    );
    assert_eq!(
        ledger.claim(&key(), ask("old")).await.unwrap(),
        ClaimOutcome::Finished(done.clone())
    );
    assert_eq!(
        ledger.claim(&key(), ClaimRequest::default()).await.unwrap(),
        ClaimOutcome::Finished(done)
    );
}

pub(super) async fn a_changed_payload_does_not_hide_that_something_may_exist(bench: &Bench) {
    let ledger = bench.worker("w");
    granted(
        ledger
            .claim_with_intent(&key(), ask("old"), intent())
            .await
            .unwrap(),
    );
    bench.lapse();
    let claimed = ledger
        .claim_with_intent(&key(), ask("new"), intent())
        .await
        .unwrap();
    let ClaimOutcome::InDoubt { lease, .. } = claimed else {
        panic!("{claimed:?}")
    };
    assert!(lease.payload_changed());
    let done = ledger.done(lease, Some(order())).await.unwrap();
    assert_eq!(
        done.payload_hash.as_deref(),
        Some("old"),
        "what exists was made from the old payload"
    );
    assert_eq!(
        ledger.claim(&key(), ask("new")).await.unwrap(),
        ClaimOutcome::Changed(done)
    );
}

pub(super) async fn what_was_skipped_or_parked_is_decided_again_when_its_payload_changed(bench: &Bench) {
    let ledger = bench.worker("w");
    let lease = granted(ledger.claim(&key(), ask("unpaid")).await.unwrap());
    let skipped = ledger.skipped(lease, "The order is not paid.").await.unwrap();
    assert_eq!(
        ledger.claim(&key(), ask("unpaid")).await.unwrap(),
        ClaimOutcome::Finished(skipped)
    );
    let claimed = ledger.claim(&key(), ask("paid")).await.unwrap();
    let ClaimOutcome::Resume { lease, .. } = claimed else {
        panic!("{claimed:?}")
    };
    assert_eq!(lease.record().payload_hash.as_deref(), Some("paid"));
    assert!(!lease.payload_changed() && lease.record().reason.is_none());
    let parked = ledger.parked(lease, &problem()).await.unwrap();
    assert_eq!(
        ledger.claim(&key(), ask("paid")).await.unwrap(),
        ClaimOutcome::Finished(parked)
    );
    let claimed = ledger.claim(&key(), ask("mended")).await.unwrap();
    assert!(matches!(claimed, ClaimOutcome::Resume { .. }), "{claimed:?}");
}

pub(super) async fn a_retry_that_is_not_due_is_busy_unless_a_person_asks(bench: &Bench) {
    let ledger = bench.worker("w");
    let lease = granted(ledger.claim(&key(), ask("h")).await.unwrap());
    let due = bench.now() + jiff::SignedDuration::from_mins(5);
    ledger.waiting(lease, &problem(), due, true).await.unwrap();
    let duplicate = ledger.claim(&key(), ask("h")).await.unwrap();
    assert_eq!(
        duplicate,
        ClaimOutcome::Busy { until: due },
        "a duplicate must not use up the attempts"
    );
    let job = job(Cause::Replay);
    let replay = ClaimRequest {
        job: Some(&job),
        ..ask("h")
    };
    let lease = granted(ledger.claim(&key(), replay).await.unwrap());
    assert_eq!(lease.record().attempts, 1);
    ledger.waiting(lease, &problem(), due, true).await.unwrap();
    bench.pass(299);
    let claimed = ledger.claim(&key(), ask("h")).await.unwrap();
    let ClaimOutcome::Resume { lease, record } = claimed else {
        panic!("{claimed:?}")
    };
    assert_eq!(
        (record.attempts, lease.record().attempts),
        (2, 2),
        "a second early is in time"
    );
    ledger
        .waiting(lease, &problem(), due + jiff::SignedDuration::from_hours(1), true)
        .await
        .unwrap();
    let changed = granted(ledger.claim(&key(), ask("changed")).await.unwrap());
    assert_eq!(
        changed.record().attempts,
        0,
        "another payload has its own attempts"
    );
}

pub(super) async fn an_expired_record_is_unknown_even_where_it_is_still_stored(bench: &Bench) {
    let ledger = bench.worker("w");
    let lease = granted(ledger.claim(&key(), ask("h")).await.unwrap());
    ledger.skipped(lease, "There is nothing to do.").await.unwrap();
    bench.pass(90 * 24 * 3600 - 1);
    assert!(ledger.get(&key()).await.unwrap().is_some());
    bench.pass(1);
    assert_eq!(ledger.get(&key()).await.unwrap(), None);
    let claimed = ledger.claim(&key(), ask("h")).await.unwrap();
    let ClaimOutcome::Fresh(lease) = claimed else {
        panic!("{claimed:?}")
    };
    assert_eq!(
        lease.record().fence,
        2,
        "the fence goes on, whatever else is forgotten"
    );
    assert_eq!(
        (lease.record().expires_at, lease.record().first_seen),
        (None, bench.now())
    );
}

pub(super) async fn a_resumed_record_keeps_what_exists_and_commits_nothing_by_itself(bench: &Bench) {
    let ledger = bench.worker("w");
    let mut lease = granted(
        ledger
            .claim_with_intent(&key(), ask("h"), intent())
            .await
            .unwrap(),
    );
    ledger.progress(&mut lease, order(), None).await.unwrap();
    ledger
        .waiting(lease, &problem(), bench.now(), true)
        .await
        .unwrap();
    let claimed = ledger
        .claim_with_intent(&key(), ask("h"), intent())
        .await
        .unwrap();
    let ClaimOutcome::Resume { lease, record } = claimed else {
        panic!("{claimed:?}")
    };
    assert_eq!(record.documents, [order()]);
    assert!(
        !lease.is_committing(),
        "the order exists: its intent is not stored again"
    );
    assert_eq!(lease.record().intent, None);
}
