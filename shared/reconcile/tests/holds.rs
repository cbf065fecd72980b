//! Orders on hold: nobody comes back to them by themselves, so that each is a finding, whenever it was put on hold.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use devstack::testing::{IdleStack, annas_address, delivery, job};
use jiff::{Timestamp, ToSpan};
use ledger::Key;
use messages::Language;
use model::{Job, JobKind};
use reconcile::{Class, Days, Reconciliation, Words, reconcile};
use sandbox::activecampaign::{LineSeed, OrderSeed};

const HELD: &str = "paid in cash";

fn ordered(stack: &IdleStack, id: &str) -> Job {
    stack.sandbox.activecampaign().add_order(&OrderSeed {
        id: id.to_owned(),
        email: "anna.lind@example.com".to_owned(),
        lines: vec![LineSeed::new("UNKNOWN", "Vase", 1, "299".parse().unwrap())],
        billing: annas_address(),
        ..OrderSeed::default()
    });
    job(JobKind::Order, &format!("order:1:{id}"))
}

async fn work(stack: &IdleStack, job: &Job) {
    let jobs = std::slice::from_ref(job);
    let worked = stack
        .worker
        .process_orders(delivery(jobs), Duration::from_secs(80));
    Box::pin(worked).await;
}

async fn compared(stack: &IdleStack) -> Reconciliation {
    let today = Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let days = Days {
        since: today - 1.day(),
        until: None,
    };
    Box::pin(reconcile(&stack.worker, days, Timestamp::now(), &|_| {}))
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_order_is_missing_whenever_it_was_put_on_hold() {
    let stack = IdleStack::new().await;
    let ledger = stack.worker.ledger();
    // Held before any job, held before its job, and held after its job was parked.
    let (before, untouched, parked) = (ordered(&stack, "1"), ordered(&stack, "2"), ordered(&stack, "3"));
    for held in [&before, &untouched] {
        ledger.hold(&Key::source(&held.source), HELD, "me").await.unwrap();
    }
    work(&stack, &before).await;
    work(&stack, &parked).await;
    let of_parked = ledger.get(&Key::source(&parked.source)).await.unwrap().unwrap();
    assert_eq!(of_parked.state, ledger::State::Parked, "{of_parked:?}");
    ledger
        .hold(&Key::source(&parked.source), HELD, "me")
        .await
        .unwrap();
    for worked_again in [false, true] {
        if worked_again {
            // A later webhook, such as that of a change.
            work(&stack, &parked).await;
        }
        let found = compared(&stack).await;
        assert!(found.left_out.is_empty(), "{:?}", found.left_out);
        assert!(!found.agrees());
        let told: Vec<_> = found
            .findings
            .iter()
            .map(|finding| {
                (
                    finding.number.as_str(),
                    finding.class,
                    Words::of(Language::English)
                        .reason(finding)
                        .contains("is on hold: paid in cash"),
                )
            })
            .collect();
        let missing = |number| (number, Class::MissingInEaccounting, true);
        assert_eq!(
            told,
            [missing("1"), missing("2"), missing("3")],
            "{:#?}",
            found.findings
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_state_of_a_record_is_told_as_why_tells_it_in_every_language() {
    let stack = IdleStack::new().await;
    let parked = ordered(&stack, "3");
    work(&stack, &parked).await;
    let found = compared(&stack).await;
    let [finding] = found.findings.as_slice() else {
        panic!("{:#?}", found.findings)
    };
    let answer = why::answer(&stack.worker, &parked.source, Timestamp::now())
        .await
        .unwrap();
    for language in Language::ALL {
        let words = Words::of(language);
        let sentences = answer.sentences(language).join(" ");
        assert_eq!(words.reason(finding), sentences, "{}", language.tag());
        assert_eq!(words.in_english(finding), None, "{}", language.tag());
        let advice: Vec<_> = answer
            .advice
            .iter()
            .map(|advice| advice.text.in_language(language).unwrap().to_owned())
            .collect();
        let told: Vec<_> = words.advice(finding).into_iter().map(|(text, _)| text).collect();
        assert_eq!(told, advice, "{}", language.tag());
    }
}
