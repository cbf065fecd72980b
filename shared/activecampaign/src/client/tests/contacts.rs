use jiff::SignedDuration;
use model::CustomerOrigin;
use serde_json::json;

use super::*;

const FIELDS: &str = "GET /fields?limit=100&offset=0";
const TAGS_OF_5: &str = "GET /contacts/5/contactTags?limit=100&offset=0";
const ACCOUNT_VALUES: &str = "GET /accountCustomFieldData?filters[customerAccountId]=9&limit=100&offset=0";
const ACCOUNT_FIELDS: &str = "GET /accountCustomFieldMeta?limit=100&offset=0";

fn contact(values: Value) -> Value {
    json!({
        "fieldValues": values,
        "contact": {
            "id": "5", "email": "Anna@Example.com", "firstName": "Anna", "lastName": "", "phone": "070",
            "orgid": "0", "bounced_date": "0000-00-00", "deleted": "0", "udate": null,
            "fieldValues": ["1"], "links": [],
        },
    })
}

fn fields(count: u32) -> Value {
    let fields: Vec<Value> = (1..=count)
        .map(|n| json!({"id": n.to_string(), "title": format!("Field {n}"), "perstag": format!("FIELD_{n}"), "type": "text"}))
        .collect();
    json!(fields)
}

/// A contact without account and tags.
fn alone(values: Value) -> Fake {
    Fake::default()
        .on("GET /contacts/5", contact(values))
        .on(
            "GET /contacts/5/accountContacts?limit=100&offset=0",
            json!({"accountContacts": []}),
        )
        .on(TAGS_OF_5, json!({"contactTags": []}))
}

#[tokio::test]
async fn a_contact_comes_with_its_fields_tags_and_account() {
    let fake = Fake::default()
        .on(
            "GET /contacts/5",
            contact(json!([
                {"contact": 5, "field": "1", "value": "SE556677889901", "id": "10"},
                {"contact": "5", "field": 2, "value": "||red||green||", "id": 11},
                {"contact": "5", "field": "3", "value": null, "id": "12"},
            ])),
        )
        .on(FIELDS, json!({"fields": fields(3), "meta": {"total": "3"}}))
        .on(
            "GET /contacts/5/accountContacts?limit=100&offset=0",
            json!({"accountContacts": [{"account": 9, "contact": "5", "id": "7"}]}),
        )
        .on(TAGS_OF_5, json!({"contactTags": [{"id": "1", "contact": "5", "tag": 20}]}))
        .on("GET /tags/20", json!({"tag": {"id": "20", "tag": "VIP, gold", "tagType": "contact"}}))
        .on("GET /accounts/9", json!({"account": {"id": "9", "name": "Lind AB", "accountUrl": "lind.example"}}))
        .on(
            ACCOUNT_VALUES,
            json!({"accountCustomFieldData": [
                {"id": "1", "accountId": 9, "customFieldId": 4, "fieldValue": ["a", "b"]},
                {"id": "2", "accountId": 8, "customFieldId": 4, "fieldValue": "another account's"},
            ]}),
        )
        .on(ACCOUNT_FIELDS, json!({"accountCustomFieldMeta": [
            {"id": "4", "fieldLabel": "Industry/Vertical", "fieldType": "multiselect", "personalization": ""}]}));
    let bench = bench(fake);
    let customer = bench.client.contact("5").await.unwrap().unwrap();
    assert_eq!(customer.origin, CustomerOrigin::Contact);
    assert_eq!(
        (customer.contact_id.as_deref(), customer.account_id.as_deref()),
        (Some("5"), Some("9"))
    );
    assert_eq!(customer.email.unwrap().as_str(), "anna@example.com");
    assert_eq!(
        (customer.first_name.as_deref(), customer.last_name),
        (Some("Anna"), None)
    );
    assert_eq!(
        (customer.company.as_deref(), customer.website.as_deref()),
        (Some("Lind AB"), Some("lind.example"))
    );
    assert_eq!(customer.tags, ["VIP, gold"]);
    let values: Vec<_> = customer
        .fields
        .iter()
        .map(|(tag, field)| (tag.as_str(), field.value.as_str()))
        .collect();
    assert_eq!(values, [("field_1", "SE556677889901"), ("field_2", "red, green")]);
    assert_eq!(customer.account_fields["industry_vertical"].value, "a, b");
}

#[tokio::test]
async fn custom_fields_past_the_first_page_are_not_missing() {
    // The server cuts pages to 20 whatever is asked for, and says how many there are.
    let all = fields(45);
    let page = |from: usize, to: usize| json!({"fields": all.as_array().unwrap()[from..to], "meta": {"total": "45"}});
    let fake = alone(json!([{"field": "45", "value": "last"}]))
        .on(FIELDS, page(0, 20))
        .on("GET /fields?limit=100&offset=20", page(20, 40))
        .on("GET /fields?limit=100&offset=40", page(40, 45));
    let customer = bench(fake).client.contact("5").await.unwrap().unwrap();
    assert_eq!(customer.fields["field_45"].title, "Field 45");
}

#[tokio::test]
async fn a_list_without_total_that_stops_at_the_default_page_is_read_on() {
    let all = fields(21);
    let page = |from: usize, to: usize| json!({"fields": all.as_array().unwrap()[from..to]});
    let fake = Fake::default()
        .on(FIELDS, page(0, 20))
        .on("GET /fields?limit=100&offset=20", page(20, 21));
    assert_eq!(bench(fake).client.contact_fields().await.unwrap().len(), 21);
}

#[tokio::test]
async fn a_server_that_does_not_heed_the_offset_does_not_hold_us_for_ever() {
    let page = json!({"fields": fields(20)});
    let fake = Fake::default()
        .on(FIELDS, page.clone())
        .on("GET /fields?limit=100&offset=20", page);
    assert_eq!(bench(fake).client.contact_fields().await.unwrap().len(), 20);
}

#[tokio::test]
async fn definitions_are_read_once_for_many_contacts_and_again_for_a_new_field() {
    let fake = alone(json!([{"field": "1", "value": "x"}]))
        .on(
            "GET /contacts/5",
            contact(json!([{"field": "2", "value": "new"}])),
        )
        .on(FIELDS, json!({"fields": fields(1), "meta": {"total": 1}}))
        .on(FIELDS, json!({"fields": fields(2), "meta": {"total": 2}}));
    let bench = bench(fake);
    bench.client.contact("5").await.unwrap();
    bench.clock.advance(SignedDuration::from_secs(60));
    let customer = bench.client.contact("5").await.unwrap().unwrap();
    assert_eq!(customer.fields["field_2"].title, "Field 2");
    bench.client.contact("5").await.unwrap();
    assert_eq!(
        bench.fake.calls().iter().filter(|call| *call == FIELDS).count(),
        2
    );
}

#[tokio::test]
async fn field_values_that_come_as_ids_are_fetched() {
    let mut document = contact(json!(null));
    document.as_object_mut().unwrap().remove("fieldValues");
    document["contact"]["accountContacts"] = json!([]);
    let fake = Fake::default()
        .on("GET /contacts/5", document)
        .on(
            "GET /contacts/5/fieldValues?limit=100&offset=0",
            json!({"fieldValues": [{"field": "1", "value": "x"}]}),
        )
        .on(FIELDS, json!({"fields": fields(1), "meta": {"total": 1}}))
        .on(TAGS_OF_5, json!({"contactTags": []}));
    let customer = bench(fake).client.contact("5").await.unwrap().unwrap();
    assert_eq!(customer.fields["field_1"].value, "x");
}

#[tokio::test]
async fn field_values_that_come_inside_the_contact_are_taken_from_there() {
    let mut document = contact(json!(null));
    document.as_object_mut().unwrap().remove("fieldValues");
    document["contact"]["fieldValues"] = json!([{"id": "1", "field": "1", "value": "inside"}]);
    document["contact"]["accountContacts"] = json!([]);
    let fake = Fake::default()
        .on("GET /contacts/5", document)
        .on(FIELDS, json!({"fields": fields(1), "meta": {"total": 1}}))
        .on(TAGS_OF_5, json!({"contactTags": []}));
    let customer = bench(fake).client.contact("5").await.unwrap().unwrap();
    assert_eq!(customer.fields["field_1"].value, "inside");
}

#[tokio::test]
async fn an_account_that_is_sent_along_costs_no_call() {
    let mut document = contact(json!([]));
    document["accountContacts"] = json!([{"id": "7", "account": "9", "contact": "5"}]);
    document["contact"]["accountContacts"] = json!(["7"]);
    let fake = Fake::default()
        .on("GET /contacts/5", document)
        .on(TAGS_OF_5, json!({"contactTags": []}))
        .on(
            "GET /accounts/9",
            json!({"account": {"id": "9", "name": "Lind AB"}}),
        )
        .on(ACCOUNT_VALUES, json!({"accountCustomFieldData": []}));
    let customer = bench(fake).client.contact("5").await.unwrap().unwrap();
    assert_eq!(customer.company.as_deref(), Some("Lind AB"));
}

#[tokio::test]
async fn many_unknown_tags_are_read_as_a_list_and_remembered() {
    let links: Vec<Value> = (1..=5).map(|n| json!({"id": n, "tag": n.to_string()})).collect();
    let names: Vec<Value> = (1..=5)
        .map(|n| json!({"id": n, "tag": format!("t{n}")}))
        .collect();
    let fake = Fake::default()
        .on("GET /contacts/5", contact(json!([])))
        .on(
            "GET /contacts/5/accountContacts?limit=100&offset=0",
            json!({"accountContacts": []}),
        )
        .on(TAGS_OF_5, json!({"contactTags": links}))
        .on(
            "GET /tags?limit=100&offset=0",
            json!({"tags": names, "meta": {"total": "5"}}),
        );
    let bench = bench(fake);
    for _ in 0..2 {
        assert_eq!(
            bench.client.contact("5").await.unwrap().unwrap().tags,
            ["t1", "t2", "t3", "t4", "t5"]
        );
    }
    assert_eq!(
        bench
            .fake
            .calls()
            .iter()
            .filter(|call| call.starts_with("GET /tags"))
            .count(),
        1
    );
}

#[tokio::test]
async fn a_contact_that_is_gone_is_none() {
    assert_eq!(
        bench(Fake::default().on("GET /contacts/5", missing("Subscriber")))
            .client
            .contact("5")
            .await,
        Ok(None)
    );
    for gone in ["deleted", "anonymized"] {
        let mut document = contact(json!([]));
        document["contact"][gone] = json!("1");
        let fake = Fake::default().on("GET /contacts/5", document);
        assert_eq!(bench(fake).client.contact("5").await, Ok(None), "{gone}");
    }
}

#[tokio::test]
async fn a_contact_is_found_by_its_exact_address_only() {
    let email = "anna@example.com".parse().unwrap();
    let id = |contacts: Value| {
        let fake = Fake::default().on(
            "GET /contacts?email=anna@example.com",
            json!({"contacts": contacts}),
        );
        let bench = bench(fake);
        let email = &email;
        async move { bench.client.contact_id_by_email(email).await.unwrap() }
    };
    assert_eq!(id(json!([])).await, None);
    assert_eq!(id(json!([{"id": "1", "email": "other@example.com"}])).await, None);
    assert_eq!(
        id(json!([{"id": 5, "email": "ANNA@example.com"}]))
            .await
            .as_deref(),
        Some("5")
    );
}

#[tokio::test]
async fn an_account_brings_the_first_of_its_contacts_that_has_an_address() {
    let fake = alone(json!([]))
        .on(
            "GET /accounts/9",
            json!({"account": {"id": 9, "name": "Lind AB", "accountUrl": ""}}),
        )
        .on(ACCOUNT_VALUES, json!({"accountCustomFieldData": []}))
        .on(
            "GET /accountContacts?filters[account]=9&limit=100&offset=0",
            json!({"accountContacts": [
                {"id": "18", "account": "9", "contact": "5"}, {"id": "2", "account": "9", "contact": "4"},
                {"id": "1", "account": "3", "contact": "99"}], "meta": {"total": "3"}}),
        )
        .on("GET /contacts/4", missing("Subscriber"));
    let customer = bench(fake).client.account("9").await.unwrap().unwrap();
    assert_eq!(customer.origin, CustomerOrigin::Account);
    assert_eq!(
        (customer.account_id.as_deref(), customer.contact_id.as_deref()),
        (Some("9"), Some("5"))
    );
    assert_eq!(customer.company.as_deref(), Some("Lind AB"));
    assert_eq!(customer.email.unwrap().as_str(), "anna@example.com");
}

#[tokio::test]
async fn a_contact_of_which_the_api_says_that_it_is_gone_is_none() {
    for (answer, is_none) in [
        (Reply::Json(410, json!({"message": "Gone"})), true),
        (Reply::Text(404, "[]"), true),
        (Reply::Text(410, "<html></html>"), false),
    ] {
        let client = bench(Fake::default().on("GET /contacts/1", answer)).client;
        assert_eq!(client.contact("1").await == Ok(None), is_none);
    }
}
