use model::Cause;

use super::bench::{Bench, intent, job, key, order, problem, source};
use crate::{Document, Expect, Key, LinkStore, PutError, Record, RecordStore, State};

pub(super) fn record(bench: &Bench, state: State) -> Record {
    Record {
        key: key(),
        state,
        owner: "w#1".to_owned(),
        fence: 4,
        lease_until: None,
        payload_hash: Some("h".to_owned()),
        version: Some("2026-11-20T10:00:00-06:00".to_owned()),
        read_at: Some(bench.now()),
        made_of: Some("h0".to_owned()),
        intent: Some(intent()),
        intent_at: Some(bench.now()),
        documents: vec![order()],
        pending_steps: vec!["payment".to_owned()],
        hold: Some(crate::Hold {
            by: Some("me".to_owned()),
            because: "paid in cash".to_owned(),
            since: bench.now(),
        }),
        problem: Some(problem()),
        parked_at: (state == State::Parked).then(|| bench.now()),
        reason: None,
        job: Some(job(Cause::Sweep)),
        attempts: 3,
        crashes: 1,
        next_attempt: Some(bench.now()),
        first_seen: bench.now(),
        updated_at: bench.now(),
        expires_at: Some("2027-01-01T00:00:00Z".parse().unwrap()),
        newer: None,
    }
}

pub(super) async fn a_record_is_read_as_it_was_written(bench: &Bench) {
    for state in [
        State::Leased,
        State::Committing,
        State::InDoubt,
        State::Waiting,
        State::Done,
        State::Skipped,
        State::Parked,
    ] {
        let source = model::Source::Deal(format!("7 {}", state.as_str()));
        let written = Record {
            key: Key::source(&source),
            ..record(bench, state)
        };
        bench.store.put(&written, &Expect::Absent).await.unwrap();
        assert_eq!(bench.store.get(&written.key).await.unwrap(), Some(written));
    }
    assert_eq!(bench.store.get(&key()).await.unwrap(), None);
}

pub(super) async fn a_write_happens_only_where_what_is_stored_is_as_expected(bench: &Bench) {
    let store = &bench.store;
    let first = record(bench, State::Leased);
    assert_eq!(
        store.put(&first, &Expect::of(&first)).await,
        Err(PutError::Conflict(None))
    );
    store.put(&first, &Expect::Absent).await.unwrap();
    let second = Record {
        state: State::Done,
        fence: 5,
        owner: "w#2".to_owned(),
        ..first.clone()
    };
    let met = Err(PutError::Conflict(Some(Box::new(first.clone()))));
    assert_eq!(store.put(&second, &Expect::Absent).await, met);
    for other in [
        Record {
            owner: "w#9".to_owned(),
            ..first.clone()
        },
        Record {
            fence: 3,
            ..first.clone()
        },
        Record {
            state: State::Committing,
            ..first.clone()
        },
    ] {
        assert_eq!(store.put(&second, &Expect::of(&other)).await, met, "{other:?}");
    }
    assert_eq!(
        store.get(&key()).await.unwrap().as_ref(),
        Some(&first),
        "nothing was written"
    );
    store.put(&second, &Expect::of(&first)).await.unwrap();
    assert_eq!(store.get(&key()).await.unwrap(), Some(second));
}

pub(super) async fn parked_waiting_and_in_doubt_records_are_listed_page_by_page(bench: &Bench) {
    let store = &bench.store;
    for n in 0..7 {
        let written = Record {
            key: Key::source(&model::Source::Deal(n.to_string())),
            // Two at each instant, so that a page ends between equals.
            updated_at: bench.now() + jiff::SignedDuration::from_secs(i64::from(n / 2)),
            ..record(bench, State::Parked)
        };
        store.put(&written, &Expect::Absent).await.unwrap();
    }
    for (n, state) in [State::Leased, State::Done, State::Skipped, State::Committing]
        .into_iter()
        .enumerate()
    {
        let key = Key::source(&model::Source::Contact(n.to_string()));
        store
            .put(
                &Record {
                    key,
                    ..record(bench, state)
                },
                &Expect::Absent,
            )
            .await
            .unwrap();
        assert_eq!(
            store.list(state, 10, None).await.unwrap(),
            crate::Page::default(),
            "{state:?}"
        );
    }
    let (mut seen, mut from, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = store.list(State::Parked, 3, from.as_deref()).await.unwrap();
        assert!(page.records.len() <= 3);
        seen.extend(page.records);
        pages += 1;
        match page.next {
            Some(next) => from = Some(next),
            None => break,
        }
    }
    assert!(pages >= 3);
    assert!(
        seen.is_sorted_by_key(|record| record.updated_at),
        "longest unchanged first"
    );
    let mut keys: Vec<_> = seen.iter().map(|record| record.key.to_string()).collect();
    keys.sort();
    assert_eq!(
        keys,
        (0..7).map(|n| format!("deal:{n}")).collect::<Vec<_>>(),
        "each once"
    );

    let resolved = Record {
        state: State::Done,
        ..seen[0].clone()
    };
    store.put(&resolved, &Expect::of(&seen[0])).await.unwrap();
    let rest = store.list(State::Parked, 10, None).await.unwrap();
    assert_eq!(rest.records.len(), 6, "what is resolved leaves the listing");
    assert!(
        store
            .list(State::Waiting, 10, None)
            .await
            .unwrap()
            .records
            .is_empty()
    );
}

pub(super) async fn listed_records_are_counted_and_those_on_hold_are_not(bench: &Bench) {
    let store = &bench.store;
    for n in 0..7 {
        let on_hold = record(bench, State::Parked);
        let record = Record {
            key: Key::source(&model::Source::Deal(n.to_string())),
            // A text that looks like the field is none.
            problem: Some(model::Problem::new(
                model::Code::SKU_UNKNOWN,
                r#"{"hold":{"because":"x"}}"#,
                "\"hold\":",
            )),
            hold: on_hold.hold.clone().filter(|_| n < 2),
            ..on_hold
        };
        store.put(&record, &Expect::Absent).await.unwrap();
    }
    assert_eq!(store.count_listed(State::Parked).await.unwrap(), 5);
    assert_eq!(store.count_listed(State::Waiting).await.unwrap(), 0);
    assert_eq!(
        store.count_listed(State::Done).await.unwrap(),
        0,
        "it is not listed"
    );
}

pub(super) async fn links_are_replaced_and_keep_no_more_than_the_document(bench: &Bench) {
    let store = &bench.store;
    assert_eq!(store.link(&source()).await.unwrap(), None);
    store.put_link(&source(), &order()).await.unwrap();
    assert_eq!(store.link(&source()).await.unwrap(), Some(order()));
    let other = Document {
        id: "o-2".to_owned(),
        number: None,
        ..order()
    };
    store.put_link(&source(), &other).await.unwrap();
    assert_eq!(store.link(&source()).await.unwrap(), Some(other));
    assert_eq!(store.get(&key()).await.unwrap(), None, "a link is no record");
    for _ in 0..2 {
        store.remove_link(&source()).await.unwrap();
        assert_eq!(store.link(&source()).await.unwrap(), None);
    }
}

#[test]
fn a_stored_record_has_no_empty_fields() {
    let bench = Bench::memory();
    let bare = Record {
        payload_hash: None,
        version: None,
        read_at: None,
        made_of: None,
        pending_steps: Vec::new(),
        hold: None,
        intent: None,
        intent_at: None,
        documents: Vec::new(),
        problem: None,
        job: None,
        next_attempt: None,
        expires_at: None,
        ..record(&bench, State::Done)
    };
    let json = serde_json::to_value(&bare).unwrap();
    let names: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let always = [
        "key",
        "state",
        "owner",
        "fence",
        "attempts",
        "crashes",
        "first_seen",
        "updated_at",
    ];
    assert_eq!(names, always);
    assert_eq!(serde_json::from_value::<Record>(json).unwrap(), bare);
}

#[cfg(feature = "dynamodb")]
mod dynamodb {
    use super::super::bench::{client, serve};
    use super::{Bench, key};
    use crate::{DynamoStore, LinkStore, RecordStore, State, create_table, schema};

    #[tokio::test]
    async fn a_dynamodb_that_cannot_be_reached_is_a_problem_and_not_an_empty_store() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        let store = DynamoStore::new(client(&url), "ledger");
        let problem = store.get(&key()).await.unwrap_err();
        assert_eq!(problem.code, model::Code::STORAGE_ERROR);
        assert!(
            problem.message.contains("ledger") && !problem.message.contains("http"),
            "{problem}"
        );
    }

    #[tokio::test]
    async fn a_missing_table_is_told_with_what_to_do() {
        let url = serve().await;
        let store = DynamoStore::new(client(&url), "elsewhere");
        let problem = store.get(&key()).await.unwrap_err();
        assert!(problem.message.contains("ResourceNotFoundException"), "{problem}");
        assert!(problem.remedy.contains("Deploy"), "{problem}");
    }

    #[tokio::test]
    async fn a_record_that_cannot_be_read_is_named_and_hides_no_other() {
        let bench = Bench::memory();
        let client = client(&serve().await);
        create_table(&client, "ledger").await.unwrap();
        let store = DynamoStore::new(client.clone(), "ledger");
        for n in 0..5 {
            let record = crate::Record {
                key: crate::Key::source(&model::Source::Deal(n.to_string())),
                ..super::record(&bench, State::Parked)
            };
            store.put(&record, &crate::Expect::Absent).await.unwrap();
            bench.pass(1);
            // As a version would write it that this one does not know, at the end of a page.
            if n == 1 {
                dynamo::Table::new(client.clone(), "ledger", "ledger")
                    .put("record#deal:new", &"of another version")
                    .unwrap()
                    .item(schema::LISTED, dynamo::text("parked"))
                    .item(schema::LISTED_AT, dynamo::text(&format!("{:.6}", bench.now())))
                    .send()
                    .await
                    .unwrap();
                bench.pass(1);
            }
        }
        let (mut found, mut unreadable, mut from) = (Vec::new(), Vec::new(), None);
        loop {
            let page = store.list(State::Parked, 3, from.as_deref()).await.unwrap();
            found.extend(page.records.iter().map(|record| record.key.to_string()));
            unreadable.extend(page.unreadable);
            from = page.next;
            if from.is_none() {
                break;
            }
        }
        assert_eq!(found, ["deal:0", "deal:1", "deal:2", "deal:3", "deal:4"]);
        let [problem] = unreadable.as_slice() else {
            panic!("one")
        };
        assert!(problem.message.contains("record#deal:new"), "{problem}");
    }

    #[tokio::test]
    async fn the_table_is_created_once_with_index_and_expiry() {
        let url = serve().await;
        let client = client(&url);
        for _ in 0..2 {
            create_table(&client, "ledger").await.unwrap();
        }
        let table = client
            .describe_table()
            .table_name("ledger")
            .send()
            .await
            .unwrap()
            .table
            .unwrap();
        let indexes: Vec<_> = table
            .global_secondary_indexes()
            .iter()
            .filter_map(|index| index.index_name())
            .collect();
        assert_eq!(indexes, [schema::BY_STATE]);
        let expiry = client
            .describe_time_to_live()
            .table_name("ledger")
            .send()
            .await
            .unwrap();
        let expiry = expiry.time_to_live_description.unwrap();
        assert_eq!(expiry.attribute_name(), Some(schema::EXPIRES_AT));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn records_links_and_values_never_expire_but_skips_do() {
        let bench = Bench::memory();
        let database = dynoxide::Database::memory().unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let served = database.clone();
        tokio::spawn(dynoxide::server::serve_with_shutdown(
            listener,
            served,
            std::future::pending(),
        ));
        let client = client(&url);
        create_table(&client, "ledger").await.unwrap();
        let store = std::sync::Arc::new(DynamoStore::new(client.clone(), "ledger"));
        let ledger = crate::Ledger::new(
            store.clone(),
            bench.clock.clone(),
            "w",
            super::super::bench::LEASE,
        );
        ledger
            .skip_leaseless(&key(), crate::ClaimRequest::default(), "Nothing to do.")
            .await
            .unwrap();
        let order = super::order();
        store.put_link(&super::source(), &order).await.unwrap();
        ledger.remember("probe", &true).await.unwrap();
        let parked = crate::Key::customer("d");
        ledger
            .park_leaseless(&parked, crate::ClaimRequest::default(), &super::problem())
            .await
            .unwrap();
        let items = client
            .scan()
            .table_name("ledger")
            .send()
            .await
            .unwrap()
            .items
            .unwrap();
        let mut expiring: Vec<_> = items
            .iter()
            .filter(|item| item.contains_key(schema::EXPIRES_AT))
            .map(|item| item["pk"].as_s().unwrap().as_str())
            .collect();
        expiring.sort_unstable();
        assert_eq!(items.len(), 4);
        assert_eq!(expiring, ["record#order:1:1001"]);
    }
}
