use serde_json::json;

use super::*;
use crate::{AccountWrite, FieldWrite};

#[tokio::test]
async fn an_account_is_created_and_changed_with_what_is_given() {
    let duplicate = Reply::Json(
        422,
        json!({"errors": [{"title": "An account named Ek AB exists", "code": "duplicate",
        "source": {"pointer": "/data/attributes/name"}}]}),
    );
    let fake = Fake::default()
        .on(
            "POST /accounts",
            Reply::Json(201, json!({"account": {"id": "9", "name": "Ek AB"}})),
        )
        .on("POST /accounts", duplicate)
        .on(
            "PUT /accounts/9",
            json!({"account": {"id": "9", "name": "Ek AB"}}),
        );
    let bench = bench(fake);
    let account = AccountWrite {
        name: Some("Ek AB".to_owned()),
        url: None,
        fields: vec![FieldWrite {
            field: "4".to_owned(),
            value: "125000".to_owned(),
            currency: Some("SEK".parse().unwrap()),
        }],
    };
    assert_eq!(bench.client.create_account(&account).await, Ok("9".to_owned()));
    let fields = json!([{"customFieldId": 4, "fieldValue": "125000", "fieldCurrency": "SEK"}]);
    assert_eq!(
        bench.fake.body(0),
        json!({"account": {"name": "Ek AB", "fields": fields}})
    );
    assert!(
        bench
            .client
            .create_account(&account)
            .await
            .unwrap_err()
            .is_duplicate()
    );
    let change = AccountWrite {
        url: Some("https://ek.example".to_owned()),
        ..AccountWrite::default()
    };
    bench.client.update_account("9", &change).await.unwrap();
    assert_eq!(
        bench.fake.body(2),
        json!({"account": {"accountUrl": "https://ek.example"}})
    );
}

#[tokio::test]
async fn an_account_is_found_by_its_whole_name() {
    let fake = Fake::default().on(
        "GET /accounts?search=Ek AB&limit=100&offset=0",
        json!({"accounts": [{"id": "8", "name": "Björk & Ek AB"}, {"id": "9", "name": "EK AB"}], "meta": {"total": "2"}}),
    );
    let found = bench(fake).client.account_id_by_name(" Ek AB ").await;
    assert_eq!(found, Ok(Some("9".to_owned())));
}

#[tokio::test]
async fn an_account_is_read_with_its_date_and_its_own_fields() {
    let fake = Fake::default()
        .on(
            "GET /accounts/9",
            json!({"account": {"id": "9", "name": "Ek AB", "accountUrl": "", "updatedTimestamp": "2026-11-23T05:00:00-05:00"}}),
        )
        .on(
            "GET /accountCustomFieldData?filters[customerAccountId]=9&limit=100&offset=0",
            json!({"accountCustomFieldData": [
                {"id": "1", "accountId": 9, "customFieldId": 4, "fieldValue": "5560360793"},
                {"id": "2", "accountId": 8, "customFieldId": 4, "fieldValue": "another's"}]}),
        )
        .on("GET /accounts/1", missing("CustomerAccount"));
    let client = bench(fake).client;
    let state = client.account_state("9").await.unwrap().unwrap();
    assert_eq!((state.name.as_deref(), state.url), (Some("Ek AB"), None));
    assert_eq!(state.updated, "2026-11-23T10:00:00Z".parse().ok());
    assert_eq!(state.fields, [("4".to_owned(), "5560360793".to_owned())].into());
    assert_eq!(client.account_state("1").await, Ok(None));
}
