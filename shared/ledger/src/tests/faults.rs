use std::time::Duration;

use model::Code;

use super::bench::{Bench, ask, granted, intent, key, order, problem};
use crate::testing::{Call, Fault};
use crate::{ClaimOutcome, NamedLeaseOutcome, State};

pub(super) async fn a_failed_read_is_an_error_and_not_unknown(bench: &Bench) {
    let ledger = bench.worker("w");
    bench.store.inject(|_, _| Fault::Before);
    assert_eq!(ledger.get(&key()).await.unwrap_err().code, Code::STORAGE_ERROR);
    assert_eq!(
        ledger.claim(&key(), ask("h")).await.unwrap_err().code,
        Code::STORAGE_ERROR
    );
    assert_eq!(ledger.reopen(&key()).await.unwrap_err().code, Code::STORAGE_ERROR);
    assert_eq!(
        ledger.watermark("orders").await.unwrap_err().code,
        Code::STORAGE_ERROR
    );
    assert!(ledger.park_leaseless(&key(), ask("h"), &problem()).await.is_err());
    bench.store.inject(|_, _| Fault::None);
    assert_eq!(ledger.get(&key()).await.unwrap(), None);
}

pub(super) async fn a_write_whose_answer_was_lost_and_repeated_is_still_ours(bench: &Bench) {
    let ledger = bench.worker("w");
    bench.store.inject(|call, _| {
        if call.writes() {
            Fault::Repeated
        } else {
            Fault::None
        }
    });
    let claimed = ledger
        .claim_with_intent(&key(), ask("h"), intent())
        .await
        .unwrap();
    let ClaimOutcome::Fresh(mut lease) = claimed else {
        panic!("{claimed:?}")
    };
    ledger.renew(&mut lease).await.unwrap();
    ledger.progress(&mut lease, order(), None).await.unwrap();
    let done = ledger.done(lease, None).await.unwrap();
    assert_eq!((done.state, done.fence), (State::Done, 1));
    let other = crate::Key::customer("digest");
    ledger
        .wait_leaseless(&other, ask("h"), &problem(), bench.now(), true)
        .await
        .unwrap();
    assert_eq!(
        ledger.get(&other).await.unwrap().unwrap().attempts,
        1,
        "counted once"
    );

    let taken = ledger
        .take_lease("tokens", Duration::from_secs(30))
        .await
        .unwrap();
    assert!(matches!(taken, NamedLeaseOutcome::Mine(_)), "{taken:?}");
    assert_eq!(
        ledger
            .compare_and_set("circuit", &"open".to_owned(), None)
            .await
            .unwrap(),
        Some(1)
    );
    assert_eq!(
        ledger
            .compare_and_set("circuit", &"open".to_owned(), None)
            .await
            .unwrap(),
        None,
        "only the first"
    );
}

pub(super) async fn after_a_failed_commit_nothing_may_be_created(bench: &Bench) {
    for fault in [Fault::Before, Fault::After] {
        let key = crate::Key::customer(&format!("{fault:?}"));
        let ledger = bench.worker("w");
        let mut lease = granted(ledger.claim(&key, ask("h")).await.unwrap());
        bench
            .store
            .inject(move |call, _| if call == Call::Put { fault } else { Fault::None });
        ledger.commit(&mut lease, intent()).await.unwrap_err();
        assert!(!lease.is_committing(), "{fault:?}");
        bench.store.inject(|_, _| Fault::None);
        bench.lapse();
        // Whether it was stored decides whether the next one looks; either is right, since nothing was sent.
        match (fault, ledger.claim(&key, ask("h")).await.unwrap()) {
            (Fault::Before, ClaimOutcome::Resume { .. }) | (Fault::After, ClaimOutcome::InDoubt { .. }) => {}
            (_, other) => panic!("{fault:?}: {other:?}"),
        }
    }
}

pub(super) async fn a_lost_done_is_looked_up_and_adopted(bench: &Bench) {
    let ledger = bench.worker("w");
    let lease = granted(
        ledger
            .claim_with_intent(&key(), ask("h"), intent())
            .await
            .unwrap(),
    );
    bench.store.inject(|call, _| {
        if call == Call::Put {
            Fault::Before
        } else {
            Fault::None
        }
    });
    ledger.done(lease, Some(order())).await.unwrap_err();
    bench.store.inject(|_, _| Fault::None);
    bench.lapse();
    let claimed = ledger
        .claim_with_intent(&key(), ask("h"), intent())
        .await
        .unwrap();
    let ClaimOutcome::InDoubt { lease, .. } = claimed else {
        panic!("{claimed:?}")
    };
    let done = ledger.done(lease, Some(order())).await.unwrap();
    assert_eq!((done.documents, done.crashes), (vec![order()], 1));
}
