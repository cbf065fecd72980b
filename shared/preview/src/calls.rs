//! The calls that would be made, in words.

use std::collections::BTreeMap;

use activecampaign::Operation as ActiveCampaignCall;
use eaccounting::Operation as EaccountingCall;
use eaccounting::types::LinkedResource;
use mapping::Target;
use serde_json::Value;

use crate::interceptor::{InterceptedCall, Operation};
use crate::types::Call;

/// The placeholders for ids.
pub(crate) fn shown(text: &str, names: &BTreeMap<String, String>) -> String {
    let mut text = text.to_owned();
    for (id, name) in names.iter().filter(|(_, name)| name.starts_with('<')) {
        text = text.replace(id, name);
    }
    text
}

/// A call in a few words.
fn what(call: &InterceptedCall) -> &'static str {
    let is_credit = call
        .body
        .as_ref()
        .is_some_and(|body| body["IsCreditInvoice"] == true);
    let of_customer = call
        .body
        .as_ref()
        .is_some_and(|body| body["ResourceType"] == i32::from(LinkedResource::Customer));
    let of_products = call
        .body
        .as_ref()
        .is_some_and(|body| body["variables"]["products"].is_array());
    match call.operation {
        Operation::Eaccounting(EaccountingCall::CreateCustomer) => "create the customer",
        Operation::Eaccounting(EaccountingCall::UpdateCustomer) => "update the customer",
        Operation::Eaccounting(EaccountingCall::CreateArticle) => "create an article",
        Operation::Eaccounting(EaccountingCall::UpdateArticle) => "update an article",
        Operation::Eaccounting(EaccountingCall::CreateOrder) => "create the order",
        Operation::Eaccounting(EaccountingCall::ConvertOrderToInvoice) => {
            "turn the order into an invoice, which is booked"
        }
        Operation::Eaccounting(EaccountingCall::CreateInvoiceDraft) if is_credit => {
            "create a draft of the credit invoice"
        }
        Operation::Eaccounting(EaccountingCall::CreateInvoiceDraft) => "create the invoice draft",
        Operation::Eaccounting(EaccountingCall::ConvertInvoiceDraft) => {
            "turn the draft into an invoice, which is booked if it comes to these totals"
        }
        Operation::Eaccounting(EaccountingCall::RegisterPayment) => "register the payment",
        Operation::Eaccounting(EaccountingCall::EmailInvoice) => "e-mail the invoice",
        Operation::Eaccounting(EaccountingCall::EmailOrder) => "e-mail the order",
        Operation::Eaccounting(EaccountingCall::CreateNote) => "add a note with the shop's order",
        Operation::Eaccounting(EaccountingCall::CreatePartnerResourceLink) if of_customer => {
            "link the customer to its contact"
        }
        Operation::Eaccounting(EaccountingCall::CreatePartnerResourceLink) => {
            "add a link to the shop's order"
        }
        Operation::Eaccounting(EaccountingCall::ConvertQuoteToOrder) => "turn the quote into an order",
        Operation::ActiveCampaign(ActiveCampaignCall::UpdateContact) => {
            "change the contact's fields or e-mail address"
        }
        Operation::ActiveCampaign(ActiveCampaignCall::CreateDeal) => "create the deal",
        Operation::ActiveCampaign(ActiveCampaignCall::UpdateDeal) => "move the deal, or write its fields",
        Operation::ActiveCampaign(ActiveCampaignCall::CreateTag) => "create the tag",
        Operation::ActiveCampaign(ActiveCampaignCall::AddContactTag) => "tag the contact",
        Operation::ActiveCampaign(ActiveCampaignCall::RemoveContactTag) => "take the tag off the contact",
        Operation::ActiveCampaign(ActiveCampaignCall::SyncContact) => "write the contact",
        Operation::ActiveCampaign(ActiveCampaignCall::CreateAccount) => "create the account",
        Operation::ActiveCampaign(ActiveCampaignCall::UpdateAccount) => "rename the account",
        Operation::ActiveCampaign(ActiveCampaignCall::AddAccountContact) => {
            "put the contact into the account"
        }
        Operation::ActiveCampaign(ActiveCampaignCall::SetListStatus) => "put the contact on the list",
        Operation::ActiveCampaign(ActiveCampaignCall::CreateNote) => "add a note",
        Operation::ActiveCampaign(ActiveCampaignCall::CreateConnection) => "create the connection",
        Operation::ActiveCampaign(ActiveCampaignCall::CreateCustomObjectSchema) => "create the custom object",
        Operation::ActiveCampaign(ActiveCampaignCall::UpsertCustomObjectRecord) => {
            "write the article's quantity"
        }
        Operation::ActiveCampaign(ActiveCampaignCall::Graphql) if of_products => "write the product's stock",
        Operation::ActiveCampaign(ActiveCampaignCall::Graphql) => "write the e-commerce order",
        _ => "write",
    }
}

/// The payload of a call that writes a document.
pub(crate) fn document_of(call: &InterceptedCall) -> Option<(Target, &'static str)> {
    let is_credit = call
        .body
        .as_ref()
        .is_some_and(|body| body["IsCreditInvoice"] == true);
    let Operation::Eaccounting(operation) = call.operation else {
        return None;
    };
    Some(match operation {
        EaccountingCall::CreateCustomer => (Target::Customer, "customer"),
        EaccountingCall::CreateArticle => (Target::Article, "article"),
        EaccountingCall::CreateOrder => (Target::Order, "order"),
        EaccountingCall::CreateInvoiceDraft if is_credit => (Target::Order, "credit invoice draft"),
        EaccountingCall::CreateInvoiceDraft => (Target::Order, "invoice draft"),
        _ => return None,
    })
}

pub(crate) fn calls(writes: &[InterceptedCall], names: &BTreeMap<String, String>) -> Vec<Call> {
    writes
        .iter()
        .map(|call| {
            let (method, endpoint) = call.operation.as_str().split_once(' ').unwrap_or_default();
            let body = call.body.as_ref().map(|body| {
                let text = shown(&body.to_string(), names);
                serde_json::from_str(&text).unwrap_or(Value::String(text))
            });
            Call {
                vendor: call.operation.vendor().name(),
                method: method.to_owned(),
                endpoint: endpoint.to_owned(),
                path: shown(&call.path, names),
                what: what(call),
                body,
            }
        })
        .collect()
}
