//! Items as they are stored, checked in: `fixtures/format-1.json` as this version writes them, and `fixtures/format-2.json` as a
//! newer version might.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use jiff::{SignedDuration, Timestamp};
use model::{Cause, Code};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::bench::{Bench, client, granted, intent, invoice, invoice_intent, job, key, order, serve, source};
use super::stores::record;
use crate::{
    ClaimRequest, DynamoStore, Expect, FORMAT, Key, LinkStore, NamedLeaseOutcome, Record, RecordStore, State,
    ValueStore,
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
        .put_value("watermark#orders", &watermark, FORMAT, None)
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

/// A link has no mark of its format: nothing of it is read to be written back. It is replaced whole, by another document.
#[tokio::test(flavor = "multi_thread")]
async fn a_newer_versions_link_is_read_and_one_of_an_unknown_kind_is_not() {
    let mut items = fixture(1);
    let link = items.get_mut("link#order:1:1001").unwrap();
    link["content"]["archived"] = json!(true);
    let table = Stored::with(&items).await;
    assert_eq!(table.store.link(&source()).await.unwrap(), Some(order()));
    assert_eq!(table.items().await, items);

    items.get_mut("link#order:1:1001").unwrap()["content"]["kind"] = json!("proforma");
    let table = Stored::with(&items).await;
    let refused = table.store.link(&source()).await.unwrap_err();
    assert_eq!(refused.code, Code::STORAGE_ERROR, "{refused}");
    assert_eq!(table.items().await, items);
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

/// A named value as this version knows it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Outage {
    vendor: String,
    until: Timestamp,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_versions_named_value_is_changed_without_loss() {
    let table = Stored::with(&fixture(2)).await;
    let bench = table.bench();
    let ledger = bench.worker("older");
    let seen = ledger.remembered::<Outage>("outage").await.unwrap().unwrap();
    let later = Outage {
        until: seen.value.until + SignedDuration::from_hours(1),
        ..seen.value
    };
    let version = ledger.compare_and_set("outage", &later, Some(seen.version)).await;
    assert_eq!(version.unwrap(), Some(5));
    ledger.remember("outage", &later).await.unwrap();
    ledger.move_watermark("orders", bench.now(), None).await.unwrap();

    let items = table.items().await;
    let outage = &items["state#outage"];
    assert_eq!((&outage["format"], &outage["version"]), (&json!(2), &json!(6)));
    assert_eq!(outage["content"]["value"]["until"], json!(later.until));
    assert_eq!(outage["content"]["value"]["regions"], json!(["se", "no"]));
    assert_eq!(outage["content"]["expires"], "2027-01-01T00:00:00Z");
    let watermark = &items["state#watermark#orders"];
    assert_eq!(watermark["format"], 2);
    assert_eq!(watermark["content"]["value"], json!(bench.now()));
    assert_eq!(watermark["content"]["source"], "webhooks");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_named_value_that_cannot_be_read_is_not_written_over() {
    let mut items = fixture(2);
    let outage = items.get_mut("state#outage").unwrap();
    outage["content"]["value"] = json!({ "vendors": ["eaccounting"] });
    let table = Stored::with(&items).await;
    let bench = table.bench();
    let ledger = bench.worker("older");
    let outage = Outage {
        vendor: "eaccounting".to_owned(),
        until: bench.now(),
    };
    let problem = ledger.remembered::<Outage>("outage").await.unwrap_err();
    assert!(problem.remedy.contains("another version"), "{problem}");
    assert!(ledger.compare_and_set("outage", &outage, Some(4)).await.is_err());
    assert!(ledger.remember("outage", &outage).await.is_err());
    assert_eq!(table.items().await, items);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_named_lease_of_a_newer_version_is_taken_and_released_without_loss() {
    let table = Stored::with(&fixture(2)).await;
    let ledger = table.bench().worker("older");
    let taken = ledger
        .take_lease("tokens", Duration::from_secs(60))
        .await
        .unwrap();
    let NamedLeaseOutcome::Mine(lease) = taken else {
        panic!("the lease of the newer version has expired: {taken:?}")
    };
    assert_eq!(lease.fence(), 3);
    ledger.release_lease(lease).await.unwrap();
    let stored = &table.items().await["state#lease#tokens"];
    assert_eq!((&stored["format"], &stored["version"]), (&json!(2), &json!(4)));
    assert_eq!(stored["content"]["reason"], "renewal");
}
