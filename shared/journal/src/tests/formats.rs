//! Entries as they are stored, checked in: `fixtures/format-1.json`, with the entry that each item is read as. Entries are
//! written once and never changed, so that an older version has nothing to write back; it leaves out what it can't read.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::{Value, json};

use super::bench::{client, clock, job, serve};
use crate::{DynamoStore, Entry, Outcome, Recorder, Redaction, Store, Summary, create_table, schema};

const TABLE: &str = "journal";

async fn nothing() -> (Client, DynamoStore) {
    let client = client(&serve().await);
    create_table(&client, TABLE).await.unwrap();
    let store = DynamoStore::new(client.clone(), TABLE, clock());
    (client, store)
}

/// An item by attribute: the detail in hexadecimal, the content as the JSON that it holds.
fn plain(item: &dynamo::Item) -> Value {
    let attributes = item.iter().map(|(name, value)| {
        let value = match value {
            AttributeValue::N(number) => number.parse().map(Value::Number).unwrap(),
            AttributeValue::S(text) if name == dynamo::CONTENT => serde_json::from_str(text).unwrap(),
            AttributeValue::S(text) => Value::from(text.as_str()),
            AttributeValue::B(bytes) => Value::from(hex::encode(bytes)),
            other => panic!("{name} is {other:?}"),
        };
        (name.clone(), value)
    });
    let mut attributes: serde_json::Map<String, Value> = attributes.collect();
    attributes.sort_keys();
    Value::Object(attributes)
}

async fn put(client: &Client, item: &Value) {
    let mut put = client.put_item().table_name(TABLE);
    for (name, value) in item.as_object().unwrap() {
        let value = match value {
            Value::Number(number) => AttributeValue::N(number.to_string()),
            Value::String(hex) if name == schema::DETAIL => {
                AttributeValue::B(Blob::new(hex::decode(hex).unwrap()))
            }
            Value::String(text) => AttributeValue::S(text.clone()),
            content => AttributeValue::S(content.to_string()),
        };
        put = put.item(name, value);
    }
    put.send().await.unwrap();
}

fn fixture() -> Value {
    serde_json::from_str(include_str!("../../fixtures/format-1.json")).unwrap()
}

fn expected() -> Entry {
    let at = model::Clock::now(&*clock());
    let mut recorder = Recorder::new(&job("order:1:1001"), at);
    recorder.read("order", "number", Some("1001"));
    recorder.read("order", "billingAddress.city", Some("Stockholm"));
    recorder.sent(
        "order",
        "Rows[0].UnitPrice",
        Some("79.20"),
        Some("without VAT, rounded"),
    );
    recorder.sent("order", "Rows[0].Text", None, None);
    recorder.reason("Order 1001 was created.");
    recorder.subject("a digest");
    recorder.problem(model::Problem::new(
        model::Code::EACCOUNTING_SERVER_ERROR,
        "It failed once.",
        "",
    ));
    recorder.finish(Outcome::Done, at, &Redaction::default())
}

#[tokio::test]
async fn what_this_version_stores_is_format_1() {
    let (client, store) = nothing().await;
    store.put(&expected()).await.unwrap();
    let items = client.scan().table_name(TABLE).send().await.unwrap();
    let mut stored = plain(&items.items()[0]);
    let fixture = fixture();
    // The packed bytes are the packer's; what they hold is compared below.
    let detail = stored[schema::DETAIL].take();
    let mut known = fixture["item"].clone();
    known[schema::DETAIL].take();
    assert!(
        stored == known,
        "What an entry's item holds has changed. Older versions must be able to read it; format-1.json stays as it is. \
         Stored now, with the detail {detail}:\n{}",
        serde_json::to_string_pretty(&stored).unwrap()
    );
}

#[tokio::test]
async fn an_entry_of_format_1_is_read_whole() {
    let (client, store) = nothing().await;
    put(&client, &fixture()["item"]).await;
    let entry = expected();
    assert_eq!(
        store.of(&entry.source, 10).await.unwrap(),
        std::slice::from_ref(&entry)
    );
    assert_eq!(store.recent(1, 10).await.unwrap(), [Summary::from(&entry)]);
}

#[tokio::test]
async fn a_reason_is_stored_as_its_text_with_what_other_languages_tell_it_by() {
    let (client, store) = nothing().await;
    let at = model::Clock::now(&*clock());
    let mut recorder = Recorder::new(&job("order:1:1001"), at);
    let reason = model::reason::became("order 1001", "order 7");
    recorder.reason(reason.as_str());
    recorder.cases(reason.cases().to_vec());
    let entry = recorder.finish(Outcome::Done, at, &Redaction::default());
    store.put(&entry).await.unwrap();
    let items = client.scan().table_name(TABLE).send().await.unwrap();
    let stored = plain(&items.items()[0]);
    assert_eq!(stored["content"]["reason"], "order 1001 became order 7");
    let cases = json!([{ "name": "became", "with": { "document": "order 7", "record": "order 1001" } }]);
    assert_eq!(stored["content"]["cases"], cases);
    assert_eq!(
        store.of(&entry.source, 10).await.unwrap(),
        std::slice::from_ref(&entry)
    );
    assert_eq!(store.recent(1, 10).await.unwrap(), [Summary::from(&entry)]);
}

#[tokio::test]
async fn an_entry_with_more_than_this_version_knows_is_read_without_it() {
    let (client, store) = nothing().await;
    let mut item = fixture()["item"].clone();
    item["content"]["channel"] = json!("wholesale");
    let detail = hex::decode(item[schema::DETAIL].as_str().unwrap()).unwrap();
    let mut detail: Value =
        serde_json::from_slice(&lz4_flex::decompress_size_prepended(&detail).unwrap()).unwrap();
    detail["attachments"] = json!([{ "pages": 2 }]);
    let packed = lz4_flex::compress_prepend_size(detail.to_string().as_bytes());
    item[schema::DETAIL] = hex::encode(packed).into();
    put(&client, &item).await;
    // An outcome that only a newer version knows: the entry is left out, and hides no other.
    let mut newer = item.clone();
    newer["content"]["outcome"] = json!("postponed");
    newer["sk"] = json!("2026-11-23T10:00:09.000000Z#newer");
    put(&client, &newer).await;

    let entry = expected();
    assert_eq!(
        store.of(&entry.source, 10).await.unwrap(),
        std::slice::from_ref(&entry)
    );
    assert_eq!(store.recent(1, 10).await.unwrap(), [Summary::from(&entry)]);
}
