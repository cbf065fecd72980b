use serde_json::json;

use super::*;
use crate::{CustomObjectSchema, CustomObjectWrite, Error, NewCustomObjectSchema};

const SCHEMAS: &str = "GET /customObjects/schemas?limit=100&offset=0";

fn stock() -> Value {
    json!({"id": "guid", "slug": "stock", "labels": {"singular": "Stock", "plural": "Stock"},
        "fields": [{"id": "quantity", "labels": {}, "type": "number", "required": false, "scale": 0}],
        "relationships": [{"id": "primary-contact", "namespace": "contacts", "hasMany": false}]})
}

fn known() -> CustomObjectSchema {
    CustomObjectSchema {
        id: "guid".to_owned(),
        slug: "stock".to_owned(),
        fields: [("quantity".to_owned(), "number".to_owned())].into(),
        relationships: vec!["primary-contact".to_owned()],
    }
}

#[tokio::test]
async fn schemas_are_listed_and_created() {
    let fake = Fake::default()
        .on(
            SCHEMAS,
            json!({"schemas": [stock()], "meta": {"total": 1, "count": 1, "limit": 20, "offset": 0}}),
        )
        .on(
            "POST /customObjects/schemas",
            Reply::Json(201, json!({"schema": stock()})),
        );
    let bench = bench(fake);
    assert_eq!(
        bench.client.custom_object_schemas().await,
        Ok(Some(vec![known()]))
    );
    let names = |name: &str| [name.to_owned(), format!("{name}s")];
    let new = NewCustomObjectSchema {
        slug: "stock".to_owned(),
        labels: names("Article"),
        description: "Stock by article".to_owned(),
        fields: vec![("quantity".to_owned(), names("Piece"), "number".to_owned())],
    };
    assert_eq!(bench.client.create_custom_object_schema(&new).await, Ok(known()));
    assert_eq!(
        bench.fake.body(1),
        json!({"schema": {"slug": "stock", "labels": {"singular": "Article", "plural": "Articles"},
            "description": "Stock by article", "fields": [{"id": "quantity", "slug": "quantity",
                "labels": {"singular": "Piece", "plural": "Pieces"}, "type": "number", "isRequired": false}]}})
    );
}

#[tokio::test(start_paused = true)]
async fn an_account_without_custom_objects_is_no_refused_key() {
    let fake = Fake::default().on(SCHEMAS, Reply::Json(403, json!({"message": "Forbidden"})));
    assert_eq!(bench(fake).client.custom_object_schemas().await, Ok(None));
    let fake = Fake::default().on(SCHEMAS, Reply::Json(401, json!({})));
    assert!(bench(fake).client.custom_object_schemas().await.is_err());
}

#[tokio::test]
async fn a_record_is_written_whole_under_our_id() {
    let post = "POST /customObjects/records/guid";
    let invalid = Reply::Json(
        422,
        json!({"errors": [{"title": "Invalid value for field \"quantity\""}]}),
    );
    let fake = Fake::default()
        .on(post, Reply::Json(201, json!({"record": {"externalId": "LAMP"}})))
        .on(post, invalid)
        .on(post, Reply::Json(404, json!({"message": "Not Found"})));
    let bench = bench(fake);
    let record = CustomObjectWrite {
        external_id: "LAMP".to_owned(),
        fields: [("quantity".to_owned(), json!(12))].into(),
        relationships: [("primary-contact".to_owned(), vec!["14".to_owned()])].into(),
    };
    bench.client.upsert_custom_object("guid", &record).await.unwrap();
    assert_eq!(
        bench.fake.body(0),
        json!({"record": {"externalId": "LAMP", "fields": [{"id": "quantity", "value": 12}],
            "relationships": {"primary-contact": [14]}}})
    );
    for status in [422, 404] {
        let error = bench
            .client
            .upsert_custom_object("guid", &record)
            .await
            .unwrap_err();
        assert!(
            matches!(error, Error::Rejected { status: s, .. } if s == status),
            "{error:?}"
        );
    }
}
