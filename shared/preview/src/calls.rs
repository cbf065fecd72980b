//! The calls that would be made, in words.

use std::collections::BTreeMap;

use eaccounting::Operation as EaccountingCall;
use eaccounting::types::LinkedResource;
use mapping::Target;
use serde_json::Value;

use crate::effect::Effect;
use crate::interceptor::{InterceptedCall, Name, Operation};
use crate::types::{Call, Kind};

/// The placeholders for ids.
pub(crate) fn shown(text: &str, names: &BTreeMap<String, Name>) -> String {
    let mut text = text.to_owned();
    for (id, name) in names {
        if let Name::New(record) = name {
            text = text.replace(id, &record.to_string());
        }
    }
    text
}

/// What a call changes.
fn effect(call: &InterceptedCall) -> Effect {
    use activecampaign::Operation as ActiveCampaign;
    use eaccounting::Operation as Eaccounting;
    let is = |field: &str, value: Value| call.body.as_ref().is_some_and(|body| body[field] == value);
    let is_credit = is("IsCreditInvoice", Value::Bool(true));
    let of_customer = is("ResourceType", i32::from(LinkedResource::Customer).into());
    let of_products = call
        .body
        .as_ref()
        .is_some_and(|body| body["variables"]["products"].is_array());
    match call.operation {
        Operation::Eaccounting(operation) => match operation {
            Eaccounting::CreateCustomer => Effect::CreateCustomer,
            Eaccounting::UpdateCustomer => Effect::UpdateCustomer,
            Eaccounting::CreateArticle => Effect::CreateArticle,
            Eaccounting::UpdateArticle => Effect::UpdateArticle,
            Eaccounting::CreateOrder => Effect::CreateOrder,
            Eaccounting::ConvertOrderToInvoice => Effect::InvoiceOrder,
            Eaccounting::CreateInvoiceDraft if is_credit => Effect::CreateCreditDraft,
            Eaccounting::CreateInvoiceDraft => Effect::CreateInvoiceDraft,
            Eaccounting::ConvertInvoiceDraft => Effect::BookDraft,
            Eaccounting::RegisterPayment => Effect::RegisterPayment,
            Eaccounting::EmailInvoice => Effect::EmailInvoice,
            Eaccounting::EmailOrder => Effect::EmailOrder,
            Eaccounting::CreateNote => Effect::AddOrderNote,
            Eaccounting::CreatePartnerResourceLink if of_customer => Effect::LinkCustomer,
            Eaccounting::CreatePartnerResourceLink => Effect::LinkOrder,
            Eaccounting::ConvertQuoteToOrder => Effect::OrderQuote,
            _ => Effect::Other,
        },
        Operation::ActiveCampaign(operation) => match operation {
            ActiveCampaign::UpdateContact => Effect::ChangeContact,
            ActiveCampaign::CreateDeal => Effect::CreateDeal,
            ActiveCampaign::UpdateDeal => Effect::ChangeDeal,
            ActiveCampaign::CreateTag => Effect::CreateTag,
            ActiveCampaign::AddContactTag => Effect::AddTag,
            ActiveCampaign::RemoveContactTag => Effect::RemoveTag,
            ActiveCampaign::SyncContact => Effect::WriteContact,
            ActiveCampaign::CreateAccount => Effect::CreateAccount,
            ActiveCampaign::UpdateAccount => Effect::RenameAccount,
            ActiveCampaign::AddAccountContact => Effect::AddToAccount,
            ActiveCampaign::SetListStatus => Effect::AddToList,
            ActiveCampaign::CreateNote => Effect::AddNote,
            ActiveCampaign::CreateConnection => Effect::CreateConnection,
            ActiveCampaign::CreateCustomObjectSchema => Effect::CreateCustomObject,
            ActiveCampaign::UpsertCustomObjectRecord => Effect::WriteQuantity,
            ActiveCampaign::Graphql if of_products => Effect::WriteStock,
            ActiveCampaign::Graphql => Effect::WriteShopOrder,
            _ => Effect::Other,
        },
        Operation::Other(..) => Effect::Other,
    }
}

/// The payload of a call that writes a document.
pub(crate) fn document_of(call: &InterceptedCall) -> Option<(Target, Kind)> {
    let is_credit = call
        .body
        .as_ref()
        .is_some_and(|body| body["IsCreditInvoice"] == true);
    let Operation::Eaccounting(operation) = call.operation else {
        return None;
    };
    Some(match operation {
        EaccountingCall::CreateCustomer => (Target::Customer, Kind::Customer),
        EaccountingCall::CreateArticle => (Target::Article, Kind::Article),
        EaccountingCall::CreateOrder => (Target::Order, Kind::Order),
        EaccountingCall::CreateInvoiceDraft if is_credit => (Target::Order, Kind::CreditDraft),
        EaccountingCall::CreateInvoiceDraft => (Target::Order, Kind::InvoiceDraft),
        _ => return None,
    })
}

pub(crate) fn calls(writes: &[InterceptedCall], names: &BTreeMap<String, Name>) -> Vec<Call> {
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
                what: effect(call),
                body,
            }
        })
        .collect()
}
