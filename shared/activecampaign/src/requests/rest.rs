//! The endpoints, by the paths of ActiveCampaign's API reference.

use http::Method;
use jiff::Timestamp;
use jiff::tz::Offset;
use model::Email;
use serde_json::{Value, json};
use transport::Idempotency;

use super::{Call, PAGE, graphql_call};
use crate::Operation;
use crate::wire::lenient::OutgoingId;

/// Who may cause an event that our webhook is to fire for. Our own writes come as `api`; leaving `api` out would also
/// lose what other integrations write.
pub(crate) const WEBHOOK_SOURCES: [&str; 4] = ["public", "admin", "api", "system"];

pub(crate) fn me() -> Call {
    Call::get(&["users", "me"], Operation::ReadMe)
}

pub(crate) fn contact(id: &str) -> Call {
    Call::get(&["contacts", id], Operation::ReadContact).about(format!("contact {id}"))
}

pub(crate) fn delete_contact(id: &str) -> Call {
    Call::new(
        Method::DELETE,
        &["contacts", id],
        Operation::DeleteContact,
        Idempotency::Replace,
    )
    .about(format!("contact {id}"))
}

pub(crate) fn contacts_by_email(email: &Email) -> Call {
    Call::get(&["contacts"], Operation::ListContacts).query("email", email.as_str())
}

/// Contacts with this text in a name, the organization, the phone number or the e-mail address.
pub(crate) fn contacts_with(text: &str) -> Call {
    Call::get(&["contacts"], Operation::ListContacts)
        .query("search", text)
        .query("limit", PAGE.to_string())
}

/// Contacts changed after `since` with an id greater than `after`, by id: offsets would shift while contacts change,
/// and the list can't be sorted by the date of change.
pub(crate) fn contacts_updated(since: Timestamp, after: Option<&str>) -> Call {
    let call = Call::get(&["contacts"], Operation::ListContacts)
        .query("filters[updated_after]", filter_date(since))
        .query("orders[id]", "ASC")
        .query("limit", PAGE.to_string());
    match after {
        Some(id) => call.query("id_greater", id),
        None => call,
    }
}

pub(crate) fn contact_field_values(id: &str) -> Call {
    Call::get(
        &["contacts", id, "fieldValues"],
        Operation::ListContactFieldValues,
    )
    .about(format!("contact {id}"))
}

pub(crate) fn contact_accounts(id: &str) -> Call {
    Call::get(
        &["contacts", id, "accountContacts"],
        Operation::ListContactAccounts,
    )
    .about(format!("contact {id}"))
}

pub(crate) fn contact_tags(id: &str) -> Call {
    Call::get(&["contacts", id, "contactTags"], Operation::ListContactTags).about(format!("contact {id}"))
}

pub(crate) fn contact_lists(id: &str) -> Call {
    Call::get(&["contacts", id, "contactLists"], Operation::ListContactLists).about(format!("contact {id}"))
}

pub(crate) fn contact_notes(id: &str) -> Call {
    Call::get(&["contacts", id, "notes"], Operation::ListContactNotes).about(format!("contact {id}"))
}

pub(crate) fn contact_fields() -> Call {
    Call::get(&["fields"], Operation::ListContactFields)
}

pub(crate) fn account(id: &str) -> Call {
    Call::get(&["accounts", id], Operation::ReadAccount).about(format!("account {id}"))
}

pub(crate) fn account_fields() -> Call {
    Call::get(&["accountCustomFieldMeta"], Operation::ListAccountFields)
}

pub(crate) fn account_field_values(id: &str) -> Call {
    Call::get(&["accountCustomFieldData"], Operation::ListAccountFieldValues)
        .query("filters[customerAccountId]", id)
        .about(format!("account {id}"))
}

pub(crate) fn contacts_of_account(id: &str) -> Call {
    Call::get(&["accountContacts"], Operation::ListAccountContacts)
        .query("filters[account]", id)
        .about(format!("account {id}"))
}

pub(crate) fn deal(id: &str) -> Call {
    Call::get(&["deals", id], Operation::ReadDeal).about(format!("deal {id}"))
}

/// Deals changed since. They can't be sorted by id; sorting by the date of creation keeps their order stable.
pub(crate) fn deals_updated(since: Timestamp) -> Call {
    Call::get(&["deals"], Operation::ListDeals)
        .query("filters[updated_after]", filter_date(since))
        .query("orders[cdate]", "ASC")
}

pub(crate) fn deal_fields() -> Call {
    Call::get(&["dealCustomFieldMeta"], Operation::ListDealFields)
}

pub(crate) fn deal_field_values(id: &str) -> Call {
    Call::get(&["dealCustomFieldData"], Operation::ListDealFieldValues)
        .query("filters[dealId]", id)
        .about(format!("deal {id}"))
}

pub(crate) fn connections() -> Call {
    Call::get(&["connections"], Operation::ListConnections)
}

/// A GraphQL query, which changes nothing.
pub(crate) fn graphql(query: String, variables: Value, record: Option<String>) -> Call {
    graphql_call(query, variables, record, Idempotency::Read)
}

pub(crate) fn rest_order(connection: &str, order: &str) -> Call {
    Call::get(&["ecomOrders"], Operation::ListEcomOrders)
        .query("filters[connectionid]", connection)
        .query("filters[externalid]", order)
        .about(format!("order {order}"))
}

pub(crate) fn rest_orders_of(email: &Email) -> Call {
    Call::get(&["ecomOrders"], Operation::ListEcomOrders)
        .query("filters[email]", email.as_str())
        .query("orders[external_created_date]", "DESC")
}

pub(crate) fn rest_order_products(id: &str) -> Call {
    Call::get(
        &["ecomOrders", id, "orderProducts"],
        Operation::ListEcomOrderProducts,
    )
}

pub(crate) fn rest_order_discounts(id: &str) -> Call {
    Call::get(
        &["ecomOrders", id, "orderDiscounts"],
        Operation::ListEcomOrderDiscounts,
    )
}

pub(crate) fn webhooks() -> Call {
    Call::get(&["webhooks"], Operation::ListWebhooks)
}

pub(crate) fn webhooks_by_url(url: &str) -> Call {
    webhooks().query("filters[url]", url)
}

pub(crate) fn create_webhook(name: &str, url: &str, events: &[&str]) -> Call {
    Call::new(
        Method::POST,
        &["webhooks"],
        Operation::CreateWebhook,
        Idempotency::Create,
    )
    .body(webhook(name, url, events))
}

pub(crate) fn update_webhook(id: &str, name: &str, url: &str, events: &[&str]) -> Call {
    Call::new(
        Method::PUT,
        &["webhooks", id],
        Operation::UpdateWebhook,
        Idempotency::Replace,
    )
    .body(webhook(name, url, events))
    .about(format!("webhook {id}"))
}

fn webhook(name: &str, url: &str, events: &[&str]) -> Value {
    json!({"webhook": {"name": name, "url": url, "events": events, "sources": WEBHOOK_SOURCES}})
}

pub(crate) fn delete_webhook(id: &str) -> Call {
    Call::new(
        Method::DELETE,
        &["webhooks", id],
        Operation::DeleteWebhook,
        Idempotency::Replace,
    )
    .about(format!("webhook {id}"))
}

pub(crate) fn tag(id: &str) -> Call {
    Call::get(&["tags", id], Operation::ReadTag).about(format!("tag {id}"))
}

pub(crate) fn tags() -> Call {
    Call::get(&["tags"], Operation::ListTags)
}

pub(crate) fn tags_by_name(name: &str) -> Call {
    tags().query("filters[search][eq]", name)
}

/// A name that exists is answered with the existing tag, so sending it twice does no harm.
pub(crate) fn create_tag(name: &str) -> Call {
    Call::new(
        Method::POST,
        &["tags"],
        Operation::CreateTag,
        Idempotency::Replace,
    )
    .body(json!({"tag": {"tag": name, "tagType": "contact", "description": ""}}))
}

/// Idempotent: adding a tag twice changes nothing.
pub(crate) fn tag_contact(contact: &str, tag: &str) -> Call {
    Call::new(
        Method::POST,
        &["contactTags"],
        Operation::AddContactTag,
        Idempotency::Replace,
    )
    .body(json!({"contactTag": {"contact": OutgoingId::from(contact), "tag": OutgoingId::from(tag)}}))
    .about(format!("contact {contact}"))
}

/// `kind` is ActiveCampaign's `reltype`.
pub(crate) fn create_note(kind: &str, id: &str, text: &str, record: String) -> Call {
    Call::new(
        Method::POST,
        &["notes"],
        Operation::CreateNote,
        Idempotency::Create,
    )
    .body(json!({"note": {"note": text, "relid": OutgoingId::from(id), "reltype": kind}}))
    .about(record)
}

/// Sets the value of a field, whether the contact had one or not.
pub(crate) fn set_field_value(contact: &str, field: &str, value: &str) -> Call {
    let body = json!({"fieldValue": {
        "contact": OutgoingId::from(contact),
        "field": OutgoingId::from(field),
        "value": value,
    }});
    Call::new(
        Method::POST,
        &["fieldValues"],
        Operation::SetContactFieldValue,
        Idempotency::Replace,
    )
    .body(body)
    .about(format!("contact {contact}"))
}

/// A date for list filters: ISO 8601. Whether ActiveCampaign uses the offset or reads the local time in the account's
/// time zone is not documented. The date is therefore written in the westernmost time zone: with the offset it is
/// exact, without it it is earlier than meant and never later. Callers filter out what is too old.
pub(crate) fn filter_date(at: Timestamp) -> String {
    Offset::constant(-12)
        .to_datetime(at)
        .strftime("%Y-%m-%dT%H:%M:%S-12:00")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filter_dates_are_iso_with_an_offset() {
        let at: Timestamp = "2026-11-23T20:15:30.5Z".parse().unwrap();
        assert_eq!(filter_date(at), "2026-11-23T08:15:30-12:00");
        let read: Timestamp = filter_date(at).parse().unwrap();
        assert_eq!(read.to_string(), "2026-11-23T20:15:30Z");
    }

    #[test]
    fn only_calls_that_make_another_one_each_time_count_as_creating() {
        assert_eq!(create_webhook("n", "u", &[]).what.effect, Idempotency::Create);
        assert_eq!(
            create_note("Deal", "1", "t", String::new()).what.effect,
            Idempotency::Create
        );
        assert_eq!(
            graphql(String::new(), json!({}), None).what.effect,
            Idempotency::Read
        );
        assert_eq!(tag_contact("1", "2").what.effect, Idempotency::Replace);
        assert_eq!(set_field_value("1", "2", "v").what.effect, Idempotency::Replace);
    }
}
