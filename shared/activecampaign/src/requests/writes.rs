//! Requests that write contacts, accounts, deals and custom objects, and those that read them as they are.

use http::Method;
use serde_json::{Value, json};
use transport::Idempotency;

use super::Call;
use crate::wire::lenient::OutgoingId;

/// Creates the contact of an e-mail address, or changes what is sent of it.
pub(crate) fn sync_contact(contact: Value) -> Call {
    // In the singular: the plural creates, and refuses an address that is there.
    Call::new(
        Method::POST,
        &["contact", "sync"],
        "POST /contact/sync",
        Idempotency::Replace,
    )
    .body(json!({ "contact": contact }))
}

pub(crate) fn untag_contact(contact_tag: &str, contact: &str) -> Call {
    Call::new(
        Method::DELETE,
        &["contactTags", contact_tag],
        "DELETE /contactTags/{id}",
        Idempotency::Replace,
    )
    .about(format!("contact {contact}"))
}

/// Accounts whose name contains this text.
pub(crate) fn accounts_by_name(name: &str) -> Call {
    Call::get(&["accounts"], "GET /accounts").query("search", name)
}

pub(crate) fn create_account(account: Value) -> Call {
    Call::new(Method::POST, &["accounts"], "POST /accounts", Idempotency::Create)
        .body(json!({ "account": account }))
}

pub(crate) fn update_account(id: &str, account: Value) -> Call {
    Call::new(
        Method::PUT,
        &["accounts", id],
        "PUT /accounts/{id}",
        Idempotency::Replace,
    )
    .body(json!({ "account": account }))
    .about(format!("account {id}"))
}

/// Puts a contact into an account. A contact is in one account at most, so that a second one is refused.
pub(crate) fn create_account_contact(account: &str, contact: &str, job_title: Option<&str>) -> Call {
    let mut link = json!({"account": OutgoingId::from(account), "contact": OutgoingId::from(contact)});
    if let Some(title) = job_title {
        link["jobTitle"] = json!(title);
    }
    Call::new(
        Method::POST,
        &["accountContacts"],
        "POST /accountContacts",
        Idempotency::Replace,
    )
    .body(json!({ "accountContact": link }))
    .about(format!("contact {contact}"))
}

pub(crate) fn create_deal(deal: Value) -> Call {
    Call::new(Method::POST, &["deals"], "POST /deals", Idempotency::Create).body(json!({ "deal": deal }))
}

pub(crate) fn update_deal(id: &str, deal: Value) -> Call {
    Call::new(
        Method::PUT,
        &["deals", id],
        "PUT /deals/{id}",
        Idempotency::Replace,
    )
    .body(json!({ "deal": deal }))
    .about(format!("deal {id}"))
}

pub(crate) fn contact_deals(contact: &str) -> Call {
    Call::get(&["contacts", contact, "deals"], "GET /contacts/{id}/deals").about(format!("contact {contact}"))
}

pub(crate) fn pipelines() -> Call {
    Call::get(&["dealGroups"], "GET /dealGroups")
}

pub(crate) fn stages() -> Call {
    Call::get(&["dealStages"], "GET /dealStages")
}

pub(crate) fn custom_object_schemas() -> Call {
    Call::get(&["customObjects", "schemas"], "GET /customObjects/schemas")
}

pub(crate) fn create_custom_object_schema(schema: Value) -> Call {
    Call::new(
        Method::POST,
        &["customObjects", "schemas"],
        "POST /customObjects/schemas",
        Idempotency::Create,
    )
    .body(json!({ "schema": schema }))
}

/// Creates or replaces a record by its external id. What is left out is cleared.
pub(crate) fn upsert_custom_object(schema: &str, record: Value, name: String) -> Call {
    Call::new(
        Method::POST,
        &["customObjects", "records", schema],
        "POST /customObjects/records/{schemaId}",
        Idempotency::Replace,
    )
    .body(json!({ "record": record }))
    .about(name)
}
