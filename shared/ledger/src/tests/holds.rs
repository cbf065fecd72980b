use jiff::SignedDuration;
use model::Cause;

use super::bench::{Bench, ask, granted, intent, job, key, order, problem};
use crate::{ClaimOutcome, ClaimRequest, Held, Key, Reopened, State, WriteOutcome};

pub(super) async fn what_is_on_hold_is_claimed_by_nobody_until_it_is_released(bench: &Bench) {
    let ledger = bench.worker("w");
    let Held::Changed(held) = ledger.hold(&key(), "paid in cash", "me").await.unwrap() else {
        panic!("it is on hold now")
    };
    assert_eq!(held.reason.as_deref(), Some("on hold: paid in cash"));
    let replay = job(Cause::Replay);
    let by_person = ClaimRequest {
        job: Some(&replay),
        ..ask("another payload")
    };
    for asked in [ask("h"), by_person] {
        let claimed = ledger.claim_with_intent(&key(), asked, intent()).await.unwrap();
        assert!(matches!(claimed, ClaimOutcome::Finished(record) if record.hold.is_some()));
    }
    // Nor does a replay open it.
    let Reopened::Open(record) = ledger.reopen(&key()).await.unwrap() else {
        panic!("it is left as it is")
    };
    assert_eq!(record, held);

    let Held::Changed(released) = ledger.release(&key()).await.unwrap() else {
        panic!("it is released now")
    };
    assert_eq!((released.state, released.hold), (State::Waiting, None));
    granted(ledger.claim(&key(), ask("h")).await.unwrap());
}

pub(super) async fn a_hold_is_not_forgotten_and_no_outcome_is_written_over_it(bench: &Bench) {
    let ledger = bench.worker("w");
    ledger.skip_leaseless(&key(), ask("h"), "not paid").await.unwrap();
    ledger.hold(&key(), "paid in cash", "me").await.unwrap();
    assert!(matches!(
        ledger.hold(&key(), "paid in cash", "me").await.unwrap(),
        Held::Unchanged(Some(_))
    ));
    let since = ledger.get(&key()).await.unwrap().unwrap().hold.unwrap().since;
    bench.pass(365 * 24 * 3600);
    let Held::Changed(held) = ledger.hold(&key(), "booked by hand", "me").await.unwrap() else {
        panic!("the reason is another one")
    };
    assert_eq!(held.hold.unwrap().since, since);
    for written in [
        ledger
            .skip_leaseless(&key(), ask("other"), "not paid")
            .await
            .unwrap(),
        ledger
            .park_leaseless(&key(), ask("other"), &problem())
            .await
            .unwrap(),
        ledger
            .wait_leaseless(&key(), ask("other"), &problem(), bench.now(), true)
            .await
            .unwrap(),
    ] {
        assert!(matches!(written, WriteOutcome::Kept(record) if record.hold.is_some()));
    }
}

pub(super) async fn a_hold_keeps_an_open_intent_and_a_release_looks_first(bench: &Bench) {
    let ledger = bench.worker("w");
    let lease = granted(
        ledger
            .claim_with_intent(&key(), ask("h"), intent())
            .await
            .unwrap(),
    );
    ledger.in_doubt(lease, &problem(), None).await.unwrap();
    let Held::Changed(held) = ledger.hold(&key(), "wait", "me").await.unwrap() else {
        panic!("it is on hold now")
    };
    assert_eq!((held.state, held.intent), (State::InDoubt, Some(intent())));
    ledger.release(&key()).await.unwrap();
    let claimed = ledger.claim(&key(), ask("h")).await.unwrap();
    assert!(matches!(claimed, ClaimOutcome::InDoubt { .. }), "{claimed:?}");
}

pub(super) async fn a_hold_is_refused_while_a_worker_has_the_record(bench: &Bench) {
    let ledger = bench.worker("w");
    let lease = granted(ledger.claim(&key(), ask("h")).await.unwrap());
    let until = bench.now() + SignedDuration::try_from(ledger.lease()).unwrap();
    assert_eq!(
        ledger.hold(&key(), "too late", "me").await.unwrap(),
        Held::Busy { until }
    );
    ledger.done(lease, Some(order())).await.unwrap();
    // A lease that has lapsed stops nobody.
    bench.lapse();
    assert!(matches!(
        ledger.hold(&key(), "now", "me").await.unwrap(),
        Held::Changed(_)
    ));
}

pub(super) async fn what_is_done_stays_done_while_it_is_on_hold(bench: &Bench) {
    let ledger = bench.worker("w");
    let lease = granted(ledger.claim(&key(), ask("h")).await.unwrap());
    ledger.done(lease, Some(order())).await.unwrap();
    let Held::Changed(held) = ledger.hold(&key(), "booked by hand", "me").await.unwrap() else {
        panic!("it is on hold now")
    };
    assert_eq!(
        (held.state, held.documents.as_slice()),
        (State::Done, [order()].as_slice())
    );
    // A change of the source is no business of a worker's meanwhile.
    let claimed = ledger.claim(&key(), ask("other")).await.unwrap();
    assert!(matches!(claimed, ClaimOutcome::Finished(_)), "{claimed:?}");
    ledger.release(&key()).await.unwrap();
    let claimed = ledger.claim(&key(), ask("other")).await.unwrap();
    assert!(matches!(claimed, ClaimOutcome::Changed(_)), "{claimed:?}");
    assert!(matches!(
        ledger.release(&key()).await.unwrap(),
        Held::Unchanged(_)
    ));
}

pub(super) async fn what_is_on_hold_is_listed_until_it_is_released(bench: &Bench) {
    let ledger = bench.worker("w");
    let keys = ["deal:1", "deal:2", "deal:3"].map(|text| Key::source(&text.parse().unwrap()));
    let listed = async || {
        let (records, unreadable) = ledger.on_hold().await.unwrap();
        assert_eq!(unreadable, []);
        records.into_iter().map(|record| record.key).collect::<Vec<_>>()
    };
    assert_eq!(listed().await, []);
    // One is done, one may have become a document, and one was never seen.
    let lease = granted(ledger.claim(&keys[0], ask("h")).await.unwrap());
    ledger.done(lease, Some(order())).await.unwrap();
    let claimed = ledger.claim_with_intent(&keys[1], ask("h"), intent());
    let lease = granted(claimed.await.unwrap());
    ledger.in_doubt(lease, &problem(), None).await.unwrap();
    assert_eq!(listed().await, []);
    for key in [&keys[2], &keys[0], &keys[1]] {
        ledger.hold(key, "paid in cash", "me").await.unwrap();
        bench.pass(1);
    }
    assert_eq!(
        listed().await,
        [keys[2].clone(), keys[0].clone(), keys[1].clone()]
    );
    let (records, _) = ledger.on_hold().await.unwrap();
    assert_eq!(records[0].hold.as_ref().unwrap().by.as_deref(), Some("me"));
    ledger.release(&keys[0]).await.unwrap();
    assert_eq!(listed().await, [keys[2].clone(), keys[1].clone()]);
}
