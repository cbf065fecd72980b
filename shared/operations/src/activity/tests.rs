use std::sync::Arc;

use journal::{MemoryStore, Recorder, Redaction};
use model::{Clock, Job, JobKind, ManualClock};

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn store(now: &str) -> (Arc<ManualClock>, MemoryStore) {
    let clock = Arc::new(ManualClock::new(at(now)));
    (Arc::clone(&clock), MemoryStore::new(clock))
}

async fn ended(journal: &MemoryStore, source: &str, when: Timestamp, outcome: Outcome) {
    let job = Job::of_replay("records-1", JobKind::Order, &source.parse().unwrap(), when);
    let entry = Recorder::new(&job, when).finish(outcome, when, &Redaction::new(400, [""; 0]));
    journal.put(&entry).await.unwrap();
}

fn listed(entries: &[Entry]) -> Vec<Summary> {
    entries.iter().map(Summary::from).collect()
}

fn sources(entries: &[Summary]) -> Vec<String> {
    entries.iter().map(|entry| entry.source.to_string()).collect()
}

#[tokio::test]
async fn a_filter_finds_what_lies_behind_many_others_and_some_days() {
    let (clock, journal) = store("2026-11-25T08:00:00Z");
    let now = clock.now();
    for seconds in 0..250 {
        let when = now - SignedDuration::from_secs(seconds + 1);
        ended(&journal, &format!("order:1:{seconds}"), when, Outcome::Done).await;
    }
    let before = now - SignedDuration::from_hours(50);
    ended(&journal, "order:1:old", before, Outcome::Parked).await;
    ended(
        &journal,
        "order:1:ancient",
        now - SignedDuration::from_hours(24 * 40),
        Outcome::Parked,
    )
    .await;
    let filter = Filter {
        outcome: Some(Outcome::Parked),
        ..Filter::default()
    };
    let found = newest(&journal, &filter, 10, now).await.unwrap();
    assert_eq!(sources(&found), ["order:1:old"]);
    let filter = Filter {
        since: Some(before + SignedDuration::from_secs(1)),
        until: Some(now - SignedDuration::from_secs(240)),
        ..Filter::default()
    };
    let found = newest(&journal, &filter, 1_000, now).await.unwrap();
    assert_eq!(found.len(), 10, "{found:?}");
    assert_eq!(newest(&journal, &filter, 3, now).await.unwrap().len(), 3);
}

#[tokio::test]
async fn the_log_is_followed_over_midnight_and_an_attempt_that_shows_late_is_not_lost() {
    let (clock, journal) = store("2026-11-25T23:59:58Z");
    ended(
        &journal,
        "order:1:before",
        at("2026-11-25T23:59:57Z"),
        Outcome::Done,
    )
    .await;
    let mut tail = Tail::new(Filter::default(), clock.now());
    ended(&journal, "order:1:1", at("2026-11-25T23:59:59Z"), Outcome::Done).await;
    clock.advance(SignedDuration::from_secs(4));
    ended(&journal, "order:1:2", at("2026-11-26T00:00:01Z"), Outcome::Done).await;
    let seen = tail.poll(&journal, clock.now()).await.unwrap();
    assert_eq!(sources(&listed(&seen)), ["order:1:1", "order:1:2"]);
    // It ended between the two, and is listed only now.
    ended(
        &journal,
        "order:1:late",
        at("2026-11-26T00:00:00Z"),
        Outcome::Done,
    )
    .await;
    clock.advance(SignedDuration::from_secs(2));
    let seen = tail.poll(&journal, clock.now()).await.unwrap();
    assert_eq!(sources(&listed(&seen)), ["order:1:late"]);
    assert!(tail.poll(&journal, clock.now()).await.unwrap().is_empty());
    // A machine that slept for hours misses nothing.
    ended(
        &journal,
        "order:1:3",
        clock.now() + SignedDuration::from_secs(1),
        Outcome::Done,
    )
    .await;
    clock.advance(SignedDuration::from_hours(5));
    let seen = tail.poll(&journal, clock.now()).await.unwrap();
    assert_eq!(sources(&listed(&seen)), ["order:1:3"]);
}
