//! The calls that would be made, in words.

use std::collections::BTreeMap;
use std::fmt;

use eaccounting::Operation as EaccountingCall;
use eaccounting::types::LinkedResource;
use mapping::Target;
use serde_json::Value;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// A customer is created.
    CreateCustomer,
    /// The customer is updated.
    UpdateCustomer,
    /// An article is created.
    CreateArticle,
    /// An article is updated.
    UpdateArticle,
    /// The order is created.
    CreateOrder,
    /// The order becomes an invoice.
    InvoiceOrder,
    /// The draft of a credit invoice is created.
    CreateCreditDraft,
    /// The invoice draft is created.
    CreateInvoiceDraft,
    /// The draft becomes an invoice.
    BookDraft,
    /// The payment is registered.
    RegisterPayment,
    /// The invoice is e-mailed.
    EmailInvoice,
    /// The order is e-mailed.
    EmailOrder,
    /// A note with the shop's order is added.
    AddOrderNote,
    /// The customer gets a link to its contact.
    LinkCustomer,
    /// A link to the shop's order is added.
    LinkOrder,
    /// The quote becomes an order.
    OrderQuote,
    /// The contact is changed.
    ChangeContact,
    /// The deal is created.
    CreateDeal,
    /// The deal is changed.
    ChangeDeal,
    /// The tag is created.
    CreateTag,
    /// The contact is tagged.
    AddTag,
    /// The contact loses a tag.
    RemoveTag,
    /// The contact is written.
    WriteContact,
    /// The account is created.
    CreateAccount,
    /// The account is renamed.
    RenameAccount,
    /// The contact is put into the account.
    AddToAccount,
    /// The contact is put on the list.
    AddToList,
    /// A note is added.
    AddNote,
    /// The connection is created.
    CreateConnection,
    /// The custom object is created.
    CreateCustomObject,
    /// The article's quantity is written.
    WriteQuantity,
    /// The product's stock is written.
    WriteStock,
    /// The e-commerce order is written.
    WriteShopOrder,
    /// Something else is written.
    Other,
}

impl Effect {
    /// Every effect.
    pub const ALL: [Self; 34] = [
        Self::CreateCustomer,
        Self::UpdateCustomer,
        Self::CreateArticle,
        Self::UpdateArticle,
        Self::CreateOrder,
        Self::InvoiceOrder,
        Self::CreateCreditDraft,
        Self::CreateInvoiceDraft,
        Self::BookDraft,
        Self::RegisterPayment,
        Self::EmailInvoice,
        Self::EmailOrder,
        Self::AddOrderNote,
        Self::LinkCustomer,
        Self::LinkOrder,
        Self::OrderQuote,
        Self::ChangeContact,
        Self::CreateDeal,
        Self::ChangeDeal,
        Self::CreateTag,
        Self::AddTag,
        Self::RemoveTag,
        Self::WriteContact,
        Self::CreateAccount,
        Self::RenameAccount,
        Self::AddToAccount,
        Self::AddToList,
        Self::AddNote,
        Self::CreateConnection,
        Self::CreateCustomObject,
        Self::WriteQuantity,
        Self::WriteStock,
        Self::WriteShopOrder,
        Self::Other,
    ];
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CreateCustomer => "create the customer",
            Self::UpdateCustomer => "update the customer",
            Self::CreateArticle => "create an article",
            Self::UpdateArticle => "update an article",
            Self::CreateOrder => "create the order",
            Self::InvoiceOrder => "turn the order into an invoice, which is booked",
            Self::CreateCreditDraft => "create a draft of the credit invoice",
            Self::CreateInvoiceDraft => "create the invoice draft",
            Self::BookDraft => "turn the draft into an invoice, which is booked if it comes to these totals",
            Self::RegisterPayment => "register the payment",
            Self::EmailInvoice => "e-mail the invoice",
            Self::EmailOrder => "e-mail the order",
            Self::AddOrderNote => "add a note with the shop's order",
            Self::LinkCustomer => "link the customer to its contact",
            Self::LinkOrder => "add a link to the shop's order",
            Self::OrderQuote => "turn the quote into an order",
            Self::ChangeContact => "change the contact's fields or e-mail address",
            Self::CreateDeal => "create the deal",
            Self::ChangeDeal => "move the deal, or write its fields",
            Self::CreateTag => "create the tag",
            Self::AddTag => "tag the contact",
            Self::RemoveTag => "take the tag off the contact",
            Self::WriteContact => "write the contact",
            Self::CreateAccount => "create the account",
            Self::RenameAccount => "rename the account",
            Self::AddToAccount => "put the contact into the account",
            Self::AddToList => "put the contact on the list",
            Self::AddNote => "add a note",
            Self::CreateConnection => "create the connection",
            Self::CreateCustomObject => "create the custom object",
            Self::WriteQuantity => "write the article's quantity",
            Self::WriteStock => "write the product's stock",
            Self::WriteShopOrder => "write the e-commerce order",
            Self::Other => "write",
        })
    }
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
