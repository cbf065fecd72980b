//! Records with few rules: notes, partner resource links, customer labels, delivery methods and terms, settings,
//! e-mails.

use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::books::Books;
use super::collection::Collection;
use super::doc::Doc;
use super::error::Refusal;
use super::fields::{COMPANY, EMAIL};
use super::validate::{Purpose, validate, validate_optional};

/// Creates a record. Its only rules are those of its table and of its kind below.
pub(crate) fn create(
    books: &mut Books,
    kind: Collection,
    body: &Value,
    now: Timestamp,
) -> Result<Doc, Refusal> {
    let mut doc = validate(kind.shelf().model, body, Purpose::Create)?;
    check(books, kind, &doc)?;
    if kind == Collection::Notes {
        doc.set("UserId", json!(super::presets::id(&["user"])));
        doc.set_instant("CreatedUtc", now);
    }
    touch(kind, &mut doc, now);
    let doc = books.put(kind, doc);
    if kind == Collection::Notes {
        attach(books, &doc);
    }
    Ok(doc)
}

/// Replaces such a record.
pub(crate) fn replace(
    books: &mut Books,
    kind: Collection,
    id: Uuid,
    body: &Value,
    now: Timestamp,
) -> Result<Doc, Refusal> {
    let stored = books.get(kind, id)?.clone();
    let mut doc = validate(kind.shelf().model, body, Purpose::Replace(&stored))?;
    check(books, kind, &doc)?;
    touch(kind, &mut doc, now);
    Ok(books.put(kind, doc))
}

pub(crate) fn remove(books: &mut Books, kind: Collection, id: Uuid) -> Result<(), Refusal> {
    books.get(kind, id)?;
    books.table_mut(kind).remove(id);
    Ok(())
}

fn touch(kind: Collection, doc: &mut Doc, now: Timestamp) {
    if kind.shelf().model.field("ModifiedUtc").is_some() {
        doc.set_instant("ModifiedUtc", now);
    }
}

fn check(books: &Books, kind: Collection, doc: &Doc) -> Result<(), Refusal> {
    match kind {
        Collection::PartnerResourceLinks => {
            // Only records that the stand-in holds can be linked: 0 article, 1 customer, 3 invoice, 5 invoice draft.
            let linked = match doc.int("ResourceType") {
                Some(0) => Collection::Articles,
                Some(1) => Collection::Customers,
                Some(3) => Collection::CustomerInvoices,
                Some(5) => Collection::CustomerInvoiceDrafts,
                _ => return Err(Refusal::no_such("ResourceId")),
            };
            books.referred(linked, doc, "ResourceId").map(|_| ())
        }
        Collection::Notes if doc.text("AttachedTo").is_some() => {
            let id = doc.uuid("AttachedTo").unwrap_or_default();
            match attachable()
                .into_iter()
                .any(|kind| books.table(kind).get(id).is_some())
            {
                true => Ok(()),
                false => Err(Refusal::no_such("AttachedTo")),
            }
        }
        _ => Ok(()),
    }
}

fn attachable() -> [Collection; 6] {
    [
        Collection::Customers,
        Collection::Orders,
        Collection::Quotes,
        Collection::Articles,
        Collection::CustomerInvoices,
        Collection::CustomerInvoiceDrafts,
    ]
}

/// A document refers to its notes.
fn attach(books: &mut Books, note: &Doc) {
    let Some(id) = note.uuid("AttachedTo") else { return };
    for kind in attachable() {
        let Some(mut doc) = books.table(kind).get(id).cloned() else {
            continue;
        };
        let mut notes = doc
            .value("Notes")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        notes.push(json!(note.id()));
        doc.set("Notes", notes);
        books.put(kind, doc);
    }
}

/// Replaces the settings that a caller may change.
pub(crate) fn replace_settings(books: &mut Books, body: &Value) -> Result<Doc, Refusal> {
    let stored = books.settings.clone();
    books.settings = validate(&COMPANY, body, Purpose::Replace(&stored))?;
    Ok(books.settings.clone())
}

/// E-mails a document. The default address is the customer's; without any address it fails. The address isn't stored.
pub(crate) fn email(
    books: &mut Books,
    kind: Collection,
    id: Uuid,
    body: &Value,
    now: Timestamp,
) -> Result<(), Refusal> {
    let sent = validate_optional(&EMAIL, body)?;
    let document = books.get(kind, id)?;
    let is_draft = kind == Collection::Orders && document.int("Status") == Some(1);
    if is_draft {
        return Err(Refusal::new(4002, "A draft can't be sent."));
    }
    let field = match kind {
        Collection::Orders => "EmailAddressOrder",
        Collection::Quotes => "EmailAddressQuote",
        _ => "EmailAddress",
    };
    let customer = books.referred(Collection::Customers, document, "CustomerId")?;
    let address = sent
        .text("Email")
        .or(customer.text(field))
        .or(customer.text("EmailAddress"));
    if address.is_none() {
        return Err(Refusal::field("Email", "There is no e-mail address to send to."));
    }
    let mut email = Doc::default();
    email.set("Document", kind.shelf().path);
    email.set("DocumentId", json!(id));
    email.set_instant("SentUtc", now);
    books.emails.push(email);
    Ok(())
}
