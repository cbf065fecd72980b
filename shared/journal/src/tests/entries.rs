use jiff::SignedDuration;
use jiff::civil::date;
use model::{Code, Problem};

use super::bench::{Bench, job, listed, reasons};
use crate::{Document, LARGEST_ENTRY, Outcome, Recorder, Redaction, Summary};

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
    let listed = bench.store.day(entry.day(), 10, None).await.unwrap();
    assert_eq!(listed, [Summary::from(&entry)]);
    assert_eq!(bench.store.in_full(&listed).await.unwrap(), [entry]);
}

pub(super) async fn a_records_entries_are_listed_newest_first(bench: &Bench) {
    for n in ["first", "second", "third"] {
        bench.enter("order:1:1001", n, None).await;
        bench.enter("order:1:10010", "another record", None).await;
        bench.pass(SignedDuration::from_millis(1));
    }
    let source = "order:1:1001".parse().unwrap();
    assert_eq!(
        reasons(&listed(&bench.store.of(&source, 2).await.unwrap())),
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

pub(super) async fn a_part_of_two_days_is_listed_page_by_page(bench: &Bench) {
    let mut moments = Vec::new();
    for n in 0..5 {
        moments.push(bench.now());
        bench.enter(&format!("contact:{n}"), &n.to_string(), None).await;
        bench.pass(SignedDuration::from_hours(7));
    }
    // 10:00, 17:00 and 00:00, 07:00, 14:00 of the day after.
    let day = date(2026, 11, 24);
    let mut before = "2026-11-24T14:00:00.000000Z".to_owned();
    let mut pages = Vec::new();
    loop {
        let part = bench.store.since(moments[1], day, 2, &before).await.unwrap();
        pages.push(reasons(&part.entries).join(" "));
        match part.older {
            Some(older) => before = older,
            None => break,
        }
    }
    assert_eq!(pages, ["3 2", "1"]);
}

pub(super) async fn what_is_listed_is_read_in_full_in_its_order(bench: &Bench) {
    let mut entries = Vec::new();
    // More than one read takes at once.
    for n in 0..120 {
        entries.push(
            bench
                .enter(&format!("contact:{}", n % 7), &n.to_string(), None)
                .await,
        );
        bench.pass(SignedDuration::from_millis(1));
    }
    let mut listed = bench.store.recent(1, 200).await.unwrap();
    entries.reverse();
    assert_eq!(bench.store.in_full(&listed).await.unwrap(), entries);
    listed[3].id = "another".to_owned();
    assert_eq!(
        bench.store.in_full(&listed[2..5]).await.unwrap(),
        [entries[2].clone(), entries[4].clone()],
        "one that is gone is left out"
    );
    assert_eq!(bench.store.in_full(&[]).await.unwrap(), []);
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
    assert_eq!(
        reasons(&listed(&bench.store.of(&source, 2).await.unwrap())),
        ["2", "1"]
    );
    bench.pass(SignedDuration::from_hours(1));
    assert_eq!(
        reasons(&listed(&bench.store.of(&source, 1).await.unwrap())),
        ["long"]
    );
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
    assert_eq!(page, listed(&entries[1..]), "and a page may end between them");
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
    let records = bench.store.records_of("anna").await.unwrap();
    assert!(
        records.len() == 7 && records.contains(&"order:1:3".parse().unwrap()),
        "{records:?}"
    );
    assert_eq!(bench.store.erase("anna").await.unwrap(), 60);
    assert!(bench.store.records_of("anna").await.unwrap().is_empty());
    assert_eq!(bench.store.erase("anna").await.unwrap(), 0);
    let left = bench.store.recent(14, 100).await.unwrap();
    let mut left = reasons(&left);
    left.sort_unstable();
    assert_eq!(left, ["of another", "of nobody"]);
    assert_eq!(bench.store.erase("nobody known").await.unwrap(), 0);
}

pub(super) async fn what_has_expired_is_forgotten_too(bench: &Bench) {
    bench.enter("deal:7", "old", Some("anna")).await;
    bench.pass(SignedDuration::from_hours(15 * 24));
    assert_eq!(bench.store.of(&"deal:7".parse().unwrap(), 9).await.unwrap(), []);
    assert_eq!(
        bench.store.erase("anna").await.unwrap(),
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
    use aws_sdk_dynamodb::primitives::Blob;
    use aws_sdk_dynamodb::types::AttributeValue;

    use super::job;
    use crate::{DynamoStore, Entry, Outcome, Recorder, Redaction, Store, Summary, create_table, schema};

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
        assert!(item.remove(dynamo::CONTENT).is_some() && item.remove(schema::DETAIL).is_some());
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

    /// An order of two articles with everything that its attempt notes: about what the shipped settings make.
    fn an_order(number: u64, at: jiff::Timestamp) -> Entry {
        let mut recorder = Recorder::new(&job(&format!("order:1:{number}")), at);
        for field in 0..30 {
            let value = format!("value {} of order {number}", field * 7_919);
            recorder.read("order", &format!("billingAddress.field{field}"), Some(&value));
        }
        for row in 0..4 {
            for field in [
                "ArticleId",
                "ArticleNumber",
                "Text",
                "UnitPrice",
                "Quantity",
                "VatRateId",
            ] {
                recorder.sent(
                    "order",
                    &format!("Rows[{row}].{field}"),
                    Some(&format!("{}-{number}-{row}", model::short_digest(field))),
                    Some("line 2 of the order, its price without VAT, rounded to 2 decimals"),
                );
            }
        }
        recorder.read("order", "number", Some(&format!("A-{number}")));
        recorder.reason(format!("Order {number} was created."));
        recorder.subject(crate::person_digest("salt", "anna@example.com"));
        recorder.finish(Outcome::Done, at, &Redaction::default())
    }

    #[tokio::test]
    async fn a_list_reads_only_what_it_shows_and_finds_the_shops_number() {
        let client = client(&serve().await);
        create_table(&client, "journal").await.unwrap();
        let store = DynamoStore::new(client.clone(), "journal", clock());
        let entry = an_order(7, model::Clock::now(&*clock()));
        store.put(&entry).await.unwrap();
        let items = client
            .scan()
            .table_name("journal")
            .index_name(schema::LISTED_BY_DAY)
            .send()
            .await
            .unwrap();
        let [item] = items.items() else { panic!("one item") };
        assert!(!item.contains_key(schema::DETAIL));
        assert!(dynamo::size_of(item) < 1_024, "one unit to write");
        let listed = store.recent(1, 10).await.unwrap();
        assert_eq!(listed[0].order_number.as_deref(), Some("A-7"));
    }

    #[tokio::test]
    async fn an_entry_takes_a_third_of_what_its_json_would() {
        let client = client(&serve().await);
        create_table(&client, "journal").await.unwrap();
        let store = DynamoStore::new(client.clone(), "journal", clock());
        let entry = an_order(7, model::Clock::now(&*clock()));
        store.put(&entry).await.unwrap();
        let items = client.scan().table_name("journal").send().await.unwrap();
        let json = serde_json::to_string(&entry).unwrap().len();
        let stored = dynamo::size_of(&items.items()[0]);
        assert!(json > 6_000 && stored < json / 3, "{stored} of {json}");
    }

    #[tokio::test]
    async fn after_an_upgrade_a_list_has_what_the_older_version_wrote() {
        // The table as the older version made it: without the new index, which the deployment adds.
        let client = client(&serve().await);
        let before = dynamo::Schema {
            sort_key: Some(schema::SORT_KEY),
            indexes: &schema::SCHEMA.indexes[1..],
        };
        assert_eq!(before.indexes[0].name, schema::BY_DAY);
        dynamo::create_table(&client, "journal", &before).await.unwrap();
        let clock = clock();
        let table = dynamo::Table::new(client.clone(), "journal", "journal");
        let mut entries = Vec::new();
        for number in 0..3 {
            clock.advance(jiff::SignedDuration::from_secs(1));
            let entry = an_order(number, model::Clock::now(&*clock));
            table
                .put(&entry.source.to_string(), &entry)
                .unwrap()
                .item(schema::SORT_KEY, dynamo::text(&entry.position()))
                .item(schema::DAY, dynamo::text(&entry.day().to_string()))
                .item(schema::EXPIRES_AT, dynamo::number(entry.expires_at.as_second()))
                .send()
                .await
                .unwrap();
            entries.push(entry);
        }
        create_table(&client, "journal").await.unwrap();
        let store = DynamoStore::new(client, "journal", clock.clone());
        for number in 3..6 {
            clock.advance(jiff::SignedDuration::from_secs(1));
            let entry = an_order(number, model::Clock::now(&*clock));
            store.put(&entry).await.unwrap();
            entries.push(entry);
        }
        entries.reverse();
        let summaries = super::listed(&entries);
        let day = entries[0].day();
        assert_eq!(store.recent(1, 10).await.unwrap(), summaries);
        assert_eq!(store.in_full(&summaries).await.unwrap(), entries);
        assert_eq!(store.of(&entries[5].source, 1).await.unwrap(), entries[5..]);
        let first = store.day(day, 4, None).await.unwrap();
        assert_eq!(first, summaries[..4]);
        let rest = store.day(day, 4, Some(&first[3].position())).await.unwrap();
        assert_eq!(rest, summaries[4..], "and a page goes on across both versions");
        let since = entries[5].at;
        let part = store.since(since, day, 4, &format!("{day}T23")).await.unwrap();
        assert_eq!(part.entries, summaries[..4]);
        let part = store.since(since, day, 4, &part.older.unwrap()).await.unwrap();
        assert_eq!(
            (part.entries, part.older),
            (summaries[4..].to_vec(), None),
            "and so does a part"
        );
        let anna = crate::person_digest("salt", "anna@example.com");
        assert_eq!(
            store.erase(&anna).await.unwrap(),
            3,
            "those that were written with the person"
        );
    }

    #[tokio::test]
    async fn an_entry_that_cannot_be_read_hides_no_other() {
        let client = client(&serve().await);
        create_table(&client, "journal").await.unwrap();
        let clock = clock();
        let store = DynamoStore::new(client.clone(), "journal", clock.clone());
        let entry = an_order(7, model::Clock::now(&*clock));
        store.put(&entry).await.unwrap();
        let table = dynamo::Table::new(client, "journal", "journal");
        for (n, content) in [("1", "{"), ("2", "{}")] {
            table
                .put(&entry.source.to_string(), &content)
                .unwrap()
                .item(
                    schema::SORT_KEY,
                    dynamo::text(&format!("2026-11-23T10:00:0{n}.000000Z#x")),
                )
                .item(schema::LISTED_DAY, dynamo::text("2026-11-23"))
                .item(
                    schema::DETAIL,
                    AttributeValue::B(Blob::new(*b"\xff\xff\xff\x7f1")),
                )
                .send()
                .await
                .unwrap();
        }
        assert_eq!(store.recent(1, 10).await.unwrap(), [Summary::from(&entry)]);
        assert_eq!(store.of(&entry.source, 10).await.unwrap(), [entry]);
    }
}
