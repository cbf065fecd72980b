use serde_json::json;
use url::Url;

use super::super::{EnsuredWebhook, FieldIdentity, NoteOn};
use super::*;
use crate::Error;

const HOOK: &str = "https://hooks.example/token";
const LOOK: &str = "GET /webhooks?filters[url]=https://hooks.example/token&limit=100&offset=0";
const ALL: [&str; 4] = ["system", "api", "public", "admin"];

fn hook(events: &[&str], sources: &[&str]) -> Value {
    json!({"id": "3", "name": "x", "url": HOOK, "events": events, "sources": sources, "listid": "0", "links": []})
}

fn url() -> Url {
    HOOK.parse().unwrap()
}

#[tokio::test]
async fn a_webhook_is_created_once_and_left_alone_afterwards() {
    let none = json!({"webhooks": [], "meta": {"total": "0"}});
    let made = Reply::Json(201, json!({"webhook": hook(&["update"], &ALL)}));
    let there = json!({"webhooks": [hook(&["deal_add", "update"], &ALL)], "meta": {"total": "1"}});
    let bench = bench(
        Fake::default()
            .on(LOOK, none)
            .on("POST /webhooks", made)
            .on(LOOK, there),
    );
    let events = ["update", "deal_add"];
    assert!(matches!(
        bench.client.ensure_webhook(&url(), &events).await,
        Ok(EnsuredWebhook::Created(_))
    ));
    assert_eq!(
        bench.fake.body(1),
        json!({"webhook": {"name": "Ekobridge", "url": HOOK, "events": events,
            "sources": ["public", "admin", "api", "system"]}})
    );
    assert!(matches!(
        bench.client.ensure_webhook(&url(), &events).await,
        Ok(EnsuredWebhook::Unchanged(_))
    ));
}

#[tokio::test]
async fn a_webhook_with_other_events_or_sources_is_corrected() {
    for theirs in [
        hook(&["update"], &ALL),
        hook(&["update", "deal_add"], &["public"]),
    ] {
        let fake = Fake::default().on(LOOK, json!({"webhooks": [theirs]})).on(
            "PUT /webhooks/3",
            json!({"webhook": hook(&["update", "deal_add"], &ALL)}),
        );
        let ensured = bench(fake)
            .client
            .ensure_webhook(&url(), &["update", "deal_add"])
            .await
            .unwrap();
        assert!(matches!(ensured, EnsuredWebhook::Updated(_)));
        assert!(!format!("{ensured:?}").contains("token"));
    }
}

#[tokio::test]
async fn a_webhook_of_another_url_is_not_ours() {
    let mut other = hook(&["update"], &ALL);
    other["url"] = json!("https://hooks.example/token2");
    let fake = Fake::default().on(LOOK, json!({"webhooks": [other]})).on(
        "POST /webhooks",
        Reply::Json(201, json!({"webhook": hook(&["update"], &ALL)})),
    );
    let ensured = bench(fake).client.ensure_webhook(&url(), &["update"]).await;
    assert!(matches!(ensured, Ok(EnsuredWebhook::Created(_))));
}

#[tokio::test]
async fn a_webhook_that_is_gone_is_as_good_as_deleted() {
    let fake = Fake::default()
        .on("DELETE /webhooks/3", json!({}))
        .on("DELETE /webhooks/3", missing("Webhook"));
    let bench = bench(fake);
    assert_eq!(bench.client.delete_webhook("3").await, Ok(()));
    assert_eq!(bench.client.delete_webhook("3").await, Ok(()));
}

#[tokio::test]
async fn a_contact_that_is_gone_is_as_good_as_deleted() {
    let fake = Fake::default()
        .on("DELETE /contacts/7", json!({}))
        .on("DELETE /contacts/7", missing("Subscriber"));
    let bench = bench(fake);
    assert_eq!(bench.client.delete_contact("7").await, Ok(()));
    assert_eq!(bench.client.delete_contact("7").await, Ok(()));
}

#[tokio::test]
async fn connections_are_read_past_the_first_page() {
    let rows: Vec<Value> = (1..=3)
        .map(|n| json!({"id": n, "service": "shopify", "externalid": "s", "name": "Shop", "isInternal": "1"}))
        .collect();
    let fake = Fake::default()
        .on(
            "GET /connections?limit=100&offset=0",
            json!({"connections": rows[..2], "meta": {"total": "3"}}),
        )
        .on(
            "GET /connections?limit=100&offset=2",
            json!({"connections": rows[2..], "meta": {"total": "3"}}),
        );
    let connections = bench(fake).client.connections().await.unwrap();
    assert_eq!(
        (
            connections.len(),
            connections[2].id.as_str(),
            connections[2].is_internal
        ),
        (3, "3", true)
    );
}

#[tokio::test]
async fn a_tag_is_found_by_its_exact_name_or_created() {
    let tags = |tags: Value| json!({"tags": tags, "meta": {"total": "1"}});
    let look = "GET /tags?filters[search][eq]=In Visma&limit=100&offset=0";
    let put = json!({"contactTag": {"id": "1", "contact": "5", "tag": "20"}});
    let fake = Fake::default()
        .on(
            look,
            tags(json!([{"id": "20", "tag": "In Visma", "tagType": "contact"}])),
        )
        .on(
            look,
            tags(json!([{"id": "7", "tag": "In Visma 2", "tagType": "contact"}])),
        )
        .on(
            "POST /tags",
            Reply::Json(201, json!({"tag": {"id": 20, "tag": "In Visma"}})),
        )
        .on("POST /contactTags", Reply::Json(201, put));
    let bench = bench(fake);
    bench.client.add_tag("5", "In Visma").await.unwrap();
    assert_eq!(
        bench.fake.body(1),
        json!({"contactTag": {"contact": 5, "tag": 20}})
    );
    // Its id is remembered for some minutes; after that it is looked up again.
    bench.clock.advance(jiff::SignedDuration::from_mins(6));
    bench.client.add_tag("5", "In Visma").await.unwrap();
    assert_eq!(bench.fake.calls()[3], "POST /tags");
    bench.client.add_tag("5", "In Visma").await.unwrap();
    assert_eq!(bench.fake.calls()[5..], ["POST /contactTags"]);
}

#[tokio::test]
async fn a_contact_is_known_to_have_a_note_once_it_was_written() {
    let list = "GET /contacts/5/notes?limit=100&offset=0";
    let note = json!({"id": "2", "note": "Order 1001 is invoice 77", "reltype": "Subscriber", "relid": 5});
    let fake = Fake::default()
        .on(list, json!({"notes": []}))
        .on(
            "POST /notes",
            Reply::Json(201, json!({"contacts": [], "note": note.clone()})),
        )
        .on(list, json!({"notes": [note]}));
    let bench = bench(fake);
    let text = "Order 1001 is invoice 77";
    assert!(!bench.client.has_note("5", text).await.unwrap());
    bench.client.add_note(NoteOn::Contact, "5", text).await.unwrap();
    assert!(bench.client.has_note("5", text).await.unwrap());
    assert_eq!(bench.fake.calls(), [list, "POST /notes", list]);
    assert_eq!(
        bench.fake.body(1),
        json!({"note": {"note": "Order 1001 is invoice 77", "relid": 5, "reltype": "Subscriber"}})
    );
}

#[tokio::test]
async fn notes_go_to_deals_and_accounts_under_their_own_type() {
    let fake = Fake::default().on(
        "POST /notes",
        Reply::Json(201, json!({"note": {"id": "2", "note": "x"}})),
    );
    let bench = bench(fake);
    bench.client.add_note(NoteOn::Deal, "7", "x").await.unwrap();
    bench.client.add_note(NoteOn::Account, "9", "x").await.unwrap();
    let kinds = [0, 1].map(|at| bench.fake.body(at)["note"]["reltype"].clone());
    assert_eq!(kinds, [json!("Deal"), json!("CustomerAccount")]);
}

#[tokio::test]
async fn a_field_is_set_by_id_or_by_tag_in_any_case() {
    let value =
        json!({"contacts": [], "fieldValue": {"contact": 5, "field": 3, "value": "1042", "id": "15"}});
    let fields = json!({"fields": [{"id": "3", "title": "Customer number", "perstag": "VISMA_NO"}]});
    let fake = Fake::default()
        .on("GET /fields?limit=100&offset=0", fields)
        .on("POST /fieldValues", value);
    let bench = bench(fake);
    bench
        .client
        .set_contact_field("5", FieldIdentity::Tag("visma_no"), "1042")
        .await
        .unwrap();
    bench
        .client
        .set_contact_field("5", FieldIdentity::Id("3"), "1042")
        .await
        .unwrap();
    let expected = json!({"fieldValue": {"contact": 5, "field": 3, "value": "1042"}});
    assert_eq!(
        (bench.fake.body(1), bench.fake.body(2)),
        (expected.clone(), expected)
    );
    let unknown = bench
        .client
        .set_contact_field("5", FieldIdentity::Tag("nope"), "x")
        .await;
    assert_eq!(unknown, Err(Error::UnknownField { field: "nope".into() }));
}
