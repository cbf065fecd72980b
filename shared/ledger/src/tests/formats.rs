//! Items as they are stored, checked in: `fixtures/format-1.json` as this version writes them, and `fixtures/format-2.json` as a
//! newer version might.

use std::collections::BTreeMap;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use model::{Cause, Code};
use serde_json::{Value, json};

use super::bench::{Bench, client, granted, intent, invoice, invoice_intent, job, key, order, serve, source};
use super::stores::record;
use crate::{
    ClaimRequest, DynamoStore, Expect, FORMAT, Key, LinkStore, Record, RecordStore, State, ValueStore,
};

const TABLE: &str = "ledger";

/// A table, and its items as they are stored.
struct Stored {
    client: Client,
    store: DynamoStore,
}

/// Items by partition key; numbers and texts as DynamoDB writes them, `content` as the JSON that it holds.
type Items = BTreeMap<String, Value>;

fn fixture(format: u32) -> Items {
    let text = match format {
        1 => include_str!("../../fixtures/format-1.json"),
        _ => include_str!("../../fixtures/format-2.json"),
    };
    serde_json::from_str(text).unwrap()
}

impl Stored {
    async fn nothing() -> Self {
        let client = client(&serve().await);
        crate::create_table(&client, TABLE).await.unwrap();
        let store = DynamoStore::new(client.clone(), TABLE);
        Self { client, store }
    }

    async fn with(items: &Items) -> Self {
        let table = Self::nothing().await;
        for (pk, attributes) in items {
            let mut put = table
                .client
                .put_item()
                .table_name(TABLE)
                .item("pk", AttributeValue::S(pk.clone()));
            for (name, value) in attributes.as_object().unwrap() {
                let value = match value {
                    Value::Number(number) => AttributeValue::N(number.to_string()),
                    Value::String(text) => AttributeValue::S(text.clone()),
                    content => AttributeValue::S(content.to_string()),
                };
                put = put.item(name, value);
            }
            put.send().await.unwrap();
        }
        table
    }

    async fn items(&self) -> Items {
        let scan = self.client.scan().table_name(TABLE).send().await.unwrap();
        let plain = |(name, value): (&String, &AttributeValue)| {
            let value = match value {
                AttributeValue::N(number) => number.parse().map(Value::Number).unwrap(),
                AttributeValue::S(text) if name == "content" => serde_json::from_str(text).unwrap(),
                AttributeValue::S(text) => Value::from(text.as_str()),
                other => panic!("{name} is {other:?}"),
            };
            (name.clone(), value)
        };
        scan.items()
            .iter()
            .map(|item| {
                let mut attributes: serde_json::Map<String, Value> = item.iter().map(plain).collect();
                let pk = attributes.remove("pk").unwrap();
                attributes.sort_keys();
                (pk.as_str().unwrap().to_owned(), Value::Object(attributes))
            })
            .collect()
    }

    /// A ledger on this table, at the time that the items are of.
    fn bench(&self) -> Bench {
        Bench::on(Arc::new(self.store.clone()))
    }
}

/// One of everything that the ledger stores.
async fn write_everything(table: &Stored) {
    let bench = table.bench();
    let store = &table.store;
    let states = [
        State::Leased,
        State::Committing,
        State::InDoubt,
        State::Waiting,
        State::Done,
        State::Skipped,
        State::Parked,
    ];
    for (number, state) in states.into_iter().enumerate() {
        let written = Record {
            key: Key::source(&model::Source::Deal(number.to_string())),
            lease_until: state.is_held().then(|| bench.now()),
            reason: (state == State::Skipped).then(|| "there is nothing to do".to_owned()),
            ..record(&bench, state)
        };
        store.put(&written, &Expect::Absent).await.unwrap();
    }
    store.put_link(&source(), &order()).await.unwrap();
    let watermark = json!({ "at": bench.now(), "by": "w#1", "value": bench.now() });
    store
        .put_value("watermark#orders", &watermark, None)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_this_version_stores_is_format_1() {
    assert_eq!(FORMAT, 1);
    let table = Stored::nothing().await;
    write_everything(&table).await;
    let items = table.items().await;
    assert!(
        items == fixture(1),
        "What the ledger stores has changed. A field that an older version doesn't know needs a higher FORMAT, written as the \
         attribute `format`, and a fixture of its own; format-1.json stays as it is. Stored now:\n{}",
        serde_json::to_string_pretty(&items).unwrap()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn records_of_format_1_are_read_and_written_back_as_they_were() {
    let before = fixture(1);
    let table = Stored::with(&before).await;
    let mut records = 0;
    for pk in before.keys() {
        let Some(deal) = pk.strip_prefix("record#deal:") else {
            continue;
        };
        let key = Key::source(&model::Source::Deal(deal.to_owned()));
        let read = table.store.get(&key).await.unwrap().unwrap();
        assert_eq!(read.newer, None);
        table.store.put(&read, &Expect::of(&read)).await.unwrap();
        records += 1;
    }
    assert_eq!(records, 7);
    let linked = table.store.link(&source()).await.unwrap();
    assert_eq!(linked, Some(order()));
    let ledger = table.bench().worker("w");
    assert!(ledger.watermark("orders").await.unwrap().is_some());
    assert_eq!(table.items().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_record_is_read_and_written_back_without_loss() {
    let before = fixture(2);
    let table = Stored::with(&before).await;
    let read = table.store.get(&key()).await.unwrap().unwrap();
    assert_eq!(read.state, State::Parked);
    assert_eq!(read.documents, [order()]);
    let problem = read.problem.clone().unwrap();
    assert_eq!(problem.code, Code::FROM_NEWER_VERSION);
    assert!(problem.message.contains("credit limit"), "{problem}");
    assert_eq!(read.job, None, "a kind of job that this version doesn't have");
    table.store.put(&read, &Expect::of(&read)).await.unwrap();
    assert_eq!(table.items().await, before);

    // It is listed as any other.
    let listed = table.store.list(State::Parked, 10, None).await.unwrap();
    assert_eq!((listed.records, listed.unreadable.len()), (vec![read], 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn work_on_a_newer_record_keeps_what_only_the_newer_version_knows() {
    let before = fixture(2);
    let table = Stored::with(&before).await;
    let ledger = table.bench().worker("older");
    ledger.reopen(&key()).await.unwrap();
    let replay = job(Cause::Replay);
    let ask = ClaimRequest {
        job: Some(&replay),
        ..ClaimRequest::default()
    };
    let mut lease = granted(ledger.claim(&key(), ask).await.unwrap());
    ledger.commit(&mut lease, intent()).await.unwrap();
    ledger
        .progress(&mut lease, order(), Some(invoice_intent()))
        .await
        .unwrap();
    ledger.done(lease, Some(invoice())).await.unwrap();

    let pk = format!("record#{}", key());
    let (before, after) = (&before[&pk]["content"], &table.items().await[&pk]["content"]);
    assert_eq!(after["state"], "done");
    // What this version has written is its own.
    assert_eq!(after["job"]["kind"], "order");
    assert_eq!(after["documents"][1], serde_json::to_value(invoice()).unwrap());
    assert_eq!(after.get("intent"), None);
    // And the rest is as it was.
    assert_eq!(after["channel"], before["channel"]);
    assert_eq!(after["approvals"], before["approvals"]);
    assert_eq!(after["documents"][0], before["documents"][0]);
    assert!(before["documents"][0].get("pdf").is_some());
    assert_eq!(table.items().await[&pk]["format"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_in_a_state_that_this_version_does_not_know_is_not_touched() {
    let pk = format!("record#{}", key());
    for (path, word) in [("/state", "escrow"), ("/documents/0/kind", "credit_note")] {
        let mut items = fixture(2);
        *items
            .get_mut(&pk)
            .and_then(|item| item["content"].pointer_mut(path))
            .unwrap() = Value::from(word);
        let table = Stored::with(&items).await;
        let problem = table.store.get(&key()).await.unwrap_err();
        assert_eq!(problem.code, Code::STORAGE_ERROR, "{path}");
        assert!(problem.remedy.contains("another version"), "{problem}");
        let ledger = table.bench().worker("older");
        let claimed = ledger.claim(&key(), ClaimRequest::default()).await;
        assert!(claimed.is_err(), "{path}: {claimed:?}");
        assert_eq!(table.items().await, items, "{path}");
        // And it hides no other from a list.
        let listed = table.store.list(State::Parked, 10, None).await.unwrap();
        assert_eq!((listed.records.len(), listed.unreadable.len()), (0, 1), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_word_without_the_mark_of_its_format_is_refused() {
    let pk = format!("record#{}", key());
    let mut items = fixture(2);
    let item = items.get_mut(&pk).and_then(Value::as_object_mut).unwrap();
    item.remove("format");
    let table = Stored::with(&items).await;
    // Read as format 1, it would lose what this version doesn't know.
    assert!(table.store.get(&key()).await.is_err());
}
