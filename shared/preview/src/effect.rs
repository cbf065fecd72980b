//! What a call changes.

use std::fmt;

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
