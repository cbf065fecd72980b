use std::sync::Arc;

use jiff::SignedDuration;
use model::{Cause, Code, Job, Problem};
use tokio::sync::Barrier;

use super::bench::{Bench, ask, granted, intent, invoice, invoice_intent, job, key, order, problem, source};
use crate::testing::Call;
use crate::{
    Amendment, ClaimOutcome, ClaimRequest, Document, DocumentKind, Held, Intent, Key, Record, RecordStore,
    Reopened, SETTLED, State, WriteOutcome,
};

pub(super) async fn an_order_and_its_invoice_are_kept_step_by_step(bench: &Bench) {
    let ledger = bench.worker("w");
    let mut lease = granted(
        ledger
            .claim_with_intent(&key(), ask("h"), intent())
            .await
            .unwrap(),
    );
    ledger
        .progress(&mut lease, order(), Some(invoice_intent()))
        .await
        .unwrap();
    assert_eq!(lease.record().state, State::Committing);
    bench.lapse();
    let claimed = ledger.claim(&key(), ask("h")).await.unwrap();
    let ClaimOutcome::InDoubt {
        lease,
        intent,
        record,
    } = claimed
    else {
        panic!("{claimed:?}")
    };
    assert_eq!(
        (intent, record.documents.as_slice()),
        (invoice_intent(), [order()].as_slice())
    );
    let done = ledger.done(lease, Some(invoice())).await.unwrap();
    assert_eq!(done.documents, [order(), invoice()]);
    assert_eq!(done.document(DocumentKind::Invoice), Some(&invoice()));
}

pub(super) async fn an_unclear_end_keeps_its_intent_whatever_it_is_called(bench: &Bench) {
    let ledger = bench.worker("w");
    let lease = granted(
        ledger
            .claim_with_intent(&key(), ask("h"), intent())
            .await
            .unwrap(),
    );
    let stored = ledger.in_doubt(lease, &problem(), None).await.unwrap();
    assert_eq!(
        (stored.state, stored.attempts, stored.lease_until),
        (State::InDoubt, 1, None)
    );

    // The look-up failed: nothing is known still.
    let claimed = ledger.claim(&key(), ask("h")).await.unwrap();
    let ClaimOutcome::InDoubt { lease, .. } = claimed else {
        panic!("{claimed:?}")
    };
    let stored = ledger
        .waiting(lease, &problem(), bench.now(), false)
        .await
        .unwrap();
    assert_eq!((stored.state, stored.attempts), (State::InDoubt, 1));

    let claimed = ledger.claim(&key(), ask("h")).await.unwrap();
    let ClaimOutcome::InDoubt { lease, .. } = claimed else {
        panic!("{claimed:?}")
    };
    assert_eq!(lease.record().crashes, 0, "an orderly end is no crash");
    let stored = ledger.parked(lease, &problem()).await.unwrap();
    assert_eq!((stored.state, stored.intent), (State::Parked, Some(intent())));

    let claimed = ledger.claim(&key(), ask("mended")).await.unwrap();
    let ClaimOutcome::InDoubt { lease, .. } = claimed else {
        panic!("{claimed:?}")
    };
    assert!(
        ledger.skipped(lease, "It was cancelled.").await.is_err(),
        "something may exist"
    );
}

pub(super) async fn a_refused_request_leaves_nothing_to_look_up(bench: &Bench) {
    let ledger = bench.worker("w");
    let mut lease = granted(
        ledger
            .claim_with_intent(&key(), ask("h"), intent())
            .await
            .unwrap(),
    );
    lease.void_intent();
    let parked = ledger.parked(lease, &problem()).await.unwrap();
    assert_eq!((parked.intent, parked.intent_at), (None, None));
    let claimed = ledger
        .claim_with_intent(&key(), ask("mended"), intent())
        .await
        .unwrap();
    let ClaimOutcome::Resume { lease, .. } = claimed else {
        panic!("{claimed:?}")
    };
    assert!(lease.is_committing());
}

pub(super) async fn attempts_count_only_where_they_were_used_up(bench: &Bench) {
    let ledger = bench.worker("w");
    for (counts, attempts) in [(true, 1), (false, 1), (true, 2)] {
        let lease = granted(ledger.claim(&key(), ask("h")).await.unwrap());
        let stored = ledger
            .waiting(lease, &problem(), bench.now(), counts)
            .await
            .unwrap();
        assert_eq!((stored.attempts, stored.crashes), (attempts, 0));
        assert_eq!(stored.problem, Some(problem()));
    }
}

pub(super) async fn done_never_expires_and_skipped_does(bench: &Bench) {
    let ledger = bench.worker("w");
    let lease = granted(ledger.claim(&key(), ask("h")).await.unwrap());
    let skipped = ledger.skipped(lease, "There is nothing to do.").await.unwrap();
    let days = skipped.expires_at.unwrap().duration_since(bench.now()).as_hours() / 24;
    assert!((89..=90).contains(&days));
    let mut lease = granted(ledger.claim(&key(), ask("changed")).await.unwrap());
    assert_eq!(lease.record().expires_at, None);
    ledger.progress(&mut lease, order(), None).await.unwrap();
    let skipped = ledger.skipped(lease, "It was cancelled.").await.unwrap();
    assert_eq!(skipped.expires_at, None, "it says what exists");
    let lease = granted(ledger.claim(&key(), ask("again")).await.unwrap());
    assert_eq!(ledger.done(lease, None).await.unwrap().expires_at, None);
}

pub(super) async fn a_replay_opens_what_was_parked_but_never_what_is_done(bench: &Bench) {
    let ledger = bench.worker("w");
    assert_eq!(ledger.reopen(&key()).await.unwrap(), Reopened::Unknown);
    let job = job(Cause::Webhook);
    let lease = granted(
        ledger
            .claim(
                &key(),
                ClaimRequest {
                    job: Some(&job),
                    ..ask("h")
                },
            )
            .await
            .unwrap(),
    );
    assert!(matches!(
        ledger.reopen(&key()).await.unwrap(),
        Reopened::Busy { .. }
    ));
    ledger.parked(lease, &problem()).await.unwrap();
    let Reopened::Open(record) = ledger.reopen(&key()).await.unwrap() else {
        panic!("parked")
    };
    assert_eq!(
        (record.state, record.attempts, record.crashes),
        (State::Waiting, 0, 0)
    );
    assert_eq!(record.job, Some(job), "so that it can be queued again");
    let claimed = ledger
        .claim_with_intent(&key(), ask("h"), intent())
        .await
        .unwrap();
    let ClaimOutcome::Resume { lease, .. } = claimed else {
        panic!("{claimed:?}")
    };

    let due = bench.now() + SignedDuration::from_hours(12);
    let mut lease = lease;
    lease.void_intent();
    ledger.waiting(lease, &problem(), due, true).await.unwrap();
    assert!(matches!(
        ledger.claim(&key(), ask("h")).await.unwrap(),
        ClaimOutcome::Busy { .. }
    ));
    assert!(matches!(ledger.reopen(&key()).await.unwrap(), Reopened::Open(_)));
    let lease = granted(ledger.claim(&key(), ask("h")).await.unwrap());

    let skipped = ledger.skipped(lease, "There is nothing to do.").await.unwrap();
    assert!(matches!(ledger.reopen(&key()).await.unwrap(), Reopened::Open(_)));
    let lease = granted(ledger.claim(&key(), ask("h")).await.unwrap());
    assert!(lease.record().fence > skipped.fence);
    let done = ledger.done(lease, Some(order())).await.unwrap();
    assert_eq!(ledger.reopen(&key()).await.unwrap(), Reopened::Done(done.clone()));
    assert_eq!(ledger.get(&key()).await.unwrap(), Some(done));
}

pub(super) async fn a_replay_of_an_unclear_record_looks_first(bench: &Bench) {
    let ledger = bench.worker("w");
    let lease = granted(
        ledger
            .claim_with_intent(&key(), ask("h"), intent())
            .await
            .unwrap(),
    );
    ledger.parked(lease, &problem()).await.unwrap();
    let Reopened::Open(record) = ledger.reopen(&key()).await.unwrap() else {
        panic!("parked")
    };
    assert_eq!(record.state, State::InDoubt);
    let claimed = ledger
        .claim_with_intent(&key(), ask("h"), intent())
        .await
        .unwrap();
    assert!(matches!(claimed, ClaimOutcome::InDoubt { .. }), "{claimed:?}");
    bench.lapse();
    assert!(
        matches!(ledger.reopen(&key()).await.unwrap(), Reopened::Open(_)),
        "its worker was lost"
    );
}

pub(super) async fn a_verdict_without_a_lease_overwrites_neither_done_nor_held(bench: &Bench) {
    let ledger = bench.worker("w");
    let lease = granted(
        ledger
            .claim_with_intent(&key(), ask("h"), intent())
            .await
            .unwrap(),
    );
    let held = lease.record().clone();
    let due = bench.now();
    for noted in [
        ledger
            .skip_leaseless(&key(), ask("x"), "There is nothing to do.")
            .await
            .unwrap(),
        ledger.park_leaseless(&key(), ask("x"), &problem()).await.unwrap(),
        ledger
            .wait_leaseless(&key(), ask("x"), &problem(), due, true)
            .await
            .unwrap(),
    ] {
        assert_eq!(noted, WriteOutcome::Kept(held.clone()));
    }
    let in_doubt = ledger.in_doubt(lease, &problem(), None).await.unwrap();
    let skip = ledger
        .skip_leaseless(&key(), ask("h"), "It was cancelled.")
        .await
        .unwrap();
    assert_eq!(skip, WriteOutcome::Kept(in_doubt), "something may exist");
    let waits = ledger
        .wait_leaseless(&key(), ask("h"), &problem(), due, false)
        .await
        .unwrap();
    assert_eq!(
        (waits.record().state, &waits.record().intent),
        (State::InDoubt, &Some(intent()))
    );
    let parked = ledger.park_leaseless(&key(), ask("h"), &problem()).await.unwrap();
    assert_eq!(
        (parked.record().state, &parked.record().intent),
        (State::Parked, &Some(intent()))
    );
    let waits = ledger
        .wait_leaseless(&key(), ask("h"), &problem(), due, true)
        .await
        .unwrap();
    assert_eq!(
        waits,
        WriteOutcome::Kept(parked.record().clone()),
        "a person is to do something first"
    );

    let lease = granted(ledger.claim(&key(), ask("mended")).await.unwrap());
    let done = ledger.done(lease, Some(order())).await.unwrap();
    let noted = ledger.park_leaseless(&key(), ask("x"), &problem()).await.unwrap();
    assert_eq!(noted, WriteOutcome::Kept(done));
}

pub(super) async fn a_verdict_without_a_lease_is_one_write_and_none_when_repeated(bench: &Bench) {
    let ledger = bench.worker("w");
    let key = key();
    let skip = || ledger.skip_leaseless(&key, ask("h"), "The order is not paid.");
    assert!(matches!(skip().await.unwrap(), WriteOutcome::Written(_)));
    assert_eq!(
        (bench.store.count(Call::Put), bench.store.count(Call::Get)),
        (1, 0)
    );
    let before = ledger.get(&key).await.unwrap();
    assert!(matches!(skip().await.unwrap(), WriteOutcome::Kept(_)));
    assert_eq!(ledger.get(&key).await.unwrap(), before);
    let paid = ledger
        .park_leaseless(&key, ask("paid"), &problem())
        .await
        .unwrap();
    assert_eq!(paid.record().payload_hash.as_deref(), Some("paid"));
    assert_eq!((paid.record().expires_at, &paid.record().reason), (None, &None));
}

pub(super) async fn a_verdict_of_who_looked_before_another_wrote_is_not_written(bench: &Bench) {
    let (late, other) = (bench.worker("late"), bench.worker("other"));
    let looked = || ClaimRequest {
        seen: Some(0),
        ..ask("old")
    };
    let lease = granted(other.claim(&key(), ask("new")).await.unwrap());
    let skipped = other.skipped(lease, "It was cancelled.").await.unwrap();
    let due = bench.now();
    for noted in [
        late.wait_leaseless(&key(), looked(), &problem(), due, true)
            .await
            .unwrap(),
        late.park_leaseless(&key(), looked(), &problem()).await.unwrap(),
        late.skip_leaseless(&key(), looked(), "It is not paid.")
            .await
            .unwrap(),
    ] {
        assert_eq!(noted, WriteOutcome::Kept(skipped.clone()));
    }
    let claimed = late.claim_with_intent(&key(), looked(), intent()).await.unwrap();
    assert!(matches!(claimed, ClaimOutcome::Busy { .. }), "{claimed:?}");
}

pub(super) async fn a_skip_that_is_announced_anew_overtakes_who_looked_before(bench: &Bench) {
    let (late, other) = (bench.worker("late"), bench.worker("other"));
    let skipped = other
        .skip_leaseless(&key(), ask("h"), "It is not paid.")
        .await
        .unwrap();
    bench.pass(60);
    let announced = Job {
        first_seen: bench.now(),
        ..job(Cause::Webhook)
    };
    // Both have seen the first skip; one comes to the same verdict, the other fails.
    let looked = || ClaimRequest {
        job: Some(&announced),
        seen: Some(skipped.record().fence),
        ..ask("h")
    };
    let again = other
        .skip_leaseless(&key(), looked(), "It is not paid.")
        .await
        .unwrap();
    assert!(matches!(again, WriteOutcome::Written(_)), "{again:?}");
    let due = bench.now();
    let failed = late
        .wait_leaseless(&key(), looked(), &problem(), due, true)
        .await
        .unwrap();
    assert_eq!(failed, WriteOutcome::Kept(again.record().clone()));
}

pub(super) async fn a_late_failure_never_reopens_a_skip_that_covers_its_job(bench: &Bench) {
    let (late, other) = (bench.worker("late"), bench.worker("other"));
    let both = job(Cause::Poll);
    let lease = granted(other.claim(&key(), begins(&both, bench)).await.unwrap());
    let skipped = other.skipped(lease, "It came through.").await.unwrap();
    // The same message was delivered twice. The other worker has deleted it, so that no retry follows.
    let due = bench.now();
    let failed = late
        .wait_leaseless(&key(), begins(&both, bench), &problem(), due, true)
        .await
        .unwrap();
    assert_eq!(failed, WriteOutcome::Kept(skipped));

    bench.pass(60);
    let announced_anew = Job {
        first_seen: bench.now(),
        ..both.clone()
    };
    for job in [announced_anew, job(Cause::Replay)] {
        let failed = late
            .wait_leaseless(&key(), begins(&job, bench), &problem(), due, true)
            .await
            .unwrap();
        assert_eq!(failed.record().state, State::Waiting, "{job:?}");
    }
}

fn begins<'a>(job: &'a Job, bench: &Bench) -> ClaimRequest<'a> {
    ClaimRequest {
        job: Some(job),
        read_at: Some(bench.now()),
        ..ClaimRequest::default()
    }
}

pub(super) async fn a_verdict_without_a_lease_beats_a_zombie(bench: &Bench) {
    let ledger = bench.worker("w");
    let zombie = granted(
        ledger
            .claim_with_intent(&key(), ask("h"), intent())
            .await
            .unwrap(),
    );
    bench.lapse();
    let gave_up = Problem::new(Code::RETRIES_EXHAUSTED, "All attempts are used up.", "Replay it.");
    let noted = ledger
        .park_leaseless(&key(), ClaimRequest::default(), &gave_up)
        .await
        .unwrap();
    assert_eq!(
        (noted.record().crashes, &noted.record().intent),
        (1, &Some(intent()))
    );
    assert_eq!(
        ledger.done(zombie, Some(order())).await.unwrap_err().code,
        Code::RECORD_LOCKED
    );
    assert_eq!(ledger.get(&key()).await.unwrap().as_ref(), Some(noted.record()));
}

pub(super) async fn a_done_record_is_amended_once_and_told_once(bench: &Bench) {
    let ledger = bench.worker("w");
    let lease = granted(
        ledger
            .claim_with_intent(&key(), ask("old"), intent())
            .await
            .unwrap(),
    );
    let done = ledger.done(lease, Some(order())).await.unwrap();
    let differs = Problem::new(Code::CHANGED_AFTER_CREATION, "The order was changed.", "Compare.");
    let amended = ledger
        .amend(&done, ask("new"), Amendment::Differs(&differs))
        .await
        .unwrap();
    assert_eq!(
        (amended.state, &amended.documents),
        (State::Done, &done.documents)
    );
    assert_eq!(amended.problem.as_ref(), Some(&differs));
    let late = ledger
        .amend(&done, ask("newer"), Amendment::Agrees)
        .await
        .unwrap_err();
    assert_eq!(
        late.code,
        Code::RECORD_LOCKED,
        "somebody else has seen it in between"
    );
    assert_eq!(
        ledger.claim(&key(), ask("new")).await.unwrap(),
        ClaimOutcome::Finished(amended.clone())
    );
    assert_eq!(
        ledger.claim(&key(), ask("old")).await.unwrap(),
        ClaimOutcome::Changed(amended)
    );
}

/// What is listed as parked: the keys, and since when each is.
async fn parked(bench: &Bench) -> Vec<(Key, jiff::Timestamp)> {
    let (records, unreadable) = bench.worker("lists").listed(State::Parked).await.unwrap();
    assert_eq!(unreadable, []);
    let counted = bench.store.count_listed(State::Parked).await.unwrap();
    assert_eq!(usize::try_from(counted), Ok(records.len()));
    let since = |record: &Record| (record.key.clone(), record.since());
    records.iter().map(since).collect()
}

pub(super) async fn a_difference_is_listed_as_parked_until_it_is_settled(bench: &Bench) {
    let ledger = bench.worker("w");
    let claimed = ledger.claim_with_intent(&key(), ask("old"), intent()).await;
    let done = ledger
        .done(granted(claimed.unwrap()), Some(order()))
        .await
        .unwrap();
    let differs = Problem::new(Code::CHANGED_AFTER_CREATION, "The order was changed.", "Compare.");
    let noted = ledger.amend(&done, ask("left out"), Amendment::Differs(&differs));
    let noted = noted.await.unwrap();
    assert_eq!(parked(bench).await, [], "nobody has to act");
    let told = ledger.amend(&noted, ask("new"), Amendment::Unsettled(&differs));
    let told = told.await.unwrap();
    let since = bench.now();
    assert!(told.state == State::Done && told.is_unsettled());
    assert_eq!(parked(bench).await, [(key(), since)]);

    // It stays unsettled since then, whatever else the shop changes.
    bench.pass(60);
    let again = ledger.amend(&told, ask("newer"), Amendment::Unsettled(&differs));
    let again = again.await.unwrap();
    assert_eq!(parked(bench).await, [(key(), since)]);
    ledger.hold(&key(), "being looked at", "me").await.unwrap();
    assert_eq!(parked(bench).await, []);
    assert_eq!(ledger.on_hold().await.unwrap().0.len(), 1);
    let Held::Changed(released) = ledger.release(&key()).await.unwrap() else {
        panic!("it was on hold")
    };
    assert_eq!(released.problem, again.problem);
    assert_eq!(parked(bench).await, [(key(), since)]);

    let Held::Changed(settled) = ledger.settle(&key()).await.unwrap() else {
        panic!("it was unsettled")
    };
    let problem = settled.problem.clone().unwrap();
    assert_eq!((problem.code, problem.remedy.as_str()), (differs.code, SETTLED));
    assert_eq!(
        (settled.state, &settled.documents),
        (State::Done, &done.documents)
    );
    assert_eq!(parked(bench).await, []);
    let unchanged = ledger.settle(&key()).await.unwrap();
    assert_eq!(unchanged, Held::Unchanged(Some(settled.clone())));

    // The next change is another difference, and one that is gone is none.
    bench.pass(60);
    let told = ledger.amend(&settled, ask("newest"), Amendment::Unsettled(&differs));
    let told = told.await.unwrap();
    assert_eq!(parked(bench).await, [(key(), bench.now())]);
    ledger.amend(&told, ask("old"), Amendment::Agrees).await.unwrap();
    assert_eq!(parked(bench).await, []);
}

pub(super) async fn only_a_difference_is_settled_and_not_what_was_never_sent(bench: &Bench) {
    let ledger = bench.worker("w");
    assert_eq!(ledger.settle(&key()).await.unwrap(), Held::Unchanged(None));
    let written = ledger.park_leaseless(&key(), ask("h"), &problem()).await;
    let record = written.unwrap().record().clone();
    assert_eq!(
        ledger.settle(&key()).await.unwrap(),
        Held::Unchanged(Some(record))
    );
    assert_eq!(parked(bench).await, [(key(), bench.now())]);
}

pub(super) async fn a_record_is_parked_since_it_was_parked_first(bench: &Bench) {
    let ledger = bench.worker("w");
    let park = async || {
        let claimed = ledger.claim(&key(), ask("h")).await.unwrap();
        ledger.parked(granted(claimed), &problem()).await.unwrap();
    };
    park().await;
    let since = bench.now();
    bench.pass(60);
    ledger.hold(&key(), "wait", "me").await.unwrap();
    bench.pass(60);
    ledger.release(&key()).await.unwrap();
    bench.pass(60);
    park().await;
    assert_eq!(parked(bench).await, [(key(), since)], "held and released");
    ledger.reopen(&key()).await.unwrap();
    let claimed = ledger.claim(&key(), ask("h")).await.unwrap();
    ledger
        .waiting(granted(claimed), &problem(), bench.now(), true)
        .await
        .unwrap();
    bench.pass(60);
    park().await;
    assert_eq!(parked(bench).await, [(key(), since)], "replayed in vain");

    // What went through in between is parked anew.
    ledger.reopen(&key()).await.unwrap();
    let claimed = ledger.claim(&key(), ask("h")).await.unwrap();
    ledger.skipped(granted(claimed), "not paid").await.unwrap();
    bench.pass(60);
    ledger.park_leaseless(&key(), ask("i"), &problem()).await.unwrap();
    assert_eq!(parked(bench).await, [(key(), bench.now())]);

    // One that was parked before this was stored is parked since its last write.
    let stored = bench.store.get(&key()).await.unwrap().unwrap();
    let older = Record {
        parked_at: None,
        ..stored.clone()
    };
    bench
        .store
        .put(&older, &crate::Expect::of(&stored))
        .await
        .unwrap();
    let since = bench.now();
    bench.pass(60);
    ledger.hold(&key(), "wait", "me").await.unwrap();
    ledger.release(&key()).await.unwrap();
    park().await;
    assert_eq!(parked(bench).await, [(key(), since)]);
}

pub(super) async fn a_document_that_is_gone_can_be_created_once_more_by_one_worker(bench: &Bench) {
    let ledger = bench.worker("w");
    let mut lease = granted(
        ledger
            .claim_with_intent(&key(), ask("h"), intent())
            .await
            .unwrap(),
    );
    assert!(
        ledger
            .supersede(lease.record(), ask("h"), intent())
            .await
            .is_err(),
        "it is not done"
    );
    ledger
        .progress(&mut lease, order(), Some(invoice_intent()))
        .await
        .unwrap();
    let done = ledger.done(lease, Some(invoice())).await.unwrap();
    let barrier = Arc::new(Barrier::new(5));
    let racers: Vec<_> = (0..5)
        .map(|n| {
            let (ledger, barrier, done) = (bench.worker(&format!("w{n}")), barrier.clone(), done.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                ledger.supersede(&done, ask("h"), invoice_intent()).await
            })
        })
        .collect();
    let mut leases = Vec::new();
    for racer in racers {
        leases.extend(racer.await.unwrap().ok());
    }
    let [lease] = leases.as_slice() else {
        panic!("{leases:?}")
    };
    assert!(lease.is_committing());
    assert_eq!(
        lease.record().documents,
        [order()],
        "only what is to be created is dropped"
    );
}

pub(super) async fn a_document_is_found_by_its_record_or_else_by_its_link(bench: &Bench) {
    let ledger = bench.worker("w");
    let linked = Document {
        id: "o-linked".to_owned(),
        ..order()
    };
    assert_eq!(
        ledger.document_of(&source(), DocumentKind::Order).await.unwrap(),
        None
    );
    ledger.store().put_link(&source(), &linked).await.unwrap();
    assert_eq!(
        ledger.document_of(&source(), DocumentKind::Order).await.unwrap(),
        Some(linked)
    );
    assert_eq!(
        ledger
            .document_of(&source(), DocumentKind::Invoice)
            .await
            .unwrap(),
        None
    );
    let lease = granted(
        ledger
            .claim_with_intent(&key(), ask("h"), intent())
            .await
            .unwrap(),
    );
    ledger.done(lease, Some(order())).await.unwrap();
    assert_eq!(
        ledger.document_of(&source(), DocumentKind::Order).await.unwrap(),
        Some(order())
    );
}

pub(super) async fn two_orders_of_one_new_customer_create_one_customer(bench: &Bench) {
    let digest = "5f0c0de5";
    let barrier = Arc::new(Barrier::new(2));
    let racers: Vec<_> = ["w1", "w2"]
        .map(|name| {
            let (ledger, barrier) = (bench.worker(name), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                let intent = Intent {
                    what: DocumentKind::Customer,
                    natural_key: digest.to_owned(),
                    customer_id: None,
                    step: "create_customer".to_owned(),
                };
                ledger
                    .claim_with_intent(&Key::customer(digest), ClaimRequest::default(), intent)
                    .await
                    .unwrap()
            })
        })
        .into_iter()
        .collect();
    let mut created = 0;
    for racer in racers {
        if let ClaimOutcome::Fresh(lease) = racer.await.unwrap() {
            let customer = Document {
                kind: DocumentKind::Customer,
                id: "c-1".to_owned(),
                number: None,
            };
            bench.worker("w").done(lease, Some(customer)).await.unwrap();
            created += 1;
        }
    }
    assert_eq!(created, 1);
    let known = bench
        .worker("w3")
        .get(&Key::customer(digest))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        known.document(DocumentKind::Customer).map(|c| c.id.as_str()),
        Some("c-1")
    );
}

pub(super) async fn an_intent_that_its_own_worker_leaves_open_is_dated_then(bench: &Bench) {
    let ledger = bench.worker("w");
    let lease = granted(
        ledger
            .claim_with_intent(&key(), ask("h"), intent())
            .await
            .unwrap(),
    );
    // Its request waited for its turn, and left late.
    bench.pass(100);
    let left = bench.now();
    let stored = ledger.in_doubt(lease, &problem(), Some(left)).await.unwrap();
    assert_eq!(stored.intent_at, Some(left));

    // Who takes it over has sent nothing, and says nothing new.
    bench.pass(10);
    let ClaimOutcome::InDoubt { lease, .. } = ledger.claim(&key(), ask("h")).await.unwrap() else {
        panic!("the intent is open");
    };
    let stored = ledger.parked(lease, &problem()).await.unwrap();
    assert_eq!(stored.intent_at, Some(left));
}

pub(super) async fn what_another_attempt_has_ended_is_not_reopened_by_who_looked_before(bench: &Bench) {
    let ledger = bench.worker("w");
    let parked = ledger.park_leaseless(&key(), ask("h"), &problem()).await.unwrap();
    let seen = parked.record().fence;
    // Beside it, a replay comes to the same end. It is written, since its message leaves the queue for it.
    let replay = job(Cause::Replay);
    let again = ClaimRequest {
        job: Some(&replay),
        ..ask("h")
    };
    let again = ledger.park_leaseless(&key(), again, &problem()).await.unwrap();
    assert!(matches!(again, WriteOutcome::Written(_)), "{again:?}");
    let now = again.record().fence;

    let late = ledger.reopen_seen(&key(), seen).await.unwrap();
    assert!(matches!(late, Reopened::Busy { .. }), "{late:?}");
    assert_eq!(ledger.get(&key()).await.unwrap().unwrap().state, State::Parked);
    let open = ledger.reopen_seen(&key(), now).await.unwrap();
    assert!(matches!(open, Reopened::Open(_)), "{open:?}");
}
