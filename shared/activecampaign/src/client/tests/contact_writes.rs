use serde_json::json;

use super::*;
use crate::{AccountLink, ContactWrite, Error};

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn anna() -> model::Email {
    "anna@example.com".parse().unwrap()
}

#[tokio::test]
async fn only_what_is_given_is_written_of_a_contact() {
    let answer = |fields: Value| {
        json!({"fieldValues": fields,
        "contact": {"id": "7", "email": "anna@example.com", "udate": "2026-11-23T05:00:00-05:00"}})
    };
    let fake = Fake::default()
        .on(
            "POST /contact/sync",
            Reply::Json(
                201,
                answer(json!([{"id": "1", "contact": "7", "field": "3", "value": "1042"}])),
            ),
        )
        .on("POST /contact/sync", answer(json!([])));
    let bench = bench(fake);
    let write = ContactWrite {
        first_name: text("Anna"),
        phone: text(""),
        fields: [
            ("3".to_owned(), "1042".to_owned()),
            ("99".to_owned(), "x".to_owned()),
        ]
        .into(),
        ..ContactWrite::default()
    };
    let written = bench.client.sync_contact(&anna(), &write).await.unwrap();
    assert_eq!((written.id.as_str(), written.is_new), ("7", true));
    assert_eq!(written.updated, "2026-11-23T10:00:00Z".parse().ok());
    assert_eq!(written.ignored_fields, ["99"], "there is no such field");
    assert_eq!(
        bench.fake.body(0),
        json!({"contact": {"email": "anna@example.com", "firstName": "Anna", "phone": "",
            "fieldValues": [{"field": 3, "value": "1042"}, {"field": 99, "value": "x"}]}})
    );
    let nothing = ContactWrite::default();
    assert!(nothing.is_empty() && !write.is_empty());
    let written = bench.client.sync_contact(&anna(), &nothing).await.unwrap();
    assert!(!written.is_new);
    assert_eq!(
        bench.fake.body(1),
        json!({"contact": {"email": "anna@example.com"}})
    );
    assert!(!format!("{write:?}").contains("Anna"));
}

#[tokio::test]
async fn an_address_that_is_refused_is_not_told() {
    let fake = Fake::default().on(
        "POST /contact/sync",
        Reply::Json(
            422,
            json!({"errors": [{"title": "Contact Email Address is not valid.", "code": "email_invalid",
            "source": {"pointer": "/data/attributes/email"}}]}),
        ),
    );
    let error = bench(fake)
        .client
        .sync_contact(&anna(), &ContactWrite::default())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Rejected { status: 422, .. }));
    assert!(!error.to_string().contains("anna@"), "{error}");
}

#[tokio::test]
async fn a_contact_is_read_with_the_values_of_its_fields_and_its_date() {
    let fake = Fake::default().on(
        "GET /contacts/7",
        json!({"fieldValues": [{"field": "3", "value": "1042"}, {"field": "4", "value": ""}],
            "accountContacts": [{"id": "2", "account": "9", "contact": "7"}],
            "contact": {"id": "7", "email": "Anna@Example.com", "firstName": "Anna", "lastName": "", "phone": "070",
                "orgname": "Ek AB", "udate": "2026-11-23T05:00:00-05:00", "fieldValues": ["1", "2"]}}),
    );
    let bench = bench(fake);
    let state = bench.client.contact_state("7").await.unwrap().unwrap();
    assert_eq!(bench.fake.calls().len(), 1);
    assert_eq!(state.email, Some(anna()));
    assert_eq!(
        (state.first_name.as_deref(), state.last_name),
        (Some("Anna"), None)
    );
    assert_eq!(state.fields, [("3".to_owned(), "1042".to_owned())].into());
    assert_eq!(state.account.as_deref(), Some("9"));
    assert_eq!(state.updated, "2026-11-23T10:00:00Z".parse().ok());
}

#[tokio::test]
async fn a_contact_that_is_gone_or_anonymised_is_none() {
    let fake = Fake::default().on("GET /contacts/7", missing("Subscriber")).on(
        "GET /contacts/8",
        json!({"contact": {"id": "8", "anonymized": "1"}}),
    );
    let client = bench(fake).client;
    assert_eq!(client.contact_state("7").await, Ok(None));
    assert_eq!(client.contact_state("8").await, Ok(None));
}

#[tokio::test]
async fn a_tag_is_taken_off_by_the_id_of_its_link() {
    let look = "GET /tags?filters[search][eq]=Overdue&limit=100&offset=0";
    let tags = |tags: Value| json!({"tags": tags, "meta": {"total": "1"}});
    let links = json!({"contactTags": [{"id": "31", "contact": "7", "tag": "5"}, {"id": "32", "contact": "7", "tag": "20"}]});
    let fake = Fake::default()
        .on(
            look,
            tags(json!([{"id": "20", "tag": "Overdue", "tagType": "contact"}])),
        )
        .on("GET /contacts/7/contactTags?limit=100&offset=0", links)
        .on("DELETE /contactTags/32", json!({}))
        .on("DELETE /contactTags/32", missing("SubscriberTag"));
    let bench = bench(fake);
    bench.client.remove_tag("7", "Overdue").await.unwrap();
    bench.client.remove_tag("7", "Overdue").await.unwrap();
    assert_eq!(bench.fake.calls().len(), 6);
}

#[tokio::test]
async fn without_such_a_tag_there_is_nothing_to_take_off() {
    let fake = Fake::default().on(
        "GET /tags?filters[search][eq]=Overdue&limit=100&offset=0",
        json!({"tags": [{"id": "20", "tag": "Overdue 2"}], "meta": {"total": "1"}}),
    );
    let bench = bench(fake);
    bench.client.remove_tag("7", "Overdue").await.unwrap();
    assert_eq!(bench.fake.calls().len(), 1);
}

#[tokio::test]
async fn a_contact_in_another_account_is_an_outcome_and_no_failure() {
    let title = "This contact is already associated with an account. We currently do not support contacts on multiple \
                 accounts.";
    let taken = Reply::Json(
        422,
        json!({"errors": [{"title": title, "detail": "", "code": "field_invalid",
            "source": {"pointer": "/data/attributes/account,contact"}}]}),
    );
    let wrong = Reply::Json(
        422,
        json!({"errors": [{"title": "The related account does not exist.", "code": "related_missing"}]}),
    );
    let fake = Fake::default()
        .on(
            "POST /accountContacts",
            Reply::Json(
                201,
                json!({"accountContact": {"id": "1", "account": 9, "contact": 7}}),
            ),
        )
        .on("POST /accountContacts", taken)
        .on("POST /accountContacts", wrong);
    let bench = bench(fake);
    let add = || bench.client.add_to_account("9", "7", Some("Buyer"));
    assert_eq!(add().await, Ok(AccountLink::Added));
    assert_eq!(
        bench.fake.body(0),
        json!({"accountContact": {"account": 9, "contact": 7, "jobTitle": "Buyer"}})
    );
    assert_eq!(add().await, Ok(AccountLink::AlreadyInAccount));
    assert!(add().await.is_err(), "any other refusal is one");
}

#[tokio::test]
async fn whoever_stands_on_a_list_in_any_way_is_not_subscribed_again() {
    for status in ["0", "1", "2", "3"] {
        let lists = json!({"contactLists": [{"id": "1", "contact": "7", "list": "4", "status": status}]});
        let fake = Fake::default().on("GET /contacts/7/contactLists?limit=100&offset=0", lists);
        let bench = bench(fake);
        assert_eq!(bench.client.subscribe_once("7", 4).await, Ok(false), "{status}");
        assert_eq!(bench.fake.calls().len(), 1);
    }
    let other = json!({"contactLists": [{"id": "1", "contact": "7", "list": "44", "status": "2"}]});
    let fake = Fake::default()
        .on("GET /contacts/7/contactLists?limit=100&offset=0", other)
        .on(
            "POST /contactLists",
            json!({"contactList": {"id": "2", "contact": "7", "list": "4"}}),
        );
    let bench = bench(fake);
    assert_eq!(bench.client.subscribe_once("7", 4).await, Ok(true));
    assert_eq!(
        bench.fake.body(1),
        json!({"contactList": {"list": 4, "contact": 7, "status": 1}})
    );
}

#[tokio::test]
async fn an_address_is_changed_by_id_and_refused_where_another_contact_has_it() {
    let fake = Fake::default()
        .on(
            "PUT /contacts/7",
            json!({"contact": {"id": "7", "email": "anna@example.com", "udate": "2026-11-23T05:00:00-05:00"}}),
        )
        .on(
            "PUT /contacts/7",
            Reply::Json(
                422,
                json!({"errors": [{"title": "Email address already exists in the system.", "code": "duplicate",
                "source": {"pointer": "/data/attributes/email"}}]}),
            ),
        );
    let bench = bench(fake);
    let changed = bench.client.change_email("7", &anna()).await.unwrap();
    assert_eq!(changed, "2026-11-23T10:00:00Z".parse().ok());
    assert_eq!(
        bench.fake.body(0),
        json!({"contact": {"email": "anna@example.com"}})
    );
    let error = bench.client.change_email("7", &anna()).await.unwrap_err();
    assert!(
        error.is_duplicate() && !error.to_string().contains("anna@"),
        "{error}"
    );
}

#[tokio::test]
async fn what_a_sync_says_nothing_of_counts_as_written() {
    let fake = Fake::default().on("POST /contact/sync", json!({"contact": {"id": 7}}));
    let write = ContactWrite {
        fields: [("3".to_owned(), "1042".to_owned())].into(),
        ..ContactWrite::default()
    };
    let written = bench(fake).client.sync_contact(&anna(), &write).await.unwrap();
    assert!(written.ignored_fields.is_empty());
}

#[tokio::test]
async fn a_change_that_answers_nothing_has_succeeded_and_one_that_answers_a_page_has_not() {
    let write = ContactWrite {
        phone: text("070-1"),
        ..ContactWrite::default()
    };
    for (answer, is_done) in [
        (Reply::Text(204, ""), true),
        (Reply::Text(200, "[]"), true),
        (Reply::Text(200, "<html></html>"), false),
        (Reply::Text(200, r#"{"succeeded": 0}"#), false),
    ] {
        let fake = Fake::default().on("PUT /contacts/7", answer);
        let client = bench(fake).client;
        assert_eq!(client.update_contact("7", &write).await.is_ok(), is_done);
    }
    let fake = Fake::default().on("PUT /contacts/7", Reply::Text(204, ""));
    assert_eq!(bench(fake).client.change_email("7", &anna()).await, Ok(None));
}
