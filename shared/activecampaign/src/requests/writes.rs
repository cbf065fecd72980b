//! Requests that write contacts, accounts, deals and custom objects, and those that read them as they are.

use http::Method;
use serde_json::{Value, json};
use transport::Idempotency;

use super::Call;
use crate::Operation;
use crate::wire::lenient::OutgoingId;

/// Creates the contact with an e-mail address, or changes the given fields.
pub(crate) fn sync_contact(contact: Value) -> Call {
    // In the singular: the plural creates, and refuses an address that is there.
    Call::new(
        Method::POST,
        &["contact", "sync"],
        Operation::SyncContact,
        Idempotency::Replace,
    )
    .body(json!({ "contact": contact }))
}

/// Changes the given fields of a contact, by id.
pub(crate) fn update_contact(id: &str, contact: Value) -> Call {
    Call::new(
        Method::PUT,
        &["contacts", id],
        Operation::UpdateContact,
        Idempotency::Replace,
    )
    .body(json!({ "contact": contact }))
    .about(format!("contact {id}"))
}

/// Puts a contact on a list. Status 1 is subscribed; one who unsubscribed would be subscribed again.
pub(crate) fn subscribe(list: u32, contact: &str) -> Call {
    Call::new(
        Method::POST,
        &["contactLists"],
        Operation::SetListStatus,
        Idempotency::Replace,
    )
    .body(json!({"contactList": {"list": list, "contact": OutgoingId::from(contact), "status": 1}}))
    .about(format!("contact {contact}"))
}

pub(crate) fn untag_contact(contact_tag: &str, contact: &str) -> Call {
    Call::new(
        Method::DELETE,
        &["contactTags", contact_tag],
        Operation::RemoveContactTag,
        Idempotency::Replace,
    )
    .about(format!("contact {contact}"))
}

/// Accounts whose name contains a text.
pub(crate) fn accounts_by_name(name: &str) -> Call {
    Call::get(&["accounts"], Operation::ListAccounts).query("search", name)
}

pub(crate) fn create_account(account: Value) -> Call {
    Call::new(
        Method::POST,
        &["accounts"],
        Operation::CreateAccount,
        Idempotency::Create,
    )
    .body(json!({ "account": account }))
}

pub(crate) fn update_account(id: &str, account: Value) -> Call {
    Call::new(
        Method::PUT,
        &["accounts", id],
        Operation::UpdateAccount,
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
        Operation::AddAccountContact,
        Idempotency::Replace,
    )
    .body(json!({ "accountContact": link }))
    .about(format!("contact {contact}"))
}

pub(crate) fn create_deal(deal: Value) -> Call {
    Call::new(
        Method::POST,
        &["deals"],
        Operation::CreateDeal,
        Idempotency::Create,
    )
    .body(json!({ "deal": deal }))
}

pub(crate) fn update_deal(id: &str, deal: Value) -> Call {
    Call::new(
        Method::PUT,
        &["deals", id],
        Operation::UpdateDeal,
        Idempotency::Replace,
    )
    .body(json!({ "deal": deal }))
    .about(format!("deal {id}"))
}

pub(crate) fn contact_deals(contact: &str) -> Call {
    Call::get(&["contacts", contact, "deals"], Operation::ListContactDeals)
        .about(format!("contact {contact}"))
}

pub(crate) fn pipelines() -> Call {
    Call::get(&["dealGroups"], Operation::ListPipelines)
}

pub(crate) fn users() -> Call {
    Call::get(&["users"], Operation::ListUsers)
}

pub(crate) fn stages() -> Call {
    Call::get(&["dealStages"], Operation::ListStages)
}

pub(crate) fn custom_object_schemas() -> Call {
    Call::get(&["customObjects", "schemas"], Operation::ListCustomObjectSchemas)
}

pub(crate) fn create_custom_object_schema(schema: Value) -> Call {
    Call::new(
        Method::POST,
        &["customObjects", "schemas"],
        Operation::CreateCustomObjectSchema,
        Idempotency::Create,
    )
    .body(json!({ "schema": schema }))
}

/// Creates or replaces a record by its external id. Omitted fields are cleared.
pub(crate) fn upsert_custom_object(schema: &str, record: Value, name: String) -> Call {
    Call::new(
        Method::POST,
        &["customObjects", "records", schema],
        Operation::UpsertCustomObjectRecord,
        Idempotency::Replace,
    )
    .body(json!({ "record": record }))
    .about(name)
}
