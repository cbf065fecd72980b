use jiff::SignedDuration;
use jiff::civil::date;
use model::{Code, Problem};

use super::bench::{Bench, job, reasons};
use crate::{Document, LARGEST_ENTRY, Outcome, Recorder, Redaction};

pub(super) async fn an_entry_is_read_as_it_was_written(bench: &Bench) {
    let started = bench.now();
    let mut recorder = Recorder::new(&job("order:1:1001"), started);
    bench.pass(SignedDuration::from_millis(120));
    recorder.step(bench.now(), "read", "Order 1001 was read.", true);
    recorder.step(bench.now(), "create", "eAccounting refused the order.", false);
    recorder.read("order", "shippingAmount", Some("49.00"));
    recorder.read("order", "note", None);
    recorder.sent("order", "Rows[0].UnitPrice", Some("79.92"), Some("rows"));
    recorder.subject("5f0c0de5");
    recorder.calls(3);
    recorder.reason("One row.");
    recorder.problem(Problem::new(
        Code::SKU_UNKNOWN,
        "No article has the SKU A-1.",
        "Create it.",
    ));
    recorder.document(Document {
        kind: "order".to_owned(),
        id: "o-1".to_owned(),
        number: Some("17".to_owned()),
    });
    bench.pass(SignedDuration::from_millis(80));
    let entry = recorder.finish(Outcome::Parked, bench.now(), &Redaction::new(30, ["Telephone"]));
    assert_eq!(
        (entry.duration_ms, entry.steps[0].at_ms, entry.truncated.as_ref()),
        (200, 120, None)
    );
    assert_eq!(
        entry.expires_at.duration_since(bench.now()).as_hours(),
        30 * 24 - 1,
        "to the whole second"
    );
    bench.store.put(&entry).await.unwrap();
    assert_eq!(
        bench.store.of(&entry.source, 10).await.unwrap().first(),
        Some(&entry)
    );
    assert_eq!(bench.store.day(entry.day(), 10, None).await.unwrap(), [entry]);
}

pub(super) async fn a_records_entries_are_listed_newest_first(bench: &Bench) {
    for n in ["first", "second", "third"] {
        bench.enter("order:1:1001", n, None).await;
        bench.enter("order:1:10010", "another record", None).await;
        bench.pass(SignedDuration::from_millis(1));
    }
    let source = "order:1:1001".parse().unwrap();
    assert_eq!(
        reasons(&bench.store.of(&source, 2).await.unwrap()),
        ["third", "second"]
    );
    assert_eq!(bench.store.of(&source, 0).await.unwrap(), []);
    assert_eq!(bench.store.of(&"deal:7".parse().unwrap(), 2).await.unwrap(), []);
}

pub(super) async fn a_day_is_listed_page_by_page(bench: &Bench) {
    for n in 0..5 {
        bench.enter(&format!("contact:{n}"), &n.to_string(), None).await;
        bench.pass(SignedDuration::from_hours(3));
    }
    // 10:00, 13:00, 16:00, 19:00 and 22:00; the next is the day after.
    bench.enter("contact:9", "tomorrow", None).await;
    let day = date(2026, 11, 23);
    let page = bench.store.day(day, 2, None).await.unwrap();
    assert_eq!(reasons(&page), ["4", "3"]);
    let rest = bench.store.day(day, 9, Some(&page[1].position())).await.unwrap();
    assert_eq!(reasons(&rest), ["2", "1", "0"]);
    assert_eq!(
        bench.store.day(day, 9, Some(&rest[2].position())).await.unwrap(),
        []
    );
    assert_eq!(
        reasons(&bench.store.day(date(2026, 11, 24), 9, None).await.unwrap()),
        ["tomorrow"]
    );
}

pub(super) async fn recent_entries_are_found_over_several_days(bench: &Bench) {
    for n in ["a", "b", "c"] {
        bench.enter("deal:7", n, None).await;
        bench.pass(SignedDuration::from_hours(48));
    }
    assert_eq!(
        reasons(&bench.store.recent(14, 10).await.unwrap()),
        ["c", "b", "a"]
    );
    assert_eq!(reasons(&bench.store.recent(14, 2).await.unwrap()), ["c", "b"]);
    assert_eq!(reasons(&bench.store.recent(4, 10).await.unwrap()), ["c", "b"]);
    assert_eq!(bench.store.recent(1, 10).await.unwrap(), []);
}

pub(super) async fn an_expired_entry_is_not_shown_even_where_it_is_still_stored(bench: &Bench) {
    let mut brief = Recorder::new(&job("deal:7"), bench.now());
    brief.reason("long");
    let long = brief.finish(Outcome::Done, bench.now(), &Redaction::new(60, [""; 0]));
    bench.store.put(&long).await.unwrap();
    // Newer, but sooner forgotten: a page of them must not hide the older one.
    for n in 0..3 {
        bench.pass(SignedDuration::from_secs(1));
        bench.enter("deal:7", &n.to_string(), None).await;
    }
    let source = "deal:7".parse().unwrap();
    bench.pass(SignedDuration::from_hours(14 * 24 - 1));
    assert_eq!(reasons(&bench.store.of(&source, 2).await.unwrap()), ["2", "1"]);
    bench.pass(SignedDuration::from_hours(1));
    assert_eq!(reasons(&bench.store.of(&source, 1).await.unwrap()), ["long"]);
    assert_eq!(
        reasons(&bench.store.day(date(2026, 11, 23), 1, None).await.unwrap()),
        ["long"]
    );
    assert_eq!(reasons(&bench.store.recent(60, 1).await.unwrap()), ["long"]);
}

pub(super) async fn an_entry_that_is_written_twice_is_one(bench: &Bench) {
    let entry = bench.enter("deal:7", "once", None).await;
    bench.store.put(&entry).await.unwrap();
    assert_eq!(bench.store.of(&entry.source, 10).await.unwrap(), [entry]);
}

pub(super) async fn two_entries_of_one_instant_are_two(bench: &Bench) {
    bench.enter("deal:7", "by the webhook", None).await;
    bench.enter("deal:7", "by the sweep", None).await;
    let entries = bench.store.of(&"deal:7".parse().unwrap(), 10).await.unwrap();
    assert_eq!(entries.len(), 2);
    let page = bench
        .store
        .day(entries[0].day(), 10, Some(&entries[0].position()))
        .await
        .unwrap();
    assert_eq!(page, entries[1..], "and a page may end between them");
}

pub(super) async fn a_person_is_forgotten_and_nobody_else(bench: &Bench) {
    // More than one deletion takes at once, over several records and days.
    for n in 0..60 {
        bench
            .enter(&format!("order:1:{}", n % 7), &n.to_string(), Some("anna"))
            .await;
        bench.pass(SignedDuration::from_mins(61));
    }
    bench.enter("order:1:1", "of another", Some("bo")).await;
    bench.enter("order:1:1", "of nobody", None).await;
    let erased = bench.store.erase("anna").await.unwrap();
    assert_eq!((erased.entries, erased.sources.len()), (60, 7));
    assert!(erased.sources.contains(&"order:1:3".parse().unwrap()));
    assert_eq!(bench.store.erase("anna").await.unwrap(), crate::Erased::default());
    let left = bench.store.recent(14, 100).await.unwrap();
    let mut left = reasons(&left);
    left.sort_unstable();
    assert_eq!(left, ["of another", "of nobody"]);
    assert_eq!(bench.store.erase("nobody known").await.unwrap().entries, 0);
}

pub(super) async fn what_has_expired_is_forgotten_too(bench: &Bench) {
    bench.enter("deal:7", "old", Some("anna")).await;
    bench.pass(SignedDuration::from_hours(15 * 24));
    assert_eq!(bench.store.of(&"deal:7".parse().unwrap(), 9).await.unwrap(), []);
    assert_eq!(
        bench.store.erase("anna").await.unwrap().entries,
        1,
        "the store may keep it for days still"
    );
}

pub(super) async fn the_largest_entry_fits(bench: &Bench) {
    let mut recorder = Recorder::new(&job("order:1:1001"), bench.now());
    for n in 0..1_000 {
        recorder.sent(
            "order",
            &format!("Rows[{n}].Text"),
            Some(&"räksmörgås 🦐 ".repeat(60)),
            None,
        );
    }
    let entry = recorder.finish(Outcome::Done, bench.now(), &Redaction::default());
    assert!(
        serde_json::to_string(&entry).unwrap().len() > LARGEST_ENTRY - 2_048,
        "as large as one gets"
    );
    bench.store.put(&entry).await.unwrap();
    assert_eq!(bench.store.of(&entry.source, 1).await.unwrap(), [entry]);
}

#[cfg(feature = "dynamodb")]
mod dynamodb {
    use super::super::bench::{client, clock, serve};
    use super::job;
    use crate::{DynamoStore, Outcome, Recorder, Redaction, Store, create_table, schema};

    #[tokio::test]
    async fn every_item_has_its_expiry_and_names_nobody_outside_its_content() {
        let client = client(&serve().await);
        for _ in 0..2 {
            create_table(&client, "journal").await.unwrap();
        }
        let clock = clock();
        let store = DynamoStore::new(client.clone(), "journal", clock.clone());
        let mut recorder = Recorder::new(&job("contact:12"), model::Clock::now(&*clock));
        recorder.sent("customer", "EmailAddress", Some("anna@example.com"), None);
        recorder.subject(crate::person_digest("salt", "anna@example.com"));
        let entry = recorder.finish(Outcome::Done, model::Clock::now(&*clock), &Redaction::default());
        store.put(&entry).await.unwrap();
        let items = client
            .scan()
            .table_name("journal")
            .send()
            .await
            .unwrap()
            .items
            .unwrap();
        let [mut item] = <[_; 1]>::try_from(items).unwrap();
        let expires = item[schema::EXPIRES_AT].as_n().unwrap().parse::<i64>().unwrap();
        assert_eq!(expires, entry.expires_at.as_second());
        assert!(item.remove(dynamo::CONTENT).is_some());
        assert!(!format!("{item:?}").contains("anna"), "{item:?}");
        let described = client
            .describe_time_to_live()
            .table_name("journal")
            .send()
            .await
            .unwrap();
        let expiry = described.time_to_live_description.unwrap();
        assert_eq!(expiry.attribute_name(), Some(schema::EXPIRES_AT));
    }

    #[tokio::test]
    async fn a_missing_table_is_told_with_what_to_do_and_never_as_an_empty_journal() {
        let store = DynamoStore::new(client(&serve().await), "elsewhere", clock());
        for problem in [
            store.of(&"deal:7".parse().unwrap(), 5).await.unwrap_err(),
            store.recent(3, 5).await.unwrap_err(),
            store.erase("anna").await.unwrap_err(),
        ] {
            assert_eq!(problem.code, model::Code::STORAGE_ERROR);
            assert!(
                problem.message.contains("elsewhere") && problem.remedy.contains("Deploy"),
                "{problem}"
            );
            assert!(!problem.to_string().contains("anna"), "{problem}");
        }
    }
}
