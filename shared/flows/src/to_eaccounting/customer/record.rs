//! A customer's ledger key and its name in texts.

use eaccounting::types::{Customer as Found, NewCustomer};
use ledger::{Document, DocumentKind};
use model::Email;

use crate::JobContext;

pub(crate) fn subject(ctx: &JobContext<'_>, email: &Email) -> String {
    journal::person_digest(&ctx.ports.salt, email.as_str())
}

pub(crate) fn document_of(found: &Found) -> Document {
    Document {
        kind: DocumentKind::Customer,
        id: found.id.to_string(),
        number: found.fields.customer_number.clone(),
    }
}

pub(crate) fn number(found: &Found) -> &str {
    number_of(&found.fields)
}

pub(crate) fn number_of(fields: &NewCustomer) -> &str {
    fields.customer_number.as_deref().unwrap_or("without number")
}
