//! Finds the records that a search text means, in both vendors.

use std::fmt;

use activecampaign::Client;
use aws::Worker;
use eaccounting::odata::Filter;
use engine::RecordName;
use flows::Services;
use messages::{Language, ToolMessages};
use model::{Email, Problem, Source};

use crate::words::problem as problem_told;
use crate::{Name, Numbered, Query};

/// The most orders of a person that are looked at.
const MOST_ORDERS: usize = 10;

/// The most records of a name that are listed.
const MOST_NAMED: usize = 10;

/// The most people of a name whose orders are listed, and the most orders of each of several.
const MOST_PEOPLE: usize = 3;
const MOST_ORDERS_EACH: usize = 3;

/// The most entries of the activity log that are looked through for a shop's order number.
const MOST_ENTRIES: usize = 100;

/// How many days before today the log is looked through: with today's, three queries.
const DAYS: u16 = 2;

/// The records that a text means, the likeliest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The records.
    pub records: Vec<Source>,
    /// Notes on the search.
    pub notes: Vec<Note>,
}

/// A note on a search; in English, it is one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// eAccounting has a record.
    Has(RecordName),
    /// eAccounting's document was made of a record.
    MadeOf(RecordName, Source),
    /// There are more records with this name.
    More,
    /// A vendor failed, so that not everything could be looked up.
    Incomplete(Problem),
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |record: &RecordName| format!("{} {}", record.kind, record.number);
        match self {
            Self::Has(record) => write!(f, "eAccounting has {}.", name(record)),
            Self::MadeOf(document, source) => {
                write!(f, "eAccounting's {} was made of {source}.", name(document))
            }
            Self::More => {
                f.write_str("There may be more with this name: search for the e-mail address to be sure.")
            }
            Self::Incomplete(problem) => write!(
                f,
                "Not everything could be looked up. {} {}",
                problem.message, problem.remedy
            ),
        }
    }
}

impl Found {
    /// Whether there may be more: a vendor failed, or has too many to list.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.notes
            .iter()
            .any(|note| matches!(note, Note::Incomplete(_) | Note::More))
    }

    /// The notes in English, one sentence each.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        self.notes.iter().map(ToString::to_string).collect()
    }

    fn add(&mut self, source: Source) {
        if !self.records.contains(&source) {
            self.records.push(source);
        }
    }

    /// Notes that eAccounting has a record of this kind and number.
    fn note(&mut self, kind: &'static str, number: String) {
        self.notes.push(Note::Has(RecordName { kind, number }));
    }
}

/// The records for a search text ([`Query`]). Asks both vendors, and notes failures.
///
/// # Errors
/// When the text names nothing, or neither vendor can be asked.
pub async fn find(worker: &Worker, text: &str) -> Result<Found, Problem> {
    look_up(worker, &Query::sought(text)?).await
}

/// The records that a query means. Asks both vendors, and notes failures. A person's are the contact and its newest orders.
///
/// # Errors
/// When neither vendor can be asked.
pub async fn look_up(worker: &Worker, query: &Query) -> Result<Found, Problem> {
    let mut found = Found::default();
    if let Query::Record(source) = query {
        found.add(source.clone());
        return Ok(found);
    }
    let flows = worker.flows().await?;
    let services = flows.services();
    match query {
        Query::Record(_) => {}
        Query::Person(email) => by_email(services, email, &mut found).await,
        Query::Named(name) => {
            let people = by_name(services, name, &mut found).await;
            orders_of(services, &people, &mut found).await;
        }
        Query::Numbered(kind, number) => {
            let document = numbered(services, *kind, number).await;
            match answered(&mut found, document) {
                // A document that Ekobridge made of an order is explained by the order's answer.
                Some(Numbering::Sale(document)) => {
                    if let Some(source) = origin(services, &document, &mut found).await {
                        found.notes.push(Note::MadeOf(document.name, source.clone()));
                        found.add(source);
                    } else {
                        found.add(document.source);
                    }
                }
                Some(Numbering::Other(source)) => found.add(source),
                None => {}
            }
        }
        Query::Order(number) => {
            shop_orders(services, number, &mut found).await;
            if found.records.is_empty() {
                by_log(
                    worker,
                    number,
                    |source| matches!(source, Source::Order { .. }),
                    &mut found,
                )
                .await?;
            }
        }
        Query::Number(number) => {
            shop_orders(services, number, &mut found).await;
            documents(services, number, &mut found).await;
            let is_order = |source: &Source| matches!(source, Source::Order { .. });
            if found.records.is_empty() {
                by_log(worker, number, |_| true, &mut found).await?;
            } else if !found.records.iter().any(is_order) {
                // The shop may show another number than its id, and a document of another sale may have that one.
                by_log(worker, number, is_order, &mut found).await?;
            }
        }
    }
    if found.records.is_empty()
        && let Some(number) = query.article_number()
    {
        let article = numbered(services, Numbered::Article, &number).await;
        if let Some(Numbering::Other(article)) = answered(&mut found, article) {
            found.add(article);
        }
    }
    Ok(found)
}

/// Why a query means no one record.
#[derive(Debug, Clone, PartialEq)]
pub enum NotOne {
    /// ActiveCampaign has no contact with the e-mail address.
    NoContact,
    /// eAccounting has no record of this kind and number.
    NoNumbered(Numbered, String),
    /// No connection has an order with this id or number.
    NoOrder(String),
    /// Neither vendor has a person or company of the name.
    NoName,
    /// Neither vendor has the number.
    NoNumber,
    /// These have the name.
    SeveralOfName(Vec<Source>),
    /// These have the number.
    SeveralOfNumber(Vec<Source>),
    /// A vendor failed, or has too many, so that nobody knows which it is.
    Partial(Vec<Note>),
    /// The deployment can't be asked.
    Failed(Problem),
}

impl From<Problem> for NotOne {
    fn from(problem: Problem) -> Self {
        Self::Failed(problem)
    }
}

impl fmt::Display for NotOne {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(Language::English))
    }
}

impl NotOne {
    /// Why, and what to do now, in a person's language.
    #[must_use]
    pub fn told(&self, language: Language) -> String {
        let text = ToolMessages::of(language);
        let names = |records: &[Source]| {
            let names: Vec<String> = records.iter().map(ToString::to_string).collect();
            names.join(", ")
        };
        match self {
            Self::NoContact => text.find_no_contact(),
            Self::NoNumbered(kind, number) => {
                let (kind, number) = (kind.word(), number.clone());
                text.find_no_numbered(notices::record_name(&RecordName { kind, number }, language))
            }
            Self::NoOrder(order) => text.find_no_order(order),
            Self::NoName => text.find_no_name(),
            Self::NoNumber => text.find_no_number(),
            Self::SeveralOfName(records) => text.find_several_of_name(names(records)),
            Self::SeveralOfNumber(records) => text.find_several_of_number(names(records)),
            Self::Partial(notes) => {
                let told = notes.iter().map(|note| match note.told(language) {
                    (told, Some(english)) => format!("{told} {}", text.label_in_detail(english)),
                    (told, None) => told,
                });
                let told: Vec<String> = told.collect();
                format!("{} {}", told.join(" "), text.find_in_full())
            }
            Self::Failed(problem) => problem_told(problem, language),
        }
    }
}

/// The one record that a query means, for a command that acts on it. A person is the contact, by address or name.
///
/// # Errors
/// When there is none, there are several, or not everything could be looked up.
pub async fn find_one(worker: &Worker, query: &Query) -> Result<Source, NotOne> {
    if let Query::Person(email) = query {
        let flows = worker.flows().await?;
        let contact = flows.services().activecampaign.contact_id_by_email(email).await;
        let contact = contact.map_err(Problem::from)?;
        return contact.map(Source::Contact).ok_or(NotOne::NoContact);
    }
    // Who names a document acts on the document, and not on the order that it was made of.
    if let Query::Numbered(kind, number) = query {
        let flows = worker.flows().await?;
        return match numbered(flows.services(), *kind, number).await? {
            Some(Numbering::Sale(document)) => Ok(document.source),
            Some(Numbering::Other(source)) => Ok(source),
            None => Err(NotOne::NoNumbered(*kind, number.clone())),
        };
    }
    let found = match query {
        Query::Named(name) => {
            let flows = worker.flows().await?;
            let mut found = Found::default();
            by_name(flows.services(), name, &mut found).await;
            found
        }
        _ => Box::pin(look_up(worker, query)).await?,
    };
    if found.is_partial() {
        return Err(NotOne::Partial(found.notes));
    }
    match (found.records.as_slice(), query) {
        ([record], _) => Ok(record.clone()),
        ([], Query::Order(order)) => Err(NotOne::NoOrder(order.clone())),
        ([], Query::Named(_)) => Err(NotOne::NoName),
        ([], _) => Err(NotOne::NoNumber),
        (_, Query::Named(_)) => Err(NotOne::SeveralOfName(found.records)),
        _ => Err(NotOne::SeveralOfNumber(found.records)),
    }
}

/// A record of eAccounting by its number.
async fn numbered(services: &Services, kind: Numbered, number: &str) -> Result<Option<Numbering>, Problem> {
    let client = &services.eaccounting;
    let failed = |error: eaccounting::Error| error.problem("The record");
    let digits = number.parse::<i64>().unwrap_or_default();
    let found = match kind {
        Numbered::Article => match number.parse() {
            Ok(sku) => {
                let article = client.article_by_number(&sku).await.map_err(failed)?;
                article.map(|article| Numbering::Other(Source::Article(article.id.to_string())))
            }
            Err(_) => None,
        },
        Numbered::Customer => {
            let customer = client.customer_by_number(number).await.map_err(failed)?;
            customer.map(|customer| Numbering::Other(Source::Customer(customer.id.to_string())))
        }
        Numbered::Invoice => {
            let invoice = client.invoice_by_number(digits).await.map_err(failed)?;
            invoice.map(|invoice| Numbering::Sale(Document::invoice(&invoice, digits)))
        }
        Numbered::Quote => {
            let quote = client.quote_by_number(digits).await.map_err(failed)?;
            quote.map(|quote| Numbering::Other(Source::Quote(quote.id.to_string())))
        }
        Numbered::SalesOrder => {
            let order = client.order_by_number(digits).await.map_err(failed)?;
            order.map(|order| Numbering::Sale(Document::order(&order)))
        }
    };
    Ok(found)
}

/// A vendor's answer, or a note that it failed.
fn answered<T: Default>(found: &mut Found, result: Result<T, impl Into<Problem>>) -> T {
    result.unwrap_or_else(|error| {
        let note = Note::Incomplete(error.into());
        if !found.notes.contains(&note) {
            found.notes.push(note);
        }
        T::default()
    })
}

async fn by_email(services: &Services, email: &Email, found: &mut Found) {
    let client = &services.activecampaign;
    let (contact, orders, customers) = futures::join!(
        client.contact_id_by_email(email),
        client.orders_of(email, MOST_ORDERS),
        services.eaccounting.customers_by_email(email),
    );
    if let Some(id) = answered(found, contact) {
        found.add(Source::Contact(id));
    }
    for order in answered(found, orders) {
        found.add(order.source);
    }
    let customers = answered(found, customers.map_err(|error| error.problem("The customer")));
    for customer in customers {
        found.note("customer", customer.fields.customer_number.unwrap_or_default());
    }
}

/// The people and companies of a name, those with exactly this name first. One call to each vendor. Returns their e-mail
/// addresses.
async fn by_name(services: &Services, name: &Name, found: &mut Found) -> Vec<Email> {
    let words = name.words();
    let (contacts, customers) = futures::join!(
        services.activecampaign.contacts_by_name(words),
        services.eaccounting.customers_by_name(words),
    );
    let (contacts, more_contacts) = answered(found, contacts);
    let customers = customers.map_err(|error| error.problem("The customer"));
    let (customers, more_customers) = answered(found, customers);
    let mut people: Vec<Email> = Vec::new();
    for contact in &contacts {
        found.add(Source::Contact(contact.id.clone()));
        people.extend(contact.email.clone());
    }
    for customer in customers {
        let email = customer.fields.email_address.as_deref();
        let email = email.and_then(|text| text.parse::<Email>().ok());
        // A contact's own customer is no other person.
        let is_listed = email.is_some() && contacts.iter().any(|contact| contact.email == email);
        match is_listed {
            true => found.note("customer", customer.fields.customer_number.unwrap_or_default()),
            false => {
                found.add(Source::Customer(customer.id.to_string()));
                people.extend(email.filter(|email| !people.contains(email)));
            }
        }
    }
    if more_contacts || more_customers || found.records.len() > MOST_NAMED {
        found.notes.push(Note::More);
    }
    found.records.truncate(MOST_NAMED);
    people
}

/// The newest orders of people, and the contact of each that is none of the records: a company is found by its customer, and
/// its contact may have a person's name.
async fn orders_of(services: &Services, people: &[Email], found: &mut Found) {
    let client = &services.activecampaign;
    let most = match people {
        [_] => MOST_ORDERS,
        _ => MOST_ORDERS_EACH,
    };
    let looked_up = people.iter().take(MOST_PEOPLE).map(|email| async move {
        futures::join!(client.contact_id_by_email(email), client.orders_of(email, most))
    });
    for (contact, orders) in futures::future::join_all(looked_up).await {
        if let Some(id) = answered(found, contact) {
            found.add(Source::Contact(id));
        }
        for order in answered(found, orders) {
            found.add(order.source);
        }
    }
    if people.len() > MOST_PEOPLE && !found.notes.contains(&Note::More) {
        found.notes.push(Note::More);
    }
}

/// A shop's orders by their id, on every connection.
async fn shop_orders(services: &Services, number: &str, found: &mut Found) {
    let client = &services.activecampaign;
    let connections = answered(found, client.connections().await);
    for connection in &connections {
        if answered(found, client.order(&connection.id, number).await).is_some() {
            found.add(Source::Order {
                connection: connection.id.clone(),
                order: number.to_owned(),
            });
        }
    }
}

/// The documents in eAccounting with this number or reference, or the shop's orders that they were made of.
async fn documents(services: &Services, number: &str, found: &mut Found) {
    let eaccounting = &services.eaccounting;
    // Where the API cannot filter by the reference, documents are still found by their own number.
    let referring = eaccounting
        .orders_by(&Filter::eq("BuyersOrderReference", number))
        .await;
    let mut documents: Vec<Document> = referring
        .unwrap_or_default()
        .into_iter()
        .map(|order| Document::order(&order))
        .collect();
    if let Ok(digits) = number.parse::<i64>() {
        let (order, invoice, quote) = futures::join!(
            eaccounting.order_by_number(digits),
            eaccounting.invoice_by_number(digits),
            eaccounting.quote_by_number(digits),
        );
        if let Some(order) = answered(found, order.map_err(|error| error.problem("The order"))) {
            documents.push(Document::order(&order));
        }
        if let Some(invoice) = answered(found, invoice.map_err(|error| error.problem("The invoice"))) {
            documents.push(Document::invoice(&invoice, digits));
        }
        if let Some(quote) = answered(found, quote.map_err(|error| error.problem("The quote"))) {
            found.note("quote", digits.to_string());
            found.add(Source::Quote(quote.id.to_string()));
        }
    }
    for document in documents {
        match origin(services, &document, found).await {
            Some(source) => {
                found.notes.push(Note::MadeOf(document.name, source.clone()));
                found.add(source);
            }
            None => {
                found.notes.push(Note::Has(document.name));
                found.add(document.source);
            }
        }
    }
}

/// What a kind and a number have led to.
enum Numbering {
    /// An order or invoice, which a shop's order may have become.
    Sale(Document),
    /// Another record.
    Other(Source),
}

/// A document in eAccounting that a number has led to.
struct Document {
    source: Source,
    name: RecordName,
    reference: Option<String>,
    customer: uuid::Uuid,
}

impl Document {
    fn invoice(invoice: &eaccounting::types::CustomerInvoice, number: i64) -> Self {
        Self {
            source: Source::Invoice(invoice.id.to_string()),
            name: RecordName {
                kind: "invoice",
                number: number.to_string(),
            },
            reference: invoice.buyers_order_reference.clone(),
            customer: invoice.customer_id,
        }
    }

    fn order(order: &eaccounting::types::Order) -> Self {
        Self {
            source: Source::SalesOrder(order.id.to_string()),
            name: RecordName {
                kind: "order",
                number: order.number.unwrap_or_default().to_string(),
            },
            reference: order.buyers_order_reference.clone(),
            customer: order.customer_id,
        }
    }
}

/// The shop's order of a document: an order of the same customer whose number is the document's reference.
async fn origin(services: &Services, document: &Document, found: &mut Found) -> Option<Source> {
    let reference = document
        .reference
        .as_deref()
        .filter(|text| !text.trim().is_empty())?;
    let customer = services.eaccounting.customer(document.customer).await;
    let customer = answered(found, customer.map_err(|error| error.problem("The customer")))?;
    let email = customer.fields.email_address.as_deref()?.parse::<Email>().ok()?;
    let client = &services.activecampaign;
    let orders = answered(found, client.orders_of(&email, MOST_ORDERS).await);
    for order in orders {
        if is_numbered(client, &order.source, reference).await {
            return Some(order.source);
        }
    }
    None
}

async fn is_numbered(client: &Client, source: &Source, number: &str) -> bool {
    let Source::Order { connection, order } = source else {
        return false;
    };
    if order == number {
        return true;
    }
    let read = client.order(connection, order).await.ok().flatten();
    read.is_some_and(|read| read.number == number)
}

/// An order by the number that the shop shows its customers. ActiveCampaign can't filter by it, so the newest log
/// entries are searched, of the records that `is_wanted` takes.
async fn by_log(
    worker: &Worker,
    number: &str,
    is_wanted: impl Fn(&Source) -> bool,
    found: &mut Found,
) -> Result<(), Problem> {
    let entries = worker.journal().recent(DAYS, MOST_ENTRIES).await?;
    for entry in entries {
        let is_it = entry.source.id() == number
            || entry.order_number.as_deref() == Some(number)
            || entry
                .document
                .as_ref()
                .is_some_and(|document| document.number.as_deref() == Some(number));
        if is_it && is_wanted(&entry.source) {
            found.add(entry.source);
        }
    }
    Ok(())
}
